"""What a form says of itself, so that what is filled in finds its trial again.

It is said twice: whole on a worksheet nobody sees, which outlives being saved by another program,
and in short in a line of the sheet that is filled in, which outlives being saved as CSV.
"""

import codecs
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

import attrs

from trialkit.errors import InvalidInput, NotFound
from trialkit.intake.kinds import FileKind, head_of, kind_of

FORM: Final = "trialkit-form/1"
"""The name of this kind of form and its version: a changed layout gets a new number."""

SHEET: Final = "_trialkit"
"""The worksheet that nobody sees."""

_LINE: Final = re.compile(r"trialkit-form/\d+ (?P<slug>[\w-]+) (?P<trial>[\w-]+)")

Given = tuple[str, str, str]
"""Metric, series and period as written: what at most one cell of a form stands for."""


@attrs.frozen(kw_only=True)
class FormMark:
    """What a form knows of itself.

    Attributes:
        trial: id of the trial whose figures it asks for.
        slug: the trial's, for people.
        template: id and version of the template it was made from.
        digest: the template's, hex; empty where the form says only the short of it.
        columns: heading → metric, or the part of a table that the column holds.
        own: headings of the columns that only help whoever fills it in.
        given: the figures that stood in it when it was handed out.
    """

    trial: str
    slug: str
    template: str = ""
    digest: str = ""
    columns: Mapping[str, str] = attrs.field(factory=dict)
    own: tuple[str, ...] = ()
    given: Mapping[Given, Decimal] = attrs.field(factory=dict)

    @property
    def line(self) -> str:
        """The short of it, for a line of the sheet."""
        return f"{FORM} {self.slug} {self.trial}"

    def rows(self) -> Iterator[tuple[str, ...]]:
        """All of it, for the worksheet that nobody sees."""
        yield "form", FORM
        yield "trial", self.trial
        yield "slug", self.slug
        yield "template", self.template
        yield "digest", self.digest
        for heading in self.own:
            yield "own", heading
        for heading, metric in self.columns.items():
            yield "column", heading, metric
        for (metric, series, period), value in self.given.items():
            yield "given", metric, series, period, f"{value:f}"


def trial_named(path: Path) -> str | None:
    """Id of the trial that a form belongs to; None where the file is no form.

    Cheap for any file: no more is read than the list of a workbook's sheets, or the head of a
    text, before it is clear that it is none.
    """
    try:
        mark = mark_in(path)
    except (InvalidInput, NotFound):
        return None
    return mark.trial if mark else None


def mark_in(path: Path) -> FormMark | None:
    """What a form says of itself; None where the file is no form.

    Raises:
        NotFound, InvalidInput: the file can't be read at all.
    """
    if kind_of(path) is FileKind.WORKBOOK:
        return _mark_of(_hidden_rows(path))
    found = _LINE.search(_text(head_of(path)))
    return FormMark(trial=found["trial"], slug=found["slug"]) if found else None


def _text(head: bytes) -> str:
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return head.decode("utf-16" if wide else "utf-8", errors="replace")


def _hidden_rows(path: Path) -> list[Sequence[str]]:
    """The cells of the worksheet that nobody sees; none where there is no such worksheet."""
    if not _may_have_it(path):
        return []
    from trialkit.intake.worksheets import worksheets

    try:
        return [
            [str(cell) for cell in row.cells]
            for found in worksheets(path, sheet=SHEET)
            for row in found.rows
        ]
    except NotFound:
        return []


def _may_have_it(path: Path) -> bool:
    """Whether the list of sheets names it; true where it can't be told without opening them."""
    try:
        with zipfile.ZipFile(path) as package:
            return f'"{SHEET}"'.encode() in package.read("xl/workbook.xml")
    except (zipfile.BadZipFile, KeyError):
        return True


def _mark_of(rows: Sequence[Sequence[str]]) -> FormMark | None:
    said = {row[0]: row[1] for row in rows if len(row) > 1}
    if "trial" not in said:
        return None
    return FormMark(
        trial=said["trial"],
        slug=said.get("slug", ""),
        template=said.get("template", ""),
        digest=said.get("digest", ""),
        columns={row[1]: row[2] for row in rows if row[0] == "column" and len(row) > 2},
        own=tuple(row[1] for row in rows if row[0] == "own" and len(row) > 1),
        given=dict(_given(rows)),
    )


def _given(rows: Sequence[Sequence[str]]) -> Iterator[tuple[Given, Decimal]]:
    for row in rows:
        if row[0] != "given" or len(row) < 5:
            continue
        try:
            yield (row[1], row[2], row[3]), Decimal(row[4])
        except InvalidOperation:
            continue  # somebody wrote into it: the figure is only no longer known as handed out
