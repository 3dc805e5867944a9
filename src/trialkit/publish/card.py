"""A trial's card as a sheet to print, which a phone shows as well, or as Markdown."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from trialkit.casebook.card import Card
from trialkit.language.wording import Wording
from trialkit.model.settings import Settings
from trialkit.publish import paths
from trialkit.publish.card_view import CardView, StepView, card_view
from trialkit.publish.frame import document_frame
from trialkit.publish.markdown import escaped
from trialkit.publish.rendering import render
from trialkit.publish.shown import Shown
from trialkit.publish.words import PageWords, together


def html(card: Card, wording: Wording, *, settings: Settings, version: str) -> bytes:
    """The card as a web page that stands alone: one sheet of A4, headed *internal*."""
    view = card_view(card, wording, settings=settings)
    frame = document_frame(
        view.title.text,
        together(view.promise.line) if view.promise else view.title.text,
        wording=wording,
        settings=settings,
        notices=view.notices,
        as_of=card.as_of,
        version=version,
        internal=True,
        sheets=(paths.STYLE, paths.CARD_STYLE),
    )
    return render("card.html", wording.language, frame=frame, card=view)


def markdown(card: Card, wording: Wording, *, settings: Settings, version: str) -> bytes:
    """The card as text, with the same things in the same order."""
    view = card_view(card, wording, settings=settings)
    words = PageWords(wording)
    blocks = [*_blocks(view, words), words.say("Made with TrialKit {version}.", version=version)]
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


FORMS: Final[Mapping[str, Callable[..., bytes]]] = {"html": html, "md": markdown}
"""How a card can be had."""


def _blocks(view: CardView, words: PageWords) -> Iterator[str]:
    yield f"**{words.say('Internal: not released for publishing')}**"
    yield from (f"*{escaped(notice)}*" for notice in view.notices)
    yield f"# {_line(view.title)}"
    yield _line(view.kind)
    yield escaped(view.who)
    yield f"## {words.say('The promise')}"
    yield from _promise(view, words)
    yield f"## {words.say('Where it stands on {day}', day=view.as_of)}"
    yield escaped(view.today)
    yield _list(f"{escaped(term.name)}: {_line(term.value)}" for term in view.days)
    yield f"## {words.say('Figures to note')}"
    yield _list(f"{_line(one.name)}: {escaped(one.note)}" for one in view.noted)
    if view.criteria:
        yield f"## {words.say('What must be seen')}"
        yield _list(f"{escaped(term.name)}: {_line(term.value)}" for term in view.criteria)
    yield f"## {words.say('When to stop')}"
    yield _line(view.stop_early)
    yield _list(map(escaped, view.limits))
    yield f"## {words.say('Plan')}"
    yield _list(_step(step, words) for step in view.steps)
    yield f"## {words.say('Whom to call')}"
    yield " · ".join(map(_line, view.contact))


def _promise(view: CardView, words: PageWords) -> Iterator[str]:
    if view.promise:
        made = view.promise
        yield f"**{escaped(together(made.line))}**"
        yield escaped(together(made.sentence))
        yield escaped(" ".join(part for part in (made.seal, made.sealed, made.amended) if part))
    else:
        yield words.say("Nothing has been promised yet")
    if view.lacking:
        yield words.say("Still open:")
        yield _list(_line(one.name) or escaped(one.note) for one in view.lacking)


def _step(step: StepView, words: PageWords) -> str:
    """A line of a task list, as most programs that read Markdown draw it."""
    parts = [escaped(step.work)]
    if step.helper:
        parts.append(f"{words.say('helps:')} {_line(step.helper)}")
    if step.done:
        parts.append(escaped(step.done))
    box = "[x]" if step.done else "[ ]"
    return f"{box} {_line(step.label)} ({', '.join(parts)})"


def _line(words: Shown) -> str:
    return escaped(" ".join(words.text.split()))


def _list(lines: Iterator[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
