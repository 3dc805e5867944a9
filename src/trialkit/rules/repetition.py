"""Which companies tried the same promise, independently of each other."""

from collections.abc import Iterable, Mapping

from trialkit.model.company import Company
from trialkit.model.trial import Promise, Trial


def other_companies(trial: Trial, family: Iterable[Trial], companies: Mapping[str, Company]) -> int:
    """How many other companies carried the same sealed promise to an end, whatever came out.

    Companies with the same owners are one; the trial's own owners aren't among the others.

    Args:
        trial: with a promise.
        family: trials that repeat it, that it repeats, or that stand in a series with one that
            does.
        companies: their owners, by id.
    """
    own = _owners(companies[trial.company])
    others = {
        _owners(companies[other.company])
        for other in family
        if other.closed_on is not None and _same(trial.promise, other.promise)
    }
    return len(others - {own})


def _owners(company: Company) -> str:
    return company.owner_group or company.id


def _same(first: Promise | None, second: Promise | None) -> bool:
    """Whether two promises ask for the same: their days may differ, and whom they sell to."""
    if first is None or second is None or first.template != second.template:
        return False
    one, other = first.primary, second.primary
    return (one.kind, one.metric, one.comparison, one.threshold, one.measure, one.over) == (
        other.kind,
        other.metric,
        other.comparison,
        other.threshold,
        other.measure,
        other.over,
    )
