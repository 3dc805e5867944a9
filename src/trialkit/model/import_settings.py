"""How a company's files of one shape are read, as a person once said; kept and used again."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import attrs


@attrs.frozen(kw_only=True)
class ImportSettings:
    """What a person said about files with these headings.

    Attributes:
        id: company and shape, so that the latest is the one kept.
        company: id of the company whose files they are.
        shape: digest of the headings.
        headings: as they stood in the file.
        importer: id of the importer, where it was named.
        columns: heading → metric, in a table of periods.
        sums: column, with a condition where there is one → metric, in a ledger of dated rows.
        countries: label → ISO 3166-1 alpha-2.
        date_order: `dmy`, `mdy` or `ymd`.
        currency: ISO 4217, of amounts without one.
        vat: the share of VAT in the amounts, such as 0.255; 0 where they are net.
        at: when it was said, UTC.
        by: who said it.
    """

    id: str
    company: str
    shape: str
    headings: tuple[str, ...]
    importer: str | None = None
    columns: Mapping[str, str] = attrs.field(factory=dict)
    sums: Mapping[str, str] = attrs.field(factory=dict)
    countries: Mapping[str, str] = attrs.field(factory=dict)
    date_order: str | None = None
    currency: str | None = None
    vat: Decimal | None = None
    at: datetime
    by: str
