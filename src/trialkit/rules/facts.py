"""Which outside fact holds on a day, and when somebody must look it up again."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message
from trialkit.model.template import Fact, FactReview, Template
from trialkit.rules.time import require_plausible

HALF_A_YEAR: Final = timedelta(days=183)


def current(template: Template, reviews: Iterable[FactReview]) -> tuple[Fact, ...]:
    """The template's facts in their order, each as it was read last.

    A review wins over the template's own words, also on the same day: who reviewed it had them
    before their eyes. It loses to a release that was read later: its author has been to the
    source since, and an old review must not keep yesterday's law alive. A fact that the template
    no longer has is gone, whatever was said of it.
    """
    reviewed = {one.fact.id: one.fact for one in reviews if one.template == template.id}
    return tuple(
        max(reviewed.get(fact.id, fact), fact, key=lambda known: known.as_of)
        for fact in template.facts
    )


def past(fact: Fact, today: date) -> bool:
    """Whether it had to be looked up again by now."""
    return fact.check_by <= today


def past_date(facts: Iterable[Fact], today: date) -> tuple[Fact, ...]:
    """Those that had to be looked up again by now, the longest ago first."""
    return tuple(sorted((one for one in facts if past(one, today)), key=_date))


def next_check(fact: Fact, today: date) -> date:
    """A day to propose for looking it up again: its own day of the year, half a year off or more.

    Tax rates change with the year, so a fact that is checked each January stays with January.
    """
    year = today.year
    while (day := _in_year(fact.check_by, year)) < today + HALF_A_YEAR:
        year += 1
    return day


def require_ahead(check_by: date, today: date) -> None:
    """Refuse a day to look again that has come already, or that no calendar of ours has.

    Raises:
        InvalidInput: the fact would be past its date at once.
    """
    require_plausible(check_by)
    if check_by <= today:
        raise InvalidInput(
            Message("{day} isn't ahead: the fact would be past its date at once.", day=check_by),
            code="DAY_NOT_AHEAD",
            remedy=Message("Say from when it must be looked up again, such as a year from now."),
        )


def _date(fact: Fact) -> date:
    return fact.check_by


def _in_year(day: date, year: int) -> date:
    """The same day of another year; 28 February where that year has no 29th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def confirmed(fact: Fact, *, today: date, check_by: date, certain: bool | None = None) -> Fact:
    """The fact as somebody found it unchanged in its source.

    Args:
        fact: as it was known.
        today: the day it was looked up.
        check_by: the day from which it must be looked up again.
        certain: whether it was read in its source and is in force; as before where None.
    """
    return attrs.evolve(
        fact,
        # A set clock may stand before the day the fact was read; that reading isn't undone.
        as_of=max(today, fact.as_of),
        check_by=check_by,
        certain=fact.certain if certain is None else certain,
    )
