"""When the core group is asked what, and of which promise."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from trialkit.model.round import Round, RoundKind
from trialkit.model.trial import State
from trialkit.rules.rounds import HELD_IN, against_opening, asked_of

LEGAL = {
    ("forecast", "draft"),
    ("interim", "running"),
    ("final", "running"),
    ("final", "evaluating"),
    ("follow-up", "concluded"),
}


def a_round(closed_on: date | None) -> Round:
    return Round(
        id="r",
        trial="t",
        kind=RoundKind.FINAL,
        criteria=(),
        invited=(),
        opened_on=date(2026, 6, 22),
        deadline=date(2026, 7, 1),
        quorum=3,
        secret="00",
        closed_on=closed_on,
    )


@pytest.mark.parametrize("kind", RoundKind)
@pytest.mark.parametrize("state", State)
def test_each_kind_of_round_has_its_time_in_a_trials_life(running, kind, state):
    found = against_opening(kind, attrs.evolve(running, state=state), [])

    assert (not found) == ((kind, state) in LEGAL)
    assert {problem.code for problem in found} <= {"WRONG_STATE"}


def test_every_kind_has_its_time():
    assert set(HELD_IN) == set(RoundKind)


def test_a_second_round_waits_until_the_first_is_closed(running):
    open_, closed = a_round(None), a_round(date(2026, 7, 1))

    assert against_opening(RoundKind.FINAL, running, [closed]) == ()
    (problem,) = against_opening(RoundKind.FINAL, running, [closed, open_])
    assert problem.code == "ROUND_OPEN"


def test_a_forecast_is_asked_of_the_numbers_and_not_of_the_day(running):
    promise = running.promise
    harder = attrs.evolve(promise.primary, threshold=Decimal(20))
    a_week_later = attrs.evolve(
        promise.primary, due=date.fromordinal(promise.primary.due.toordinal() + 7)
    )

    def of(primary):
        return asked_of(attrs.evolve(promise, criteria=(primary, *promise.criteria[1:])))

    assert of(a_week_later) == asked_of(promise)
    assert of(harder) != asked_of(promise)
