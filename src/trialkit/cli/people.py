"""`group`: companies, the members of the core group, and the stakes they declare."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import click

from trialkit.cli.call import Call
from trialkit.cli.giving import Sheet, given, reading
from trialkit.cli.grammar import argument, option, pass_call
from trialkit.cli.grammar import group as group_of
from trialkit.cli.saying import NOTHING, next_step, say, words
from trialkit.cli.tables import table
from trialkit.cli.typed import Day, Number, OneOf
from trialkit.errors import InvalidInput, Message, Place
from trialkit.language.marking import N_
from trialkit.model.company import Code, StakeKind


@group_of("group", help=N_("Companies, members of the core group, and their stakes."))
def group() -> None:
    """People and companies."""


@group.group("company", help=N_("Companies: add, list."))
def company() -> None:
    """Companies."""


@company.command("add", help=N_("Add a company. Only its name is needed."))
@argument("name", metavar=N_("NAME"))
@option("--area", metavar=N_("AREA"), help=N_("The area that looks after it (the workspace's)."))
@option("--municipality", metavar=N_("CODE"), help=N_("With its year: kunta2026:535"))
@option("--industry", metavar=N_("CODE"), help=N_("With its scheme: NACE2.1:47.91"))
@option(
    "--person-years",
    type=Number(),
    metavar=N_("NUMBER"),
    help=N_("Annual work units, the owner included."),
)
@option("--founded", type=int, metavar=N_("YEAR"), help=N_("The year it was founded."))
@option("--business-id", metavar=N_("TEXT"), help=N_("Its number in the register."))
@option("--owner-group", metavar=N_("KEY"), help=N_("Companies with the same owners share it."))
@option("--rde-actor", is_flag=True, help=N_("It is a research or education actor."))
@pass_call
def add_company(
    call: Call,
    *,
    name: str,
    area: str | None,
    municipality: str | None,
    industry: str | None,
    person_years: Decimal | None,
    founded: int | None,
    business_id: str | None,
    owner_group: str | None,
    rde_actor: bool,
) -> None:
    """Add a company."""
    added = call.ws.add_company(
        name,
        area=area,
        municipality=_code(municipality, "--municipality"),
        industry=_code(industry, "--industry"),
        person_years=person_years,
        founded=founded,
        business_id=business_id,
        owner_group=owner_group,
        rde_actor=rde_actor,
    )
    say("Added: {name}", name=added.name)
    next_step("group", "member", "add", words(N_("NAME")), "--company", added.name)


@company.command("list", help=N_("List companies."))
@reading
@pass_call
def list_companies(call: Call, *, as_json: bool, output: Path | None) -> None:
    """List companies."""
    companies = call.ws.companies()
    headings = [
        words(N_("Company")),
        words(N_("Area")),
        words(N_("Municipality")),
        words(N_("Industry")),
        words(N_("Person-years")),
    ]
    sheet = Sheet(
        headings,
        [
            [
                one.name,
                one.area,
                str(one.municipality or ""),
                str(one.industry or ""),
                one.person_years,
            ]
            for one in companies
        ],
    )
    if given(companies, sheet, as_json=as_json, output=output):
        return
    if not companies:
        say("There are no companies yet.")
        next_step("group", "company", "add", words(N_("NAME")))
        return
    rows = [
        [
            one.name,
            one.area or NOTHING,
            str(one.municipality or NOTHING),
            str(one.industry or NOTHING),
            NOTHING if one.person_years is None else call.wording.number(one.person_years),
        ]
        for one in companies
    ]
    click.echo(table(headings, rows, right=(4,)))


@group.group("member", help=N_("Members of the core group: add, list."))
def member() -> None:
    """Members."""


@member.command("add", help=N_("Add a member of the core group; a role is enough for a name."))
@argument("name", metavar=N_("NAME"))
@option("--company", "owner", metavar=N_("COMPANY"), required=True, help=N_("Their company."))
@option("--area", metavar=N_("AREA"), help=N_("The core group's area (the company's)."))
@option("--since", type=Day(), metavar=N_("DATE"), help=N_("First day in the group (today)."))
@option("--contact", metavar=N_("TEXT"), help=N_("An address for ballots; private."))
@pass_call
def add_member(
    call: Call,
    *,
    name: str,
    owner: str,
    area: str | None,
    since: date | None,
    contact: str | None,
) -> None:
    """Add a member."""
    added = call.ws.add_member(name, company=owner, area=area, since=since, contact=contact)
    say("Added: {name}", name=added.name)
    next_step("group", "stake", owner, words(N_("COMPANY")), str(StakeKind.SUPPLIER))


@member.command("list", help=N_("List members of the core group."))
@option("--area", metavar=N_("AREA"), help=N_("Of this area only."))
@reading
@pass_call
def list_members(call: Call, *, area: str | None, as_json: bool, output: Path | None) -> None:
    """List members."""
    members = call.ws.members(area)
    names = {one.id: one.name for one in call.ws.companies()}
    headings = [words(N_("Member")), words(N_("Company")), words(N_("Area")), words(N_("Since"))]
    sheet = Sheet(
        headings, [[one.name, names.get(one.company, ""), one.area, one.since] for one in members]
    )
    if given(members, sheet, as_json=as_json, output=output):
        return
    if not members:
        say("There are no members yet.")
        next_step("group", "member", "add", words(N_("NAME")), "--company", words(N_("COMPANY")))
        return
    rows = [
        [
            one.name,
            names.get(one.company, NOTHING),
            one.area or NOTHING,
            call.wording.day(one.since),
        ]
        for one in members
    ]
    click.echo(table(headings, rows, fixed=(3,)))


@group.command(
    "stake",
    help=N_(
        "Declare an interest: COMPANY's members don't judge the trials of TOWARDS.\n\n"
        "The own company and companies of the same owners are recused without it."
    ),
)
@argument("company", metavar=N_("COMPANY"))
@argument("towards", metavar=N_("TOWARDS"))
@argument("kind", metavar=N_("KIND"), type=OneOf("stake", StakeKind))
@pass_call
def stake(call: Call, *, company: str, towards: str, kind: StakeKind) -> None:
    """Declare a stake."""
    declared = call.ws.declare_stake(company, towards, kind)
    say(
        "Declared {day}: {company} – {towards}: {kind:stake}",
        day=declared.declared_on,
        company=company,
        towards=towards,
        kind=declared.kind,
    )
    next_step("group", "member", "list")


def _code(written: str | None, option_name: str) -> Code | None:
    """`NACE2.1:47.91` as a code with its scheme."""
    if written is None:
        return None
    scheme, colon, code = written.partition(":")
    if colon and scheme and code:
        return Code(scheme=scheme, code=code)
    raise InvalidInput(
        Message("“{found}” lacks the scheme it belongs to.", found=written),
        code="NO_SCHEME",
        place=Place(field=option_name),
        remedy=Message("Write it like NACE2.1:47.91 or kunta2026:535."),
    )
