"""An installable plugin of one's own, with a test that passes, to begin from."""

import keyword
import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from string import Template as Pattern

from trialkit.errors import InvalidInput, Message, Place
from trialkit.templates.reading import read_template

READ_ON = date(2026, 11, 23)
"""The day the facts of the skeleton were read; whoever fills it in writes their own."""


def scaffold(name: str, folder: Path) -> Path:
    """Make a plugin with one template, minimal but complete in three languages.

    Args:
        name: the template's id: small letters, digits and _; the distribution is
            `trialkit-<name>` and its package `trialkit_<name>`.
        folder: where it goes; made where it isn't there.

    Returns:
        The template's file, which is what to edit first.

    Raises:
        InvalidInput: the name can't be used, or the folder has something in it.
    """
    _usable(name)
    if folder.exists() and any(folder.iterdir()):
        raise InvalidInput(
            Message("The folder {folder} is not empty.", folder=str(folder)),
            code="FOLDER_NOT_EMPTY",
            remedy=Message("Name a folder that isn't there yet."),
        )
    written = dict(_files(name))
    content = f"src/trialkit_{name}/template.toml"
    read_template(written[content], name="template.toml")
    for path, text in written.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return folder / content


def _usable(name: str) -> None:
    if re.fullmatch(r"[a-z][a-z0-9_]*", name) and not keyword.iskeyword(name):
        return
    raise InvalidInput(
        Message("“{name}” can't be used as a name.", name=name),
        code="BAD_NAME",
        place=Place(field="NAME"),
        remedy=Message("Use small letters a to z, digits and _, beginning with a letter."),
    )


def _files(name: str) -> Iterator[tuple[str, str]]:
    """Each file of the plugin: its path inside the folder, and its text."""
    package = f"trialkit_{name}"
    yield "pyproject.toml", _drawn("pyproject.toml", name)
    yield "README.md", _drawn("README.md", name)
    yield f"src/{package}/__init__.py", _drawn("init.py", name)
    yield f"src/{package}/template.toml", _drawn("template.toml", name)
    yield f"src/{package}/py.typed", ""
    yield f"tests/test_{name}.py", _drawn("test.py", name)


def _drawn(pattern: str, name: str) -> str:
    folder = files("trialkit.templates").joinpath("skeleton")
    text = folder.joinpath(f"{pattern}.txt").read_text(encoding="utf-8")
    return Pattern(text).substitute(
        name=name,
        dashed=name.replace("_", "-"),
        package=f"trialkit_{name}",
        title="".join(part.capitalize() for part in name.split("_")),
        today=READ_ON.isoformat(),
        next_year=READ_ON.replace(year=READ_ON.year + 1).isoformat(),
    )
