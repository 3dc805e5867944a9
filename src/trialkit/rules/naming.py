"""Whether somebody's words give away who they are about.

Finnish and Swedish bend names: Villapaja is found in *Villapajalta*, Kauppa in *Kaupan*, Lampi in
*Lammen*. The check would rather find a name too many than miss one: words that it holds back can
be put otherwise, and a name that got out can't be called back.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

SHORTEST: Final = 3

TELLS_NOTHING: Final = frozenset(
    {"oy", "oyj", "ab", "abp", "ay", "ky", "tmi", "osk", "ry", "rf", "ltd", "inc", "gmbh", "as"}
    | {"ja", "och", "and", "the", "www", "com", "net", "org"}
)
"""Forms of company and small words that stand in many names."""

# Finnish consonants change in the middle of a word when it is inflected: each pair both ways.
_GRADES: Final = (
    *(("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("mp", "mm")),
    *(("lt", "ll"), ("rt", "rr"), ("p", "v"), ("t", "d"), ("k", "")),
)
_ENDING: Final = re.compile(r"(?:nen|[aeiouy]*s|[aeiouy]+)$")


def gives_away(text: str, names: Iterable[str]) -> bool:
    """Whether any of `names` stands in `text`, inflected or written together with other words.

    Args:
        text: what somebody wrote.
        names: of the company, its people, places, products, domains.

    >>> gives_away("Tilaukset tulivat Villapajalta.", ["Villapaja Oy"])
    True
    >>> gives_away("Tilaukset tulivat Ruotsista.", ["Villapaja Oy"])
    False
    """
    words = _words(text)
    joined = "".join(words)
    for name in names:
        parts = [part for part in _words(name) if part not in TELLS_NOTHING]
        together = "".join(parts)
        if len(parts) > 1 and len(together) > SHORTEST and together in joined:
            return True
        stems = tuple(stem for part in parts for stem in _stems(part))
        if any(word.startswith(stems) or word in parts for word in words):
            return True
    return False


def _words(text: str) -> list[str]:
    """Words without their marks and capitals, so that Höylä and HOYLA are one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))


def _stems(word: str) -> Iterator[str]:
    """What all the forms of a word begin with."""
    if len(word) < SHORTEST:
        return
    stem = _ENDING.sub("", word)
    if len(stem) < SHORTEST:
        yield word[:SHORTEST]
        return
    yield stem
    for strong, weak in _GRADES:
        for ending, other in ((strong, weak), (weak, strong)):
            bent = stem.removesuffix(ending) + other
            if ending and stem.endswith(ending) and len(bent) >= SHORTEST:
                yield bent
