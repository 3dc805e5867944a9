"""`evaluate` does whatever step is next; `decide` is its last one, for scripts."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import attrs
import click

from trialkit.cli.asking import BrokenOff, agreed, ask, ask_until, ask_words
from trialkit.cli.call import Call
from trialkit.cli.giving import Sheet, given, reading
from trialkit.cli.grammar import Decorated, argument, command, option, pass_call, together
from trialkit.cli.phrases import in_reader_language
from trialkit.cli.report import tell_evaluation, tell_headline
from trialkit.cli.round_reports import tell_ballots, tell_collected, tell_opened
from trialkit.cli.saying import say, words
from trialkit.cli.steps import name_next
from trialkit.cli.typed import Day, OneOf
from trialkit.cli.verdicts import tell_forecasts, tell_verdict
from trialkit.errors import Message
from trialkit.evaluation.evaluation import Evaluation
from trialkit.evaluation.proposal import Proposal
from trialkit.language.marking import N_
from trialkit.model.trial import Choice
from trialkit.workspace.reports import Step


@attrs.frozen(kw_only=True)
class Chosen:
    """A decision as it was typed; what is empty is asked at a terminal."""

    choice: Choice | None
    reason_for: str
    reason_against: str
    next_step: str | None
    departure: str | None
    without_round: str | None
    early_reason: str | None


_reasons: Decorated = together(
    [
        option(
            "--for",
            "reason_for",
            metavar=N_("TEXT"),
            default="",
            help=N_("What speaks for the decision."),
        ),
        option(
            "--against",
            "reason_against",
            metavar=N_("TEXT"),
            default="",
            help=N_("What speaks against it."),
        ),
        option("--next", "next_step", metavar=N_("TEXT"), help=N_("What happens now.")),
        option(
            "--departing",
            "departure",
            metavar=N_("REASON"),
            help=N_("Why it isn't what is proposed; needed only there."),
        ),
        option(
            "--without-round",
            metavar=N_("REASON"),
            help=N_("Decide without the core group, for this reason."),
        ),
        option(
            "--early",
            "early_reason",
            metavar=N_("REASON"),
            help=N_("Evaluate before the promised end, for this reason."),
        ),
    ]
)


@command(
    "evaluate",
    help=N_(
        "Show the results against the promise, and do the step that is next: ballots out,"
        " ballots in, decision.\n\n"
        "At a terminal it guides. Without one, --ballots FOLDER writes the ballots there when"
        " the round is to be opened and takes them in when they come back; --decision records"
        " what the company decided."
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@option("--as-of", type=Day(), metavar=N_("DATE"), help=N_("The day to look from (today)."))
@option(
    "--ballots",
    type=click.Path(path_type=Path),
    metavar=N_("FOLDER"),
    help=N_("Where the ballots go, or come from."),
)
@option("--decision", "choice", type=OneOf("choice", Choice), help=N_("What the company decided."))
@_reasons
@reading
@option(
    "--descriptions",
    is_flag=True,
    help=N_("Print JSON that also describes how each figure moved, for researchers."),
)
@pass_call
def evaluate(
    call: Call,
    /,
    *,
    trial: str,
    as_of: date | None,
    ballots: Path | None,
    as_json: bool,
    output: Path | None,
    descriptions: bool,
    **typed: object,
) -> None:
    """Show the results, then go on."""
    slug = call.trial(trial)
    evaluation = call.ws.evaluate(slug, as_of=as_of)
    as_json = as_json or descriptions
    asked_for_data = as_json or output is not None
    if asked_for_data:
        data = _described(call, slug, evaluation, as_of) if descriptions else evaluation
        given(data, _sheet(call, evaluation), as_json=as_json, output=output)
    else:
        tell = tell_evaluation if ballots is None and typed["choice"] is None else tell_headline
        tell(evaluation, call.ws.find(slug), call.wording)
        if tell is tell_headline:
            tell_forecasts(evaluation)
        click.echo()
    chosen = Chosen(**typed)  # type: ignore[arg-type]  # the options of `_reasons`, by name
    if ballots is not None:
        _ballots(call, slug, ballots, chosen)
    if chosen.choice is not None:
        _decide(call, slug, chosen)
    if asked_for_data:
        return
    if call.terminal and chosen.choice is None and as_of is None:
        _guide(call, slug, chosen)
    name_next(call.ws.next_step(slug), slug, folder=ballots)


@command(
    "decide",
    help=N_(
        "Record what the company does next, with what speaks for it and against it.\n\n"
        "This is the company's decision, not whether the promise was met. A proposal is shown"
        " first; whoever decides otherwise says why, and both stand side by side for good."
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@argument("choice", metavar=N_("DECISION"), type=OneOf("choice", Choice), required=False)
@option("--on", type=Day(), metavar=N_("DATE"), help=N_("The day of the decision (today)."))
@_reasons
@pass_call
def decide(call: Call, /, *, trial: str, on: date | None, **typed: object) -> None:
    """Record a decision."""
    slug = call.trial(trial)
    _decide(call, slug, Chosen(**typed), on=on)  # type: ignore[arg-type]
    name_next(call.ws.next_step(slug), slug)


def _ballots(call: Call, slug: str, path: Path, chosen: Chosen) -> None:
    """Ballots out where the round is to be opened, else in; closed when a decision follows."""
    if call.ws.next_step(slug) in {Step.FIGURES, Step.OPEN_ROUND}:
        tell_opened(call, call.ws.open_round(slug, early_reason=chosen.early_reason))
        tell_ballots(call.ws.write_ballots(slug, path), path)
        return
    tell_collected(call.ws.collect(slug, [path]))
    all_in = call.ws.next_step(slug) is Step.CLOSE_ROUND
    if all_in or chosen.choice is not None:
        tell_verdict(call.ws.close_round(slug), call.wording)


def _decide(call: Call, slug: str, chosen: Chosen, *, on: date | None = None) -> None:
    proposed = _proposed(call, slug, chosen)
    if call.terminal:
        chosen = _asked(call, chosen, proposed)
    decided = call.ws.decide(
        slug,
        chosen.choice or "",
        reason_for=chosen.reason_for,
        reason_against=chosen.reason_against,
        next_step=chosen.next_step,
        departure=chosen.departure,
        without_round=chosen.without_round,
        early_reason=chosen.early_reason,
        on=on,
    )
    if decided.decision is not None:
        say("Decision: {choice}", choice=call.wording.label("choice", decided.decision.choice))
        if chosen.departure and decided.decision.departure is None:
            say("That is what was proposed, so no reason for departing was kept.")
    if decided.promise is not None and decided.promise.phases.follow_up:
        say("Ask whether it is still in use: {days}", days=decided.promise.phases.follow_up)


def _proposed(call: Call, slug: str, chosen: Chosen) -> Proposal | None:
    """Show what is proposed; None where it can't be decided yet, which the refusal will tell."""
    if call.ws.next_step(slug) is not Step.DECIDE and not chosen.without_round:
        return None
    found = call.ws.proposal(slug)
    label = call.wording.label("choice", found.choice).upper()
    say("Proposal: {choice} ({grounds})", choice=label, grounds=found.grounds)
    return found


def _asked(call: Call, chosen: Chosen, proposed: Proposal | None) -> Chosen:
    """What is still open of a decision, asked at a terminal."""
    choice = chosen.choice or _asked_choice(call)
    departure = chosen.departure
    if proposed is not None and choice is not proposed.choice and not departure:
        departure = ask_words(Message("Why not what is proposed?"))
    return attrs.evolve(
        chosen,
        choice=choice,
        departure=departure,
        reason_for=chosen.reason_for or ask_words(Message("What speaks for it?")),
        reason_against=chosen.reason_against or ask_words(Message("What speaks against it?")),
    )


def _asked_choice(call: Call) -> Choice:
    kind = OneOf("choice", Choice)
    choices = tuple(call.wording.label("choice", choice) for choice in Choice)
    return ask_until(
        Message("What does the company decide? ({choices})", choices=choices),
        kind.read,
        hint=Message("Go on as it is, go on changed, give it up, or not settled yet."),
    )


def _guide(call: Call, slug: str, chosen: Chosen) -> None:
    """Ask for one step after the other, as long as the person goes on."""
    try:
        step = call.ws.next_step(slug)
        while step in _STEPS and _STEPS[step](call, slug, chosen):
            step = call.ws.next_step(slug)
    except BrokenOff:
        say("Broken off; what was done is kept.")


def _open(call: Call, slug: str, chosen: Chosen) -> bool:
    if not agreed(Message("Send it to the core group now?")):
        return False
    tell_opened(call, call.ws.open_round(slug, early_reason=chosen.early_reason))
    folder = Path(ask(Message("Folder for the ballots:"), default=words(N_("ballots"))))
    tell_ballots(call.ws.write_ballots(slug, folder), folder)
    return False


def _collect(call: Call, slug: str, _chosen: Chosen) -> bool:
    typed = ask(Message("Where are the filled ballots? (file or folder; Enter = not yet)"))
    if typed:
        tell_collected(call.ws.collect(slug, [Path(typed)]))
        if call.ws.next_step(slug) is Step.CLOSE_ROUND:
            return True
    if not agreed(Message("Close the round without the missing ones?"), default=False):
        return False
    return _close(call, slug, _chosen)


def _close(call: Call, slug: str, _chosen: Chosen) -> bool:
    tell_verdict(call.ws.close_round(slug), call.wording)
    return True


def _decision(call: Call, slug: str, chosen: Chosen) -> bool:
    if not agreed(Message("Record the company's decision now?")):
        return False
    _decide(call, slug, chosen)
    return True


_STEPS: Final[Mapping[Step, Callable[[Call, str, Chosen], bool]]] = {
    Step.OPEN_ROUND: _open,
    Step.BALLOTS: _collect,
    Step.CLOSE_ROUND: _close,
    Step.DECIDE: _decision,
}
"""What each step does at a terminal; each answers whether to go on to the one after it."""


def _described(
    call: Call, slug: str, evaluation: Evaluation, as_of: date | None
) -> dict[str, object]:
    """The evaluation as plain data, with what researchers read beside it."""
    found = call.ws.describe(slug, as_of=as_of)
    return {**attrs.asdict(evaluation, recurse=False), "descriptions": found}


def _sheet(call: Call, evaluation: Evaluation) -> Sheet:
    return Sheet(
        [
            words(N_("Figure")),
            words(N_("Unit")),
            words(N_("Period")),
            words(N_("Phase")),
            words(N_("Value")),
        ],
        [
            [
                in_reader_language(result.metric.label, call.wording),
                result.metric.unit,
                str(point.period),
                call.wording.label("phase", point.phase),
                point.value,
            ]
            for result in evaluation.results
            for point in result.points
        ],
    )
