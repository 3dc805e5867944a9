import json
import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trialkit.model.company import Member, Stake, StakeKind
from trialkit.model.consent import Channel, Consent, ConsentLevel, Publication
from trialkit.model.follow_up import FollowUp, StillInUse
from trialkit.model.import_settings import ImportSettings
from trialkit.model.learning import Learning, LearningLink, Stance
from trialkit.model.round import Ballot, Round, RoundKind
from trialkit.model.template import Fact, FactReview
from trialkit.model.text import Text
from trialkit.model.trial import ActionDone, Idea
from trialkit.rules.amendments import amended
from trialkit.store.store import DATABASE, Store
from trialkit.store.tables import JOURNALED, row_columns
from trialkit.store.verifying import verify


def a_review(at, by):
    """A fact of a template, looked up again."""
    return FactReview(
        id="ecommerce:vat",
        template="ecommerce",
        fact=Fact(
            id="vat",
            text={"fi": "Alv on 25,5 %."},
            source="Verohallinto",
            as_of=date(2026, 3, 2),
            certain=True,
            check_by=date(2027, 1, 15),
        ),
        replaced=False,
        at=at,
        by=by,
    )


@pytest.fixture
def programme(store, villapaja, owner, figure, at, by):
    """A workspace with at least one row in every table."""
    day = date(2026, 3, 3)
    round_ = Round(
        id="round",
        trial=villapaja.id,
        kind=RoundKind.FINAL,
        criteria=(),
        invited=(),
        opened_on=day,
        deadline=day,
        quorum=3,
        secret="00",
    )
    things = (
        Member(id="member", name="Maija", company=owner.id, area="x", since=day),
        Stake(
            id="stake",
            company=owner.id,
            towards=owner.id,
            kind=StakeKind.SUPPLIER,
            declared_on=day,
        ),
        Idea(id="idea", text="Norja", at=at, by=by),
        ActionDone(id="done", trial=villapaja.id, action="photos", on=day, at=at, by=by),
        round_,
        Ballot(id="ballot", round="round", member="member", ratings={"benefit": 4}, at=at),
        Consent(
            id="consent",
            company=owner.id,
            trial=villapaja.id,
            level=ConsentLevel.ANONYMOUS,
            channels=(Channel.SITE,),
            given_on=day,
            given_by="owner",
            valid_until=date(2028, 3, 3),
            wording="core/1",
        ),
        Publication(
            id="publication",
            trial=villapaja.id,
            address="2026-14-verkkokauppa",
            channel=Channel.SITE,
            level=ConsentLevel.ANONYMOUS,
            published_on=day,
        ),
        a_review(at, by),
        ImportSettings(
            id="company:shape",
            company="company",
            shape="shape",
            headings=("Pvm", "Summa"),
            sums={"Summa": "cash_cost"},
            at=at,
            by=by,
        ),
        Learning(
            id="learning",
            slug="postage-decides",
            claim=Text.written("Postikulu ratkaisee.", "fi"),
            links=(LearningLink(trial=villapaja.id, stance=Stance.SUPPORTS, at=at, by=by),),
            reviewed_on=day,
            at=at,
            by=by,
        ),
        FollowUp(
            id="follow-up",
            trial=villapaja.id,
            months=6,
            on=day,
            still_in_use=StillInUse.YES,
            at=at,
            by=by,
        ),
    )
    with store.command("many", by=by, at=at) as tx:
        for thing in things:
            tx.save(thing)
        tx.keep_case(villapaja.id, '{"outcome": "held"}', "inputs")
        tx.observe([figure(3), figure(4)])
        tx.note({"file": "orders.csv"})
    assert verify(store) == []
    return store


def by_hand(store, sql, *parameters):
    """Change the database behind the store's back, as somebody with a tool would."""
    with closing(sqlite3.connect(store.path)) as hand, hand:
        assert hand.execute(sql, parameters).rowcount == 1, sql


def flipped(text, position):
    """The text with one character changed."""
    letter = "x" if text[position] != "x" else "y"
    return text[:position] + letter + text[position + 1 :]


OF_A_TRIAL = {
    "trial",
    "kept_case",
    "action_done",
    "round",
    "ballot",
    "consent",
    "publication",
    "follow_up",
}


@pytest.mark.parametrize("table", JOURNALED)
def test_a_character_changed_in_any_row_names_its_table_and_trial(programme, villapaja, table):
    id_, body = programme.connection.one(f"SELECT id, body FROM {table} ORDER BY id DESC")
    plain = json.loads(body)
    changed = changed_somewhere(plain)
    by_hand(programme, f"UPDATE {table} SET body = ? WHERE id = ?", json.dumps(changed), id_)

    (problem,) = verify(programme)

    assert problem.code == "ROW_CHANGED"
    assert problem.message.values["table"] == table
    assert problem.message.values["row"] == id_
    if table in OF_A_TRIAL:
        assert problem.message.values["trial"] == villapaja.slug


def changed_somewhere(plain):
    """The value with something in it changed that no other row names."""
    match plain:
        case dict() if "created_by" in plain:
            return {**plain, "created_by": "somebody else"}
        case dict():
            free = (
                "outcome",
                "name",
                "text",
                "action",
                "secret",
                "reason_for",
                "wording",
                "address",
            )
            key = next((key for key in free if key in plain), min(plain))
            value = plain[key]
            return {**plain, key: flipped(value, 0) if isinstance(value, str) and value else "x"}
        case str():
            return plain + "x"
        case bool():
            return not plain
        case int():
            return plain + 1
    return [*plain, "x"]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_one_character_of_anything_the_journal_knows_is_missed_by_nobody(
    programme, villapaja, data
):
    columns = [(table, column) for table in JOURNALED for column in ("salt", *row_columns(table))]
    columns += [
        ("observation", column) for column in ("id", "metric", "period", "value", "at", "by")
    ]
    columns += [("journal", "body"), ("journal", "hash"), ("payload", "body"), ("payload", "salt")]
    columns += [("intake", "id"), ("intake", "salt")]
    table, column = data.draw(st.sampled_from(columns))
    found = programme.connection.all(f"SELECT rowid, {column} FROM {table} ORDER BY rowid")
    rowid, text = data.draw(st.sampled_from(found))
    position = data.draw(st.integers(0, len(text) - 1))

    with closing(sqlite3.connect(programme.path, isolation_level=None)) as hand:
        try:
            hand.execute(
                f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (flipped(text, position), rowid)
            )
        except sqlite3.Error:
            return  # no longer JSON, or without what its columns need: SQLite itself refuses
        problems = verify(programme)
        hand.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (text, rowid))

    assert problems
    assert verify(programme) == []


def test_a_promise_changed_by_hand_is_named_by_its_trial_and_field(programme, villapaja):
    by_hand(
        programme,
        'UPDATE trial SET body = replace(body, \'"threshold":"15"\', \'"threshold":"14"\')',
    )

    (problem,) = verify(programme)

    assert problem.code == "SEAL_BROKEN"
    assert str(problem.message) == (
        f"The sealed promise of {villapaja.slug} was changed by hand: $.criteria[0].threshold."
    )


def test_an_amended_promise_is_whole_and_its_amendment_cant_be_touched_up(
    programme, villapaja, at, by
):
    later = amended(
        villapaja,
        "$.criteria[0].threshold",
        Decimal(12),
        reason="tulli vei kolme viikkoa",
        after_data=True,
        at=at,
        by=by,
    )
    with programme.command("amend", by=by, at=at) as tx:
        tx.save(later)
    assert verify(programme) == []

    by_hand(programme, "UPDATE trial SET body = replace(body, 'kolme viikkoa', 'kolme vuotta')")

    assert [problem.code for problem in verify(programme)] == ["ROW_CHANGED"]


def test_a_promise_that_is_none_any_more_is_a_changed_row(programme, villapaja):
    by_hand(programme, "UPDATE trial SET body = json_set(body, '$.promise.bogus', 1)")

    (problem,) = verify(programme)

    assert problem.code == "ROW_CHANGED"
    assert problem.message.values["trial"] == villapaja.slug


def test_a_figure_touched_up_by_hand_names_its_trial(programme, villapaja):
    by_hand(programme, "UPDATE observation SET value = '33' WHERE value = '3'")

    (problem,) = verify(programme)

    assert problem.code == "ROW_CHANGED"
    assert problem.message.values["table"] == "observation"
    assert problem.message.values["trial"] == villapaja.slug


def test_a_figure_put_out_of_the_way_by_hand_is_noticed(programme):
    by_hand(programme, "UPDATE observation SET replaced_by = 'x' WHERE value = '3'")

    assert [problem.code for problem in verify(programme)] == ["ROW_CHANGED"]


@pytest.mark.parametrize("table", ["idea", "member", "consent", "ballot", "kept_case"])
def test_a_row_removed_by_hand_is_missed(programme, table):
    by_hand(programme, f"DELETE FROM {table}")

    (problem,) = verify(programme)

    assert problem.code == "ROW_MISSING"
    assert problem.message.values["table"] == table


def test_figures_removed_by_hand_are_missed(programme):
    by_hand(programme, "DELETE FROM observation WHERE value = '3'")

    assert [problem.code for problem in verify(programme)] == ["ROW_CHANGED"]


def test_a_row_that_no_command_wrote_is_unknown(programme):
    by_hand(programme, "INSERT INTO idea VALUES ('x', '{}', '00')")

    (problem,) = verify(programme)

    assert (problem.code, problem.message.values["row"]) == ("ROW_UNKNOWN", "x")


def test_figures_that_no_command_took_in_are_unknown(programme, villapaja):
    by_hand(programme, "INSERT INTO intake VALUES ('x', ?, '00')", villapaja.id)

    assert [problem.code for problem in verify(programme)] == ["ROW_UNKNOWN"]


def test_a_journal_entry_changed_removed_or_added_breaks_the_chain(programme):
    body, hash_ = programme.connection.one("SELECT body, hash FROM journal WHERE seq = 2")
    by_hand(programme, "UPDATE journal SET body = replace(body, 'start', 'stopp') WHERE seq = 2")
    assert "JOURNAL_BROKEN" in {problem.code for problem in verify(programme)}
    by_hand(programme, "UPDATE journal SET body = ? WHERE seq = 2", body)
    assert verify(programme) == []

    by_hand(programme, "DELETE FROM journal WHERE seq = 2")
    assert "JOURNAL_BROKEN" in {problem.code for problem in verify(programme)}
    by_hand(programme, "INSERT INTO journal (seq, body, hash) VALUES (2, ?, ?)", body, hash_)
    assert verify(programme) == []

    by_hand(programme, "UPDATE payload SET body = NULL, salt = NULL WHERE seq = 3")
    assert [problem.code for problem in verify(programme)] == ["JOURNAL_BROKEN"]


def test_a_change_by_hand_still_shows_after_a_command_wrote_over_it(programme, at, by):
    by_hand(programme, "UPDATE idea SET body = replace(body, 'Norja', 'Tanska')")
    with programme.command("drop idea", by=by, at=at) as tx:
        tx.save(attrs.evolve(tx.ideas()[0], dropped="ei nyt"))

    (problem,) = verify(programme)

    assert (problem.code, problem.message.values["row"]) == ("ROW_CHANGED", "idea")


def test_a_damaged_file_is_named_and_not_a_traceback(programme, folder):
    programme.connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
    programme.close()
    content = bytearray((folder / DATABASE).read_bytes())
    slug = b"2026-nivala-villapaja-sverige"
    where = content.rindex(slug)
    content[where : where + 4] = b"1999"
    (folder / DATABASE).write_bytes(content)

    with Store.open(folder) as opened:
        assert {problem.code for problem in verify(opened)} == {"CORRUPT"}


def test_pages_of_rubbish_are_damage(programme, folder):
    programme.connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
    programme.close()
    content = bytearray((folder / DATABASE).read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    (folder / DATABASE).write_bytes(content)

    with pytest.raises(Exception, match="damaged"), Store.open(folder) as opened:
        raise AssertionError(verify(opened))
