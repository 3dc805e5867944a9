"""Pure decisions: lifecycle moves, the seal, amendments, recusal, consent, strength of evidence.

Rules get the day and whatever else they need as arguments, and answer with values: they ask
neither clock nor disk, and where they refuse, they tell every reason.
"""
