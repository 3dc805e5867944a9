"""An open workspace: its store, its clock, who writes, and how things are found by name."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from trialkit.errors import InvalidInput, Message, NotFound, Problem, Refused
from trialkit.model.company import Company
from trialkit.model.ids import new_id
from trialkit.model.settings import Settings
from trialkit.model.template import Template
from trialkit.model.trial import Trial
from trialkit.store.rows import TrialRow
from trialkit.store.selection import Selection
from trialkit.store.store import Store

if TYPE_CHECKING:
    # Both are slow to load, and a command that only reads can do without.
    from trialkit.hooks.manager import Plugins
    from trialkit.store.transaction import Transaction

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


class Session:
    """What every use case needs. One object per thread; cheap to open."""

    def __init__(self, store: Store, *, actor: str | None, clock: Clock) -> None:
        self._store = store
        self._actor = actor
        self._clock = clock
        self._plugins: Plugins | None = None
        self._settings = store.settings()

    def close(self) -> None:
        """Let go of the workspace's file."""
        self._store.close()

    @property
    def settings(self) -> Settings:
        """The workspace's settings."""
        return self._settings

    @property
    def now(self) -> datetime:
        """The moment by the workspace's clock, in UTC."""
        return self._clock()

    @property
    def today(self) -> date:
        """The day in the workspace's own time zone."""
        return self.now.astimezone(self.zone).date()

    @property
    def zone(self) -> ZoneInfo:
        """The workspace's time zone, in which its days begin and end."""
        return ZoneInfo(self._settings.timezone)

    @property
    def actor(self) -> str:
        """Who writes: given to `open`, else the workspace's setting.

        Raises:
            InvalidInput: neither is known.
        """
        if actor := self._actor or self._settings.actor:
            return actor
        raise InvalidInput(
            Message("It isn't known who is writing."),
            code="NO_ACTOR",
            remedy=Message(
                "Say who: trialkit settings set actor “coordinator” (a role is enough)."
            ),
        )

    @property
    def plugins(self) -> "Plugins":
        """What is installed: templates, importers, formats; loaded on first use."""
        if self._plugins is None:
            from trialkit.hooks.manager import Plugins
            from trialkit.intake import hooks as intake_hooks
            from trialkit.publish import hooks as publish_hooks

            self._plugins = Plugins.load(builtin=(intake_hooks, publish_hooks))
        return self._plugins

    def templates(self) -> dict[str, Template]:
        """Every kind of trial there is: the plugins' and those in the workspace's own folder.

        A template in the workspace's `templates/` folder wins over a plugin's of the same id.
        """
        from trialkit.templates.reading import templates_in

        own, _ = templates_in(self._store.folder / "templates")
        return {**self.plugins.templates(), **own}

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What is wrong with plugins and with the workspace's own templates; empty is good."""
        from trialkit.templates.reading import templates_in

        _, faults = templates_in(self._store.folder / "templates")
        broken = tuple(Problem(fault.message, code="PLUGIN_FAULT") for fault in self.plugins.faults)
        return (*broken, *faults)

    def template(self, key: str) -> Template:
        """The kind of trial with this id.

        Raises:
            NotFound: there is none; near names are told.
        """
        known = self.templates()
        if key in known:
            return known[key]
        raise unknown(
            Message("There is no template “{name}”.", name=key),
            key,
            sorted(known),
            code="UNKNOWN_TEMPLATE",
        )

    def row(self, which: str) -> TrialRow:
        """The one trial that `which` names: an id, a slug, a part of it or of a company's name.

        A typed filter will do too, where it lets just one trial through.

        Raises:
            NotFound: no trial has it.
            InvalidInput: several have it; each is listed.
        """
        rows = self.overview(which) if which.strip() else []
        if len(rows) == 1:
            return rows[0]
        if not rows:
            raise unknown(
                Message("There is no trial “{name}”.", name=which),
                which,
                sorted(row.slug for row in self._store.overview()),
                code="UNKNOWN_TRIAL",
            )
        raise InvalidInput.of(
            Problem(
                Message(
                    "“{name}” could be {slug} (company: {company}).",
                    name=which,
                    slug=row.slug,
                    company=row.company,
                ),
                code="AMBIGUOUS",
            )
            for row in rows
        )

    def find(self, which: str) -> Trial:
        """The whole trial that `which` names; raises as `row` does."""
        return self._store.trial(self.row(which).id)

    def company(self, which: str) -> Company:
        """The one company that `which` names: an id, its name, or a part of it.

        Raises:
            NotFound: no company has it.
            InvalidInput: several have it; each is listed.
        """
        companies = self._store.companies_matching(which)
        if len(companies) == 1:
            return companies[0]
        if not companies:
            names = sorted(company.name for company in self._store.companies())
            message = Message("There is no company “{name}”.", name=which)
            raise unknown(message, which, names, code="UNKNOWN_COMPANY")
        raise InvalidInput.of(
            Problem(
                Message("“{name}” could be {company}.", name=which, company=company.name),
                code="AMBIGUOUS",
            )
            for company in companies
        )

    def trials(self, where: str | None = None) -> list[Trial]:
        """Trials that a typed filter or a part of a name selects; all without one, oldest first.

        Raises:
            InvalidInput: the filter has a fault; the message points at it.
        """
        selection = self._selection(where)
        if isinstance(selection, list):
            return [self._store.trial(row.id) for row in selection]
        return self._store.trials(selection)

    def overview(self, where: str | None = None) -> list[TrialRow]:
        """The same trials as `trials`, as the few columns a list needs; fast."""
        selection = self._selection(where)
        return selection if isinstance(selection, list) else self._store.overview(selection)

    def _selection(self, where: str | None) -> Selection | list[TrialRow] | None:
        if not where:
            return None
        if "=" not in where and " " not in where.strip():
            return self._store.matching(where)
        from trialkit.store.selection import is_filter, select

        if not is_filter(where):
            return self._store.matching(where)
        return select(where, today=self.today)

    def _new_id(self) -> str:
        return new_id(self.now)

    @contextmanager
    def _command(self, name: str) -> "Iterator[Transaction]":
        """One command: everything in it is written at once, with its journal entry, or nothing.

        The cases of the trials it is about are kept up to date in the same transaction. Plugins
        hear of it afterwards.
        """
        with self._store.command(name, by=self.actor, at=self.now) as tx:
            yield tx
            self._keep_cases(tx)
        if tx.entry is not None:
            self.plugins.event(tx.entry)

    def _keep_cases(self, tx: "Transaction") -> None:
        """Keep what is derived from the trials that a command wrote."""

    def _ask_plugins(self, trial: Trial, move: str) -> None:
        """House rules: they run after ours and can only add a refusal."""
        if problems := self.plugins.check(trial, move):
            raise Refused.of(problems)


def unknown(message: Message, asked: str, known: Sequence[str], *, code: str) -> NotFound:
    """Nothing has the name that was asked for; near names are told, else some there are."""
    near = get_close_matches(asked, known, n=3, cutoff=0.5)
    if near:
        remedy = Message("Did you mean: {names}?", names=tuple(near))
    elif known:
        remedy = Message("There are: {names}.", names=tuple(known[:12]))
    else:
        remedy = Message("There are none yet.")
    return NotFound(message, code=code, remedy=remedy)
