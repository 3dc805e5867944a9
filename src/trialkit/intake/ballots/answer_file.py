"""The small file that the offline form gives its answer as: `….ballot.json`.

{"trialkit_ballots": 1, "ballots": [{"code": "K7QM-3F9A", "ratings": {"bold": 4, "useful": null},
"recommendation": "adapt", "reason_for": "…", "may_quote": true}]}
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from trialkit.errors import InvalidInput, Message, Place, Problem
from trialkit.intake.ballots.answered import Answer, Found
from trialkit.intake.ballots.tables import not_a_ballot
from trialkit.intake.ballots.words import Field
from trialkit.model.round import RubricCriterion

VERSION: Final = 1
_BALLOTS: Final = "ballots"
_VERSION: Final = "trialkit_ballots"
_RATINGS: Final = "ratings"


def ballots_in_answer(file: str | None, text: str, criteria: Sequence[RubricCriterion]) -> Found:
    """The ballots in an answer file.

    Raises:
        InvalidInput: it is cut off or no JSON (BROKEN_FILE), no answer file (NOT_A_BALLOT), or
            of a newer form (NEWER_FORM).
    """
    rated = [criterion.id for criterion in criteria]
    found = Found()
    for number, said in enumerate(_ballots(file, text), start=1):
        faults: list[Problem] = []
        path = f"{_BALLOTS}[{number}]"
        answers = dict(_answers(said, path, rated, file, faults))
        if faults:
            found.unreadable += faults
        else:
            found.take(answers, rated, file)
    return found


def _ballots(file: str | None, text: str) -> list[Mapping[str, object]]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise InvalidInput(
            Message("The file was cut off or changed on its way."),
            code="BROKEN_FILE",
            place=Place(file=file),
            remedy=Message("Ask for it once more, or for the answer as text."),
        ) from fault
    ballots = content.get(_BALLOTS) if isinstance(content, dict) else None
    if not isinstance(ballots, list) or not all(isinstance(each, dict) for each in ballots):
        raise not_a_ballot(file)
    if content.get(_VERSION) != VERSION:
        raise InvalidInput(
            Message("The answer comes from a form that this TrialKit doesn't know."),
            code="NEWER_FORM",
            place=Place(file=file),
            remedy=Message("Update TrialKit, or ask for the answer as text."),
        )
    return ballots


def _answers(
    said: Mapping[str, object],
    path: str,
    rated: Sequence[str],
    file: str | None,
    faults: list[Problem],
) -> Iterator[tuple[str, Answer]]:
    for key, value in said.items():
        if key == _RATINGS and isinstance(value, dict):
            for criterion, mark in value.items():
                where = f"{path}.{_RATINGS}.{criterion}"
                if criterion in rated:
                    yield criterion, Answer(_written(mark), None, where)
                else:
                    faults.append(_unknown(where, file))
        elif key in set(Field):
            if value is not None:
                yield key, Answer(_written(value), None, f"{path}.{key}")
        else:
            faults.append(_unknown(f"{path}.{key}", file))


def _written(value: object) -> str:
    """The value as a person would have written it, so that it is judged the same."""
    match value:
        case None:
            return "?"
        case bool():
            return "yes" if value else "no"
    return str(value).strip()


def _unknown(where: str, file: str | None) -> Problem:
    return Problem(
        Message("“{field}” is nothing that a ballot asks.", field=where),
        code="UNKNOWN_FIELD",
        place=Place(file=file, field=where),
    )
