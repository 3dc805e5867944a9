from datetime import date

import attrs
import pytest

from trialkit.casebook.case import Case
from trialkit.casebook.edition import COUNTS, edition
from trialkit.casebook.release import Released, internal, release
from trialkit.errors import Refused
from trialkit.model.consent import ConsentLevel
from trialkit.model.settings import Settings
from trialkit.rules.consent import ALLOWED

TODAY = date(2026, 7, 3)


def out(case: Case) -> Released:
    return release(case, ALLOWED[ConsentLevel.NAMED])


def test_the_newest_case_comes_first_by_its_number_and_not_its_letters(villapaja: Case) -> None:
    ninth = attrs.evolve(villapaja, address="2026-9-verkkokauppa-ulkomaille")

    made = edition([out(ninth), out(villapaja)], counts={}, settings=Settings(), as_of=TODAY)

    assert [one.case.address[:7] for one in made.cases] == ["2026-14", "2026-9-"]


def test_an_internal_case_is_refused(villapaja: Case) -> None:
    with pytest.raises(Refused) as refusal:
        edition([internal(villapaja)], counts={}, settings=Settings(), as_of=TODAY)  # type: ignore[list-item]

    assert refusal.value.codes == ("INTERNAL",)


def test_two_cases_cant_share_an_address(villapaja: Case) -> None:
    with pytest.raises(Refused) as refusal:
        edition([out(villapaja), out(villapaja)], counts={}, settings=Settings(), as_of=TODAY)

    assert refusal.value.codes == ("SAME_ADDRESS",)


def test_everything_is_counted_also_where_it_is_none(sorvi: Case) -> None:
    made = edition([out(sorvi)], counts={"started": 3}, settings=Settings(), as_of=TODAY)

    assert tuple(made.counts) == COUNTS
    assert made.counts["started"] == 3
    assert made.counts["withheld"] == 0


def test_one_invented_part_makes_the_edition_illustrative(villapaja: Case, sorvi: Case) -> None:
    real = edition([out(villapaja)], counts={}, settings=Settings(), as_of=TODAY)
    partly = edition([out(villapaja), out(sorvi)], counts={}, settings=Settings(), as_of=TODAY)

    assert (real.illustrative, partly.illustrative) == (False, True)
