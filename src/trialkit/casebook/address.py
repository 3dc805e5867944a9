"""A case's public address: year, running number, kind of trial; nothing of the company."""

from trialkit.model.ids import slugged
from trialkit.model.trial import Trial


def address(trial: Trial) -> str:
    """`2026-14-verkkokauppa-ulkomaille`; empty for a draft, which has no number yet.

    It is in Finnish in every language, so that it never changes with the reader.
    """
    if trial.number is None or trial.started_on is None:
        return ""
    kind = slugged(trial.template.title.get("fi", "")) or slugged(trial.template.id)
    return f"{trial.started_on.year}-{trial.number}-{kind}"
