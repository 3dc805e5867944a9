"""Countries by the names people type, in Finnish, Swedish and English."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Final

_ALSO: Final = {"uk": "GB", "england": "GB", "englanti": "GB", "usa": "US", "el": "GR"}
_NO_COUNTRY: Final = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}


def country_code(written: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country, from its code or a name; None where neither."""
    wanted = " ".join(written.split()).casefold()
    if wanted.upper() in _codes():
        return wanted.upper()
    return _names().get(wanted)


def near_countries(written: str, language: str) -> tuple[str, ...]:
    """Names in `language` that look like what was written, the most alike first."""
    names = {name.casefold(): name for name in _in_language(language).values()}
    near = get_close_matches(written.strip().casefold(), names, n=3, cutoff=0.6)
    return tuple(names[name] for name in near)


def country_names(language: str) -> tuple[str, ...]:
    """Every country's name in `language`, from A to the end of its alphabet."""
    return tuple(sorted(_in_language(language).values()))


@cache
def _codes() -> frozenset[str]:
    return frozenset(_in_language("en"))


@cache
def _names() -> Mapping[str, str]:
    found = dict(_ALSO)
    for language in ("en", "sv", "fi"):
        found.update({name.casefold(): code for code, name in _in_language(language).items()})
    return found


@cache
def _in_language(language: str) -> Mapping[str, str]:
    from babel import Locale  # asked for only where a country is typed: it takes a while to load

    territories: Mapping[str, str] = Locale.parse(language).territories
    return {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY
    }
