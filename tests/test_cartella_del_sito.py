"""The folder of a site: whole or not at all, and the same bytes however many hands write it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pdz_graph.errors import StoreError, UsageError
from pdz_graph.files import digest
from pdz_graph.metadata.distributions import MANIFEST
from pdz_graph.site.folder import renewed
from pdz_graph.site.press import File, printed


def one() -> Iterator[File]:
    yield "a.html", b"a"
    yield "dati/manifest.json", b"{}"


def two() -> Iterator[File]:
    yield "static/site.css", b"css"


def outside() -> Iterator[File]:
    yield "../fuori.html", b"no"


def interrupted(folder: Path) -> None:
    with renewed(folder) as making:
        (making / "a.html").write_bytes(b"meta")
        raise RuntimeError("fermo")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def publish(folder: Path) -> None:
    with renewed(folder) as making:
        printed([one, two], making)


def test_a_site_takes_the_place_of_the_one_before_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "sito"
    publish(folder)
    (folder / "vecchia.html").write_text("di prima")
    publish(folder)
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*")) == [
        "a.html",
        MANIFEST,
        "static/site.css",
    ]
    assert names(tmp_path) == ["sito"]


def test_what_was_there_stays_when_the_new_site_cannot_be_made(tmp_path: Path) -> None:
    folder = tmp_path / "sito"
    publish(folder)
    before = (folder / "a.html").stat().st_ino
    with pytest.raises(RuntimeError, match="fermo"):
        interrupted(folder)
    assert (folder / "a.html").stat().st_ino == before
    assert names(tmp_path) == ["sito"]


def test_what_an_interrupted_one_left_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / ".sito.new").mkdir()
    (tmp_path / ".sito.new" / "resto.html").write_text("")
    publish(tmp_path / "sito")
    assert names(tmp_path) == ["sito"]
    assert not (tmp_path / "sito" / "resto.html").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "tesi.odt").write_text("anni di lavoro")
    with pytest.raises(UsageError, match="holds something else"):
        publish(tmp_path)
    assert (tmp_path / "tesi.odt").read_text() == "anni di lavoro"


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_is_no_folder_is_refused(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "sito"
    if kind == "file":
        place.write_text("")
    else:
        place.symlink_to(tmp_path)
    with pytest.raises(UsageError, match="is no folder"):
        publish(place)


def test_a_system_that_refuses_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        publish(tmp_path / "file" / "sito")


def test_several_hands_tell_the_size_and_digest_of_each_file(tmp_path: Path) -> None:
    written = printed([one, two], tmp_path)
    assert written == {
        "a.html": (1, digest(b"a")),
        MANIFEST: (2, digest(b"{}")),
        "static/site.css": (3, digest(b"css")),
    }
    assert list(written) == sorted(written)


@pytest.mark.parametrize("parts", [[outside], [one, outside], [one, one]], ids=["alone", "among", "twice"])
def test_no_file_stands_outside_or_twice(tmp_path: Path, parts: list[object]) -> None:
    folder = tmp_path / "sito"
    folder.mkdir()
    with pytest.raises(ValueError, match=r"no place|twice"):
        printed(parts, folder)  # type: ignore[arg-type]
    assert names(tmp_path) == ["sito"]
