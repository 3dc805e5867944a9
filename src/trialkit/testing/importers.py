"""What every importer owes, as a class to subclass in the plugin's own tests.

    from pathlib import Path

    from trialkit.testing.importers import ImporterContract, context_for


    class TestShopExport(ImporterContract):
        def importer(self):
            return ShopExport()

        def context(self):
            return context_for(template)

        def samples(self, folder):
            return [Path(__file__).parent / "orders.csv"]

pytest runs the methods of the class; each tells everything it finds wrong at once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from trialkit.errors import InvalidInput, NotFound
from trialkit.hooks.contracts import ImportContext, Importer, Reading
from trialkit.model.template import Template
from trialkit.model.text import Text
from trialkit.model.trial import Draft, State, Trial


def context_for(
    template: Template,
    *,
    starts_on: date = date(2026, 3, 2),
    language: str = "en",
    date_order: str | None = None,
    comparisons: tuple[str, ...] = (),
) -> ImportContext:
    """Surroundings for an importer: a draft trial of `template`, without a workspace.

    Args:
        template: whose metrics the files are about.
        starts_on: planned first day of the trial phase.
        language: the workspace's.
        date_order: `dmy`, `mdy` or `ymd` where the person said so.
        comparisons: names of the trial's comparison series.
    """
    return ImportContext(
        trial=Trial(
            id="00000000-0000-7000-8000-000000000000",
            slug="2026-a-trial",
            title=Text.written("A trial", "en"),
            company="00000000-0000-7000-8000-000000000001",
            area="area",
            template=template,
            state=State.DRAFT,
            draft=Draft(starts_on=starts_on, comparisons=comparisons),
            created_at=datetime(2026, 1, 1, tzinfo=UTC),
            created_by="coordinator",
        ),
        language=language,
        today=date(2026, 12, 31),
        rate=one_to_one,
        date_order=date_order,
    )


def one_to_one(amount: Decimal, _from: str, _to: str, day: date) -> tuple[Decimal, Decimal, date]:
    """A library of rates in which every currency is worth the same."""
    return amount, Decimal(1), day


class ImporterContract:
    """What every importer owes; subclass it and say what is tested."""

    def importer(self) -> Importer:
        """The importer under test."""
        raise NotImplementedError("return your importer from this method")

    def context(self) -> ImportContext:
        """The surroundings its samples are read in; see `context_for`."""
        raise NotImplementedError("return surroundings from this method")

    def samples(self, folder: Path) -> Sequence[Path]:
        """Files it reads: ordinary ones, and at least one with a row that can't be read.

        Args:
            folder: empty; for samples that are written on the spot.
        """
        raise NotImplementedError("return the paths of some files from this method")

    def test_it_recognises_its_own_files(self, tmp_path: Path) -> None:
        """Nobody should have to say which importer a file is for."""
        importer = self.importer()
        _none_of(
            f"{path.name}: not recognised"
            for path in self.samples(tmp_path)
            if not importer.recognises(path, path.read_bytes()[: 1 << 16])
        )

    def test_its_rows_add_up(self, tmp_path: Path) -> None:
        """Used, left out by a stated rule, unreadable: there is no fourth kind of row."""
        _none_of(
            f"{name}: {reading.rows} rows, but {reading.used} used + {left_out} left out"
            f" + {reading.unreadable_rows} unreadable"
            for name, reading in self._readings(tmp_path)
            for left_out in [sum(each.rows for each in reading.left_out)]
            if reading.rows != reading.used + left_out + reading.unreadable_rows
            or min(reading.rows, reading.used, reading.unreadable_rows) < 0
        )

    def test_its_samples_show_both_figures_and_faults(self, tmp_path: Path) -> None:
        """A suite over files that read well proves little."""
        readings = [reading for _, reading in self._readings(tmp_path)]
        _none_of(
            f"no sample has {what}"
            for what, found in (
                ("a figure", any(reading.figures for reading in readings)),
                ("an unreadable row", any(reading.unreadable for reading in readings)),
            )
            if not found
        )

    def test_every_unreadable_row_has_its_place(self, tmp_path: Path) -> None:
        """Somebody has to find it in the file: its name, the row and a code."""
        _none_of(
            f"{name}: {problem}"
            for name, reading in self._readings(tmp_path)
            for problem in reading.unreadable
            if not problem.code.isupper()
            or problem.place is None
            or problem.place.file != name
            or problem.place.row is None
        )
        _none_of(
            f"{name}: {reading.unreadable_rows} unreadable rows, and {len(told)} are told of"
            for name, reading in self._readings(tmp_path)
            for told in [_rows_told(reading)]
            if len(told) != reading.unreadable_rows
        )

    def test_an_unreadable_row_gives_no_figure(self, tmp_path: Path) -> None:
        """Half a row would be taken for the whole."""
        _none_of(
            f"{name}, row {figure.row}: unreadable, and gave {figure.metric}"
            for name, reading in self._readings(tmp_path)
            for figure in reading.figures
            if figure.row in _rows_told(reading)
        )

    def test_its_figures_are_of_metrics_that_are_observed(self, tmp_path: Path) -> None:
        """A computed metric is never typed, nor imported."""
        template = self.context().trial.template
        observed = {metric.id for metric in template.metrics if not metric.derived}
        _none_of(
            f"{name}: {figure.metric} = {figure.value}"
            for name, reading in self._readings(tmp_path)
            for figure in reading.figures
            if figure.metric not in observed or not figure.value.is_finite()
        )

    def test_no_period_has_two_figures(self, tmp_path: Path) -> None:
        """A metric and series has one figure a period; two are a fault to tell of."""
        _none_of(
            f"{name}: {metric} {series} {period} has {count} figures"
            for name, reading in self._readings(tmp_path)
            for (metric, series, period), count in Counter(
                (figure.metric, figure.series, figure.period) for figure in reading.figures
            ).items()
            if count > 1
        )

    def test_a_metric_has_one_kind_of_period(self, tmp_path: Path) -> None:
        """Weeks and months of one thing can't be summed."""
        _none_of(
            f"{name}: {metric} {series} has {', '.join(sorted(kinds))}"
            for name, reading in self._readings(tmp_path)
            for (metric, series), kinds in _kinds(reading).items()
            if len(kinds) > 1
        )

    def test_the_same_file_twice_reads_the_same(self, tmp_path: Path) -> None:
        """Else a file imported again would change what is there."""
        _none_of(
            f"{path.name}: read differently the second time"
            for path in self.samples(tmp_path)
            if self.importer().read(path, self.context())
            != self.importer().read(path, self.context())
        )

    def test_reading_changes_nothing(self, tmp_path: Path) -> None:
        """Neither the file nor what lies beside it."""
        paths = self.samples(tmp_path)
        before = {path: _surroundings(path) for path in paths}
        list(self._readings(tmp_path))
        _none_of(
            f"{path.name}: something changed on disk"
            for path in paths
            if _surroundings(path) != before[path]
        )

    def test_a_file_that_is_empty_is_refused(self, tmp_path: Path) -> None:
        """In one clear sentence."""
        empty = self._beside_samples(tmp_path, "an-empty-one", b"")
        with pytest.raises(InvalidInput) as refused:
            self.importer().read(empty, self.context())
        _none_of(str(problem) for problem in refused.value.problems[1:])

    def test_a_picture_with_the_right_ending_is_refused(self, tmp_path: Path) -> None:
        """An ending is only what somebody called a file."""
        content = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
        picture = self._beside_samples(tmp_path, "a-picture", content)
        with pytest.raises(InvalidInput):
            self.importer().read(picture, self.context())

    def test_a_file_that_is_not_there_is_not_found(self, tmp_path: Path) -> None:
        """And nothing is made in its place."""
        nowhere = self._beside_samples(tmp_path, "nowhere", b"")
        nowhere.unlink()
        with pytest.raises(NotFound):
            self.importer().read(nowhere, self.context())
        _none_of(path.name for path in [nowhere] if path.exists())

    def _readings(self, folder: Path) -> Iterator[tuple[str, Reading]]:
        for path in self.samples(folder):
            yield path.name, self.importer().read(path, self.context())

    def _beside_samples(self, folder: Path, name: str, content: bytes) -> Path:
        """A file with an ending that the importer takes."""
        path = folder / f"{name}{self.samples(folder)[0].suffix}"
        path.write_bytes(content)
        return path


def _rows_told(reading: Reading) -> set[int | None]:
    return {problem.place.row for problem in reading.unreadable if problem.place}


def _kinds(reading: Reading) -> dict[tuple[str, str], set[str]]:
    kinds: dict[tuple[str, str], set[str]] = {}
    for figure in reading.figures:
        kinds.setdefault((figure.metric, figure.series), set()).add(figure.period.kind)
    return kinds


def _surroundings(path: Path) -> dict[str, tuple[int, int]]:
    """Size and time of everything in the file's folder."""
    found = ((each.name, each.stat()) for each in path.parent.iterdir())
    return {name: (status.st_size, status.st_mtime_ns) for name, status in found}


def _none_of(faults: Iterable[str]) -> None:
    found = tuple(faults)
    if found:
        raise AssertionError("\n".join(found))
