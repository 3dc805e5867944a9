"""The lifecycle as a picture: boxes where they read well, arrows from the table of moves."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from trialkit.model.trial import State
from trialkit.rules.lifecycle import MOVES, Move

WIDE, HIGH = 128, 44
GONE: Final = "gone"


class Box(NamedTuple):
    """Where a state stands: the middle of its box."""

    x: int
    y: int


BOXES: Final = {
    State.DRAFT: Box(90, 60),
    State.RUNNING: Box(310, 60),
    State.EVALUATING: Box(530, 60),
    State.CONCLUDED: Box(750, 60),
    State.STOPPED: Box(420, 190),
    GONE: Box(90, 190),
}
HEAD: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 840 240" role="img" \
aria-labelledby="title description" font-family="system-ui, sans-serif" font-size="15">
<title id="title">A trial's life</title>
<desc id="description">{words}</desc>
<style>
  rect {{ fill: #fff; stroke: #1f4e5f; stroke-width: 1.5 }}
  .gone rect {{ stroke-dasharray: 4 4 }}
  path {{ stroke: #1f4e5f; stroke-width: 1.5; fill: none; marker-end: url(#tip) }}
  text {{ fill: #16323d; text-anchor: middle }}
  .move {{ font-style: italic; paint-order: stroke; stroke: #fff; stroke-width: 4 }}
</style>
<rect x="0" y="0" width="840" height="240" style="stroke: none"/>
<marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" \
orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" style="fill: #1f4e5f; marker-end: none"/>\
</marker>
"""


def lifecycle() -> str:
    """An SVG with every state and every move; it carries its own words for who can't see it."""
    arrows = [(source, move) for move in MOVES for source in State if source in move.sources]
    words = " ".join(
        f"{move.name}: from {source} to {move.target or GONE}." for source, move in arrows
    )
    parts = [HEAD.format(words=words)]
    parts += [line for source, move in arrows for line in _arrow(source, move)]
    parts += [line for name, box in BOXES.items() for line in _box(name, box)]
    return "".join(parts) + "</svg>\n"


def _box(name: str, box: Box) -> Iterator[str]:
    kind = ' class="gone"' if name == GONE else ""
    yield f"<g{kind}>"
    yield f'<rect x="{box.x - WIDE // 2}" y="{box.y - HIGH // 2}" width="{WIDE}" '
    yield f'height="{HIGH}" rx="6"/><text x="{box.x}" y="{box.y + 5}">{name}</text></g>\n'


def _arrow(source: State, move: Move) -> Iterator[str]:
    start, end = BOXES[source], BOXES[move.target or GONE]
    sign = 1 if end.x > start.x else -1
    if start.y == end.y:
        y = start.y - 10 * sign
        from_, to = (start.x + sign * WIDE // 2, y), (end.x - sign * WIDE // 2, y)
        label = ((from_[0] + to[0]) // 2, y - 8 if sign > 0 else y + 18)
    else:
        lean = 0 if start.x == end.x else sign * 24
        from_, to = (start.x + lean, start.y + HIGH // 2), (end.x - lean, end.y - HIGH // 2)
        label = ((from_[0] + to[0]) // 2, (from_[1] + to[1]) // 2 + 5)
    yield f'<path d="M{from_[0]} {from_[1]}L{to[0]} {to[1]}"/>'
    yield f'<text class="move" x="{label[0]}" y="{label[1]}">{move.name}</text>\n'
