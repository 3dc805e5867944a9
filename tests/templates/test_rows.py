"""Where in the file each part of a template stands."""

from trialkit.templates.rows import row_at, rows_of

TEXT = '''id = "bread"
about.fi = """
price = 3
"""
risks = [
  { fi = "palaa" },
]

[metrics.loaves]
unit = "n"

[[criteria]]
id = "enough"
[criteria.why]
fi = "uunillinen"

[[criteria]]
id = "calm"
'''


def row(path: str) -> int | None:
    return row_at(path, rows_of(TEXT))


def test_a_value_stands_where_its_name_does():
    assert row("$.id") == 1
    assert row("$.metrics.loaves.unit") == 10


def test_each_table_of_a_list_has_its_own_rows():
    assert row("$.criteria[0].id") == 13
    assert row("$.criteria[0].why.fi") == 15
    assert row("$.criteria[1].id") == 18


def test_a_part_inside_a_value_stands_where_the_value_begins():
    assert row("$.risks[0].fi") == 5
    assert row("$.about.fi") == 2


def test_what_is_missing_stands_at_the_table_it_belongs_to():
    assert row("$.metrics.loaves.cadence") == 9
    assert row("$.criteria[1].why") == 17


def test_a_line_inside_a_long_text_is_no_part():
    assert row("$.price") is None
