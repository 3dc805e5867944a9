"""Writes a case as one line of plain text, for a list."""

from collections.abc import Iterable, Mapping

from trialkit import Internal, Released
from trialkit.hooks import Format, FormatContext, hookimpl


class OneLine:
    id = "line"
    label: Mapping[str, str] = {"fi": "yksi rivi", "sv": "en rad", "en": "one line"}
    suffix = ".txt"

    def render(self, document: Released | Internal, context: FormatContext) -> bytes:
        mark = "INTERNAL " if isinstance(document, Internal) else ""
        case = document.case
        return f"{mark}{case.address}: {case.outcome}\n".encode()


@hookimpl
def trialkit_formats() -> Iterable[Format]:
    return [OneLine()]
