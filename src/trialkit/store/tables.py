"""Which class of the model is kept in which table, and how it becomes JSON there and comes back."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Final, TypeVar

import attrs

from trialkit.errors import InvalidInput, Message, Place, StoreError
from trialkit.model.company import Company, Member, Stake
from trialkit.model.consent import Consent, Publication
from trialkit.model.conversion import Plain, digest, from_plain, to_plain
from trialkit.model.follow_up import FollowUp
from trialkit.model.import_settings import ImportSettings
from trialkit.model.learning import Learning
from trialkit.model.round import Ballot, Round
from trialkit.model.settings import Settings
from trialkit.model.template import FactReview, Template
from trialkit.model.trial import ActionDone, Idea, Trial
from trialkit.store.connection import Scalar
from trialkit.store.journal import salted_digest

T = TypeVar("T")

Thing = (
    Company
    | Member
    | Stake
    | Idea
    | Trial
    | ActionDone
    | Round
    | Ballot
    | Consent
    | Publication
    | FactReview
    | ImportSettings
    | Learning
    | FollowUp
    | Settings
)
"""What a command saves. Figures come in bulk and have a way of their own."""

TABLES: Final[Mapping[type, str]] = {
    Company: "company",
    Member: "member",
    Stake: "stake",
    Idea: "idea",
    Template: "template",
    Trial: "trial",
    ActionDone: "action_done",
    Round: "round",
    Ballot: "ballot",
    Consent: "consent",
    Publication: "publication",
    FactReview: "fact_review",
    ImportSettings: "import_settings",
    Learning: "learning",
    FollowUp: "follow_up",
}
"""Where a class is kept, one row a thing; companies before what names them, and so on."""

JOURNALED: Final = ("workspace", "setting", *TABLES.values(), "kept_case")
"""Every table whose rows the journal has a digest of."""

_BLANK: Final = Template(
    id="",
    version="",
    as_of=date.min,
    title={},
    about={},
    promise={},
    hypothesis={},
    slots=(),
    limits={},
    parameters=(),
    metrics=(),
    criteria=(),
    actions=(),
    facts=(),
    risks=(),
    questions=(),
    stop_early={},
    outcomes={},
)
"""Holds a trial's place for its template, which is kept once for all trials that use it."""

_BLANK_PLAIN: Final = to_plain(_BLANK)


def row_columns(table: str) -> tuple[str, ...]:
    """The columns whose content a row's digest is taken of."""
    return ("id", "inputs", "body") if table == "kept_case" else ("id", "body")


def row_digest(table: str, row: tuple[Scalar, ...]) -> str:
    """The digest the journal has of a row.

    Args:
        table: its table.
        row: the row's salt, then its `row_columns`.
    """
    salt, *content = row
    return salted_digest(str(salt), dict(zip(row_columns(table), content, strict=True)))


def body_of(plain: object) -> str:
    """Plain values as they stand in a row: the same values always give the same text."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def trial_body(trial: Trial) -> str:
    """A trial's row; its template is named by digest."""
    plain = to_plain(attrs.evolve(trial, template=_BLANK))
    return body_of({**_object(plain), "template": digest(trial.template)})


def trial_read(body: str, template: Template) -> Trial:
    """The trial that was kept as `body`.

    Raises:
        StoreError: it was changed by hand, so that it is none any more.
    """
    plain = {**_object(json.loads(body)), "template": _BLANK_PLAIN}
    return attrs.evolve(_read("trial", Trial, plain), template=template)


def template_named(body: str) -> str:
    """The digest of the template of the trial that was kept as `body`."""
    return str(_object(json.loads(body))["template"])


def thing_read(cls: type[T], body: str) -> T:
    """The thing that was kept as `body`.

    Raises:
        StoreError: it was changed by hand, so that it is none any more.
    """
    return _read(TABLES[cls], cls, json.loads(body))


def settings_rows(settings: Settings) -> dict[str, str]:
    """Each setting's name and JSON."""
    return {name: body_of(value) for name, value in _object(to_plain(settings)).items()}


def settings_read(rows: Mapping[str, str]) -> Settings:
    """The settings that were kept as `rows`; one that an older version didn't know has its default.

    Raises:
        StoreError: they were changed by hand, so that they are none any more.
    """
    return _read("setting", Settings, {name: json.loads(body) for name, body in rows.items()})


def _read(table: str, cls: type[T], plain: object) -> T:
    try:
        return from_plain(cls, plain)
    except InvalidInput as error:
        raise StoreError(
            Message(
                "A row of the table {table} can't be read: {cause}", table=table, cause=str(error)
            ),
            code="CORRUPT",
            place=Place(field=table),
            remedy=Message("See what was changed by hand: trialkit verify."),
        ) from error


def _object(plain: Plain) -> dict[str, Plain]:
    if not isinstance(plain, dict):
        raise TypeError("a thing of the model is an object in JSON")
    return plain
