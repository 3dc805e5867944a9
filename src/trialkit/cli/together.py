"""What comes under a comparison: trials of one promise together, and how often a kind succeeds."""

import click

from trialkit.casebook.comparison import Comparison
from trialkit.casebook.same_promise import SamePromise, names_of
from trialkit.casebook.success import Success
from trialkit.cli.phrases import in_reader_language
from trialkit.cli.saying import say, words, wrapped
from trialkit.cli.tables import table
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.publish.together_view import (
    CIRCUMSTANCES,
    circumstance,
    differences,
    how_to_read,
    place,
    rate,
    said,
)
from trialkit.publish.words import PageWords


def tell_together(comparison: Comparison, wording: Wording) -> None:
    """Every group of trials that made the same promise, then the success rates."""
    names = names_of(row.case for row in comparison.rows)
    for group in comparison.same:
        click.echo()
        _tell_group(group, names, wording)
    for kind in comparison.success:
        click.echo()
        _tell_success(kind, wording)


def _tell_group(group: SamePromise, names: dict[str, str], wording: Wording) -> None:
    metric = in_reader_language(group.label, wording)
    click.echo(
        click.style(wrapped(words(N_("The same promise: {metric}"), metric=metric)), bold=True)
    )
    rows = [
        [
            names[address],
            *(circumstance(one, at, wording) for one in group.aligned),
        ]
        for at, address in enumerate(group.addresses)
    ]
    headings = [
        words(N_("Trial")),
        *(wording.text(CIRCUMSTANCES[one.id]) for one in group.aligned),
    ]
    click.echo(table(headings, rows, wrap=True))
    say(differences(group, wording))
    for sentence in said(group, names):
        say(sentence)
    for one in group.asides:
        say("Not counted: {trial}. {why}", trial=names[one.address], why=one.why)


def _tell_success(told: Success, wording: Wording) -> None:
    title = in_reader_language(told.title, wording)
    click.echo(click.style(wrapped(words(N_("How often it held: {kind}"), kind=title)), bold=True))
    page = PageWords(wording)
    headings = [
        words(N_("Area")) if told.by == "area" else words(N_("Market")),
        wording.label("outcome", "held"),
        wording.label("outcome", "did not hold"),
        wording.label("outcome", "can't tell"),
    ]
    rows = [
        [
            place(share, told.by, page).text,
            *map(str, (share.held, share.did_not_hold, share.cant_tell)),
            *([rate(share, wording)] if told.percentages else []),
        ]
        for share in told.shares
    ]
    if told.percentages:
        headings.append(words(N_("Rate")))
    click.echo(table(headings, rows, right=(1, 2, 3), wrap=True))
    say(how_to_read(told))
