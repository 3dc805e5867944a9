"""One edition: everything a published site is made from."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from trialkit.casebook.release import Edition, Released, Tombstone
from trialkit.errors import Message, Refused
from trialkit.model.settings import Settings
from trialkit.model.text import Text

COUNTS: Final = (
    "started",
    "concluded",
    "stopped",
    "held",
    "did not hold",
    "can't tell",
    "silent",
    "withheld",
)
"""What an edition counts, in the order a page tells it."""


def edition(
    cases: Iterable[Released],
    *,
    tombstones: Iterable[Tombstone] = (),
    counts: Mapping[str, int],
    settings: Settings,
    as_of: date,
    reference: Iterable[Text] = (),
) -> Edition:
    """An edition with its cases in the order a site shows them: the newest first.

    Raises:
        Refused: something isn't a released case (`INTERNAL`), or two have one address.
    """
    released = tuple(cases)
    if not all(isinstance(one, Released) for one in released):
        raise Refused(
            Message("A case that consent has not released can't be published."), code="INTERNAL"
        )
    addresses = [one.case.address for one in released]
    if len(set(addresses)) < len(addresses):
        raise Refused(
            Message(
                "Two cases have the same address: {addresses}",
                addresses=tuple(sorted({one for one in addresses if addresses.count(one) > 1})),
            ),
            code="SAME_ADDRESS",
        )
    return Edition(
        cases=tuple(sorted(released, key=_number, reverse=True)),
        tombstones=tuple(sorted(tombstones, key=lambda one: one.address)),
        counts={key: counts.get(key, 0) for key in COUNTS},
        settings=settings,
        as_of=as_of,
        illustrative=any(one.case.provenance.illustrative for one in released),
        reference=tuple(reference),
    )


def _number(released: Released) -> tuple[int, int, str]:
    """Year and running number, so that 14 comes after 9."""
    address = released.case.address
    year, number, *_ = (*address.split("-"), "", "")
    return (
        int(year) if year.isdigit() else 0,
        int(number) if number.isdigit() else 0,
        address,
    )
