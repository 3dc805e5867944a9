"""Hypothesis strategies for values that fit together: a trial's promise names its metrics.

from hypothesis import given
from trialkit.model.trial import State
from trialkit.testing.strategies import trials

@given(trials(state=State.RUNNING))
def test_my_format_draws_every_running_trial(trial): ...
"""

from trialkit.testing.people import ballots, companies, consents, members, rounds, settings, stakes
from trialkit.testing.pieces import periods, phases, texts
from trialkit.testing.promising import drafts, metrics, promises, templates
from trialkit.testing.running import observations, trials

__all__ = [
    "ballots",
    "companies",
    "consents",
    "drafts",
    "members",
    "metrics",
    "observations",
    "periods",
    "phases",
    "promises",
    "rounds",
    "settings",
    "stakes",
    "templates",
    "texts",
    "trials",
]
