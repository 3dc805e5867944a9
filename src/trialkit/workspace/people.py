"""Companies, the members of the core group, and the interests they declare."""

from datetime import date
from decimal import Decimal

from trialkit.errors import InvalidInput, Message
from trialkit.model.company import Code, Company, Member, Stake, StakeKind
from trialkit.workspace.session import Session


class People(Session):
    """What an open workspace knows of people."""

    def companies(self) -> list[Company]:
        """All companies, by name."""
        return sorted(self._store.companies(), key=lambda company: company.name.casefold())

    def members(self, area: str | None = None) -> list[Member]:
        """Members of an area's core group; of all areas where none is named."""
        return self._store.members(area)

    def stakes(self) -> list[Stake]:
        """Every declared interest."""
        return self._store.stakes()

    def add_company(
        self,
        name: str,
        *,
        area: str | None = None,
        municipality: Code | None = None,
        industry: Code | None = None,
        person_years: Decimal | None = None,
        founded: int | None = None,
        business_id: str | None = None,
        owner_group: str | None = None,
        rde_actor: bool = False,
    ) -> Company:
        """Add a company. Only the name is needed; the fields are those of `Company`.

        Raises:
            InvalidInput: the name is empty or taken, or the person-years are negative.
        """
        taken = {company.name.casefold() for company in self._store.companies()}
        if not name.strip() or name.strip().casefold() in taken:
            raise InvalidInput(
                Message("There is already a company “{name}”.", name=name.strip())
                if name.strip()
                else Message("A company needs a name."),
                code="COMPANY_NAME",
            )
        if person_years is not None and person_years < 0:
            raise InvalidInput(
                Message("Person-years can't be {found}.", found=person_years),
                code="NEGATIVE_AMOUNT",
            )
        company = Company(
            id=self._new_id(),
            name=name.strip(),
            area=area or self.settings.area,
            municipality=municipality,
            industry=industry,
            person_years=person_years,
            founded=founded,
            business_id=business_id,
            owner_group=owner_group,
            rde_actor=rde_actor,
        )
        with self._command("add company") as tx:
            tx.about(company.id)
            return tx.save(company)

    def add_member(
        self,
        name: str,
        *,
        company: str,
        area: str | None = None,
        since: date | None = None,
        contact: str | None = None,
    ) -> Member:
        """Add a member of the core group; a role is enough for a name.

        Raises:
            NotFound: no such company.
            InvalidInput: the name is empty.
        """
        if not name.strip():
            raise InvalidInput(Message("A member needs a name or a role."), code="MEMBER_NAME")
        owner = self.company(company)
        member = Member(
            id=self._new_id(),
            name=name.strip(),
            company=owner.id,
            area=area or owner.area or self.settings.area,
            since=since or self.today,
            contact=contact,
        )
        with self._command("add member") as tx:
            tx.about(member.id)
            return tx.save(member)

    def declare_stake(self, company: str, towards: str, kind: StakeKind | str) -> Stake:
        """Record an interest, so that the company's members don't judge the other's trials.

        Raises:
            NotFound: no such company.
            InvalidInput: there is no such kind, or it isn't one that is declared.
        """
        declared = (StakeKind.SUPPLIER, StakeKind.CUSTOMER, StakeKind.COMPETITOR)
        if kind not in declared:
            raise InvalidInput(
                Message("“{found}” is not an interest that is declared.", found=str(kind)),
                code="UNKNOWN_STAKE",
                remedy=Message("Choose one of: {names:stake}.", names=tuple(map(str, declared))),
            )
        stake = Stake(
            id=self._new_id(),
            company=self.company(company).id,
            towards=self.company(towards).id,
            kind=StakeKind(kind),
            declared_on=self.today,
        )
        with self._command("declare stake") as tx:
            tx.about(stake.id)
            return tx.save(stake)
