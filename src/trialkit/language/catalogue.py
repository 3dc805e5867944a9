"""The translations on disk, as compiled by `hatch_build.py` or `make catalogues`."""

import gettext
from functools import lru_cache
from pathlib import Path
from typing import Final

DOMAIN: Final = "trialkit"
LOCALE: Final = Path(__file__).parent / "locale"


@lru_cache(maxsize=8)
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of `language`; one that answers in English where it wasn't compiled."""
    return gettext.translation(DOMAIN, str(LOCALE), languages=[language], fallback=True)
