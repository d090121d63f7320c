"""The text of the accordo as an outline: its parts, the norms drawn from each, and what is odd there.

The words of the text are not published: a part has its heading and what it deals with, in our own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.pages.acts import said
from pdz_graph.pages.acts.leaf import leaf, nodes, once, whole
from pdz_graph.pages.acts.rulings import Norm, in_text, norms
from pdz_graph.pages.page import Page
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import DCT, PDZ, RDFS

_KIND: Final = PDZ["SuddivisioneDelTesto"]
_PART_OF: Final = PDZ["parteDi"]
Trail = tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Part:
    """A part of the text, the part to which it belongs (None: the text itself), and its own parts in their order."""

    node: NamedNode
    above: NamedNode | None
    parts: tuple[NamedNode, ...]


@dataclass(frozen=True)
class Outline:
    """The parts of a text: ``roots`` are the first, ``parts`` all of them by their IRI."""

    roots: tuple[NamedNode, ...]
    parts: Mapping[NamedNode, Part]

    def under(self, node: NamedNode) -> Iterator[NamedNode]:
        """Yield a part and all that are under it, in the order of the text."""
        yield node
        for part in self.parts[node].parts:
            yield from self.under(part)

    def above(self, node: NamedNode) -> Iterator[NamedNode]:
        """Yield the parts in which a part stands, from the nearest."""
        upper = self.parts[node].above
        if upper is not None:
            yield upper
            yield from self.above(upper)

    def chapter(self, node: NamedNode) -> NamedNode:
        """Return the chapter in which a part stands: see ``chapters``."""
        row = (node, *self.above(node))
        return row[-2] if len(row) > 1 and self.parts[row[-2]].parts else row[-1]

    def chapters(self, root: NamedNode) -> tuple[NamedNode, ...]:
        """Return the articles of a first part; where its parts have no parts, it is one chapter itself."""
        parts = self.parts[root].parts
        return parts if any(self.parts[part].parts for part in parts) else (root,)


@once
def outline_of(scene: Scene) -> Outline:
    """Return the outline of the text."""
    book = scene.book
    every = book.of_kind(_KIND)
    known = set(every)
    uppers = {node: [one for one in nodes(book, node, _PART_OF) if one in known and one != node] for node in every}
    above = {node: max(found, key=lambda one: (len(uppers[one]), one.value)) for node, found in uppers.items() if found}
    below: dict[NamedNode | None, list[NamedNode]] = {}
    for node in every:
        below.setdefault(above.get(node), []).append(node)
    for found in below.values():
        found.sort(key=lambda one: (_order(scene, one), one.value))
    parts = {node: Part(node, above.get(node), tuple(below.get(node, ()))) for node in every}
    return Outline(tuple(below.get(None, ())), parts)


def _order(scene: Scene, node: NamedNode) -> int:
    found = whole(scene.book, node, PDZ["ordine"])
    return 10**9 if found is None else found


@dataclass(frozen=True)
class Chapter:
    """An article: how many parts it has, and the norms drawn from it or from them."""

    node: NamedNode
    parts: int
    norms: tuple[Norm, ...]


@once
def chapters_of(scene: Scene) -> Mapping[NamedNode, tuple[Chapter, ...]]:
    """Return the chapters of the text by the first part in which they stand, in the order of the text."""
    outline = outline_of(scene)
    return {root: tuple(_chapter(scene, node) for node in outline.chapters(root)) for root in outline.roots}


def _chapter(scene: Scene, node: NamedNode) -> Chapter:
    under = tuple(outline_of(scene).under(node))
    drawn = dict.fromkeys(norm for part in under for norm in in_text(scene).get(part, ()))
    return Chapter(node, len(under) - 1, tuple(drawn))


def articles(scene: Scene) -> Iterator[Page]:
    """Yield the list of the articles."""
    shown = {
        "chapters": chapters_of(scene),
        "norms": len(norms(scene)),
        "parts": len(outline_of(scene).parts),
    }
    yield leaf("articoli", said.ARTICLES, "articles", shown, section="articoli", summary=said.ARTICLES_LEDE)


def part(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a part of the text."""
    node, book, outline = things[0], scene.book, outline_of(scene)
    here = outline.parts[node]
    under = tuple(outline.under(node))
    drawn = [(one, in_text(scene).get(one, ())) for one in under]
    shown = {
        "part": here,
        "about": book.texts(node, RDFS["comment"]),
        "number": book.value(node, PDZ["numero"]),
        "drawn": [(one, found) for one, found in drawn if found],
        "without": book.texts(node, PDZ["senzaNorma"]),
        "neighbours": _neighbours(outline, node),
        "anomalies": _leading(scene, under, DCT["source"], PDZ["Anomalia"]),
        "readings": _leading(scene, under, DCT["source"], PDZ["Lettura"]),
        "cited": _leading(scene, under, PDZ["citatoIn"], PDZ["AttoCitato"]),
        "others": _others(scene, under),
    }
    title = book.label(node)
    return leaf(path, title, "part", shown, section="articoli", things=things, trail=trail(scene, node))


def trail(scene: Scene, node: NamedNode) -> Trail:
    """Return the way from the list of the articles to a part."""
    way = reversed(tuple(outline_of(scene).above(node)))
    return (
        ("articoli", said.ARTICLES),
        *((scene.addresses.path(one), scene.book.label(one)) for one in way),
    )


def _neighbours(outline: Outline, node: NamedNode) -> tuple[NamedNode | None, NamedNode | None]:
    upper = outline.parts[node].above
    row = outline.parts[upper].parts if upper else outline.roots
    place = row.index(node)
    return row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None


def _leading(
    scene: Scene, under: tuple[NamedNode, ...], predicate: NamedNode, kind: NamedNode
) -> tuple[NamedNode, ...]:
    """Return the things of a kind that name a part, or one under it, as their place."""
    found = {one for part in under for one in scene.book.subjects(predicate, part) if kind in scene.book.kinds(one)}
    return tuple(sorted(found, key=lambda one: (scene.book.label(one).it.casefold(), one.value)))


def _others(scene: Scene, under: tuple[NamedNode, ...]) -> tuple[NamedNode, ...]:
    """Return what else comes from a part: organs, seats, acts."""
    told = {PDZ["Anomalia"], PDZ["Lettura"], PDZ["Norma"]}
    found = {one for part in under for one in scene.book.subjects(DCT["source"], part)}
    left = (one for one in found if told.isdisjoint(scene.book.kinds(one)))
    return tuple(sorted(left, key=lambda one: (scene.book.label(one).it.casefold(), one.value)))
