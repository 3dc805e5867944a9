"""What the core group believed stands beside the result, and how its ballots came is told."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from trialkit.casebook.findings import CaseVerdict
from trialkit.evaluation.evaluation import Forecast
from trialkit.publish.formats import Html, Markdown

BELIEVED = "Before the start 3 of 8 believed in the promise."


@pytest.fixture
def case(case_of):
    """Villapaja, with a forecast of eight companies and a final round that was partly typed in."""
    villapaja = case_of("villapaja")
    forecast = CaseVerdict(
        kind="forecast",
        closed_on=date(2026, 3, 2),
        invited=9,
        judged=8,
        companies=8,
        recused=1,
        ratings=(),
        recommendations={},
        majority=None,
        dissent=(),
        quotes=(),
        forecast=Forecast(answered=8, companies=8, believed=3, median=Decimal(4)),
    )
    final = attrs.evolve(villapaja.group[0], typed_in=5, late=1)
    return attrs.evolve(villapaja, group=(forecast, final))


def forecast_by(case, companies: int):
    told = attrs.evolve(case.group[0].forecast, companies=companies)
    verdict = attrs.evolve(case.group[0], companies=companies, forecast=told)
    return attrs.evolve(case, group=(verdict, *case.group[1:]))


def test_the_forecast_stands_beside_the_result_and_with_its_round(case, released, context):
    page = Html().render(released(case), context("en")).decode()
    text = Markdown().render(released(case), context("en")).decode()

    assert page.count(BELIEVED) == 2
    assert page.index(BELIEVED) < page.index("Was it the trial")
    assert text.count(BELIEVED) == 2


def test_a_forecast_of_four_companies_is_not_published(case, released, context):
    page = Html().render(released(forecast_by(case, 4)), context("en")).decode()

    assert BELIEVED not in page
    assert "too few said whether they believed" in page
    assert "There were too few ballots to show." in page


def test_how_the_ballots_came_is_counted(case, released, context):
    page = Html().render(released(case), context("en")).decode()

    assert "Typed in from paper: 5. After the deadline: 1. Corrected: 0." in page


def test_the_coordinator_is_told_that_a_forecast_was_held_back(case, released):
    assert "group.forecast.believed" in released(forecast_by(case, 4)).held_back
