"""Adds to every case where its advice came from."""

from collections.abc import Iterable

from trialkit import Case
from trialkit.hooks import hookimpl
from trialkit.model.text import Text


@hookimpl
def trialkit_case_sections(case: Case) -> Iterable[tuple[str, Text]]:
    return [("advice.source", Text.written("Business services of Nivala gave advice.", "en"))]
