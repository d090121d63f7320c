"""The files of a site, made of its scene and written into a folder: two parts at once where that can be done."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from pdz_graph.agenda import bearers, calendar, of_bearer, title
from pdz_graph.files import digest
from pdz_graph.linked import rules
from pdz_graph.linked.context import context_of
from pdz_graph.linked.forms import Forms
from pdz_graph.metadata import files as metadata
from pdz_graph.pages import leaflets, places, search, views
from pdz_graph.pages.page import Page, render
from pdz_graph.pages.scene import APART, Scene
from pdz_graph.words import LANGUAGES

#: A file of the site: its place from the base, and its bytes.
File = tuple[str, bytes]
#: What was written: for each place its size in bytes and its SHA-256, in hexadecimal.
Written = dict[str, tuple[int, str]]
Part = Callable[[], Iterator[File]]
STATIC: Final = Path(leaflets.__file__).parent / "static"
#: How many processes work at once: more gain nothing on a site of this size.
_HANDS: Final = 2


def pages(scene: Scene) -> list[Page]:
    """Return every page of a site: those about no thing, then those of things, then those of the search."""
    every = [*leaflets.leaflets(scene), *views.pages_of_things(scene)]
    return [*every, *search.pages(scene, every)]


def parts(scene: Scene) -> list[Part]:
    """Return the parts of a site, the longest first; each yields its files in their order."""
    every = pages(scene)
    return [
        *(partial(_pages, scene, every, lang) for lang in LANGUAGES),
        partial(_data, scene, [page.path for page in every]),
        Forms(scene.book, context_of(scene.agreement.commons)).files,
        partial(search.files, scene, every),
        partial(places.files, scene),
        partial(_calendars, scene),
        partial(rules.files, scene.addresses, scene.address, scene.origin),
        static,
    ]


def files(scene: Scene) -> Iterator[File]:
    """Yield every file of a site."""
    for part in parts(scene):
        yield from part()


def _pages(scene: Scene, every: Sequence[Page], lang: str) -> Iterator[File]:
    for page in every:
        yield f"{page.path}.{lang}.html", render(scene, page, lang)


def _data(scene: Scene, paths: Sequence[str]) -> Iterator[File]:
    yield from metadata.files(scene, [path for path in paths if path not in APART])


def _calendars(scene: Scene) -> Iterator[File]:
    """Yield the calendar of all that falls due, and that of each who has to act."""
    base, label = scene.addresses.base, scene.agreement.label
    for lang in LANGUAGES:
        yield f"calendari/tutti.{lang}.ics", calendar(scene.dues, lang, base, title(label))
        for bearer in bearers(scene.dues):
            mine = of_bearer(scene.dues, bearer.code)
            yield f"calendari/{bearer.code}.{lang}.ics", calendar(mine, lang, base, title(label, bearer))


def static() -> Iterator[File]:
    """Yield the files that pages load: they are the same in every site."""
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            yield f"static/{path.relative_to(STATIC).as_posix()}", path.read_bytes()


def printed(every: Sequence[Part], folder: Path) -> Written:
    """Write all the files into a folder that is there, and return what was written, sorted by place.

    Raises OSError where the system refuses, ValueError for a place that would stand outside, or twice.
    """
    if len(every) > 1 and sys.platform == "linux":
        context = multiprocessing.get_context("fork")
        with context.Pool(_HANDS, _begin, (every, folder)) as hands:
            done = hands.map(_press, range(len(every)), chunksize=1)
    else:
        done = [_write(part, folder) for part in every]
    written: Written = {}
    for some in done:
        if twice := written.keys() & some.keys():
            raise ValueError(f"written twice: {min(twice)}")
        written |= some
    return dict(sorted(written.items()))


#: What the processes that write share with the one that began them: a fork has it without copying.
_WORK: list[tuple[Sequence[Part], Path]] = []


def _begin(every: Sequence[Part], folder: Path) -> None:
    _WORK.append((every, folder))


def _press(number: int) -> Written:
    every, folder = _WORK[-1]
    return _write(every[number], folder)


def _write(part: Part, folder: Path) -> Written:
    written: Written = {}
    made: set[Path] = set()
    for place, data in part():
        pieces = PurePosixPath(place).parts
        if not pieces or pieces[0] == "/" or ".." in pieces or place in written:
            raise ValueError(f"no place for a file: {place}")
        target = folder.joinpath(*pieces)
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(data)
        written[place] = (len(data), digest(data))
    return written
