"""Exchange rates of the European Central Bank, offline, through CurrencyConverter."""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from trialkit.errors import InvalidInput, Message

if TYPE_CHECKING:
    from currency_converter import CurrencyConverter

STALE: Final = timedelta(31)
"""A rate that is older than this on the day it is for is none."""


def converted(
    amount: Decimal, currency: str, wanted: str, day: date
) -> tuple[Decimal, Decimal, date]:
    """`amount` in another currency, at the rate of `day` or the last banking day before it.

    Args:
        amount: in `currency`.
        currency: ISO 4217.
        wanted: ISO 4217 of the answer.
        day: the day of the invoice, or one of the period's.

    Returns:
        The amount in `wanted`, unrounded; the rate (units of `wanted` for one of `currency`);
        the day that rate is of.

    Raises:
        InvalidInput: the currency has no rates (UNKNOWN_CURRENCY), or none for that day, nor one
            of the month before it (NO_RATE).
    """
    if currency == wanted:
        return amount, Decimal(1), day
    rate, rate_on = _rate(currency, wanted, day)
    return amount * rate, rate, rate_on


@lru_cache(maxsize=1 << 14)
def _rate(currency: str, wanted: str, day: date) -> tuple[Decimal, date]:
    """The rate of `day`, or of the last banking day before it: weekends and holidays have none."""
    from currency_converter import RateNotFoundError

    rates = _rates()
    for code in (currency, wanted):
        if code not in rates.currencies:
            raise InvalidInput(
                Message("There are no exchange rates for the currency {currency}.", currency=code),
                code="UNKNOWN_CURRENCY",
                remedy=Message("Convert the amounts to euros in the file and import it again."),
            )
    bounds = [rates.bounds[code] for code in (currency, wanted)]
    foreign = wanted if currency == "EUR" else currency
    first = max(each.first_date for each in bounds)
    if day < first:
        raise InvalidInput(
            Message(
                "There is no exchange rate for {currency} on {day}; the first is of {first}.",
                currency=foreign,
                day=day,
                first=first,
            ),
            code="NO_RATE",
            remedy=Message("Convert the amounts to euros in the file and import it again."),
        )
    rate, rate_on = None, min(day, *(each.last_date for each in bounds))
    while rate is None:
        try:
            rate = Decimal(rates.convert(Decimal(1), currency, wanted, date=rate_on))
        except RateNotFoundError:
            rate_on -= timedelta(1)
    if day - rate_on > STALE:
        raise _too_old(foreign, day, rate_on)
    return rate, rate_on


def _too_old(currency: str, day: date, last: date) -> InvalidInput:
    """Why the last rate before a day can't be taken for it."""
    newest = _rates().bounds["EUR"].last_date
    message = Message(
        "There is no exchange rate for {currency} on {day}; the last before it, of {last}, is "
        "too old.",
        currency=currency,
        day=day,
        last=last,
    )
    if day <= newest:
        remedy = Message("Convert the amounts to euros in the file and import it again.")
    else:
        remedy = Message(
            "The rates that are installed end on {newest}. Get newer ones with “pip install "
            "--upgrade CurrencyConverter”, or convert the amounts in the file.",
            newest=newest,
        )
    return InvalidInput(message, code="NO_RATE", remedy=remedy)


@lru_cache(maxsize=1)
def _rates() -> "CurrencyConverter":
    from currency_converter import CurrencyConverter

    return CurrencyConverter(decimal=True)
