"""A claim's status follows from companies that bear it out or contradict it."""

from datetime import UTC, date, datetime

import attrs
import pytest

from trialkit.model.learning import Learning, LearningLink, LearningStatus, Stance
from trialkit.model.text import Text
from trialkit.rules.learning import Because, bearing_on, standing

AT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def trials(running):
    """Four closed trials of one kind: two of Villapaja's, one of each of two others."""
    owners = {"a": "villapaja", "b": "villapaja", "c": "sorvi", "d": "leipomo"}
    return {
        id_: attrs.evolve(running, id=id_, slug=id_, company=company, closed_on=date(2026, 5, 1))
        for id_, company in owners.items()
    }


def a_claim(**links):
    stances = {"supports": Stance.SUPPORTS, "contradicts": Stance.CONTRADICTS}
    return Learning(
        id="l",
        slug="postage-decides",
        claim=Text.written("Postikulu ratkaisee.", "fi"),
        links=tuple(
            LearningLink(trial=id_, stance=stances[said], at=AT, by="c")
            for said, ids in links.items()
            for id_ in ids
        ),
        reviewed_on=date(2026, 6, 1),
        at=AT,
        by="c",
    )


@pytest.mark.parametrize(
    ("links", "strengths", "status", "because"),
    [
        ({}, {}, "emerging", Because.NOTHING_YET),
        ({"supports": "a"}, {}, "emerging", Because.ONE_COMPANY),
        ({"supports": "ab"}, {"a": 4, "b": 4}, "emerging", Because.ONE_COMPANY),
        ({"supports": "ac"}, {}, "supported", Because.SEVERAL_COMPANIES),
        ({"supports": "acd"}, {"a": 1, "c": 1}, "supported", Because.SEVERAL_COMPANIES),
        ({"supports": "acd"}, {"a": 2}, "confirmed", Because.STRONG_AND_REPEATED),
        ({"supports": "acd", "contradicts": "b"}, {"a": 6}, "contested", Because.BOTH_WAYS),
        ({"contradicts": "c"}, {}, "rejected", Because.ONLY_AGAINST),
    ],
)
def test_the_status_follows_from_the_links(trials, links, strengths, status, because):
    found = standing(a_claim(**links), trials, strengths)

    assert (found.status, found.because) == (LearningStatus(status), because)


def test_a_claim_is_stale_when_a_trial_closes_that_bears_on_it(trials):
    claim = a_claim(supports="a")
    assert bearing_on(claim, trials.values()) == ()

    trials["d"] = attrs.evolve(trials["d"], closed_on=date(2026, 7, 1))

    assert [each.id for each in bearing_on(claim, trials.values())] == ["d"]
    assert standing(claim, trials, {}).stale == ("d",)


def test_a_trial_of_another_kind_or_still_running_bears_on_nothing(trials):
    claim = a_claim(supports="a")
    other = attrs.evolve(trials["c"].template, id="first_hire")
    trials["c"] = attrs.evolve(trials["c"], template=other, closed_on=date(2026, 7, 1))
    trials["d"] = attrs.evolve(trials["d"], closed_on=None)

    assert bearing_on(claim, trials.values()) == ()


def test_a_link_to_a_trial_that_is_gone_counts_for_nobody(trials):
    del trials["c"]

    found = standing(a_claim(supports="ac"), trials, {})

    assert found.supporting == 1
