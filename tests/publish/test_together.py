"""Trials of one promise on the comparison page, and how often a kind of trial held."""

from decimal import Decimal

import attrs
import pytest

from trialkit.casebook.comparison import compare
from trialkit.casebook.edition import edition
from trialkit.casebook.release import release
from trialkit.language.wording import wording
from trialkit.model.consent import ConsentLevel
from trialkit.model.trial import State
from trialkit.publish import paths
from trialkit.publish.site import publish
from trialkit.publish.together_view import groups, successes
from trialkit.rules.consent import ALLOWED

COMPANIES = ("Kiuas", "Sorvi", "Leipomo", "Villapaja", "Kuljetus")


@pytest.fixture
def cases(case_of):
    """Five companies that repeat one promise; each sells a little more than the one before."""
    kiuas = case_of("kiuas")
    return [_told(kiuas, number, company) for number, company in enumerate(COMPANIES, start=1)]


def _told(case, number, company):
    results = tuple(
        attrs.evolve(
            one,
            points=tuple(
                attrs.evolve(point, value=point.value + number * (point.phase == "trial"))
                for point in one.points
            ),
        )
        for one in case.results
    )
    return attrs.evolve(
        case,
        address=f"2026-{number}-verkkokauppa-ulkomaille",
        links={"repeats": "2026-1-verkkokauppa-ulkomaille"} if number > 1 else {},
        results=results,
        descriptors=attrs.evolve(
            case.descriptors,
            company=company,
            state=State.CONCLUDED,
            person_years=Decimal(number),
        ),
    )


def let_out(cases, level=ConsentLevel.NAMED):
    return [release(case, ALLOWED[level]) for case in cases]


def viewed(documents):
    return groups(compare(documents), wording("en"), lambda address: f"/{address}")


def test_the_next_company_leads(cases):
    (group,) = viewed(let_out(cases))

    assert group.said[0].startswith("The next company may expect a change between ")
    assert group.differs == "What differed: size."
    assert [row[0] for row in group.rows][:1] == ["/2026-1-verkkokauppa-ulkomaille"]


def test_a_named_company_is_named_where_it_carries_the_whole(cases):
    (group,) = viewed(let_out(cases))

    assert any(line.startswith(("Without Kuljetus", "Without Kiuas")) for line in group.said)


def test_an_anonymous_company_is_not(cases):
    (group,) = viewed(let_out(cases, ConsentLevel.ANONYMOUS))

    assert not any(company in " ".join(group.said) for company in COMPANIES)


def test_a_withheld_case_is_part_of_no_sum(cases, settings, tmp_path):
    made = edition(
        let_out(cases[:2]), counts={}, settings=settings, as_of=cases[0].provenance.as_of
    )

    publish(made, tmp_path / "site", languages=["en"], version="0.1.0")

    page = (tmp_path / "site" / paths.comparison("en")).read_text(encoding="utf-8")
    assert "Not pooled: 2 trials can be counted; three are needed." in page
    assert "2026-3-" not in page


def test_a_page_counts_before_it_rates(cases):
    (told,) = successes(compare(let_out(cases)), wording("en"))

    assert told.note == "None of them could tell."
    assert [row[1:4] for row in told.rows] == [("0", "0", "5")]
