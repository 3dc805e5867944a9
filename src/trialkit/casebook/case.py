"""The case: one plain data object of the same shape for every trial.

TrialKit words nothing in it: `title` and `texts` are people's own, by language; the rest is
numbers, days and keys that a page words for its reader.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import attrs

from trialkit.casebook.claims import CaseClaim
from trialkit.casebook.findings import (
    CaseAnswer,
    CaseOutcome,
    CaseResult,
    CaseVerdict,
    CaseWarning,
)
from trialkit.evaluation.evaluation import Outcome
from trialkit.model.company import Code
from trialkit.model.consent import ConsentLevel
from trialkit.model.criterion import Criterion
from trialkit.model.follow_up import StillInUse
from trialkit.model.foresight import Foresight
from trialkit.model.period import Phases
from trialkit.model.template import Fact
from trialkit.model.text import Text, Words
from trialkit.model.trial import Choice, State, Weight

SCHEMA = "trialkit-case/1"


@attrs.frozen(kw_only=True)
class CaseTemplate:
    """Which kind of trial it was; everything a reader needs to do it again."""

    id: str
    version: str
    title: Words
    about: Words


@attrs.frozen(kw_only=True)
class Descriptors:
    """What makes two cases comparable, or not.

    Attributes:
        company: its name; None where it isn't released.
        area, area_name: the area's key, and its name.
        region_name: the larger region's, shown where the area would give the company away.
        municipality, industry: codes with their schemes.
        person_years: decimal, owner included.
        company_age: full years at the start.
        market: ISO 3166-1 alpha-2.
        started_on, closed_on: days; a quarter's first day where only the quarter is released.
        state: where the trial is in its life.
        active_weeks: length of the trial phase.
        currency: ISO 4217.
        vat: net or gross.
    """

    company: str | None
    area: str
    area_name: Words
    municipality: Code | None
    industry: Code | None
    person_years: Decimal | None
    company_age: int | None
    market: str | None
    started_on: date | None
    closed_on: date | None
    state: State
    active_weeks: int | None
    currency: str
    vat: str
    region_name: Words = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class CasePromise:
    """What was promised, as sealed.

    Attributes:
        line: the promise in one line, with its slots in braces, by language.
        hypothesis: the whole sentence, likewise.
        slots: slot id → canonical answer; a withheld one is missing and shows as a gap.
        slot_units: slot id → unit; `country`, `choice`, `text` and `number` where it has none.
        private_slots: ids of slots that are never published.
        foresight: what was known at the start of what the trial would be able to tell; None
            where nothing was, or it isn't released.
        lot: what was drawn by lot before the start, in words; None where nothing was, or it
            isn't released.
        criteria: as sealed and amended, the primary one first.
        phases: the days.
        seal: digest, hex.
        seal_short: the form in the minutes.
        sealed_at: when, UTC.
        before_start: whether it was sealed before the start.
    """

    line: Words
    hypothesis: Words
    slots: Mapping[str, str]
    slot_units: Mapping[str, str]
    criteria: tuple[Criterion, ...]
    phases: Phases
    seal: str
    seal_short: str
    sealed_at: datetime
    before_start: bool
    private_slots: tuple[str, ...] = ()
    foresight: Foresight | None = None
    lot: str | None = None

    @property
    def primary(self) -> Criterion | None:
        """The criterion that decides the outcome; None where criteria aren't released."""
        return self.criteria[0] if self.criteria else None


@attrs.frozen(kw_only=True)
class Deviation:
    """Something that went otherwise than promised; shown before the results.

    Attributes:
        code: `CHANGED_AFTER_DATA`, `AMENDED`, `EARLY_EVALUATION`, `STOPPED`, `SEALED_LATE`,
            `DECIDED_WITHOUT_ROUND`, `WITHOUT_QUORUM`, `TAKEN_BACK`.
        on: the day.
        reason: in the company's words; withheld where consent doesn't cover words.
        weight: of an amendment.
        path, before, after: what an amendment changed.
    """

    code: str
    on: date
    reason: str | None = None
    weight: Weight | None = None
    path: str | None = None
    before: str | None = None
    after: str | None = None


@attrs.frozen(kw_only=True)
class CaseAction:
    """A step: as planned, and as done.

    Attributes:
        id: its key.
        label: what to do.
        planned_h: usual own work, hours; None for a step nobody planned.
        lasts_weeks: usual elapsed time.
        week: usual start.
        done_h, done_cost: what it took; None where nothing was recorded.
        first_on, last_on: when it was done.
        notes: in the company's words.
        own: whether the company named the step itself, and not the template.
        shown: `as_is` or `banded`: how hours and cost are given.
        shared: whether some of it is a share of what the trials of a series had together.
    """

    id: str
    label: Words
    planned_h: Decimal | None
    lasts_weeks: Decimal | None
    week: int | None
    done_h: Decimal | None
    done_cost: Decimal | None
    first_on: date | None
    last_on: date | None
    notes: tuple[Text, ...] = ()
    own: bool = False
    shown: str = "as_is"
    shared: bool = False


@attrs.frozen(kw_only=True)
class CaseDecision:
    """What the company does next, beside what was proposed.

    Attributes:
        choice: what was decided.
        reason_for, reason_against: what speaks for and against it.
        next_step: what happens now.
        on: the day.
        proposed: what the tool proposed; None where it proposed nothing, or withheld.
        departure: why something else was decided; None where nothing else was, or withheld.
    """

    choice: Choice
    reason_for: Text
    reason_against: Text
    next_step: Text | None
    on: date
    proposed: Choice | None = None
    departure: Text | None = None


@attrs.frozen(kw_only=True)
class CaseFollowUp:
    """What the company told half a year or a year later.

    Attributes:
        months: how long after the trial phase.
        on: the day it was asked.
        still_in_use: its answer.
        reason: why, in its own words; None where it gave none, or withheld.
        outcomes: the common outcomes it told once more, as they were then.
    """

    months: int
    on: date
    still_in_use: StillInUse
    reason: Text | None
    outcomes: tuple[CaseOutcome, ...] = ()


@attrs.frozen(kw_only=True)
class Repeat:
    """How to do it yourself.

    Attributes:
        risks: what usually goes wrong.
        facts: what the law and others say, with dates.
        limits: at most: own hours, euros.
        questions: what the core group talked about.
    """

    risks: tuple[Words, ...]
    facts: tuple[Fact, ...]
    limits: Mapping[str, Decimal]
    questions: tuple[Words, ...]


@attrs.frozen(kw_only=True)
class Strength:
    """How far the design of the trial bears a conclusion, whatever the result.

    Attributes:
        level: 0 (told) to 6 (repeated).
        next: what would raise it by one step, as a code; None at the top.
        sms: where it stands on the Maryland Scientific Methods Scale.
        nesta: where it stands among Nesta's Standards of Evidence.
    """

    level: int
    next: str | None
    sms: int
    nesta: int


@attrs.frozen(kw_only=True)
class Provenance:
    """Where the case comes from.

    Attributes:
        trialkit: version that made it.
        inputs: SHA-256 over everything it was built from.
        as_of: the day it was built for.
        replayed: whether the workspace has a set clock.
        illustrative: key → what in it is invented for a demonstration.
        sources: files the figures came from.
    """

    trialkit: str
    inputs: str
    as_of: date
    replayed: bool
    illustrative: Mapping[str, str]
    sources: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Case:
    """The comparable write-up of one trial. Whatever is published is drawn from it alone.

    Attributes:
        schema: name and version of this shape.
        id: the trial's id; private.
        address: public: year, running number, template; says nothing of the company.
        template: the kind of trial.
        title: the company's own.
        texts: people's words by key: `summary`, `background`, `learned`, `pitfalls`, ….
        descriptors: what makes it comparable.
        barriers: keys.
        promise: what was promised; None for a draft.
        deviations: what went otherwise than promised.
        actions: plan against actual.
        results: the numbers.
        answers: criterion by criterion, the primary one first.
        warnings: what a reader must know of the whole trial.
        outcomes: the common outcome set, all seven.
        group: the core group's verdicts, oldest first.
        outcome: what became of the hypothesis.
        decision: what the company does next.
        follow_ups: what it told half a year and a year later, the earliest first.
        stopped_because: the reason, where it was stopped.
        learning: what was learned, in people's words.
        repeat: how to do it yourself.
        replications: addresses of trials that repeat this one's promise.
        series: addresses of the other trials of its series, as far as they have started.
        claims: what the centre holds across trials and links this one to.
        strength: of evidence.
        consent: level it is (or may be) shown under.
        links: what it repeats and belongs to: relation → address.
        provenance: where it comes from.
    """

    schema: str
    id: str
    address: str
    template: CaseTemplate
    title: Text
    texts: Mapping[str, Text]
    descriptors: Descriptors
    barriers: tuple[str, ...]
    promise: CasePromise | None
    deviations: tuple[Deviation, ...]
    actions: tuple[CaseAction, ...]
    results: tuple[CaseResult, ...]
    answers: tuple[CaseAnswer, ...]
    outcomes: tuple[CaseOutcome, ...]
    group: tuple[CaseVerdict, ...]
    outcome: Outcome
    decision: CaseDecision | None
    stopped_because: Text | None
    learning: Text | None
    repeat: Repeat
    replications: tuple[str, ...]
    strength: Strength
    consent: ConsentLevel
    links: Mapping[str, str]
    provenance: Provenance
    warnings: tuple[CaseWarning, ...] = ()
    follow_ups: tuple[CaseFollowUp, ...] = ()
    series: tuple[str, ...] = ()
    claims: tuple[CaseClaim, ...] = ()

    def result(self, metric: str) -> CaseResult | None:
        """What was measured of this metric, or None."""
        return next((result for result in self.results if result.metric.id == metric), None)
