from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from trialkit.evaluation.season import number, position
from trialkit.model.period import Period, PeriodKind

periods = st.builds(
    Period.of,
    st.sampled_from([PeriodKind.WEEK, PeriodKind.MONTH]),
    st.dates(date(2000, 1, 1), date(2060, 12, 31)),
)


@given(periods)
def test_a_period_and_its_partner_of_last_year_stand_at_the_same_place(period) -> None:
    assert position(period) == position(period.a_year_before())


@given(periods)
def test_the_next_period_has_the_next_number_and_the_next_place(period) -> None:
    cycle = 12 if period.kind is PeriodKind.MONTH else 52

    assert number(period.next()) == number(period) + 1
    assert position(period.next()) == position(period) % cycle + 1


def test_a_quarter_has_no_place_that_the_rule_knows() -> None:
    assert position(Period.of(PeriodKind.QUARTER, date(2026, 3, 2))) is None
