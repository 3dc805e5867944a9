"""What a reading command gives besides its text: `--json` for programs, `-o` for Excel."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import click

from trialkit.cli.grammar import Decorated, option, together
from trialkit.cli.saying import say
from trialkit.language.marking import N_

reading: Decorated = together(
    [
        option("--json", "as_json", is_flag=True, help=N_("Print JSON, for another program.")),
        option(
            "-o",
            "--output",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar=N_("FILE"),
            help=N_("Write a table: FILE.xlsx or FILE.csv."),
        ),
    ]
)
"""The options of every reading command: `as_json` and `output`."""


Cell = str | int | Decimal | date | None
"""What a cell of a sheet may hold."""


class Sheet(NamedTuple):
    """A result as a table.

    Attributes:
        headings: one a column.
        rows: numbers and days as what they are.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def given(value: object, sheet: Sheet, *, as_json: bool, output: Path | None) -> bool:
    """Print `value` as JSON or write `sheet` to a file, where that was asked for.

    Returns:
        Whether it was, so that nothing is left to print.
    """
    if output is not None:
        from trialkit.intake.sheets import write_sheet

        write_sheet(output, sheet.headings, sheet.rows)
        say("Written: {file}", file=str(output))
    if as_json:
        click.echo(as_text(value))
    return as_json or output is not None


def as_text(value: object) -> str:
    """Any of our values, or several of them, as JSON text."""
    from trialkit.model.conversion import to_plain

    plain = (
        [to_plain(one) for one in value] if isinstance(value, (list, tuple)) else to_plain(value)
    )
    return json.dumps(plain, ensure_ascii=False, indent=2)
