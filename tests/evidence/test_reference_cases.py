"""Published and twice-computed answers, and edge cases that must not be answered."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trialkit.evidence.agreement import agreement
from trialkit.evidence.answers import Unanswerable
from trialkit.evidence.phase_model import phase_effect
from trialkit.evidence.proportion import jeffreys, proportion_criterion, wilson
from trialkit.evidence.trend import mann_kendall

METHODS: dict[str, Callable[..., Any]] = {
    "phase_effect": phase_effect,
    "wilson": wilson,
    "jeffreys": jeffreys,
    "proportion_criterion": proportion_criterion,
    "agreement": agreement,
    "mann_kendall": mann_kendall,
}
CASES = json.loads(Path(__file__).with_name("phase_effect_cases.json").read_text(encoding="utf-8"))[
    "cases"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_method_gives_the_published_answer(case: dict[str, Any]) -> None:
    expected = dict(case["expected"])

    found = METHODS[case["method"]](**case["input"], **case["params"])

    if expected.pop("refused", False):
        assert isinstance(found, Unanswerable)
        assert found.code == expected["code"]
        return
    for field, value in expected.items():
        if isinstance(value, float):
            close = case["tolerance"] * max(1.0, abs(value))
            assert getattr(found, field) == pytest.approx(value, abs=close), field
        else:
            assert getattr(found, field) == value, field
