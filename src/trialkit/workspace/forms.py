"""Forms out: the workbooks in which companies write figures and plans, never over lost ones."""

from pathlib import Path

from trialkit.errors import InvalidInput, Message, Place, Refused
from trialkit.intake.saving import save
from trialkit.language.wording import Wording, wording
from trialkit.model.trial import Trial
from trialkit.workspace.figures import require_open
from trialkit.workspace.importing import Importing


class Forms(Importing):
    """What an open workspace does with blank forms; filled in, `import_file` takes them back."""

    def write_form(
        self, which: str, path: Path | str, *, language: str | None = None, replace: bool = False
    ) -> Path:
        """Write the workbook in which a trial's figures are filled in.

        What is known stands in it, and the days are the promise's, or those the draft plans.

        Args:
            which: the trial.
            path: where; it ends in `.xlsx`.
            language: of whoever fills it in; the workspace's where left out.
            replace: whether another file may be written over.

        Raises:
            NotFound: no such trial or folder.
            InvalidInput: another ending (UNKNOWN_ENDING), or the file is open (FILE_OPEN).
            Refused: the trial is closed or has no days yet; or a file is there already that is
                no form of this trial (FILE_EXISTS) or holds figures that aren't in the
                workspace (FORM_NOT_IMPORTED), and `replace` is off.
        """
        from trialkit.intake.forms.figures_form import figures_form

        trial = self.find(which)
        require_open(trial)
        path = _workbook(path)
        content = figures_form(
            trial,
            self._store.observations(trial.id),
            company=self.company(trial.company).name,
            wording=self._wording(language),
        )
        if path.exists() and not replace:
            self._require_nothing_lost(trial, path)
        save(path, content)
        return path

    def write_plan_form(
        self, template: str, path: Path | str, *, language: str | None = None, replace: bool = False
    ) -> Path:
        """Write the workbook in which a plan is written down; `intake.plans` reads it.

        Args:
            template: the kind of trial.
            path: where; it ends in `.xlsx`.
            language: of whoever fills it in; the workspace's where left out.
            replace: whether another file may be written over.

        Raises:
            NotFound: no such template or folder.
            InvalidInput: another ending (UNKNOWN_ENDING), or the file is open (FILE_OPEN).
            Refused: a different file is there already and `replace` is off (FILE_EXISTS).
        """
        from trialkit.intake.forms.plan_form import plan_form

        path = _workbook(path)
        content = plan_form(self.template(template), wording=self._wording(language))
        if path.exists() and not replace and path.read_bytes() != content:
            raise _exists(path)
        save(path, content)
        return path

    def _require_nothing_lost(self, trial: Trial, path: Path) -> None:
        """Hold a new form off a file in which somebody may have written.

        Raises:
            Refused: it is something else, or holds figures that aren't here yet.
        """
        from trialkit.intake.forms.marks import trial_named

        if trial_named(path) != trial.id:
            raise _exists(path)
        try:
            report = self.import_file(trial.slug, path, importer="form", dry_run=True)
        except InvalidInput as fault:
            if set(fault.codes) == {"NO_FIGURES"}:
                return
            raise
        if report.new or report.conflicts or report.unreadable:
            raise Refused(
                Message("{file} holds figures that aren't in the workspace yet.", file=path.name),
                code="FORM_NOT_IMPORTED",
                place=Place(file=path.name),
                remedy=Message("Import it first; or write a new one over it with --replace."),
            )

    def _wording(self, language: str | None) -> Wording:
        return wording(language or self.settings.language, self.settings.timezone)


def _workbook(path: Path | str) -> Path:
    path = Path(path)
    if path.suffix.casefold() == ".xlsx":
        return path
    raise InvalidInput(
        Message("{file} doesn't end in .xlsx.", file=path.name),
        code="UNKNOWN_ENDING",
        remedy=Message("A form is an Excel workbook: give it a name such as form.xlsx."),
    )


def _exists(path: Path) -> Refused:
    return Refused(
        Message("There is a file {file} already, with something else in it.", file=path.name),
        code="FILE_EXISTS",
        place=Place(file=path.name),
        remedy=Message("Choose another name; or write over it with --replace."),
    )
