"""Trials of one promise side by side, what they say together, and how often a kind succeeds."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

import attrs

from trialkit.casebook.comparison import Comparison
from trialkit.casebook.pooled import sentences
from trialkit.casebook.same_promise import Aligned, SamePromise
from trialkit.casebook.success import Share, Success
from trialkit.errors import Message
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.publish.case_view import title_of
from trialkit.publish.shown import Shown
from trialkit.publish.words import PageWords, begun

CIRCUMSTANCES: Final[Mapping[str, str]] = {
    "size": N_("Size"),
    "market": N_("Market"),
    "season": N_("Began in"),
    "promised": N_("Promised"),
    "price": N_("Price"),
    "weeks": N_("Weeks"),
}
"""What may differ between trials of one promise, as a heading."""

_DIFFERED: Final[Mapping[str, str]] = {
    "size": N_("size"),
    "market": N_("market"),
    "season": N_("season"),
    "promised": N_("what was promised"),
    "price": N_("price"),
    "weeks": N_("length"),
}
"""The same within a sentence."""


@attrs.frozen(kw_only=True)
class TogetherView:
    """One group.

    Attributes:
        metric: what was promised.
        headings: of what may differ.
        rows: a case each: link, title, one cell a heading.
        differs: what differed, in a sentence.
        said: what they say together, or why not; one sentence a line.
        asides: those that aren't part of the sum: title, and why.
    """

    metric: Shown
    headings: tuple[str, ...]
    rows: tuple[tuple[str, Shown, tuple[str, ...]], ...]
    differs: str
    said: tuple[str, ...]
    asides: tuple[tuple[Shown, str], ...]


@attrs.frozen(kw_only=True)
class SuccessView:
    """How often one kind of trial keeps its promise.

    Attributes:
        title: the kind.
        by: what the rows are of.
        rows: name, kept, not kept, can't tell, rate; the last is empty without percentages.
        percentages: whether there are rates to show.
        note: how the rates are to be read, or why there are none.
    """

    title: Shown
    by: str
    rows: tuple[tuple[Shown, str, str, str, str], ...]
    percentages: bool
    note: str


def groups(
    comparison: Comparison, wording: Wording, href: Callable[[str], str]
) -> tuple[TogetherView, ...]:
    """Every group of cases that made the same promise."""
    words = {row.case.address: PageWords.of(row.document, wording) for row in comparison.rows}
    titles = {
        row.case.address: title_of(row.case, words[row.case.address]) for row in comparison.rows
    }
    names = {
        row.case.address: row.case.descriptors.company or titles[row.case.address].text
        for row in comparison.rows
    }
    return tuple(_group(one, wording, titles, names, href) for one in comparison.same)


def _group(
    told: SamePromise,
    wording: Wording,
    titles: Mapping[str, Shown],
    names: Mapping[str, str],
    href: Callable[[str], str],
) -> TogetherView:
    cells = [
        [circumstance(one, at, wording) for at in range(len(told.addresses))]
        for one in told.aligned
    ]
    return TogetherView(
        metric=PageWords(wording).shown(told.label),
        headings=tuple(wording.text(CIRCUMSTANCES[one.id]) for one in told.aligned),
        rows=tuple(
            (href(address), titles[address], tuple(column[at] for column in cells))
            for at, address in enumerate(told.addresses)
        ),
        differs=wording.say(differences(told, wording)),
        said=tuple(wording.say(one) for one in said(told, names)),
        asides=tuple((titles[one.address], wording.say(one.why)) for one in told.asides),
    )


def circumstance(told: Aligned, at: int, wording: Wording) -> str:
    """One circumstance of one trial, as its reader writes it; a dash where it isn't known."""
    value = told.values[at]
    if value is None:
        return "–"
    match told.id:
        case "market":
            return wording.country(value)
        case "season":
            return wording.period(value)
        case "promised" if told.unit == "%":
            return wording.percent(Decimal(value))
        case "weeks":
            return wording.number(int(value))
    return wording.amount(Decimal(value), told.unit)


def differences(told: SamePromise, wording: Wording) -> Message:
    """In what the trials of a group differ, as far as it is known."""
    known = tuple(wording.text(_DIFFERED[one.id]) for one in told.aligned if one.differs)
    if not known:
        return Message("As far as is known, they differ in the company alone.")
    return Message("What differed: {parts}.", parts=known)


def said(told: SamePromise, names: Mapping[str, str]) -> tuple[Message, ...]:
    """What a group says together, or why it says nothing."""
    if told.pooled is not None:
        return sentences(told.pooled, names)
    return (told.why,) if told.why is not None else ()


def successes(comparison: Comparison, wording: Wording) -> tuple[SuccessView, ...]:
    """How often each kind of trial with enough decided ones keeps its promise."""
    return tuple(_success(one, wording) for one in comparison.success)


def _success(told: Success, wording: Wording) -> SuccessView:
    words = PageWords(wording)
    return SuccessView(
        title=words.shown(told.title),
        by=words.say("Area") if told.by == "area" else words.say("Market"),
        rows=tuple(
            (
                place(share, told.by, words),
                wording.number(share.held),
                wording.number(share.did_not_hold),
                wording.number(share.cant_tell),
                rate(share, wording) if told.percentages else "",
            )
            for share in told.shares
        ),
        percentages=told.percentages,
        note=wording.say(how_to_read(told)),
    )


def place(share: Share, by: str, words: PageWords) -> Shown:
    """The area or the market that a row is of."""
    if not share.id:
        return Shown(begun(words.say("not told")))
    if by == "market":
        return Shown(words.wording.country(share.id))
    return words.shown(share.label) or Shown(share.id)


def rate(share: Share, wording: Wording) -> str:
    """A rate with its interval."""
    if share.rate is None or share.low is None or share.high is None:
        return ""
    return wording.say(
        Message(
            "{rate:percent} ({low:percent} to {high:percent})",
            rate=Decimal(str(round(share.rate, 2))),
            low=Decimal(str(round(share.low, 2))),
            high=Decimal(str(round(share.high, 2))),
        )
    )


def how_to_read(told: Success) -> Message:
    """What a reader must know of the rates, or why there are none."""
    if told.why is not None:
        return told.why
    if not told.percentages:
        return Message("They are too few for percentages.")
    return Message(
        "A rate is of those that could tell, drawn towards the rate of all, the more the fewer"
        " there are; in brackets where it may lie."
    )
