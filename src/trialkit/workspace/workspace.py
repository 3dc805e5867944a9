"""The door: create or open a workspace, and everything one does in it.

import trialkit

with trialkit.open("nivala/", actor="coordinator, Nivala-Haapajärvi") as ws:
trial = ws.new("ecommerce", company="Villapaja", slots={"market": "SE", "orders": 15})
ws.start(trial.slug)
"""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from trialkit.errors import Message, Refused
from trialkit.model.settings import Area, Programme, Settings
from trialkit.store.store import Store
from trialkit.workspace.acting import Acting
from trialkit.workspace.agenda import Agenda
from trialkit.workspace.cards import Cards
from trialkit.workspace.deciding import Deciding
from trialkit.workspace.following_up import FollowingUp
from trialkit.workspace.forms import Forms
from trialkit.workspace.learnings import Learnings
from trialkit.workspace.people import People
from trialkit.workspace.rounds import Rounds
from trialkit.workspace.series import Series
from trialkit.workspace.session import Clock, system_clock
from trialkit.workspace.upkeep import Upkeep


class Workspace(
    Agenda,
    Cards,
    Series,
    Acting,
    Forms,
    Rounds,
    Deciding,
    FollowingUp,
    Learnings,
    People,
    Upkeep,
):
    """An open workspace: the use cases of every subject, on one store, for one thread."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def create(
    folder: Path | str,
    *,
    actor: str,
    area: str = "",
    language: str = "fi",
    clock: Clock | None = None,
    programme: Programme | None = None,
    areas: Iterable[Area] = (),
) -> Workspace:
    """Make a new workspace in an empty or new folder, and open it.

    Args:
        folder: where.
        actor: who writes in it: a role is enough.
        area: the area new trials are run in; a key of `areas`, or a name of its own.
        language: the workspace's: `fi`, `sv` or `en`.
        clock: gives the moment in UTC; the system's where left out. A workspace made with a set
            clock is *replayed*, and says so on every page.
        programme: the funded frame.
        areas: all areas.

    Raises:
        StoreError: there is a workspace already, or the folder can't be written.
    """
    settings = Settings(
        actor=actor,
        area=area,
        language=language,
        programme=programme or Programme(),
        areas=tuple(areas),
        replayed=clock is not None,
    )
    clock = clock or system_clock
    store = Store.create(Path(folder), settings, by=actor, at=clock())
    return Workspace(store, actor=actor, clock=clock)


def open(  # noqa: A001 - reads as `trialkit.open`
    folder: Path | str, *, actor: str | None = None, clock: Clock | None = None
) -> Workspace:
    """Open the workspace in `folder`.

    Args:
        folder: where it is.
        actor: who writes; the workspace's own setting where left out.
        clock: gives the moment in UTC; the system's where left out.

    Raises:
        StoreError: there is none, it is damaged, or a newer TrialKit made it.
        Refused: a clock is given and the workspace isn't replayed: its seals would lie.
    """
    store = Store.open(Path(folder))
    try:
        workspace = Workspace(store, actor=actor, clock=clock or system_clock)
    except BaseException:
        store.close()
        raise
    if clock is not None and not workspace.settings.replayed:
        workspace.close()
        raise Refused(
            Message("This workspace keeps real time, and its clock can't be set."),
            code="CLOCK_SET",
            remedy=Message("Only a workspace that was made with a set clock is replayed."),
        )
    return workspace
