"""Tables that fit eighty columns."""

from hypothesis import given
from hypothesis import strategies as st

from trialkit.cli.tables import listing, shortened, table

cells = st.text(alphabet="abcåäö –0123456789", max_size=60)


@given(st.lists(st.tuples(cells, cells, cells, cells), max_size=6), st.booleans())
def test_no_line_is_wider_than_the_console(rows, wrap):
    drawn = table(["Yritys", "Kokeilu", "Tila", "Alkaen"], rows, wrap=wrap)

    assert max(map(len, drawn.splitlines())) <= 80


def test_a_long_cell_ends_in_dots_and_a_fixed_one_never_does():
    drawn = table(["Kokeilu", "Päivä"], [["x" * 100, "24.11.2026"]], fixed=(1,))

    assert "…" in drawn
    assert "24.11.2026" in drawn


def test_a_wrapped_cell_loses_nothing():
    words = "villapaitoja naapurimaahan kahdentoista viikon ajan ja palautukset päälle"

    drawn = table(["A", "B"], [[words, words]], wrap=True, width=40)

    assert sorted((words + " " + words).split()) == sorted(
        word for line in drawn.splitlines()[2:] for word in line.split()
    )


def test_figures_stand_to_the_right():
    drawn = table(["n"], [["1"], ["100"]], right=(0,))

    assert drawn.splitlines()[2:] == ["  1", "100"]


def test_a_listing_goes_on_under_itself():
    drawn = listing([("Seal", "K7QM-3F9A"), ("Why", "word " * 30)])

    assert drawn.splitlines()[0] == "Seal  K7QM-3F9A"
    assert drawn.splitlines()[2].startswith("      word")
    assert max(map(len, drawn.splitlines())) <= 80


def test_what_fits_is_left_alone():
    assert shortened("villa", 5) == "villa"
    assert shortened("villapaja", 5) == "vill…"
