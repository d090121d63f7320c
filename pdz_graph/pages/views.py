"""Which page shows a thing: one for each class that people ask for, and one for all the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode

from pdz_graph.pages import acts, places
from pdz_graph.pages.page import Page, View
from pdz_graph.pages.scene import Scene

#: The view of each class that has one of its own; of several the first of these that fits.
VIEWS: Final[Mapping[NamedNode, View]] = {
    **acts.VIEWS,
    **places.VIEWS,
}


def pages_of_things(scene: Scene) -> Iterator[Page]:
    """Yield the page of every document of the book, sorted by path."""
    for path, things in scene.book.documents.items():
        yield view_of(scene, things)(scene, path, things)


def view_of(scene: Scene, things: tuple[NamedNode, ...]) -> View:
    """Return the view that shows a document about some things."""
    if things[0] in scene.book.graphs:
        return places.graph
    kinds = scene.book.kinds(things[0])
    return next((view for kind, view in VIEWS.items() if kind in kinds), plain)


def plain(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page that shows nothing but what is said of its things."""
    title = scene.book.label(things[0])
    return Page(path, title, "thing.html.j2", things=things)
