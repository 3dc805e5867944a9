"""Strategies for firms, the core group, its rounds and ballots, consents and settings."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from trialkit.model.company import Code, Company, Member, Stake, StakeKind
from trialkit.model.consent import Channel, Consent, ConsentLevel
from trialkit.model.round import (
    Ballot,
    Invitation,
    Recommendation,
    Round,
    RoundKind,
    RubricCriterion,
)
from trialkit.model.settings import Area, Programme, Settings
from trialkit.model.trial import Trial
from trialkit.testing.pieces import (
    LANGUAGES,
    amounts,
    days,
    ids,
    keys,
    moments,
    sentences,
    words,
)

DECLARED = (StakeKind.SUPPLIER, StakeKind.CUSTOMER, StakeKind.COMPETITOR)


def companies(*, area: str | None = None) -> st.SearchStrategy[Company]:
    """Firms of an area, or of any."""
    codes = st.integers(5, 989).map(lambda number: Code(scheme="kunta2026", code=f"{number:03}"))
    trades = st.sampled_from(["47.91", "14.39", "16.23", "56.10"])
    return st.builds(
        Company,
        id=ids(),
        name=sentences(),
        area=keys() if area is None else st.just(area),
        municipality=st.none() | codes,
        industry=st.none() | trades.map(lambda code: Code(scheme="NACE2.1", code=code)),
        person_years=st.none() | amounts(most=10, places=1),
        founded=st.none() | st.integers(1950, 2026),
        business_id=st.none() | st.just("1234567-1"),
        owner_group=st.none() | keys(),
        rde_actor=st.booleans(),
    )


@st.composite
def members(draw: st.DrawFn, *, company: Company | None = None) -> Member:
    """People of a company, or of any."""
    firm = company or draw(companies())
    since = draw(days())
    stayed = draw(st.none() | st.integers(0, 2000))
    return Member(
        id=draw(ids()),
        name=draw(sentences()),
        company=firm.id,
        area=firm.area,
        since=since,
        until=None if stayed is None else since + timedelta(stayed),
        contact=draw(st.none() | st.emails()),
    )


def stakes(company: Company, towards: Company) -> st.SearchStrategy[Stake]:
    """Interests that one firm may declare in another."""
    return st.builds(
        Stake,
        id=ids(),
        company=st.just(company.id),
        towards=st.just(towards.id),
        kind=st.sampled_from(DECLARED),
        declared_on=days(),
    )


@st.composite
def rounds(draw: st.DrawFn, *, trial: Trial | None = None, members: Sequence[Member] = ()) -> Round:
    """Rounds on a trial, open or closed; each of `members` (or a few) is invited once."""
    asked = members or draw(st.lists(_members(), min_size=1, max_size=5))
    opened = draw(days())
    closed = draw(st.none() | st.integers(0, 60))
    rubric = draw(st.lists(keys(), min_size=1, max_size=5, unique=True))
    return Round(
        id=draw(ids()),
        trial=trial.id if trial else draw(ids()),
        kind=draw(st.sampled_from(RoundKind)),
        criteria=tuple(draw(_rubric_criterion(key)) for key in rubric),
        invited=tuple(
            Invitation(
                member=member.id,
                company=member.company,
                code=f"B{index:03}",
                recused=draw(st.none() | st.sampled_from(StakeKind)),
            )
            for index, member in enumerate(asked)
        ),
        opened_on=opened,
        deadline=opened + timedelta(draw(st.integers(1, 28))),
        quorum=draw(st.integers(1, 5)),
        secret=draw(st.binary(min_size=32, max_size=32)).hex(),
        closed_on=None if closed is None else opened + timedelta(closed),
        without_quorum=draw(st.none() | sentences()) if closed is not None else None,
    )


def _members() -> st.SearchStrategy[Member]:
    return members()


def _rubric_criterion(key: str) -> st.SearchStrategy[RubricCriterion]:
    return st.builds(
        RubricCriterion, id=st.just(key), label=words(), low=words(), middle=words(), high=words()
    )


@st.composite
def ballots(draw: st.DrawFn, *, round_: Round | None = None) -> Ballot:
    """Ballots of one of the round's members: each criterion rated, or not judged."""
    asked = round_ or draw(rounds())
    rating = st.none() | st.integers(1, 5)
    return Ballot(
        id=draw(ids()),
        round=asked.id,
        member=draw(st.sampled_from(asked.invited)).member,
        ratings={criterion.id: draw(rating) for criterion in asked.criteria},
        recommendation=draw(st.none() | st.sampled_from(Recommendation)),
        reason_for=draw(st.just("") | sentences()),
        reason_against=draw(st.just("") | sentences()),
        comment=draw(st.just("") | sentences()),
        may_quote=draw(st.booleans()),
        at=draw(moments()),
        entered_by=draw(st.none() | sentences()),
        source=draw(st.none() | st.just("ballot.xlsx")),
        late=draw(st.booleans()),
    )


@st.composite
def consents(draw: st.DrawFn, *, company: str | None = None, trial: str | None = None) -> Consent:
    """Consents of a company to one trial, or to all of its trials where `trial` is None."""
    given_on = draw(days())
    lasts = draw(st.integers(0, 1000))
    withdrawn = draw(st.none() | st.integers(0, lasts))
    return Consent(
        id=draw(ids()),
        company=company or draw(ids()),
        trial=trial,
        level=draw(st.sampled_from(ConsentLevel)),
        channels=tuple(sorted(draw(st.sets(st.sampled_from(Channel))))),
        languages=tuple(sorted(draw(st.sets(st.sampled_from(LANGUAGES))))),
        given_on=given_on,
        given_by=draw(sentences()),
        valid_until=given_on + timedelta(lasts),
        wording="core/1",
        withdrawn_on=None if withdrawn is None else given_on + timedelta(withdrawn),
        withdrawn_because=None if withdrawn is None else draw(st.none() | sentences()),
    )


@st.composite
def settings(draw: st.DrawFn) -> Settings:
    """A workspace's settings; its area is one of its areas."""
    areas = draw(st.lists(_areas(), min_size=1, max_size=3, unique_by=lambda area: area.id))
    return Settings(
        actor=draw(sentences()),
        language=draw(st.sampled_from(LANGUAGES)),
        languages=tuple(draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True))),
        area=draw(st.sampled_from(areas)).id,
        areas=tuple(areas),
        programme=Programme(code=draw(keys()), name=draw(words()), starts_on=draw(days())),
        quorum=draw(st.integers(1, 5)),
        ballots_to_publish=draw(st.integers(1, 8)),
        silent_after_weeks=draw(st.integers(1, 12)),
        consent_months=draw(st.integers(1, 60)),
        own_hour_price=Decimal(draw(st.integers(0, 100))),
        replayed=draw(st.booleans()),
    )


def _areas() -> st.SearchStrategy[Area]:
    codes = st.integers(5, 989).map(lambda number: f"{number:03}")
    return st.builds(
        Area,
        id=keys(),
        name=words(),
        municipalities=st.lists(codes, max_size=3, unique=True).map(tuple),
        region=words(),
    )
