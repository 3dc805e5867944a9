"""From what a trial needs next to the command that does it."""

from pathlib import Path

from trialkit.cli.saying import next_step, short, words
from trialkit.language.marking import N_
from trialkit.workspace.reports import Step


def name_next(step: Step, slug: str, *, folder: Path | None = None) -> None:
    """Print the command line of the trial's next step; ballots go where they went last."""
    match step:
        case Step.PLAN:
            next_step("start", short(slug))
        case Step.FIGURES:
            next_step("import", short(slug), words(N_("FILE")))
        case Step.OPEN_ROUND | Step.BALLOTS | Step.CLOSE_ROUND:
            next_step(
                "evaluate", short(slug), "--ballots", str(folder) if folder else words(N_("FOLDER"))
            )
        case Step.DECIDE:
            next_step("decide", short(slug))
        case Step.CONSENT:
            next_step("consent", short(slug))
        case Step.FOLLOW_UP:
            next_step("follow-up", short(slug))
        case Step.NOTHING:
            next_step("case", short(slug))
