"""`observe`: one figure, typed in."""

from trialkit.cli.call import Call
from trialkit.cli.grammar import argument, command, option, pass_call
from trialkit.cli.phrases import amount, metric_name
from trialkit.cli.saying import next_step, say, short
from trialkit.cli.typed import number_of
from trialkit.errors import Place, Value
from trialkit.language.marking import N_
from trialkit.workspace.reports import Fate


@command(
    "observe",
    context_settings={"ignore_unknown_options": True},
    help=N_(
        "Type in one figure.\n\n"
        "METRIC is a key such as “orders” (see “trialkit template show”). The period is a week"
        " (2026-W10), a month (2026-03), a day (2026-03-31), or “trial” for the whole trial."
    ),
)
@argument("trial", metavar=N_("TRIAL"))
@argument("metric", metavar=N_("METRIC"))
@argument("value", metavar=N_("VALUE"))
@option("-p", "--period", metavar=N_("PERIOD"), required=True, help=N_("The time it stands for."))
@option(
    "--series",
    metavar=N_("NAME"),
    default="",
    help=N_("A comparison's name, where it isn't the trial's own figure."),
)
@option("--replace", is_flag=True, help=N_("Correct a different figure; the old one is kept."))
@pass_call
def observe(
    call: Call,
    *,
    trial: str,
    metric: str,
    value: str,
    period: str,
    series: str,
    replace: bool,
) -> None:
    """Record one figure."""
    slug = call.trial(trial)
    number = number_of(value, Place(field=metric), ask=call.terminal)
    seen = call.ws.observe(slug, metric, number, period=period, series=series, replace=replace)
    template = call.ws.find(slug).template
    holes: dict[str, Value] = {
        "metric": metric_name(template, metric, call.wording),
        "period": str(seen.observation.period),
        "value": amount(template, metric, seen.observation.value, call.wording),
        "before": amount(template, metric, seen.before, call.wording),
    }
    match seen.fate:
        case Fate.NEW:
            say("New: {metric}, {period:period}: {value}", **holes)
        case Fate.UNCHANGED:
            say("Unchanged: {metric}, {period:period}: {value}", **holes)
        case Fate.REPLACED:
            say("Replaced: {metric}, {period:period}: {value} (was {before})", **holes)
    next_step("show", short(slug))
