"""`trialkit demo`: plays the story command by command and publishes its site."""

import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from trialkit.demo.story import LAST_DAY, Step, steps, story
from trialkit.errors import InvalidInput, Message, Refused
from trialkit.language.choosing import chosen
from trialkit.language.marking import N_
from trialkit.language.wording import Wording, wording

FOLDER: Final = "trialkit-demo"
SITE: Final = "site"
MARK: Final = ".trialkit-demo"
"""A file that says the folder was made by a demo, and may be made again."""

CLOCK: Final = "TRIALKIT_CLOCK"
PLAIN: Final = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": ""}
"""Answers come back in UTF-8; and Python may keep what it compiled, which the next step needs."""


@click.command("demo", help=N_("Make a whole programme to look at, from real sales figures."))
@click.argument(
    "folder",
    metavar=N_("[FOLDER]"),
    required=False,
    default=FOLDER,
    type=click.Path(path_type=Path),
)
@click.option("--quietly", is_flag=True, help=N_("Don't show each command's answer."))
def demo(folder: Path, *, quietly: bool) -> None:
    """Play the story into `folder`."""
    words = wording(chosen(os.environ.get("LANGUAGE"), None))
    _make_room(folder)
    played = [*steps(folder.absolute()), *_ending(folder.absolute())]
    _tell(
        words,
        Message(
            "Real sales figures, moved by 260 weeks; companies, people, ballots and "
            "words are invented. Every command is shown as it runs."
        ),
    )
    shown = None
    for step in played:
        if step.at.date() != shown and not step.quiet:
            shown = step.at.date()
            click.secho(f"\n{words.long_day(shown)}", bold=True)
        _play(step, folder.absolute(), words.language, quietly=quietly or step.quiet)
    _tell(words, Message("\nThe site: {site}", site=str(folder.absolute() / SITE / "index.html")))
    _tell(words, Message("The workspace: {folder}", folder=str(folder.absolute())))
    _tell(
        words,
        Message(
            "Look at: a trial that held (Rantapuoti), one that didn't (Jokikoti), one "
            "that was stopped (Savipaja), and one that can't tell (Pajulahja)."
        ),
    )
    _tell(words, Message("Then try: {command}", command=f"trialkit -w {folder} list"))


def _make_room(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise Refused(
                Message("{folder} is not empty and no demo made it.", folder=str(folder)),
                code="NOT_OUR_FOLDER",
                remedy=Message("Name another folder: trialkit demo FOLDER."),
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("", encoding="utf-8")


def _ending(folder: Path) -> list[Step]:
    """Compare and publish, when the last trial is closed."""
    evening = datetime.combine(LAST_DAY, datetime.min.time()).astimezone().replace(hour=15)
    return [
        Step(at=evening, words=("compare", "template=ecommerce"), before=lambda: _confess(folder)),
        Step(at=evening, words=("publish", str(folder / SITE))),
        Step(at=evening, words=()),
    ]


def _confess(folder: Path) -> None:
    """Mark in every trial what is invented, so that each page says it."""
    import trialkit

    day = datetime.combine(LAST_DAY, datetime.min.time()).astimezone()
    parts = {part: part for part in story()["illustrative"]}
    with trialkit.open(folder, clock=lambda: day) as ws:
        for row in ws.overview():
            ws.edit(row.slug, illustrative=parts)


def _play(step: Step, folder: Path, language: str, *, quietly: bool) -> None:
    if step.before is not None:
        step.before()
    if not quietly:
        click.secho(f"> trialkit {_shown(step.words, folder)}", fg="cyan")
    place = [] if step.words[:1] == ("init",) else ["-w", str(folder)]
    done = subprocess.run(  # noqa: S603 - our own program, our own words
        [sys.executable, "-m", "trialkit", "--lang", language, *place, *step.words],
        env={**os.environ, CLOCK: step.at.isoformat(), **PLAIN},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        raise InvalidInput(
            Message("The demo stopped at: {command}", command=" ".join(step.words)),
            code="DEMO_STOPPED",
            remedy=Message("It said: {answer}", answer=(done.stderr or done.stdout).strip()),
        )
    if not quietly and done.stdout.strip():
        click.echo("\n".join(f"  {line}" for line in done.stdout.rstrip().splitlines()))


def _shown(words: tuple[str, ...], folder: Path) -> str:
    short = [word.replace(str(folder), ".") for word in words]
    return " ".join(f'"{word}"' if " " in word else word for word in short)


def _tell(words: Wording, message: Message) -> None:
    click.echo(words.say(message))
