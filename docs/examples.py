"""Runs the examples of the pages, so that no page shows what TrialKit doesn't do.

`python docs/examples.py` names every page whose examples come out differently (exit code 1);
with `--write` it puts what really comes out into the pages. Read the difference like code.

In a page, a `console` block is run command by command through the command line, in this process;
a `python` block is executed. Comments in the page, each on a line of its own, say the rest:

    <!-- clock: 2026-03-02T09:14:00+02:00 -->   from here on it is that moment
    <!-- language: fi -->                       the language of the reader's computer
    <!-- typed: Nivala | coordinator -->        a person sits there and types this (next command)
    <!-- file: figures.csv -->                  the next block is the content of that file
    <!-- copy: orders.csv -->                   that file of `pages/files` is there from now on
    <!-- output -->                             the next block is what the last Python block prints
    <!-- filled: ballots -->                    the core group has filled in the ballots there
    <!-- run: trialkit … -->                    run, but not shown
    <!-- not run -->                            the next block is only shown

Seals and the codes of ballots are random. Here they are always K7QM-3F9A.
"""

import contextlib
import difflib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from trialkit.cli.main import FAULT, run

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "pages"
FILES = PAGES / "files"
COMMENT = re.compile(r"<!-- (?P<word>[a-z ]+?)(?:: (?P<rest>.*?))? -->$")
FENCE = re.compile(r"(?P<marks>`{3,})(?P<kind>\w*)$")
CODE = r"[0-9A-HJKMNP-TV-Z]"
RANDOM = re.compile(rf"(?<![\w-])(?!\d{{4}}-\d{{4}}){CODE}{{4}}-{CODE}{{4}}(?![\w-])")
SHOWN_INSTEAD = "K7QM-3F9A"
BALLOTS = (
    ["4", "3", "3", "2", "4", "muuta", "", "Mainonta söi katteen.", "", "kyllä"],
    ["4", "4", "4", "2", "4", "muuta", "", "", "", ""],
    ["5", "3", "4", "3", "3", "jatka", "Tämän voi tehdä täältä käsin.", "", "", "kyllä"],
)
"""What the core group thinks, in the order of a ballot's questions."""
LOCALES = {"fi": "fi_FI.UTF-8", "sv": "sv_FI.UTF-8", "en": "en_IE.UTF-8"}


def pages() -> list[Path]:
    """Every page whose examples are run."""
    return [*sorted(ROOT.glob("README*.md")), *sorted(PAGES.rglob("*.md"))]


def rerun(page: Path) -> str:
    """What the page would say if its examples were written down now."""
    text = page.read_text(encoding="utf-8")
    if "```console" not in text and "```python" not in text:
        return text
    with tempfile.TemporaryDirectory(prefix="trialkit-docs-") as folder, _standing_in(Path(folder)):
        return Reader(page.name, Path(folder)).read(text.splitlines())


class Reader:
    """Reads one page and answers it with the outputs as they are now."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name = name
        self._folder = folder.resolve()
        self._names: dict[str, object] = {"__name__": "__main__"}
        self._typed: list[str] | None = None
        self._pending: tuple[str, str] | None = None
        self._printed = ""

    def read(self, lines: Sequence[str]) -> str:
        """The page, line by line; blocks are run as they come."""
        out: list[str] = []
        rest = iter(lines)
        for line in rest:
            out.append(line)
            if comment := COMMENT.match(line):
                self._obey(comment["word"], comment["rest"] or "")
            elif fence := FENCE.match(line):
                block = list(_until(rest, fence["marks"]))
                out += [*self._block(fence["kind"], block), fence["marks"]]
        return "\n".join(out) + "\n"

    def _obey(self, word: str, rest: str) -> None:
        if word == "clock":
            os.environ["TRIALKIT_CLOCK"] = rest
        elif word == "language":
            os.environ["LC_ALL"] = LOCALES[rest]
        elif word == "typed":
            self._typed = rest.split(" | ")
        elif word == "run":
            self._unseen(rest)
        elif word == "filled":
            _fill_in(Path(rest))
        elif word == "copy":
            shutil.copy(FILES / rest, rest)
        elif word in ("file", "output", "not run"):
            self._pending = (word, rest)

    def _block(self, kind: str, lines: list[str]) -> list[str]:
        word, name = self._pending or ("", "")
        self._pending = None
        if word == "file":
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        elif word == "output":
            return self._printed.splitlines()
        elif word == "not run":
            return lines
        if kind == "console":
            return list(self._console(lines))
        if kind == "python":
            self._python("\n".join(lines))
        return lines

    def _console(self, lines: list[str]) -> Iterator[str]:
        """The commands of a block, each followed by what it prints now."""
        rest = iter(lines)
        for line in rest:
            if line[:2] not in ("$ ", "> "):
                continue
            yield line
            written = line[2:]
            while written.endswith("\\"):
                more = next(rest)
                yield more
                written = written[:-1] + more.strip()
            _, said = self._command(written, windows=line[0] == ">")
            yield from said.splitlines()

    def _unseen(self, written: str) -> None:
        code, said = self._command(written, windows=False)
        if code != 0:
            raise AssertionError(f"{self._name}: {written}\n{said}")

    def _command(self, written: str, *, windows: bool) -> tuple[int, str]:
        """The exit code of one command line, and what it prints."""
        program, *arguments = shlex.split(written.replace("\\", "/") if windows else written)
        if program == "cd":
            os.chdir(arguments[0])
            return 0, ""
        if program != "trialkit":
            raise AssertionError(f"{self._name}: only trialkit and cd can be run, not {program}")
        typed, self._typed = self._typed, None
        with _captured() as said, _typing(typed or [], said):
            code = run(arguments, terminal=typed is not None)
        if code == FAULT:
            raise AssertionError(f"{self._name}: {written}\n{said.getvalue()}")
        return code, self._steady(said.getvalue())

    def _python(self, source: str) -> None:
        with _captured() as said:
            exec(compile(source, self._name, "exec"), self._names)
        self._printed = self._steady(said.getvalue())

    def _steady(self, text: str) -> str:
        """The output without what differs from one run to the next."""
        text = text.replace(f"{self._folder}{os.sep}", "")
        return "\n".join(line.rstrip() for line in RANDOM.sub(SHOWN_INSTEAD, text).splitlines())


def differences(page: Path) -> str:
    """How the page differs from what its examples give now; empty where it doesn't."""
    before = page.read_text(encoding="utf-8").splitlines()
    return "\n".join(difflib.unified_diff(before, rerun(page).splitlines(), lineterm=""))


def write() -> None:
    """Put what really comes out into every page."""
    for page in pages():
        page.write_text(rerun(page), encoding="utf-8")


def _fill_in(folder: Path) -> None:
    """Answer the blank ballots of the table in `folder`, and take the blank workbooks away."""
    for workbook in folder.glob("*.xlsx"):
        workbook.unlink()
    for path in folder.glob("*.csv"):
        heading, *blank = path.read_text(encoding="utf-8-sig").splitlines()
        rows = (
            ";".join([*row.split(";")[:2], *answers, ""])
            for row, answers in zip(blank, BALLOTS, strict=True)
        )
        path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")


def _until(lines: Iterator[str], end: str) -> Iterator[str]:
    for line in lines:
        if line == end:
            return
        yield line
    raise AssertionError(f"a block isn't closed by {end}")


class _Keyboard(io.StringIO):
    """A standard input that shows what is typed, as a terminal does."""

    def __init__(self, typed: list[str], screen: io.StringIO) -> None:
        super().__init__("".join(f"{line}\n" for line in typed))
        self._screen = screen

    def readline(self, size: int | None = -1, /) -> str:
        line = super().readline(-1 if size is None else size)
        self._screen.write(line)
        return line


@contextlib.contextmanager
def _captured() -> Iterator[io.StringIO]:
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
        yield screen


@contextlib.contextmanager
def _typing(lines: list[str], screen: io.StringIO) -> Iterator[None]:
    before, sys.stdin = sys.stdin, _Keyboard(lines, screen)
    try:
        yield
    finally:
        sys.stdin = before


@contextlib.contextmanager
def _standing_in(folder: Path) -> Iterator[None]:
    """In `folder`, in English, 80 columns wide, by the real clock; then all as it was."""
    before, where = dict(os.environ), Path.cwd()
    for name in ("LANGUAGE", "LC_MESSAGES", "LANG", "TRIALKIT_CLOCK", "TRIALKIT_DEBUG"):
        os.environ.pop(name, None)
    os.environ.update(LC_ALL=LOCALES["en"], COLUMNS="80")
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(where)
        os.environ.clear()
        os.environ.update(before)


def main(arguments: Sequence[str]) -> int:
    """Write or compare."""
    if "--write" in arguments:
        write()
        return 0
    differing = [told for page in pages() if (told := differences(page))]
    print("\n".join(differing) or "Every example comes out as shown.")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
