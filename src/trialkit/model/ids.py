"""Ids and slugs: made where the thing is made, unique everywhere, sortable in time."""

import os
import re
import unicodedata
from collections.abc import Container
from datetime import datetime
from typing import Final


def new_id(at: datetime) -> str:
    """A UUID of version 7 (RFC 9562): milliseconds of `at`, then 74 random bits.

    Two regions that are offline for a month never make the same one, and sorting by id
    sorts by time.
    """
    milliseconds = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    random = int.from_bytes(os.urandom(10), "big")
    value = (
        milliseconds << 80
        | 0x7 << 76
        | (random >> 62 & 0xFFF) << 64
        | 0b10 << 62
        | random & ((1 << 62) - 1)
    )
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


LONGEST: Final = 100


def slugged(words: str) -> str:
    """`words` as people type them on any keyboard: a to z, digits and single dashes.

    Letters lose their marks (`Höylä & Sorvi` is `hoyla-sorvi`); what has no plain letter goes,
    and so does what a file's name has no room for.
    """
    plain = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST].strip("-")


def unused(slug: str, taken: Container[str]) -> str:
    """`slug`, or the first of `slug-2`, `slug-3`, … that nobody has."""
    if slug not in taken:
        return slug
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
