"""Runs a file of cases with known answers, in the format of `reference_results.json`.

    python -m tests.evidence.reference FILE.json

A line for each case that is off, then how many there are and how many are off; exit code 1 where
any is. A case whose method isn't known is off.
"""

import json
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import attrs
from tests.evaluation.conftest import Builders

from trialkit.evidence import (
    agreement,
    alpha,
    autocorrelation,
    comparing,
    overlap,
    permutation,
    phase_model,
    proportion,
    rates,
    response_ratio,
    several,
    success_rates,
    synthesis,
    trend,
)
from trialkit.evidence.answers import Unanswerable
from trialkit.model.criterion import Role
from trialkit.model.trial import Amendment, Weight
from trialkit.rules.strength import DesignFacts, rungs, strength

RESULTS: Final = Path(__file__).with_name("reference_results.json")

Given = dict[str, Any]
Method = Callable[[Given, Given], object]


def present(method: Callable[..., object], *names: str) -> Method:
    """`method` on the figures that are there: an absent one is left out of every list named."""

    def run(given: Given, params: Given) -> object:
        lists = [given[name] for name in names]
        if len(names) > 1 and len({len(each) for each in lists}) == 1:
            rows = [row for row in zip(*lists, strict=True) if None not in row]
            kept = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in names]
        else:
            kept = [[value for value in each if value is not None] for each in lists]
        return method(**{**given, **dict(zip(names, kept, strict=True))}, **params)

    return run


def whole(method: Callable[..., object]) -> Method:
    """`method` on its input as it stands."""
    return lambda given, params: method(**given, **params)


def two_phases(method: Callable[..., object]) -> Method:
    """`method` on a baseline and a trial phase, of whatever lengths."""

    def run(given: Given, params: Given) -> object:
        if params.get("paired"):
            return method(**given, **params)
        kept = {
            name: [value for value in values if value is not None] for name, values in given.items()
        }
        return method(**kept, **params)

    return run


def phase_effect(given: Given, params: Given) -> object:
    """The phase model; an absent period is absent from all four lists."""
    there = [at for at, value in enumerate(given["values"]) if value is not None]
    lists = {
        name: None if given[name] is None else [given[name][at] for at in there]
        for name in ("values", "times", "trial", "season")
    }
    return phase_model.phase_effect(**lists, **params)


def lag1(given: Given, params: Given) -> object:
    """Autocorrelation, with its phases where there are any."""
    phase = given.get("phase")
    names = ("values", "phase") if phase is not None else ("values",)
    return present(autocorrelation.lag1_autocorrelation, *names)(given, params)


def strength_of(given: Given, _params: Given) -> object:
    """The scale of design facts, with the two scales it is mapped to."""
    level, to_rise = strength(DesignFacts(**given))
    rung = rungs(level, by_lot=given["allocated_by_lot"])
    return SimpleNamespace(level=level, sms=rung.sms, nesta=rung.nesta, next=to_rise)


def warnings_of(given: Given, _params: Given) -> object:
    """Codes of all warnings on a trial with these monthly figures."""
    judged = [
        Builders.growth("0", metric, role=role)
        for metric, role in (
            ("revenue", Role.PRIMARY),
            *((name, Role.ADVICE) for name in ("goods_sales", "refunds", "sessions", "orders")),
        )[: given["criteria_judged"]]
    ]
    free = [c.metric for c in judged] if given["season"] == "declared_none" else []
    shop = Builders.monthly(
        given["baseline"],
        given["trial"],
        *judged,
        promised_after=given["promised_trial_periods"],
        season_free=tuple(free),
    )
    for criterion in judged[1:]:
        shop.enter(criterion.metric, [*given["baseline"], *given["trial"]], first="2026-01")
    if not given["metric_in_seal"] and shop.trial.seal is not None:
        shop.trial = attrs.evolve(shop.trial, seal=attrs.evolve(shop.trial.seal, fields=()))
    changed = {
        "$.criteria[0].threshold": given["major_amendment_after_data"],
        "$.currency": given["currency_or_vat_changed"],
    }
    shop.trial = attrs.evolve(
        shop.trial, amendments=tuple(amended(path) for path, is_so in changed.items() if is_so)
    )
    assert shop.trial.promise is not None
    # An interim look is taken while the last promised month is still running.
    end = shop.trial.promise.phases.end
    as_of = end.replace(day=2) if given["evaluated_before_end"] else date(2028, 3, 31)
    evaluation = shop.evaluated(as_of)
    beside = (warning for result in evaluation.results for warning in result.warnings)
    return SimpleNamespace(codes={warning.code for warning in (*evaluation.warnings, *beside)})


def amended(path: str) -> Amendment:
    """A major change after the first figures."""
    return Amendment(
        path=path,
        before='"1"',
        after='"2"',
        reason="customs took three weeks",
        weight=Weight.MAJOR,
        after_data=True,
        at=datetime(2026, 9, 1, tzinfo=UTC),
        by="coordinator",
    )


METHODS: Final[Mapping[str, Method]] = {
    "agreement": whole(agreement.agreement),
    "alpha": whole(alpha.alpha),
    "alpha_interval": whole(alpha.alpha_interval),
    "difference_in_differences": two_phases(comparing.difference_in_differences),
    "effective_n": whole(autocorrelation.effective_n),
    "holm": whole(several.holm),
    "jeffreys": whole(proportion.jeffreys),
    "lag1_autocorrelation": lag1,
    "log_response_ratio": two_phases(response_ratio.log_response_ratio),
    "mann_kendall": present(trend.mann_kendall, "values"),
    "nap": two_phases(overlap.nap),
    "permutation_test": two_phases(permutation.permutation_test),
    "phase_effect": phase_effect,
    "proportion_criterion": whole(proportion.proportion_criterion),
    "rate_ratio": whole(rates.rate_ratio),
    "strength": strength_of,
    "success_rate_shrinkage": whole(success_rates.success_rate_shrinkage),
    "synthesis": whole(synthesis.synthesis),
    "theil_sen": present(trend.theil_sen, "values", "times"),
    "warnings": warnings_of,
    "wilson": whole(proportion.wilson),
    "year_over_year": present(comparing.year_over_year, "trial", "same_periods_last_year"),
}


def faults(case: Given) -> Iterator[str]:
    """What of a case's expected answer isn't what its method gives."""
    method = METHODS.get(case["method"])
    if method is None:
        yield f"no method {case['method']}"
        return
    expected = dict(case["expected"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = method(floats(case["input"]), floats(case.get("params") or {}))
    if expected.pop("refused", False):
        code = found.code if isinstance(found, Unanswerable) else type(found).__name__
        if code != expected["code"]:
            yield f"{code}, not {expected['code']}"
        return
    if isinstance(found, Unanswerable):
        yield f"refused: {found.code}"
        return
    if case["method"] == "warnings":
        yield from off_codes(expected, getattr(found, "codes", set()))
        return
    for field, wanted in expected.items():
        if not hasattr(found, field):
            yield f"no field {field}"
        elif not equal(getattr(found, field), wanted, case.get("tolerance") or 0):
            yield f"{field}: {getattr(found, field)!r}, not {wanted!r}"


def off_codes(expected: Given, codes: set[str]) -> Iterator[str]:
    """Warnings that should be there and aren't, and the other way round."""
    for code in expected.get("includes", ()):
        if code not in codes:
            yield f"lacks {code}"
    for code in expected.get("excludes", ()):
        if code in codes:
            yield f"has {code}"


def equal(found: object, wanted: object, tolerance: float) -> bool:
    """Equal within the tolerance, relative to the larger of 1 and what is wanted."""
    if isinstance(wanted, list | tuple):
        return (
            isinstance(found, list | tuple)
            and len(found) == len(wanted)
            and all(equal(f, w, tolerance) for f, w in zip(found, wanted, strict=True))
        )
    if isinstance(wanted, bool) or wanted is None or isinstance(wanted, str):
        return found == wanted
    if not isinstance(found, int | float | Decimal) or isinstance(found, bool):
        return False
    close = abs(float(found) - float(wanted)) if isinstance(wanted, int | float) else 1.0
    return close <= max(tolerance, 1e-12) * max(1.0, abs(float(wanted)))  # type: ignore[arg-type]


def floats(value: Any) -> Any:
    """The value, with “nan” and “inf” as the floats they stand for."""
    if isinstance(value, list):
        return [floats(each) for each in value]
    if isinstance(value, dict):
        return {key: floats(each) for key, each in value.items()}
    return float(value) if value in ("nan", "inf", "-inf") else value


def off(cases: Iterable[Given]) -> Iterator[tuple[str, str]]:
    """Id of each case that is off, and why; a method that fails is off too."""
    for case in cases:
        try:
            wrong = list(faults(case))
        except Exception as error:
            wrong = [f"{type(error).__name__}: {error}"]
        if wrong:
            yield str(case.get("id")), "; ".join(wrong)


def cases_of(path: Path) -> list[Given]:
    """The cases in a file."""
    found: list[Given] = json.loads(path.read_text(encoding="utf-8"))["cases"]
    return found


def main(arguments: list[str]) -> int:
    """Run the file that is named."""
    cases = cases_of(Path(arguments[0]) if arguments else RESULTS)
    wrong = list(off(cases))
    for name, why in wrong:
        print(f"{name}: {why}")
    print(f"{len(cases)} cases, {len(wrong)} off")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
