"""Cases side by side. It lays out and never ranks: rows stay in the order they came in.

A cell is compared only with the same number: the same metric of the same template in the same
major version, in the same unit, and money in the same currency and on the same tax basis. A cell
that isn't comparable says why.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from trialkit.casebook.case import Case
from trialkit.casebook.findings import CaseResult
from trialkit.casebook.release import Internal, Released
from trialkit.casebook.same_promise import SamePromise, same_promises
from trialkit.casebook.success import Success, successes
from trialkit.errors import Message
from trialkit.evaluation.evaluation import Answer
from trialkit.model.metric import Aggregation, Metric, MetricKind
from trialkit.model.period import PeriodKind
from trialkit.model.text import Words

MONTHS: Final = {
    PeriodKind.DAY: Decimal("30.4375"),
    PeriodKind.WEEK: Decimal("4.348"),
    PeriodKind.MONTH: Decimal(1),
    PeriodKind.QUARTER: Decimal(1) / 3,
    PeriodKind.YEAR: Decimal(1) / 12,
}
"""How many of a period a mean month has (365.25 days a year)."""


@attrs.frozen(kw_only=True)
class Column:
    """What is compared.

    Attributes:
        kind: `criterion`, `metric` or `outcome`.
        id: the criterion's, metric's or common outcome's key.
        metric: key of the metric it is about; empty for a common outcome.
        label: the metric's name; empty for a common outcome, which a page names itself.
        unit: of the column's numbers.
        per: the period a sum's change is counted over; None where it isn't a sum.
        template: the template it belongs to; "" for common outcomes.
    """

    kind: str
    id: str
    metric: str
    label: Words
    unit: str
    per: PeriodKind | None
    template: str


@attrs.frozen(kw_only=True)
class Cell:
    """One case's part of a column.

    Attributes:
        answer: of a criterion.
        value: change against the baseline, or a common outcome's value.
        relative: the change as a fraction of the baseline.
        shown: `as_is`, `index`, `banded` or `no`: how the value is given.
        why: why there is no value, or no percentage beside it; None where all is there.
    """

    answer: Answer | None = None
    value: Decimal | None = None
    relative: Decimal | None = None
    shown: str = "as_is"
    why: Message | None = None


@attrs.frozen(kw_only=True)
class Row:
    """One case in the table.

    Attributes:
        document: where the numbers come from; its case has title, promise, outcome, strength.
        cells: in the order of the columns.
    """

    document: Released | Internal
    cells: tuple[Cell, ...]

    @property
    def case(self) -> Case:
        """The case that the row is about."""
        return self.document.case


@attrs.frozen(kw_only=True)
class Comparison:
    """Cases side by side.

    Attributes:
        columns: criteria, then metrics, then common outcomes.
        rows: in the order the cases were given.
        same: groups of cases that made the same promise, with what they say together.
        success: how often each kind of trial keeps its promise, where enough are decided.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    same: tuple[SamePromise, ...] = ()
    success: tuple[Success, ...] = ()


def compare(documents: Sequence[Released | Internal]) -> Comparison:
    """The comparable table of these cases."""
    cases = [document.case for document in documents]
    drawn = [*_criteria(cases), *_metrics(cases), *_outcomes(cases)]
    return Comparison(
        columns=tuple(column for column, _ in drawn),
        rows=tuple(
            Row(document=document, cells=tuple(cells[at] for _, cells in drawn))
            for at, document in enumerate(documents)
        ),
        same=same_promises(cases),
        success=successes(cases),
    )


Drawn = tuple[Column, list[Cell]]


def _criteria(cases: Sequence[Case]) -> Iterator[Drawn]:
    keys = dict.fromkeys(
        (case.template.id, answer.criterion) for case in cases for answer in case.answers
    )
    for template, key in keys:
        metric = next(_metrics_of(cases, template, key), None)
        column = Column(
            kind="criterion",
            id=key,
            metric=metric.id if metric else "",
            label=metric.label if metric else {"en": key},
            unit="",
            per=None,
            template=template,
        )
        yield column, [_answer(case, template, key) for case in cases]


def _metrics_of(cases: Sequence[Case], template: str, criterion: str) -> Iterator[Metric]:
    for case in cases:
        if case.template.id == template:
            yield from (one.metric for one in case.results if one.criterion == criterion)


def _answer(case: Case, template: str, key: str) -> Cell:
    if case.template.id != template:
        return Cell(why=Message("Another kind of trial."))
    answer = next((one.answer for one in case.answers if one.criterion == key), None)
    return Cell(answer=answer, why=None if answer else Message("Not promised in this trial."))


@attrs.frozen
class _Basis:
    """What must be equal for two numbers to be compared."""

    major: str
    unit: str
    aggregation: Aggregation
    currency: str
    vat: str


def _basis(case: Case, metric: Metric) -> _Basis:
    money = "EUR" in metric.unit.split("/")
    return _Basis(
        case.template.version.partition(".")[0],
        metric.unit,
        metric.aggregation,
        case.descriptors.currency if money else "",
        case.descriptors.vat if money else "",
    )


def _metrics(cases: Sequence[Case]) -> Iterator[Drawn]:
    keys = dict.fromkeys(
        (case.template.id, result.metric.id)
        for case in cases
        for result in case.results
        if result.shown != "no" and (result.criterion or _tells(result))
    )
    for template, key in keys:
        found = [case.result(key) if case.template.id == template else None for case in cases]
        yield _metric_column(cases, template, found)


def _tells(result: CaseResult) -> bool:
    return result.metric.kind is not MetricKind.CONTEXT and result.trial is not None


def _metric_column(
    cases: Sequence[Case], template: str, found: Sequence[CaseResult | None]
) -> Drawn:
    pairs = [(case, one) for case, one in zip(cases, found, strict=True) if one is not None]
    basis = Counter(_basis(case, one.metric) for case, one in pairs).most_common(1)[0][0]
    metric = next(one.metric for case, one in pairs if _basis(case, one.metric) == basis)
    cadences = {one.counted_by for _, one in pairs}
    per = PeriodKind.MONTH if len(cadences) > 1 else cadences.pop()
    sums = metric.aggregation is Aggregation.SUM and per is not PeriodKind.PHASE
    column = Column(
        kind="metric",
        id=metric.id,
        metric=metric.id,
        label=metric.label,
        unit=metric.unit,
        per=per if sums else None,
        template=template,
    )
    return column, [
        _change(case, one, basis, column) for case, one in zip(cases, found, strict=True)
    ]


def _change(case: Case, result: CaseResult | None, basis: _Basis, column: Column) -> Cell:
    if case.template.id != column.template:
        return Cell(why=Message("Another kind of trial."))
    if result is None:
        return Cell(why=Message("Not measured in this trial."))
    reason = _unlike(_basis(case, result.metric), basis) or _lacking(result)
    if reason is not None:
        return Cell(shown=result.shown, why=reason)
    return Cell(
        value=_over(result, column.per),
        relative=result.relative_change,
        shown=result.shown,
        why=None if result.relative_change is not None else _no_percentage(result),
    )


def _no_percentage(result: CaseResult) -> Message:
    if result.baseline is not None and result.baseline > 0:
        return Message("No percentage: it counts fewer than ten before the trial.")
    return Message("No percentage: it was not above zero before the trial.")


def _unlike(found: _Basis, basis: _Basis) -> Message | None:
    if found.major != basis.major:
        return Message("Another version of the template counts it differently.")
    if (found.unit, found.aggregation) != (basis.unit, basis.aggregation):
        return Message("Counted in another unit.")
    if found.currency != basis.currency:
        return Message("In another currency: {currency}", currency=found.currency)
    if found.vat != basis.vat:
        return Message("On another basis of value added tax.")
    return None


def _lacking(result: CaseResult) -> Message | None:
    if result.shown == "no":
        return Message("The figures are not public.")
    if result.trial is None:
        return Message("No figure of the trial.")
    if result.baseline is None:
        return Message("No figure from before the trial.")
    if result.shown == "banded":
        return Message("Only a range is public.")
    if result.baseline_cases or result.trial_cases:
        return Message("Fewer than ten cases: too few for a percentage.")
    return None if result.change is not None else Message("No change can be counted.")


def _over(result: CaseResult, per: PeriodKind | None) -> Decimal | None:
    """The change over the column's period; an index has none but its own."""
    own = result.counted_by
    if result.change is None or per in {None, own} or result.shown != "as_is":
        return result.change
    return result.change * MONTHS[own] if own in MONTHS else result.change


def _outcomes(cases: Sequence[Case]) -> Iterator[Drawn]:
    for key in dict.fromkeys(one.id for case in cases for one in case.outcomes):
        unit = next(one.unit for case in cases for one in case.outcomes if one.id == key)
        currencies = Counter(case.descriptors.currency for case in cases)
        usual = currencies.most_common(1)[0][0] if "EUR" in unit.split("/") else None
        column = Column(
            kind="outcome", id=key, metric="", label={}, unit=unit, per=None, template=""
        )
        yield column, [_outcome(case, key, usual) for case in cases]


def _outcome(case: Case, key: str, currency: str | None) -> Cell:
    found = next((one for one in case.outcomes if one.id == key), None)
    if found is not None and found.shown == "no":
        return Cell(shown="no", why=Message("The figures are not public."))
    if found is None or found.value is None:
        return Cell(why=Message("No figure."))
    if currency not in {None, case.descriptors.currency}:
        return Cell(
            why=Message("In another currency: {currency}", currency=case.descriptors.currency)
        )
    return Cell(value=found.value, shown=found.shown)
