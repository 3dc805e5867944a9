"""The signs of units, one row a unit: what stands after a number, and what stands after “per”.

A table by language instead of the catalogues: these are symbols, as in a dictionary of measures,
and English has none where Finnish counts in `kpl`. Finnish inflects words after numbers (`15
tilausta`), so signs that never change are used wherever there is one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

Number = Decimal | int | float
"""Anything that is written as a number; a float only where a statistic gave one."""


@dataclass(frozen=True, slots=True)
class Sign:
    """How one language writes one unit.

    Attributes:
        one: after the number 1; empty where a bare number says it.
        many: after any other number.
        per: after a unit that is divided by this one, its slash included: `/tilaus`.
    """

    one: str
    many: str
    per: str


def _same(after: str, per: str) -> Sign:
    return Sign(after, after, per)


UNITS: Final[Mapping[str, Mapping[str, Sign]]] = {
    "h": {"fi": _same("h", "/h"), "sv": _same("h", "/h"), "en": _same("h", "/h")},
    "min": {"fi": _same("min", "/min"), "sv": _same("min", "/min"), "en": _same("min", "/min")},
    "day": {
        "fi": _same("pv", "/pv"),
        "sv": Sign("dag", "dagar", "/dag"),
        "en": Sign("day", "days", "/day"),
    },
    "week": {"fi": _same("vko", "/vko"), "sv": _same("v.", "/vecka"), "en": _same("wk", "/week")},
    "month": {"fi": _same("kk", "/kk"), "sv": _same("mån.", "/mån."), "en": _same("mo.", "/month")},
    "year": {
        "fi": _same("v", "/v"),
        "sv": _same("år", "/år"),
        "en": Sign("year", "years", "/year"),
    },
    "person-year": {
        "fi": _same("htv", "/htv"),
        "sv": Sign("årsverke", "årsverken", "/årsverke"),
        "en": Sign("person-year", "person-years", "/person-year"),
    },
    "n": {"fi": _same("kpl", "/kpl"), "sv": _same("st.", "/st."), "en": _same("", " each")},
    "order": {
        "fi": _same("kpl", "/tilaus"),
        "sv": _same("st.", "/beställning"),
        "en": _same("", "/order"),
    },
    "session": {
        "fi": _same("kpl", "/istunto"),
        "sv": _same("st.", "/besök"),
        "en": _same("", "/session"),
    },
    "quote": {
        "fi": _same("kpl", "/tarjous"),
        "sv": _same("st.", "/offert"),
        "en": _same("", "/quote"),
    },
    "delivery": {
        "fi": _same("kpl", "/toimitus"),
        "sv": _same("st.", "/leverans"),
        "en": _same("", "/delivery"),
    },
    "invoice": {
        "fi": _same("kpl", "/lasku"),
        "sv": _same("st.", "/faktura"),
        "en": _same("", "/invoice"),
    },
    "meeting": {
        "fi": _same("kpl", "/tapaaminen"),
        "sv": _same("st.", "/möte"),
        "en": _same("", "/meeting"),
    },
    "interview": {
        "fi": _same("kpl", "/haastattelu"),
        "sv": _same("st.", "/intervju"),
        "en": _same("", "/interview"),
    },
    "product": {
        "fi": _same("kpl", "/tuote"),
        "sv": _same("st.", "/produkt"),
        "en": _same("", "/product"),
    },
    # Nobody counts people, firms or countries in pieces: the label says what they are.
    "customer": {
        "fi": _same("", "/asiakas"),
        "sv": _same("", "/kund"),
        "en": _same("", "/customer"),
    },
    "company": {
        "fi": _same("", "/yritys"),
        "sv": _same("", "/företag"),
        "en": _same("", "/company"),
    },
    "country": {"fi": _same("", "/maa"), "sv": _same("", "/land"), "en": _same("", "/country")},
    "1-5": {"fi": _same("", ""), "sv": _same("", ""), "en": _same("", "")},
    "share": {"fi": _same("", ""), "sv": _same("", ""), "en": _same("", "")},
    "bool": {"fi": _same("", ""), "sv": _same("", ""), "en": _same("", "")},
    "": {"fi": _same("", ""), "sv": _same("", ""), "en": _same("", "")},
}

PLACES: Final[Mapping[str, int]] = {
    "h": 1,
    "min": 1,
    "day": 1,
    "week": 1,
    "month": 1,
    "1-5": 1,
}
"""Decimals at most; units that aren't named here take two. Zeros at the end are dropped."""


def sign(unit: str, language: str) -> Sign:
    """The signs of one undivided unit; a unit nobody knows stands as it is written."""
    return UNITS.get(unit, {}).get(language) or _same(unit, f"/{unit}")


def per(below: str, language: str) -> str:
    """What stands after a unit that is divided by these: `/kk/asiakas` for `month/customer`."""
    return "".join(sign(unit, language).per for unit in below.split("/") if unit)


def currency(unit: str) -> str | None:
    """The ISO 4217 code, where the unit is a currency: three capital letters."""
    return unit if len(unit) == 3 and unit.isascii() and unit.isupper() else None
