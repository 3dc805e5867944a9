"""A figure to hold a company's own against, with its source and year."""

from collections.abc import Iterable

from trialkit.hooks import hookimpl
from trialkit.model.text import Text


@hookimpl
def trialkit_reference() -> Iterable[tuple[str, Text]]:
    figure = "Micro-enterprises' share of exports: Finland 3 %, Sweden 13 % (programme A70070)."
    return [("exports.micro", Text.written(figure, "en"))]
