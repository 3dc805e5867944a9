"""Building the case of one trial: everything known, in the one shape, nothing released yet."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, tzinfo
from decimal import Decimal

from trialkit.casebook import measured
from trialkit.casebook.address import address
from trialkit.casebook.case import (
    SCHEMA,
    Case,
    CaseAction,
    CaseDecision,
    CaseFollowUp,
    CasePromise,
    CaseTemplate,
    Descriptors,
    Provenance,
    Repeat,
    Strength,
)
from trialkit.casebook.claims import CaseClaim
from trialkit.casebook.deviations import deviations
from trialkit.evaluation.evaluation import Evaluation
from trialkit.model.company import Company
from trialkit.model.consent import ConsentLevel
from trialkit.model.conversion import canonical, to_plain
from trialkit.model.follow_up import FollowUp
from trialkit.model.metric import Observation, SourceKind
from trialkit.model.settings import Area
from trialkit.model.template import Fact, Slot, SlotType, Template
from trialkit.model.text import Text, Words
from trialkit.model.trial import ActionDone, Trial
from trialkit.rules.strength import rungs


def build(
    trial: Trial,
    *,
    company: Company,
    area: Area | None,
    evaluation: Evaluation,
    done: Sequence[ActionDone],
    observations: Sequence[Observation],
    facts: Sequence[Fact],
    follow_ups: Sequence[FollowUp] = (),
    consent: ConsentLevel,
    replications: Sequence[str] = (),
    replicates_address: str | None = None,
    series: Sequence[str] = (),
    claims: Sequence[CaseClaim] = (),
    sections: Mapping[str, Text] | None = None,
    as_of: date,
    replayed: bool,
    version: str,
    taken_back: Sequence[date] = (),
    zone: tzinfo = UTC,
) -> Case:
    """The whole case of a trial, for release or for a document that stays in the house.

    Args:
        trial: in any state; a draft's case has no promise.
        company: the owner.
        area: where the trial is run; None where the workspace doesn't know it.
        evaluation: of `as_of`.
        done: what was done of its actions.
        observations: the current ones; only their sources are told.
        facts: of its kind, as they were read last.
        follow_ups: what the company told later.
        consent: the level in force on `as_of`.
        replications: addresses of trials that repeat its promise.
        replicates_address: address of the trial whose promise it repeats.
        series: addresses of the other trials of its series.
        claims: those it is linked to.
        sections: plugins' texts by key.
        as_of: the day the case is built for.
        replayed: whether the workspace has a set clock.
        version: of TrialKit.
        taken_back: days on which a start was taken back.
        zone: in which moments become days.
    """
    texts = {**trial.texts, **(sections or {})}
    return Case(
        schema=SCHEMA,
        id=trial.id,
        address=address(trial),
        template=CaseTemplate(
            id=trial.template.id,
            version=trial.template.version,
            title=trial.template.title,
            about=trial.template.about,
        ),
        title=trial.title,
        texts={key: text for key, text in texts.items() if key != "learned"},
        descriptors=_descriptors(trial, company, area),
        barriers=trial.barriers,
        promise=_promise(trial),
        deviations=deviations(trial, evaluation, taken_back=taken_back, zone=zone),
        actions=_actions(trial, done),
        results=measured.results(trial, evaluation),
        answers=measured.answers(evaluation),
        warnings=measured.warnings(evaluation.warnings),
        outcomes=measured.outcomes(trial, evaluation),
        group=measured.verdicts(evaluation),
        outcome=evaluation.outcome,
        decision=_decision(trial),
        follow_ups=tuple(_follow_up(trial, told) for told in follow_ups),
        stopped_because=trial.stop.reason if trial.stop else None,
        learning=texts.get("learned"),
        repeat=_repeat(trial, facts),
        replications=tuple(replications),
        series=tuple(series),
        claims=tuple(claims),
        strength=_strength(trial, evaluation),
        consent=consent,
        links={"repeats": replicates_address} if replicates_address else {},
        provenance=Provenance(
            trialkit=version,
            inputs=_inputs_digest(
                trial, company, evaluation, (*done, *observations, *facts, *follow_ups, *claims)
            ),
            as_of=as_of,
            replayed=replayed,
            illustrative=trial.illustrative,
            sources=_files(observations),
        ),
    )


def _descriptors(trial: Trial, company: Company, area: Area | None) -> Descriptors:
    started = trial.started_on
    promise = trial.promise
    written = promise or trial.draft
    age = max(0, started.year - company.founded) if started and company.founded else None
    return Descriptors(
        company=company.name,
        area=trial.area,
        area_name=area.name if area else {},
        region_name=area.region if area else {},
        municipality=company.municipality,
        industry=company.industry,
        person_years=company.person_years,
        company_age=age,
        market=trial.market,
        started_on=started,
        closed_on=trial.closed_on,
        state=trial.state,
        active_weeks=promise.phases.trial.days // 7 if promise else None,
        currency=written.currency if written else "",
        vat=written.vat.value if written else "",
    )


def _promise(trial: Trial) -> CasePromise | None:
    promise, seal, template = trial.promise, trial.seal, trial.template
    if promise is None or seal is None:
        return None
    return CasePromise(
        line=template.promise,
        hypothesis=template.hypothesis,
        slots=promise.slots,
        slot_units=slot_units(template),
        criteria=promise.criteria,
        phases=promise.phases,
        seal=seal.digest,
        seal_short=seal.short,
        sealed_at=seal.at,
        before_start=seal.before_start,
        private_slots=tuple(slot.id for slot in template.slots if slot.private),
        foresight=promise.foresight,
        lot=promise.lot,
    )


def slot_units(template: Template) -> dict[str, str]:
    """Slot id → unit, or what it is where it has none."""
    return {slot.id: _slot_unit(slot) for slot in template.slots}


def _slot_unit(slot: Slot) -> str:
    if slot.unit is not None:
        return slot.unit
    if slot.type in {SlotType.COUNTRY, SlotType.CHOICE, SlotType.TEXT}:
        return slot.type.value
    return "number"


def _actions(trial: Trial, done: Sequence[ActionDone]) -> tuple[CaseAction, ...]:
    """The plan in its order, then what nobody planned, in the order it was first done."""
    planned = [
        (step.id, step.label.words, step.effort_h, step.lasts_weeks, step.week)
        for step in (trial.promise.actions if trial.promise else ())
    ]
    unplanned = dict.fromkeys(
        one.action for one in done if one.action not in {step[0] for step in planned}
    )
    return (
        *(_action(trial, step, done) for step in planned),
        *(
            _action(trial, (key, {trial.title.source: key}, None, None, None), done)
            for key in unplanned
        ),
    )


def _action(
    trial: Trial,
    step: tuple[str, Words, Decimal | None, Decimal | None, int | None],
    done: Sequence[ActionDone],
) -> CaseAction:
    key, label, effort, lasts, week = step
    mine = [one for one in done if one.action == key]
    hours = [one.hours for one in mine if one.hours is not None]
    costs = [one.cost for one in mine if one.cost is not None]
    days = [one.on for one in mine]
    usual = trial.template.action(key)
    return CaseAction(
        id=key,
        label=label,
        planned_h=effort,
        lasts_weeks=lasts,
        week=week,
        done_h=sum(hours, Decimal(0)) if hours else None,
        done_cost=sum(costs, Decimal(0)) if costs else None,
        first_on=min(days, default=None),
        last_on=max(days, default=None),
        notes=tuple(one.note for one in mine if one.note),
        own=usual is None or usual.label != label,
        shared=any(one.share_of is not None for one in mine),
    )


def _decision(trial: Trial) -> CaseDecision | None:
    if trial.decision is None:
        return None
    return CaseDecision(
        choice=trial.decision.choice,
        reason_for=trial.decision.reason_for,
        reason_against=trial.decision.reason_against,
        next_step=trial.decision.next_step,
        on=trial.decision.on,
        proposed=trial.decision.proposed,
        departure=trial.decision.departure,
    )


def _follow_up(trial: Trial, told: FollowUp) -> CaseFollowUp:
    return CaseFollowUp(
        months=told.months,
        on=told.on,
        still_in_use=told.still_in_use,
        reason=told.reason,
        outcomes=measured.told_later(trial, told.outcomes),
    )


def _strength(trial: Trial, evaluation: Evaluation) -> Strength:
    by_lot = trial.promise is not None and trial.promise.lot is not None
    scales = rungs(evaluation.strength, by_lot=by_lot)
    return Strength(
        level=evaluation.strength,
        next=evaluation.strength_next,
        sms=scales.sms,
        nesta=scales.nesta,
    )


def _repeat(trial: Trial, facts: Sequence[Fact]) -> Repeat:
    return Repeat(
        risks=trial.template.risks,
        facts=tuple(facts),
        limits=trial.promise.limits if trial.promise else trial.template.limits,
        questions=trial.template.questions,
    )


def _inputs_digest(
    trial: Trial,
    company: Company,
    evaluation: Evaluation,
    rest: Iterable[ActionDone | Observation | Fact | FollowUp | CaseClaim],
) -> str:
    inputs = [to_plain(trial), to_plain(company), str(evaluation.as_of)]
    inputs += map(to_plain, rest)
    return hashlib.sha256(canonical(inputs)).hexdigest()


def _files(observations: Sequence[Observation]) -> tuple[str, ...]:
    files = {
        one.source.file
        for one in observations
        if one.source.kind is SourceKind.IMPORTED and one.source.file
    }
    return tuple(sorted(files))
