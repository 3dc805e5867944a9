from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.errors import Refused
from trialkit.evaluation.rubric import RUBRIC
from trialkit.evaluation.verdict import (
    agreement_word,
    current,
    missing,
    rating_summary,
    verdict,
)
from trialkit.model.company import StakeKind
from trialkit.model.round import Ballot, Invitation, Recommendation, Round, RoundKind

NINE = datetime(2026, 6, 25, 9, tzinfo=UTC)
MEMBERS = {
    "anna": "Sorvi",
    "bengt": "Sorvi",
    "cecilia": "Leipomo",
    "daniel": "Kiuas",
    "elina": "Kuljetus",
    "villa": "Villapaja",
}


def a_round(**more) -> Round:
    return Round(
        **{
            "id": "r",
            "trial": "t",
            "kind": RoundKind.FINAL,
            "criteria": RUBRIC,
            "invited": tuple(
                Invitation(
                    member=member,
                    company=company,
                    code=member,
                    recused=StakeKind.OWN_COMPANY if company == "Villapaja" else None,
                )
                for member, company in MEMBERS.items()
            ),
            "opened_on": date(2026, 6, 22),
            "deadline": date(2026, 7, 2),
            "quorum": 3,
            "secret": "00",
            "closed_on": date(2026, 7, 3),
            **more,
        }
    )


def a_ballot(member: str, said: Recommendation | None = None, **more) -> Ballot:
    return Ballot(
        **{
            "id": f"{member} {more.get('at', NINE)}",
            "round": "r",
            "member": member,
            "ratings": {"useful": 4},
            "recommendation": said,
            "at": NINE,
            **more,
        }
    )


ADOPT, ADAPT, ABANDON = Recommendation.ADOPT, Recommendation.ADAPT, Recommendation.ABANDON


def test_the_owner_of_a_trial_never_counts_in_its_verdict() -> None:
    found = verdict(a_round(), [a_ballot("anna", ADAPT), a_ballot("villa", ADOPT)])

    assert (found.invited, found.judged, found.recused) == (5, 1, 1)
    assert found.recommendations[ADOPT] == 0


def test_two_members_of_one_company_are_one_voice_in_the_quorum() -> None:
    found = verdict(a_round(), [a_ballot("anna"), a_ballot("bengt"), a_ballot("cecilia")])

    assert (found.judged, found.companies) == (3, 2)


def test_a_corrected_ballot_takes_the_place_of_the_first() -> None:
    first = a_ballot("anna", ABANDON, ratings={"useful": 1})
    second = a_ballot(
        "anna", ADOPT, ratings={"useful": 5}, at=NINE + timedelta(hours=2), replaces=first.id
    )

    found = verdict(a_round(), [second, first])

    assert found.ratings["useful"].counts == (0, 0, 0, 0, 1)
    assert (found.judged, found.majority) == (1, ADOPT)


def test_an_open_round_stays_blind() -> None:
    with pytest.raises(Refused) as refused:
        verdict(a_round(closed_on=None), [a_ballot("anna", ADOPT)])

    assert refused.value.codes == ("ROUND_OPEN",)


def test_half_is_no_majority() -> None:
    split = [a_ballot("anna", ADOPT), a_ballot("cecilia", ADAPT)]

    assert verdict(a_round(), split).majority is None
    assert verdict(a_round(), [*split, a_ballot("daniel", ADOPT)]).majority is ADOPT


def test_a_group_that_cannot_judge_recommends_nothing() -> None:
    unsure = [a_ballot(member, Recommendation.CANT_JUDGE) for member in ("anna", "cecilia")]

    assert verdict(a_round(), unsure).majority is None


def test_dissent_is_told_in_its_own_words_and_only_with_leave() -> None:
    majority = [
        a_ballot("anna", ADAPT, reason_for="Tilauksia tuli.", may_quote=True),
        a_ballot("cecilia", ADAPT),
        a_ballot("daniel", ADAPT),
    ]
    quotable = a_ballot(
        "elina",
        ABANDON,
        reason_for="Kiva kokeilu.",
        reason_against="Mainosraha söi katteen.",
        may_quote=True,
    )
    silent = a_ballot("bengt", ABANDON, reason_against="Älkää kertoko tätä.")

    found = verdict(a_round(), [*majority, quotable, silent])

    assert found.majority is ADAPT
    assert found.dissent == ("Mainosraha söi katteen.",)
    assert found.quotes == ("Kiva kokeilu.", "Tilauksia tuli.")


def test_who_is_keener_than_the_majority_dissents_with_the_reason_for() -> None:
    majority = [a_ballot(member, ABANDON) for member in ("anna", "cecilia", "daniel")]
    keen = a_ballot(
        "elina", ADOPT, reason_for="Kate oli hyvä.", reason_against="Aikaa meni.", may_quote=True
    )

    found = verdict(a_round(), [*majority, keen])

    assert found.dissent == ("Kate oli hyvä.",)
    assert found.quotes == ("Aikaa meni.",)


def test_cant_judge_is_an_answer_and_a_comment_alone_is_one_too() -> None:
    ballots = [
        a_ballot("anna", ratings={"useful": None, "bold": 3}),
        a_ballot("cecilia", ratings={}, comment="Hyvä juttu."),
    ]

    found = verdict(a_round(), ballots)

    assert found.judged == 2
    assert found.ratings["useful"].cant_judge == 1
    assert found.ratings["useful"].median is None
    assert found.ratings["bold"].median == 3


def test_the_members_still_waited_for_are_those_asked_and_not_recused() -> None:
    waited = missing(a_round(closed_on=None), [a_ballot("anna"), a_ballot("cecilia")])

    assert [invitation.member for invitation in waited] == ["bengt", "daniel", "elina"]


def test_the_median_of_two_ratings_lies_between_them() -> None:
    assert rating_summary([3, 4]).median == Decimal("3.5")


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ((0, 0, 1, 3, 0), None),
        ((0, 0, 1, 6, 1), "agree"),
        ((0, 1, 3, 5, 2), "lean one way"),
        ((4, 1, 0, 1, 4), "split"),
    ],
)
def test_three_words_say_how_far_the_group_agrees_and_none_where_few_rated(counts, word) -> None:
    assert agreement_word(counts) == word


def test_late_and_typed_in_ballots_count_and_are_shown_as_such() -> None:
    found = verdict(
        a_round(), [a_ballot("anna", late=True), a_ballot("daniel", entered_by="coordinator")]
    )

    assert (found.judged, found.late, found.typed_in) == (2, 1, 1)


def test_the_rubric_says_in_three_languages_what_one_three_and_five_mean() -> None:
    assert [criterion.id for criterion in RUBRIC] == [
        "useful",
        "bold",
        "evidence",
        "worth",
        "transferable",
    ]
    for criterion in RUBRIC:
        for words in (criterion.label, criterion.low, criterion.middle, criterion.high):
            assert set(words) == {"fi", "sv", "en"}
            assert all(words.values())


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(MEMBERS)), st.sampled_from(Recommendation)), max_size=30
    )
)
def test_nobody_counts_twice_whatever_comes_in(handed_in) -> None:
    ballots = [
        a_ballot(member, said, at=NINE + timedelta(minutes=minute))
        for minute, (member, said) in enumerate(handed_in)
    ]

    found = verdict(a_round(), ballots)

    assert found.judged + len(missing(a_round(), ballots)) == 5
    assert sum(found.recommendations.values()) == found.judged
    assert len(current(ballots)) == len({member for member, _ in handed_in})
