"""Makes click speak the reader's language. Changes the process: only the command line calls it."""

import gettext
import os

from trialkit.language.catalogue import DOMAIN, LOCALE


def install(language: str) -> None:
    """Have everything that asks gettext, which is click, answer in `language`.

    Call it before click draws anything. Our own sentences don't need it: they are worded by a
    `Wording`, so that one run can write in several languages.

    Args:
        language: one of `choosing.LANGUAGES`.
    """
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
