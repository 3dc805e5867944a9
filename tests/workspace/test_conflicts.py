"""A file's figures against those that are there, and its orders against those counted before."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from trialkit.hooks.contracts import CountedOrder, Figure, Reading
from trialkit.model.metric import Observation, Source, SourceKind
from trialkit.model.period import Period
from trialkit.workspace.conflicts import Orders, refusals, sorted_out
from trialkit.workspace.figures import key_of

TRIAL = "01-villapaja"


def figure(period, value, metric="orders", row=None):
    return Figure(metric=metric, period=Period.parse(period), value=Decimal(value), row=row)


def there(*figures):
    observations = [
        Observation(
            id=f"0{n}",
            trial=TRIAL,
            metric=each.metric,
            series=each.series,
            period=each.period,
            value=each.value,
            source=Source(kind=SourceKind.IMPORTED, file="maaliskuu.csv"),
            at=datetime(2026, 4, 1, tzinfo=UTC),
            by="aluevastaava",
        )
        for n, each in enumerate(figures)
    ]
    return {key_of(each): each for each in observations}


def reading(*numbers, others=()):
    counted = tuple(
        CountedOrder(number=number, row=row, day=date(2026, 3, 2))
        for row, number in enumerate(numbers, start=2)
    )
    return Reading(rows=9, used=9, figures=(), orders=counted, others=others)


def counted_from(file, *numbers):
    earlier = Orders.of(TRIAL, reading(*numbers), {})
    return dict.fromkeys(earlier.mine, file)


def refused(found, current, mine=(), earlier=None, file="huhtikuu.csv", others=()):
    held = Orders.of(TRIAL, reading(*mine, others=others), earlier or {})
    return refusals(sorted_out(found, current), current, held, file)


OLD = there(figure("2026-W10", 3), figure("2026-W11", 5))
NEW = [figure("2026-W10", 2), figure("2026-W11", 4), figure("2026-W12", 1)]


def test_figures_that_only_add_to_what_is_there_are_refused_by_nothing():
    assert refused([figure("2026-W12", 1), figure("2026-W10", 3)], OLD) == ()


def test_a_figure_of_a_row_is_told_one_by_one_with_its_row():
    found = [figure("2026-W10", 2, row=7), figure("2026-W11", 4, row=8)]

    problems = refused(found, OLD)

    assert [(each.code, each.place.row) for each in problems] == [
        ("FIGURE_CONFLICT", 7),
        ("FIGURE_CONFLICT", 8),
    ]


def test_sums_of_many_rows_are_told_in_one_sentence_with_the_first_of_them():
    (problem,) = refused(NEW, OLD)

    assert problem.code == "FIGURE_CONFLICT"
    assert "2 figures differ" in str(problem.message)
    assert "2026-W10 is 3, and the file makes it 2" in str(problem.message)


def test_the_whole_history_exported_again_says_what_changed_and_asks_for_replace():
    earlier = counted_from("viime viikko.csv", "1001", "1002")

    (problem,) = refused(NEW, OLD, ["1001", "1002", "1003"], earlier)

    assert problem.code == "FIGURE_CONFLICT"
    assert str(problem.message).startswith("2 earlier figures have changed since, as refunds")
    assert "--replace" in str(problem.remedy)


def test_an_order_cancelled_since_is_in_the_file_all_the_same():
    earlier = counted_from("viime viikko.csv", "1001", "1002")

    (problem,) = refused(NEW, OLD, ["1001", "1003"], earlier, others=("1002",))

    assert problem.code == "FIGURE_CONFLICT"


def test_an_order_that_another_file_held_is_named_with_its_row_and_that_file():
    earlier = counted_from("maaliskuu.csv", "1001", "1002")

    (problem,) = refused(NEW, OLD, ["1003", "1002"], earlier)

    assert problem.code == "ORDER_TWICE"
    assert str(problem.message) == "Order 1002 was already counted from maaliskuu.csv."
    assert (problem.place.file, problem.place.row) == ("huhtikuu.csv", 3)
    assert "one file that holds all the orders" in str(problem.remedy)


def test_of_several_orders_counted_twice_the_first_is_named_and_the_rest_are_counted():
    earlier = counted_from("maaliskuu.csv", "1001", "1002", "1003")

    (problem,) = refused(NEW, OLD, ["1003", "1002"], earlier)

    assert str(problem.message).startswith("2 orders were already counted")
    assert "1003" in str(problem.message)


@pytest.mark.parametrize("mine", [["1003"], ["1002", "1003"]])
def test_a_shorter_export_of_the_same_name_says_that_orders_are_missing(mine):
    earlier = counted_from("orders_export.csv", "1001", "1002")

    (problem,) = refused(NEW, OLD, mine, earlier, file="orders_export.csv")

    assert problem.code == "ORDERS_MISSING"
    assert "--covers" in str(problem.remedy)


def test_an_orders_number_is_kept_as_a_digest_that_another_trial_doesnt_share():
    (mine,) = Orders.of(TRIAL, reading("1001"), {}).mine
    (others,) = Orders.of("01-sorvi", reading("1001"), {}).mine

    assert "1001" not in mine
    assert mine != others
