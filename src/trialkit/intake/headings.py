"""Whose heading a column has: a metric's, in any language, or one of the table's own."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message
from trialkit.intake.currencies import currencies_in
from trialkit.model.metric import Metric
from trialkit.model.period import PeriodKind
from trialkit.model.text import spoken


class Part(StrEnum):
    """What a column that is no metric's holds."""

    PERIOD = "period"
    METRIC = "metric"
    VALUE = "value"
    SERIES = "series"
    CURRENCY = "currency"


_PERIOD_WORDS: Final[Mapping[PeriodKind | None, str]] = {
    None: "period jakso ajanjakso aika tid tidsperiod time",
    PeriodKind.DAY: "päivä pvm päivämäärä päiväys dag datum day date",
    PeriodKind.WEEK: "viikko vko vk vecka v week wk w",
    PeriodKind.MONTH: "kuukausi kk kuu månad mån month",
    PeriodKind.QUARTER: "neljännes vuosineljännes kvartaali kvartal quarter",
    PeriodKind.YEAR: "vuosi år year",
}
_PART_WORDS: Final[Mapping[Part, str]] = {
    Part.METRIC: "metric mittari mått tunnusluku nyckeltal indicator",
    Part.VALUE: "value luku siffra arvo värde figure",
    Part.SERIES: "series sarja serie",
    Part.CURRENCY: "currency ccy valuutta valuuttakoodi valuta valutakod",
}
_PARTS: Final[Mapping[str, Part]] = {
    **{word: part for part, words in _PART_WORDS.items() for word in words.split()},
    **{word: Part.PERIOD for words in _PERIOD_WORDS.values() for word in words.split()},
}
_HINTS: Final[Mapping[str, PeriodKind]] = {
    word: kind for kind, words in _PERIOD_WORDS.items() if kind for word in words.split()
}
_BEGUN_WITH: Final = frozenset(
    {"viikko", "vko", "vecka", "week", "kuukausi", "månad", "month", "pvm", "päivämäärä"}
    | {"datum", "date", "neljännes", "kvartal", "quarter"}
)
"""Headings that begin with one of these are a period's too: “viikko alkaen”, “week starting”."""

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff"))
_BRACKETED_UNIT: Final = re.compile(r"\s*(\([^()]*\)|\[[^\[\]]*\])$")
_TRAILING_UNIT: Final = re.compile(r",?\s+(kpl|st\.?|h|t|tim\.?|min|%|pv|dgr)$")
_LAST_WORD: Final = re.compile(r"[\s,/]+\S+$")


def heading_key(written: str) -> str:
    """What two headings share that a person would call the same.

    Case, outer and repeated spaces, no-break spaces, soft hyphens, underscores and the length of
    a dash don't matter.

    >>> heading_key(" Maksetut\u00a0tilau\u00adkset ") == heading_key("maksetut_tilaukset")
    True
    """
    text = unicodedata.normalize("NFKC", written).translate(_INVISIBLE).casefold()
    return " ".join(re.sub(r"[–—−‐‑]", "-", text).replace("_", " ").split()).rstrip(":")


def without_unit(key: str) -> str:
    """The key without a unit or a currency at its end.

    >>> without_unit("myynti (€)"), without_unit("tilaukset, kpl"), without_unit("myynti sek")
    ('myynti', 'tilaukset', 'myynti')
    """
    bare = _TRAILING_UNIT.sub("", _BRACKETED_UNIT.sub("", key)) or key
    return _LAST_WORD.sub("", bare) if currencies_in(bare) else bare


@attrs.frozen
class Headings:
    """The headings a trial's tables may have.

    Attributes:
        metrics: key of a heading → the metrics it may stand for; more than one is ambiguous.
        given: key of a heading → metric or part, where the person said so.
        language: the reader's, for names in sentences.
        template: id of the template that has them.
    """

    metrics: Mapping[str, Sequence[Metric]]
    given: Mapping[str, Metric | Part]
    language: str
    template: str = ""

    @classmethod
    def of(
        cls,
        metrics: Iterable[Metric],
        *,
        columns: Mapping[str, str] | None = None,
        language: str = "en",
        template: str = "",
    ) -> "Headings":
        """Every id and label of `metrics`, with and without its unit.

        Args:
            metrics: of the trial's template.
            columns: heading → metric (or *period*, *metric*, *value*, *series*, *currency*), as
                a person wrote it.
            language: the reader's, for names in sentences.
            template: id of the template that has them, to say where they can be looked up.

        Raises:
            InvalidInput: `columns` names something that is neither (UNKNOWN_METRIC).
        """
        ids: dict[str, list[Metric]] = {}
        labels: dict[str, list[Metric]] = {}
        shortened: dict[str, list[Metric]] = {}
        for metric in metrics:
            ids[heading_key(metric.id)] = [metric]
            keys = dict.fromkeys(heading_key(label) for label in metric.label.values() if label)
            for key in keys:
                labels.setdefault(key, []).append(metric)
            for key in dict.fromkeys(map(without_unit, keys)):
                shortened.setdefault(key, []).append(metric)
        headings = cls(
            metrics={**shortened, **labels, **ids}, given={}, language=language, template=template
        )
        given = {
            heading_key(column): headings.named(target)
            for column, target in (columns or {}).items()
        }
        return attrs.evolve(headings, given=given)

    def find(self, written: str) -> Metric | Part | tuple[Metric, ...] | None:
        """What a heading stands for: a metric, a part, several metrics, or nothing known."""
        key = heading_key(written)
        if key in self.given:
            return self.given[key]
        found = self.metrics.get(key) or self.metrics.get(without_unit(key))
        if found:
            return found[0] if len(found) == 1 else tuple(found)
        return _PARTS.get(key) or _PARTS.get(without_unit(key)) or _begun_with_period(key)

    def knows(self, written: str) -> bool:
        """Whether a text is a heading."""
        return len(written) < 200 and self.find(written) is not None

    def near(self, written: str) -> str | None:
        """The name of the observed metric whose heading is most like `written`, if one is."""
        key = heading_key(written)[:100]
        observed = {
            known: found[0] for known, found in self.metrics.items() if not found[0].derived
        }
        begun = [known for known in observed if len(key) > 3 and known.startswith(key)]
        close = begun or difflib.get_close_matches(key, observed, 1, 0.8)
        return name_of(observed[close[0]], self.language) if close else None

    def named(self, written: str) -> Metric | Part:
        """The metric or part that a person means.

        Raises:
            InvalidInput: nothing has this name (UNKNOWN_METRIC), or several do
                (AMBIGUOUS_METRIC).
        """
        found = self.find(written)
        if isinstance(found, tuple):
            raise ambiguous_metric(written, found)
        if found is None:
            raise self.unknown(written)
        return found

    def unknown(self, written: str) -> InvalidInput:
        """The error for a name that no metric has; says which one is near, if one is."""
        near = self.near(written)
        return InvalidInput(
            Message("This trial has no metric “{metric}”.", metric=written[:60]),
            code="UNKNOWN_METRIC",
            remedy=Message("Did you mean “{near}”?", near=near)
            if near
            else Message(
                "“trialkit template show {template}” lists its metrics.", template=self.template
            ),
        )

    def instead_of(self, written: Iterable[str]) -> Message:
        """What to do where none of these headings is a metric's."""
        near = tuple(dict.fromkeys(filter(None, map(self.near, written))))
        if near:
            return Message("Did you mean one of these: {names}?", names=near)
        return Message(
            "A heading is the name of a metric: “trialkit template show {template}” lists them. "
            "Or say what a column is: --columns HEADING=METRIC.",
            template=self.template,
        )


def ambiguous_metric(written: str, found: Sequence[Metric]) -> InvalidInput:
    """The error for a name that several metrics have."""
    return InvalidInput(
        Message("“{heading}” is the name of several metrics.", heading=written),
        code="AMBIGUOUS_METRIC",
        remedy=Message("Write one of these: {ids}.", ids=tuple(each.id for each in found)),
    )


def hint_of(heading: str) -> PeriodKind | None:
    """The kind of period that a heading such as “Viikko” promises."""
    key = heading_key(heading)
    first = key.split(" ")[0]
    begun = _HINTS.get(first) if first in _BEGUN_WITH else None
    return _HINTS.get(key) or _HINTS.get(without_unit(key)) or begun


def _begun_with_period(key: str) -> Part | None:
    return Part.PERIOD if key.split(" ")[0] in _BEGUN_WITH else None


def name_of(metric: Metric, language: str) -> str:
    """The metric's label, as one would write it over a column."""
    return spoken(metric.label, (language,))[1] or metric.id
