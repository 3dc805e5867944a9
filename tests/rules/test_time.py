"""What a day means to a trial."""

from datetime import date

import attrs
import pytest

from trialkit.model.trial import State
from trialkit.rules.time import early, promised_end, promised_end_passed, silent


def test_the_promise_runs_to_the_last_day_of_its_settling_time(running):
    assert promised_end(running) == date(2026, 6, 21)
    assert early(running, date(2026, 6, 20))
    assert not early(running, date(2026, 6, 21))
    assert promised_end_passed(running, date(2026, 6, 21))


def test_a_draft_has_promised_no_end(draft):
    assert promised_end(draft) is None
    assert not early(draft, date(2026, 6, 21))
    assert not promised_end_passed(draft, date(2026, 6, 21))


@pytest.mark.parametrize(
    ("last", "today", "quiet"),
    [
        (None, date(2026, 3, 30), False),
        (None, date(2026, 3, 31), True),
        (date(2026, 4, 20), date(2026, 5, 18), False),
        (date(2026, 4, 20), date(2026, 5, 19), True),
        (date(2025, 12, 1), date(2026, 3, 30), False),
    ],
)
def test_four_weeks_without_a_figure_are_silence(running, last, today, quiet):
    assert silent(running, last, today, after_weeks=4) is quiet


def test_only_a_running_trial_falls_silent(draft, running):
    stopped = attrs.evolve(running, state=State.STOPPED)

    assert not silent(draft, None, date(2027, 1, 1), after_weeks=4)
    assert not silent(stopped, None, date(2027, 1, 1), after_weeks=4)
