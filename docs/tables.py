"""Tables drawn from the rules: what stands in a page is what the program does."""

from collections.abc import Iterable, Sequence

import attrs

from trialkit.evaluation.evaluation import Outcome
from trialkit.evaluation.proposal import PROPOSED
from trialkit.evaluation.sentences import SENTENCES
from trialkit.language.labels import LABELS
from trialkit.language.wording import wording
from trialkit.model.consent import ConsentLevel
from trialkit.model.learning import Stance
from trialkit.model.period import PeriodKind
from trialkit.model.schema import documented
from trialkit.model.settings import Programme, Settings
from trialkit.rules.amendments import ANY, WEIGHTS
from trialkit.rules.consent import ALLOWED, Finest
from trialkit.rules.learning import BECAUSE, STRONG_ENOUGH, Word, weighed
from trialkit.rules.lifecycle import MOVES
from trialkit.rules.strength import MEASURED, PROMISED, rungs
from trialkit.store.filter_tree import FIELDS, OPERATORS


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def moves() -> str:
    """From where to where, and which rules may refuse."""
    return table(
        ("move", "from", "to", "refused where"),
        (
            (
                f"**{move.name}**",
                ", ".join(sorted(move.sources)),
                move.target or "the draft is gone; the journal keeps it",
                "; ".join(_plain(rule.__name__) for rule in move.refused_by) or "–",
            )
            for move in MOVES
        ),
    )


def refusals() -> str:
    """Each rule that may refuse a move, with its reason."""
    rules = dict.fromkeys(rule for move in MOVES for rule in move.refused_by)
    return table(("rule", "why"), ((_plain(rule.__name__), rule.__doc__ or "") for rule in rules))


def claims() -> str:
    """Where a claim stands, by what is linked to it."""
    for_it = [Word(company=name, stance=Stance.SUPPORTS, strength=0) for name in "abc"]
    strong = attrs.evolve(for_it[0], strength=STRONG_ENOUGH)
    against = Word(company="d", stance=Stance.CONTRADICTS, strength=0)
    linked: Sequence[Sequence[Word]] = (
        (),
        for_it[:1],
        for_it[:2],
        (strong, *for_it[1:]),
        (*for_it[:1], against),
        (against,),
    )
    return table(
        ("status", "why"),
        (
            (f"**{standing.status}**", BECAUSE[standing.because].text)
            for standing in map(weighed, linked)
        ),
    )


def amendments() -> str:
    """How much a change to a field changes the promise."""
    return table(
        ("field", "a change is"),
        (
            (
                "`$." + ".".join(pattern).replace(f".{ANY}", "[…]") + "`",
                str(weight) if weight else "not possible: promise anew",
            )
            for pattern, weight in WEIGHTS
        ),
    )


def consent() -> str:
    """What each level of consent lets out."""
    english = wording("en")
    yes = {True: "yes", False: "no"}
    rows = []
    for level in ConsentLevel:
        allowed = ALLOWED[level]
        rows.append(
            (
                f"**{english.label('consent', level)}** (`{level.replace(' ', '-')}`)",
                yes[allowed.page],
                yes[allowed.name],
                yes[allowed.figures],
                yes[allowed.words],
                "–" if allowed.place is Finest.NONE else str(allowed.place),
                yes[allowed.exact],
            )
        )
    headings = ("level", "page", "name", "figures", "own words", "smallest place", "exact")
    return table(headings, rows)


def strength() -> str:
    """The scale beside two that others know, and what raises a trial from rung to rung."""
    english = wording("en")
    levels = table(
        ("level", "name", "Maryland SMS", "Nesta"),
        ((level, english.label("strength", level), *_rungs(level)) for level in LABELS["strength"]),
    )
    needed = (*(code for code, _ in MEASURED), *(code for code, _ in PROMISED))
    later = [code for code in LABELS["strength_next"] if code not in needed]
    hints = "\n".join(f"- {english.label('strength_next', code)}" for code in (*needed, *later))
    return f"{levels}\n\nWhat raises it, in the order it is worth doing:\n\n{hints}"


def _rungs(level: str) -> tuple[str, str]:
    plain, by_lot = (rungs(int(level), by_lot=drawn) for drawn in (False, True))
    sms = f"{plain.sms}" if plain == by_lot else f"{plain.sms}; by lot {by_lot.sms}"
    return sms, f"{plain.nesta}"


def proposals() -> str:
    """What is proposed after which outcome and which majority."""
    english = wording("en")
    columns = dict.fromkeys(majority for _, majority in PROPOSED)
    return table(
        (
            "the promise",
            *(
                f"most say *{english.label('recommendation', one)}*" if one else "no majority"
                for one in columns
            ),
        ),
        (
            (
                f"**{english.label('outcome', outcome)}**",
                *(english.label("choice", PROPOSED[outcome, majority]) for majority in columns),
            )
            for outcome in Outcome
        ),
    )


def order_measures() -> str:
    """What a file of orders can fill a metric with."""
    english = wording("en")
    return table(
        ("`from_orders`", "what it counts"),
        ((f"`{key}`", english.label("order_measure", key)) for key in LABELS["order_measure"]),
    )


def warnings() -> str:
    """Every warning that may stand beside a number."""
    return table(
        ("code", "sentence, for weekly figures"),
        ((f"`{code}`", found.of(PeriodKind.WEEK)) for code, found in SENTENCES.items()),
    )


def settings() -> str:
    """Every setting, what it means and what it is at first."""
    words, frame = documented(Settings), documented(Programme)
    rows = []
    for field in attrs.fields(Settings):
        if field.name == "programme":
            rows += [
                (f"`programme.{inner.name}`", frame.get(inner.name, ""), "")
                for inner in attrs.fields(Programme)
            ]
        else:
            rows.append((f"`{field.name}`", words.get(field.name, ""), _first_value(field)))
    return table(("setting", "meaning", "at first"), rows)


def filters() -> str:
    """Fields of a filter and what may be asked of each."""
    return table(
        ("field", "operators", "values"),
        (
            (
                f"`{field.name}`",
                " ".join(f"`{one}`" for one in sorted(OPERATORS[field.kind])),
                ", ".join(field.choices) or field.kind.value,
            )
            for field in FIELDS.values()
        ),
    )


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _first_value(field: "attrs.Attribute[object]") -> str:
    value = getattr(Settings(), field.name)
    if isinstance(value, tuple):
        return ", ".join(f"`{one}`" for one in value)
    return f"`{value}`" if value != "" else ""
