"""What stands around every page: its head, the masthead, notices and the foot."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import attrs
from markupsafe import Markup

from trialkit.errors import Message
from trialkit.language.marking import N_
from trialkit.language.wording import Wording
from trialkit.model.settings import Programme, Settings
from trialkit.publish import paths
from trialkit.publish.rendering import (
    SITE_POLICY,
    document_policy,
    icon_inside,
    sheet_inside,
)
from trialkit.publish.shown import Shown, shown

LANGUAGE_NAMES: Final = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}
"""Each language by its own name, the same on every page."""


@attrs.frozen(kw_only=True)
class Link:
    """A link with its words; `here` where it is the page itself."""

    href: str
    text: str
    language: str = ""
    here: bool = False


@attrs.frozen(kw_only=True)
class Frame:
    """Everything around a page's content.

    Attributes:
        language: the page's.
        title, description: for the browser and for search.
        policy: what the page may load.
        css: where its sheet is; empty where it stands inside the page.
        sheet: the sheet inside it; empty where it stands beside the page.
        icon: where its icon is.
        name: whose site it is.
        home: the language's index page; empty for a page that stands alone.
        navigation: the main pages.
        languages: the same page in each language.
        notices: what a reader must know of where the figures come from.
        programme: the funded frame, in one line.
        accessibility: where the statement is.
        as_of: the day, written.
        version: of TrialKit.
        internal: whether the page stays in the house and is headed so.
    """

    language: str
    title: str
    description: str
    policy: str
    css: str
    sheet: Markup
    icon: str
    name: Shown
    home: str
    navigation: tuple[Link, ...]
    languages: tuple[Link, ...]
    notices: tuple[str, ...]
    programme: str
    accessibility: str
    as_of: str
    version: str
    internal: bool


def site_frame(
    page: str,
    title: str,
    description: str,
    *,
    wording: Wording,
    settings: Settings,
    notices: Sequence[str],
    translations: Sequence[tuple[str, str]],
    as_of: date,
    version: str,
) -> Frame:
    """The frame of one of a site's pages.

    Args:
        page: its place in the site.
        title, description: its own.
        wording: its language.
        settings: the workspace's.
        notices: what a reader must know.
        translations: language and place of the same page in every language of the site.
        as_of: the edition's day.
        version: of TrialKit.
    """
    language = wording.language
    name = site_name(settings, language)
    return Frame(
        language=language,
        title=title if title == name.text else f"{title} · {name.text}",
        description=description,
        policy=SITE_POLICY,
        css=paths.link(page, paths.STYLE),
        sheet=Markup(),
        icon=paths.link(page, paths.ICON),
        name=name,
        home=paths.link(page, paths.home(language)),
        navigation=_navigation(page, wording),
        languages=tuple(
            Link(
                href=paths.link(page, target),
                text=LANGUAGE_NAMES[other],
                language=other,
                here=other == language,
            )
            for other, target in translations
        ),
        notices=tuple(notices),
        programme=programme_line(settings.programme, wording),
        accessibility=paths.link(page, paths.about(language)) + "#accessibility",
        as_of=wording.day(as_of),
        version=version,
        internal=False,
    )


def document_frame(
    title: str,
    description: str,
    *,
    wording: Wording,
    settings: Settings,
    notices: Sequence[str],
    as_of: date,
    version: str,
    internal: bool,
    sheets: Sequence[str] = (paths.STYLE,),
) -> Frame:
    """The frame of a page that stands alone, with everything inside it."""
    sheet = sheet_inside(*sheets)
    return Frame(
        language=wording.language,
        title=wording.say(Message("Internal: {title}", title=title)) if internal else title,
        description=description,
        policy=document_policy(sheet),
        css="",
        sheet=sheet,
        icon=icon_inside(),
        name=site_name(settings, wording.language),
        home="",
        navigation=(),
        languages=(),
        notices=tuple(notices),
        programme=programme_line(settings.programme, wording),
        accessibility="",
        as_of=wording.day(as_of),
        version=version,
        internal=internal,
    )


def site_name(settings: Settings, language: str) -> Shown:
    """Whose site it is: the programme's name, else the body's, else TrialKit's."""
    programme = settings.programme
    return shown(programme.name, language) or Shown(programme.body or "TrialKit")


def programme_line(programme: Programme, wording: Wording) -> str:
    """The funded frame in one line, as far as it is known; empty where there is none."""
    name = shown(programme.name, wording.language).text
    known = (programme.code, name, programme.starts_on, programme.ends_on, programme.authority)
    if programme.starts_on and programme.ends_on and all(known):
        return wording.say(
            Message(
                "Project {code} {name}, {start}–{end}. Funding authority: {authority}.",
                code=programme.code,
                name=name,
                start=programme.starts_on,
                end=programme.ends_on,
                authority=programme.authority,
            )
        )
    return " ".join(part for part in (programme.code, name) if part)


_PAGES: Final = (
    (N_("Cases"), paths.home),
    (N_("Side by side"), paths.comparison),
    (N_("About"), paths.about),
)


def _navigation(page: str, wording: Wording) -> tuple[Link, ...]:
    language = wording.language
    return tuple(
        Link(
            href=paths.link(page, where(language)),
            text=wording.text(words),
            here=page == where(language),
        )
        for words, where in _PAGES
    )
