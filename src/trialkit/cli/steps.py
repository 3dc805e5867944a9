"""From what a trial needs next to the command that does it."""

from trialkit.cli.saying import next_step, words
from trialkit.workspace.reports import Step


def name_next(step: Step, slug: str) -> None:
    """Print the command line of the trial's next step."""
    match step:
        case Step.PLAN:
            next_step("start", slug)
        case Step.FIGURES:
            next_step("import", slug, words("FILE"))
        case Step.OPEN_ROUND | Step.BALLOTS | Step.CLOSE_ROUND:
            next_step("evaluate", slug, "--ballots", words("FOLDER"))
        case Step.DECIDE:
            next_step("decide", slug)
        case Step.CONSENT:
            next_step("consent", slug)
        case Step.NOTHING:
            next_step("case", slug)
