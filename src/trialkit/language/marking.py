"""Marks for sentences that are translated later, when their reader is known.

`make messages` finds what stands in `Message(…)`, `Message.counted(…)`, `say(…)` and in these two.
"""


def N_(text: str) -> str:  # noqa: N802 - the name gettext's own documentation gives it
    """Mark `text` for translation and give it back untouched.

    For words that stand in tables or decorators, which are read before anyone knows the
    language: `help=N_("Seal the promise and start the trial.")`.
    """
    return text


def counted(one: str, many: str, /) -> tuple[str, str]:
    """Mark a pair that counts something, and give it back untouched."""
    return one, many
