"""Claims across trials that a case bears on, and what of them may leave the house.

A claim is the centre's own text. On a page a trial is named by its address, and only where it has
a page of its own; the others are counted, without their stance. The status on a page follows from
the trials it names alone, so that nothing about another follows from it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Final

import attrs

from trialkit.casebook.gate import Gate
from trialkit.model.learning import LearningStatus, Stance
from trialkit.model.text import Text
from trialkit.rules.learning import Because, Word, weighed
from trialkit.rules.naming import gives_away


@attrs.frozen(kw_only=True)
class ClaimTrial:
    """A trial that is linked to a claim.

    Attributes:
        address: of its case.
        stance: whether it supports or contradicts the claim.
        strength: of its evidence, 0 to 6.
        owner: id of its company; private, and empty in a released case.
    """

    address: str
    stance: Stance
    strength: int
    owner: str = ""


@attrs.frozen(kw_only=True)
class CaseClaim:
    """A claim that the case's trial is linked to.

    Attributes:
        claim: in one sentence, the centre's own.
        status: how far it is borne out; in a released case, by the trials below alone.
        because: the rule that says so.
        supporting, contradicting: companies on each side.
        trials: those linked to it, the case's own among them, in the order of linking.
        withheld: linked trials that aren't named here.
    """

    claim: Text
    status: LearningStatus
    because: Because
    supporting: int
    contradicting: int
    trials: tuple[ClaimTrial, ...]
    withheld: int = 0

    def stance_of(self, address: str) -> Stance | None:
        """What the trial with this address says of the claim; None where it isn't named."""
        return next((one.stance for one in self.trials if one.address == address), None)


@attrs.frozen(kw_only=True)
class Neighbours:
    """What is public of the other trials that a case speaks of.

    Attributes:
        pages: address → whether the page names the company, of each that has a page.
        unnamed: names of the companies that no page of theirs names.
    """

    pages: Mapping[str, bool] = attrs.field(factory=dict)
    unnamed: Collection[str] = ()


ALONE: Final = Neighbours()
"""Nothing is public of any other trial."""


def case_claim(claim: Text, trials: Iterable[ClaimTrial], *, withheld: int = 0) -> CaseClaim:
    """A claim with the status that follows from these trials."""
    linked = tuple(trials)
    standing = weighed(
        Word(company=one.owner, stance=one.stance, strength=one.strength) for one in linked
    )
    return CaseClaim(
        claim=claim,
        status=standing.status,
        because=standing.because,
        supporting=standing.supporting,
        contradicting=standing.contradicting,
        trials=linked,
        withheld=withheld,
    )


def released_claims(
    claims: Iterable[CaseClaim], gate: Gate, *, own: str, neighbours: Neighbours
) -> tuple[CaseClaim, ...]:
    """The claims as a page may show them.

    A claim whose words give an unnamed company away isn't shown. Nor does an anonymous trial stand
    beside another of its company: two trials that count as one company would tell whose it is.

    Args:
        claims: in the house.
        gate: of the case they are shown with.
        own: that case's address.
        neighbours: what is public of the other trials linked to them.
    """
    pages = {**neighbours.pages, own: gate.permits.name}
    shown = (
        _released(one, gate, pages)
        for one in claims
        if not any(gives_away(said, neighbours.unnamed) for said in one.claim.words.values())
    )
    return tuple(one for one in shown if one.claim.words and one.stance_of(own) is not None)


def _released(claim: CaseClaim, gate: Gate, pages: Mapping[str, bool]) -> CaseClaim:
    trials_of = Counter(one.owner for one in claim.trials)
    named = [
        one
        for one in claim.trials
        if one.address in pages and (pages[one.address] or trials_of[one.owner] == 1)
    ]
    made = case_claim(
        attrs.evolve(claim.claim, words=gate.words(claim.claim.words)),
        named,
        withheld=len(claim.trials) - len(named),
    )
    return attrs.evolve(made, trials=tuple(attrs.evolve(one, owner="") for one in made.trials))
