"""The accessibility statement, from what settings and TrialKit's own checks know.

It never says that everything is met: only a person can.
"""

from collections.abc import Iterator

from trialkit.casebook.release import Edition
from trialkit.errors import Message
from trialkit.language.wording import Wording
from trialkit.publish.frame import site_name


def statement(edition: Edition, wording: Wording) -> tuple[str, ...]:
    """The statement, paragraph by paragraph."""
    return tuple(wording.say(message) for message in _sentences(edition, wording.language))


def _sentences(edition: Edition, language: str) -> Iterator[Message]:
    programme = edition.settings.programme
    name = site_name(edition.settings, language).text
    if programme.body:
        yield Message(
            "This statement concerns {name}, for which this body is responsible: {body}."
            " Updated {day}.",
            name=name,
            body=programme.body,
            day=edition.as_of,
        )
    else:
        yield Message(
            "This statement concerns {name}. Updated {day}.", name=name, day=edition.as_of
        )
    yield Message(
        "The pages are made to meet the requirements (WCAG 2.1, A and AA). They are checked by"
        " machine when TrialKit is made; a person has not yet confirmed this site."
    )
    yield Message(
        "Some of the companies' own words are in one language only. They are marked with their"
        " language."
    )
    if programme.contact:
        yield Message(
            "Give feedback: {contact}. We answer within 14 days.", contact=programme.contact
        )
    else:
        yield Message("The body responsible has not given an address for feedback yet.")
    yield Message(
        "If the answer does not satisfy you, you may complain to Traficom, the Finnish Transport"
        " and Communications Agency."
    )
