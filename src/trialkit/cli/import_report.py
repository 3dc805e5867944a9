"""What came of a file, in a few lines."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import click

from trialkit.cli.call import Call
from trialkit.cli.phrases import amount, in_reader_language, metric_name
from trialkit.cli.saying import say, words, wrapped
from trialkit.errors import Message, Problem, Value
from trialkit.language.marking import N_
from trialkit.model.period import PeriodKind
from trialkit.workspace.reports import Conflict, ImportReport, Spread

_SHOWN: Final = 10
"""Figures that differ, and rows that can't be read, one by one; of more, only the number."""


def tell_report(call: Call, slug: str, report: ImportReport) -> None:
    """Print what was taken, what was left and by which rule, and what to know of it."""
    say(_rows(call, report))
    for one in report.left_out:
        say("  Left out {rows}: {rule}", rows=one.rows, rule=one.rule)
    _tell_problems(call, report.unreadable)
    say(
        "Figures: {new} new, {unchanged} unchanged, {replaced} replaced",
        new=report.new,
        unchanged=report.unchanged,
        replaced=report.replaced,
    )
    if report.first is not None and report.last is not None:
        say("They cover {first}–{last}.", first=report.first, last=report.last)
    for spread in report.spreads:
        say(_spread(spread))
    if not report.saved:
        _tell_conflicts(call, slug, report.conflicts)
        _tell_problems(call, report.against)
    for note in report.notes:
        click.echo(wrapped(call.wording.say(note), first="· ", hanging="  "))


def _rows(call: Call, report: ImportReport) -> Message:
    holes: dict[str, Value] = {
        "file": report.file,
        "importer": in_reader_language(report.label, call.wording),
        "used": report.used,
        "left": sum(one.rows for one in report.left_out),
    }
    if not report.unreadable_rows:
        return Message.counted(
            "{file} ({importer}): {n} row = {used} used + {left} left out",
            "{file} ({importer}): {n} rows = {used} used + {left} left out",
            n=report.rows,
            **holes,
        )
    return Message.counted(
        "{file} ({importer}): {n} row = {used} used + {left} left out + {unreadable} unreadable",
        "{file} ({importer}): {n} rows = {used} used + {left} left out + {unreadable} unreadable",
        n=report.rows,
        unreadable=report.unreadable_rows,
        **holes,
    )


def _tell_problems(call: Call, problems: Sequence[Problem]) -> None:
    for problem in problems[:_SHOWN]:
        click.echo(wrapped(call.wording.problem(problem), first="  ! ", hanging="    "))
    if len(problems) > _SHOWN:
        more = len(problems) - _SHOWN
        say(Message.counted("  ! And {n} more fault.", "  ! And {n} more faults.", n=more))


def _tell_conflicts(call: Call, slug: str, conflicts: Sequence[Conflict]) -> None:
    if not conflicts:
        return
    template = call.ws.find(slug).template
    for one in conflicts[:_SHOWN]:
        differs = words(
            N_("  Differs: {metric}, {period:period}: {before} is there, {found} is in the file"),
            metric=metric_name(template, one.metric, call.wording),
            period=str(one.period),
            before=amount(template, one.metric, one.before, call.wording),
            found=amount(template, one.metric, one.found, call.wording),
        )
        click.echo(wrapped(differs, hanging="    "))
    if len(conflicts) > _SHOWN:
        more = len(conflicts) - _SHOWN
        say(Message.counted("  And {n} more figure.", "  And {n} more figures.", n=more))


def _spread(spread: Spread) -> Message:
    """Where in the trial's life figures of one kind of period lie."""
    periods = _PERIODS[spread.kind]
    holes: dict[str, Value] = {
        "before": periods(spread.before),
        "baseline": spread.baseline,
        "last_year": spread.last_year,
        "trial": periods(spread.trial),
    }
    if not spread.before:
        return Message("  In the trial phase {trial}.", **holes)
    if not spread.trial:
        return Message(
            "  Before the trial {before}, of these in the baseline {baseline} (last year's "
            "{last_year}).",
            **holes,
        )
    return Message(
        "  Before the trial {before}, of these in the baseline {baseline} (last year's "
        "{last_year}); in the trial phase {trial}.",
        **holes,
    )


_PERIODS: Final[Mapping[PeriodKind, Callable[[int], Message]]] = {
    PeriodKind.DAY: lambda n: Message.counted("{n} day", "{n} days", n=n),
    PeriodKind.WEEK: lambda n: Message.counted("{n} week", "{n} weeks", n=n),
    PeriodKind.MONTH: lambda n: Message.counted("{n} month", "{n} months", n=n),
    PeriodKind.QUARTER: lambda n: Message.counted("{n} quarter", "{n} quarters", n=n),
    PeriodKind.YEAR: lambda n: Message.counted("{n} year", "{n} years", n=n),
}
