"""Every move has one place to start from, and a refusal tells all that is in the way."""

from datetime import date

import attrs
import pytest

from trialkit.errors import Message, Problem, Refused
from trialkit.model.trial import State
from trialkit.rules.lifecycle import MOVES, Circumstances, diagram, legal, refusals, require

ENDED = Circumstances(today=date(2026, 6, 21))
MIDWAY = Circumstances(today=date(2026, 4, 1))


def codes(move, trial, seen):
    return tuple(problem.code for problem in refusals(move, trial, seen))


def in_state(trial, state):
    return attrs.evolve(trial, state=state)


def test_a_whole_draft_starts(draft):
    assert refusals("start", draft, MIDWAY) == ()


def test_a_start_tells_everything_that_is_missing(draft):
    missing = tuple(
        Problem(Message("{slot} has no answer.", slot=slot), code="EMPTY_ANSWER")
        for slot in ("market", "reason")
    )

    with pytest.raises(Refused) as refused:
        require("start", draft, attrs.evolve(MIDWAY, promise_problems=missing))

    assert refused.value.problems == missing


def test_a_start_is_taken_back_until_the_first_figure(running):
    said = attrs.evolve(MIDWAY, reason="the shop opens in April")

    assert codes("take back", running, said) == ()
    assert codes("take back", running, attrs.evolve(said, figures_of_trial_phase=1)) == (
        "FIGURES_IN",
    )


def test_a_start_is_not_taken_back_without_a_reason(running):
    assert codes("take back", running, MIDWAY) == ("NO_REASON",)


def test_evaluating_before_the_promised_end_needs_a_reason(running):
    day_before = attrs.evolve(ENDED, today=date(2026, 6, 20))

    assert codes("evaluate", running, day_before) == ("EARLY",)
    assert codes("evaluate", running, attrs.evolve(day_before, reason="  ")) == ("EARLY",)
    assert codes("evaluate", running, attrs.evolve(day_before, reason="stock ran out")) == ()
    assert codes("evaluate", running, ENDED) == ()


def test_a_decision_needs_the_core_group_or_a_reason_for_doing_without(running):
    trial = in_state(running, State.EVALUATING)

    assert codes("decide", trial, ENDED) == ("NO_VERDICT",)
    assert codes("decide", trial, attrs.evolve(ENDED, without_round=" ")) == ("NO_VERDICT",)
    assert codes("decide", trial, attrs.evolve(ENDED, verdict_given=True)) == ()
    assert codes("decide", trial, attrs.evolve(ENDED, without_round="nobody could come")) == ()


def test_nobody_decides_while_ballots_are_out(running):
    trial = in_state(running, State.EVALUATING)
    open_again = attrs.evolve(ENDED, round_open=True, verdict_given=True)

    assert codes("decide", trial, open_again) == ("ROUND_OPEN",)


def test_a_trial_is_stopped_only_with_a_reason(running):
    for state in (State.RUNNING, State.EVALUATING):
        trial = in_state(running, state)
        assert codes("stop", trial, MIDWAY) == ("NO_REASON",)
        assert codes("stop", trial, attrs.evolve(MIDWAY, reason="the maker fell ill")) == ()


def test_only_a_draft_is_discarded(draft, running):
    assert codes("discard", draft, MIDWAY) == ()
    assert codes("discard", running, MIDWAY) == ("WRONG_STATE",)


@pytest.mark.parametrize("state", [State.CONCLUDED, State.STOPPED])
@pytest.mark.parametrize("move", [move.name for move in MOVES])
def test_nothing_moves_a_closed_trial(running, state, move):
    assert codes(move, in_state(running, state), ENDED) == ("WRONG_STATE",)
    assert legal(state) == ()


def test_a_wrong_move_says_what_is_possible_now(running):
    (problem,) = refusals("start", running, MIDWAY)

    assert str(problem.message) == "Only a draft can be started."
    assert str(problem.remedy) == (
        "This one is: running. Possible now: take the start back, evaluate, stop."
    )
    assert legal(State.RUNNING) == ("take back", "evaluate", "stop")


def test_the_diagram_has_an_arrow_for_every_move():
    lines = diagram().splitlines()

    assert lines[:3] == ["stateDiagram-v2", "    [*] --> draft", "    draft --> running: start"]
    assert "    evaluating --> stopped: stop" in lines
    assert "    draft --> [*]: discard" in lines
    assert sum(line.count(":") for line in lines) == sum(len(move.sources) for move in MOVES)
