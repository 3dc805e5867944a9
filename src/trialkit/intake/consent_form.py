"""The form on which a company says what may be published of its trial."""

from collections.abc import Mapping
from typing import Final

import attrs

from trialkit.errors import Message
from trialkit.intake.ballots.words import promise_line
from trialkit.intake.pages import drawn
from trialkit.language.marking import N_
from trialkit.language.wording import LANGUAGES, Wording
from trialkit.model.company import Company
from trialkit.model.consent import Channel, ConsentLevel
from trialkit.model.text import Words, spoken
from trialkit.model.trial import Trial

WORDING_ID: Final = "trialkit-consent/1"
"""Id and version of `CONSENT_TEXT`: a changed text gets a new number, for the old ones hold."""

CONSENT_TEXT: Final[Words] = {
    "fi": (
        "Suostun siihen, että yllä valitut tiedot kokeilustamme julkaistaan valituissa "
        "kanavissa. Voin peruuttaa suostumukseni milloin tahansa ilmoittamalla siitä "
        "aluevastaavalle; peruuttaminen ei vaikuta sitä ennen tehdyn käsittelyn "
        "lainmukaisuuteen."
    ),
    "sv": (
        "Jag samtycker till att de uppgifter om vårt försök som valts ovan publiceras i de valda "
        "kanalerna. Jag kan när som helst återkalla mitt samtycke genom att meddela den "
        "områdesansvariga; återkallandet påverkar inte lagligheten av den behandling som har "
        "skett innan dess."
    ),
    "en": (
        "I consent to the details about our trial chosen above being published in the chosen "
        "channels. I may withdraw my consent at any time by telling the coordinator; the "
        "lawfulness of what was done before is not affected."
    ),
}
"""What is signed. It isn't in the catalogues: these exact words are what was agreed to."""

_MEANS: Final[Mapping[ConsentLevel, str]] = {
    ConsentLevel.NAMED: N_("Our name, our place and our figures may be shown."),
    ConsentLevel.NAMED_WITHOUT_FIGURES: N_("Our name and place may be shown, our figures may not."),
    ConsentLevel.ANONYMOUS: N_(
        "A page of its own without our name; place and trade are told only roughly."
    ),
    ConsentLevel.AGGREGATE: N_("We are only counted in tables, among others."),
    ConsentLevel.INTERNAL: N_("Nothing is published; it is only counted that a trial was held."),
}
_CHANNELS: Final[Mapping[Channel, str]] = {
    Channel.SITE: N_("the programme's website"),
    Channel.DOCUMENTS: N_("documents that are handed on"),
}
_OWN_NAMES: Final = {"fi": "suomi", "sv": "svenska", "en": "English"}


@attrs.frozen(kw_only=True)
class Choice:
    """One box to tick.

    Attributes:
        name: what is chosen.
        means: what that means; empty where the name says it.
    """

    name: str
    means: str = ""


def consent_form(trial: Trial, company: Company, *, wording: Wording, months: int = 24) -> str:
    """An HTML page of A4 to print and sign. It is asked before anyone knows the result.

    Args:
        trial: what may be published.
        company: who decides.
        wording: the company's language.
        months: how long the consent holds.
    """
    text = wording.text
    return drawn(
        "consent.html",
        language=wording.language,
        wording_id=WORDING_ID,
        heading=text(N_("Consent to publishing")),
        facts={
            text(N_("Company")): company.name,
            text(N_("Trial")): trial.title.spoken((wording.language,))[1],
            text(N_("Promise")): promise_line(trial, wording),
        },
        whatever=text(
            N_(
                "Please decide before the result is known. Your answer holds whether the promise "
                "is met or not: others learn from both."
            )
        ),
        what=text(N_("What may be published? Tick one.")),
        levels=[
            Choice(name=wording.label("consent", level), means=text(means))
            for level, means in _MEANS.items()
        ],
        where=text(N_("Where? Tick all that you allow.")),
        channels=[Choice(name=text(name)) for name in _CHANNELS.values()],
        which_languages=text(N_("In which languages? None ticked means all.")),
        languages=[Choice(name=_OWN_NAMES[language]) for language in LANGUAGES],
        preview=text(N_("You may ask to see the text before it is published.")),
        personal=text(
            N_(
                "Please name no employees and no customers. Where a person could be recognised, "
                "that person is asked too, apart from the company."
            )
        ),
        privacy=spoken(trial.template.privacy, (wording.language,))[1],
        consent=spoken(CONSENT_TEXT, (wording.language,))[1],
        lasts=wording.say(
            Message.counted(
                "This consent holds for {n} month from its date, then nothing more is shown.",
                "This consent holds for {n} months from its date, then nothing more is shown.",
                n=months,
            )
        ),
        signed=[
            text(N_("Place and date")),
            text(N_("Signature")),
            text(N_("Name in block letters, and role in the company")),
        ],
    )
