"""Each kind of trial as a page in Finnish, Swedish and English, drawn from its template.

The pages stand in `docs/templates/<language>/<id>.md`; what is on one is what the program does:
questions with their ranges and defaults, plan, metrics, formulas, limits with their reasons, facts.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

import tables
from kind_words import WORDS

from trialkit.errors import InvalidInput, Message
from trialkit.evaluation.outcomes import COMMON_OUTCOMES
from trialkit.language.wording import LANGUAGES, Wording, wording
from trialkit.model.criterion import CriterionKind, Measure, Over
from trialkit.model.metric import Metric
from trialkit.model.template import (
    CriterionDefault,
    Fact,
    PlannedAction,
    Slot,
    SlotType,
    Template,
)
from trialkit.model.text import Words
from trialkit.templates.check import promise_lines
from trialkit.templates.filling import defaults
from trialkit.templates.reading import read_template
from trialkit.templates.thresholds import GAP, threshold

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "docs" / "templates"
FILES: Final = (
    *(
        ROOT / "plugins" / name / "src" / f"trialkit_{name}" / "template.toml"
        for name in ("ecommerce", "export", "first_hire")
    ),
    *(
        ROOT / "examples" / "templates" / f"{name}.toml"
        for name in ("micro_services", "business_model")
    ),
)
NOTHING: Final = "–"


def pages() -> dict[Path, str]:
    """Every page about kinds of trial, and the one that lists them, with what it should hold."""
    kinds = [read_template(file) for file in FILES]
    made = {
        FOLDER / language / f"{kind.id}.md": Page(kind, wording(language)).written()
        for kind in kinds
        for language in LANGUAGES
    }
    return made | {FOLDER / "index.md": _index(kinds)}


def _index(kinds: Iterable[Template]) -> str:
    headings = [WORDS[language]["title"] for language in LANGUAGES]
    rows = [
        [f"[{kind.title[language]}]({language}/{kind.id}.md)" for language in LANGUAGES]
        for kind in kinds
    ]
    return (
        f"# {' · '.join(headings)}\n\n"
        "What each kind of trial asks, plans, measures and promises, with the reason for every"
        " limit and the source of every fact. The first three are plugins; the last two are plain"
        " TOML files, to be copied into a workspace's folder `templates/`:"
        " `examples/templates/micro_services.toml` and `business_model.toml`.\n\n"
        f"{tables.table([WORDS[language]['language'] for language in LANGUAGES], rows)}\n"
    )


class Page:
    """One template in one language."""

    def __init__(self, kind: Template, words: Wording) -> None:
        self.kind = kind
        self.words = words

    def written(self) -> str:
        """The page as Markdown."""
        parts = [f"# {self._in(self.kind.title)}", *self._opening()]
        for heading, section in self._sections():
            if text := section():
                parts.append(f"## {self._head(heading)}\n\n{text}")
        return "\n\n".join(parts) + "\n"

    def _sections(self) -> tuple[tuple[str, Callable[[], str]], ...]:
        return (
            ("promise", self._promise),
            ("questions", self._questions),
            ("plan", self._plan),
            ("metrics", self._metrics),
            ("derived", self._derived),
            ("criteria", self._criteria),
            ("stop", lambda: self._in(self.kind.stop_early)),
            ("risks", lambda: self._list(self.kind.risks)),
            ("talk", lambda: self._list(self.kind.questions)),
            ("privacy", lambda: self._in(self.kind.privacy)),
            ("outcomes", self._outcomes),
            ("facts", self._facts),
        )

    # Words

    def _head(self, key: str, **values: str) -> str:
        return WORDS[self.words.language][key].format(**values)

    def _in(self, text: Words) -> str:
        return text.get(self.words.language, "")

    def _list(self, texts: Iterable[Words]) -> str:
        return "\n".join(f"- {self._in(text)}" for text in texts)

    def _table(self, headings: Iterable[str], rows: Iterable[list[str]]) -> str:
        return tables.table([self._head(heading) for heading in headings], rows)

    # Opening and promise

    def _opening(self) -> Iterator[str]:
        others = (
            f"[{WORDS[language]['language']}](../{language}/{self.kind.id}.md)"
            for language in LANGUAGES
            if language != self.words.language
        )
        day = self.words.day(self.kind.as_of)
        about = self._head("as of", version=self.kind.version, day=day)
        yield f"*{about}* {' · '.join(others)}"
        yield self._in(self.kind.about)
        command = f"`trialkit new {self.kind.id}`"
        asked = sum(slot.asked for slot in self.kind.slots)
        yield self._head("draft", command=command, n=str(asked))

    def _promise(self) -> str:
        line = promise_lines(self.kind)[self.words.language]
        gaps = GAP.sub(self._gap, self._in(self.kind.hypothesis))
        note = self._in(self.kind.cadence_note)
        hypothesis = f"**{self._head('hypothesis')}.** {gaps}"
        parts = (f"> {line}", hypothesis, self._head("gaps"), note)
        return "\n\n".join(part for part in parts if part)

    def _gap(self, gap: re.Match[str]) -> str:
        slot = self.kind.slot(gap[1])
        return f"‹{self._in(slot.label)}›" if slot else gap[0]

    # Questions

    def _questions(self) -> str:
        headings = ("question", "answer", "range", "default", "asked")
        return self._table(headings, (self._question(slot) for slot in self.kind.slots))

    def _question(self, slot: Slot) -> list[str]:
        label = f"**{self._in(slot.label)}** `{slot.id}`"
        marks = [self._in(slot.help)]
        if slot.private:
            marks.append(f"({self._head('secret')})")
        return [
            " ".join([label, *(mark for mark in marks if mark)]),
            self._answer(slot),
            self._range(slot),
            self._default(slot),
            self.words.text("yes") if slot.asked else "",
        ]

    def _answer(self, slot: Slot) -> str:
        if slot.formula:
            return f"{self._head('computed')}: `{slot.formula}`"
        if slot.choices:
            return ", ".join(f"`{choice}`" for choice in slot.choices)
        unit = self.words.unit(slot.unit) if slot.unit else ""
        return ", ".join(part for part in (self.words.label("slot_type", slot.type), unit) if part)

    def _range(self, slot: Slot) -> str:
        least, most = slot.minimum, slot.maximum
        if least is not None and most is not None:
            return f"{self._number(least)}–{self._number(most)}"
        if least is not None:
            return self.words.say(Message("at least {amount}", amount=self._number(least)))
        return ""

    def _default(self, slot: Slot) -> str:
        if slot.default is None:
            return ""
        if GAP.fullmatch(slot.default):
            return GAP.sub(self._gap, slot.default)
        match slot.type:
            case SlotType.COUNTRY:
                return self.words.country(slot.default)
            case SlotType.TEXT | SlotType.CHOICE:
                return slot.default
        return self._number(Decimal(slot.default))

    def _number(self, number: Decimal) -> str:
        return self.words.exactly(number)

    # Plan

    def _plan(self) -> str:
        headings = ("step", "hours", "starts", "lasts", "after", "helper")
        numbers = {action.id: index for index, action in enumerate(self.kind.actions, 1)}
        rows = (self._step(action, numbers) for action in self.kind.actions)
        limits = self._head(
            "limits",
            hours=self.words.amount(self.kind.limits["own_h"], "h"),
            money=self.words.amount(self.kind.limits["cash_eur"], "EUR"),
        )
        return f"{self._table(headings, rows)}\n\n{limits}"

    def _step(self, action: PlannedAction, numbers: dict[str, int]) -> list[str]:
        only = "".join(
            f" ({self._head('only where', slot=self._in(slot.label), answer=answer)})"
            for key, answer in action.only_where.items()
            if (slot := self.kind.slot(key))
        )
        return [
            f"{numbers[action.id]}. {self._in(action.label)}{only}",
            self.words.amount(action.effort_h, "h"),
            self._head("starts at", week=str(action.week)),
            self.words.amount(action.lasts_weeks, "week"),
            ", ".join(str(numbers[before]) for before in action.after) or NOTHING,
            self._in(action.helper) or NOTHING,
        ]

    # Metrics

    def _metrics(self) -> str:
        headings = ("metric", "unit", "direction", "comes in", "cadence", "public")
        typed = (metric for metric in self.kind.metrics if not metric.derived)
        return self._table(headings, (self._metric(metric) for metric in typed))

    def _metric(self, metric: Metric) -> list[str]:
        asked = [self.words.label("asked", metric.asked)]
        if metric.settles:
            asked.append(self._head("settles"))
        return [
            self._named(metric),
            self.words.unit(metric.unit) or NOTHING,
            self.words.label("direction", metric.direction),
            "; ".join(asked),
            self.words.label("cadence", metric.cadence),
            self._public(metric),
        ]

    def _named(self, metric: Metric) -> str:
        return " ".join(
            part
            for part in (f"**{self._in(metric.label)}**", f"`{metric.id}`", self._in(metric.note))
            if part
        )

    def _public(self, metric: Metric) -> str:
        public = self.words.label("publicity", metric.public)
        return f"{public}: {self._head('person')}" if metric.about_person else public

    def _derived(self) -> str:
        headings = ("metric", "unit", "direction", "formula", "public")
        rows = (
            [
                self._named(metric),
                self.words.unit(metric.unit) or NOTHING,
                self.words.label("direction", metric.direction),
                f"`{metric.formula}`",
                self._public(metric),
            ]
            for metric in self.kind.metrics
            if metric.derived
        )
        parameters = "; ".join(
            f"{self._in(one.label)} `{one.id}` = {self.words.amount(one.value, one.unit)}"
            for one in self.kind.parameters
        )
        table = f"{self._head('derived note')}\n\n{self._table(headings, rows)}"
        return f"{table}\n\n{self._head('parameters', listed=parameters)}" if parameters else table

    # Criteria

    def _criteria(self) -> str:
        headings = ("criterion", "limit", "why")
        return self._table(headings, (self._criterion(one) for one in self.kind.criteria))

    def _criterion(self, criterion: CriterionDefault) -> list[str]:
        metric = self.kind.metric(criterion.metric)
        role = self.words.label("role", criterion.role)
        name = self._in(metric.label) if metric else criterion.metric
        unit = metric.unit if metric else ""
        return [f"**{role}**: {name}", self._limit(criterion, unit), self._in(criterion.why)]

    def _limit(self, criterion: CriterionDefault, unit: str) -> str:
        slots = [slot for key in GAP.findall(criterion.threshold) if (slot := self.kind.slot(key))]
        parts = [
            f"{self.words.label('comparison', criterion.comparison)} {self._held(criterion, unit)}"
        ]
        if criterion.kind is CriterionKind.CHANGED:
            parts.append(self._head("effect"))
        if criterion.over is not Over.PHASE:
            over = self.words.label("over", criterion.over)
            parts.append(GAP.sub(self._gap, f"{over} {criterion.period or ''}").strip())
        parts += [self._head("from answer", slot=self._in(slot.label)) for slot in slots]
        return "; ".join(parts)

    def _held(self, criterion: CriterionDefault, unit: str) -> str:
        """The number that the defaults give."""
        try:
            number = threshold(
                criterion.threshold, unit, criterion.measure, self.kind, defaults(self.kind)
            )
        except InvalidInput:
            return GAP.sub(self._gap, criterion.threshold)
        relative = criterion.measure is Measure.RELATIVE
        return self.words.percent(number) if relative else self.words.amount(number, unit)

    # Outcomes and facts

    def _outcomes(self) -> str:
        rows = (
            [
                self.words.label("common_outcome", outcome.id),
                f"{self._in(metric.label)} `{metric.id}`",
            ]
            for outcome in COMMON_OUTCOMES
            if (metric := self.kind.metric(self.kind.outcomes.get(outcome.id, "")))
        )
        return self._table(("outcome", "metric"), rows)

    def _facts(self) -> str:
        headings = ("fact", "figure", "source", "read", "certain", "check by")
        table = self._table(headings, (self._fact(fact) for fact in self.kind.facts))
        return f"{self._head('not advice')}\n\n{table}"

    def _fact(self, fact: Fact) -> list[str]:
        return [
            self._in(fact.text),
            self._figure(fact) or NOTHING,
            fact.source,
            self.words.day(fact.as_of),
            self.words.text("yes") if fact.certain else f"**{self._head('uncertain')}**",
            self.words.day(fact.check_by),
        ]

    def _figure(self, fact: Fact) -> str:
        numbers = " / ".join(map(self._as_read, (fact.figure or "").split(" / ")))
        unit = self.words.unit(fact.unit) if fact.unit else ""
        return f"{numbers} {unit}".strip()

    def _as_read(self, written: str) -> str:
        try:
            return self._number(Decimal(written))
        except InvalidOperation:
            return written
