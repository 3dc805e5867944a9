"""What the rule costs: the tables and the plot of `benchmarks/honesty.py`, from its last figures.

`honesty.json` is written by `python benchmarks/honesty.py --write docs/honesty.json`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any, Final

FIGURES: Final = Path(__file__).with_name("honesty.json")

LEFT, TOP, WIDE, HIGH = 60, 20, 560, 260
COLOURS: Final = ("#1f4e5f", "#a8541b", "#3f7d3f", "#7a4b8f", "#8a1c3c")


@cache
def figures() -> Mapping[str, Any]:
    """What the benchmark measured last."""
    found: Mapping[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8"))
    return found


def false_met() -> str:
    """False *met* of each rule where there is nothing to find."""
    table: Mapping[str, Mapping[str, Sequence[float]]] = figures()["no_effect"]
    situations = list(next(iter(table.values())))
    rows = [
        (f"**{rule}**" if rule == "the rule" else rule, *map(_worst, cells.values()))
        for rule, cells in table.items()
    ]
    return _table(("per cent said *met*", *situations), rows)


def season() -> str:
    """Designs that cover the season: false *met*, and *met* where there is an effect."""
    null, power = figures()["season"], figures()["season_power"]
    rows = [(design, _shown(null[design]), *map(_shown, power[design])) for design in null]
    return _table(("months before + during", "no effect", "+50 %", "+100 %"), rows)


def hard() -> str:
    """Where the rule does badly, or might."""
    rows = [(name, _worst(cells)) for name, cells in figures()["hard"].items()]
    rows += [
        ("met at any of ten looks, a month apart", _shown(figures()["looks"])),
        ("the best of five unrelated metrics", _shown(figures()["best_of_five"][0])),
        ("the same with Holm's bounds", _shown(figures()["best_of_five"][1])),
    ]
    rows += [
        (f"weeks, rising 1 % each: {name}, rho {rho}", _shown(value))
        for name, rho, value in figures()["weeks"]
        if rho == 0.6
    ]
    return _table(("nothing to find, and yet", "false met, %"), rows)


def stricter() -> str:
    """What a rule would gain and cost that demands the same without the trial's first month."""
    rows = [
        (name, *map(_shown, (rule, strict)))
        for name, (rule, strict) in figures()["stricter"].items()
    ]
    return _table(("6 months before, 6 during: met, %", "the rule", "the stricter one"), rows)


def power_plot() -> str:
    """How often a real effect is found, as an SVG that carries its own words."""
    table: Mapping[str, Mapping[str, float]] = figures()["power"]
    words = ". ".join(
        f"{design} months: " + ", ".join(f"{effect} {share:.0f} %" for effect, share in row.items())
        for design, row in table.items()
    )
    return "".join(_plot(table, words))


def _plot(table: Mapping[str, Mapping[str, float]], words: str) -> Iterator[str]:
    yield (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 330" role="img" '
        'aria-labelledby="title description" font-family="system-ui, sans-serif" font-size="14">\n'
        '<title id="title">How often a real effect is called met</title>\n'
        f'<desc id="description">{words}.</desc>\n'
        '<rect width="760" height="330" fill="#fff"/>\n'
    )
    for share in range(0, 101, 20):
        y = _y(share)
        yield f'<path d="M{LEFT} {y}H{LEFT + WIDE}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 5}" text-anchor="end">{share} %</text>\n'
    for effect in next(iter(table.values())):
        yield f'<text x="{_x(effect)}" y="{TOP + HIGH + 22}" text-anchor="middle">{effect}</text>\n'
    yield (
        f'<text x="{LEFT + WIDE / 2}" y="{TOP + HIGH + 44}" text-anchor="middle">'
        "what the trial really did</text>\n"
    )
    ends: list[float] = []
    for row, colour in zip(table.values(), COLOURS, strict=True):
        points = " ".join(f"{_x(effect)},{_y(share)}" for effect, share in row.items())
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5"/>'
        ends.append(_y(list(row.values())[-1]))
    # Names stand beside the lines' ends, pushed apart where lines end close together.
    order = sorted(range(len(ends)), key=lambda at: ends[at])
    y = 0.0
    for at in order:
        y = max(ends[at] + 5, y + 17)
        yield (
            f'<text x="{LEFT + WIDE + 10}" y="{y}" fill="{COLOURS[at]}">'
            f"{list(table)[at]} months</text>\n"
        )
    yield "</svg>\n"


def _x(effect: str) -> float:
    return LEFT + float(effect.strip("+%")) / 100 * WIDE


def _y(share: float) -> float:
    return round(TOP + HIGH - share / 100 * HIGH, 1)


def _worst(cells: Sequence[float]) -> str:
    return f"{max(cells):.1f} ({fmean(cells):.1f})"


def _shown(share: float | None) -> str:
    return "–" if share is None else f"{share:.1f}"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
