"""The workspace looks after itself: settings, history, checks, copies."""

import sqlite3

import pytest

import trialkit


def test_a_setting_is_changed_and_the_journal_keeps_it(ws):
    ws.set("quorum", "4")

    assert ws.settings.quorum == 4
    assert ws.history()[-1].command == "settings"


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("quarum", "4", "UNKNOWN_SETTING"),
        ("quorum", "neljä", "BAD_SETTING"),
        ("quorum", "0", "BAD_SETTING"),
        ("language", "ruotsi", "BAD_SETTING"),
        ("timezone", "Nivala", "BAD_SETTING"),
        ("own_hour_price", "kolmekymppiä", "BAD_SETTING"),
    ],
)
def test_a_setting_that_cannot_be_right_is_refused(ws, name, written, code):
    before = ws.settings

    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.set(name, written)

    assert refused.value.codes == (code,)
    assert ws.settings == before


def test_a_region_joins_a_programme_with_one_file(ws, tmp_path):
    file = tmp_path / "programme.toml"
    file.write_text(
        'programme = { code = "A70070", name = { fi = "Mikroyritysten kasvualusta" } }\n'
        '[[areas]]\nid = "raahe"\nname = { fi = "Raahe", sv = "Brahestad" }\n',
        encoding="utf-8",
    )

    settings = ws.join_programme(file)

    assert settings.programme.code == "A70070"
    assert settings.area_named("raahe").name["sv"] == "Brahestad"


def test_a_half_written_programme_changes_nothing(ws, tmp_path):
    file = tmp_path / "programme.toml"
    file.write_text('programme = { code = "A7', encoding="utf-8")
    before = ws.settings

    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.join_programme(file)

    assert refused.value.codes == ("BROKEN_TOML",)
    assert ws.settings == before


def test_nothing_changed_by_hand_is_nothing_to_tell(ws, villapaja):
    assert ws.verify() == ()


def test_one_character_of_a_sealed_promise_changed_by_hand_is_named(ws, villapaja, tmp_path):
    database = tmp_path / "nivala" / "trialkit.db"
    with sqlite3.connect(database) as connection:
        connection.execute(
            'UPDATE trial SET body = replace(body, \'"orders":"15"\', \'"orders":"14"\')'
        )
    connection.close()

    (problem, *_) = ws.verify()

    assert problem.code == "SEAL_BROKEN"
    assert "orders" in str(problem)


def test_a_backup_is_a_workspace_of_its_own(ws, villapaja, tmp_path):
    made = ws.backup(tmp_path / "varmuus")

    with trialkit.open(made, clock=lambda: ws.now) as copy:
        assert copy.find(villapaja.slug) == villapaja
        assert copy.verify() == ()


def test_the_history_of_one_trial_is_its_own(ws, villapaja):
    ws.new("export", company="Sorvi")

    assert [entry.command for entry in ws.history(villapaja.slug)] == ["new", "start"]


def test_nobody_writes_without_a_name(tmp_path, clock):
    nameless = trialkit.create(tmp_path / "uusi", actor="", clock=clock)

    with nameless, pytest.raises(trialkit.InvalidInput) as refused:
        nameless.note_idea("Verkkokauppa Viroon")

    assert refused.value.codes == ("NO_ACTOR",)


@pytest.mark.parametrize("body", ["1e400", "99999999999999999999"])
def test_a_payload_that_no_command_wrote_is_named_not_tripped_over(ws, villapaja, tmp_path, body):
    with sqlite3.connect(tmp_path / "nivala" / "trialkit.db") as connection:
        connection.execute("UPDATE payload SET body = ? WHERE seq = 2", (body,))
    connection.close()

    assert [problem.code for problem in ws.verify()] == ["JOURNAL_BROKEN"]
