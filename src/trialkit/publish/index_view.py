"""The index page: the counts and the list of cases."""

from collections.abc import Mapping
from typing import Final

import attrs

from trialkit.casebook.case import Case
from trialkit.casebook.release import Edition, Released
from trialkit.errors import Message
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.publish.case_view import title_of
from trialkit.publish.headline import Headline, headline
from trialkit.publish.shown import Shown
from trialkit.publish.words import PageWords

_COUNTS: Final[Mapping[str, str]] = {
    "started": N_("started"),
    "concluded": N_("concluded"),
    "stopped": N_("stopped"),
    "held": N_("promise met"),
    "did not hold": N_("promise not met"),
    "can't tell": N_("can't tell"),
    "silent": N_("went silent"),
    "withheld": N_("not released by the company"),
}


@attrs.frozen(kw_only=True)
class Count:
    """How many trials, and of what."""

    name: str
    value: str


@attrs.frozen(kw_only=True)
class Entry:
    """One case in the list.

    Attributes:
        address: public.
        href: its page; filled in by the site, which knows from where.
        kind, title: as on its page.
        where: area and market.
        headline: whether it worked.
        seen: what was promised and what was seen, in one line; empty where not released.
    """

    address: str
    href: str
    kind: Shown
    title: Shown
    where: str
    headline: Headline
    seen: str


def counts(edition: Edition, wording: Wording) -> tuple[Count, ...]:
    """How many trials there are, whatever became of them."""
    return tuple(
        Count(name=wording.text(_COUNTS[key]), value=wording.number(number))
        for key, number in edition.counts.items()
        if key in _COUNTS
    )


def entry(document: Released, wording: Wording, href: str) -> Entry:
    """A case as the list shows it."""
    case = document.case
    words = PageWords.of(document, wording)
    top = headline(case, words)
    return Entry(
        address=case.address,
        href=href,
        kind=words.shown(case.template.title),
        title=title_of(case, words),
        where=_where(case, words),
        headline=top,
        seen=_seen(top, words),
    )


def _seen(top: Headline, words: PageWords) -> str:
    if not top.promised or not top.seen:
        return ""
    return words.say(
        "{metric}: promised {promised}, seen {seen}",
        metric=top.metric.text,
        promised=top.promised,
        seen=top.seen,
    )


def _where(case: Case, words: PageWords) -> str:
    told = case.descriptors
    market = words.wording.country(told.market) if told.market else ""
    started = words.day(told.started_on) if told.started_on else ""
    parts = (words.shown(told.area_name or told.region_name).text, market, started)
    return " · ".join(part for part in parts if part)


def tombstones(edition: Edition, wording: Wording) -> tuple[str, ...]:
    """The withdrawn cases, by their addresses alone."""
    return tuple(
        wording.say(
            Message("{address}: withdrawn on {day}", address=stone.address, day=stone.withdrawn_on)
        )
        for stone in edition.tombstones
    )
