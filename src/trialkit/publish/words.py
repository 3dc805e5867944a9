"""A page's words for numbers, days and promises, as exactly as the case gives them."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

import attrs

from trialkit.casebook import coarser
from trialkit.casebook.case import CasePromise
from trialkit.casebook.findings import CaseWarning
from trialkit.casebook.release import Internal, Released
from trialkit.errors import Message, Value
from trialkit.evaluation.evaluation import Cases
from trialkit.language.holes import Hole, parts
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.consent import ConsentLevel
from trialkit.model.period import Period, PeriodKind
from trialkit.model.text import Text, Words, spoken
from trialkit.publish.shown import Shown, clean, shown

GAP: Final = "…"
"""What stands where a slot isn't released."""

REASONS: Final[Mapping[str, str]] = {
    "REACHED": N_("The promised number was reached."),
    "NOT_REACHED": N_("The promised number was not reached."),
    "CHANGED_AFTER_DATA": N_("The promise was changed after the first results were in."),
    "NOT_IN_SEAL": N_("This was not promised at the start, so it can't be met or missed."),
    "CURRENCY_CHANGED": N_(
        "The currency or price changed during the trial, so the months don't measure"
        " the same thing."
    ),
    "SEASON_NOT_COVERED": N_("The figures aren't compared with the same season."),
    "TOO_FEW_POINTS": N_("There are too few figures to tell a change from chance."),
    "NO_VARIATION": N_("Every figure is the same, so there is nothing to judge chance by."),
    "EARLY_EVALUATION": N_("This is an interim look; the promise runs on."),
    "STOPPED": N_("The trial was stopped before its promised end."),
    "MISSING_INPUT": N_("Something it is computed from has no figure."),
    "MISSING_PERIODS": N_("Some periods have no figure."),
    "GUARDRAIL_WORSE": N_("A guardrail got worse while the trial ran."),
    "ONE_PERIOD_CARRIES": N_("Without one single period there would be nothing to show."),
    "STARTED_AFTER_EXTREME": N_(
        "The trial began right after an unusual period; some of the change is things going"
        " back to normal."
    ),
    "BASELINE_TRENDING": N_("The figures were already moving before the trial."),
    "MANY_METRICS": N_("Many things were measured; one may look good by luck."),
    "SMALL_COUNTS": N_("The counts are small: chance alone moves them a lot."),
}
"""Sentences for reasons whose numbers aren't released, by code."""


@attrs.frozen
class PageWords:
    """What turns one case's values into one language's words.

    Attributes:
        wording: the reader's language.
        currency: of the case's money, ISO 4217.
        quarters: whether days are only known by their quarter.
        labels: metric key → its name, for sentences that name one.
    """

    wording: Wording
    currency: str = "EUR"
    quarters: bool = False
    labels: Mapping[str, Words] = attrs.field(factory=dict)

    @classmethod
    def of(cls, document: Released | Internal, wording: Wording) -> "PageWords":
        """The words for one case."""
        case = document.case
        anonymous = case.consent is ConsentLevel.ANONYMOUS
        return cls(
            wording,
            case.descriptors.currency or "EUR",
            quarters=anonymous and isinstance(document, Released),
            labels={result.metric.id: result.metric.label for result in case.results},
        )

    @property
    def language(self) -> str:
        """The reader's, ISO 639-1."""
        return self.wording.language

    def say(self, text: str, /, **values: Value) -> str:
        """A whole sentence with its holes filled."""
        return self.wording.say(Message(text, **values))

    def counted(self, one: str, many: str, /, *, n: int) -> str:
        """A whole sentence that counts."""
        return self.wording.say(Message.counted(one, many, n=n))

    def label(self, kind: str, value: str) -> str:
        """The word of a key."""
        return self.wording.label(kind, value)

    def shown(self, words: Words | Text | None) -> Shown:
        """Somebody's words, marked where they aren't in the reader's language."""
        return shown(words, self.language)

    def listed(self, items: Iterable[str]) -> str:
        """Things one after the other."""
        return self.wording.listed(items)

    def unit(self, unit: str) -> str:
        """A unit in the case's own currency."""
        return "/".join(self.currency if part == "EUR" else part for part in unit.split("/"))

    def amount(self, value: Decimal, unit: str) -> str:
        """A number with its unit, rounded as a reader can use it."""
        if unit == "%":
            return self.wording.percent(value)
        if unit == "share":
            return self.wording.amount(value, "bool")
        return self.wording.amount(_rounded(value), self.unit(unit))

    def figure(self, value: Decimal | None, unit: str, how: str) -> str:
        """A figure as it is given: as it is, as an index, as a band; a dash where missing."""
        if value is None:
            return self.say("not public") if how == "no" else self.say("no figure")
        match how:
            case "index":
                return self.wording.number(_rounded(value))
            case "banded":
                return self.band(value, unit)
        return self.amount(value, unit)

    def share(self, value: Decimal | None, cases: Cases | None, unit: str, how: str) -> str:
        """A figure, as counts where there are too few cases for a percentage."""
        if cases is None or how != "as_is":
            return self.figure(value, unit, how)
        return self.say("{part} of {whole}", part=cases.part, whole=cases.whole)

    def band(self, start: Decimal, unit: str) -> str:
        """A band: from its lower to its upper end."""
        if not start:
            return self.amount(start, unit)
        low, high = sorted((start, coarser.band_end(start)))
        top = self.amount(high, unit)
        # A unit that follows its number is said once: “10 to 20 h”, but “€10 to €20”.
        bottom = self._bare(low, unit) if top[0].isdigit() else self.amount(low, unit)
        return self.say("{low} to {high}", low=bottom, high=top)

    def _bare(self, value: Decimal, unit: str) -> str:
        return self.wording.number(value * 100 if unit == "%" else value)

    def change(self, value: Decimal, unit: str, how: str, relative: bool = False) -> str:
        """A change with its sign."""
        if relative:
            return self.wording.change(value)
        written = self.figure(value, unit, how)
        return f"+{written}" if value > 0 else written

    def day(self, day: date) -> str:
        """A day, or its quarter where only that is known."""
        if self.quarters:
            return self.wording.period(str(Period.of(PeriodKind.QUARTER, day)))
        return self.wording.day(day)

    def days(self, first: date, last: date) -> str:
        """From one day to another."""
        start, end = self.day(first), self.day(last)
        return start if start == end else self.say("{first} – {last}", first=start, last=end)

    def period(self, written: str) -> str:
        """A period; where only its number is known, that number."""
        if self.quarters:
            return self.say("period {number}", number=written.replace("-", "−"))
        return self.wording.period(written)

    def reason(self, warning: CaseWarning) -> str:
        """A warning in words; by its code where its numbers aren't released."""
        if warning.message is not None:
            return self.wording.say(self._labelled(warning.message))
        sentence = REASONS.get(warning.code)
        return self.wording.text(sentence) if sentence else ""

    def _labelled(self, message: Message) -> Message:
        """The sentence with metrics' names where it has their keys."""
        values = {
            hole: self._names(value) if hole in {"metric", "metrics"} else value
            for hole, value in message.values.items()
        }
        if message.plural is None or message.count is None:
            return Message(message.text, **values)
        values.pop("n", None)
        return Message.counted(message.text, message.plural, n=message.count, **values)

    def _names(self, value: Value) -> Value:
        if isinstance(value, tuple):
            return tuple(map(self._names, value))
        label = self.labels.get(value) if isinstance(value, str) else None
        return self.shown(label).text if label else value

    def promise_line(self, promise: CasePromise, own: str) -> tuple[Shown, ...]:
        """The promise in one line, piece by piece, so that answers keep their language."""
        return self.sentence(promise.line, promise.slots, promise.slot_units, own)

    def hypothesis(self, promise: CasePromise, own: str) -> tuple[Shown, ...]:
        """The whole sentence, likewise."""
        return self.sentence(promise.hypothesis, promise.slots, promise.slot_units, own)

    def sentence(
        self, words: Words, slots: Mapping[str, str], units: Mapping[str, str], own: str
    ) -> tuple[Shown, ...]:
        """A template's sentence with answers in its gaps.

        Args:
            words: by language, with gaps in braces.
            slots: slot id → canonical answer; a gap without one shows “…”.
            units: slot id → unit, as in `CasePromise`.
            own: the language that words among the answers were typed in.
        """
        language, sentence = spoken(words, (self.language,))
        around = None if language == self.language else language
        return tuple(
            self._answer(slots.get(part.name), units.get(part.name, "text"), own)
            if isinstance(part, Hole)
            else Shown(part, around)
            for part in parts(sentence)
        )

    def _answer(self, answer: str | None, unit: str, own: str) -> Shown:
        if answer is None:
            return Shown(GAP)
        match unit:
            case "country":
                return Shown(self.wording.country(answer))
            case "text":
                return Shown(clean(answer), None if own == self.language else own)
            case "choice":
                return Shown(clean(answer))
        try:
            return Shown(self.wording.number(Decimal(answer)))
        except InvalidOperation:
            return Shown(clean(answer))

    def other_language(self, words: Shown) -> str:
        """A mark for words in another language: `in Finnish`; empty for the page's own."""
        if words.lang is None:
            return ""
        return self.label("in_language", words.lang)

    def canonical(self, written: str | None) -> str:
        """A value of an amendment, as canonical JSON, in the reader's words."""
        if written is None:
            return ""
        value = json.loads(written)
        if not isinstance(value, str):
            return clean(str(value))
        try:
            return self.wording.number(Decimal(value))
        except InvalidOperation:
            return self._day_or_words(value)

    def _day_or_words(self, value: str) -> str:
        try:
            return self.wording.day(date.fromisoformat(value))
        except ValueError:
            return clean(value)


def begun(words: str) -> str:
    """Words as they begin a line."""
    return words[:1].upper() + words[1:]


def together(pieces: Iterable[Shown]) -> str:
    """Pieces of a sentence as plain text."""
    return "".join(piece.text for piece in pieces)


def _rounded(value: Decimal) -> Decimal:
    """As many digits as a reader can use: none after the point from 100 up."""
    size = abs(value)
    places = 0 if size >= 1000 else 1 if size >= 100 else 2
    return value.quantize(Decimal(1).scaleb(-places))
