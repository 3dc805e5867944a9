"""`edit`: drafts, and people's own words at any time."""


def test_an_answer_is_changed_and_the_promise_shown(run, draft):
    changed = run(f"edit {draft} --slot orders=25 --start 9.3.2026")

    assert changed.code == 0
    assert "At least 25 paid orders" in changed.out
    assert "9" in changed.out


def test_at_a_terminal_the_questions_come_again_with_their_answers(run, draft):
    changed = run(f"edit {draft}", typed=["", "40", ""])

    assert changed.code == 0
    assert "[15]" in changed.out
    assert "At least 40 paid orders" in changed.out


def test_nothing_to_change_is_a_sentence(run, draft):
    told = run(f"edit {draft}")

    assert told.code == 2
    assert "Nothing was given" in told.err


def test_words_for_the_case_may_be_written_in_several_languages(run, running):
    run(f"edit {running} --text summary='A small shop.'")
    changed = run(f"edit {running} --in fi --text summary='Pieni puoti.' --title Villaa")

    assert changed.code == 0
    assert "Next: trialkit show" in changed.out


def test_a_sealed_promise_is_refused(run, running):
    told = run(f"edit {running} --slot orders=5")

    assert told.code == 1
    assert "amend" in told.err
