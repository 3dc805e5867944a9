"""Claims on a case, and what of them a page may show."""

import attrs
import pytest

from trialkit.casebook.case import Case
from trialkit.casebook.claims import CaseClaim, ClaimTrial, Neighbours, case_claim
from trialkit.casebook.release import Released, release
from trialkit.model.consent import ConsentLevel
from trialkit.model.learning import LearningStatus, Stance
from trialkit.model.text import Text
from trialkit.rules.consent import ALLOWED

WORDS = Text.written("Postimaksu ratkaisee", "fi")
NAMED = "2026-2-verkkokauppa-ulkomaille"
WITHHELD = "2026-3-verkkokauppa-ulkomaille"


def linked(address: str, owner: str, stance: Stance = Stance.SUPPORTS) -> ClaimTrial:
    return ClaimTrial(address=address, stance=stance, strength=3, owner=owner)


@pytest.fixture
def claim(villapaja: Case) -> CaseClaim:
    """Villapaja and another company bear it out; a third, which is withheld, contradicts it."""
    return case_claim(
        WORDS,
        [
            linked(villapaja.address, "v"),
            linked(NAMED, "s"),
            linked(WITHHELD, "k", Stance.CONTRADICTS),
        ],
    )


def shown(
    case: Case,
    claim: CaseClaim,
    level: ConsentLevel = ConsentLevel.NAMED,
    neighbours: Neighbours = Neighbours(pages={NAMED: True}),  # noqa: B008
) -> Released:
    return release(attrs.evolve(case, claims=(claim,)), ALLOWED[level], neighbours=neighbours)


def test_in_the_house_every_link_counts(claim: CaseClaim) -> None:
    assert claim.status is LearningStatus.CONTESTED
    assert (claim.supporting, claim.contradicting) == (2, 1)


def test_a_withheld_trial_is_counted_and_nothing_more(villapaja: Case, claim: CaseClaim) -> None:
    (public,) = shown(villapaja, claim).case.claims

    assert [one.address for one in public.trials] == [villapaja.address, NAMED]
    assert public.withheld == 1


def test_the_status_on_a_page_does_not_give_away_what_a_withheld_trial_said(
    villapaja: Case, claim: CaseClaim
) -> None:
    turned = attrs.evolve(claim.trials[2], stance=Stance.SUPPORTS)
    other = case_claim(WORDS, [*claim.trials[:2], turned])

    assert shown(villapaja, claim).case.claims == shown(villapaja, other).case.claims
    assert shown(villapaja, claim).case.claims[0].status is LearningStatus.SUPPORTED


def test_no_owner_leaves_the_house(villapaja: Case, claim: CaseClaim) -> None:
    (public,) = shown(villapaja, claim).case.claims

    assert {one.owner for one in public.trials} == {""}


def test_an_anonymous_trial_never_stands_beside_another_of_its_company(
    villapaja: Case,
) -> None:
    claim = case_claim(WORDS, [linked(villapaja.address, "v"), linked(NAMED, "v")])

    named = shown(villapaja, claim, neighbours=Neighbours(pages={NAMED: False})).case.claims
    anonymous = shown(villapaja, claim, ConsentLevel.ANONYMOUS).case.claims

    assert [one.address for one in named[0].trials] == [villapaja.address]
    assert anonymous == ()


def test_a_claim_that_names_a_company_without_a_page_is_not_shown(
    villapaja: Case, claim: CaseClaim
) -> None:
    telling = attrs.evolve(claim, claim=Text.written("Kiukaan asiakkaat maksavat", "fi"))
    neighbours = Neighbours(pages={NAMED: True}, unnamed=("Kiuas",))

    assert shown(villapaja, telling, neighbours=neighbours).case.claims == ()


def test_a_claim_that_names_its_own_company_is_not_shown_without_the_name(
    villapaja: Case, claim: CaseClaim
) -> None:
    telling = attrs.evolve(claim, claim=Text.written("Villapajan asiakkaat maksavat", "fi"))

    assert shown(villapaja, telling, ConsentLevel.ANONYMOUS).case.claims == ()
    assert len(shown(villapaja, telling).case.claims) == 1


def test_a_series_names_only_those_that_have_a_page(villapaja: Case) -> None:
    case = attrs.evolve(villapaja, series=(NAMED, WITHHELD))

    public = release(case, ALLOWED[ConsentLevel.NAMED], neighbours=Neighbours(pages={NAMED: True}))

    assert public.case.series == (NAMED,)
