"""Who is asked to judge: a code for each, and recusal by rule for as long as a round is open."""

import hashlib
import hmac

import attrs

from trialkit.model.company import Member
from trialkit.model.round import CODE_ALPHABET, Invitation, Round
from trialkit.model.trial import Trial
from trialkit.rules.recusal import stake_of
from trialkit.store.records import Records


def ballot_code(secret: str, member: str) -> str:
    """`K7QM-3F9A`: an HMAC of the round's secret and the member, short enough to type."""
    mac = hmac.new(bytes.fromhex(secret), member.encode(), hashlib.sha256).digest()
    number = int.from_bytes(mac, "big")
    letters = []
    for _ in range(8):
        number, index = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[index])
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def invitations(
    records: Records, trial: Trial, members: list[Member], secret: str
) -> tuple[Invitation, ...]:
    """One for each member, with a code of their own; those with a stake are recused by rule."""
    owner = records.company(trial.company)
    companies = {company.id: company for company in records.companies()}
    stakes = records.stakes()
    return tuple(
        Invitation(
            member=member.id,
            company=member.company,
            code=ballot_code(secret, member.id),
            recused=stake_of(companies[member.company], owner, stakes),
        )
        for member in members
    )


def as_of_now(records: Records, held: Round) -> Round:
    """An open round with those recused, too, who have declared a stake since it was opened.

    A stake that is gone again changes nothing: who was told not to judge isn't asked later.
    """
    if not held.open:
        return held
    owner = records.company(records.trial(held.trial).company)
    companies = {company.id: company for company in records.companies()}
    stakes = records.stakes()
    invited = tuple(
        attrs.evolve(one, recused=one.recused or stake_of(companies[one.company], owner, stakes))
        for one in held.invited
    )
    return attrs.evolve(held, invited=invited)
