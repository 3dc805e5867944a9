"""Which country an order is of, and which series it counts for."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from trialkit.hooks.contracts import ImportContext
from trialkit.intake.headings import heading_key
from trialkit.model.trial import Draft, Trial
from trialkit.templates.countries import country_code
from trialkit.templates.filling import defaults

_AS_SHOPS_WRITE: Final[Mapping[str, str]] = {
    "eire": "IE",
    "republic of ireland": "IE",
    "rsa": "ZA",
    "great britain": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "u.k.": "GB",
    "gbr": "GB",
    "u.s.": "US",
    "u.s.a.": "US",
    "united states of america": "US",
    "holland": "NL",
    "the netherlands": "NL",
    "nederland": "NL",
    "deutschland": "DE",
    "österreich": "AT",
    "norge": "NO",
    "danmark": "DK",
    "eesti": "EE",
    "polska": "PL",
    "españa": "ES",
    "italia": "IT",
    "czech republic": "CZ",
    "turkey": "TR",
    "hong kong": "HK",
    "macau": "MO",
    "korea": "KR",
    "fin": "FI",
    "swe": "SE",
    "nor": "NO",
    "dnk": "DK",
    "est": "EE",
    "deu": "DE",
}
"""Labels seen in real files that are no country's name in our languages."""

NOWHERE: Final = "-"
"""What the person calls orders that name no country: `--country “-=SE”`."""


class Markets:
    """Brings the labels of a file to countries, and countries to the trial's series.

    Attributes:
        own: the trial's market, ISO 3166-1 alpha-2; None where all markets are its own.
        unsaid: whether they are only because a draft doesn't say its market yet.
        series: country → the comparison series that is named for it.
    """

    def __init__(self, context: ImportContext) -> None:
        self._said: Final = {
            heading_key(label) or NOWHERE: country_code(code) or code.upper()
            for label, code in context.countries.items()
        }
        trial = context.trial
        self.own: Final = market_of(trial)
        asked = any(slot.id == "market" for slot in trial.template.slots)
        self.unsaid: Final = asked and self.own is None
        terms = trial.promise or trial.draft or Draft()
        self.series: Final[Mapping[str, str]] = {
            code: name for name in terms.comparisons if (code := country_code(name))
        }
        self.country: Final = lru_cache(1 << 10)(self._country)

    def _country(self, label: str) -> str | None:
        """The country of a label; None of one that is no single country: “European Community”."""
        key = heading_key(label) or NOWHERE
        return self._said.get(key) or _AS_SHOPS_WRITE.get(key) or country_code(label)

    def series_of(self, country: str | None) -> tuple[str, ...]:
        """The series that an order of this country counts for: the trial's own is ""."""
        own = ("",) if self.own in (None, country) else ()
        compared = self.series.get(country) if country else None
        return (*own, compared) if compared else own


def market_of(trial: Trial) -> str | None:
    """The trial's market, ISO 3166-1 alpha-2; None where it has none.

    What a draft doesn't say is as its promise will have it: by the template's default.
    """
    terms = trial.promise or trial.draft or Draft()
    answers = {**defaults(trial.template), **terms.slots}
    written = trial.market or answers.get("market", "")
    return country_code(written) if written else None
