"""`group`: companies, members, stakes."""

import json


def test_a_company_with_its_codes(run, nivala):
    added = run(
        "group company add Villapaja --person-years 1,5 --industry NACE2.1:47.91"
        " --municipality kunta2026:535 --founded 2019"
    )

    assert added.code == 0
    assert "NACE2.1:47.91" in run("group company list").out
    assert json.loads(run("group company list --json").out)[0]["name"] == "Villapaja"


def test_a_code_without_its_scheme_and_a_name_twice_are_sentences(run, nivala):
    run("group company add Villapaja")

    assert run("group company add Sorvi --industry 47.91").code == 2
    assert run("group company add Villapaja").code == 2


def test_a_member_belongs_to_a_company(run, nivala):
    run("group company add Sorvi")

    added = run("group member add 'Sorvi, owner' --company Sorvi --since 1.1.2026")

    assert added.code == 0
    assert "Sorvi, owner" in run("group member list").out
    assert run("group member add Someone --company Nowhere").code == 2


def test_a_stake_is_declared_by_its_name_in_any_language(run, nivala):
    run("group company add Sorvi")
    run("group company add Villapaja")

    declared = run("group stake Sorvi Villapaja supplier")

    assert declared.code == 0
    assert "supplier" in declared.out
    assert run("group stake Sorvi Villapaja friend").code == 2


def test_empty_lists_name_the_first_step(run, nivala):
    assert "Next: trialkit group company add" in run("group company list").out
    assert "Next: trialkit group member add" in run("group member list").out


def test_the_language_may_stand_after_a_command_two_names_deep(run, nivala):
    added = run("group company add Sorvi --lang fi")

    assert added.code == 0, added.err
    assert "Lisätty: Sorvi" in added.out
