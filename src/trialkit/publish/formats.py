"""One case as one document: a web page that stands alone, Markdown, JSON."""

from typing import Final

import attrs

from trialkit.casebook.release import Internal, Released
from trialkit.hooks.contracts import FormatContext
from trialkit.language.wording import Wording, wording
from trialkit.model.conversion import to_json
from trialkit.model.text import Words
from trialkit.publish.case_view import CaseView, case_view
from trialkit.publish.frame import document_frame, programme_line
from trialkit.publish.markdown import markdown
from trialkit.publish.rendering import render
from trialkit.publish.words import PageWords, together


@attrs.define
class Html:
    """A whole web page with its style inside."""

    id: str = "html"
    label: Words = attrs.field(
        factory=lambda: {"fi": "verkkosivu", "sv": "webbsida", "en": "web page"}
    )
    suffix: str = ".html"

    def render(self, document: Released | Internal, context: FormatContext) -> bytes:
        """The page; an internal one is headed so, on every sheet when it is printed."""
        words = _wording(context)
        view = _view(document, words, context)
        frame = document_frame(
            view.title.text,
            together(view.headline.line) or view.headline.verdict,
            wording=words,
            settings=context.settings,
            notices=view.notices,
            as_of=context.as_of,
            version=view.version,
            internal=view.internal,
        )
        return render("case.html", words.language, frame=frame, case=view, links={})


@attrs.define
class Markdown:
    """Plain text that is easy to read and to turn into anything else."""

    id: str = "md"
    label: Words = attrs.field(
        factory=lambda: {"fi": "Markdown-teksti", "sv": "Markdown-text", "en": "Markdown text"}
    )
    suffix: str = ".md"

    def render(self, document: Released | Internal, context: FormatContext) -> bytes:
        """The text; an internal one says so in its first line."""
        words = _wording(context)
        view = _view(document, words, context)
        page_words = PageWords.of(document, words)
        programme = programme_line(context.settings.programme, words)
        return markdown(view, page_words, programme=programme).encode()


@attrs.define
class Json:
    """The case as data, in the shape that `trialkit schema` prints."""

    id: str = "json"
    label: Words = attrs.field(factory=lambda: {"fi": "JSON", "sv": "JSON", "en": "JSON"})
    suffix: str = ".json"

    def render(self, document: Released | Internal, context: FormatContext) -> bytes:
        """The released case as it is; an internal one inside `{"internal": true, "case": …}`.

        So a program that expects a released case can't take an internal one for it.
        """
        case = to_json(document.case, indent=2)
        if isinstance(document, Internal):
            return f'{{"internal": true, "case": {case}}}\n'.encode()
        return f"{case}\n".encode()


FORMATS: Final = (Html(), Markdown(), Json())


def _wording(context: FormatContext) -> Wording:
    return wording(context.language, context.settings.timezone)


def _view(document: Released | Internal, words: Wording, context: FormatContext) -> CaseView:
    return case_view(document, words, settings=context.settings, as_of=context.as_of)
