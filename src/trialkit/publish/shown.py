"""Words as a page shows them: in its own language, or marked with theirs."""

import re
from collections.abc import Mapping
from typing import Final

import attrs

from trialkit.model.text import Text, Words, spoken

_INVISIBLE: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
"""Control characters, and those that turn the direction of the words around them."""


def _seen(words: str) -> str:
    return _INVISIBLE.sub("", words)


@attrs.frozen
class Shown:
    """Words on a page.

    Attributes:
        text: the words, with nothing in them that a page could take as an order.
        lang: their language where it isn't the page's; None where it is.
    """

    text: str = attrs.field(converter=_seen)
    lang: str | None = None

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def paragraphs(self) -> tuple["Shown", ...]:
        """The words paragraph by paragraph."""
        parts = (part.strip() for part in re.split(r"\n\s*\n|\r\n\s*\r\n", self.text))
        return tuple(Shown(part, self.lang) for part in parts if part)


NOTHING: Final = Shown("")


def clean(words: str) -> str:
    """The words without characters that are not to be seen."""
    return _seen(words).strip()


def shown(words: Words | Text | None, language: str) -> Shown:
    """Somebody's words for a reader of `language`; in another language they are marked."""
    if words is None:
        return NOTHING
    preferred = (language,)
    if isinstance(words, Text):
        found, text = words.spoken(preferred)
    else:
        found, text = spoken(words, preferred)
    return Shown(clean(text), None if found == language or not text else found)


def in_own_language(words: str | None, own: str, language: str) -> Shown:
    """Words that were written in one language only."""
    if not words:
        return NOTHING
    return Shown(clean(words), None if own == language else own)


def texts(found: Mapping[str, Text], language: str) -> Mapping[str, Shown]:
    """All of them by key, without the empty ones."""
    return {key: words for key, text in found.items() if (words := shown(text, language))}
