"""Ideas: trials that are only a sentence yet."""

import attrs

from trialkit.errors import InvalidInput, Message, NotFound
from trialkit.model.trial import Idea
from trialkit.workspace.session import Session


class Ideas(Session):
    """What an open workspace does with ideas."""

    def note_idea(self, text: str, *, origin: str | None = None) -> Idea:
        """Keep an idea in one line, with the meeting or barrier it came from."""
        idea = Idea(id=self._new_id(), text=text.strip(), origin=origin, at=self.now, by=self.actor)
        if not idea.text:
            raise InvalidInput(Message("An idea needs a few words."), code="EMPTY_IDEA")
        with self._command("note idea") as tx:
            tx.about(idea.id)
            tx.save(idea)
        return idea

    def ideas(self) -> list[Idea]:
        """Ideas that neither became a trial nor were dropped, oldest first."""
        return [idea for idea in self._store.ideas() if not (idea.became or idea.dropped)]

    def drop_idea(self, which: str, *, reason: str) -> Idea:
        """Let an idea go, with the reason.

        Args:
            which: its id, or any part of its words that no other open idea has.
            reason: why; kept.

        Raises:
            NotFound: no open idea has it.
            InvalidInput: several have it, or the reason is empty.
        """
        idea = self._idea(which)
        if not reason.strip():
            raise InvalidInput(Message("Say why the idea is dropped."), code="REASON_MISSING")
        dropped = attrs.evolve(idea, dropped=reason.strip())
        with self._command("drop idea") as tx:
            tx.about(idea.id)
            tx.save(dropped)
        return dropped

    def _idea(self, which: str) -> Idea:
        found = [
            idea
            for idea in self.ideas()
            if idea.id == which or which.casefold() in idea.text.casefold()
        ]
        if not found:
            raise NotFound(
                Message("There is no open idea “{name}”.", name=which), code="UNKNOWN_IDEA"
            )
        if len(found) > 1:
            raise InvalidInput(
                Message("“{name}” could be several ideas.", name=which),
                code="AMBIGUOUS",
                remedy=Message("Ideas: {names}.", names=tuple(idea.text for idea in found)),
            )
        return found[0]
