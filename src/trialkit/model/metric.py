"""What is measured, and what was seen."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import attrs

from trialkit.model.period import Period, PeriodKind
from trialkit.model.text import Words


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    TARGET = "target"
    NONE = "none"


class Aggregation(StrEnum):
    """How the figures of a phase become one; `RATIO` follows from a formula."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"
    MAX = "max"
    RATIO = "ratio"


class MetricKind(StrEnum):
    """Whether a metric moves first, tells the result, or is there to understand it."""

    LEADING = "leading"
    LAGGING = "lagging"
    CONTEXT = "context"


class Asked(StrEnum):
    """How the figures come in: typed each week, read from a file, or when someone has them."""

    REQUIRED = "required"
    IMPORTED = "imported"
    OPTIONAL = "optional"


class Publicity(StrEnum):
    """How public a metric's figures are once consent has released the case."""

    AS_IS = "as_is"
    INDEX = "index"
    BANDED = "banded"
    NO = "no"


class OrderMeasure(StrEnum):
    """What a file of orders or invoice lines tells; a metric names the one that fills it.

    They are of the trial's market where it has one, and of orders that were paid and neither
    cancelled nor a test; money is net of VAT, in the workspace's currency.
    """

    ORDERS = "orders"
    GOODS = "goods"
    """Goods after discounts, before returns."""
    SHIPPING = "shipping"
    REFUNDS_GOODS = "refunds_goods"
    REFUNDS_OTHER = "refunds_other"
    SALES = "sales"
    """Goods and shipping less all refunds."""
    NEW_CUSTOMERS = "new_customers"
    """Customers whose first counted order in the file falls into the period."""
    NEW_MARKETS = "new_markets"
    """Countries, of all, with an order in the trial phase and none in the 24 months before."""
    TOP_CUSTOMER_SHARE = "top_customer_share"
    COHORT_90 = "cohort_90"
    """New customers of the trial phase whose first order is at least 90 days old."""
    REPEAT_90 = "repeat_90"
    """Those of them who bought again on another day within the 90 days."""


@attrs.frozen(kw_only=True)
class Metric:
    """The definition of one number.

    Attributes:
        id: its key in the template, formulas and column headings.
        label: its name, in the template's languages.
        unit: `order`, `EUR`, `h`, `EUR/order`, `%`, …; `%` is a fraction in values and formulas
            and per cent on screen.
        direction: which way is better.
        aggregation: how a phase's figures become one.
        kind: leading, lagging or context.
        cadence: the kind of period its figures usually have.
        asked: how the figures come in.
        settles: whether what arrives in the settling time counts to the trial phase.
        public: how its figures may be shown where consent allows figures.
        formula: other metrics, parameters and numbers joined by `+ - * /` and parentheses;
            a metric with one is computed, never typed or stored.
        note: what counts and what doesn't.
        from_orders: what of an order file fills it; None where none does.
        about_person: whether it tells something of one employee; then it is never public.
    """

    id: str
    label: Words
    unit: str
    direction: Direction
    aggregation: Aggregation
    kind: MetricKind
    cadence: PeriodKind
    asked: Asked
    settles: bool = False
    public: Publicity = Publicity.INDEX
    formula: str | None = None
    note: Words = attrs.field(factory=dict)
    from_orders: OrderMeasure | None = None
    about_person: bool = False

    @property
    def derived(self) -> bool:
        """Whether it is computed from others."""
        return self.formula is not None

    @property
    def currency_unit(self) -> bool:
        """Whether its figures are sums of money."""
        return self.unit == "EUR"


class SourceKind(StrEnum):
    """How a figure came in."""

    TYPED = "typed"
    IMPORTED = "imported"


@attrs.frozen(kw_only=True)
class Source:
    """Where a figure came from.

    Attributes:
        kind: typed by a person or read from a file.
        file: the file's name, without its folders.
        row: the file's row, counted from 1.
    """

    kind: SourceKind
    file: str | None = None
    row: int | None = None


@attrs.frozen(kw_only=True)
class Conversion:
    """What an amount was before it was converted to the trial's currency.

    Attributes:
        amount: in `currency`.
        currency: ISO 4217.
        rate: units of the trial's currency for one of `currency`.
        rate_on: the day the rate is of; not always the period's own (weekends have none).
    """

    amount: Decimal
    currency: str
    rate: Decimal
    rate_on: date


@attrs.frozen(kw_only=True)
class Observation:
    """One value of one metric for one period. Correcting one makes a new one that names it.

    Attributes:
        id: its own, globally unique.
        trial: the trial's id.
        metric: key of a metric in the trial's template.
        series: "" for the trial's own; else the name of a comparison (another market, a
            similar company).
        period: the time the value stands for.
        value: in the metric's unit; money in the trial's currency, net of VAT.
        source: where it came from.
        at: when it was recorded, UTC.
        by: who recorded it: a role, or a name they gave.
        replaces: id of the observation it corrects.
        conversion: what the amount was in its own currency.
    """

    id: str
    trial: str
    metric: str
    series: str
    period: Period
    value: Decimal
    source: Source
    at: datetime
    by: str
    replaces: str | None = None
    conversion: Conversion | None = None
