import json
import tempfile
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialkit.errors import InvalidInput
from trialkit.model.company import Company
from trialkit.model.settings import Settings
from trialkit.model.text import Text
from trialkit.model.trial import Choice, Decision, State
from trialkit.store.filter_reading import read_filter
from trialkit.store.filter_sql import compiled
from trialkit.store.filter_tree import (
    FIELDS,
    All,
    Any,
    Between,
    FieldKind,
    Has,
    Missing,
    Not,
    OneOf,
)
from trialkit.store.selection import is_filter, select
from trialkit.store.store import Store

TODAY = date(2026, 3, 31)


def chosen(store, written):
    return [row.slug for row in store.overview(select(written, today=TODAY))]


@pytest.fixture
def four(store, owner, draft, at, by):
    """Four trials in two countries: two closed, one running, one a draft."""
    other = Company(id="sorvi", name="Sorvi", area="ylivieska")

    def closed(slug, **changes):
        text = Text.written("x", "fi")
        decision = Decision(
            choice=Choice.ADAPT, reason_for=text, reason_against=text, on=TODAY, by=by
        )
        common = {"draft": None, "state": State.CONCLUDED, "decision": decision}
        return attrs.evolve(draft, id=slug, slug=slug, **{**common, **changes})

    trials = [
        closed("a-held", closed_on=date(2025, 6, 1), started_on=date(2025, 1, 7)),
        closed("b-failed", closed_on=date(2024, 6, 1), market="NO", tags=("Wood", "b2b")),
        attrs.evolve(
            draft, id="c", slug="c-running", state=State.RUNNING, started_on=date(2026, 3, 2)
        ),
        attrs.evolve(draft, id="d", slug="d-draft", market=None, tags=(), company="sorvi"),
    ]
    with store.command("new", by=by, at=at) as tx:
        tx.save(owner)
        tx.save(other)
        for trial in trials:
            tx.save(trial)
        for key, outcome, level in (("a-held", "held", 3), ("b-failed", "did not hold", 1)):
            case = {"outcome": outcome, "strength": {"level": level}}
            tx.keep_case(key, json.dumps(case), "inputs")
    return store


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("state=draft", "d"),
        ("STATE = Running OR state = DRAFT", "cd"),
        ("market=se", "ac"),
        ("market in (SE, no)", "abc"),
        ("not market in (SE, NO)", "d"),
        ("market != SE", "bd"),
        ("market missing", "d"),
        ("not closed missing and market=NO", "b"),
        ("outcome=held", "a"),
        ('outcome = "did not hold"', "b"),
        ("outcome=did-not-hold", "b"),
        ("decision=adapt and strength >= 2", "a"),
        ("strength<3", "b"),
        ("strength in (1, 3)", "ab"),
        ("closed within 12 months", "a"),
        ("closed within 3 years", "ab"),
        ("started >= 2026", "c"),
        ("started = 2026-03", "c"),
        ("started < 2.3.2026", "a"),
        ("started > 2026-03-02", ""),
        ("started != 2026-W10", "abd"),
        ("tag=wool", "ac"),
        ("tag has wood", "b"),
        ("tag missing", "d"),
        ("company=SORVI", "d"),
        ('company = "höylä & villapaja"', "abc"),
        ("company has hoyla", "abc"),
        ("slug has RUN", "c"),
        ("template=ecommerce", "abcd"),
        ("municipality=535", "abc"),
        ("area=nivala-haapajarvi", "abcd"),
        ("id=c", "c"),
        ("market=SE and state=running or market=NO", "bc"),
        ("market=SE and (state=running or market=NO)", "c"),
        ("not (market=SE or market=NO)", "d"),
        ("not not state=draft", "d"),
        ("market=IN", ""),
    ],
)
def test_a_filter_finds_what_it_says(four, written, found):
    assert [slug[0] for slug in chosen(four, written)] == list(found)
    assert [trial.slug for trial in four.trials(select(written, today=TODAY))] == chosen(
        four, written
    )


@pytest.mark.parametrize(
    ("written", "code", "at", "hint"),
    [
        ("templat=export", "UNKNOWN_FIELD", 0, "template"),
        ("state=draft and stat=draft", "UNKNOWN_FIELD", 16, "state"),
        ("state=runing", "WRONG_VALUE", 6, "running"),
        ("outcome in (held, hold)", "WRONG_VALUE", 18, "held"),
        ("decision = yes", "WRONG_VALUE", 11, "adopt"),
        ("strength > high", "WRONG_VALUE", 11, "whole number"),
        ("strength = 7", "WRONG_VALUE", 11, "6"),
        ("closed > soon", "WRONG_VALUE", 9, "2026-03-31"),
        ("closed > 2026-13", "WRONG_VALUE", 9, "2026-03-31"),
        ("closed within 12 moons", "WRONG_VALUE", 17, "months"),
        ("closed within many months", "WRONG_VALUE", 14, "12 months"),
        ("closed within 99999 years", "WRONG_VALUE", 14, "12 months"),
        ("closed has 2026", "WRONG_OPERATOR", 0, "within"),
        ("company < b", "WRONG_OPERATOR", 8, "has"),
        ("template=", "NOT_A_FILTER", 9, "template=export"),
        ("template=export and", "NOT_A_FILTER", 19, "template=export"),
        ("template=export market=SE", "NOT_A_FILTER", 16, "template=export"),
        ("(template=export", "NOT_A_FILTER", 16, "template=export"),
        ('company="Sorvi', "NOT_A_FILTER", 8, "template=export"),
        ("= export", "NOT_A_FILTER", 0, "template=export"),
        ("", "NOT_A_FILTER", 0, "template=export"),
    ],
)
def test_a_fault_is_pointed_at_and_helped(written, code, at, hint):
    with pytest.raises(InvalidInput) as refused:
        select(written, today=TODAY)

    (problem,) = refused.value.problems
    shown, mark, *_ = str(problem.message).split("\n")
    assert problem.code == code
    assert (shown, mark.index("^")) == (written, at)
    assert hint in str(problem)


def test_a_filter_too_long_or_too_deep_is_refused_and_harms_nobody():
    for written in ("state=draft or " * 500, "not " * 300 + "state=draft", "(" * 3000):
        with pytest.raises(InvalidInput):
            select(written, today=TODAY)


@pytest.mark.parametrize(
    ("written", "filtering"),
    [
        ("villapaja", False),
        ("2026-nivala-villapaja", False),
        ("Höylä & Sorvi", False),
        ("Maa ja Meri", False),
        ("missing", False),
        ("template=export", True),
        ("started > 2026", True),
        ("closed missing", True),
        ("tag has wool", True),
        ("market in (SE)", True),
        ("closed within 12 months", True),
        ("templat = export", True),
    ],
)
def test_a_text_without_an_operator_is_a_part_of_a_name(written, filtering):
    assert is_filter(written) is filtering


def test_nothing_typed_ever_becomes_sql():
    written = 'company = "\'; DROP TABLE trial; --" or tag has "x\') OR 1=1"'

    selection = select(written, today=TODAY)

    assert "DROP" not in selection.sql
    assert "1=1" not in selection.sql
    assert selection.parameters == ("'; drop table trial; --", "x') or 1=1")


# The same tree, asked of plain values in Python.


def plain(words):
    letters = unicodedata.normalize("NFKD", str(words).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def lets_through(node, row):
    match node:
        case All(parts):
            return all(lets_through(part, row) for part in parts)
        case Any(parts):
            return any(lets_through(part, row) for part in parts)
        case Not(part):
            return not lets_through(part, row)
    value = value_of(row, node.field)
    match node:
        case Missing():
            return not value if node.field.kind is FieldKind.TAGS else value is None
        case _ if value is None:
            return False
        case OneOf(field, values) if field.kind is FieldKind.TAGS:
            return bool({plain(tag) for tag in value} & {plain(one) for one in values})
        case OneOf(field, values) if field.kind is FieldKind.WORDS:
            return plain(value) in {plain(one) for one in values}
        case OneOf(_, values):
            return value in values
        case Between(_, first, last):
            return first <= value <= last
        case Has(_, part):
            return plain(part) in plain(value)
    raise AssertionError(node)


def value_of(row, field):
    value = getattr(row, field.column)
    return value.isoformat() if isinstance(value, date) else value


SLUGS = ["a", "b-paja", "c", "d-sorvi"]
NAMES = ["Höylä", "HÖYLÄ & Sorvi", "Villapaja", "%_'"]
DAYS = [date(2025, 3, 30), date(2025, 4, 1), date(2026, 2, 28), TODAY]


@st.composite
def rows(draw, slug):
    """What of a trial filters can ask about, with few values so that filters meet them."""
    choice = draw(st.none() | st.sampled_from(Choice))
    return {
        "slug": slug,
        "company": draw(st.sampled_from(NAMES)),
        "municipality": draw(st.none() | st.sampled_from(["535", "005"])),
        "market": draw(st.none() | st.sampled_from(["SE", "NO"])),
        "area": draw(st.sampled_from(["a", "b"])),
        "state": draw(st.sampled_from(State)),
        "started_on": draw(st.none() | st.sampled_from(DAYS)),
        "closed_on": draw(st.none() | st.sampled_from(DAYS)),
        "decision": choice,
        "tags": tuple(draw(st.lists(st.sampled_from(["wool", "Wool", "b2b"]), unique=True))),
        "outcome": draw(st.none() | st.sampled_from(["held", "did not hold", "can't tell"])),
        "strength": draw(st.integers(0, 6)),
    }


def single_tests():
    words = st.sampled_from([*SLUGS, *NAMES, "paja", "höy", "", "WOOL", "535", "ecommerce"])
    periods = st.sampled_from(["2025", "2026-02", "2025-03-30", "1.4.2025", "2026-W09", "2025-Q2"])
    comparisons = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
    named = {kind: [f.name for f in FIELDS.values() if f.kind is kind] for kind in FieldKind}
    open_fields = named[FieldKind.KEY] + named[FieldKind.WORDS] + named[FieldKind.TAGS]
    with_words = named[FieldKind.WORDS] + named[FieldKind.TAGS]
    equal = st.sampled_from(["=", "!="])
    return st.one_of(
        st.builds('{}{}"{}"'.format, st.sampled_from(open_fields), equal, words),
        st.builds('{} in ("{}", "{}")'.format, st.sampled_from(open_fields), words, words),
        st.builds('{} has "{}"'.format, st.sampled_from(with_words), words),
        st.builds("{} missing".format, st.sampled_from(list(FIELDS))),
        st.builds("state{}{}".format, equal, st.sampled_from([state.value for state in State])),
        st.builds("decision in ({}, {})".format, *[st.sampled_from([*Choice])] * 2),
        st.builds("outcome{}{}".format, equal, st.sampled_from(["held", "cant-tell"])),
        st.builds("strength{}{}".format, comparisons, st.integers(0, 6)),
        st.builds("{}{}{}".format, st.sampled_from(named[FieldKind.DAY]), comparisons, periods),
        st.builds("closed within {} months".format, st.integers(0, 20)),
    )


def filters():
    return st.recursive(
        single_tests(),
        lambda parts: st.one_of(
            st.builds("not ({})".format, parts),
            st.builds("({}) and {}".format, parts, parts),
            st.builds("({}) or ({})".format, parts, parts),
        ),
        max_leaves=6,
    )


def workspace_of(folder, found):
    """A workspace with these trials, put straight into its tables."""
    store = Store.create(folder / "w", Settings(), by="x", at=datetime(2026, 3, 2, tzinfo=UTC))
    with store.connection.transaction():
        insert(store, "template", "t", {"id": "ecommerce", "version": "1", "title": {}})
        for row in found:
            code = row["municipality"] and {"scheme": "kunta2026", "code": row["municipality"]}
            company = {"name": row["company"], "area": "", "municipality": code}
            decision = row["decision"] and {"choice": row["decision"]}
            told = {"title": {"source": "fi", "words": {}}, "template": "t", "decision": decision}
            insert(store, "company", row["slug"], company)
            insert(store, "trial", row["slug"], {**row, **told, "company": row["slug"]})
            if row["outcome"]:
                case = {"outcome": row["outcome"], "strength": {"level": row["strength"]}}
                insert(store, "kept_case", row["slug"], case, inputs="")
    return store


def insert(store, table, key, body, **more):
    columns = {"id": key, "body": json.dumps(body, default=date.isoformat), "salt": "", **more}
    marks = ", ".join("?" * len(columns))
    store.connection.run(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", tuple(columns.values())
    )


@settings(max_examples=40, deadline=None)
@given(st.tuples(*map(rows, SLUGS)), st.lists(filters(), min_size=5, max_size=15))
def test_sql_lets_through_what_plain_python_does(found, written):
    with tempfile.TemporaryDirectory() as name, workspace_of(Path(name), found) as store:
        everything = store.overview()
        for one in written:
            tree = read_filter(one, today=TODAY)

            selected = store.overview(compiled(tree))

            assert selected == [row for row in everything if lets_through(tree, row)], one
