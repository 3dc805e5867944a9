"""What was changed on the way, in words."""

from typing import Final

import attrs

from trialkit.casebook.case import Case, Deviation
from trialkit.language.marking import N_
from trialkit.publish.shown import Shown, in_own_language
from trialkit.publish.words import PageWords, begun

_FIELDS: Final = (
    (".threshold", N_("the number promised")),
    (".phases", N_("the days")),
    (".due", N_("the last day")),
    (".slots", N_("an answer in the promise")),
    (".actions", N_("the plan")),
    (".limits", N_("the limits")),
    ("", N_("the promise")),
)


@attrs.frozen(kw_only=True)
class Change:
    """One thing that went otherwise than promised.

    Attributes:
        what: what happened.
        on: the day.
        detail: which field, from what to what; empty where not released.
        reason: in the company's words.
        after_data: whether the promise was changed after the first results.
    """

    what: str
    on: str
    detail: str
    reason: Shown
    after_data: bool


def changes(case: Case, words: PageWords) -> tuple[Change, ...]:
    """Everything that went otherwise, the most damaging first."""
    return tuple(_change(one, case.title.source, words) for one in case.deviations)


def _change(told: Deviation, own: str, words: PageWords) -> Change:
    return Change(
        what=begun(words.label("deviation", told.code)),
        on=words.day(told.on),
        detail=_detail(told, words),
        reason=in_own_language(told.reason, own, words.language),
        after_data=told.code == "CHANGED_AFTER_DATA",
    )


def _detail(told: Deviation, words: PageWords) -> str:
    if told.path is None:
        return ""
    field = words.wording.text(next(name for part, name in _FIELDS if part in told.path))
    if told.before is None or told.after is None:
        return words.say("Changed: {field}.", field=field)
    return words.say(
        "Changed: {field}. Before: {before}. After: {after}.",
        field=field,
        before=words.canonical(told.before),
        after=words.canonical(told.after),
    )
