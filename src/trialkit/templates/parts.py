"""The parts of a template, each from its table in the file."""

import re
from decimal import Decimal

from trialkit.errors import Message
from trialkit.model.criterion import Comparison, CriterionKind, Measure, Over, Role
from trialkit.model.metric import (
    Aggregation,
    Asked,
    Direction,
    Metric,
    MetricKind,
    OrderMeasure,
    Publicity,
)
from trialkit.model.period import PeriodKind
from trialkit.model.template import (
    CriterionDefault,
    Fact,
    Parameter,
    PlannedAction,
    Slot,
    SlotType,
)
from trialkit.templates.sections import Section

NAME = re.compile(r"[a-z][a-z0-9_]*")


def checked_name(section: Section, key: str, name: str) -> str:
    """`name`, with a fault at `key` where formulas and columns couldn't use it."""
    if name and not NAME.fullmatch(name):
        section.fault(
            key,
            "BAD_NAME",
            Message("“{name}” can't be used as a name.", name=name),
            remedy=Message("Use small letters a to z, digits and _, beginning with a letter."),
        )
    return name


def slot(key: str, section: Section) -> Slot:
    """A gap of the hypothesis, from `[slots.KEY]`."""
    default = section.values.get("default")
    made = Slot(
        id=key,
        label=section.words("label"),
        help=section.words("help", required=False),
        type=section.choice("type", SlotType),
        unit=section.text("unit", required=False) or None,
        minimum=section.number("min", required=False),
        maximum=section.number("max", required=False),
        default=_as_typed(section, default),
        choices=section.names("choices"),
        required=section.yes("required"),
        asked=section.yes("ask"),
        private=section.yes("private"),
        formula=section.text("formula", required=False) or None,
        below=section.text("below", required=False) or None,
    )
    section.finish()
    return made


def _as_typed(section: Section, default: object) -> str | None:
    """A default may be written as a number or in quotes; it is kept as a person would type it."""
    if isinstance(default, str) or default is None:
        return section.text("default", required=False) or None
    number = section.number("default", required=False)
    return None if number is None else f"{number:f}"


def parameter(key: str, section: Section) -> Parameter:
    """A number that formulas use, from `[parameters.KEY]`."""
    made = Parameter(
        id=key,
        label=section.words("label"),
        value=section.number("value") or Decimal(0),
        unit=section.text("unit"),
    )
    section.finish()
    return made


def metric(key: str, section: Section) -> Metric:
    """The definition of a number, from `[metrics.KEY]`; a formula makes a ratio unless said."""
    formula = section.text("formula", required=False) or None
    made = Metric(
        id=key,
        label=section.words("label"),
        unit=section.text("unit"),
        direction=section.choice("direction", Direction),
        aggregation=section.choice(
            "aggregation", Aggregation, Aggregation.RATIO if formula else None
        ),
        kind=section.choice("kind", MetricKind),
        cadence=section.choice("cadence", PeriodKind, PeriodKind.PHASE if formula else None),
        asked=section.choice("asked", Asked, Asked.OPTIONAL),
        settles=section.yes("settles"),
        public=section.choice("public", Publicity, Publicity.INDEX),
        formula=formula,
        note=section.words("note", required=False),
        from_orders=section.choice_or_none("from_orders", OrderMeasure),
        about_person=section.yes("about_person"),
    )
    section.finish()
    return made


def criterion(section: Section) -> CriterionDefault:
    """A proposed criterion, from `[[criteria]]`."""
    threshold = section.values.get("threshold")
    made = CriterionDefault(
        id=checked_name(section, "id", section.text("id")),
        role=section.choice("role", Role),
        kind=section.choice("kind", CriterionKind),
        metric=section.text("metric"),
        comparison=section.choice("comparison", Comparison),
        threshold=(
            section.text("threshold")
            if isinstance(threshold, str | None)
            else f"{section.number('threshold') or 0:f}"
        ),
        measure=section.choice_or_none("measure", Measure),
        over=section.choice("over", Over, Over.PHASE),
        period=section.text("period", required=False) or None,
        due=section.text("due", required=False) or "end",
        why=section.words("why"),
    )
    section.finish()
    return made


def action(section: Section) -> PlannedAction:
    """A usual step, from `[[actions]]`."""
    where = section.table("only_where")
    made = PlannedAction(
        id=checked_name(section, "id", section.text("id")),
        label=section.words("label"),
        effort_h=section.number("effort_h") or Decimal(0),
        lasts_weeks=section.number("lasts_weeks") or Decimal(0),
        week=section.whole("week") or 0,
        after=section.names("after"),
        helper=section.words("helper", required=False),
        only_where={key: where.text(key) for key in where.values},
    )
    section.finish()
    return made


def fact(key: str, section: Section) -> Fact | None:
    """An outside fact, from `[facts.KEY]`; None where a date is missing, which is a fault."""
    as_of, check_by = section.day("as_of"), section.day("check_by")
    text, source = section.words("text"), section.text("source")
    figure = section.text("figure", required=False) or None
    unit = section.text("unit", required=False) or None
    certain = section.certainty("certain")
    section.finish()
    if as_of is None or check_by is None:
        return None
    return Fact(
        id=key,
        text=text,
        figure=figure,
        unit=unit,
        source=source,
        as_of=as_of,
        certain=certain,
        check_by=check_by,
    )
