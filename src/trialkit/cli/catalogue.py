"""Every command by name: where it stands, under which heading, and its one line of help.

Help is drawn from this table alone, so that `trialkit --help` imports no family. Plugins add
commands by the entry-point group `trialkit.commands`; they are found by a scan of the installed
distributions' own lists, which is some twenty times cheaper than asking `importlib.metadata`.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from trialkit.language.marking import N_

ENTRY_POINTS: Final = "trialkit.commands"

WEEK: Final = N_("This week")
TRIAL: Final = N_("A trial")
PUBLISHING: Final = N_("Publishing")
PEOPLE: Final = N_("People and programme")
REST: Final = N_("The rest")
HEADINGS: Final = (WEEK, TRIAL, PUBLISHING, PEOPLE, REST)


class Listed(NamedTuple):
    """One command in the help.

    Attributes:
        module: where it stands, a full dotted name.
        attribute: the command's name in that module.
        heading: one of `HEADINGS`.
        help: one line, marked for translation.
        distribution: the plugin that brings it; empty for our own.
    """

    module: str
    attribute: str
    heading: str
    help: str
    distribution: str = ""


def _own(family: str, attribute: str, heading: str, line: str) -> Listed:
    return Listed(f"trialkit.cli.{family}", attribute, heading, line)


OWN: Final[Mapping[str, Listed]] = {
    "import": _own("importing", "import_", WEEK, N_("Take in figures from a file or a folder.")),
    "observe": _own("figures", "observe", WEEK, N_("Type in one figure.")),
    "form": _own("form", "form", WEEK, N_("Write the workbook a company fills in.")),
    "new": _own("drafting", "new", TRIAL, N_("Begin a draft, or note an idea.")),
    "edit": _own("editing", "edit", TRIAL, N_("Change a draft.")),
    "start": _own("starting", "start", TRIAL, N_("Seal the promise and start the trial.")),
    "act": _own("running", "act", TRIAL, N_("Record a step that was done.")),
    "evaluate": _own("evaluating", "evaluate", TRIAL, N_("See the results; do what is next.")),
    "round": _own("rounds", "round_", TRIAL, N_("Ask the core group, part by part.")),
    "decide": _own("evaluating", "decide", TRIAL, N_("Record what the company does next.")),
    "follow-up": _own("following_up", "follow_up", TRIAL, N_("Record what became of it.")),
    "amend": _own("running", "amend", TRIAL, N_("Change the promise after the start.")),
    "stop": _own("running", "stop", TRIAL, N_("End a trial before its evaluation.")),
    "discard": _own("running", "discard", TRIAL, N_("Let a draft go.")),
    "show": _own("showing", "show", TRIAL, N_("Show one trial.")),
    "list": _own("listing", "list_", TRIAL, N_("List trials, or ideas.")),
    "consent": _own("publishing", "consent", PUBLISHING, N_("Record what may be published.")),
    "case": _own("publishing", "case", PUBLISHING, N_("Write the case of one trial.")),
    "compare": _own("publishing", "compare", PUBLISHING, N_("Put cases side by side.")),
    "learning": _own("learning", "learning", PUBLISHING, N_("What was learned across trials.")),
    "publish": _own("publishing", "publish", PUBLISHING, N_("Write the site of released cases.")),
    "group": _own("people", "group", PEOPLE, N_("Companies, members and stakes.")),
    "init": _own("house", "init", REST, N_("Make a workspace.")),
    "settings": _own("house", "settings", REST, N_("See and change the workspace's settings.")),
    "verify": _own("house", "verify", REST, N_("Check seals, journal and database.")),
    "log": _own("house", "log", REST, N_("Show who did what, and when.")),
    "backup": _own("house", "backup", REST, N_("Make a checked copy of the workspace.")),
    "restore": _own("house", "restore", REST, N_("Make a workspace from a backup.")),
    "template": _own("templates", "template", REST, N_("Kinds of trial, and their facts.")),
    "plugins": _own("house", "plugins", REST, N_("Show what is installed.")),
    "schema": _own("house", "schema", REST, N_("Print the JSON Schemas.")),
}

_FIXED_HELP: Final[Mapping[str, str]] = {
    "demo": N_("Make a whole programme to look at."),
}


def commands() -> dict[str, Listed]:
    """Our own commands and the plugins', in the order help shows them.

    A name that two bring belongs to the first: ours, then plugins by distribution name.
    """
    found = dict(OWN)
    for name, listed in _plugged(sys.path):
        found.setdefault(name, listed)
    return found


def _plugged(path: list[str]) -> Iterator[tuple[str, Listed]]:
    """Commands that installed distributions offer, sorted by distribution."""
    lists = {
        folder.name: folder / "entry_points.txt"
        for place in reversed(path)
        if (site := Path(place or ".")).is_dir()
        for folder in site.glob("*.dist-info")
    }
    for distribution, file in sorted(lists.items()):
        for name, target in _entry_points(file):
            module, _, attribute = target.partition(":")
            line = _FIXED_HELP.get(name, N_("A command of a plugin."))
            plugin = "" if name in _FIXED_HELP else distribution.split("-")[0]
            yield name, Listed(module.strip(), attribute.strip(), REST, line, plugin)


def _entry_points(file: Path) -> Iterator[tuple[str, str]]:
    """The names and targets under our heading; the file is INI, and that is all of it we read."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    _, ours, rest = text.partition(f"[{ENTRY_POINTS}]")
    for line in rest.splitlines() if ours else ():
        if line.lstrip().startswith("["):
            return
        name, equals, target = line.partition("=")
        if equals and not line.startswith("#"):
            yield name.strip(), target.strip()
