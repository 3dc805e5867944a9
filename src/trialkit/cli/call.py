"""One run of the command line: who reads it, in which language, and which workspace it is about."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from trialkit.errors import InvalidInput, Message, NotFound
from trialkit.language.choosing import chosen
from trialkit.language.wording import LANGUAGES, Wording, wording
from trialkit.model.ids import slugged

if TYPE_CHECKING:
    from trialkit.store.store import Store
    from trialkit.workspace.workspace import Workspace

DATABASE = "trialkit.db"


class Call:
    """What every command is handed. The workspace is opened on first use."""

    def __init__(self, *, terminal: bool = False, now: datetime | None = None) -> None:
        """Begin a run.

        Args:
            terminal: whether a person sits there, who can be asked.
            now: a set clock, for a workspace that is replayed; None for the real one.
        """
        self.terminal = terminal
        self.now = now
        self.folder: Path | None = None
        self.asked_language: str | None = None
        self._ws: Workspace | None = None
        self._store: Store | None = None
        self._own_language: str | None = None
        self._looked = False

    @classmethod
    def begin(cls, arguments: list[str], *, terminal: bool, now: datetime | None) -> Self:
        """A run whose language and workspace are already known before anything is parsed.

        Help and errors of parsing need them; click reads the same options again afterwards.
        """
        call = cls(terminal=terminal, now=now)
        if (language := _given(arguments, "--lang")) in LANGUAGES:
            call.asked_language = language
        if folder := _given(arguments, "-w", "--workspace"):
            call.folder = Path(folder)
        return call

    @property
    def language(self) -> str:
        """Asked for, else the workspace's, else the system's."""
        if self.asked_language is None and not self._looked:
            self._looked = True
            self._own_language = self._workspace_language()
        return chosen(self.asked_language, self._own_language)

    @property
    def wording(self) -> Wording:
        """Puts sentences into the reader's language."""
        zone = self._ws.settings.timezone if self._ws is not None else "UTC"
        return wording(self.language, zone)

    @property
    def workspace_folder(self) -> Path:
        """The workspace that was given, else the nearest one upward.

        Raises:
            NotFound: there is none.
        """
        if self.folder is not None:
            return self.folder
        if found := nearest(Path.cwd()):
            return found
        raise NotFound(
            Message("There is no workspace here or in any folder above."),
            code="NO_WORKSPACE",
            remedy=Message(
                "Make one with “trialkit init FOLDER”, or say where it is with “-w FOLDER”."
            ),
        )

    @property
    def ws(self) -> "Workspace":
        """The open workspace."""
        if self._ws is None:
            from trialkit.workspace.workspace import open as open_workspace

            now = self.now
            clock = None if now is None else lambda: now
            self._ws = open_workspace(self.workspace_folder, clock=clock)
        return self._ws

    @property
    def store(self) -> "Store":
        """The workspace's store alone: what help and a plain list need, in a tenth of the time."""
        if self._store is None:
            from trialkit.store.store import Store

            self._store = Store.open(self.workspace_folder)
        return self._store

    def forget_language(self) -> None:
        """Look the workspace's language up again: another folder was named, or it was changed."""
        self.close()
        self._looked = False

    def close(self) -> None:
        """Let go of the workspace, if it was opened."""
        for opened in (self._ws, self._store):
            if opened is not None:
                opened.close()
        self._ws = self._store = None

    def trial(self, asked: str) -> str:
        """The slug of the one trial that `asked` names; a person is asked where several could.

        Raises:
            NotFound: no trial has it.
            InvalidInput: several have it, and nobody is there to choose.
        """
        try:
            return self.ws.row(asked).slug
        except InvalidInput as error:
            if not self.terminal or set(error.codes) != {"AMBIGUOUS"}:
                raise
            from trialkit.cli.asking import choose

            slugs = [str(problem.message.values["slug"]) for problem in error.problems]
            return choose(Message("Which one is meant?"), slugs, slugs)

    def short(self, slug: str) -> str:
        """The owner's name as it is typed, where it means this trial alone; else the slug."""
        rows = self.ws.overview(slug)
        name = slugged(rows[0].company) if len(rows) == 1 else ""
        return name if name and len(self.ws.overview(name)) == 1 else slug

    def _workspace_language(self) -> str | None:
        folder = self.folder or nearest(Path.cwd())
        if folder is None or not (folder / DATABASE).is_file():
            return None
        from trialkit.errors import TrialkitError

        try:
            return str(self.store.setting("language"))
        except TrialkitError:
            return None  # it can't be opened; the command itself will say so


def nearest(folder: Path) -> Path | None:
    """The closest folder, from `folder` upward, that holds a workspace."""
    return next((one for one in (folder, *folder.parents) if (one / DATABASE).is_file()), None)


def _given(arguments: list[str], *names: str) -> str | None:
    """The last value that one of the options `names` is given, or None."""
    found = None
    for number, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if argument == "--":
            break
        if argument in names and number + 1 < len(arguments):
            found = arguments[number + 1]
        elif equals and name in names:
            found = value
    return found
