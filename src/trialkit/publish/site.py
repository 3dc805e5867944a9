"""The site: every page of an edition, in every language, into one folder."""

from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Final

import attrs

from trialkit.casebook.comparison import compare
from trialkit.casebook.release import Edition, Released, Tombstone
from trialkit.errors import InvalidInput, Message
from trialkit.language.wording import Wording, wording
from trialkit.publish import comparison_view, index_view, paths, together_view
from trialkit.publish.case_view import case_view, edition_notices
from trialkit.publish.folder import replaced
from trialkit.publish.frame import LANGUAGE_NAMES, Frame, site_frame, site_name
from trialkit.publish.rendering import SITE_POLICY, asset, render
from trialkit.publish.shown import shown
from trialkit.publish.statement import statement
from trialkit.publish.words import together

LEVELS: Final = 7
"""Strength of evidence goes from 0 to 6."""


@attrs.frozen(kw_only=True)
class SiteReport:
    """What publishing did.

    Attributes:
        written: files that are new or differ from before.
        unchanged: files that were already as they should be.
        removed: files that are no longer made.
        pages: HTML pages in the site, in all languages.
    """

    written: int
    unchanged: int
    removed: int
    pages: int


def publish(
    edition: Edition,
    folder: Path,
    *,
    languages: Sequence[str],
    progress: Callable[[int, int], None] | None = None,
    version: str = "",
) -> SiteReport:
    """Make `folder` the site of this edition, whole, with nothing stale in it.

    Equal editions give equal bytes; only files that differ are written.

    Args:
        edition: everything that is published.
        folder: empty, missing, or made by an earlier `publish`.
        languages: at least one of fi, sv, en; the first is offered first.
        progress: told after each page how many are made, and of how many.
        version: of TrialKit, for the foot of each page; the installed one where empty.

    Raises:
        InvalidInput: a language that no page is in (`UNKNOWN_LANGUAGE`), a file that is open
            elsewhere (`FILE_OPEN`), a place that is no folder.
        Refused: the folder holds something that TrialKit didn't make (`NOT_OUR_FOLDER`).
    """
    chosen = _chosen(languages)
    total = 1 + sum(
        3 + len(_in_language(edition, language)) + len(edition.tombstones) for language in chosen
    )
    made_with = version or installed_version("trialkit")
    files = _told(_files(edition, chosen, made_with), total, progress)
    done = replaced(folder, files)
    return SiteReport(
        written=done.written, unchanged=done.unchanged, removed=done.removed, pages=total
    )


def _in_language(edition: Edition, language: str) -> tuple[Released, ...]:
    return tuple(one for one in edition.cases if not one.languages or language in one.languages)


def _chosen(languages: Sequence[str]) -> tuple[str, ...]:
    unknown = [language for language in languages if language not in paths.FOLDERS]
    if unknown or not languages:
        raise InvalidInput(
            Message(
                "A site can be in these languages: {known}. Asked for: {asked}",
                known=tuple(paths.FOLDERS),
                asked=tuple(languages),
            ),
            code="UNKNOWN_LANGUAGE",
        )
    return tuple(dict.fromkeys(languages))


def _told(
    files: Iterator[tuple[str, bytes]],
    total: int,
    progress: Callable[[int, int], None] | None,
) -> Iterator[tuple[str, bytes]]:
    made = 0
    for name, content in files:
        yield name, content
        made += name.endswith(".html")
        if progress is not None and name.endswith(".html"):
            progress(made, total)


def _files(
    edition: Edition, languages: tuple[str, ...], version: str
) -> Iterator[tuple[str, bytes]]:
    yield paths.STYLE, asset(paths.STYLE).encode()
    yield paths.ICON, asset(paths.ICON).encode()
    for language in languages:
        yield from _Pages(edition, wording(language), languages, version).files()
    yield paths.ROOT, _choice(edition, languages)


def _choice(edition: Edition, languages: tuple[str, ...]) -> bytes:
    choices = [
        {
            "href": paths.link(paths.ROOT, paths.home(language)),
            "language": language,
            "text": LANGUAGE_NAMES[language],
            "name": site_name(edition.settings, language),
            "notices": edition_notices(edition, wording(language)),
        }
        for language in languages
    ]
    return render("languages.html", languages[0], choices=choices, policy=SITE_POLICY)


@attrs.frozen
class _Pages:
    """The pages of one language."""

    edition: Edition
    wording: Wording
    languages: tuple[str, ...]
    version: str

    @property
    def language(self) -> str:
        return self.wording.language

    @property
    def cases(self) -> tuple[Released, ...]:
        """Those that may be shown in this language."""
        return _in_language(self.edition, self.language)

    def files(self) -> Iterator[tuple[str, bytes]]:
        for released in self.cases:
            yield self.case(released)
        for stone in self.edition.tombstones:
            yield self.gone(stone)
        yield self.comparison()
        yield self.about()
        yield self.index()

    def case(self, released: Released) -> tuple[str, bytes]:
        case = released.case
        page = paths.case(self.language, case.address)
        view = case_view(
            released,
            self.wording,
            settings=self.edition.settings,
            as_of=self.edition.as_of,
        )
        frame = self._frame(
            page,
            view.title.text,
            together(view.headline.line) or view.headline.verdict,
            [
                (language, paths.case(language, case.address))
                for language in self.languages
                if not released.languages or language in released.languages
            ],
            view.notices,
        )
        links = {
            one.case.address: paths.link(page, paths.case(self.language, one.case.address))
            for one in self.cases
        }
        return page, render("case.html", self.language, frame=frame, case=view, links=links)

    def gone(self, stone: Tombstone) -> tuple[str, bytes]:
        page = paths.case(self.language, stone.address)
        frame = self._frame(
            page,
            stone.address,
            stone.address,
            [(language, paths.case(language, stone.address)) for language in self.languages],
        )
        return page, render(
            "gone.html",
            self.language,
            frame=frame,
            address=stone.address,
            withdrawn_on=stone.withdrawn_on,
        )

    def comparison(self) -> tuple[str, bytes]:
        page = paths.comparison(self.language)
        title = self.wording.say(Message("Cases side by side"))
        frame = self._frame(
            page,
            title,
            title,
            [(language, paths.comparison(language)) for language in self.languages],
        )
        compared = compare(self.cases)

        def href(address: str) -> str:
            return paths.link(page, paths.case(self.language, address))

        return page, render(
            "comparison.html",
            self.language,
            frame=frame,
            tables=comparison_view.tables(compared, self.wording, href),
            groups=together_view.groups(compared, self.wording, href),
            successes=together_view.successes(compared, self.wording),
        )

    def about(self) -> tuple[str, bytes]:
        page = paths.about(self.language)
        title = self.wording.say(Message("About these cases"))
        frame = self._frame(
            page,
            title,
            title,
            [(language, paths.about(language)) for language in self.languages],
        )
        return page, render(
            "about.html",
            self.language,
            frame=frame,
            scale=[self.wording.label("strength", level) for level in range(LEVELS)],
            reference=[shown(figure, self.language) for figure in self.edition.reference],
            statement=statement(self.edition, self.wording),
        )

    def index(self) -> tuple[str, bytes]:
        page = paths.home(self.language)
        title = site_name(self.edition.settings, self.language).text
        frame = self._frame(
            page,
            title,
            self.wording.say(Message("Trials in small firms")),
            [(language, paths.home(language)) for language in self.languages],
        )
        entries = [
            index_view.entry(
                released,
                self.wording,
                paths.link(page, paths.case(self.language, released.case.address)),
            )
            for released in self.cases
        ]
        return page, render(
            "index.html",
            self.language,
            frame=frame,
            counts=index_view.counts(self.edition, self.wording),
            entries=entries,
            tombstones=index_view.tombstones(self.edition, self.wording),
        )

    def _frame(
        self,
        page: str,
        title: str,
        description: str,
        translations: Sequence[tuple[str, str]],
        notices: Sequence[str] | None = None,
    ) -> Frame:
        own = edition_notices(self.edition, self.wording) if notices is None else notices
        return site_frame(
            page,
            title,
            description,
            wording=self.wording,
            settings=self.edition.settings,
            notices=own,
            translations=translations,
            as_of=self.edition.as_of,
            version=self.version,
        )
