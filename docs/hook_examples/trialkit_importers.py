"""Reads a till's closing slips: one line a day, such as `2026-03-02 14 orders`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from trialkit import Message, Place, Problem
from trialkit.hooks import Figure, ImportContext, Importer, Reading, hookimpl
from trialkit.model.period import Period, PeriodKind


class TillSlips:
    id = "till-slips"
    label: Mapping[str, str] = {
        "fi": "kassan päiväraportit",
        "sv": "kassarapporter",
        "en": "till slips",
    }

    def recognises(self, path: Path, head: bytes) -> bool:
        return head.rstrip().endswith(b" orders")

    def read(self, path: Path, context: ImportContext) -> Reading:
        weeks: Counter[Period] = Counter()
        unreadable = []
        lines = path.read_text(encoding="utf-8").splitlines()
        for row, line in enumerate(lines, start=1):
            try:
                day, count, _ = line.split()
                weeks[Period.of(PeriodKind.WEEK, date.fromisoformat(day))] += int(count)
            except ValueError:
                problem = Message("“{line}” is no line of a till slip.", line=line)
                place = Place(file=path.name, row=row)
                unreadable.append(Problem(problem, code="NOT_A_SLIP", place=place))
        return Reading(
            rows=len(lines),
            used=len(lines) - len(unreadable),
            figures=tuple(
                Figure(metric="orders", period=week, value=Decimal(count))
                for week, count in weeks.items()
            ),
            unreadable=tuple(unreadable),
            unreadable_rows=len(unreadable),
        )


@hookimpl
def trialkit_importers() -> Iterable[Importer]:
    return [TillSlips()]
