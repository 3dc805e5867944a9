"""The word on screen for every key that a value may have: states, answers, choices, codes.

One block a kind, one line a member, in the order of the class it words. The English words are
the keys of the catalogues; words that differ only in one language differ here too.
"""

from collections.abc import Mapping
from typing import Final

from trialkit.language.marking import N_

LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    # A trial and its promise
    "state": {
        "draft": N_("draft"),
        "running": N_("running"),
        "evaluating": N_("evaluating"),
        "concluded": N_("concluded"),
        "stopped": N_("stopped"),
        "silent": N_("went silent"),
    },
    "phase": {
        "baseline": N_("baseline"),
        "trial": N_("trial phase"),
        "settling": N_("settling time"),
        "follow_up": N_("follow-up"),
        "outside": N_("outside the phases"),
    },
    "vat": {"net": N_("net of VAT"), "gross": N_("VAT included")},
    "weight": {"minor": N_("minor"), "major": N_("major")},
    "choice": {
        "adopt": N_("adopt"),
        "adapt": N_("adapt"),
        "abandon": N_("abandon"),
        "inconclusive": N_("inconclusive"),
    },
    "deviation": {
        "CHANGED_AFTER_DATA": N_("promise changed after the first results"),
        "AMENDED": N_("promise changed"),
        "EARLY_EVALUATION": N_("evaluated before the promised end"),
        "STOPPED": N_("stopped before its evaluation"),
        "SEALED_LATE": N_("sealed only after the start"),
        "DECIDED_WITHOUT_ROUND": N_("decided without the core group"),
        "WITHOUT_QUORUM": N_("round closed with too few ballots"),
        "TAKEN_BACK": N_("start taken back"),
    },
    "order_measure": {
        "orders": N_("paid orders, neither cancelled nor tests"),
        "goods": N_("goods after discounts, before returns, net of VAT"),
        "shipping": N_("shipping the customers paid, net of VAT"),
        "refunds_goods": N_("refunds for goods, net of VAT"),
        "refunds_other": N_("refunds for shipping and goodwill, net of VAT"),
        "sales": N_("goods and shipping less all refunds, net of VAT"),
        "new_customers": N_("customers whose first order in the file falls into the period"),
        "new_markets": N_("countries without an order in the 24 months before"),
        "top_customer_share": N_("the largest customer's share of goods sold"),
        "cohort_90": N_("new customers whose first order is at least 90 days old"),
        "repeat_90": N_("those of them who bought again within the 90 days"),
    },
    # What was learned
    "stance": {
        "supports": N_("bears it out"),
        "contradicts": N_("contradicts it"),
    },
    "learning_status": {
        "emerging": N_("emerging"),
        "supported": N_("supported"),
        "confirmed": N_("confirmed"),
        "contested": N_("contested"),
        "rejected": N_("rejected"),
    },
    "still_in_use": {
        "yes": N_("yes"),
        "yes, changed": N_("yes, changed"),
        "no": N_("no"),
        "can't say": N_("can't say"),
    },
    # What is measured
    "metric_kind": {
        "leading": N_("leading metric"),
        "lagging": N_("lagging metric"),
        "context": N_("context metric"),
    },
    "direction": {
        "up": N_("more is better"),
        "down": N_("less is better"),
        "target": N_("close to a target is better"),
        "none": N_("neither direction is better"),
    },
    "aggregation": {
        "sum": N_("sum"),
        "mean": N_("mean"),
        "last": N_("latest"),
        "max": N_("largest"),
        "ratio": N_("ratio"),
    },
    "cadence": {
        "day": N_("daily"),
        "week": N_("weekly"),
        "month": N_("monthly"),
        "quarter": N_("quarterly"),
        "year": N_("yearly"),
        "phase": N_("once for the trial phase"),
    },
    "asked": {
        "required": N_("required"),
        "imported": N_("from a file"),
        "optional": N_("optional"),
    },
    "publicity": {
        "as_is": N_("as it is"),
        "index": N_("as an index"),
        "banded": N_("banded"),
        "no": N_("not public"),
    },
    "source": {"typed": N_("typed in"), "imported": N_("from a file")},
    "slot_type": {
        "integer": N_("whole number"),
        "decimal": N_("number"),
        "money": N_("sum of money"),
        "country": N_("country"),
        "text": N_("text"),
        "choice": N_("one of a list"),
    },
    # What must be seen
    "role": {
        "primary": N_("primary criterion"),
        "guardrail": N_("guardrail"),
        "advice": N_("for guidance"),
    },
    "criterion_kind": {
        "reached": N_("amount to reach"),
        "changed": N_("effect"),
        "proportion": N_("share"),
    },
    "comparison": {">=": N_("at least"), "<=": N_("at most")},
    "measure": {
        "relative": N_("relative to the baseline"),
        "absolute": N_("in the metric's own unit"),
    },
    "over": {
        "phase": N_("over the whole trial phase"),
        "each period": N_("in each period"),
        "named period": N_("in one named period"),
    },
    # What was found
    "answer": {"met": N_("met"), "not met": N_("not met"), "can't tell": N_("can't tell")},
    "outcome": {
        "held": N_("held"),
        "did not hold": N_("did not hold"),
        "can't tell": N_("can't tell"),
    },
    "common_outcome": {
        "revenue_change_month": N_("change in monthly revenue"),
        "jobs_person_years": N_("jobs created"),
        "new_customers": N_("new customers"),
        "new_markets": N_("new markets"),
        "own_hours": N_("own hours"),
        "money_spent": N_("money spent"),
        "still_in_use": N_("still in use"),
    },
    "strength": {
        "0": N_("told"),
        "1": N_("measured"),
        "2": N_("promised in advance"),
        "3": N_("season-proof"),
        "4": N_("compared"),
        "5": N_("by lot"),
        "6": N_("repeated"),
    },
    "strength_next": {
        "measure_both_phases": N_("Measure both before the trial and during it."),
        "sealed_before_start": N_("Seal the promise before the start."),
        "longer_baseline": N_("Measure at least four periods before the trial."),
        "longer_trial": N_("Measure at least three periods during the trial."),
        "fewer_missing_periods": N_("Fill in the figures that are missing from the trial phase."),
        "no_change_after_data": N_("Keep the promise unchanged once results come in."),
        "season_covered": N_("Add last year's figures for the same season."),
        "comparison_in_seal": N_("Name a comparison series already in the promise."),
        "allocated_by_lot": N_("Draw lots for where, or in which weeks, the trial is run."),
        "replicate_in_3_companies": N_(
            "Repeat the same promise in at least three companies, and ask later whether it is"
            " still in use."
        ),
    },
    # People
    "stake": {
        "own company": N_("own company"),
        "same owners": N_("same owners"),
        "supplier": N_("supplier"),
        "customer": N_("customer"),
        "competitor": N_("competitor"),
    },
    "round_kind": {
        "forecast": N_("forecast"),
        "interim": N_("interim judgement"),
        "final": N_("final judgement"),
        "follow-up": N_("follow-up"),
    },
    "recommendation": {
        "adopt": N_("adopt"),
        "adapt": N_("adapt"),
        "abandon": N_("abandon"),
        "can't judge": N_("can't judge"),
    },
    "agreement_word": {
        "agree": N_("agree"),
        "lean one way": N_("lean one way"),
        "split": N_("split"),
    },
    # What may be published
    "consent": {
        "named": N_("named"),
        "named without figures": N_("named without figures"),
        "anonymous": N_("anonymous"),
        "aggregate": N_("in summaries only"),
        "internal": N_("internal only"),
    },
    "channel": {"site": N_("site"), "documents": N_("documents")},
    "text_status": {"draft": N_("draft"), "approved": N_("approved")},
    "in_language": {"fi": N_("in Finnish"), "sv": N_("in Swedish"), "en": N_("in English")},
}
