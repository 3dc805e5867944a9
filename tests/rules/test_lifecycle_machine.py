"""Whatever the order of steps, a trial lives as its small model says, and its seal holds."""

from datetime import UTC, datetime, timedelta
from functools import partial

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from trialkit.errors import Message, Problem, Refused
from trialkit.model.text import Text
from trialkit.model.trial import Choice, Decision, Promise, State, Stop, Trial
from trialkit.rules import lifecycle
from trialkit.rules.amendments import amended
from trialkit.rules.lifecycle import Circumstances
from trialkit.rules.sealing import broken, seal

REASONS = st.sampled_from(["the maker fell ill", "  "])
FAULT = Problem(Message("The slot market has no answer."), code="EMPTY_ANSWER")


class ATrialsLife(RuleBasedStateMachine):
    """The model is plain: a word for the state, and a few flags. It knows nothing of the table."""

    def __init__(self, draft: Trial, promise: Promise) -> None:
        super().__init__()
        self.draft, self.promise = draft, promise
        self.begins()

    def begins(self):
        self.trial = self.draft
        self.today = self.promise.phases.trial.first - timedelta(10)
        self.state, self.round = "draft", "none"
        self.figures = 0

    @precondition(lambda self: self.state in ("concluded", "stopped", "gone"))
    @rule()
    def another_trial_begins(self):
        self.begins()

    def tries(self, move, seen, may):
        """Make the move in the code; it must pass exactly where the model lets it."""
        if may:
            lifecycle.require(move, self.trial, seen)
        else:
            with pytest.raises(Refused):
                lifecycle.require(move, self.trial, seen)
        return may

    def seen(self, **more):
        return Circumstances(
            today=self.today,
            figures_of_trial_phase=self.figures,
            round_open=self.round == "open",
            verdict_given=self.round == "closed",
            **more,
        )

    @property
    def over(self):
        return self.today >= self.promise.phases.end

    @rule(days=st.integers(1, 60))
    def time_passes(self, days):
        self.today += timedelta(days)

    @precondition(lambda self: self.state != "gone")
    @rule(whole=st.booleans())
    def start(self, whole):
        seen = self.seen(promise_problems=() if whole else (FAULT,))
        if not self.tries("start", seen, may=self.state == "draft" and whole):
            return
        at = datetime.combine(self.today, datetime.min.time(), UTC)
        made = seal(self.promise, at=at, by="coordinator", before_start=True)
        self.trial = attrs.evolve(
            self.trial,
            state=State.RUNNING,
            draft=None,
            promise=self.promise,
            seal=made,
            started_on=self.promise.phases.trial.first,
        )
        self.state = "running"

    @precondition(lambda self: self.state != "gone")
    @rule()
    def take_back(self):
        may = self.state == "running" and self.figures == 0
        if not self.tries("take back", self.seen(reason="too early"), may=may):
            return
        self.trial = attrs.evolve(
            self.trial, state=State.DRAFT, promise=None, seal=None, amendments=(), started_on=None
        )
        self.state = "draft"

    @precondition(lambda self: self.state == "running")
    @rule()
    def a_figure_comes_in(self):
        self.figures += 1

    @precondition(lambda self: self.state in ("running", "evaluating"))
    @rule(threshold=st.integers(1000, 9999), reason=REASONS)
    def amend(self, threshold, reason):
        at = datetime.combine(self.today, datetime.min.time(), UTC)
        change = partial(
            *(amended, self.trial, "$.criteria[0].threshold", str(threshold)),
            reason=reason,
            after_data=self.figures > 0,
            at=at,
            by="coordinator",
        )
        if reason.strip() and self.trial.promise.primary.threshold != threshold:
            self.trial = change()
            assert broken(self.trial.promise, self.trial.seal, self.trial.amendments) == ()
        else:
            with pytest.raises(Refused):
                change()

    @precondition(lambda self: self.state != "gone")
    @rule(reason=REASONS)
    def evaluate(self, reason):
        may = self.state == "running" and (self.over or bool(reason.strip()))
        if not self.tries("evaluate", self.seen(reason=reason), may=may):
            return
        self.trial = attrs.evolve(self.trial, state=State.EVALUATING, evaluated_on=self.today)
        self.state, self.round = "evaluating", "open"

    @precondition(lambda self: self.round == "open")
    @rule()
    def the_round_closes(self):
        self.round = "closed"

    @precondition(lambda self: self.round == "open")
    @rule()
    def nobody_is_invited(self):
        self.round = "none"

    @precondition(lambda self: self.state != "gone")
    @rule(reason=REASONS)
    def decide(self, reason):
        heard = self.round == "closed" or (self.round == "none" and bool(reason.strip()))
        may = self.state == "evaluating" and heard
        if not self.tries("decide", self.seen(without_round=reason), may=may):
            return
        words = Text.written("Kannattaa jatkaa.", "fi")
        decision = Decision(
            choice=Choice.ADAPT, reason_for=words, reason_against=words, on=self.today, by="owner"
        )
        self.trial = attrs.evolve(
            self.trial, state=State.CONCLUDED, decision=decision, closed_on=self.today
        )
        self.state = "concluded"

    @precondition(lambda self: self.state != "gone")
    @rule(reason=REASONS)
    def stop(self, reason):
        may = self.state in ("running", "evaluating") and bool(reason.strip())
        if not self.tries("stop", self.seen(reason=reason), may=may):
            return
        end = Stop(reason=Text.written(reason, "fi"), on=self.today, by="owner")
        self.trial = attrs.evolve(self.trial, state=State.STOPPED, stop=end, closed_on=self.today)
        self.state = "stopped"

    @precondition(lambda self: self.state != "gone")
    @rule()
    def discard(self):
        if self.tries("discard", self.seen(), may=self.state == "draft"):
            self.state = "gone"

    @invariant()
    def the_table_agrees_with_the_model(self):
        if self.state == "gone":
            return
        assert self.trial.state == self.state
        assert (self.state in ("concluded", "stopped")) is (lifecycle.legal(self.trial.state) == ())


def test_a_trial_lives_as_its_model_says(draft, promise):
    run_state_machine_as_test(
        lambda: ATrialsLife(draft, promise),
        settings=settings(max_examples=100, stateful_step_count=30, deadline=None),
    )
