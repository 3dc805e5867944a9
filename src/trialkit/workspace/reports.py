"""What the workspace's methods answer with: plain values that a face can print."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from trialkit.errors import Message, Problem
from trialkit.hooks.contracts import LeftOut
from trialkit.model.metric import Observation
from trialkit.model.period import Period, PeriodKind
from trialkit.model.template import Fact, FactReview
from trialkit.model.text import Words

if TYPE_CHECKING:
    # A report names what publishing answers with; only publishing needs to load it.
    from trialkit.publish.site import SiteReport


class Fate(StrEnum):
    """What became of a figure that was given."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"


@attrs.frozen(kw_only=True)
class Observed:
    """What became of one figure.

    Attributes:
        fate: whether it is new, was there already, or replaced another.
        observation: the one that now counts.
        before: the value it replaced, or None.
    """

    fate: Fate
    observation: Observation
    before: Decimal | None = None


@attrs.frozen(kw_only=True)
class Conflict:
    """A figure in a file that differs from the one already there.

    Attributes:
        metric, series, period: which figure.
        before: the value that is there.
        found: the value in the file.
        row: the file's row; None where many rows made it.
    """

    metric: str
    series: str
    period: Period
    before: Decimal
    found: Decimal
    row: int | None


@attrs.frozen(kw_only=True)
class Spread:
    """Where in the trial's life the periods of one kind lie.

    Attributes:
        kind: how long they are.
        before: how many end before the trial phase.
        baseline: how many lie in the baseline.
        last_year: how many of those are last year's.
        trial: how many lie in the trial phase.
    """

    kind: PeriodKind
    before: int
    baseline: int
    last_year: int
    trial: int


@attrs.frozen(kw_only=True)
class ImportReport:
    """What a file gave. `rows` = used + left out + unreadable, always.

    Attributes:
        file: its name, without folders.
        importer: which importer read it.
        label: that importer's name, by language.
        rows, used, unreadable_rows: counts of rows.
        left_out: rows that a stated rule leaves out.
        unreadable: what is wrong with the unreadable rows, each with its place.
        new, unchanged, replaced: counts of figures.
        conflicts: figures that differ from those already there.
        against: why the figures weren't taken; only a dry run gets so far.
        first, last: the days the figures span; None where there are none.
        spreads: where in the trial's life their periods lie.
        notes: other things worth knowing.
        saved: whether anything was written.
    """

    file: str
    importer: str
    label: Words
    rows: int
    used: int
    left_out: tuple[LeftOut, ...]
    unreadable: tuple[Problem, ...]
    unreadable_rows: int
    new: int
    unchanged: int
    replaced: int
    conflicts: tuple[Conflict, ...]
    against: tuple[Problem, ...]
    first: date | None
    last: date | None
    spreads: tuple[Spread, ...]
    notes: tuple[Message, ...]
    saved: bool


@attrs.frozen(kw_only=True)
class HeldBack:
    """A trial that wasn't published, or not all of it.

    Attributes:
        trial: its slug.
        reason: why.
        fields: names of the fields that consent holds back; empty where the whole case is.
    """

    trial: str
    reason: Message
    fields: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class PublishReport:
    """What publishing did.

    Attributes:
        site: which files were written, left as they were, and removed.
        folder: where the site is.
        published: addresses of the cases in it.
        held_back: whole cases left out, and why.
        partly: cases whose consent covers less than all, with the fields it holds back.
        tombstones: addresses of withdrawn cases.
        untranslated: `address: language` pairs whose own words are shown in another language.
    """

    site: "SiteReport"
    folder: Path
    published: tuple[str, ...]
    held_back: tuple[HeldBack, ...]
    partly: tuple[HeldBack, ...]
    tombstones: tuple[str, ...]
    untranslated: tuple[str, ...]


class Step(StrEnum):
    """What a trial needs next."""

    PLAN = "plan"
    FIGURES = "figures"
    OPEN_ROUND = "open round"
    BALLOTS = "ballots"
    CLOSE_ROUND = "close round"
    DECIDE = "decide"
    CONSENT = "consent"
    FOLLOW_UP = "follow-up"
    NOTHING = "nothing"


@attrs.frozen(kw_only=True)
class Task:
    """One line of this week's work.

    Attributes:
        trial: its slug, or None.
        message: what needs doing.
        command: the command line that does it, word by word, without the program's name.
    """

    trial: str | None
    message: Message
    command: tuple[str, ...]


@attrs.frozen(kw_only=True)
class KnownFact:
    """An outside fact as the workspace knows it today.

    Attributes:
        template: id of the kind of trial it belongs to.
        title: that kind's name.
        fact: its words, figure, source and dates as they were read last.
        past: whether it had to be looked up again by today.
        next_check: a day to propose for looking it up the next time.
        review: what somebody here found; None where the template's own words hold.
    """

    template: str
    title: Words
    fact: Fact
    past: bool
    next_check: date
    review: FactReview | None
