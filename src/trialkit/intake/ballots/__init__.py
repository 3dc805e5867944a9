"""Ballots: blank ones out, filled ones back in, on whatever the members like to write."""

from trialkit.intake.ballots.reading import BallotReading, read_ballot_text, read_ballots
from trialkit.intake.ballots.row import BallotRow
from trialkit.intake.ballots.writing import BallotForm, write_ballots, write_meeting_ballots

__all__ = [
    "BallotForm",
    "BallotReading",
    "BallotRow",
    "read_ballot_text",
    "read_ballots",
    "write_ballots",
    "write_meeting_ballots",
]
