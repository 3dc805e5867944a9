"""One company, one hypothesis: from a draft to what the company decided."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import attrs

from trialkit.model.criterion import Criterion
from trialkit.model.foresight import Foresight
from trialkit.model.period import Phases
from trialkit.model.template import Parameter, Template
from trialkit.model.text import Text


class State(StrEnum):
    """Where a trial is in its life; the moves between are one table in `rules.lifecycle`."""

    DRAFT = "draft"
    RUNNING = "running"
    EVALUATING = "evaluating"
    CONCLUDED = "concluded"
    STOPPED = "stopped"


class Vat(StrEnum):
    """Whether sums of money include value added tax."""

    NET = "net"
    GROSS = "gross"


@attrs.frozen(kw_only=True)
class Action:
    """A step of this trial's plan.

    Attributes:
        id: the template action's key, or one of its own.
        label: what to do.
        effort_h: planned own work, hours.
        lasts_weeks: planned elapsed time, weeks.
        week: planned start, weeks from the first preparation.
        after: ids of the steps that come before.
    """

    id: str
    label: Text
    effort_h: Decimal
    lasts_weeks: Decimal
    week: int
    after: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class SharedSum:
    """What the trials of a series had together, before it was split between them.

    Attributes:
        hours: own work in all.
        cost: money spent in all, in the trials' currency, net of VAT.
        trials: how many it was split between.
    """

    hours: Decimal | None
    cost: Decimal | None
    trials: int


@attrs.frozen(kw_only=True)
class ActionDone:
    """What was really done of an action, once or in several goes.

    Attributes:
        id: globally unique.
        trial: the trial's id.
        action: the action's key in the plan; a step nobody planned has a key of its own.
        on: the day.
        hours: own work.
        cost: money spent, in the trial's currency, net of VAT.
        note: in the company's own words.
        share_of: the sum that hours and cost are this trial's share of; None where they are its
            own alone.
        at: when it was recorded, UTC.
        by: who recorded it.
    """

    id: str
    trial: str
    action: str
    on: date
    hours: Decimal | None = None
    cost: Decimal | None = None
    note: Text | None = None
    share_of: SharedSum | None = None
    at: datetime
    by: str


@attrs.frozen(kw_only=True)
class Draft:
    """A promise that is still being written: everything may be missing.

    Attributes:
        slots: slot id → the answer as typed, in its canonical form (`800.00`, `SE`, `15`).
        criteria: criterion id → threshold as typed, where it departs from the template's.
        dropped_criteria: ids of the template's criteria this trial leaves out; never the primary.
        actions: the plan, where it departs from the template's.
        starts_on: planned first day of the trial phase.
        ends_on: planned last day, where it departs from the template's length.
        baseline: weeks (or months, where the template counts in them) measured before the start,
            where it departs from as many as the trial phase has.
        comparisons: names of comparison series.
        lot: what was drawn by lot (which unit, or which weeks), how, and what came out.
        season_free: metrics that have no season, with reasons in the trial's notes.
        currency: ISO 4217.
        vat: basis of all sums.
    """

    slots: Mapping[str, str] = attrs.field(factory=dict)
    criteria: Mapping[str, str] = attrs.field(factory=dict)
    dropped_criteria: tuple[str, ...] = ()
    actions: tuple[Action, ...] | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    baseline: int | None = None
    comparisons: tuple[str, ...] = ()
    lot: str | None = None
    season_free: tuple[str, ...] = ()
    currency: str = "EUR"
    vat: Vat = Vat.NET


@attrs.frozen(kw_only=True)
class Promise:
    """What the company promised, with nothing left open. Only this is sealed.

    Attributes:
        template: the template's id.
        template_version: its version.
        template_digest: SHA-256 of the template as it was, hex.
        slots: slot id → canonical answer, defaults included.
        criteria: the primary one first.
        phases: the days.
        actions: the plan.
        parameters: the numbers formulas use.
        limits: at most: `own_h` hours, `cash_eur` euros.
        comparisons: names of the comparison series.
        season_free: metrics declared to have no season.
        currency: ISO 4217.
        vat: basis of all sums.
        foresight: what was known at the start of what the trial would be able to tell; None
            where it wasn't asked.
        lot: what was drawn by lot before the start (which unit, or which weeks), how, and what
            came out; None where nothing was.
    """

    template: str
    template_version: str
    template_digest: str
    slots: Mapping[str, str]
    criteria: tuple[Criterion, ...]
    phases: Phases
    actions: tuple[Action, ...]
    parameters: tuple[Parameter, ...]
    limits: Mapping[str, Decimal]
    comparisons: tuple[str, ...]
    season_free: tuple[str, ...]
    currency: str
    vat: Vat
    foresight: Foresight | None = None
    lot: str | None = None

    @property
    def primary(self) -> Criterion:
        """The criterion that decides the outcome."""
        return self.criteria[0]

    def criterion(self, key: str) -> Criterion | None:
        """The criterion with this id, or None."""
        return next((criterion for criterion in self.criteria if criterion.id == key), None)


@attrs.frozen(kw_only=True)
class SealedField:
    """One field of a promise under the seal.

    Attributes:
        path: `$.criteria[0].threshold`.
        salt: hex; erased together with the value.
        digest: SHA-256(salt ‖ canonical JSON of the value), hex; it survives erasure.
    """

    path: str
    salt: str
    digest: str


@attrs.frozen(kw_only=True)
class Seal:
    """What proves that a promise is still the one that was made.

    Attributes:
        digest: SHA-256 over the sorted pairs (path, field digest), hex.
        fields: every field, sorted by path.
        at: when it was sealed, UTC.
        by: who sealed it.
        before_start: whether that was on or before the first trial day and before any figure
            of the trial phase.
    """

    digest: str
    fields: tuple[SealedField, ...]
    at: datetime
    by: str
    before_start: bool

    @property
    def short(self) -> str:
        """The form that goes into the minutes: `K7QM-3F9A`."""
        alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        number = int(self.digest[:10], 16)
        letters = "".join(alphabet[number >> shift & 31] for shift in range(35, -1, -5))
        return f"{letters[:4]}-{letters[4:]}"


class Weight(StrEnum):
    """How much an amendment changes of what was promised."""

    MINOR = "minor"
    MAJOR = "major"


@attrs.frozen(kw_only=True)
class Amendment:
    """A change to a sealed promise.

    Attributes:
        path: the field, as in the seal: `$.criteria[0].threshold`.
        before, after: its values in canonical JSON.
        reason: why, in the company's words.
        weight: minor or major, by the table in `rules.amendments`.
        after_data: whether a figure of the trial phase was already in.
        at: when, UTC.
        by: who recorded it.
    """

    path: str
    before: str
    after: str
    reason: str
    weight: Weight
    after_data: bool
    at: datetime
    by: str


class Choice(StrEnum):
    """What the company does next; not the same as whether the hypothesis held."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    ABANDON = "abandon"
    INCONCLUSIVE = "inconclusive"


@attrs.frozen(kw_only=True)
class Decision:
    """What the company does next, and why.

    Attributes:
        choice: adopt, adapt, abandon or inconclusive.
        reason_for, reason_against: what speaks for and against it.
        next_step: what happens now.
        on: the day.
        by: who recorded it.
        without_round: the reason for deciding without the core group, or None.
        proposed: what the tool proposed at that moment; None for decisions from before it did.
        departure: why something else was decided; None where the proposal was followed.
    """

    choice: Choice
    reason_for: Text
    reason_against: Text
    next_step: Text | None = None
    on: date
    by: str
    without_round: str | None = None
    proposed: Choice | None = None
    departure: Text | None = None


@attrs.frozen(kw_only=True)
class Stop:
    """The end of a trial before its evaluation.

    Attributes:
        reason: why, in the company's words.
        on: the last day.
        by: who recorded it.
    """

    reason: Text
    on: date
    by: str


@attrs.frozen(kw_only=True)
class Idea:
    """A trial that is only a sentence yet.

    Attributes:
        id: globally unique.
        text: the idea.
        origin: the meeting or barrier it came from, in words.
        at: when it was noted, UTC.
        by: who noted it.
        became: id of the trial it turned into, or None.
        dropped: the reason it was let go, or None.
    """

    id: str
    text: str
    origin: str | None = None
    at: datetime
    by: str
    became: str | None = None
    dropped: str | None = None


@attrs.frozen(kw_only=True)
class Trial:
    """One company, one hypothesis.

    Attributes:
        id: globally unique.
        slug: what people type: `2026-nivala-villapaja-sverige`; private.
        number: running number within the year of the start; with the template it makes the
            public address. None until the start.
        title: the company's own, in the languages it was written in.
        company: id of the owner.
        area: the area it is run in.
        market: ISO 3166-1 alpha-2 country, where the template has one.
        template: as it was when the trial took it.
        state: where it is in its life.
        draft: what is being written; None once sealed.
        promise: what was promised; None while a draft.
        seal: proves the promise; None while a draft.
        amendments: changes after the seal, oldest first.
        started_on: first day of the trial phase.
        evaluated_on: the day it went to evaluation.
        early_reason: why it was evaluated before the promised end, or None.
        decision: what the company does next.
        stop: why it ended before its evaluation.
        closed_on: the day it was concluded or stopped.
        replicates: id of the trial whose promise it repeats.
        series: id that it shares with the trials of other companies that made the same promise
            at once; None where it stands alone.
        origin: how it came about (an idea, a meeting, a barrier), in words.
        barriers, tags: keys.
        texts: the case's own words: `summary`, `background`, `learned`, `pitfalls`, …
        illustrative: what in it is invented for a demonstration, in words; empty in real life.
        created_at: when the draft was made, UTC.
        created_by: who made it.
    """

    id: str
    slug: str
    number: int | None = None
    title: Text
    company: str
    area: str
    market: str | None = None
    template: Template
    state: State
    draft: Draft | None = None
    promise: Promise | None = None
    seal: Seal | None = None
    amendments: tuple[Amendment, ...] = ()
    started_on: date | None = None
    evaluated_on: date | None = None
    early_reason: str | None = None
    decision: Decision | None = None
    stop: Stop | None = None
    closed_on: date | None = None
    replicates: str | None = None
    series: str | None = None
    origin: str | None = None
    barriers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    texts: Mapping[str, Text] = attrs.field(factory=dict)
    illustrative: Mapping[str, str] = attrs.field(factory=dict)
    created_at: datetime
    created_by: str

    @property
    def changed_after_data(self) -> bool:
        """Whether a major amendment came after the first figure of the trial phase."""
        return any(
            amendment.after_data and amendment.weight is Weight.MAJOR
            for amendment in self.amendments
        )
