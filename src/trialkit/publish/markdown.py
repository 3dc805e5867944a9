"""One case as Markdown, in the same order as its page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from trialkit.publish.case_view import CaseView, Term
from trialkit.publish.changes import Change
from trialkit.publish.claims_view import ClaimView
from trialkit.publish.decided_view import DecisionView, FollowUpView
from trialkit.publish.group_view import GroupView
from trialkit.publish.numbers_view import NumbersView
from trialkit.publish.plan_view import PlanView
from trialkit.publish.repeat_view import RepeatView
from trialkit.publish.shown import Shown
from trialkit.publish.words import PageWords, together

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_AT_START: Final = re.compile(r"^([ \t]*)([-+=>]|\d+[.)])(?=\s|$|=|-)", re.MULTILINE)


def escaped(words: str) -> str:
    r"""Words as they are, whatever they would mean as Markdown or HTML.

    >>> escaped("*not* <b>bold</b>")
    '\\*not\\* \\<b\\>bold\\</b\\>'
    """
    return _AT_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", words))


def markdown(case: CaseView, words: PageWords, *, programme: str) -> str:
    """The whole case as Markdown."""
    blocks = (block for block in _blocks(case, words, programme) if block)
    return "\n\n".join(blocks) + "\n"


def _blocks(case: CaseView, words: PageWords, programme: str) -> Iterator[str]:
    if case.internal:
        yield f"**{words.say('Internal: not released for publishing')}**"
    yield from (f"*{escaped(notice)}*" for notice in case.notices)
    yield f"# {_line(case.title)}"
    yield _line(case.kind)
    if case.summary.text:
        yield _prose(case.summary)
    yield _terms(case.facts)
    if case.changed_after_data:
        yield f"## {words.say('Changed after data')}"
        yield words.say("The promise was changed after the first results were in.")
        yield _changes(case.changed_after_data, words)
    yield from _verdict(case, words)
    yield from _promise(case, words)
    if case.plan.rows:
        yield f"## {words.say('What was done')}"
        yield _plan(case.plan, words)
    yield f"## {words.say('The numbers')}"
    yield from _numbers(case.numbers, words)
    yield f"## {words.say('The core group')}"
    yield from _group(case.group, words)
    yield f"## {words.say('Decided and learned')}"
    yield from _decision(case.decision, words)
    yield _list(map(_follow_up, case.follow_ups))
    if case.learning:
        yield f"### {words.say('What was learned')}"
        yield _prose(case.learning)
    yield from _claims(case.claims, words)
    for text in case.texts:
        yield f"### {escaped(text.name)}"
        yield _prose(text.value)
    yield f"## {words.say('Do it yourself')}"
    yield from _repeat(case.repeat, words)
    yield f"## {words.say('Changed on the way')}"
    yield _changes(case.changes, words) or words.say("Nothing: it went as promised.")
    if case.repeats or case.replications or case.series:
        yield f"## {words.say('Repeated')}"
    if case.repeats:
        yield f"{words.say('This repeats the promise of:')} {case.repeats}"
    if case.replications:
        yield words.say("The same promise was tried again in:")
        yield _list(map(escaped, case.replications))
    if case.series:
        yield words.say("Other companies made the same promise at the same time in:")
        yield _list(map(escaped, case.series))
    yield f"## {words.say('How to cite')}"
    yield escaped(case.cite)
    yield escaped(programme)
    yield escaped(
        words.say(
            "As of {day}. Made with TrialKit {version}.", day=case.as_of, version=case.version
        )
    )


def _verdict(case: CaseView, words: PageWords) -> Iterator[str]:
    top = case.headline
    yield f"## {words.say('Did it work?')}"
    yield f"**{escaped(top.verdict)}**"
    if top.promised or top.seen:
        yield _list(
            escaped(f"{name}: {value}")
            for name, value in (
                (words.say("Promised"), top.promised),
                (words.say("Seen"), top.seen),
                (top.metric.text, top.interval),
            )
            if value
        )
    if top.earlier:
        yield escaped(top.earlier)
    if top.believed:
        yield escaped(top.believed)
    yield escaped(together(top.line))
    if case.stopped_because:
        yield f"{words.say('Why it was stopped:')} {_line(case.stopped_because)}"
    yield f"## {words.say('Was it the trial?')}"
    yield from map(escaped, top.caused)
    yield escaped(top.strength_line)
    if top.strength_next:
        yield escaped(words.say("What would make it stronger: {step}", step=top.strength_next))


def _promise(case: CaseView, words: PageWords) -> Iterator[str]:
    made = case.promise
    if made is None:
        return
    yield f"## {words.say('The promise')}"
    yield f"> {escaped(' '.join(together(made.sentence).split()))}"
    yield _terms(made.criteria)
    if made.lot:
        yield f"{words.say('Drawn by lot:')} {_line(made.lot)}"
    yield f"`{made.seal}` {escaped(made.sealed)}"


def _plan(plan: PlanView, words: PageWords) -> str:
    heads = [words.say("Step"), words.say("Planned"), words.say("Took"), words.say("Cost")]
    rows = [[row.label.text, row.planned, row.took, row.cost] for row in plan.rows]
    if plan.dated:
        heads.append(words.say("When"))
        rows = [[*cells, row.when] for cells, row in zip(rows, plan.rows, strict=True)]
    return _table(heads, rows)


def _numbers(numbers: NumbersView, words: PageWords) -> Iterator[str]:
    if numbers.answers:
        heads = ("Metric", "Promised", "Seen", "Answer")
        yield _table(
            [words.say(head) for head in heads],
            [
                [row.label.text, row.promised, row.seen, _answered(row.answer, row.so_far)]
                for row in numbers.answers
            ],
        )
    if numbers.results:
        yield _table(
            [words.say(head) for head in ("Metric", "Before", "During", "Change")],
            [
                [
                    f"{row.label.text} ({row.given})" if row.given else row.label.text,
                    row.before,
                    row.during,
                    row.change,
                ]
                for row in numbers.results
            ],
        )
    yield _list(map(escaped, numbers.warnings))
    yield f"### {words.say('The same seven things in every case')}"
    yield _list(escaped(f"{row.name}: {row.value}") for row in numbers.outcomes)


def _answered(answer: str, so_far: str) -> str:
    return f"{answer} ({so_far})" if so_far else answer


def _group(rounds: Sequence[GroupView], words: PageWords) -> Iterator[str]:
    if not rounds:
        yield words.say("The core group has not judged this trial.")
    for one in rounds:
        yield f"### {escaped(one.kind)}, {one.on}"
        about = (one.who, one.recused, one.how, one.too_few, one.forecast)
        yield escaped(" ".join(part for part in about if part))
        if one.recommendations:
            said = " · ".join(f"{choice} {count}" for choice, count in one.recommendations)
            yield escaped(f"{words.say('Recommended:')} {said}. {one.majority}")
        if one.ratings:
            yield _table(
                [
                    words.say("Judged"),
                    *"12345",
                    words.say("Can't judge"),
                    words.say("Median"),
                    words.say("Agreement"),
                ],
                [
                    [row.label.text, *row.counts, row.cant_judge, row.median, row.word]
                    for row in one.ratings
                ],
            )
        if one.dissent:
            yield f"#### {words.say('Of another opinion')}"
            yield from map(_quoted, one.dissent)
        if one.quotes:
            yield f"#### {words.say('In their words')}"
            yield from map(_quoted, one.quotes)


def _decision(made: DecisionView | None, words: PageWords) -> Iterator[str]:
    if made is None:
        yield words.say("The company has not decided what to do next.")
        return
    yield f"**{escaped(words.say('Decision: {choice}', choice=made.choice))}**, {made.on}"
    yield _list(
        f"{name}: {_line(text)}"
        for name, text in (
            (words.say("For"), made.reason_for),
            (words.say("Against"), made.reason_against),
            (words.say("Next"), made.next_step),
            (words.say("Proposed"), Shown(made.proposed)),
            (words.say("Why otherwise"), made.departure),
        )
        if text
    )


def _follow_up(told: FollowUpView) -> str:
    outcomes = "; ".join(f"{row.name}: {row.value}" for row in told.outcomes)
    parts = (f"{told.answer} ({told.on}).", _flat(told.reason), outcomes)
    return escaped(" ".join(part for part in parts if part))


def _claims(claims: Sequence[ClaimView], words: PageWords) -> Iterator[str]:
    if claims:
        yield f"### {words.say('What is held across trials')}"
    for one in claims:
        yield f"**{_line(one.claim)}** {escaped(f'{one.own} {one.standing}')}"
        yield _list(escaped(f"{address}: {stance}") for address, stance in one.others)
        if one.withheld:
            yield escaped(one.withheld)


def _repeat(told: RepeatView, words: PageWords) -> Iterator[str]:
    yield _prose(told.about)
    if told.steps:
        yield f"### {words.say('Steps, with usual work and time')}"
        yield "\n".join(
            f"{number}. {_line(step.label)} {escaped(step.effort)}".rstrip()
            for number, step in enumerate(told.steps, start=1)
        )
    yield _list(map(escaped, told.limits))
    if told.risks:
        yield f"### {words.say('Usual pitfalls')}"
        yield _list(map(_line, told.risks))
    if told.facts:
        yield f"### {words.say('Rules to know')}"
        yield _list(
            escaped(
                " ".join(
                    part
                    for part in (_flat(one.text), one.source, one.language, one.doubt, one.stale)
                    if part
                )
            )
            for one in told.facts
        )
    if told.questions:
        yield f"### {words.say('Questions to talk about')}"
        yield _list(map(_line, told.questions))


def _changes(changes: Sequence[Change], words: PageWords) -> str:
    return _list(_change(one, words) for one in changes)


def _change(one: Change, words: PageWords) -> str:
    said = f"**{escaped(one.what)}**, {one.on}. {escaped(one.detail)}".rstrip()
    if not one.reason:
        return said
    return f"{said} {words.say('Reason given:')} {_line(one.reason)}"


def _flat(words: Shown) -> str:
    return " ".join(words.text.split())


def _line(words: Shown) -> str:
    return escaped(_flat(words))


def _prose(words: Shown) -> str:
    return "\n\n".join(map(_line, words.paragraphs))


def _quoted(words: Shown) -> str:
    return f"> {_line(words)}"


def _terms(terms: Iterable[Term]) -> str:
    return _list(f"{escaped(term.name)}: {_line(term.value)}" for term in terms)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [
        heads,
        ["---"] * len(heads),
        *([escaped(" ".join(c.split())) for c in row] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
