"""`form`: the workbooks that companies fill in, and in which they write down a plan."""

from pathlib import Path

import click

from trialkit.cli.call import Call
from trialkit.cli.grammar import argument, command, option, pass_call
from trialkit.cli.phrases import nearby
from trialkit.cli.saying import next_step, say, short, tell, words
from trialkit.errors import InvalidInput, Message, TrialkitError
from trialkit.language.marking import N_
from trialkit.language.wording import wording
from trialkit.model.trial import State, Trial

UNDER_WAY = {State.RUNNING, State.EVALUATING}


@command(
    "form",
    help=N_(
        "Write the workbook in which a company fills in its figures, or a plan.\n\n"
        "Of a trial it asks week by week what isn't known yet; “trialkit import” takes it back,"
        " whatever was left empty. With --all, WHERE may be a filter, and every trial that is"
        " under way gets one. Of a kind of trial, such as “ecommerce”, it is the blank plan that"
        " “trialkit new --from” takes. Nothing that isn't imported yet is written over."
    ),
)
@argument("where", metavar=N_("TRIAL|TEMPLATE|WHERE"), required=False, nargs=-1)
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar=N_("FILE"),
    help=N_("Where to write it, or in which folder (else among the workspace's forms)."),
)
@option("--all", "every", is_flag=True, help=N_("All trials that are under way."))
@option("--replace", is_flag=True, help=N_("Write over a file that is there."))
@pass_call
def form(
    call: Call, *, where: tuple[str, ...], output: Path | None, every: bool, replace: bool
) -> int:
    """Write the form of one trial, of several, or of a plan."""
    asked = " ".join(where)
    if every:
        return _all(call, asked, output, replace=replace)
    if not asked:
        raise InvalidInput(
            Message("Say whose form it is: a trial's, or that of a kind of trial."),
            code="NOTHING_NAMED",
            remedy=Message("For all trials that are under way: trialkit form --all"),
        )
    if _is_template(call, asked):
        return _plan(call, asked, output, replace=replace)
    trial = call.ws.find(call.trial(asked))
    path = write_figures_form(call, trial, output, replace=replace)
    say("To be filled in: {file}", file=nearby(path))
    next_step("import", nearby(path))
    return 0


def write_figures_form(
    call: Call, trial: Trial, output: Path | None = None, *, replace: bool = False
) -> Path:
    """Write a trial's form in the reader's language; answers where it is.

    Args:
        call: of the person who hands it out.
        trial: a draft with its days, or one under way.
        output: a file or a folder; the workspace's own folder of forms where left out.
        replace: whether a file that is there may be written over.

    Raises:
        Refused: a file is there already with something in it that would be lost.
    """
    path = _place(output or _own_folder(call), f"{short(trial.slug)}.xlsx")
    return call.ws.write_form(trial.slug, path, language=call.language, replace=replace)


def _all(call: Call, where: str, output: Path | None, *, replace: bool) -> int:
    """A form for each; where one can't be written, the others are."""
    folder = output or _own_folder(call)
    folder.mkdir(parents=True, exist_ok=True)
    trials = [trial for trial in call.ws.trials(where or None) if trial.state in UNDER_WAY]
    code, written = 0, 0
    for trial in trials:
        try:
            path = write_figures_form(call, trial, folder, replace=replace)
        except TrialkitError as error:
            tell(call, error.problems)
            code = max(code, error.exit_code)
        else:
            say("To be filled in: {file}", file=nearby(path))
            written += 1
    if not trials:
        say("No trial is under way that needs a form.")
    elif written:
        next_step("import", nearby(folder))
    return code


def _plan(call: Call, template: str, output: Path | None, *, replace: bool) -> int:
    name = words(N_("{template}-plan.xlsx"), template=template)
    # Not beside the forms of figures: a folder of these is imported as it is.
    path = _place(output or Path.cwd(), name)
    call.ws.write_plan_form(template, path, language=call.language, replace=replace)
    say("To be filled in: {file}", file=nearby(path))
    next_step("new", "--from", nearby(path))
    return 0


def _is_template(call: Call, asked: str) -> bool:
    """Whether a kind of trial is meant: by its whole id, and no trial is called just that."""
    if asked not in call.ws.templates():
        return False
    return all(row.slug != asked for row in call.ws.overview(asked))


def _place(output: Path, name: str) -> Path:
    """Where a form goes: the file that was named, or `name` in the folder that was."""
    return output / name if output.is_dir() else output


def _own_folder(call: Call) -> Path:
    """The workspace's folder of forms; in its own language, whoever asks."""
    folder = call.workspace_folder / wording(call.ws.settings.language).text(N_("forms"))
    folder.mkdir(exist_ok=True)
    return folder
