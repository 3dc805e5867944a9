"""The power goes in the middle of a command: all of it is there, or nothing."""

import os
import random
import signal
import subprocess
import sys
from textwrap import dedent

import pytest

from trialkit.model.settings import Settings
from trialkit.store.store import Store
from trialkit.store.verifying import verify

WRITER = dedent(
    """
    import sys
    from datetime import UTC, date, datetime
    from decimal import Decimal
    from pathlib import Path

    import attrs

    from trialkit.model.metric import Observation, Source, SourceKind
    from trialkit.model.period import Period, PeriodKind
    from trialkit.model.trial import Idea
    from trialkit.store.store import Store

    at = datetime(2026, 3, 2, 7, tzinfo=UTC)
    with Store.open(Path(sys.argv[1])) as store:
        (trial,) = store.trials()
        for turn in range(len(store.ideas()) + 1, 10_000):
            month = Period(PeriodKind.MONTH, date(2026, 1, 1)).moved(turn)
            with store.command(f"turn {turn}", by="writer", at=at) as tx:
                tx.save(Idea(id=f"idea-{turn}", text="Norja", at=at, by="writer"))
                tx.save(attrs.evolve(trial, tags=(f"turn-{turn}",)))
                tx.observe(
                    Observation(
                        id=f"figure-{turn}-{metric}",
                        trial=trial.id,
                        metric=f"metric_{metric}",
                        series="",
                        period=month,
                        value=Decimal(turn),
                        source=Source(kind=SourceKind.TYPED),
                        at=at,
                        by="writer",
                    )
                    for metric in range(50)
                )
            print(turn, flush=True)
    """
)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
@pytest.mark.parametrize("journal", ["nivala", "Dropbox"], ids=["log", "rollback journal"])
def test_after_kill_9_all_or_nothing_of_each_command_is_there(
    tmp_path, owner, draft, journal, at, by
):
    folder = tmp_path / journal
    with (
        Store.create(folder, Settings(), by=by, at=at) as store,
        store.command("new", by=by, at=at) as tx,
    ):
        tx.save(owner)
        tx.save(draft)
    luck = random.Random(2026)

    told = 0
    for _ in range(3):
        told = max(told, killed_after(folder, told, luck))
        with Store.open(folder) as store:
            done = len(store.entries()) - 2

            assert verify(store) == []
            assert done >= told, "a command that was told as done is gone"
            assert {idea.id for idea in store.ideas()} == {f"idea-{n}" for n in range(1, done + 1)}
            assert len(store.observations(draft.id)) == 50 * done
            assert store.trial(draft.id).tags == (f"turn-{done}",)


def killed_after(folder, told, luck):
    """Let a child write, and kill it at some moment; the last command that it told as done."""
    child = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    with child:
        for _ in range(luck.randint(3, 12)):
            told = int(child.stdout.readline())
        spin(luck.randint(0, 200_000))
        os.kill(child.pid, signal.SIGKILL)
        for line in child.stdout:
            if line.endswith("\n"):
                told = int(line)
    assert child.returncode == -signal.SIGKILL
    return told


def spin(turns):
    """Let some moments pass, so that the kill comes anywhere in the next command."""
    for _ in range(turns):
        pass
