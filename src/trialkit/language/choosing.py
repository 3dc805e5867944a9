"""Which language to speak. Standard library only: `trialkit --help` waits for it."""

import locale
import os
import sys
from collections.abc import Iterator, Mapping
from typing import Final

LANGUAGES: Final = ("fi", "sv", "en")
"""The languages TrialKit speaks, ISO 639-1."""


def spoken_form(name: str) -> str | None:
    """The one of `LANGUAGES` that a system's name means (`fi_FI.UTF-8`, `sv-FI`), or None."""
    language = name.strip().replace("_", "-").partition("-")[0].casefold()
    return language if language in LANGUAGES else None


def chosen(asked: str | None, workspace: str | None) -> str:
    """The reader's language: asked for, else the workspace's, else the system's.

    A language that TrialKit doesn't speak counts as not said.
    """
    for name in (asked, workspace):
        if name and (language := spoken_form(name)):
            return language
    return system_language()


def system_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language this computer is set to; English where TrialKit doesn't speak it.

    The variables of POSIX come first, also on Windows, where somebody must have set them on
    purpose; else Windows says which language its own menus have.

    Args:
        environment: the process's variables.
    """
    for name in _names(environment):
        return spoken_form(name) or "en"
    return "en"


def _names(environment: Mapping[str, str]) -> Iterator[str]:
    # LANGUAGE is a list of wishes: one that we don't speak gives way to the next.
    wishes = environment.get("LANGUAGE", "").split(":")
    yield from (wish for wish in wishes if spoken_form(wish))
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(variable):
            yield environment[variable]
    if sys.platform == "win32":
        import ctypes

        menus = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        yield locale.windows_locale.get(menus, "en")
