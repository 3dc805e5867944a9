"""A template with a fault in almost every line: each is told once, at its row, and none is made up.

`broken.toml` says beside each line which fault it has and where: `#! CODE $.path`.
"""

import re
from pathlib import Path

import pytest

from trialkit.errors import InvalidInput, Problem
from trialkit.templates.reading import read_template

FILE = Path(__file__).parent / "broken.toml"
EXPECTED = [
    (row, code, path)
    for row, line in enumerate(FILE.read_text("utf-8").splitlines(), 1)
    for code, path in re.findall(r"#! (\w+) (\S+)", line)
]


@pytest.fixture(scope="module")
def faults() -> dict[tuple[str, str], Problem]:
    with pytest.raises(InvalidInput) as refused:
        read_template(FILE)
    found = {(one.code, one.place.field): one for one in refused.value.problems}
    assert len(found) == len(refused.value.problems)
    return found


def test_each_fault_is_told_and_no_other(faults):
    assert len(EXPECTED) > 50
    assert set(faults) == {(code, path) for _, code, path in EXPECTED}


def test_each_fault_is_told_at_its_row(faults):
    lines = FILE.read_text("utf-8").splitlines()
    written = [
        (row, code, path)
        for row, code, path in EXPECTED
        if not lines[row - 1].startswith("#") and path != "$.privacy"
    ]

    assert [faults[code, path].place.row for _, code, path in written] == [
        row for row, _, _ in written
    ]


def test_what_is_missing_is_told_at_the_heading_it_belongs_under(faults):
    lines = FILE.read_text("utf-8").splitlines()
    limit = faults["MISSING", "$.limits.cash_eur"].place.row
    reason = faults["MISSING", "$.criteria[0].why"].place.row

    assert lines[limit - 1] == "[limits]"
    assert lines[reason - 1].startswith("[[criteria]]")


def test_faults_come_in_the_order_of_the_file(faults):
    rows = [one.place.row or 0 for one in faults.values()]

    assert rows == sorted(rows)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (("UNITS_DIFFER", "$.metrics.everything.formula"),
         "“sales + own_hours” adds EUR to h, which are not the same thing."),
        (("UNIT_NOT_AS_DECLARED", "$.metrics.each.unit"),
         "“sales / new_customers” gives EUR/customer, but each is declared in EUR."),
        (("PERSON_SHOWN", "$.metrics.pay.public"),
         '“pay” tells of one employee, so it can\'t be public. Write public = "no".'),
        (("ACTIONS_CIRCLE", "$.actions[0].after"),
         "These steps wait for each other: bake → sell → bake."),
    ],
)  # fmt: skip
def test_a_fault_reads_as_a_sentence_with_its_place(faults, fault, sentence):
    row = faults[fault].place.row

    assert str(faults[fault]) == f"broken.toml, row {row}, {fault[1]}: {sentence}"
