"""A filter's tree as a condition on `trial_overview`. Values only ever go in as parameters."""

from trialkit.store.connection import folded
from trialkit.store.filter_tree import (
    All,
    Any,
    Between,
    FieldKind,
    Has,
    Missing,
    Node,
    Not,
    OneOf,
)
from trialkit.store.selection import Selection

_IS_TAG = "EXISTS (SELECT 1 FROM json_each(tags) WHERE folded(value) IN ({marks}))"


def compiled(node: Node) -> Selection:
    """The condition that lets through what `node` lets through."""
    match node:
        case All(parts):
            return _joined(" AND ", parts)
        case Any(parts):
            return _joined(" OR ", parts)
        case Not(part):
            # SQL says NULL of a comparison with nothing; a filter says no, and its opposite yes.
            inner = compiled(part)
            return Selection(f"NOT coalesce({inner.sql}, 0)", inner.parameters)
        case OneOf(field, values):
            marks = ", ".join("?" * len(values))
            if field.kind is FieldKind.TAGS:
                return Selection(_IS_TAG.format(marks=marks), _folded(values))
            if field.kind is FieldKind.WORDS:
                return Selection(f"folded({field.column}) IN ({marks})", _folded(values))
            return Selection(f"{field.column} IN ({marks})", values)
        case Between(field, first, last):
            return Selection(f"{field.column} BETWEEN ? AND ?", (first, last))
        case Has(field, part):
            return Selection(f"instr(folded({field.column}), ?) > 0", _folded((part,)))
        case Missing(field):
            nothing = "= '[]'" if field.kind is FieldKind.TAGS else "IS NULL"
            return Selection(f"{field.column} {nothing}", ())


def _joined(word: str, parts: tuple[Node, ...]) -> Selection:
    done = [compiled(part) for part in parts]
    sql = word.join(part.sql for part in done)
    return Selection(f"({sql})", tuple(value for part in done for value in part.parameters))


def _folded(values: tuple[str | int, ...]) -> tuple[str, ...]:
    return tuple(folded(str(value)) or "" for value in values)
