"""Nothing leaves the house that a company hasn't let out, on that day, to that place."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialkit.model.consent import Channel, Consent, ConsentLevel
from trialkit.model.text import Text, TextStatus
from trialkit.rules.consent import ALLOWED, Finest, in_force, may_print, permits
from trialkit.testing.strategies import consents

DAY = date(2026, 7, 3)
NOTHING = {"page": False, "name": False, "figures": False, "words": False}


def given_on(day, level=ConsentLevel.NAMED, *, trial=None, key="a", **more):
    return Consent(
        id=key,
        company="villapaja",
        trial=trial,
        level=level,
        channels=(Channel.SITE,),
        given_on=day,
        given_by="owner",
        valid_until=day + timedelta(days=730),
        wording="core/1",
        **more,
    )


def counts(*given, day=DAY):
    return in_force(given, trial="villapaja-1", company="villapaja", day=day)


def shown(consent, *, channel=Channel.SITE, language="fi", day=DAY, alike=None):
    return permits(consent, channel=channel, language=language, day=day, alike=alike)


def as_flags(permitted):
    return {key: getattr(permitted, key) for key in NOTHING}


def test_without_consent_nothing_leaves():
    permitted = shown(None)

    assert permitted.level is ConsentLevel.INTERNAL
    assert as_flags(permitted) == NOTHING
    assert permitted.place is Finest.NONE


@pytest.mark.parametrize(
    ("level", "flags", "place"),
    [
        (ConsentLevel.NAMED, NOTHING | dict.fromkeys(NOTHING, True), Finest.MUNICIPALITY),
        (
            ConsentLevel.NAMED_WITHOUT_FIGURES,
            {"page": True, "name": True, "figures": False, "words": True},
            Finest.MUNICIPALITY,
        ),
        (
            ConsentLevel.ANONYMOUS,
            {"page": True, "name": False, "figures": True, "words": False},
            Finest.REGION,
        ),
        (ConsentLevel.AGGREGATE, NOTHING, Finest.NONE),
        (ConsentLevel.INTERNAL, NOTHING, Finest.NONE),
    ],
)
def test_each_level_lets_out_its_own_and_no_more(level, flags, place):
    permitted = shown(given_on(DAY, level))

    assert (permitted.level, as_flags(permitted), permitted.place) == (level, flags, place)


def test_every_level_has_its_line():
    assert set(ALLOWED) == set(ConsentLevel)


@pytest.mark.parametrize(
    ("alike", "place"),
    [(None, Finest.REGION), (2, Finest.REGION), (3, Finest.AREA), (40, Finest.AREA)],
)
def test_an_area_is_told_only_where_three_companies_fit(alike, place):
    assert shown(given_on(DAY, ConsentLevel.ANONYMOUS), alike=alike).place is place


def test_only_a_named_company_is_told_exactly():
    assert shown(given_on(DAY)).exact
    assert not shown(given_on(DAY, ConsentLevel.ANONYMOUS)).exact


def test_another_channel_or_language_was_not_agreed_to():
    consent = attrs.evolve(given_on(DAY), languages=("fi", "sv"))

    assert not shown(consent, channel=Channel.DOCUMENTS).page
    assert not shown(consent, language="en").page
    assert shown(consent, language="sv").page
    assert shown(consent, language=None).page


def test_consent_begins_runs_out_and_is_withdrawn():
    consent = given_on(DAY)

    assert not shown(consent, day=DAY - timedelta(days=1)).page
    assert shown(consent, day=consent.valid_until).page
    assert not shown(consent, day=consent.valid_until + timedelta(days=1)).page
    assert not shown(attrs.evolve(consent, withdrawn_on=DAY)).page


def test_the_trials_own_consent_beats_the_companys():
    of_company = given_on(DAY, ConsentLevel.NAMED)
    of_trial = given_on(DAY - timedelta(days=30), ConsentLevel.ANONYMOUS, trial="villapaja-1")

    assert counts(of_company, of_trial) == of_trial
    assert counts(of_company) == of_company


def test_the_latest_consent_counts():
    first = given_on(DAY - timedelta(days=30), ConsentLevel.NAMED, key="a")
    second = given_on(DAY, ConsentLevel.AGGREGATE, key="b")

    assert counts(second, first) == second
    assert counts(second, first, day=DAY - timedelta(days=1)) == first


def test_a_withdrawn_consent_brings_no_older_one_back():
    older = given_on(DAY - timedelta(days=30), key="a")
    of_company = given_on(DAY - timedelta(days=60), key="0")
    withdrawn = given_on(DAY, key="b", trial="villapaja-1", withdrawn_on=DAY)

    assert counts(older, of_company, withdrawn) is None


def test_a_consent_to_another_trial_or_of_another_company_says_nothing():
    other_trial = given_on(DAY, trial="villapaja-2")
    other_company = attrs.evolve(given_on(DAY), company="sorvi")

    assert counts(other_trial, other_company) is None


@given(st.lists(consents(company="villapaja"), max_size=4), st.dates(DAY, date(2029, 1, 1)))
def test_what_counts_was_given_and_holds(given_ones, day):
    found = counts(*given_ones, day=day)

    assert found is None or (found in given_ones and found.holds_on(day))


def text(words, status=TextStatus.APPROVED):
    return Text(words={"fi": words, "sv": "Vi lärde oss mycket."}, source="fi", status=status)


@pytest.mark.parametrize(
    ("words", "status", "printed"),
    [
        ("Opimme paljon.", TextStatus.APPROVED, True),
        ("Opimme paljon.", TextStatus.DRAFT, False),
        ("Villapajalla opittiin paljon.", TextStatus.APPROVED, False),
    ],
)
def test_anonymous_words_are_approved_and_name_nobody(words, status, printed):
    permitted = shown(given_on(DAY, ConsentLevel.ANONYMOUS))

    assert may_print(text(words, status), permitted, ["Villapaja Oy"]) is printed


def test_a_named_company_speaks_for_itself_and_an_internal_one_not_at_all():
    words = text("Villapajalla opittiin paljon.", TextStatus.DRAFT)

    assert may_print(words, shown(given_on(DAY)), ["Villapaja"])
    assert not may_print(text("Opimme paljon."), shown(None), ["Villapaja"])
