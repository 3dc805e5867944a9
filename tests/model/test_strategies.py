"""What the strategies make fits together, and comes back from JSON."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trialkit.model.conversion import from_json, to_json
from trialkit.model.criterion import Role
from trialkit.model.trial import State
from trialkit.rules.sealing import broken
from trialkit.rules.soundness import unsound
from trialkit.testing import strategies

ALL = [getattr(strategies, name) for name in strategies.__all__ if name != "stakes"]

few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("strategy", ALL, ids=lambda strategy: strategy.__name__)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_a_strategy_makes_comes_back_from_json(strategy, data):
    value = data.draw(strategy())

    assert from_json(type(value), to_json(value)) == value


@few
@given(strategies.trials())
def test_draft_promise_and_seal_fit_the_state(trial):
    sealed = trial.state is not State.DRAFT

    assert (trial.draft is None, trial.promise is not None, trial.seal is not None) == (sealed,) * 3
    assert (trial.number is not None) is (trial.started_on is not None) is sealed
    assert (trial.evaluated_on is not None) is (trial.state in {State.EVALUATING, State.CONCLUDED})
    assert (trial.decision is not None) is (trial.state is State.CONCLUDED)
    assert (trial.stop is not None) is (trial.state is State.STOPPED)
    assert (trial.closed_on is not None) is (trial.state in {State.CONCLUDED, State.STOPPED})


@few
@given(strategies.trials(state=State.RUNNING))
def test_a_promise_is_sound_and_matches_its_seal(trial):
    assert unsound(trial.promise, trial.template) == ()
    assert trial.promise.primary.role is Role.PRIMARY
    assert broken(trial.promise, trial.seal, trial.amendments) == ()


@few
@given(st.data())
def test_an_observation_is_of_a_metric_of_its_trial(data):
    trial = data.draw(strategies.trials(state=State.RUNNING))

    observation = data.draw(strategies.observations(trial=trial))

    metric = trial.template.metric(observation.metric)
    assert observation.trial == trial.id
    assert not metric.derived
    assert observation.period.kind is metric.cadence
