"""Which fact holds: the template's, or one that somebody has looked up since."""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trialkit.errors import InvalidInput
from trialkit.model.template import Fact, FactReview, Template
from trialkit.rules.facts import confirmed, current, next_check, past, past_date, require_ahead
from trialkit.testing.pieces import days
from trialkit.testing.promising import templates

VAT = Fact(
    id="vat_rates_fi",
    text={"fi": "Alv on 25,5 %.", "sv": "Momsen är 25,5 %.", "en": "VAT is 25.5 %."},
    figure="25.5",
    unit="%",
    source="Verohallinto",
    as_of=date(2026, 11, 23),
    certain=True,
    check_by=date(2027, 1, 15),
)
NEW_VAT = attrs.evolve(
    VAT,
    text={"fi": "Alv on 26 %."},
    figure="26",
    as_of=date(2027, 1, 18),
    check_by=date(2028, 1, 15),
)


def reviewed(fact: Fact, template: str = "ecommerce") -> FactReview:
    return FactReview(
        id=f"{template}:{fact.id}",
        template=template,
        fact=fact,
        replaced=True,
        at=datetime(2027, 1, 18, 9, tzinfo=UTC),
        by="aluevastaava",
    )


@pytest.fixture
def ecommerce() -> Template:
    from trialkit.templates.reading import packaged

    return attrs.evolve(packaged("trialkit_ecommerce"), facts=(VAT,))


def test_without_reviews_the_template_says_what_holds(ecommerce) -> None:
    assert current(ecommerce, ()) == (VAT,)


def test_what_was_looked_up_later_holds(ecommerce) -> None:
    assert current(ecommerce, [reviewed(NEW_VAT)]) == (NEW_VAT,)


def test_a_review_of_the_day_the_template_was_read_holds(ecommerce) -> None:
    same_day = attrs.evolve(NEW_VAT, as_of=VAT.as_of)

    assert current(ecommerce, [reviewed(same_day)]) == (same_day,)


def test_a_release_that_was_read_later_overtakes_an_older_review(ecommerce) -> None:
    newest = attrs.evolve(VAT, figure="27", as_of=date(2028, 1, 10))
    released = attrs.evolve(ecommerce, facts=(newest,))

    assert current(released, [reviewed(NEW_VAT)]) == (newest,)


def test_a_review_of_another_kind_of_trial_changes_nothing_here(ecommerce) -> None:
    assert current(ecommerce, [reviewed(NEW_VAT, "export")]) == (VAT,)


def test_a_fact_that_the_template_dropped_is_gone_with_its_review(ecommerce) -> None:
    assert current(attrs.evolve(ecommerce, facts=()), [reviewed(NEW_VAT)]) == ()


@given(templates(), st.data())
def test_each_fact_is_there_once_and_never_older_than_the_templates(template, data) -> None:
    assume(len({fact.id for fact in template.facts}) == len(template.facts))
    reviews = [
        reviewed(attrs.evolve(fact, as_of=data.draw(days())), template.id)
        for fact in template.facts
    ]

    found = current(template, reviews)

    assert [fact.id for fact in found] == [fact.id for fact in template.facts]
    assert all(new.as_of >= old.as_of for new, old in zip(found, template.facts, strict=True))


@pytest.mark.parametrize(
    ("today", "old"),
    [(date(2027, 1, 14), False), (date(2027, 1, 15), True), (date(2027, 1, 16), True)],
)
def test_a_fact_is_past_its_date_from_that_day_on(today, old) -> None:
    assert past(VAT, today) is old


def test_what_waited_longest_is_told_first() -> None:
    older = attrs.evolve(VAT, id="ioss", check_by=date(2026, 12, 1))

    assert past_date([VAT, NEW_VAT, older], date(2027, 2, 1)) == (older, VAT)


@pytest.mark.parametrize(
    ("check_by", "today", "proposed"),
    [
        (date(2027, 1, 15), date(2027, 2, 3), date(2028, 1, 15)),
        (date(2027, 1, 15), date(2026, 12, 20), date(2028, 1, 15)),
        (date(2027, 1, 15), date(2030, 1, 15), date(2031, 1, 15)),
        (date(2027, 11, 30), date(2027, 2, 3), date(2027, 11, 30)),
        (date(2024, 2, 29), date(2026, 3, 1), date(2027, 2, 28)),
    ],
)
def test_a_fact_is_proposed_again_on_its_own_day_of_the_year(check_by, today, proposed) -> None:
    assert next_check(attrs.evolve(VAT, check_by=check_by), today) == proposed


@given(days(), days())
def test_the_day_proposed_is_half_a_year_to_a_year_and_a_half_away(check_by, today) -> None:
    proposed = next_check(attrs.evolve(VAT, check_by=check_by), today)

    assert timedelta(180) < proposed - today < timedelta(560)


def test_a_fact_confirmed_keeps_its_words_and_gets_new_dates() -> None:
    found = confirmed(VAT, today=date(2027, 2, 3), check_by=date(2028, 1, 15))

    assert found == attrs.evolve(VAT, as_of=date(2027, 2, 3), check_by=date(2028, 1, 15))


def test_a_set_clock_does_not_undo_the_reading_that_is_there() -> None:
    found = confirmed(VAT, today=date(2026, 3, 2), check_by=date(2028, 1, 15))

    assert found.as_of == VAT.as_of


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2027, 2, 3), "DAY_NOT_AHEAD"),
        (date(2027, 1, 1), "DAY_NOT_AHEAD"),
        (date(2270, 1, 15), "ODD_YEAR"),
    ],
)
def test_a_day_to_look_again_lies_ahead(day, code) -> None:
    with pytest.raises(InvalidInput) as refused:
        require_ahead(day, date(2027, 2, 3))

    assert refused.value.codes == (code,)
