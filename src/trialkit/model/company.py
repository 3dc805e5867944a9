"""Firms, the core group they form, and the people who speak for them."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import attrs


@attrs.frozen(kw_only=True)
class Code:
    """A code with the scheme it belongs to: `NACE2:47.91` is not `NACE2.1:47.91`.

    Attributes:
        scheme: the classification and its edition: `NACE2.1`, `kunta2026`, `NUTS2024`.
        code: as text, leading zeros kept.
    """

    scheme: str
    code: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"


@attrs.frozen(kw_only=True)
class Company:
    """A firm (also one being founded), or an RDE actor that runs a trial of its own.

    Attributes:
        id: globally unique.
        name: as the company writes it.
        area: the area whose coordinator looks after it.
        municipality: with the year of the classification; None where unknown.
        industry: with its scheme; None where unknown.
        person_years: headcount in annual work units, owner included; None where unknown.
        founded: year; None while it is being founded, or unknown.
        business_id: national register number, in its written form; never demanded.
        owner_group: a key that companies with the same owners share.
        rde_actor: whether it is a research, development or education actor.
    """

    id: str
    name: str
    area: str
    municipality: Code | None = None
    industry: Code | None = None
    person_years: Decimal | None = None
    founded: int | None = None
    business_id: str | None = None
    owner_group: str | None = None
    rde_actor: bool = False


@attrs.frozen(kw_only=True)
class Member:
    """A person of a company in a core group.

    Attributes:
        id: globally unique.
        name: how the group knows them; a role is enough.
        company: the company's id.
        area: the core group's area.
        since: first day in the group.
        until: last day, or None.
        contact: an address or number for ballots; private.
    """

    id: str
    name: str
    company: str
    area: str
    since: date
    until: date | None = None
    contact: str | None = None

    def active_on(self, day: date) -> bool:
        """Whether the person belongs to the group on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)


class StakeKind(StrEnum):
    """Why a member can't judge a company's trial."""

    OWN_COMPANY = "own company"
    SAME_OWNERS = "same owners"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    COMPETITOR = "competitor"


@attrs.frozen(kw_only=True)
class Stake:
    """An interest that one company declared in another.

    Attributes:
        id: globally unique.
        company: id of the company whose members are recused.
        towards: id of the company whose trials they don't judge.
        kind: what the interest is; own company and same owners follow by rule and aren't declared.
        declared_on: the day it was told.
    """

    id: str
    company: str
    towards: str
    kind: StakeKind
    declared_on: date
