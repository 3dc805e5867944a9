"""The largest week's share of all goods sold: a formula can't look at single weeks."""

from collections.abc import Iterable, Sequence

from trialkit import Trial
from trialkit.hooks import hookimpl
from trialkit.model.metric import Observation, Source, SourceKind
from trialkit.model.period import Period, PeriodKind


@hookimpl
def trialkit_metrics(trial: Trial, observations: Sequence[Observation]) -> Iterable[Observation]:
    weeks = [one for one in observations if one.metric == "goods_sales" and not one.series]
    total = sum(one.value for one in weeks)
    if trial.promise is None or not total:
        return []
    largest = max(weeks, key=lambda one: one.value)
    return [
        Observation(
            id=f"{trial.id}-largest-week",
            trial=trial.id,
            metric="top_customer_share",
            series="",
            period=Period(kind=PeriodKind.PHASE, start=trial.promise.phases.trial.first),
            value=largest.value / total,
            source=Source(kind=SourceKind.IMPORTED),
            at=largest.at,
            by="largest week",
        )
    ]
