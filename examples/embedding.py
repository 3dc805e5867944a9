"""A program with TrialKit inside: a trial from its draft to its page, in a temporary folder."""

import tempfile
from datetime import date
from pathlib import Path

import trialkit

ORDERS = {"2026-W10": 3, "2026-W11": 5, "2026-W12": 4, "2026-W13": 6}


def run(folder: Path) -> None:
    """Play a trial in `folder` and print what came of it."""
    with trialkit.create(folder / "nivala", actor="coordinator", language="en") as ws:
        answers = {"market": "SE", "orders": 15, "weeks": 4, "reason": "Swedes like wool"}
        trial = ws.new("ecommerce", company="Villapaja", title="Wool to Sweden", slots=answers)
        ws.start(trial.slug, on=date(2026, 3, 2))
        for week, orders in ORDERS.items():
            ws.observe(trial.slug, "orders", orders, period=week)
        evaluation = ws.evaluate(trial.slug)  # computes, writes nothing
        print(f"{evaluation.outcome}: {evaluation.primary.observed} orders")

        ws.decide(
            trial.slug,
            "adopt",
            reason_for="they buy",
            reason_against="it took my evenings",
            without_round="the core group has no members yet",
        )
        try:
            ws.publish(folder / "site", where=trial.slug)
        except trialkit.Refused as refused:
            print(refused.codes)
        ws.consent(trial.slug, "named", given_by="owner")
        report = ws.publish(folder / "site")
        print(f"published: {len(report.published)}, held back: {len(report.held_back)}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        run(Path(temporary))
