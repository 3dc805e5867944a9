"""The site as files: whole, harmless, without a trace of what isn't released."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag

import attrs
import pytest

from trialkit.casebook.edition import edition as edition_of
from trialkit.casebook.release import Edition, Tombstone
from trialkit.errors import InvalidInput
from trialkit.language.wording import wording
from trialkit.publish import paths
from trialkit.publish.case_view import REPLAYED
from trialkit.publish.site import SiteReport, publish
from trialkit.publish.words import PageWords

LANGUAGES = ("fi", "sv", "en")
VOID = {"meta", "link", "br", "img", "input", "hr", "circle", "rect", "path", "line"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@attrs.define
class Page(HTMLParser):
    """What a page is made of."""

    tags: list[tuple[str, dict[str, str | None]]] = attrs.field(factory=list)
    open: list[str] = attrs.field(factory=list)
    stray: list[str] = attrs.field(factory=list)

    def __attrs_pre_init__(self) -> None:
        HTMLParser.__init__(self)

    @classmethod
    def read(cls, path: Path) -> "Page":
        page = cls()
        page.feed(path.read_text(encoding="utf-8"))
        page.close()
        return page

    def handle_starttag(self, tag: str, found: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(found)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, found: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(found)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.stray.append(tag)

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [found for tag, found in self.tags if tag in names]


def pages(site: Path) -> Iterator[tuple[Path, Page]]:
    for path in sorted(site.rglob("*.html")):
        yield path, Page.read(path)


def text_of(site: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in site.rglob("*") if path.is_file())


def test_every_page_is_there_in_every_language(site: Path, edition: Edition) -> None:
    wanted = {paths.ROOT}
    for language in LANGUAGES:
        wanted |= {paths.home(language), paths.comparison(language), paths.about(language)}
        wanted |= {paths.case(language, one.case.address) for one in edition.cases}
        wanted |= {paths.case(language, one.address) for one in edition.tombstones}

    assert {path.relative_to(site).as_posix() for path, _ in pages(site)} == wanted


def test_every_link_leads_to_a_file_in_the_site(site: Path) -> None:
    for path, page in pages(site):
        for found in page.all("a", "link"):
            href, fragment = urldefrag(found["href"] or "")
            assert not re.match(r"[a-z]+:|/", href), f"{path}: {href} isn't relative"
            target = (path.parent / unquote(href)).resolve() if href else path
            assert target.is_file(), f"{path}: {href}"
            if fragment:
                assert f'id="{fragment}"' in target.read_text(encoding="utf-8")


def test_no_page_carries_a_script_a_style_or_anything_from_elsewhere(site: Path) -> None:
    for path, page in pages(site):
        assert not page.all("script", "iframe", "object", "style", "img", "form"), path
        for tag, found in page.tags:
            risky = [name for name in found if name.startswith("on") or name == "style"]
            assert not risky, f"{path}: {tag} {risky}"
        policy = next(one for one in page.all("meta") if one.get("http-equiv"))["content"] or ""
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy


def test_hostile_words_are_only_words(site: Path, hostile) -> None:
    page = (site / paths.case("en", hostile.address)).read_text(encoding="utf-8")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "{{ 7*7 }}" in page
    assert "\u202e" not in page


def test_every_page_is_well_formed_and_in_order(site: Path) -> None:
    for path, page in pages(site):
        assert not page.stray, f"{path}: {page.stray}"
        assert not page.open, f"{path}: {page.open}"
        levels = [int(tag[1]) for tag, _ in page.tags if tag in HEADINGS]
        assert levels.count(1) == 1, f"{path}: {levels}"
        assert all(b - a <= 1 for a, b in pairwise(levels)), f"{path}: {levels}"
        ids = Counter(found["id"] for _, found in page.tags if "id" in found)
        assert not [one for one, count in ids.items() if count > 1], path


def test_every_page_says_its_language_and_what_it_is(site: Path) -> None:
    for path, page in pages(site):
        language = page.all("html")[0]["lang"]
        where = path.relative_to(site).parts[0]
        assert language == (where if where in LANGUAGES else "fi")
        assert len(page.all("title")) - len([1 for one in page.all("svg") if one.get("role")]) == 1


def test_every_table_can_be_read_aloud(site: Path) -> None:
    for path, page in pages(site):
        assert len(page.all("caption")) == len(page.all("table")), path
        assert all(found.get("scope") in {"col", "row"} for found in page.all("th")), path
        assert all(
            found.get("role") == "img" or found.get("aria-hidden") == "true"
            for found in page.all("svg")
        ), path


def test_words_in_another_language_are_marked(site: Path, case_of) -> None:
    page = (site / paths.case("en", case_of("leipomo").address)).read_text(encoding="utf-8")

    assert '<h1 lang="sv">Knäckebröd till Estland</h1>' in page
    assert '<span lang="sv">Ugnen gick sönder' in page


def test_every_page_says_that_it_is_replayed(site: Path) -> None:
    for path, _ in pages(site):
        page = path.read_text(encoding="utf-8")
        language = path.relative_to(site).parts[0]
        told = PageWords(wording(language if language in LANGUAGES else "fi"))
        assert told.say(REPLAYED) in page, path


def test_what_is_invented_is_said_on_its_case_and_where_cases_are_listed(site, case_of) -> None:
    sentence = "Illustrative, not real: ballots, company name and hours"
    told = {
        place: sentence in (site / place).read_text(encoding="utf-8")
        for place in (
            paths.home("en"),
            paths.comparison("en"),
            paths.case("en", case_of("sorvi").address),
            paths.case("en", case_of("villapaja").address),
        )
    }

    assert list(told.values()) == [True, True, True, False]


def test_a_stopped_and_a_failed_trial_are_told_like_a_success(site: Path, case_of) -> None:
    index = (site / paths.home("en")).read_text(encoding="utf-8")
    entries = index.split('<li>\n      <p class="kicker">')[1:]

    shapes = {
        re.search(r'<p class="answer">', entry) is not None
        and entry.count('class="line"') == 1
        and entry.count("<h3>") == 1
        for entry in entries
    }

    assert len(entries) == 6
    assert shapes == {True}


def test_a_promise_changed_after_data_opens_its_case(site: Path, case_of) -> None:
    page = (site / paths.case("en", case_of("sorvi").address)).read_text(encoding="utf-8")

    assert page.index('class="section warned"') < page.index('class="verdict"')
    assert "Before: 25. After: 20." in page


def test_a_fact_past_its_checking_day_says_so(site: Path, case_of, edition, tmp_path) -> None:
    later = attrs.evolve(edition, as_of=edition.as_of.replace(year=2028))
    publish(later, tmp_path / "site", languages=("en",))
    place = paths.case("en", case_of("villapaja").address)
    warning = "it may be out of date"

    assert warning not in (site / place).read_text(encoding="utf-8")
    assert warning in (tmp_path / "site" / place).read_text(encoding="utf-8")


def test_an_anonymous_company_is_nowhere_in_the_site(site: Path, case_of) -> None:
    told = text_of(site)

    assert "Kontio" not in told
    assert case_of("kiuas").id not in told


def test_a_withdrawn_case_leaves_its_address_and_nothing_else(edition, case_of, tmp_path) -> None:
    publish(edition, tmp_path / "site", languages=LANGUAGES)
    gone = case_of("sorvi")
    rest = [one for one in edition.cases if one.case.address != gone.address]
    stone = Tombstone(address=gone.address, withdrawn_on=edition.as_of)
    after = edition_of(
        rest, tombstones=[stone], counts={}, settings=edition.settings, as_of=edition.as_of
    )

    publish(after, tmp_path / "site", languages=LANGUAGES)

    told = text_of(tmp_path / "site")
    for words in ("Sorvi", "Kahvoja", "norjalaiset", gone.promise.seal_short):
        assert words not in told
    assert gone.address in told


def test_a_case_is_only_in_the_languages_its_consent_is_for(edition, case_of, tmp_path) -> None:
    cases = [attrs.evolve(one, languages=("fi",)) for one in edition.cases]
    report = publish(
        attrs.evolve(edition, cases=tuple(cases)), tmp_path / "site", languages=("fi", "sv")
    )
    address = case_of("villapaja").address

    assert (tmp_path / "site" / paths.case("fi", address)).is_file()
    assert not (tmp_path / "site" / paths.case("sv", address)).exists()
    assert report.pages == len(list((tmp_path / "site").rglob("*.html")))


def test_the_same_edition_gives_the_same_bytes_anywhere(edition, site, tmp_path) -> None:
    publish(edition, tmp_path / "toinen", languages=LANGUAGES)

    for path in site.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "toinen" / path.relative_to(site)).read_bytes()


def test_publishing_again_writes_nothing(edition, tmp_path) -> None:
    first = publish(edition, tmp_path / "site", languages=LANGUAGES)

    again = publish(edition, tmp_path / "site", languages=LANGUAGES)

    assert again == SiteReport(written=0, unchanged=first.written, removed=0, pages=first.pages)


def test_progress_counts_every_page(edition, tmp_path) -> None:
    told: list[tuple[int, int]] = []

    report = publish(
        edition,
        tmp_path / "site",
        languages=("en",),
        progress=lambda made, total: told.append((made, total)),
    )

    assert told == [(number, report.pages) for number in range(1, report.pages + 1)]


@pytest.mark.parametrize("languages", [(), ("de",), ("fi", "no")])
def test_a_language_that_no_page_is_in_is_refused(edition, tmp_path, languages) -> None:
    with pytest.raises(InvalidInput) as refusal:
        publish(edition, tmp_path / "site", languages=languages)

    assert refusal.value.codes == ("UNKNOWN_LANGUAGE",)
    assert not (tmp_path / "site").exists()


def test_an_edition_without_a_case_is_a_site_too(settings, edition, tmp_path) -> None:
    nothing = edition_of([], counts={}, settings=settings, as_of=edition.as_of)

    publish(nothing, tmp_path / "site", languages=("en",))

    assert "No case has been released yet." in (tmp_path / "site" / paths.home("en")).read_text(
        encoding="utf-8"
    )


def test_the_foot_names_the_programme_and_the_statement(site: Path) -> None:
    page = (site / paths.home("en")).read_text(encoding="utf-8")

    assert "Project A70070 Growth platform for micro-enterprises" in page
    assert 'href="about/index.html#accessibility"' in page
