"""Which currency is meant by what stands beside an amount, or in a heading."""

import re
from collections.abc import Mapping
from typing import Final

_SIGNS: Final = {
    "EUR": "€ e euro euroa euros eur.",
    "SEK NOK DKK ISK": "kr :- kruunu kruunua krona kronor krone kroner krónur crowns",
    "USD": "$ us$ usd$ dollari dollaria dollar dollars",
    "GBP": "£ punta puntaa pund pounds",
    "JPY CNY": "¥",
    "CAD": "ca$ c$ cad$",
    "AUD": "a$ au$ aud$",
    "NZD": "nz$",
    "BRL": "r$",
    "SEK": "skr",
    "NOK": "nkr",
    "DKK": "dkr",
    "ISK": "íkr ikr",
    "PLN": "zł",
    "CZK": "kč",
    "HUF": "ft",
    "CHF": "fr sfr",
    "RON": "lei",
    "RUB": "₽",
    "TRY": "₺",
    "INR": "₹",
    "KRW": "₩",
    "ILS": "₪",
    "UAH": "₴",
    "THB": "฿",
}
_CODES: Final = (
    "AUD BGN BRL CAD CHF CNY CZK DKK EEK EUR GBP HKD HRK HUF IDR ILS INR ISK JPY KRW LTL LVL MXN "
    "MYR NOK NZD PHP PLN RON RUB SEK SGD THB TRY UAH USD ZAR"
)

CURRENCIES: Final[Mapping[str, frozenset[str]]] = {
    **{sign: frozenset(codes.split()) for codes, signs in _SIGNS.items() for sign in signs.split()},
    **{code.casefold(): frozenset({code}) for code in _CODES.split()},
}
"""A sign, word or code in small letters → the currencies it may mean, ISO 4217.

What several countries call by one name isn't guessed: `kr` is one of four.
"""

_NOBODY: Final[frozenset[str]] = frozenset()
_LAST_WORD: Final = re.compile(r"(?:^|[\s(\[,/])([^\s()\[\],/]{1,8})[)\]]?:?$")
_LONGEST: Final = 200
"""Characters; no heading is longer."""


def currencies(beside: str) -> frozenset[str]:
    """The currencies that a word or sign may mean; none where it is no currency.

    >>> sorted(currencies("Kr.")), sorted(currencies("SEK")), sorted(currencies("kpl"))
    (['DKK', 'ISK', 'NOK', 'SEK'], ['SEK'], [])
    """
    word = beside.strip().casefold()
    return CURRENCIES.get(word) or CURRENCIES.get(word.rstrip("."), _NOBODY)


def currencies_in(heading: str) -> frozenset[str]:
    """The currencies that the end of a heading may mean.

    >>> sorted(currencies_in("Myynti (SEK)")), sorted(currencies_in("Summa, €"))
    (['SEK'], ['EUR'])
    >>> sorted(currencies_in("Myynti"))
    []
    """
    text = heading.strip()
    last = _LAST_WORD.search(text) if len(text) <= _LONGEST else None
    # A heading that is nothing but a currency's name is a column of currencies, or something else.
    return currencies(last[1]) if last and last.start() > 0 else _NOBODY
