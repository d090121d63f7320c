"""The files of a site, made from its scene: in two processes where the machine has them, always the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pdz_graph.pages import leaflets, search, views
from pdz_graph.pages.page import Page, render
from pdz_graph.pages.scene import Scene
from pdz_graph.words import LANGUAGES

#: A file of the site: its place from the base, and its bytes.
File = tuple[str, bytes]
STATIC: Final = Path(leaflets.__file__).parent / "static"


def pages(scene: Scene) -> list[Page]:
    """Return every page of a site: those about no thing, then those of things, then those of the search."""
    every = [*leaflets.leaflets(scene), *views.pages_of_things(scene)]
    return [*every, *search.pages(scene, every)]


def files(scene: Scene) -> Iterator[File]:
    """Yield every file of a site."""
    every = pages(scene)
    for lang in LANGUAGES:
        for page in every:
            yield f"{page.path}.{lang}.html", render(scene, page, lang)
    yield from search.files(scene, every)
    yield from static()


def static() -> Iterator[File]:
    """Yield the files that pages load: they are the same in every site."""
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            yield f"static/{path.relative_to(STATIC).as_posix()}", path.read_bytes()
