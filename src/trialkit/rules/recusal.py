"""Who may not judge whose trial."""

from collections.abc import Iterable

from trialkit.model.company import Company, Stake, StakeKind


def stake_of(member_company: Company, owner: Company, stakes: Iterable[Stake]) -> StakeKind | None:
    """Why members of one company can't judge another's trial; None where they can.

    Args:
        member_company: the member's.
        owner: the company whose trial it is.
        stakes: declared interests, of any companies.
    """
    if member_company.id == owner.id:
        return StakeKind.OWN_COMPANY
    if owner.owner_group and member_company.owner_group == owner.owner_group:
        return StakeKind.SAME_OWNERS
    declared = (
        stake.kind
        for stake in stakes
        if stake.company == member_company.id and stake.towards == owner.id
    )
    return next(declared, None)
