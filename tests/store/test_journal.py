import hashlib
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from trialkit.model.conversion import canonical, to_plain
from trialkit.model.metric import Observation, Source, SourceKind
from trialkit.model.period import Period
from trialkit.model.settings import Settings
from trialkit.model.trial import Idea
from trialkit.store.journal import FIRST, RollingDigest
from trialkit.store.store import Store
from trialkit.store.verifying import verify
from trialkit.testing.strategies import companies, trials

AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
rows = st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.integers() | st.none()))


def test_anyone_can_compute_the_chain_from_what_the_journal_says(store, villapaja):
    previous = FIRST
    for entry in store.entries():
        fields = to_plain(entry)
        claimed = fields.pop("hash")

        assert hashlib.sha256(canonical(fields)).hexdigest() == claimed
        assert entry.previous == previous
        previous = claimed


def test_equal_rows_have_different_digests_because_of_their_salts(store, at, by):
    with store.command("two", by=by, at=at) as tx:
        for key in ("a", "b"):
            tx.save(Idea(id=key, text="Norja", at=at, by=by))
    first, second = tx.entry.changes
    assert first.after != second.after

    with store.command("there", by=by, at=at) as tx:
        tx.save(Idea(id="a", text="Tanska", at=at, by=by))
    with store.command("and back", by=by, at=at) as tx:
        tx.save(Idea(id="a", text="Norja", at=at, by=by))
    assert tx.entry.changes[0].after != first.after


def test_several_writes_of_one_row_are_one_change(store, at, by):
    with store.command("idea", by=by, at=at) as tx:
        tx.save(Idea(id="a", text="Norja", at=at, by=by))
        tx.save(Idea(id="a", text="Tanska", at=at, by=by))

    (change,) = tx.entry.changes
    assert change.before is None
    assert verify(store) == []


def test_an_erased_payload_leaves_the_chain_whole_and_nothing_of_itself(
    store, villapaja, folder, at, by
):
    with store.command("observe", by=by, at=at) as tx:
        tx.save(Idea(id="a", text="Norja", at=at, by=by))
        tx.note({"asked_by": "Maija Meikäläinen"})
    noted = tx.entry.seq

    with store.command("person erase", by=by, at=at) as tx:
        tx.erase_payload(noted)

    assert store.payload(noted) is None
    assert tx.entry.changes[0].table == "payload"
    assert verify(store) == []


@given(rows, st.data())
def test_a_rolling_digest_doesnt_depend_on_how_the_rows_were_handed_over(found, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(found)), max_size=4)))
    whole, pieces = RollingDigest("00"), RollingDigest("00")

    whole.add(found)
    for first, last in zip([0, *cuts], [*cuts, len(found)], strict=True):
        pieces.add(found[first:last])

    assert whole.hexdigest() == pieces.hexdigest()


@given(rows.filter(bool))
def test_a_rolling_digest_hears_every_row_and_the_salt(found):
    digests = set()
    for salt, seen in (("00", found), ("01", found), ("00", found[1:]), ("00", [*found, ("x",)])):
        rolling = RollingDigest(salt)
        rolling.add(seen)
        digests.add(rolling.hexdigest())

    assert len(digests) == 4


class AnyOrderOfCommands(RuleBasedStateMachine):
    """Whatever commands are run in whatever order, the journal accounts for every row."""

    drafts = Bundle("drafts")

    @initialize()
    def open_workspace(self):
        folder = Path(mkdtemp(prefix="trialkit-")) / "workspace"
        self.store = Store.create(folder, Settings(), by="x", at=AT)
        self.commands = 1
        self.kept = {}
        self.figures = {}

    def command(self, name):
        self.commands += 1
        return self.store.command(name, by="x", at=AT)

    @rule(target=drafts, trial=trials(), company=companies())
    def new(self, trial, company):
        taken = {kept.slug for kept in self.kept.values()}
        trial = attrs.evolve(trial, company=company.id, slug=f"{trial.slug}-{len(taken)}")
        with self.command("new") as tx:
            tx.save(company)
            tx.save(trial)
        self.kept[trial.id] = trial
        return trial.id

    @rule(key=drafts, tag=st.sampled_from(["a", "b"]))
    def edit(self, key, tag):
        if key in self.kept:
            before = self.kept[key]
            self.kept[key] = attrs.evolve(before, tags=(tag,))
            self.commands += before != self.kept[key]
            with self.store.command("edit", by="x", at=AT) as tx:
                tx.save(self.kept[key])

    @rule(key=drafts, value=st.integers(0, 99))
    def observe(self, key, value):
        if key in self.kept:
            last = self.figures.get(key)
            figure = Observation(
                id=f"{key}-{self.commands}",
                trial=key,
                metric="orders",
                series="",
                period=Period.parse("2026-03"),
                value=Decimal(value),
                source=Source(kind=SourceKind.TYPED),
                at=AT,
                by="x",
                replaces=last.id if last else None,
            )
            with self.command("observe") as tx:
                tx.observe([figure])
            self.figures[key] = figure

    @rule(key=drafts)
    def discard(self, key):
        if key in self.kept:
            with self.command("discard") as tx:
                tx.remove(self.kept.pop(key))
            self.figures.pop(key, None)

    @rule(company=companies())
    def break_off(self, company):
        try:
            with self.store.command("broken off", by="x", at=AT) as tx:
                tx.save(company)
                raise ZeroDivisionError
        except ZeroDivisionError:
            assert company not in self.store.companies()

    @precondition(lambda self: self.commands % 3 == 0)
    @rule()
    def open_again(self):
        folder = self.store.folder
        self.store.close()
        self.store = Store.open(folder)

    @invariant()
    def the_journal_accounts_for_all(self):
        assert [entry.seq for entry in self.store.entries()] == list(range(1, self.commands + 1))
        assert {trial.id: trial for trial in self.store.trials()} == self.kept
        for key, figure in self.figures.items():
            assert self.store.observations(key) == [figure]

    def teardown(self):
        if hasattr(self, "store"):
            assert verify(self.store) == []
            self.store.close()
            rmtree(self.store.folder.parent)


TestAnyOrderOfCommands = AnyOrderOfCommands.TestCase
TestAnyOrderOfCommands.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
