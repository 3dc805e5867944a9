"""What may be typed as an answer in the form of a plan: Excel's own check, and how it looks."""

from datetime import date
from typing import Final

from trialkit.intake.forms.plan_questions import PlanQuestion
from trialkit.intake.forms.typing_rules import Rule, checked
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.template import SlotType

COUNTRIES: Final = "_countries"
"""The worksheet with the countries' names; Excel takes no list as long as theirs in a cell."""

_LONGEST: Final = 255
"""Characters of a list that Excel takes in a cell."""
_MOST: Final = 10**12
_FIRST_DAY: Final = date(2000, 1, 1)
_LAST_DAY: Final = date(2100, 12, 31)

_DAY: Final = N_("Write a day, such as 2.3.2026.")
_LISTED: Final = N_("Choose one from the list.")
_WHOLE: Final = N_("Write a whole number that fits; see the column beside it.")
_NUMBER: Final = N_("Write a number that fits; see the column beside it.")


def answer_look(type: SlotType | None) -> Rule:  # noqa: A002 - a slot's own word
    """How an answer of this type is shown; None is a day's.

    Words are kept as text, so that Excel makes no day of “2.3” and no formula of anything.
    """
    match type:
        case None:
            return {"num_format": "d.m.yyyy", "align": "left"}
        case SlotType.INTEGER | SlotType.DECIMAL | SlotType.MONEY:
            return {"num_format": "General", "align": "left"}
    return {"num_format": "@", "align": "left"}


def answer_rule(question: PlanQuestion, countries: int, wording: Wording) -> Rule | None:
    """Excel's check of an answer; None where anything may be written.

    Args:
        question: what is asked.
        countries: how many names the list of countries has.
        wording: of whoever answers.
    """
    match question.type:
        case None:
            days = {"criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            return _checked(question, wording, _DAY, {"validate": "date", **days})
        case SlotType.COUNTRY:
            # A code or a name in another language will do too: the list only offers.
            listed = {"validate": "list", "source": f"={COUNTRIES}!$A$1:$A${countries}"}
            return _checked(question, wording, _LISTED, {**listed, "show_error": False})
        case SlotType.CHOICE if len(",".join(question.choices)) <= _LONGEST:
            choices: Rule = {"validate": "list", "source": list(question.choices)}
            return _checked(question, wording, _LISTED, choices)
        case SlotType.INTEGER:
            return _checked(question, wording, _WHOLE, {"validate": "integer", **_range(question)})
        case SlotType.DECIMAL | SlotType.MONEY:
            return _checked(question, wording, _NUMBER, {"validate": "decimal", **_range(question)})
    return None


def _range(question: PlanQuestion) -> Rule:
    least = -_MOST if question.minimum is None else float(question.minimum)
    most = _MOST if question.maximum is None else float(question.maximum)
    return {"criteria": "between", "minimum": least, "maximum": most}


def _checked(question: PlanQuestion, wording: Wording, refused: str, check: Rule) -> Rule:
    return checked(wording, refused, question.asked, question.meant, check)
