"""Who, where, when and what was promised, as exactly as consent lets it be told."""

import attrs

from trialkit.casebook import coarser
from trialkit.casebook.case import (
    Case,
    CaseDecision,
    CaseFollowUp,
    CasePromise,
    Descriptors,
    Deviation,
    Provenance,
)
from trialkit.casebook.findings import CaseVerdict
from trialkit.casebook.gate import Gate
from trialkit.casebook.released_figures import answers, each_outcome, foresight, never_public
from trialkit.evaluation.evaluation import Answer, Forecast
from trialkit.model.criterion import Criterion
from trialkit.model.period import DateRange, Phases
from trialkit.model.round import RoundKind
from trialkit.model.text import Text
from trialkit.rules.consent import Finest


def descriptors(told: Descriptors, gate: Gate) -> Descriptors:
    """What makes cases comparable, without what gives the company away."""
    permits, hidden = gate.permits, not gate.permits.exact
    area = permits.place in {Finest.MUNICIPALITY, Finest.AREA}
    region = permits.place is not Finest.NONE
    return Descriptors(
        company=told.company if permits.name else None,
        area=told.area if area else "",
        area_name=told.area_name if area else {},
        region_name=told.region_name if region else {},
        municipality=told.municipality if permits.place is Finest.MUNICIPALITY else None,
        industry=coarser.division(told.industry) if hidden and told.industry else told.industry,
        person_years=coarser.whole_persons(told.person_years)
        if hidden and told.person_years is not None
        else told.person_years,
        company_age=coarser.age_class(told.company_age)
        if hidden and told.company_age is not None
        else told.company_age,
        market=told.market,
        started_on=gate.some_day(told.started_on),
        closed_on=gate.some_day(told.closed_on),
        state=told.state,
        active_weeks=told.active_weeks,
        currency=told.currency,
        vat=told.vat,
    )


def promise(case: Case, gate: Gate) -> CasePromise | None:
    """The promise with gaps where a slot isn't released; no thresholds without figures."""
    made = case.promise
    if made is None:
        return None
    open_slots = {key: value for key, value in made.slots.items() if _open(made, key, gate)}
    return CasePromise(
        line=made.line,
        hypothesis=made.hypothesis,
        slots=open_slots,
        slot_units=made.slot_units,
        criteria=tuple(
            _criterion(one, gate)
            for one in made.criteria
            if gate.permits.figures and not never_public(case, one)
        ),
        phases=_phases(made.phases, gate),
        seal=made.seal,
        seal_short=made.seal_short,
        sealed_at=gate.moment(made.sealed_at),
        before_start=made.before_start,
        private_slots=made.private_slots,
        foresight=foresight(case, made.foresight, gate),
        # As sealed, in words that nobody reads through before print.
        lot=made.lot if gate.permits.words else None,
    )


def _open(made: CasePromise, slot: str, gate: Gate) -> bool:
    if slot in made.private_slots:
        return False
    match made.slot_units.get(slot, "text"):
        case "country" | "choice":
            return True
        case "text":
            return gate.permits.words
    return gate.permits.figures


def _criterion(told: Criterion, gate: Gate) -> Criterion:
    return Criterion(
        id=told.id,
        role=told.role,
        kind=told.kind,
        metric=told.metric,
        comparison=told.comparison,
        threshold=told.threshold,
        measure=told.measure,
        over=told.over,
        period=told.period if gate.permits.exact else None,
        due=gate.day(told.due),
        why=gate.words(told.why),
    )


def _phases(phases: Phases, gate: Gate) -> Phases:
    return Phases(
        baseline=tuple(_days(days, gate) for days in phases.baseline),
        trial=_days(phases.trial, gate),
        settling=_days(phases.settling, gate) if phases.settling else None,
        follow_up=tuple(gate.day(day) for day in phases.follow_up),
    )


def _days(days: DateRange, gate: Gate) -> DateRange:
    return DateRange(gate.day(days.first), gate.day(days.last))


def deviations(told: tuple[Deviation, ...], gate: Gate) -> tuple[Deviation, ...]:
    """What went otherwise is always told; the reason and the values as far as released."""
    return tuple(
        Deviation(
            code=one.code,
            on=gate.day(one.on),
            reason=one.reason if gate.permits.words else None,
            weight=one.weight,
            path=one.path,
            before=one.before if _amount(one, gate) else None,
            after=one.after if _amount(one, gate) else None,
        )
        for one in told
    )


def _amount(told: Deviation, gate: Gate) -> bool:
    """Whether an amendment's values are a threshold, which is public with the figures."""
    return gate.permits.figures and (told.path or "").endswith(".threshold")


def group(told: tuple[CaseVerdict, ...], gate: Gate) -> tuple[CaseVerdict, ...]:
    """The core group's verdicts; from too few companies only that there was one."""
    return tuple(_verdict(one, gate) for one in told)


def _verdict(told: CaseVerdict, gate: Gate) -> CaseVerdict:
    too_few = told.too_few or told.companies < gate.ballots
    quotable = gate.permits.words and not too_few
    return CaseVerdict(
        kind=told.kind,
        closed_on=gate.day(told.closed_on),
        invited=told.invited,
        judged=told.judged,
        companies=told.companies,
        recused=told.recused,
        ratings=() if too_few else told.ratings,
        recommendations={} if too_few else told.recommendations,
        majority=None if too_few else told.majority,
        dissent=told.dissent if quotable else (),
        quotes=told.quotes if quotable else (),
        too_few=too_few,
        forecast=_forecast(told.forecast, gate),
        typed_in=0 if too_few else told.typed_in,
        late=0 if too_few else told.late,
        corrected=0 if too_few else told.corrected,
    )


def _forecast(told: Forecast | None, gate: Gate) -> Forecast | None:
    """How far the group believed in the promise; from too few companies only that it was asked."""
    if told is None or told.companies >= gate.ballots:
        return told
    return attrs.evolve(told, believed=None, median=None)


def decision(case: Case, gate: Gate) -> CaseDecision | None:
    """What the company does next; why, only in words it lets out."""
    told = case.decision
    if told is None:
        return None
    beside = not _gives_away_grounds(case, gate)
    return CaseDecision(
        choice=told.choice,
        reason_for=gate.text(told.reason_for),
        reason_against=gate.text(told.reason_against),
        next_step=gate.some_text(told.next_step),
        on=gate.day(told.on),
        proposed=told.proposed if beside else None,
        departure=gate.some_text(told.departure) if beside else None,
    )


def _gives_away_grounds(case: Case, gate: Gate) -> bool:
    """Whether one could tell from the proposal what is withheld.

    It follows from the group's majority, which too few ballots don't let out, and from broken
    guardrails, of which some are never public.
    """
    public = {answer.criterion for answer in answers(case, gate)}
    return any(
        verdict.kind == RoundKind.FINAL and verdict.companies < gate.ballots
        for verdict in case.group
    ) or any(
        answer.answer is Answer.NOT_MET and answer.criterion not in public
        for answer in case.answers
    )


def follow_ups(told: tuple[CaseFollowUp, ...], gate: Gate) -> tuple[CaseFollowUp, ...]:
    """Whether it is still in use is told with the decision; why, only in words it lets out."""
    return tuple(
        CaseFollowUp(
            months=one.months,
            on=gate.day(one.on),
            still_in_use=one.still_in_use,
            reason=gate.some_text(one.reason),
            outcomes=each_outcome(one.outcomes, gate),
        )
        for one in told
    )


def texts(case: Case, gate: Gate) -> dict[str, Text]:
    """The people's own words that may be shown."""
    shown = {key: gate.some_text(text) for key, text in case.texts.items()}
    return {key: text for key, text in shown.items() if text is not None}


def provenance(told: Provenance) -> Provenance:
    """Where it comes from; names of files stay in the house."""
    return Provenance(
        trialkit=told.trialkit,
        inputs=told.inputs,
        as_of=told.as_of,
        replayed=told.replayed,
        illustrative=told.illustrative,
        sources=(),
    )
