import json
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trialkit.errors import InvalidInput, NotFound
from trialkit.model.company import Company, Member, Stake, StakeKind
from trialkit.model.consent import Channel, ConsentLevel, Publication
from trialkit.model.settings import Settings
from trialkit.model.text import Text
from trialkit.model.trial import ActionDone, Idea, Trial
from trialkit.store.store import Store
from trialkit.store.verifying import verify
from trialkit.testing.strategies import (
    ballots,
    companies,
    consents,
    members,
    observations,
    rounds,
    stakes,
    trials,
)
from trialkit.testing.strategies import settings as workspace_settings

AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
few = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def make(folder: str, found: Settings | None = None) -> Store:
    return Store.create(Path(folder) / "workspace", found or Settings(), by="x", at=AT)


def by_id(things):
    return sorted(things, key=lambda thing: thing.id)


@st.composite
def programmes(draw):
    """Two firms, a trial of one, and everything that hangs on it."""
    owner, other = draw(companies()), draw(companies())
    trial = attrs.evolve(draw(trials()), company=owner.id)
    peers = [draw(members(company=firm)) for firm in (owner, other)]
    asked = draw(rounds(trial=trial, members=peers))
    return {
        "companies": [owner, other],
        "trial": trial,
        "members": peers,
        "stake": draw(stakes(owner, other)),
        "round": asked,
        "ballots": draw(st.lists(ballots(round_=asked), max_size=3, unique_by=lambda b: b.id)),
        "consents": [
            draw(consents(company=owner.id, trial=trial.id)),
            draw(consents(company=owner.id)),
        ],
    }


@few
@given(programmes())
def test_everything_saved_comes_back_as_it_was(programme):
    trial: Trial = programme["trial"]
    with TemporaryDirectory() as name, make(name) as store:
        with store.command("save", by="x", at=AT) as tx:
            for company in programme["companies"]:
                tx.save(company)
            tx.save(trial)
            for member in programme["members"]:
                tx.save(member)
            tx.save(programme["stake"])
            tx.save(programme["round"])
            for thing in (*programme["ballots"], *programme["consents"]):
                tx.save(thing)

        assert store.trial(trial.id) == store.trial(trial.slug) == trial
        assert store.trials() == [trial]
        assert by_id(store.companies()) == by_id(programme["companies"])
        assert store.members() == by_id(programme["members"])
        assert store.stakes() == [programme["stake"]]
        assert store.rounds(trial.id) == [store.round(programme["round"].id)]
        assert store.rounds(trial.id) == [programme["round"]]
        assert store.ballots(programme["round"].id) == by_id(programme["ballots"])
        assert store.consents() == by_id(programme["consents"])
        assert store.consents_of(trial.id, trial.company) == by_id(programme["consents"])
        assert verify(store) == []


@few
@given(workspace_settings(), workspace_settings())
def test_settings_come_back_as_they_were(first, second):
    with TemporaryDirectory() as name, make(name, first) as store:
        assert store.settings() == first

        with store.command("settings", by="x", at=AT) as tx:
            tx.save(second)

        assert store.settings() == second
        assert verify(store) == []


@few
@given(trials(), st.data())
def test_figures_come_back_as_they_were(trial, data):
    figures = data.draw(
        st.lists(
            observations(trial=trial),
            max_size=30,
            unique_by=(
                lambda figure: figure.id,
                lambda figure: (figure.metric, figure.series, figure.period),
            ),
        )
    )
    owner = Company(id=trial.company, name="Villapaja", area="")
    with TemporaryDirectory() as name, make(name) as store:
        with store.command("import", by="x", at=AT) as tx:
            tx.save(owner)
            tx.save(trial)
            assert tx.observe(iter(figures)) == len(figures)

        assert by_id(store.observations(trial.id)) == by_id(figures)
        assert verify(store) == []


def test_what_was_done_noted_and_published_comes_back_as_it_was(store, villapaja, at, by):
    day = date(2026, 3, 3)
    done = ActionDone(id="d", trial=villapaja.id, action="photos", on=day, at=at, by=by)
    idea = Idea(id="i", text="Villapaidat Norjaan", at=at, by=by)
    published = Publication(
        id="p",
        trial=villapaja.id,
        address="2026-14-verkkokauppa-ulkomaille",
        channel=Channel.SITE,
        level=ConsentLevel.ANONYMOUS,
        published_on=date(2026, 7, 3),
    )
    with store.command("many", by=by, at=at) as tx:
        for thing in (done, idea, published):
            tx.save(thing)

    assert store.actions(villapaja.id) == [done]
    assert store.ideas() == [idea]
    assert store.publications() == [published]


def test_orders_counted_are_remembered_with_the_file_they_were_last_counted_from(
    store, villapaja, at, by
):
    with store.command("import", by=by, at=at) as tx:
        tx.count_orders(villapaja.id, ["aa", "bb"], file="may.csv")
        tx.count_orders(villapaja.id, ["bb", "cc"], file="june.csv")

    assert store.counted_orders(villapaja.id) == {
        "aa": "may.csv",
        "bb": "june.csv",
        "cc": "june.csv",
    }
    assert store.counted_orders("another trial") == {}

    with store.command("discard", by=by, at=at) as tx:
        tx.remove(villapaja)
    assert store.counted_orders(villapaja.id) == {}


def test_a_template_is_kept_once_however_many_trials_use_it(store, villapaja, at, by):
    with store.command("new", by=by, at=at) as tx:
        tx.save(attrs.evolve(villapaja, id="second", slug="2026-second"))

    assert store.connection.one("SELECT count(*) FROM template") == (1,)
    assert store.template(villapaja.promise.template_digest) == villapaja.template


@pytest.mark.parametrize(
    "part",
    ["villapaja", "HÖYLÄ", "hoyla & v", "sverige", "2026-nivala-villapaja-sverige", "2026-14"],
)
def test_any_part_of_a_slug_or_a_name_finds_the_trial(store, villapaja, part):
    assert [row.slug for row in store.matching(part)] == [villapaja.slug]


def test_a_whole_slug_wins_over_longer_ones_that_begin_with_it(store, villapaja, at, by):
    longer = attrs.evolve(villapaja, id="second", slug=f"{villapaja.slug}-2", number=15)
    with store.command("new", by=by, at=at) as tx:
        tx.save(longer)

    assert [row.id for row in store.matching(villapaja.slug)] == [villapaja.id]
    assert {row.id for row in store.matching("villapaja")} == {villapaja.id, "second"}
    assert [row.id for row in store.matching("second")] == ["second"]
    assert store.matching("leipomo") == []


def test_a_list_says_of_a_trial_what_the_case_and_the_figures_say(
    store, villapaja, owner, figure, at, by
):
    case = {"outcome": "held", "strength": {"level": 2}}
    with store.command("import", by=by, at=at) as tx:
        tx.observe([figure(), figure(), attrs.evolve(figure(), series="Norja")])
        tx.keep_case(villapaja.id, json.dumps(case), "inputs")

    (row,) = store.overview()

    assert (row.company, row.municipality, row.market) == (owner.name, "535", "SE")
    assert (row.title, row.title_language, row.tags) == ("Villapaidat Ruotsiin", "fi", ("wool",))
    assert row.template_title["fi"] == "Verkkokauppa ulkomaille"
    assert (row.state, row.started_on, row.ends_on) == (
        "running",
        date(2026, 3, 2),
        date(2026, 5, 24),
    )
    assert (row.outcome, row.strength) == ("held", 2)
    assert row.last_figure_on == store.last_figure(villapaja.id) == date(2026, 3, 15)
    assert store.cached_case(villapaja.id) == json.dumps(case)
    assert store.case_inputs(villapaja.id) == "inputs"


def test_running_numbers_go_on_within_a_year_and_are_never_given_twice(
    store, villapaja, draft, at, by
):
    assert store.next_number(2026) == 15
    assert store.next_number(2027) == 1

    taken_back = attrs.evolve(draft, number=14)
    with store.command("take back", by=by, at=at) as tx:
        tx.save(taken_back)

    assert store.next_number(2026) == 15


def test_a_name_that_nobody_has_is_not_found(store):
    for ask in (store.trial, store.company, store.round, store.template):
        with pytest.raises(NotFound):
            ask("nobody")


def test_companies_are_found_by_part_of_their_name(store, villapaja, owner, at, by):
    with store.command("group", by=by, at=at) as tx:
        tx.save(Company(id="h", name="Höylä", area=""))

    assert [one.name for one in store.companies_matching("hoyla")] == ["Höylä"]
    assert [one.id for one in store.companies_matching("VILLA")] == [owner.id]
    assert [one.name for one in store.companies()] == ["Höylä", "Höylä & Villapaja"]


def test_members_are_those_of_an_area_or_all(store, villapaja, owner, at, by):
    someone = Member(id="m", name="M", company=owner.id, area="x", since=date(2026, 1, 1))
    stake = Stake(
        id="s",
        company=owner.id,
        towards=owner.id,
        kind=StakeKind.SUPPLIER,
        declared_on=date(2026, 1, 1),
    )
    with store.command("group", by=by, at=at) as tx:
        tx.save(someone)
        tx.save(stake)

    assert store.members("x") == store.members() == [someone]
    assert store.members("y") == []


def test_history_is_told_of_one_trial_or_of_all(store, villapaja, owner, figure, at, by):
    with store.command("observe", by=by, at=at) as tx:
        tx.observe([figure()])
        tx.note({"file": "orders.csv"})
    with store.command("note idea", by=by, at=at) as tx:
        tx.save(Idea(id="i", text="Norja", at=at, by=by))

    assert [entry.command for entry in store.entries()] == ["init", "start", "observe", "note idea"]
    assert [entry.command for entry in store.entries(villapaja.id)] == ["start", "observe"]
    assert [entry.command for entry in store.entries("i")] == ["note idea"]
    assert store.payload(3) == {"file": "orders.csv"}
    assert store.payload(99) is None


def test_a_discarded_draft_goes_with_all_it_had_and_the_journal_keeps_what_it_was(
    store, owner, draft, figure, at, by
):
    with store.command("new", by=by, at=at) as tx:
        tx.save(owner)
        tx.save(draft)
        tx.observe([figure(), figure()])
        tx.keep_case(draft.id, "{}", "inputs")

    with store.command("discard", by=by, at=at) as tx:
        tx.remove(draft)

    assert store.trials() == []
    assert store.observations(draft.id, all=True) == []
    assert store.payload(tx.entry.seq)["removed"]["slug"] == draft.slug
    assert verify(store) == []


def test_the_views_speak_for_themselves(store, villapaja, figure, at, by):
    old = figure(3)
    with store.command("import", by=by, at=at) as tx:
        tx.observe([old, attrs.evolve(figure(4), period=old.period, replaces=old.id)])
        tx.keep_case(
            villapaja.id,
            json.dumps(
                {
                    "address": "2026-14-verkkokauppa-ulkomaille",
                    "template": {"id": "ecommerce", "version": "1.0.0"},
                    "descriptors": {"currency": "EUR", "vat": "net"},
                    "outcome": "held",
                    "strength": {"level": 2},
                    "results": [
                        {
                            "metric": {"id": "orders", "unit": "order", "aggregation": "sum"},
                            "baseline": "0",
                            "trial": "23",
                            "baseline_periods": 52,
                            "trial_periods": 12,
                            "change": "1.9",
                            "relative_change": None,
                            "criterion": "orders",
                        }
                    ],
                    "answers": [{"criterion": "orders", "answer": "met"}],
                }
            ),
            "inputs",
        )
    ask = store.connection.all

    assert ask("SELECT trial, period, value, current FROM observation_long ORDER BY current") == [
        (villapaja.slug, "2026-W10", 3.0, 0),
        (villapaja.slug, "2026-W10", 4.0, 1),
    ]
    assert ask(
        "SELECT address, metric, unit, baseline, trial_phase, change, answer FROM case_comparison"
    ) == [("2026-14-verkkokauppa-ulkomaille", "orders", "order", 0.0, 23.0, 1.9, "met")]
    assert ask("SELECT slug, company FROM trial_overview") == [
        (villapaja.slug, "Höylä & Villapaja")
    ]


def test_words_that_look_like_sql_are_only_words(store, villapaja, owner, at, by):
    nasty = attrs.evolve(owner, name="'; DROP TABLE trial; --")
    with store.command("group", by=by, at=at) as tx:
        tx.save(nasty)
        tx.save(attrs.evolve(villapaja, title=Text.written("\"]' OR 1=1", "fi")))

    assert [row.company for row in store.matching("'; DROP")] == [nasty.name]
    assert store.matching("%") == []


def test_bytes_of_another_encoding_are_refused_in_a_sentence(store, villapaja):
    for ask in (store.matching, store.trial, store.companies_matching):
        with pytest.raises(InvalidInput):
            ask("h\udcf6yl\udce4")
