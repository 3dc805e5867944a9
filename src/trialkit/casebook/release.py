"""The gate: no page can draw a case that consent hasn't released.

`release` is the only maker of `Released`, and `Edition` takes nothing else, so that mypy refuses
an ungated case. `Internal` is for single documents that stay in the house.
"""

from collections.abc import Collection, Mapping
from datetime import date

import attrs

from trialkit.casebook import released_figures as figures
from trialkit.casebook import released_setting as setting
from trialkit.casebook.case import Case, CaseTemplate, Repeat
from trialkit.casebook.claims import ALONE, Neighbours, released_claims
from trialkit.casebook.difference import changed_fields
from trialkit.casebook.gate import Gate
from trialkit.errors import Message, Refused
from trialkit.model.settings import Settings
from trialkit.model.text import Text
from trialkit.rules.consent import Permits


@attrs.frozen
class Released:
    """A case from which everything that consent doesn't cover is gone.

    Attributes:
        case: what may be shown.
        held_back: names of the fields that were taken out, for the coordinator.
        languages: those it may be shown in; all where empty.
    """

    case: Case
    held_back: tuple[str, ...]
    languages: tuple[str, ...] = ()


@attrs.frozen
class Internal:
    """A whole case, for a document headed *internal* on every page; an Edition refuses it."""

    case: Case


@attrs.frozen(kw_only=True)
class Tombstone:
    """What is left of a withdrawn case: its address, and the day. No title."""

    address: str
    withdrawn_on: date


@attrs.frozen(kw_only=True)
class Edition:
    """Everything one published site is made from, and nothing else.

    Attributes:
        cases: released, newest first.
        tombstones: withdrawn ones.
        counts: `started`, `concluded`, `stopped`, `held`, `did not hold`, `can't tell`,
            `silent`, `withheld` → number of trials.
        settings: of the workspace; pages use the programme, languages and notices.
        as_of: the day it was made.
        illustrative: whether any case has something invented for a demonstration.
        reference: figures from elsewhere to hold the cases against, each with its source.
    """

    cases: tuple[Released, ...]
    tombstones: tuple[Tombstone, ...]
    counts: Mapping[str, int]
    settings: Settings
    as_of: date
    illustrative: bool
    reference: tuple[Text, ...] = ()


def internal(case: Case) -> Internal:
    """The whole case, for a document that stays in the house."""
    return Internal(case)


def release(
    case: Case,
    permits: Permits,
    *,
    names: Collection[str] = (),
    languages: tuple[str, ...] = (),
    ballots: int = Settings().ballots_to_publish,
    neighbours: Neighbours = ALONE,
) -> Released:
    """The case as far as consent covers it.

    Every field is written out here and in the two modules beside: what isn't named doesn't pass,
    so that a field added to the case stays in the house until somebody decides about it.

    Args:
        case: the whole one.
        permits: what the consent in force covers.
        names: of the company's people, places and products: approved words that have one of
            them aren't shown where the company isn't named. Its own name is always looked for.
        languages: those the consent is for; all where empty.
        ballots: judging companies below which a verdict isn't shown.
        neighbours: what is public of the trials it stands in a series or behind a claim with.

    Raises:
        Refused: the consent covers no write-up at all (`NOT_RELEASED`).
    """
    if not permits.page:
        raise Refused(
            Message("The company has not agreed to a write-up of this trial being published."),
            code="NOT_RELEASED",
            remedy=Message("Ask for its consent, then record it with: trialkit consent"),
        )
    own_name = case.descriptors.company or ""
    gate = Gate(permits=permits, names=(own_name, *names), ballots=ballots)
    released = _through(case, gate, neighbours)
    return Released(released, changed_fields(case, released), languages)


def _through(case: Case, gate: Gate, neighbours: Neighbours) -> Case:
    results = figures.results(case, gate)
    return Case(
        schema=case.schema,
        id="",
        address=case.address,
        template=CaseTemplate(
            id=case.template.id,
            version=case.template.version,
            title=case.template.title,
            about=case.template.about,
        ),
        title=gate.text(case.title),
        texts=setting.texts(case, gate),
        descriptors=setting.descriptors(case.descriptors, gate),
        barriers=gate.keys(case.barriers),
        promise=setting.promise(case, gate),
        deviations=setting.deviations(case.deviations, gate),
        actions=figures.actions(case, gate),
        results=results if gate.permits.exact else tuple(map(figures.without_days, results)),
        answers=figures.answers(case, gate),
        warnings=figures.warnings(case, gate),
        outcomes=figures.outcomes(case, gate),
        group=setting.group(case.group, gate),
        outcome=case.outcome,
        decision=setting.decision(case, gate),
        follow_ups=setting.follow_ups(case.follow_ups, gate),
        stopped_because=gate.some_text(case.stopped_because),
        learning=gate.some_text(case.learning),
        repeat=Repeat(
            risks=case.repeat.risks,
            facts=case.repeat.facts,
            limits=case.repeat.limits if gate.permits.figures else {},
            questions=case.repeat.questions,
        ),
        replications=case.replications,
        series=tuple(one for one in case.series if one in neighbours.pages),
        claims=released_claims(case.claims, gate, own=case.address, neighbours=neighbours),
        strength=case.strength,
        consent=gate.permits.level,
        links=case.links,
        provenance=setting.provenance(case.provenance),
    )
