"""What a workspace knows of itself."""

from datetime import date
from decimal import Decimal

import attrs

from trialkit.model.text import Words


@attrs.frozen(kw_only=True)
class Programme:
    """The funded frame the trials are run in.

    Attributes:
        code: the funder's, such as `A70070`; empty where there is none.
        name: by language.
        starts_on, ends_on: first and last day; None where open.
        authority: who funds it.
        body: who publishes the site and answers for it.
        contact: a shared mailbox for feedback; empty where none.
    """

    code: str = ""
    name: Words = attrs.field(factory=dict)
    starts_on: date | None = None
    ends_on: date | None = None
    authority: str = ""
    body: str = ""
    contact: str = ""


@attrs.frozen(kw_only=True)
class Area:
    """A sub-region or region with its own coordinator.

    Attributes:
        id: its key: `nivala-haapajarvi`.
        name: by language.
        municipalities: official codes of three digits, with leading zeros.
        region: the larger region shown where the area would give a company away, by language.
    """

    id: str
    name: Words
    municipalities: tuple[str, ...] = ()
    region: Words = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Settings:
    """A workspace's typed settings; each is a journaled row.

    Attributes:
        actor: who writes where nobody else is named: a role or a name.
        language: the workspace's language, ISO 639-1.
        languages: the languages it publishes in.
        currency: ISO 4217 of new trials.
        timezone: days begin and end in it (IANA name).
        area: the area new trials are run in.
        areas: all areas.
        programme: the funded frame.
        quorum: companies that must have judged before a round closes.
        ballots_to_publish: judging companies below which a verdict isn't published.
        silent_after_weeks: a running trial without figures for longer shows as gone silent.
        consent_months: how long a consent holds where nothing else is said.
        own_hour_price: value of an hour of own work, in `currency`.
        replayed: whether the workspace was made with a set clock; shown on every page.
    """

    actor: str = ""
    language: str = "fi"
    languages: tuple[str, ...] = ("fi", "sv", "en")
    currency: str = "EUR"
    timezone: str = "Europe/Helsinki"
    area: str = ""
    areas: tuple[Area, ...] = ()
    programme: Programme = attrs.field(factory=Programme)
    quorum: int = 3
    ballots_to_publish: int = 5
    silent_after_weeks: int = 4
    consent_months: int = 24
    own_hour_price: Decimal = Decimal("30.00")
    replayed: bool = False

    def area_named(self, key: str) -> Area | None:
        """The area with this id, or None."""
        return next((area for area in self.areas if area.id == key), None)
