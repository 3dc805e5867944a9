"""Keeping the workspace itself: settings, history, checks and copies."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, Problem
from trialkit.model.journal import Entry
from trialkit.model.settings import Settings
from trialkit.workspace.session import Session


class Upkeep(Session):
    """What an open workspace does for itself."""

    def set(self, name: str, written: str) -> Settings:
        """Change one setting, as a person types it.

        Args:
            name: a field of `Settings`, or `programme.<field>`.
            written: its new value; several are separated by commas.

        Raises:
            InvalidInput: there is no such setting, or the value doesn't fit it.
        """
        reader = _READ.get(name)
        if reader is None:
            raise InvalidInput(
                Message("There is no setting “{name}”.", name=name),
                code="UNKNOWN_SETTING",
                remedy=Message("There are: {names}.", names=tuple(_READ)),
            )
        value = reader(name, written.strip())
        if name.startswith("programme."):
            field = name.removeprefix("programme.")
            programme = attrs.evolve(self.settings.programme, **{field: value})  # type: ignore[arg-type]
            return self.change_settings(programme=programme)
        return self.change_settings(**{name: value})

    def change_settings(self, **changes: object) -> Settings:
        """Change settings by their fields; journaled like every other command."""
        changed = attrs.evolve(self._settings, **changes)  # type: ignore[arg-type]
        with self._command("settings") as tx:
            tx.save(changed)
        self._settings = changed
        return changed

    def join_programme(self, path: Path | str) -> Settings:
        """Take a programme and its areas from the TOML file that the centre hands out.

        Raises:
            InvalidInput: the file can't be read or says something that doesn't fit.
        """
        from trialkit.intake.programmes import read_programme

        frame = read_programme(Path(path))
        return self.change_settings(programme=frame.programme, areas=frame.areas)

    def history(self, which: str | None = None) -> list[Entry]:
        """What the journal keeps, oldest first; of one trial where it is named."""
        if which is None:
            return self._store.entries()
        return self._store.entries(subject=self.row(which).id)

    def verify(self) -> tuple[Problem, ...]:
        """Everything that was changed outside TrialKit since it was written; empty is good."""
        from trialkit.store.verifying import verify

        return tuple(verify(self._store))

    def backup(self, to: Path | str) -> Path:
        """A checked copy of the workspace's database; answers where it is.

        Raises:
            InvalidInput: a file is already there.
            StoreError: the copy could not be made or didn't pass its check.
        """
        from trialkit.store.backup import backup

        return backup(self._store, Path(to))


def _text(_name: str, written: str) -> str:
    return written


def _whole(name: str, written: str) -> int:
    if written.isdecimal() and int(written) > 0:
        return int(written)
    raise _unfit(name, written, Message("Write a whole number above 0."))


def _amount(name: str, written: str) -> Decimal:
    try:
        return Decimal(written.replace(",", "."))
    except InvalidOperation:
        raise _unfit(name, written, Message("Write a number such as 30,50.")) from None


def _one_of(*choices: str) -> Callable[[str, str], str]:
    def read(name: str, written: str) -> str:
        if written in choices:
            return written
        raise _unfit(name, written, Message("Choose one of: {names}.", names=choices))

    return read


def _languages(name: str, written: str) -> tuple[str, ...]:
    return tuple(_one_of("fi", "sv", "en")(name, part.strip()) for part in written.split(","))


def _zone(name: str, written: str) -> str:
    from zoneinfo import available_timezones

    if written in available_timezones():
        return written
    raise _unfit(name, written, Message("Write a time zone such as Europe/Helsinki."))


def _named(_name: str, written: str) -> Mapping[str, str]:
    return {"fi": written, "sv": written, "en": written}


def _unfit(name: str, written: str, remedy: Message) -> InvalidInput:
    return InvalidInput(
        Message("“{written}” doesn't fit the setting {name}.", written=written, name=name),
        code="BAD_SETTING",
        remedy=remedy,
    )


_READ: Final[Mapping[str, Callable[[str, str], object]]] = {
    "actor": _text,
    "language": _one_of("fi", "sv", "en"),
    "languages": _languages,
    "currency": _text,
    "timezone": _zone,
    "area": _text,
    "quorum": _whole,
    "ballots_to_publish": _whole,
    "silent_after_weeks": _whole,
    "consent_months": _whole,
    "own_hour_price": _amount,
    "programme.code": _text,
    "programme.name": _named,
    "programme.authority": _text,
    "programme.body": _text,
    "programme.contact": _text,
}
