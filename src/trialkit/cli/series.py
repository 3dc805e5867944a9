"""How a series reads: who else made the same promise, and where one departs from it."""

from trialkit.cli.call import Call
from trialkit.cli.phrases import in_reader_language, metric_name, several
from trialkit.cli.saying import say, short, words
from trialkit.errors import Message
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.trial import Trial
from trialkit.rules.series import Term


def tell_series(call: Call, slug: str) -> None:
    """Who else made the same promise, and where this trial departs; nothing for a lone trial."""
    found = call.ws.series(slug)
    if not found.others:
        return
    say(
        Message.counted(
            "A series with {n} other trial of the same promise: {trials}",
            "A series with {n} other trials of the same promise: {trials}",
            n=len(found.others),
            trials=tuple(short(other.slug) for other in found.others),
        )
    )
    if found.departs:
        say(
            "It differs from the others in: {parts}.",
            parts=several([_named(term, found.trial, call.wording) for term in found.departs]),
        )


def _named(term: Term, trial: Trial, wording: Wording) -> str:
    match term.kind:
        case "slot":
            slot = trial.template.slot(term.id)
            return in_reader_language(slot.label, wording) if slot else term.id
        case "criterion":
            criterion = next(one for one in trial.template.criteria if one.id == term.id)
            return metric_name(trial.template, criterion.metric, wording)
        case "first":
            return words(N_("first day"))
    return words(N_("last day"))
