"""Words that people write, in the languages they wrote them in."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import attrs

Words = Mapping[str, str]
"""A template's text: the same thing said in each language, keyed by ISO 639-1 code."""


class TextStatus(StrEnum):
    """How far a person's text has come on its way to print."""

    DRAFT = "draft"
    APPROVED = "approved"


@attrs.frozen(kw_only=True)
class Text:
    """Somebody's own words. A missing language is missing: nothing is machine-invented.

    Attributes:
        words: what was written, by ISO 639-1 language code; at least the source's.
        source: the language it was first written in.
        status: whether a person has approved it for print.
    """

    words: Words
    source: str
    status: TextStatus = TextStatus.DRAFT

    @classmethod
    def written(cls, words: str, language: str) -> "Text":
        """A draft in the one language it was written in."""
        return cls(words={language: words.strip()}, source=language)

    def spoken(self, languages: Iterable[str]) -> tuple[str, str]:
        """The language shown and the words, for a reader who prefers `languages` in order."""
        return spoken(self.words, (*languages, self.source))

    def __bool__(self) -> bool:
        return any(self.words.values())


def spoken(words: Words, languages: Iterable[str]) -> tuple[str, str]:
    """The first of `languages` that `words` has, with its words; else English; else any."""
    for language in (*languages, "en", *words):
        if words.get(language):
            return language, words[language]
    return "en", ""
