from datetime import date
from decimal import Decimal

import attrs
import pytest

from trialkit.errors import InvalidInput, StoreError
from trialkit.model.metric import Conversion, Source, SourceKind
from trialkit.model.period import Period, PeriodKind
from trialkit.store.verifying import verify


def observe(store, by, at, *figures):
    with store.command("observe", by=by, at=at) as tx:
        tx.observe(figures)
    return tx.entry


def test_a_correction_takes_the_place_and_the_old_figure_is_kept(store, villapaja, figure, by, at):
    first = figure(3)
    second = figure(4, period=first.period, replaces=first.id)
    third = figure(5, period=first.period, replaces=second.id)

    observe(store, by, at, first)
    observe(store, by, at, second, third)

    assert store.observations(villapaja.id) == [third]
    assert {old.id for old in store.observations(villapaja.id, all=True)} == {
        first.id,
        second.id,
        third.id,
    }
    assert verify(store) == []


def test_a_second_figure_for_a_period_is_refused_and_none_of_the_file_comes_in(
    store, villapaja, figure, by, at
):
    first = figure(3)
    observe(store, by, at, first)
    source = Source(kind=SourceKind.IMPORTED, file="tilaukset.csv", row=7)

    with pytest.raises(InvalidInput) as refused:
        observe(store, by, at, figure(), figure(4, period=first.period, source=source), figure())

    (problem,) = refused.value.problems
    assert problem.code == "PERIOD_TAKEN"
    assert (problem.place.file, problem.place.row) == ("tilaukset.csv", 7)
    assert store.observations(villapaja.id) == [first]


def test_the_same_period_twice_in_one_file_is_refused(store, villapaja, figure, by, at):
    first = figure(3)

    with pytest.raises(InvalidInput) as refused:
        observe(store, by, at, first, figure(3, period=first.period))

    assert refused.value.codes == ("PERIOD_TAKEN",)


@pytest.mark.parametrize(
    "changes",
    [{"replaces": "nobody"}, {"metric": "visits"}, {"series": "Norja"}],
    ids=["of nobody", "of another metric", "of another series"],
)
def test_only_the_current_figure_of_the_same_period_can_be_corrected(
    store, villapaja, figure, by, at, changes
):
    first = figure(3)
    observe(store, by, at, first)

    with pytest.raises(InvalidInput) as refused:
        observe(store, by, at, figure(**{"period": first.period, "replaces": first.id, **changes}))

    assert refused.value.codes == ("NOT_CURRENT",)
    assert store.observations(villapaja.id) == [first]


def test_a_figure_that_was_replaced_is_not_replaced_again(store, villapaja, figure, by, at):
    first = figure(3)
    observe(store, by, at, first, figure(4, period=first.period, replaces=first.id))

    with pytest.raises(InvalidInput) as refused:
        observe(store, by, at, figure(5, period=first.period, replaces=first.id))

    assert refused.value.codes == ("NOT_CURRENT",)


def test_whoever_catches_the_refusal_has_none_of_the_refused_figures(
    store, villapaja, figure, by, at
):
    kept, refused = figure(3), figure(4)

    with store.command("observe", by=by, at=at) as tx:
        tx.observe([kept])
        with pytest.raises(InvalidInput):
            tx.observe([refused, figure(5, period=kept.period)])

    assert store.observations(villapaja.id) == [kept]
    assert verify(store) == []


def test_figures_of_a_trial_that_isnt_there_are_refused(store, villapaja, figure, by, at):
    with pytest.raises(StoreError) as refused:
        observe(store, by, at, figure(trial="nobody"))

    assert refused.value.codes == ("INCONSISTENT",)


def test_an_import_of_any_size_is_one_change_with_one_digest(store, villapaja, figure, by, at):
    entry = observe(store, by, at, *(figure(number) for number in range(4500)))

    assert [change.table for change in entry.changes] == ["observation"]
    assert entry.subjects == (villapaja.id,)
    assert len(store.observations(villapaja.id)) == 4500
    assert verify(store) == []


def test_figures_of_several_trials_come_in_together(store, villapaja, figure, by, at):
    other = attrs.evolve(villapaja, id="other", slug="2026-other")
    with store.command("new", by=by, at=at) as tx:
        tx.save(other)

    entry = observe(store, by, at, figure(1), figure(2, trial="other"), figure(3))

    assert len(entry.changes) == 2
    assert len(store.observations(villapaja.id)) == 2
    assert len(store.observations("other")) == 1
    assert verify(store) == []


def test_a_figure_keeps_its_period_its_amount_and_what_it_was_before(
    store, villapaja, figure, by, at
):
    conversion = Conversion(
        amount=Decimal("129.50"), currency="SEK", rate=Decimal("0.0921"), rate_on=date(2026, 3, 6)
    )
    whole_phase = figure("-12.345", period=Period(PeriodKind.PHASE, date(2026, 3, 2)))
    converted = figure("11.93", conversion=conversion)

    observe(store, by, at, whole_phase, converted)

    assert store.observations(villapaja.id) == [whole_phase, converted]


def test_a_day_and_a_month_that_begin_together_are_two_periods(store, villapaja, figure, by, at):
    first = date(2026, 3, 1)
    day, month = Period(PeriodKind.DAY, first), Period(PeriodKind.MONTH, first)

    observe(store, by, at, figure(1, period=day), figure(30, period=month))

    assert len(store.observations(villapaja.id)) == 2
