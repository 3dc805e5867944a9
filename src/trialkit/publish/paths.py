"""Where pages lie in a site, and how they point at each other: always relatively."""

from collections.abc import Mapping
from posixpath import dirname, relpath
from typing import Final

import attrs


@attrs.frozen
class Folders:
    """One language's words in addresses. They never change: others link to them."""

    cases: str
    comparison: str
    about: str


FOLDERS: Final[Mapping[str, Folders]] = {
    "fi": Folders("esimerkit", "vertailu", "tietoa"),
    "sv": Folders("exempel", "jamforelse", "om"),
    "en": Folders("cases", "comparison", "about"),
}

STYLE: Final = "style.css"
CARD_STYLE: Final = "card.css"
"""What a trial card's sheet adds; no page of a site has it."""
ICON: Final = "icon.svg"
ROOT: Final = "index.html"


def home(language: str) -> str:
    """The index page of a language."""
    return f"{language}/index.html"


def case(language: str, address: str) -> str:
    """The page of a case, or of a withdrawn one."""
    return f"{language}/{FOLDERS[language].cases}/{address}/index.html"


def comparison(language: str) -> str:
    """The comparison page."""
    return f"{language}/{FOLDERS[language].comparison}/index.html"


def about(language: str) -> str:
    """The page that says what this is, with the accessibility statement."""
    return f"{language}/{FOLDERS[language].about}/index.html"


def link(source: str, target: str) -> str:
    """From page to page, with the file's name, so that it works without a server too.

    >>> link("fi/esimerkit/2026-1-vienti/index.html", "style.css")
    '../../../style.css'
    """
    return relpath(target, dirname(source) or ".")
