"""The words of a ballot: what it asks, and what counts as an answer in any language.

Reading doesn't lean on the catalogues alone: a ballot printed last year, in last year's words,
must still be readable.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Final

from trialkit.intake.headings import heading_key
from trialkit.language.marking import N_
from trialkit.language.wording import LANGUAGES, Wording, wording
from trialkit.model.round import Recommendation, RubricCriterion
from trialkit.model.trial import Draft, Trial
from trialkit.templates.sentences import filled


class Field(StrEnum):
    """What stands on a ballot besides its ratings."""

    CODE = "code"
    MEMBER = "member"
    FORECAST = "forecast"
    RECOMMENDATION = "recommendation"
    REASON_FOR = "reason_for"
    REASON_AGAINST = "reason_against"
    COMMENT = "comment"
    MAY_QUOTE = "may_quote"
    ENTERED_BY = "entered_by"


ASKED: Final[Mapping[Field, str]] = {
    Field.CODE: N_("Code"),
    Field.MEMBER: N_("Member"),
    Field.FORECAST: N_("How sure are you that the promise is met? 0 to 10"),
    Field.RECOMMENDATION: N_("What should the company do?"),
    Field.REASON_FOR: N_("One reason for it"),
    Field.REASON_AGAINST: N_("One reason against it"),
    Field.COMMENT: N_("What I would try"),
    Field.MAY_QUOTE: N_("My words may be published without my name"),
    Field.ENTERED_BY: N_("Typed in by"),
}
FREE_TEXT: Final = (Field.REASON_FOR, Field.REASON_AGAINST, Field.COMMENT)
CANT_JUDGE: Final = N_("can't judge")
YES: Final = N_("yes")
NO: Final = N_("no")
MAY_PUBLISH: Final = N_("may be published")
"""What a member writes below a short reply; the whole sentence is `ASKED[Field.MAY_QUOTE]`."""
REASON: Final = N_("reason")
"""Stands for a reason in the example of a mail."""
CONFIDENCE: Final = tuple(map(str, range(11)))
"""The answers to a forecast, from “certainly not” to “certainly”."""
LEFT_OUT: Final = "_"
"""Stands in a line of ratings for one that isn't answered."""

_OTHER_WORDS: Final[Mapping[Field, tuple[str, ...]]] = {
    Field.CODE: ("koodi", "kod", "tunnus", "lomakkeen koodi"),
    Field.MEMBER: ("jäsen", "nimi", "medlem", "namn", "name"),
    Field.FORECAST: ("ennuste", "prognos", "varmuus (0–10)", "säkerhet (0–10)"),
    Field.RECOMMENDATION: ("suositus", "rekommendation", "mitä yrityksen pitäisi tehdä?"),
    Field.REASON_FOR: ("puolesta", "för", "for", "yksi syy puolesta", "reason for"),
    Field.REASON_AGAINST: ("vastaan", "emot", "mot", "against", "yksi syy vastaan"),
    Field.COMMENT: ("kommentti", "kommentar", "mitä itse kokeilisin", "vad jag själv skulle prova"),
    Field.MAY_QUOTE: ("saa lainata", "får citeras", "may quote", "lainauslupa"),
    Field.ENTERED_BY: ("kirjasi", "kirjaaja", "inmatad av", "entered by"),
}
_RECOMMENDED: Final[Mapping[Recommendation, tuple[str, ...]]] = {
    Recommendation.ADOPT: (
        *("jatka", "jatketaan", "jatkakaa", "jatkaisin", "jatkoon"),
        *("fortsätt", "fortsätta", "adopt", "continue", "go on"),
    ),
    Recommendation.ADAPT: (
        *("muuta", "muutetaan", "muuttakaa", "muuttaisin"),
        *("ändra", "ändras", "anpassa", "adapt", "change"),
    ),
    Recommendation.ABANDON: (
        *("lopeta", "lopetetaan", "lopettakaa", "lopettaisin"),
        *("avsluta", "sluta", "abandon", "stop"),
    ),
    Recommendation.CANT_JUDGE: (),
}
_CANT_JUDGE: Final = (
    *("?", "-", "eos", "en osaa sanoa", "en osaa arvioida", "en tiedä", "kan inte säga"),
    *("vet inte", "kan inte bedöma", "can't judge", "can't tell", "cannot judge", "don't know"),
)
_MAY_BE_PUBLISHED: Final = (
    *("saa julkaista", "saa julkaista ilman nimeä", "saa julkaista nimettömänä", "saa lainata"),
    *("får publiceras", "får publiceras utan namn", "får publiceras anonymt", "får citeras"),
    *("may be published", "may be published without a name", "may be quoted", "may quote"),
)
_YES: Final = ("x", "1", "k", "kyllä", "j", "ja", "y", "yes", "true", "tosi")
_NO: Final = ("0", "e", "ei", "n", "nej", "no", "false", "epätosi")


@cache
def fields() -> Mapping[str, Field]:
    """What may stand over (or before) an answer → which answer it is."""
    return {
        answer_key(word): field
        for field, asked in ASKED.items()
        for word in (field, *in_all_languages(asked), *_OTHER_WORDS[field])
    }


def criteria_by_name(criteria: Iterable[RubricCriterion]) -> Mapping[str, str]:
    """A rubric's criteria by id and by their names in every language."""
    return {
        answer_key(name): criterion.id
        for criterion in criteria
        for name in (criterion.id, *criterion.label.values())
    }


@cache
def recommendations() -> Mapping[str, Recommendation]:
    """What may be written as a recommendation → which one it is."""
    spoken = {
        answer_key(word): each
        for each, others in _RECOMMENDED.items()
        for word in (each, *others, *_labels(each))
    }
    return {**dict.fromkeys(cant_judge(), Recommendation.CANT_JUDGE), **spoken}


@cache
def cant_judge() -> frozenset[str]:
    """What counts as “can't judge”."""
    words = (*_CANT_JUDGE, *in_all_languages(CANT_JUDGE), *_labels(Recommendation.CANT_JUDGE))
    return frozenset(map(answer_key, words))


@cache
def yes_or_no() -> Mapping[str, bool]:
    """What counts as a yes or a no."""
    yes = dict.fromkeys(map(answer_key, (*_YES, *in_all_languages(YES))), True)
    return {**yes, **dict.fromkeys(map(answer_key, (*_NO, *in_all_languages(NO))), False)}


@cache
def may_be_published() -> frozenset[str]:
    """What, alone on a line of a mail, lets the words be published without a name."""
    consent = (*in_all_languages(MAY_PUBLISH), *in_all_languages(ASKED[Field.MAY_QUOTE]))
    return frozenset(map(answer_key, (*_MAY_BE_PUBLISHED, *consent)))


@cache
def examples() -> frozenset[str]:
    """What ends the example in our own mails: it is nobody's answer."""
    return frozenset(f"+ {word} - {word}" for word in in_all_languages(REASON))


def promise_line(trial: Trial, wording: Wording) -> str:
    """What the company promised, in one line."""
    terms = trial.promise or trial.draft or Draft()
    return filled(trial.template.promise, trial.template, terms.slots, wording)


def answer_key(written: str) -> str:
    """What two answers share that a person would call the same.

    >>> answer_key(" En osaa sanoa. ") == answer_key("en osaa sanoa")
    True
    """
    return heading_key(written).replace("’", "'").rstrip(".!").strip() or written.strip()


def in_all_languages(msgid: str) -> tuple[str, ...]:
    """The words marked with `N_`, in each language."""
    return tuple(wording(language).text(msgid) for language in LANGUAGES)


def _labels(recommendation: Recommendation) -> tuple[str, ...]:
    kind = "recommendation"
    return tuple(wording(language).label(kind, recommendation) for language in LANGUAGES)
