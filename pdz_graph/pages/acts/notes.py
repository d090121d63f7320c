"""The notes: what the site is, licence, people, accessibility, the data to take away, and where nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pyoxigraph import NamedNode

from pdz_graph.agenda import bearers
from pdz_graph.errors import Text
from pdz_graph.metadata import distributions
from pdz_graph.metadata.said import HOW_TO_CHECK
from pdz_graph.pages.acts import said_of_notes as said
from pdz_graph.pages.acts import said_of_readers
from pdz_graph.pages.acts.leaf import leaf, nodes
from pdz_graph.pages.page import Page
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import DCAT, DCT, VCARD, of_accordo

#: The pages to which whoever is lost is led.
_WAYS: Final = ("index", "cerca", "norme", "enti")
_NOTES: Final = (
    ("progetto", said.PROJECT, said.PROJECT_LEDE, said.PROJECT_PARTS),
    ("licenza", said.LICENCE, said.LICENCE_LEDE, said.LICENCE_PARTS),
    ("privacy", said.PRIVACY, said_of_readers.PRIVACY_LEDE, said_of_readers.PRIVACY_PARTS),
    ("accessibilita", said.ACCESS, said_of_readers.ACCESS_LEDE, said_of_readers.ACCESS_PARTS),
)


def notes(scene: Scene) -> Iterator[Page]:
    """Yield the notes that are read."""
    for path, title, lede, parts in _NOTES:
        shown = {"lede": lede, "parts_of": parts, **_holders(scene), "told_here": said}
        yield leaf(path, title, "note", shown, section=path, summary=lede)


def _holders(scene: Scene) -> dict[str, Any]:
    """Return who holds the data and under which licence, as the data say."""
    book, dataset = scene.book, of_accordo(scene.agreement.id, "dataset")
    licences = nodes(book, dataset, DCT["license"]) or _licences(scene)
    return {
        "holders": nodes(book, dataset, DCT["rightsHolder"]),
        "publishers": nodes(book, dataset, DCT["publisher"]),
        "licences": licences,
        "rights": book.texts(scene.accordo, DCT["rights"]),
        "contact": _contact(scene, dataset),
    }


def _contact(scene: Scene, dataset: NamedNode) -> tuple[Text, ...]:
    """Return whom to write to: the name of the office, and its addresses."""
    book = scene.book
    found: list[Text] = []
    for point in book.all(dataset, DCAT["contactPoint"]):
        name = book.texts(point, VCARD["fn"])
        found += [name] if name else []
        found += [Text(one.value, one.value) for one in book.all(point, VCARD["hasEmail"])]
    return tuple(found)


def _licences(scene: Scene) -> tuple[NamedNode, ...]:
    """Return the licences that anything that is published bears."""
    found = {
        value
        for thing in scene.book.things
        for value in scene.book.all(thing, DCT["license"])
        if isinstance(value, NamedNode)
    }
    return tuple(sorted(found, key=str))


def data(scene: Scene) -> Iterator[Page]:
    """Yield the page of the data to take away."""
    every = distributions.dumps(scene.agreement.id)
    shown = {
        "dumps": [one for one in every if not one.path.startswith(distributions.TABLES)],
        "tables": [one for one in every if one.path.startswith(distributions.TABLES)],
        "manifest": distributions.MANIFEST,
        "sums": distributions.DIGESTS,
        "how": HOW_TO_CHECK,
        "calendars": bearers(scene.dues),
        "told_here": said,
        **_holders(scene),
    }
    yield leaf("dati", said.DATA, "data", shown, section="dati", summary=said.DATA_LEDE)


def lost(_scene: Scene) -> Iterator[Page]:
    """Yield the pages that a server shows where nothing is, and where something was removed."""
    for path, title, why in (("404", said.MISSING, said.MISSING_WHY), ("410", said.GONE, said.GONE_WHY)):
        yield leaf(path, title, "lost", {"why": why, "ways": _WAYS, "told_here": said})
