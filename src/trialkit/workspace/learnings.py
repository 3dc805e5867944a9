"""What was learned across trials: claims, and the trials that bear them out or contradict them."""

import attrs

from trialkit.casebook.address import address
from trialkit.casebook.claims import CaseClaim, ClaimTrial, case_claim
from trialkit.errors import InvalidInput, Message
from trialkit.model.ids import slugged
from trialkit.model.learning import Learning, LearningLink, Stance
from trialkit.model.text import Text
from trialkit.model.trial import Trial
from trialkit.rules import learning as rules
from trialkit.rules.learning import Standing
from trialkit.workspace.session import Session, unknown

WORDS_IN_A_SLUG = 5


@attrs.frozen(kw_only=True)
class Learned:
    """A claim with its standing.

    Attributes:
        learning: the claim and its links.
        standing: its status, which rule gives it, and which trials make it stale.
        trials: slugs of every trial named in the two, by id.
    """

    learning: Learning
    standing: Standing
    trials: dict[str, str]


class Learnings(Session):
    """What an open workspace does with claims across trials."""

    def learnings(self, *, about: str | None = None) -> tuple[Learned, ...]:
        """Every claim with its standing, oldest first; of one trial where it is named.

        Raises:
            NotFound: no such trial.
        """
        trial = self.row(about).id if about else None
        claims = self._store.learnings()
        if not claims:
            return ()
        trials = {each.id: each for each in self._store.trials()}
        strengths = {row.id: row.strength or 0 for row in self._store.overview()}
        return tuple(
            _learned(claim, trials, strengths)
            for claim in claims
            if trial is None or claim.linked_to(trial)
        )

    def learning(self, which: str) -> Learned:
        """The one claim that `which` names: an id, a slug, or a part of its words.

        Raises:
            NotFound: no claim has it.
            InvalidInput: several have it.
        """
        known = self.learnings()
        wanted = which.casefold().strip()
        found = [
            each for each in known if wanted in {each.learning.id, each.learning.slug.casefold()}
        ] or [each for each in known if _has(each.learning, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            raise InvalidInput(
                Message("“{name}” could be several claims.", name=which),
                code="AMBIGUOUS",
                remedy=Message("Claims: {names}.", names=tuple(e.learning.slug for e in found)),
            )
        raise unknown(
            Message("There is no claim “{name}”.", name=which),
            which,
            [each.learning.slug for each in known],
            code="UNKNOWN_LEARNING",
        )

    def new_learning(self, claim: str, *, template: str | None = None) -> Learning:
        """Write a claim down; its status follows from the trials that are linked to it.

        Args:
            claim: one sentence, in the workspace's language.
            template: id of the kind of trial it is about, where it is about one.

        Raises:
            NotFound: no such template.
            InvalidInput: the claim is empty or too long for one sentence, or is there already.
        """
        words = " ".join(claim.split())
        if not 0 < len(words) <= 300:
            raise InvalidInput(
                Message("A claim is one sentence of at most 300 characters."), code="NOT_A_CLAIM"
            )
        kind = self.template(template).id if template else None
        taken = {each.slug for each in self._store.learnings()}
        base = slugged(" ".join(words.split()[:WORDS_IN_A_SLUG]))
        if any(
            words == word for each in self._store.learnings() for word in each.claim.words.values()
        ):
            raise InvalidInput(
                Message("This claim is there already: {slug}.", slug=base), code="CLAIM_THERE"
            )
        slug = next(s for s in (base, *(f"{base}-{n}" for n in range(2, 1000))) if s not in taken)
        learning = Learning(
            id=self._new_id(),
            slug=slug,
            claim=Text.written(words, self.settings.language),
            template=kind,
            reviewed_on=self.today,
            at=self.now,
            by=self.actor,
        )
        with self._command("new learning") as tx:
            return tx.save(learning)

    def link_learning(
        self, which: str, trial: str, stance: Stance | str, *, note: str = ""
    ) -> Learned:
        """Say that a trial supports a claim or contradicts it; said again, it replaces the first.

        Args:
            which: the claim.
            trial: a trial that was concluded or stopped.
            stance: `supports` or `contradicts`.
            note: how, in a few words.

        Raises:
            NotFound: no such claim or trial.
            InvalidInput: the stance is neither, or the trial hasn't closed.
        """
        claim, about = self.learning(which).learning, self.find(trial)
        if stance not in set(Stance):
            raise InvalidInput(
                Message("A trial supports a claim or contradicts it, and nothing else."),
                code="UNKNOWN_STANCE",
            )
        if about.closed_on is None:
            raise InvalidInput(
                Message("{trial} hasn't ended, so nothing is learned of it yet.", trial=about.slug),
                code="TRIAL_OPEN",
            )
        link = LearningLink(
            trial=about.id, stance=Stance(stance), note=note.strip(), at=self.now, by=self.actor
        )
        others = tuple(each for each in claim.links if each.trial != about.id)
        linked = attrs.evolve(claim, links=(*others, link))
        with self._command("link learning") as tx:
            tx.save(linked)
            # Each of their cases says where the claim stands.
            for each in linked.links:
                tx.about(each.trial)
        return self.learning(linked.id)

    def review_learning(self, which: str) -> Learned:
        """Say that a claim was held against all trials that bear on it; it is stale no longer."""
        claim = self.learning(which).learning
        with self._command("review learning") as tx:
            tx.save(attrs.evolve(claim, reviewed_on=self.today))
        return self.learning(claim.id)

    def _claims_of(self, trial: Trial) -> tuple[CaseClaim, ...]:
        """The claims that a trial is linked to, as its case tells of them."""
        return tuple(
            case_claim(claim.claim, [self._claim_trial(link) for link in claim.links])
            for claim in self._store.learnings()
            if claim.linked_to(trial.id)
        )

    def _claim_trial(self, link: LearningLink) -> ClaimTrial:
        trial = self._store.trial(link.trial)
        (row,) = self._store.matching(trial.id)
        return ClaimTrial(
            address=address(trial),
            stance=link.stance,
            strength=row.strength or 0,
            owner=trial.company,
        )


def _learned(claim: Learning, trials: dict[str, Trial], strengths: dict[str, int]) -> Learned:
    standing = rules.standing(claim, trials, strengths)
    named = {link.trial for link in claim.links} | set(standing.stale)
    slugs = {id_: trials[id_].slug for id_ in named if id_ in trials}
    return Learned(learning=claim, standing=standing, trials=slugs)


def _has(claim: Learning, wanted: str) -> bool:
    words = (claim.slug, *claim.claim.words.values())
    return bool(wanted) and any(wanted in word.casefold() for word in words)
