"""What leaves the house, and what never does."""

from datetime import date

import pytest

import trialkit


@pytest.fixture
def finished(ws, villapaja, clock):
    """Villapaja's trial, decided without a round on 22 June."""
    for week in range(10, 22):
        ws.observe(villapaja.slug, "orders", 2, period=f"2026-W{week}")
    clock.turn_to(date(2026, 6, 22))
    return ws.decide(
        villapaja.slug,
        "adapt",
        reason_for="tilauksia tuli",
        reason_against="kate jäi pieneksi",
        departure="Mainokset veivät katteen, joten samanlaisena ei kannata jatkaa.",
        without_round="kesälomat",
    )


def everything(folder):
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_case_without_consent_that_was_named_is_refused(ws, finished, tmp_path):
    with pytest.raises(trialkit.Refused) as refused:
        ws.publish(tmp_path / "site", where="villapaja")

    assert refused.value.codes == ("NOT_RELEASED",)
    assert not (tmp_path / "site").exists()


def test_one_that_a_filter_matched_is_held_back_and_the_rest_is_published(ws, finished, tmp_path):
    report = ws.publish(tmp_path / "site", where="template=ecommerce")

    assert report.published == ()
    assert [held.trial for held in report.held_back] == [finished.slug]
    assert b"Villapai" not in everything(tmp_path / "site")


def test_a_named_case_is_published_under_an_address_that_says_nothing_of_the_company(
    ws, finished, tmp_path
):
    ws.consent(finished.slug, "named", given_by="yrittäjä")

    report = ws.publish(tmp_path / "site")

    assert report.published == ("2026-1-verkkokauppa-ulkomaille",)
    assert b"Villapaja" in everything(tmp_path / "site")


def test_an_anonymous_case_names_neither_company_nor_seal_nor_slug(ws, finished, tmp_path):
    ws.consent(finished.slug, "anonymous", given_by="yrittäjä")

    ws.publish(tmp_path / "site")

    site = everything(tmp_path / "site").lower()
    assert b"villapaja" not in site
    assert finished.id.encode() not in site


def test_publishing_twice_writes_nothing_the_second_time(ws, finished, tmp_path):
    ws.consent(finished.slug, "named", given_by="yrittäjä")
    ws.publish(tmp_path / "site")

    again = ws.publish(tmp_path / "site")

    assert again.site.written == 0


def test_withdrawn_consent_leaves_a_tombstone_and_no_other_trace(ws, finished, tmp_path, clock):
    ws.consent(finished.slug, "named", given_by="yrittäjä")
    ws.publish(tmp_path / "site")
    clock.turn_to(date(2026, 7, 1))

    ws.withdraw_consent(finished.slug, reason="uusi omistaja")
    report = ws.publish(tmp_path / "site")

    assert report.published == ()
    assert report.tombstones == ("2026-1-verkkokauppa-ulkomaille",)
    assert b"villapai" not in everything(tmp_path / "site").lower()


def test_consent_that_ran_out_is_no_consent(ws, finished, clock):
    ws.consent(finished.slug, "named", valid_until=date(2026, 12, 31))
    assert ws.released(finished.slug).case.descriptors.company == "Villapaja"

    clock.turn_to(date(2027, 1, 1))

    with pytest.raises(trialkit.Refused):
        ws.released(finished.slug)


def test_a_trial_that_is_still_running_is_not_published(ws, villapaja):
    ws.consent(villapaja.slug, "named")

    with pytest.raises(trialkit.Refused):
        ws.released(villapaja.slug)


def test_a_document_that_is_not_released_says_internal(ws, finished):
    document = ws.document(finished.slug, form="md", language="fi").decode()

    assert "sisäinen" in document.lower()


def test_a_folder_that_trialkit_did_not_make_is_left_alone(ws, finished, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("kunnan sivut", encoding="utf-8")

    with pytest.raises(trialkit.Refused):
        ws.publish(tmp_path / "site")

    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "kunnan sivut"


def test_an_end_of_consent_before_its_beginning_is_refused(ws, villapaja):
    with pytest.raises(trialkit.InvalidInput) as refused:
        ws.consent(villapaja.slug, "named", valid_until=date(2025, 1, 1))

    assert refused.value.codes == ("END_BEFORE_START",)


def test_cases_are_compared_side_by_side(ws, finished):
    ws.new("ecommerce", company="Sorvi", slots={"market": "NO"}, starts_on=date(2026, 6, 23))
    ws.start("sorvi")

    comparison = ws.compare("template=ecommerce")

    assert len(comparison.rows) == 2
    assert any(column.metric == "orders" for column in comparison.columns)


def test_the_totals_tell_nothing_of_a_trial_that_is_withheld(ws, finished, tmp_path):
    ws.publish(tmp_path / "site", languages=["en"])

    index = (tmp_path / "site" / "en" / "index.html").read_text(encoding="utf-8")

    assert "<dt>promise met</dt><dd>0</dd>" in index


def test_consent_that_was_withdrawn_twice_leaves_one_tombstone(ws, finished, tmp_path, clock):
    for day in (23, 25):
        clock.turn_to(date(2026, 6, day))
        ws.consent(finished.slug, "named")
        ws.publish(tmp_path / "site")
        clock.turn_to(date(2026, 6, day + 1))
        ws.withdraw_consent(finished.slug)
        report = ws.publish(tmp_path / "site")

    assert report.tombstones == ("2026-1-verkkokauppa-ulkomaille",)
    assert b"villapai" not in everything(tmp_path / "site").lower()


def test_an_anonymous_case_has_no_barrier_that_names_the_company(ws, finished):
    ws.edit(finished.slug, barriers=["ajanpuute", "Villapajan kiire"])
    ws.consent(finished.slug, "anonymous")

    assert ws.released(finished.slug).case.barriers == ("ajanpuute",)
