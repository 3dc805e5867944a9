"""`evaluate` and `decide`: results first, then the next step."""

import json


def test_the_promise_is_answered_first_then_the_rest(run, measured):
    seen = run(f"evaluate {measured}")

    assert seen.code == 0, seen.err
    assert seen.out.startswith("PROMISE MET  paid orders: 24")
    assert "promised at least 15" in seen.out
    assert "Guardrails hold: return rate" in seen.out
    assert "Was it the trial?" in seen.out
    assert "the baseline was 0" in seen.out
    assert "Strength of evidence:" in seen.out
    assert seen.out.rstrip().splitlines()[-1].startswith("Next: trialkit evaluate")
    assert max(map(len, seen.out.splitlines()[:-1])) <= 80


def test_before_the_end_it_says_so_far(run, running):
    run(f"observe {running} orders 16 --period 2026-W10")

    seen = run(f"evaluate {running}", at="2026-03-12T09:00:00+02:00")

    assert seen.out.startswith("SO FAR MET") or seen.out.startswith("PROMISE MET")


def test_a_draft_has_promised_nothing_yet(run, draft):
    told = run(f"evaluate {draft}")

    assert told.code == 1
    assert "draft" in told.err


def test_another_program_gets_json_and_excel_a_table(run, measured, nivala):
    told = run(f"evaluate {measured} --json")
    written = run(f"evaluate {measured} -o figures.csv")

    assert json.loads(told.out)["outcome"] == "held"
    assert written.code == 0
    assert (nivala / "figures.csv").read_text(encoding="utf-8-sig").count("\n") > 12


def test_researchers_get_a_description_of_each_figure_beside_the_evaluation(run, measured) -> None:
    plain = json.loads(run(f"evaluate {measured} --json").out)

    told = json.loads(run(f"evaluate {measured} --descriptions").out)

    assert {**plain, "descriptions": told["descriptions"]} == told
    assert [one["metric"] for one in told["descriptions"]] == ["orders", "returns"]
    assert "descriptions" not in plain


def test_a_share_of_fewer_than_ten_is_counted_and_not_given_in_per_cent(run, running):
    run(f"observe {running} orders 7 --period 2026-W10")
    run(f"observe {running} returns 1 --period 2026-W10")

    evaluated, shown = run(f"evaluate {running}"), run(f"show {running}")

    assert "1 of 7" in evaluated.out
    assert "14" not in evaluated.out + shown.out.partition("Figures")[2]


def test_ballots_go_out_and_come_back_through_the_same_option(run, measured, nivala):
    for company in ("Sorvi", "Leipomo", "Kiuas"):
        run(f"group company add {company}")
        run(f"group member add '{company}, owner' --company {company} --since 1.1.2026")

    out = run(f"evaluate {measured} --ballots forms")
    back = run(f"evaluate {measured} --ballots forms")

    assert out.code == 0, out.err
    assert "3 asked, 0 recused" in out.out
    assert list((nivala / "forms").iterdir())
    assert "3 missing" in back.out


def test_a_decision_is_recorded_with_what_speaks_against_it(run, judged):
    run(f"round close {judged}")

    decided = run(f"evaluate {judged} --decision adapt --for 'orders came' --against 'dear ads'")

    assert decided.code == 0, decided.err
    assert (
        "Proposal: ADAPT (the promise held and most of the core group say “adapt”)" in decided.out
    )
    assert "Decision: adapt" in decided.out
    assert "Next: trialkit consent" in decided.out


def test_a_departure_from_the_proposal_says_why_and_shows_for_good(run, judged):
    run(f"round close {judged}")

    refused = run(f"decide {judged} adopt --for good --against dear")
    decided = run(f"decide {judged} adopt --for good --against dear --departing 'Done already.'")

    assert refused.code == 2
    assert "The proposal is “adapt”" in refused.err
    assert "--departing" in refused.err
    assert decided.code == 0, decided.err
    assert "Proposed was: adapt. Why otherwise: Done already." in run(f"show {judged}").out


def test_at_a_terminal_a_departure_is_asked_for(run, judged):
    run(f"round close {judged}")

    decided = run(f"decide {judged}", typed=["adopt", "Done already.", "orders came", "dear ads"])

    assert decided.code == 0, decided.err
    assert "Why not what is proposed?" in decided.out
    assert "Why otherwise: Done already." in run(f"show {judged}").out


def test_a_reason_for_departing_that_isnt_needed_is_said_to_be_left_out(run, judged):
    run(f"round close {judged}")

    decided = run(f"decide {judged} adapt --for good --against dear --departing 'just in case'")

    assert "no reason for departing was kept" in " ".join(decided.out.split())


def test_a_decision_without_a_reason_against_it_is_refused(run, judged):
    run(f"round close {judged}")

    assert run(f"decide {judged} adapt --for good").code == 2
    assert run(f"decide {judged} perhaps --for good --against bad").code == 2


def test_at_a_terminal_the_whole_way_is_guided(run, judged):
    guided = run(f"evaluate {judged}", typed=["y", "muuta", "orders came", "ads were dear"])

    assert guided.code == 0, guided.err
    assert "Recommendation:" in guided.out
    assert "Decision: adapt" in guided.out


def test_whoever_breaks_off_keeps_what_was_done(run, judged):
    left = run(f"evaluate {judged}", typed=["q"])

    assert left.code == 0
    assert "Next: trialkit" in left.out


def test_deciding_without_the_core_group_needs_its_reason(run, measured):
    refused = run(f"decide {measured} adopt --for good --against dear")
    decided = run(f"decide {measured} adopt --for good --against dear --without-round 'no group'")

    assert refused.code == 1
    assert decided.code == 0, decided.err
