"""What a company's consent lets out of the house: an allow-list by level, and nothing else."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

import attrs

from trialkit.model.consent import Channel, Consent, ConsentLevel
from trialkit.model.text import Text, TextStatus
from trialkit.rules.naming import gives_away

MIN_COMPANIES: Final = 3
"""Companies that must fit a description before it stops pointing at one of them."""


class Finest(StrEnum):
    """The smallest place that may be told."""

    MUNICIPALITY = "municipality"
    AREA = "area"
    REGION = "region"
    NONE = "none"


@attrs.frozen(kw_only=True)
class Permits:
    """What may be shown of one trial, for one channel, language and day.

    Attributes:
        level: of the consent in force; *internal* where there is none.
        page: whether the trial may have a write-up of its own.
        name: whether the company may be named.
        figures: whether figures may be shown, as each metric allows.
        words: whether the company's own words may be shown unseen. Where they may not,
            `may_print` tells of each text.
        place: the smallest place that may be told.
        exact: whether days, industry and headcount may be told as they are; else as quarter, two
            digits and whole persons, and money and volumes as an index.
    """

    level: ConsentLevel
    page: bool
    name: bool
    figures: bool
    words: bool
    place: Finest
    exact: bool


_NOTHING: Final = Permits(
    level=ConsentLevel.INTERNAL,
    page=False,
    name=False,
    figures=False,
    words=False,
    place=Finest.NONE,
    exact=False,
)

ALLOWED: Final[Mapping[ConsentLevel, Permits]] = {
    permitted.level: permitted
    for permitted in (
        Permits(
            level=ConsentLevel.NAMED,
            page=True,
            name=True,
            figures=True,
            words=True,
            place=Finest.MUNICIPALITY,
            exact=True,
        ),
        Permits(
            level=ConsentLevel.NAMED_WITHOUT_FIGURES,
            page=True,
            name=True,
            figures=False,
            words=True,
            place=Finest.MUNICIPALITY,
            exact=True,
        ),
        Permits(
            level=ConsentLevel.ANONYMOUS,
            page=True,
            name=False,
            figures=True,
            words=False,
            place=Finest.AREA,
            exact=False,
        ),
        attrs.evolve(_NOTHING, level=ConsentLevel.AGGREGATE),
        _NOTHING,
    )
}
"""What each level lets out. What isn't allowed here stays in the house."""


def in_force(consents: Iterable[Consent], *, trial: str, company: str, day: date) -> Consent | None:
    """The consent that counts for a trial on `day`; None where there is none.

    What was agreed for this trial beats what was agreed for all of the company's, and the latest
    beats the earlier ones: also where it has run out or was withdrawn since, because then the
    company no longer wants what it wanted before.
    """
    given = sorted(
        (
            consent
            for consent in consents
            if consent.company == company
            and consent.trial in (trial, None)
            and consent.given_on <= day
        ),
        key=lambda consent: (consent.trial is not None, consent.given_on, consent.id),
    )
    return given[-1] if given and given[-1].holds_on(day) else None


def permits(
    consent: Consent | None,
    *,
    channel: Channel,
    language: str | None,
    day: date,
    alike: int | None = None,
) -> Permits:
    """What may be shown under `consent`.

    Args:
        consent: the one in force, or None.
        channel: where it would be shown.
        language: in which language; None asks about any.
        day: when.
        alike: companies in the same area that the anonymous description fits, this one
            included. Where that isn't known, or fewer than three, only the region is told.
    """
    if consent is None or not consent.holds_on(day) or channel not in consent.channels:
        return _NOTHING
    if language is not None and consent.languages and language not in consent.languages:
        return _NOTHING
    allowed = ALLOWED[consent.level]
    if allowed.place is Finest.AREA and (alike is None or alike < MIN_COMPANIES):
        return attrs.evolve(allowed, place=Finest.REGION)
    return allowed


def may_print(text: Text, permitted: Permits, names: Collection[str]) -> bool:
    """Whether somebody's words may be shown.

    Without a name on the page they may only where a person has approved them for print and no
    language of them gives the company away.

    Args:
        text: the words.
        permitted: what consent allows.
        names: of the company, its people, places, products, domains.
    """
    if permitted.words or not permitted.page:
        return permitted.words
    approved = text.status is TextStatus.APPROVED
    return approved and not any(gives_away(words, names) for words in text.words.values())
