"""The hooks, each with when it is called, with what, and what happens if it fails.

A plugin is a module (or object) with functions of these names, marked with `hookimpl`, and an
entry point in the group `trialkit`.
"""

from collections.abc import Iterable, Sequence

import pluggy

from trialkit.casebook.case import Case
from trialkit.errors import Problem
from trialkit.hooks.contracts import Format, Importer
from trialkit.model.journal import Entry
from trialkit.model.metric import Observation
from trialkit.model.template import Template
from trialkit.model.text import Text
from trialkit.model.trial import Trial

PROJECT = "trialkit"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def trialkit_templates() -> Iterable[Template]:  # type: ignore[empty-body]
    """Offer kinds of trial.

    Called once when a command first needs a template.

    Returns:
        Templates; one whose id another plugin already gave is refused, and both are named.

    A plugin that raises is named on screen; the others' templates are there.
    """


@hookspec
def trialkit_importers() -> Iterable[Importer]:  # type: ignore[empty-body]
    """Offer readers of files.

    Called once when a file is first imported. Built-in importers are asked after plugins'
    whether they recognise a file, so that a special one wins over the plain table.

    Returns:
        Importers; a duplicate id is refused and named.

    A plugin that raises is named on screen; the other importers are there.
    """


@hookspec
def trialkit_metrics(  # type: ignore[empty-body]
    trial: Trial, observations: Sequence[Observation]
) -> Iterable[Observation]:
    """Derive observations that nobody should have to type and no formula can say.

    Called once per evaluation, also while a command that changed the trial is being written: so
    be quick, and touch nothing. Equal arguments must give equal results.

    Args:
        trial: its template's metrics are in `trial.template`.
        observations: all that are recorded, oldest first; derived ones are not among them.

    Returns:
        New observations, of metrics the template declares. They are never stored.

    A plugin that raises is named on screen, and its metrics are shown as missing.
    """


@hookspec
def trialkit_case_sections(case: Case) -> Iterable[tuple[str, Text]]:  # type: ignore[empty-body]
    """Add people's words to a case.

    Called when a case is built, before consent releases it.

    Args:
        case: as built so far.

    Returns:
        Pairs of a key (`plugin-name.section`) and its text; they join `case.texts`.

    A plugin that raises is named on screen; the case has none of its sections.
    """


@hookspec
def trialkit_formats() -> Iterable[Format]:  # type: ignore[empty-body]
    """Offer ways to write a case as a document.

    Called once when a document is first asked for.

    Returns:
        Formats; a duplicate id is refused and named.

    A plugin that raises is named on screen; the other formats are there.
    """


@hookspec
def trialkit_check(trial: Trial, move: str) -> Iterable[Problem]:  # type: ignore[empty-body]
    """Add a house rule to a lifecycle move.

    Called after TrialKit's own rules have let the move pass, before anything is written.

    Args:
        trial: before the move.
        move: `start`, `take back`, `evaluate`, `decide`, `stop`, `discard`.

    Returns:
        Reasons to refuse; none lets the move pass. What TrialKit refuses can't be allowed here.

    A plugin that raises refuses nothing; it is named on screen.
    """


@hookspec
def trialkit_reference() -> Iterable[tuple[str, Text]]:  # type: ignore[empty-body]
    """Offer reference figures with definition, source and year.

    Called when a site is published; its page about the cases shows them.

    Returns:
        Pairs of a key and the figure in words.

    A plugin that raises is named on screen; its figures are not shown.
    """


@hookspec
def trialkit_event(entry: Entry) -> None:
    """Hear of a command that changed something.

    Called after the commit, once per journal entry, in the order of the journal. What happens
    here can't undo the command.

    Args:
        entry: what the journal keeps of it; no payload.

    A plugin that raises is named on screen; the command stands.
    """
