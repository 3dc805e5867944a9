"""Groups of trials that made the same promise, side by side: what differed between them."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from trialkit.casebook.case import Case
from trialkit.casebook.findings import CaseResult
from trialkit.casebook.pooled import Pooled, aside, pooled, promised
from trialkit.errors import Message
from trialkit.model.criterion import Measure
from trialkit.model.period import Period, PeriodKind
from trialkit.model.text import Words


@attrs.frozen(kw_only=True)
class Aligned:
    """One circumstance of every trial of a group.

    Attributes:
        id: `size` (person-years), `market` (ISO 3166-1), `season` (the quarter it began in:
            `2026-Q1`), `promised` (the threshold), `price` (as promised), `weeks` (of the trial
            phase).
        unit: of the values, where they are numbers; empty elsewhere.
        values: in the order of the group's addresses; None where missing or withheld.
    """

    id: str
    unit: str
    values: tuple[str | None, ...]

    @property
    def differs(self) -> bool:
        """Whether two of the trials are known to differ in it."""
        return len({value for value in self.values if value is not None}) > 1


@attrs.frozen(kw_only=True)
class Aside:
    """A trial that stands in the table and not in the sum."""

    address: str
    why: Message


@attrs.frozen(kw_only=True)
class SamePromise:
    """Trials that repeat each other's promise, or made it in one series.

    Attributes:
        template: the kind of trial.
        addresses: of their cases, in the order the cases came in.
        metric: key of the metric that was promised; empty where none is released.
        label: its name.
        aligned: what may differ between them, row by row.
        pooled: what they say together; None where `why` says why not.
        why: why they aren't pooled.
        asides: those that aren't part of the sum, each with its reason.
    """

    template: str
    addresses: tuple[str, ...]
    metric: str
    label: Words
    aligned: tuple[Aligned, ...]
    pooled: Pooled | None
    why: Message | None
    asides: tuple[Aside, ...]


def same_promises(cases: Sequence[Case]) -> tuple[SamePromise, ...]:
    """The groups among these cases that made the same promise; a lone case makes none."""
    return tuple(_group(group) for group in _families(cases) if len(group) > 1)


def _families(cases: Sequence[Case]) -> list[list[Case]]:
    """Cases that name each other as a repetition or as part of a series, in their order."""
    family = {case.address: {case.address} for case in cases}
    for case in cases:
        for other in (*case.links.values(), *case.replications, *case.series):
            if other in family and family[other] is not family[case.address]:
                joined = family[other] | family[case.address]
                family |= dict.fromkeys(joined, joined)
    seen: dict[int, list[Case]] = {}
    for case in cases:
        seen.setdefault(id(family[case.address]), []).append(case)
    return list(seen.values())


def _group(cases: list[Case]) -> SamePromise:
    result = next((found for case in cases if (found := promised(case))), None)
    asides = {case.address: why for case in cases if (why := aside(case, cases)) is not None}
    together = pooled([case for case in cases if case.address not in asides])
    return SamePromise(
        template=cases[0].template.id,
        addresses=tuple(case.address for case in cases),
        metric=result.metric.id if result else "",
        label=result.metric.label if result else {},
        aligned=tuple(_aligned(cases, _promised_in(cases, result))),
        pooled=together if isinstance(together, Pooled) else None,
        why=together if isinstance(together, Message) else None,
        asides=tuple(Aside(address=address, why=why) for address, why in asides.items()),
    )


def _promised_in(cases: Sequence[Case], result: CaseResult | None) -> str:
    """The unit of the thresholds: per cent for a relative change, else the metric's."""
    relative = any(
        case.promise is not None
        and case.promise.primary is not None
        and case.promise.primary.measure is Measure.RELATIVE
        for case in cases
    )
    return "%" if relative else result.metric.unit if result else ""


def _aligned(cases: Sequence[Case], promised_in: str) -> Iterator[Aligned]:
    for key, unit, told in (
        ("size", "person-year", [_written(case.descriptors.person_years) for case in cases]),
        ("market", "", [case.descriptors.market for case in cases]),
        ("season", "", [_season(case) for case in cases]),
        ("promised", promised_in, [_threshold(case) for case in cases]),
        ("price", "EUR", [_price(case) for case in cases]),
        ("weeks", "week", [_written(case.descriptors.active_weeks) for case in cases]),
    ):
        if any(value is not None for value in told):
            yield Aligned(id=key, unit=unit, values=tuple(told))


def _written(value: object) -> str | None:
    return None if value is None else str(value)


def _threshold(case: Case) -> str | None:
    """What was promised of the metric, written alike: 15 and 15.0 are one."""
    primary = case.promise.primary if case.promise else None
    return None if primary is None else f"{primary.threshold.normalize():f}"


def _price(case: Case) -> str | None:
    return case.promise.slots.get("price") if case.promise else None


def _season(case: Case) -> str | None:
    """The quarter it began in: released days may be no finer."""
    day = case.descriptors.started_on
    return str(Period.of(PeriodKind.QUARTER, day)) if day else None


def names_of(cases: Iterable[Case]) -> dict[str, str]:
    """Address → the company's name, or the address again where it isn't named."""
    return {case.address: case.descriptors.company or case.address for case in cases}
