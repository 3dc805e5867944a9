"""The warnings' sentences, as the methods page has them, by weeks and by months.

Holes named `metric` or `metrics` hold metric keys: a face that knows the template puts the
reader's label there. Periods are written forms, such as `2026-W10`.
"""

from collections.abc import Mapping
from typing import Final

import attrs

from trialkit.errors import Message, Value
from trialkit.language.marking import N_
from trialkit.model.period import PeriodKind


@attrs.frozen(kw_only=True)
class Sentence:
    """One warning in words, for figures by the month, by the week, and by anything else."""

    month: str
    week: str
    other: str

    def of(self, kind: PeriodKind) -> str:
        """The sentence for figures of this kind of period."""
        words = {PeriodKind.MONTH: self.month, PeriodKind.WEEK: self.week}
        return words.get(kind, self.other)


def _always(text: str) -> Sentence:
    return Sentence(month=text, week=text, other=text)


SENTENCES: Final[Mapping[str, Sentence]] = {
    "CHANGED_AFTER_DATA": _always(
        N_("The promise was changed after the first results were in."),
    ),
    "NOT_IN_SEAL": _always(
        N_("This was not promised at the start, so it can't be met or missed."),
    ),
    "CURRENCY_CHANGED": Sentence(
        month=N_(
            "The currency or price changed during the trial,"
            " so the months don't measure the same thing."
        ),
        week=N_(
            "The currency or price changed during the trial,"
            " so the weeks don't measure the same thing."
        ),
        other=N_(
            "The currency or price changed during the trial,"
            " so the periods don't measure the same thing."
        ),
    ),
    "SEASON_NOT_COVERED": Sentence(
        month=N_(
            "These months aren't compared with the same season:"
            " enter last year's figures for {months:period}."
        ),
        week=N_(
            "These weeks aren't compared with the same season:"
            " enter last year's figures from {first:period} to {last:period}."
        ),
        other=N_(
            "These periods aren't compared with the same season:"
            " enter last year's figures from {first:period} to {last:period}."
        ),
    ),
    "TOO_FEW_POINTS": Sentence(
        month=N_("{n} months before and {m} after are too few to tell a change from chance."),
        week=N_("{n} weeks before and {m} after are too few to tell a change from chance."),
        other=N_("{n} periods before and {m} after are too few to tell a change from chance."),
    ),
    "NO_VARIATION": _always(
        N_("Every figure is the same, so there is nothing to judge chance by."),
    ),
    "EARLY_EVALUATION": _always(
        N_("This is an interim look; the promise runs to {date}."),
    ),
    "STOPPED": _always(
        N_("The trial was stopped before its promised end."),
    ),
    "MISSING_PERIODS": Sentence(
        month=N_("{k} of {n} months have no figure."),
        week=N_("{k} of {n} weeks have no figure."),
        other=N_("{k} of {n} periods have no figure."),
    ),
    "GUARDRAIL_WORSE": _always(
        N_("{metric} got worse while the trial ran."),
    ),
    "ONE_PERIOD_CARRIES": _always(
        N_("Without {month:period} there would be nothing to show."),
    ),
    "STARTED_AFTER_EXTREME": Sentence(
        month=N_(
            "The trial began right after an unusual month;"
            " some of the change is things going back to normal."
        ),
        week=N_(
            "The trial began right after an unusual week;"
            " some of the change is things going back to normal."
        ),
        other=N_(
            "The trial began right after an unusual period;"
            " some of the change is things going back to normal."
        ),
    ),
    "BASELINE_TRENDING": _always(
        N_("The figures were already {rising} before the trial."),
    ),
    "MANY_METRICS": _always(
        N_(
            "{m} things were measured;"
            " with so many, one may look good by luck (about {share:percent})."
        ),
    ),
    "SMALL_COUNTS": Sentence(
        month=N_("With {mean} a month, chance alone moves the figure a lot."),
        week=N_("With {mean} a week, chance alone moves the figure a lot."),
        other=N_("With {mean} a period, chance alone moves the figure a lot."),
    ),
}
"""Code → its sentence, the most damaging first."""


def sentence(code: str, kind: PeriodKind = PeriodKind.MONTH, /, **values: Value) -> Message:
    """A warning's sentence with its values, worded for figures of this kind of period."""
    return Message(SENTENCES[code].of(kind), **values)


def damage(code: str) -> int:
    """Where a code stands in the order from most damaging to least."""
    return list(SENTENCES).index(code)
