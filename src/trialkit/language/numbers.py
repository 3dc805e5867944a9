"""Numbers as each language writes them: `1 234,50 €` and `1 234,5`, in English `€1,234.50`.

Loads Babel; only a `Wording` that has a number to write imports this.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.numbers import NumberPattern, get_currency_precision, get_currency_symbol, parse_pattern

from trialkit.language.units import Number

LOCALES: Final = {"fi": "fi", "sv": "sv", "en": "en_IE"}
"""Babel's locale for each language: plain `en` would be American, with months before days."""

MINUS: Final = "\N{MINUS SIGN}"

# Enough for any sum of money a firm has; the default of 28 digits would refuse a long one.
_PRECISE: Final = Context(prec=60, rounding=ROUND_HALF_UP)


@lru_cache(maxsize=8)
def locale_of(language: str) -> Locale:
    """Babel's locale for one of our languages."""
    return Locale.parse(LOCALES.get(language, LOCALES["en"]))


@lru_cache(maxsize=4096)
def number(x: Number, places: int | None, language: str) -> str:
    """`x` with exactly `places` decimals, or with as many as it needs.

    Without `places` there are at most two decimals, or two significant digits where the number
    is so small that two decimals would hide it; zeros at the end are dropped. Halves are
    rounded away from zero, and the minus is the sign, not the hyphen.
    """
    exact = _exact(x)
    if not exact.is_finite():
        return str(x)
    shown = _rounded(exact, places if places is not None else needed_places(exact, 2))
    if places is None:
        places = max(0, -int(shown.normalize().as_tuple().exponent))
    return _signed(shown, _plain(places).apply(abs(shown), locale_of(language)))


def exactly(x: Number, language: str) -> str:
    """`x` with every decimal it has, however many."""
    exponent = _exact(x).as_tuple().exponent
    return number(x, max(0, -exponent) if isinstance(exponent, int) else None, language)


def percent(fraction: Number, places: int | None, language: str) -> str:
    """A fraction as per cent: `13,5 %`; without `places` at most one decimal, as in `number`."""
    exact = _exact(fraction) * 100
    if places is None:
        places = shown_places(exact, needed_places(exact, 1))
    sign: str = locale_of(language).percent_formats[None].suffix[0]
    return number(exact, places, language) + sign


@lru_cache(maxsize=4096)
def money(x: Number, currency: str, places: int | None, language: str) -> str:
    """A sum of money; without `places` with as many decimals as the currency has cents."""
    if places is None:
        places = get_currency_precision(currency)
    shown = _rounded(_exact(x), places)
    written = _monetary(places, language).apply(
        abs(shown), locale_of(language), currency=currency, currency_digits=False
    )
    return _signed(shown, written)


@lru_cache(maxsize=64)
def currency_sign(currency: str, language: str) -> str:
    """The sign that stands for an ISO 4217 code, or the code where readers know no sign."""
    return str(get_currency_symbol(currency, locale_of(language)))


def shown_places(x: Number, most: int) -> int:
    """How many decimals `x` needs, of at most `most`: 1.50 needs one, 2.00 none."""
    shown = _rounded(_exact(x), most).normalize()
    return max(0, -int(shown.as_tuple().exponent))


def needed_places(x: Decimal, usual: int) -> int:
    """`usual` decimals, or more where they would leave fewer than that many digits of `x`."""
    if x == 0 or abs(x) >= Decimal(1).scaleb(1 - usual):
        return usual
    return min(usual - 1 - x.adjusted(), 12)


def _exact(x: Number) -> Decimal:
    return Decimal(str(x)) if isinstance(x, float) else Decimal(x)


def _rounded(x: Decimal, places: int) -> Decimal:
    return x.quantize(Decimal(1).scaleb(-places), context=_PRECISE)


def _signed(shown: Decimal, written: str) -> str:
    # What rounds to zero has no sign.
    return MINUS + written if shown < 0 else written


@lru_cache(maxsize=16)
def _plain(places: int) -> NumberPattern:
    return parse_pattern("#,##0" + _decimals(places))


@lru_cache(maxsize=16)
def _monetary(places: int, language: str) -> NumberPattern:
    usual: str = locale_of(language).currency_formats["standard"].pattern
    return parse_pattern(usual.replace(".00", _decimals(places)))


def _decimals(places: int) -> str:
    return "." + "0" * places if places else ""
