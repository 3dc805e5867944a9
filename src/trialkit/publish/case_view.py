"""One case as a page lays it out: every part worded and formatted, in the order it is read."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from trialkit.casebook.case import Case
from trialkit.casebook.release import Edition, Internal, Released
from trialkit.errors import Message
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.company import Code
from trialkit.model.criterion import Criterion
from trialkit.model.metric import Metric
from trialkit.model.settings import Settings
from trialkit.publish.changes import Change, changes
from trialkit.publish.charts import Chart, chart
from trialkit.publish.claims_view import ClaimView, claims
from trialkit.publish.decided_view import DecisionView, FollowUpView, decision, follow_ups
from trialkit.publish.group_view import GroupView, group
from trialkit.publish.headline import Headline, demanded, headline, over
from trialkit.publish.numbers_view import NumbersView, numbers
from trialkit.publish.plan_view import PlanView, plan
from trialkit.publish.repeat_view import RepeatView, repeat
from trialkit.publish.shown import NOTHING, Shown, in_own_language, texts
from trialkit.publish.words import PageWords

_AGES: Final = {0: "0–2", 3: "3–5", 6: "6–10", 11: "> 10"}

ILLUSTRATIVE: Final = {
    "ballots": N_("ballots"),
    "company": N_("company name"),
    "costs": N_("costs"),
    "decision": N_("decision"),
    "follow-up": N_("follow-up"),
    "hours": N_("hours"),
    "texts": N_("texts"),
}
"""Words for the parts of a case that a demonstration may have invented."""


@attrs.frozen(kw_only=True)
class Term:
    """A name and what stands beside it."""

    name: str
    value: Shown


@attrs.frozen(kw_only=True)
class PromiseView:
    """The promise with its seal.

    Attributes:
        sentence: the hypothesis, piece by piece.
        criteria: what must be seen, one line each.
        lot: what was drawn by lot before the start, in the company's words.
        seal: the short form.
        digest: the whole.
        sealed: when, and whether before the start.
    """

    sentence: tuple[Shown, ...]
    criteria: tuple[Term, ...]
    lot: Shown
    seal: str
    digest: str
    sealed: str


@attrs.frozen(kw_only=True)
class CaseView:
    """A case, worded.

    Attributes:
        address: public; empty for a draft.
        internal: whether it stays in the house and is headed so.
        kind: the template's name.
        title: the company's own, or the template's name and the number.
        title_note: the title's language, where it isn't the page's.
        summary: what was tried, in people's words; nothing where nobody wrote any.
        facts: by what kind of company, where and when.
        headline: whether it worked.
        changed_after_data: what opens the case.
        promise: with its seal.
        plan: what was done.
        chart: of the promised number.
        numbers: the tables.
        group: the core group, oldest round first.
        decision: what the company does next.
        follow_ups: what became of it, the earliest first.
        stopped_because: why it was stopped.
        learning: what was learned.
        claims: what is held across trials, and what this one says of it.
        texts: other words of people by key.
        repeat: how to do it yourself.
        changes: what was changed on the way.
        repeats: address of the case whose promise it repeats.
        replications: addresses of those that repeat it.
        series: addresses of those that made it at the same time.
        cite: how to cite it.
        notices: replayed, illustrative.
        version: of TrialKit that made the case.
        as_of: the day it was made for, written.
        inputs: digest of what it was made from.
    """

    address: str
    internal: bool
    kind: Shown
    title: Shown
    title_note: str
    summary: Shown
    facts: tuple[Term, ...]
    headline: Headline
    changed_after_data: tuple[Change, ...]
    promise: PromiseView | None
    plan: PlanView
    chart: Chart | None
    numbers: NumbersView
    group: tuple[GroupView, ...]
    decision: DecisionView | None
    follow_ups: tuple[FollowUpView, ...]
    stopped_because: Shown
    learning: Shown
    claims: tuple[ClaimView, ...]
    texts: tuple[Term, ...]
    repeat: RepeatView
    changes: tuple[Change, ...]
    repeats: str
    replications: tuple[str, ...]
    series: tuple[str, ...]
    cite: str
    notices: tuple[str, ...]
    version: str
    as_of: str
    inputs: str


REPLAYED: Final = N_(
    "Replayed: made with a set clock from figures of an earlier time; the dates are moved."
)

_TEXTS: Final = {
    "background": N_("Background"),
    "pitfalls": N_("Pitfalls"),
}


def case_view(
    document: Released | Internal, wording: Wording, *, settings: Settings, as_of: date
) -> CaseView:
    """A case for a reader.

    Args:
        document: released, or internal and then headed so.
        wording: the reader's language.
        settings: of the workspace: who publishes it, and whether its clock is set.
        as_of: the day it is read for: facts that are past their checking day say so.
    """
    case = document.case
    words = PageWords.of(document, wording)
    told = texts(case.texts, words.language)
    title = title_of(case, words)
    altered = changes(case, words)
    return CaseView(
        address=case.address,
        internal=isinstance(document, Internal),
        kind=words.shown(case.template.title),
        title=title,
        title_note=words.other_language(title),
        summary=told.get("summary", NOTHING),
        facts=tuple(_facts(case, words)),
        headline=headline(case, words),
        changed_after_data=tuple(one for one in altered if one.after_data),
        promise=_promise(case, words),
        plan=plan(case, words),
        chart=_chart(case, words),
        numbers=numbers(case, words),
        group=group(case, words),
        decision=decision(case, words),
        follow_ups=follow_ups(case, words),
        stopped_because=words.shown(case.stopped_because),
        learning=words.shown(case.learning),
        claims=claims(case, words),
        texts=tuple(
            Term(name=wording.text(_TEXTS[key]) if key in _TEXTS else key, value=text)
            for key, text in told.items()
            if key != "summary"
        ),
        repeat=repeat(case, words, as_of=as_of),
        changes=altered,
        repeats=case.links.get("repeats", ""),
        replications=case.replications,
        series=case.series,
        cite=_cite(case, title, words, settings.programme.body),
        notices=notices(
            replayed=case.provenance.replayed or settings.replayed,
            invented=case.provenance.illustrative,
            wording=wording,
        ),
        version=case.provenance.trialkit,
        as_of=wording.day(case.provenance.as_of),
        inputs=case.provenance.inputs,
    )


def title_of(case: Case, words: PageWords) -> Shown:
    """The company's own title; else the kind of trial and the number in the address."""
    own = words.shown(case.title)
    if own:
        return own
    kind = words.shown(case.template.title)
    year, number, *_ = (*case.address.split("-"), "", "")
    if not number:
        return kind
    return Shown(f"{kind.text} {number}/{year}", kind.lang)


def edition_notices(edition: Edition, wording: Wording) -> tuple[str, ...]:
    """What a reader must know of the figures on a page about all cases."""
    invented = dict.fromkeys(
        part for one in edition.cases for part in one.case.provenance.illustrative
    )
    return notices(replayed=edition.settings.replayed, invented=invented, wording=wording)


def notices(*, replayed: bool, invented: Iterable[str], wording: Wording) -> tuple[str, ...]:
    """What a reader must know of where figures come from.

    Args:
        replayed: whether they were made with a set clock.
        invented: parts made up for a demonstration, as in `ILLUSTRATIVE`.
        wording: the reader's language.
    """
    told = []
    if replayed:
        told.append(Message(REPLAYED))
    parts = tuple(
        wording.text(ILLUSTRATIVE[part]) if part in ILLUSTRATIVE else part for part in invented
    )
    if parts:
        told.append(Message("Illustrative, not real: {parts}", parts=parts))
    return tuple(wording.say(message) for message in told)


def _facts(case: Case, words: PageWords) -> Iterator[Term]:
    told = case.descriptors
    size = words.amount(told.person_years, "person-year") if told.person_years else ""
    pairs = [
        (words.say("Company"), Shown(told.company) if told.company else NOTHING),
        (words.say("Area"), words.shown(told.area_name or told.region_name)),
        (words.say("Municipality"), _code(told.municipality)),
        (words.say("Industry"), _code(told.industry)),
        (words.say("Size"), Shown(size)),
        (words.say("Age"), _age(told.company_age, words)),
        (words.say("Market"), Shown(words.wording.country(told.market) if told.market else "")),
        (words.say("When"), _when(case, words)),
    ]
    if told.company is None:
        pairs[0] = (words.say("Company"), Shown(words.say("not named")))
    yield from (Term(name=name, value=value) for name, value in pairs if value)


def _code(code: Code | None) -> Shown:
    return Shown(f"{code.code} ({code.scheme})") if code is not None else NOTHING


def _age(years: int | None, words: PageWords) -> Shown:
    if years is None:
        return NOTHING
    least = max(age for age in _AGES if age <= years)
    return Shown(words.say("{years} years", years=_AGES[least]))


def _when(case: Case, words: PageWords) -> Shown:
    if case.promise is None:
        return NOTHING
    days = case.promise.phases.trial
    return Shown(words.days(days.first, days.last))


def _promise(case: Case, words: PageWords) -> PromiseView | None:
    made = case.promise
    if made is None:
        return None
    day = words.day(made.sealed_at.date())
    sealed = (
        words.say("Sealed {day}, before the start", day=day)
        if made.before_start
        else words.say("Sealed {day}, only after the start", day=day)
    )
    return PromiseView(
        sentence=words.hypothesis(made, case.title.source),
        criteria=tuple(
            criterion_term(one, _metric(case, one.metric), words) for one in made.criteria
        ),
        lot=in_own_language(made.lot or "", case.title.source, words.language),
        seal=made.seal_short,
        digest=made.seal,
        sealed=sealed,
    )


def _metric(case: Case, key: str) -> Metric | None:
    result = case.result(key)
    return result.metric if result else None


def criterion_term(criterion: Criterion, metric: Metric | None, words: PageWords) -> Term:
    """A criterion by its role: its metric, the limit, and the part of the phase it is about."""
    label = words.shown(metric.label) if metric else Shown(criterion.metric)
    limit = demanded(criterion, metric.unit if metric else "", words)
    part = over(criterion, words)
    line = (
        words.say("{metric}: {limit}, {part}", metric=label.text, limit=limit, part=part)
        if part
        else words.say("{metric}: {limit}", metric=label.text, limit=limit)
    )
    return Term(name=words.label("role", criterion.role), value=Shown(line, label.lang))


def _chart(case: Case, words: PageWords) -> Chart | None:
    primary = case.answers[0].criterion if case.answers else None
    result = next((one for one in case.results if one.criterion == primary), None)
    return chart(result, words, case.promise) if result is not None and primary else None


def _cite(case: Case, title: Shown, words: PageWords, body: str) -> str:
    as_of = case.provenance.as_of
    if body:
        return words.say(
            "{body}: {title}. Case {address}, as of {day}.",
            body=body,
            title=title.text,
            address=case.address,
            day=as_of,
        )
    return words.say(
        "{title}. Case {address}, as of {day}.",
        title=title.text,
        address=case.address,
        day=as_of,
    )
