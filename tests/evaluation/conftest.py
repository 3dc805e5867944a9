"""A web shop that tries Sweden, by the week; and a shop with monthly figures and few of them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest

from trialkit.evaluation.evaluate import evaluate
from trialkit.evaluation.evaluation import Evaluation
from trialkit.model.criterion import Comparison, Criterion, CriterionKind, Measure, Role
from trialkit.model.follow_up import FollowUp, StillInUse
from trialkit.model.metric import (
    Aggregation,
    Asked,
    Direction,
    Metric,
    MetricKind,
    Observation,
    Source,
    SourceKind,
)
from trialkit.model.period import DateRange, Period, PeriodKind, Phases
from trialkit.model.template import Parameter, Template
from trialkit.model.text import Text
from trialkit.model.trial import Promise, Seal, SealedField, State, Trial, Vat

START = date(2026, 3, 2)
END = date(2026, 5, 24)
SETTLED = date(2026, 6, 21)
RECORDED = datetime(2026, 6, 22, 6, tzinfo=UTC)

WEEKS = Phases(
    baseline=(
        DateRange(date(2024, 12, 9), date(2025, 5, 25)),  # the same weeks a year before
        DateRange(date(2025, 12, 8), date(2026, 3, 1)),
    ),
    trial=DateRange(START, END),
    settling=DateRange(END + timedelta(1), SETTLED),
    follow_up=(date(2026, 11, 24),),
)


def a_metric(key: str, unit: str = "order", **more: Any) -> Metric:
    return Metric(
        **{
            "id": key,
            "label": {"en": key},
            "unit": unit,
            "direction": Direction.UP,
            "aggregation": Aggregation.RATIO if "formula" in more else Aggregation.SUM,
            "kind": MetricKind.LAGGING,
            "cadence": PeriodKind.WEEK,
            "asked": Asked.IMPORTED,
            **more,
        }
    )


METRICS = (
    a_metric("orders", settles=True),
    a_metric("sessions", "session"),
    a_metric("goods_sales", "EUR", settles=True),
    a_metric("refunds", "EUR", settles=True, direction=Direction.DOWN),
    a_metric("stress", "1-5", aggregation=Aggregation.MEAN, direction=Direction.DOWN),
    a_metric("cash", "EUR", aggregation=Aggregation.LAST),
    a_metric("own_hours", "h", kind=MetricKind.CONTEXT),
    a_metric("cash_cost", "EUR", kind=MetricKind.CONTEXT, cadence=PeriodKind.MONTH),
    a_metric("cost_after_refunds", "EUR", formula="total_cost - refunds"),
    a_metric("total_cost", "EUR", formula="cash_cost + own_hours * own_hour_price"),
    a_metric("conversion", "%", formula="orders / sessions"),
    a_metric("average_order", "EUR/order", formula="goods_sales / orders"),
    a_metric("net_sales", "EUR", formula="goods_sales - refunds", aggregation=Aggregation.SUM),
    a_metric("return_rate", "%", formula="refunds / goods_sales", direction=Direction.DOWN),
)


def a_template(metrics: Sequence[Metric] = METRICS, **more: Any) -> Template:
    return Template(
        **{
            "id": "ecommerce",
            "version": "1.0.0",
            "as_of": date(2026, 11, 23),
            "title": {"en": "E-commerce abroad"},
            "about": {},
            "promise": {"en": "At least {orders} paid orders"},
            "hypothesis": {},
            "slots": (),
            "limits": {},
            "parameters": (
                Parameter(id="own_hour_price", label={}, value=Decimal(30), unit="EUR/h"),
            ),
            "metrics": tuple(metrics),
            "criteria": (),
            "actions": (),
            "facts": (),
            "risks": (),
            "questions": (),
            "stop_early": {},
            "outcomes": {"revenue_change_month": "goods_sales"},
            **more,
        }
    )


def a_criterion(metric: str, threshold: str, comparison: str = ">=", **more: Any) -> Criterion:
    return Criterion(
        **{
            "id": f"{metric} {comparison}",
            "role": Role.PRIMARY,
            "kind": CriterionKind.REACHED,
            "metric": metric,
            "comparison": Comparison(comparison),
            "threshold": Decimal(threshold),
            "due": SETTLED,
            **more,
        }
    )


@attrs.define(kw_only=True)
class Shop:
    """A trial one builds up figure by figure, and asks for its evaluation."""

    trial: Trial
    observations: list[Observation] = attrs.field(factory=list)

    def enter(self, metric: str, values: Iterable[Any], *, first: str, series: str = "") -> "Shop":
        """One figure a period from `first` on; None leaves a gap."""
        period = Period.parse(first, trial_starts=START)
        for value in values:
            if value is not None:
                self.observations.append(self._seen(metric, period, value, series))
            period = period.next()
        return self

    def evaluated(self, as_of: date = SETTLED, **more: Any) -> Evaluation:
        return evaluate(self.trial, self.observations, as_of=as_of, **more)

    def changed(self, **more: Any) -> "Shop":
        """The same shop with other fields of its promise."""
        promise = attrs.evolve(self.trial.promise, **more)  # type: ignore[type-var]
        return Shop(trial=attrs.evolve(self.trial, promise=promise), observations=self.observations)

    def _seen(self, metric: str, period: Period, value: Any, series: str) -> Observation:
        return Observation(
            id=f"{metric} {series} {period}",
            trial=self.trial.id,
            metric=metric,
            series=series,
            period=period,
            value=Decimal(str(value)),
            source=Source(kind=SourceKind.TYPED),
            at=RECORDED,
            by="coordinator",
        )


class Builders:
    """What tests build with."""

    metric = staticmethod(a_metric)
    template = staticmethod(a_template)
    criterion = staticmethod(a_criterion)
    start, end, settled = START, END, SETTLED
    weeks = WEEKS

    @staticmethod
    def shop(
        *criteria: Criterion,
        phases: Phases = WEEKS,
        template: Template | None = None,
        **promised: Any,
    ) -> Shop:
        """Villapaja's trial with these criteria, sealed on its first day."""
        template = template or a_template()
        criteria = criteria or (a_criterion("orders", "15"),)
        promise = Promise(
            **{
                "template": template.id,
                "template_version": template.version,
                "template_digest": "0" * 64,
                "slots": {},
                "criteria": criteria,
                "phases": phases,
                "actions": (),
                "parameters": template.parameters,
                "limits": {},
                "comparisons": (),
                "season_free": (),
                "currency": "EUR",
                "vat": Vat.NET,
                **promised,
            }
        )
        fields = tuple(
            SealedField(path=f"$.criteria[{i}].threshold", salt="", digest="")
            for i in range(len(criteria))
        )
        seal = Seal(digest="0" * 64, fields=fields, at=RECORDED, by="c", before_start=True)
        return Shop(
            trial=Trial(
                id="t",
                slug="2026-nivala-villapaja-sverige",
                title=Text.written("Villapaidat Ruotsiin", "fi"),
                company="villapaja",
                area="nivala-haapajarvi",
                template=template,
                state=State.RUNNING,
                promise=promise,
                seal=seal,
                started_on=phases.trial.first,
                created_at=RECORDED,
                created_by="c",
            )
        )

    @staticmethod
    def months(before: int, after: int, *, first: date = date(2026, 1, 1)) -> Phases:
        """A baseline of `before` months from `first`, and a trial phase of `after`."""
        start = Period(PeriodKind.MONTH, first).moved(before)
        return Phases(
            baseline=(DateRange(first, start.start - timedelta(1)),),
            trial=DateRange(start.start, start.moved(after - 1).last),
            settling=None,
            follow_up=(),
        )

    @staticmethod
    def told_later(answer: StillInUse, months: int = 6, **more: Any) -> FollowUp:
        """What Villapaja told so many months after the trial."""
        return FollowUp(
            id=f"{months}",
            trial="t",
            months=months,
            on=date(2026, 11, 24),
            still_in_use=answer,
            at=RECORDED,
            by="coordinator",
            **more,
        )

    @classmethod
    def monthly(
        cls,
        before: Sequence[Any],
        after: Sequence[Any],
        *criteria: Criterion,
        promised_after: int | None = None,
        first: date = date(2026, 1, 1),
        **promised: Any,
    ) -> Shop:
        """A shop with monthly revenue, a row of figures before and one after."""
        phases = cls.months(len(before), promised_after or len(after), first=first)
        template = a_template(
            (a_metric("revenue", "EUR", cadence=PeriodKind.MONTH), *METRICS),
            outcomes={"revenue_change_month": "revenue"},
        )
        due = [attrs.evolve(each, due=phases.end) for each in criteria or (cls.growth("0"),)]
        shop = cls.shop(*due, phases=phases, template=template, **promised)
        return shop.enter("revenue", [*before, *after], first=f"{first:%Y-%m}")

    @staticmethod
    def growth(threshold: str, metric: str = "revenue", **more: Any) -> Criterion:
        """A relative change of at least so much."""
        return a_criterion(
            metric,
            threshold,
            **{
                "id": f"{metric} up",
                "kind": CriterionKind.CHANGED,
                "measure": Measure.RELATIVE,
                **more,
            },
        )


@pytest.fixture
def build() -> type[Builders]:
    return Builders


@pytest.fixture(scope="session")
def build_once() -> type[Builders]:
    """The same, for properties: Hypothesis wants no fixture that is made anew for each example."""
    return Builders


@pytest.fixture
def swedish_shop(build: type[Builders]) -> Shop:
    """Fifteen orders from Sweden promised; none before; three a week once it began."""
    return build.shop().enter("orders", [0] * 12, first="2025-W50")
