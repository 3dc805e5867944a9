"""Less exact on purpose: quarters for days, bands for amounts, classes for a company."""

from datetime import date
from decimal import Decimal

from trialkit.model.company import Code
from trialkit.model.period import Period, PeriodKind

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_AGES = (11, 6, 3, 0)


def quarter(day: date) -> date:
    """The first day of the quarter that `day` lies in."""
    return Period.of(PeriodKind.QUARTER, day).start


def band_start(value: Decimal) -> Decimal:
    """The end nearer to zero of the band that `value` lies in (1, 2, 5, 10, 20, 50 and on).

    Bands go on in both directions, also below 1; zero is a band of its own.

    >>> band_start(Decimal("23")), band_start(Decimal("0.059")), band_start(Decimal("-140.44"))
    (Decimal('20'), Decimal('0.05'), Decimal('-100'))
    """
    if not value:
        return Decimal(0)
    size = Decimal(1).scaleb(abs(value).adjusted())
    step = max(step for step in _STEPS if step * size <= abs(value))
    return _plain((step * size).copy_sign(value))


def band_end(start: Decimal) -> Decimal:
    """Where the band that begins at `start` ends; its values stop just before.

    >>> band_end(Decimal("20")), band_end(Decimal("-0.05")), band_end(Decimal("0"))
    (Decimal('50'), Decimal('-0.1'), Decimal('0'))
    """
    if not start:
        return Decimal(0)
    size = Decimal(1).scaleb(abs(start).adjusted())
    step = min(step for step in _STEPS if step * size > abs(start))
    return _plain((step * size).copy_sign(start))


def age_class(years: int) -> int:
    """The least age of the class: 0 to 2, 3 to 5, 6 to 10, over 10 years."""
    return next(least for least in _AGES if max(years, 0) >= least)


def division(industry: Code) -> Code:
    """An industry's first two digits: `47.91` is `47`."""
    return Code(scheme=industry.scheme, code=industry.code[:2])


def whole_persons(person_years: Decimal) -> Decimal:
    """Person-years as whole persons, one at least."""
    return max(Decimal(1), person_years.quantize(Decimal(1)))


def _plain(value: Decimal) -> Decimal:
    return Decimal(format(value.normalize(), "f"))
