"""Strategies for whole trials in every state, and for what is observed in them."""

from datetime import timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

from trialkit.model.ids import slugged
from trialkit.model.metric import Conversion, Metric, Observation, Source, SourceKind
from trialkit.model.period import Period
from trialkit.model.trial import Choice, Decision, State, Stop, Trial
from trialkit.rules.amendments import amended
from trialkit.rules.sealing import seal, sealed_before_start
from trialkit.testing.pieces import amounts, days, ids, keys, moments, periods, sentences, texts
from trialkit.testing.promising import drafts, promises, templates


@st.composite
def trials(draw: st.DrawFn, *, state: State | None = None) -> Trial:
    """A trial in one state, or in any: draft or promise, seal and days fit the state."""
    where = state or draw(st.sampled_from(State))
    kind = draw(templates())
    company = draw(ids())
    common: dict[str, Any] = {
        "id": draw(ids()),
        "slug": slugged(f"{draw(st.integers(2021, 2030))} {draw(keys())} {draw(keys())}"),
        "title": draw(texts()),
        "company": company,
        "area": draw(keys()),
        "template": kind,
        "replicates": draw(st.none() | ids()),
        "origin": draw(st.none() | sentences()),
        "barriers": tuple(draw(st.lists(keys(), max_size=2, unique=True))),
        "tags": tuple(draw(st.lists(keys(), max_size=2, unique=True))),
        "texts": draw(st.dictionaries(st.sampled_from(["summary", "learned"]), texts())),
        "created_at": draw(moments()),
        "created_by": draw(sentences()),
    }
    if where is State.DRAFT:
        return Trial(state=where, draft=draw(drafts(template=kind)), **common)
    promise = draw(promises(template=kind))
    started = promise.phases.trial.first
    sealed_on = started + timedelta(draw(st.integers(-20, 20)))
    trial = Trial(
        state=State.RUNNING,
        number=draw(st.integers(1, 200)),
        market=promise.slots["market"],
        promise=promise,
        seal=seal(
            promise,
            at=draw(moments()),
            by=draw(sentences()),
            before_start=sealed_before_start(promise, on=sealed_on, figures_of_trial_phase=0),
        ),
        started_on=started,
        **common,
    )
    if draw(st.booleans()):
        trial = draw(_amended(trial))
    return draw(_brought_to(where, trial))


@st.composite
def _amended(draw: st.DrawFn, trial: Trial) -> Trial:
    """The trial with another threshold of its primary criterion, for some reason."""
    return amended(
        trial,
        "$.criteria[0].threshold",
        f"{draw(st.integers(501, 900))}",
        reason=draw(sentences()),
        after_data=draw(st.booleans()),
        at=draw(moments()),
        by=draw(sentences()),
    )


@st.composite
def _brought_to(draw: st.DrawFn, state: State, trial: Trial) -> Trial:
    """A running trial, brought to a later state on days that come after one another."""
    assert trial.promise is not None  # noqa: S101 - a running trial has one
    end = trial.promise.phases.end
    evaluated_on = end + timedelta(draw(st.integers(-20, 60)))
    closed_on = evaluated_on + timedelta(draw(st.integers(0, 30)))
    if state is State.RUNNING:
        return trial
    if state is State.STOPPED:
        stop = Stop(reason=draw(texts()), on=closed_on, by=draw(sentences()))
        return attrs.evolve(trial, state=state, stop=stop, closed_on=closed_on)
    trial = attrs.evolve(
        trial,
        state=State.EVALUATING,
        evaluated_on=evaluated_on,
        early_reason=draw(sentences()) if evaluated_on < end else None,
    )
    if state is State.EVALUATING:
        return trial
    choice, proposed = draw(st.sampled_from(Choice)), draw(st.sampled_from(Choice))
    decision = Decision(
        choice=choice,
        reason_for=draw(texts()),
        reason_against=draw(texts()),
        next_step=draw(st.none() | texts()),
        on=closed_on,
        by=draw(sentences()),
        without_round=draw(st.none() | sentences()),
        proposed=proposed,
        departure=None if choice is proposed else draw(texts()),
    )
    return attrs.evolve(trial, state=state, decision=decision, closed_on=closed_on)


@st.composite
def observations(draw: st.DrawFn, *, trial: Trial | None = None) -> Observation:
    """A figure of a metric that isn't computed, for a period before, in or after the trial."""
    about = trial or draw(trials())
    typed = [metric for metric in about.template.metrics if not metric.derived]
    metric = draw(st.sampled_from(typed))
    imported = draw(st.booleans())
    return Observation(
        id=draw(ids()),
        trial=about.id,
        metric=metric.id,
        series=draw(_series(about)),
        period=draw(_period(about, metric)),
        value=draw(amounts()),
        source=Source(kind=SourceKind.IMPORTED, file="orders.csv", row=draw(st.integers(2, 999)))
        if imported
        else Source(kind=SourceKind.TYPED),
        at=draw(moments()),
        by=draw(sentences()),
        conversion=draw(st.none() | _conversions()) if metric.currency_unit else None,
    )


def _series(trial: Trial) -> st.SearchStrategy[str]:
    named = trial.promise.comparisons if trial.promise else ()
    return st.sampled_from(["", *named])


def _period(trial: Trial, metric: Metric) -> st.SearchStrategy[Period]:
    if trial.promise is None:
        return periods(metric.cadence)
    phases = trial.promise.phases
    near = st.dates(phases.baseline[0].first, phases.end)
    return st.builds(Period.of, st.just(metric.cadence), near)


def _conversions() -> st.SearchStrategy[Conversion]:
    return st.builds(
        Conversion,
        amount=amounts(),
        currency=st.sampled_from(["SEK", "NOK", "DKK"]),
        rate=amounts(most=1, places=4),
        rate_on=days(),
    )
