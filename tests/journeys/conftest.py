"""A coordinator at a laptop: types command lines and answers, and reads what comes."""

import io
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs
import pytest

from trialkit.cli.main import FAULT
from trialkit.cli.main import run as run_program

CTRL_C = "^C"
"""Typed among the answers, it is the key and not the letters."""


@attrs.frozen
class Ran:
    """What a person sees of one command.

    Attributes:
        code: the exit code.
        out: what was printed.
        err: what was complained of.
    """

    code: int
    out: str
    err: str

    @property
    def read(self) -> str:
        """What was printed, as one reads it: a line's end is no more than a space."""
        return " ".join(self.out.split())

    @property
    def complaint(self) -> str:
        """What was complained of, as one reads it."""
        return " ".join(self.err.split())


class Keyboard(io.StringIO):
    """Somebody's answers, and their Ctrl-C."""

    def readline(self, size: int | None = -1, /) -> str:
        """The next line that is typed."""
        line = super().readline(-1 if size is None else size)
        if line.rstrip("\n") == CTRL_C:
            raise KeyboardInterrupt
        return line


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command line in Finnish, from a folder of one's own.

    `typed` makes it a terminal at which somebody types these lines; `at` sets the clock from now
    on; `language` is the system's. A fault of ours fails the test with its log.
    """
    monkeypatch.chdir(tmp_path)
    for name in ("LANGUAGE", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def invoke(
        line: str, *, typed: Sequence[str] | None = None, at: str = "", language: str = "fi"
    ) -> Ran:
        monkeypatch.setenv("LC_ALL", f"{language}_FI.UTF-8")
        if at:
            monkeypatch.setenv("TRIALKIT_CLOCK", at)
        answers = "".join(f"{answer}\n" for answer in typed or ())
        monkeypatch.setattr("sys.stdin", Keyboard(answers))
        capsys.readouterr()
        code = run_program(shlex.split(line), terminal=typed is not None)
        said = capsys.readouterr()
        assert code != FAULT, _log(said.err)
        return Ran(code, said.out, said.err)

    return invoke


def _log(told: str) -> str:
    name = next(word for word in told.split() if ".log" in word).rstrip(".;,")
    return Path(name).read_text(encoding="utf-8")
