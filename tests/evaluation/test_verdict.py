from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.errors import Refused
from trialkit.evaluation.evaluation import Forecast, RaterAgreement
from trialkit.evaluation.forecasts import told
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


def three(said: Recommendation | None = None, **more) -> list[Ballot]:
    """Ballots of three companies: as many as are needed for anything to be shown."""
    return [a_ballot(member, said, **more) for member in ("cecilia", "daniel", "elina")]


def test_the_owner_of_a_trial_never_counts_in_its_verdict() -> None:
    found = verdict(a_round(), [*three(ADAPT), a_ballot("villa", ADOPT)])

    assert (found.invited, found.judged, found.recused) == (5, 3, 1)
    assert found.recommendations[ADOPT] == 0


def test_two_members_of_one_company_are_one_voice_in_the_quorum() -> None:
    found = verdict(a_round(), [a_ballot("anna"), a_ballot("bengt"), a_ballot("cecilia")])

    assert (found.judged, found.companies) == (3, 2)


def test_a_corrected_ballot_takes_the_place_of_the_first() -> None:
    first = a_ballot("anna", ABANDON, ratings={"useful": 1})
    second = a_ballot(
        "anna", ADOPT, ratings={"useful": 5}, at=NINE + timedelta(hours=2), replaces=first.id
    )

    found = verdict(a_round(), [second, first, *three(ADOPT)])

    assert found.ratings["useful"].counts == (0, 0, 0, 3, 1)
    assert (found.judged, found.majority, found.corrected) == (4, ADOPT, 1)


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
def test_of_two_ballots_of_one_moment_the_one_that_corrects_the_other_counts(ids) -> None:
    first = a_ballot("anna", ABANDON, id=ids[0])
    second = a_ballot("anna", ADOPT, id=ids[1], replaces=ids[0])

    assert [ballot.recommendation for ballot in current([second, first])] == [ADOPT]


def test_an_open_round_stays_blind() -> None:
    with pytest.raises(Refused) as refused:
        verdict(a_round(closed_on=None), [a_ballot("anna", ADOPT)])

    assert refused.value.codes == ("ROUND_OPEN",)


def test_half_is_no_majority() -> None:
    split = [
        *(a_ballot(member, ADOPT) for member in ("anna", "cecilia")),
        *(a_ballot(member, ADAPT) for member in ("bengt", "daniel")),
    ]

    assert verdict(a_round(), split).majority is None
    assert verdict(a_round(), [*split, a_ballot("elina", ADOPT)]).majority is ADOPT


def test_a_group_that_cannot_judge_recommends_nothing() -> None:
    assert verdict(a_round(), three(Recommendation.CANT_JUDGE)).majority is None


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
    assert found.internal_dissent == ("Älkää kertoko tätä.",)


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
        a_ballot("daniel", ratings={}),
    ]

    found = verdict(a_round(), ballots)

    assert found.judged == 3
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
    assert found.typed_by == {"coordinator": 1}


def test_a_ballot_that_comes_when_the_round_is_closed_is_shown_and_not_counted() -> None:
    changed_mind = a_ballot(
        "cecilia", ABANDON, at=NINE + timedelta(days=20), after_closing=True, late=True
    )

    found = verdict(a_round(), [*three(ADOPT), changed_mind, a_ballot("anna", after_closing=True)])

    assert found.recommendations == {ADOPT: 3, ADAPT: 0, ABANDON: 0, Recommendation.CANT_JUDGE: 0}
    assert (found.judged, found.late, found.after_closing) == (3, 0, 2)


def test_of_two_companies_only_that_they_judged_is_told() -> None:
    ballots = [
        a_ballot(member, ADOPT, reason_for="Hyvä.", may_quote=member == "anna")
        for member in ("anna", "bengt", "cecilia")
    ]

    found = verdict(a_round(), ballots)

    assert found.too_few
    assert (found.judged, found.companies) == (3, 2)
    assert (found.ratings, found.majority, found.agreement) == ({}, None, None)
    assert set(found.recommendations.values()) == {0}
    assert (found.dissent, found.quotes, found.internal) == ((), (), ())


def test_words_without_leave_to_quote_stay_in_the_house() -> None:
    found = verdict(a_round(), [*three(ADOPT, comment="Kokeilisin Norjaa."), a_ballot("anna")])

    assert found.internal == ("Kokeilisin Norjaa.",)
    assert (found.dissent, found.quotes) == ((), ())


def a_forecast(**more) -> Round:
    return a_round(kind=RoundKind.FORECAST, criteria=(), **more)


def forecasts(*given: int | None) -> list[Ballot]:
    members = ("anna", "cecilia", "daniel", "elina", "bengt")
    return [
        a_ballot(member, ratings={}, forecast=one)
        for member, one in zip(members, given, strict=False)
    ]


def test_a_forecast_is_how_many_gave_six_or_more_and_the_median() -> None:
    found = verdict(a_forecast(), forecasts(3, 6, 10, 5, None)).forecast

    assert found == Forecast(answered=4, companies=4, believed=2, median=Decimal("5.5"))


def test_a_forecast_of_two_companies_is_not_shown() -> None:
    found = verdict(a_forecast(), forecasts(8, 9, None, None, 7)).forecast

    assert (found.answered, found.companies) == (3, 2)
    assert found.believed is None
    assert found.median is None


def test_a_forecast_asks_neither_ratings_nor_advice() -> None:
    found = verdict(a_forecast(), forecasts(3, 6, 10))

    assert (found.ratings, found.recommendations, found.agreement) == ({}, {}, None)


def test_a_forecast_says_what_it_was_asked_of_and_when() -> None:
    as_asked = verdict(a_forecast(), forecasts(9, 9, 9)).forecast
    of_another = verdict(a_forecast(as_sealed=False), forecasts(9, 9, 9)).forecast
    too_late = verdict(a_forecast(), forecasts(9, 9, 9), sealed_before_start=False).forecast

    assert str(told(as_asked)) == "Before the start 3 of 3 believed in the promise."
    assert "as it was then" in str(told(of_another))
    assert "only after the start" in str(told(too_late))


def test_researchers_get_the_agreement_with_its_interval() -> None:
    keys = [criterion.id for criterion in RUBRIC]
    ballots = [
        a_ballot(member, ratings=dict(zip(keys, given, strict=True)))
        for member, given in (
            ("anna", (5, 1, 4, 2, 5)),
            ("cecilia", (5, 2, 4, 2, 4)),
            ("daniel", (4, 1, 5, 3, 5)),
        )
    ]

    found = verdict(a_round(), ballots).agreement

    assert found.units == 5
    assert found.alpha == pytest.approx(0.7476, abs=1e-4)
    assert found.low < found.alpha < found.high
    assert found.rough


def test_one_rating_by_everyone_is_no_agreement_beyond_chance() -> None:
    assert verdict(a_round(), three()).agreement == RaterAgreement(units=1, code="NO_VARIATION")


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
    assert sum(found.recommendations.values()) == (0 if found.too_few else found.judged)
    assert found.too_few == (found.companies < 3)
    assert len(current(ballots)) == len({member for member, _ in handed_in})
