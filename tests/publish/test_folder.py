"""A site's folder: nobody else's is touched, nothing stale is left, nothing is written twice."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from trialkit.errors import InvalidInput, Refused
from trialkit.publish.folder import MARKER, Written, replaced

PAGES = [("fi/index.html", b"sivu"), ("fi/esimerkit/1/index.html", b"esimerkki")]


def inside(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def test_a_new_folder_gets_every_page(tmp_path: Path) -> None:
    done = replaced(tmp_path / "site", PAGES)

    assert done == Written(written=2, unchanged=0, removed=0)
    assert inside(tmp_path / "site") == dict(PAGES)


def test_equal_pages_are_not_written_again(tmp_path: Path) -> None:
    replaced(tmp_path / "site", PAGES)
    os.utime(tmp_path / "site" / "fi" / "index.html", (1, 1))

    done = replaced(tmp_path / "site", PAGES)

    assert done == Written(written=0, unchanged=2, removed=0)
    assert (tmp_path / "site" / "fi" / "index.html").stat().st_mtime == 1


def test_what_is_no_longer_made_is_removed_with_its_empty_folders(tmp_path: Path) -> None:
    replaced(tmp_path / "site", PAGES)

    done = replaced(tmp_path / "site", PAGES[:1])

    assert done.removed == 1
    assert not (tmp_path / "site" / "fi" / "esimerkit").exists()


def test_a_file_of_somebody_elses_stays_where_it_is(tmp_path: Path) -> None:
    replaced(tmp_path / "site", PAGES)
    (tmp_path / "site" / "CNAME").write_text("kokeilut.example.org", encoding="utf-8")

    replaced(tmp_path / "site", PAGES[:1])

    assert (tmp_path / "site" / "CNAME").exists()


@pytest.mark.parametrize(
    "marker", [None, "", "{}", "[]", '{"made by": "Hugo", "files": []}', '{"made by": "TrialKit"}']
)
def test_a_folder_that_trialkit_didnt_make_is_refused(tmp_path: Path, marker: str | None) -> None:
    (tmp_path / "kuvat.txt").write_text("omat", encoding="utf-8")
    if marker is not None:
        (tmp_path / MARKER).write_text(marker, encoding="utf-8")

    with pytest.raises(Refused) as refusal:
        replaced(tmp_path, PAGES)

    assert refusal.value.codes == ("NOT_OUR_FOLDER",)
    assert not (tmp_path / "fi").exists()


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    assert replaced(tmp_path, PAGES).written == 2


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("tekstiä", encoding="utf-8")

    with pytest.raises(InvalidInput) as refusal:
        replaced(tmp_path / "site", PAGES)

    assert refusal.value.codes == ("NOT_A_FOLDER",)


def test_a_build_that_breaks_leaves_yesterdays_site_whole(tmp_path: Path) -> None:
    replaced(tmp_path / "site", PAGES)
    yesterday = inside(tmp_path / "site")

    def breaking() -> Iterator[tuple[str, bytes]]:
        yield "fi/index.html", b"uusi"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replaced(tmp_path / "site", breaking())

    assert inside(tmp_path / "site") == yesterday
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_marker_cant_make_us_remove_anything_outside(tmp_path: Path) -> None:
    outside = tmp_path / "tärkeä.txt"
    outside.write_text("säilyy", encoding="utf-8")
    replaced(tmp_path / "site", PAGES)
    marker = json.loads((tmp_path / "site" / MARKER).read_text(encoding="utf-8"))
    marker["files"].append("../tärkeä.txt")
    (tmp_path / "site" / MARKER).write_text(json.dumps(marker), encoding="utf-8")

    replaced(tmp_path / "site", PAGES[:1])

    assert outside.exists()


def test_a_place_where_a_file_is_expected_and_a_folder_stands_is_told(tmp_path: Path) -> None:
    replaced(tmp_path / "site", PAGES[:1])
    (tmp_path / "site" / "fi" / "index.html").unlink()
    (tmp_path / "site" / "fi" / "index.html").mkdir()

    with pytest.raises(InvalidInput) as refusal:
        replaced(tmp_path / "site", [("fi/index.html", b"uusi")])

    assert refusal.value.codes == ("CANT_WRITE",)
