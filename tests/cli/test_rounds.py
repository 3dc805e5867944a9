"""`round`: the core group's judgement, part by part."""


def test_opening_says_who_is_asked_and_who_is_recused(run, measured):
    run("group company add Sorvi")
    run("group member add 'Sorvi, owner' --company Sorvi --since 1.1.2026")
    run("group member add 'Villapaja, owner' --company Villapaja --since 1.1.2026")

    opened = run(f"round open {measured} --deadline 30.6.2026 --quorum 1")

    assert opened.code == 0, opened.err
    assert "1 asked, 1 recused" in opened.out
    assert "own company" in opened.out
    assert "Next: trialkit round ballots" in opened.out


def test_a_round_needs_members(run, measured):
    assert run(f"round open {measured}").code == 1


def test_ballots_are_blind_until_the_round_closes(run, judged):
    assert "dear" not in run(f"show {judged}").out
    assert "adapt" not in run("log").out

    closed = run(f"round close {judged}")

    assert closed.code == 0, closed.err
    assert "Recommendation: adopt 1 and adapt 2." in closed.out
    assert "3/3 ballots" in closed.out


def test_too_few_companies_need_a_reason(run, measured):
    for company in ("Sorvi", "Leipomo", "Kiuas"):
        run(f"group company add {company}")
        run(f"group member add '{company}, owner' --company {company} --since 1.1.2026")
    run(f"round open {measured}")

    refused = run(f"round close {measured}")
    closed = run(f"round close {measured} --without-quorum 'summer holidays'")

    assert refused.code == 1
    assert closed.code == 0
    assert "summer holidays" in closed.out


def test_blank_ballots_come_back_as_missing(run, judged, nivala):
    out = run(f"round ballots {judged} forms --form csv")
    back = run(f"round collect {judged} forms")

    assert out.code == 0, out.err
    assert "0 new" in back.out


def test_a_rating_that_is_none_is_a_sentence(run, judged):
    assert run(f"round ballot {judged} Sorvi --rate useful=good").code == 2
    assert run(f"round ballot {judged} Sorvi --rate useful=9").code == 2
    assert run(f"round ballot {judged} Nobody --rate useful=3").code == 2


def test_a_second_round_waits_for_the_first(run, judged):
    assert run(f"round open {judged}").code == 1
