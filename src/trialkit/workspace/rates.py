"""Exchange rates of the European Central Bank, offline, through CurrencyConverter."""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from trialkit.errors import InvalidInput, Message

if TYPE_CHECKING:
    from currency_converter import CurrencyConverter


def converted(
    amount: Decimal, currency: str, wanted: str, day: date
) -> tuple[Decimal, Decimal, date]:
    """`amount` in another currency, at the rate of `day` or the last banking day before it.

    Args:
        amount: in `currency`.
        currency: ISO 4217.
        wanted: ISO 4217 of the answer.
        day: the day of the invoice or the period's last day.

    Returns:
        The amount in `wanted`, unrounded; the rate (units of `wanted` for one of `currency`);
        the day that rate is of.

    Raises:
        InvalidInput: no rate of the currency is known for that day.
    """
    if currency == wanted:
        return amount, Decimal(1), day
    rates = _rates()
    for code in (currency, wanted):
        if code not in rates.currencies:
            raise InvalidInput(
                Message("There are no exchange rates for the currency {currency}.", currency=code),
                code="UNKNOWN_CURRENCY",
                remedy=Message("Convert the amounts to euros in the file and import it again."),
            )
    first = max(rates.bounds[code].first_date for code in (currency, wanted))
    last = min(rates.bounds[code].last_date for code in (currency, wanted))
    if day < first:
        raise InvalidInput(
            Message(
                "There is no exchange rate for {currency} on {day}; the first is of {first}.",
                currency=currency,
                day=day,
                first=first,
            ),
            code="NO_RATE",
        )
    rate, rate_on = _on_or_before(min(day, last), currency, wanted)
    return amount * rate, rate, rate_on


def _on_or_before(day: date, currency: str, wanted: str) -> tuple[Decimal, date]:
    """The rate of the last banking day up to `day`: weekends and holidays have none."""
    from currency_converter import RateNotFoundError

    while True:
        try:
            return Decimal(_rates().convert(Decimal(1), currency, wanted, date=day)), day
        except RateNotFoundError:
            day -= timedelta(1)


@lru_cache(maxsize=1)
def _rates() -> "CurrencyConverter":
    from currency_converter import CurrencyConverter

    return CurrencyConverter(decimal=True)
