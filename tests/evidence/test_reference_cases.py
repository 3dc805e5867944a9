"""Published and twice-computed answers, and edge cases that must not be answered."""

import json
from typing import Any

import pytest
from tests.evidence import reference
from tests.evidence.reference import METHODS, RESULTS, cases_of, faults, main


@pytest.mark.parametrize("case", cases_of(RESULTS), ids=lambda case: case["id"])
def test_a_method_gives_the_known_answer(case: dict[str, Any]) -> None:
    assert list(faults(case)) == []


def test_every_method_has_a_case() -> None:
    assert {case["method"] for case in cases_of(RESULTS)} == set(METHODS)


def test_the_runner_names_what_is_off_and_says_how_many(tmp_path, capsys) -> None:
    path = tmp_path / "cases.json"
    right, wrong, fails, unknown = (
        {"id": "right", "input": {"successes": 8, "n": 400}, "expected": {"p": 0.02}},
        {"id": "wrong", "input": {"successes": 8, "n": 400}, "expected": {"p": 0.03}},
        {"id": "fails", "input": {"successes": 8}, "expected": {"p": 0.02}},
        {"id": "unknown", "method": "divination", "input": {}, "expected": {}},
    )
    cases = [{"method": "wilson", "params": {}, "tolerance": 1e-6, **right}]
    path.write_text(json.dumps({"cases": cases}))
    assert main([str(path)]) == 0
    assert capsys.readouterr().out == "1 cases, 0 off\n"

    cases += [{"method": "wilson", "tolerance": 1e-6, **each} for each in (wrong, fails, unknown)]
    path.write_text(json.dumps({"cases": cases}))
    assert main([str(path)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in told] == ["wrong", "fails", "unknown", "4 cases, 3 off"]
    assert reference.equal(0.1 + 0.2, 0.3, 0)
