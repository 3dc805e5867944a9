"""What a heading says of VAT: “Summa (sis. alv 25,5 %)”, “Total excl. VAT”."""

import re
from typing import Final

_VAT: Final = (
    r"(?:vat|tax|taxes|alv(?::n)?|moms|arvonlisävero[na]?)(?:[ -]?\d{1,2}(?:[.,]\d+)? ?%)?(?!\w)"
)
_WITH: Final = re.compile(
    rf"(?<!\w)(?<!ei )(?:(?:incl\.?|inc\.?|including|with|sis\.?|sisältäen|sisältää|inkl\.?|med) ?"
    rf"{_VAT}|verollinen|verollisena)"
)
_WITHOUT: Final = re.compile(
    rf"(?<!\w)(?:(?:excl\.?|exc\.?|ex\.?|excluding|without|before|ilman|ei sis\.?|exkl\.?|utan) ?"
    rf"{_VAT}|(?:alv|moms|vat) ?0 ?%|veroton|verottomana)"
)
_LEFT_OVER: Final = re.compile(r"[(\[][\s,;/]*[)\]]|(?<=[(\[])[\s,;/]+|[\s,;/]+(?=[)\]])")


def vat_in_heading(key: str) -> tuple[str, bool | None]:
    """A heading without what it says of VAT, and whether VAT is in the amounts under it.

    Args:
        key: as `headings.heading_key` has it.

    Returns:
        the rest, and None where the heading says nothing of VAT.

    >>> vat_in_heading("summa (eur, sis. alv 25,5 %)"), vat_in_heading("total ex vat")
    (('summa (eur)', True), ('total', False))
    >>> vat_in_heading("alv yhteensä")
    ('alv yhteensä', None)
    """
    for pattern, said in ((_WITHOUT, False), (_WITH, True)):
        if match := pattern.search(key):
            rest = f"{key[: match.start()]} {key[match.end() :]}"
            return " ".join(_LEFT_OVER.sub("", rest).split()).strip(" ,;/-"), said
    return key, None
