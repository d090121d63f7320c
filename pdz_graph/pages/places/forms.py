"""The kinds of norm as documentation: what each judges, by which constraints, what it says and how it is mended."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.kinds import Kind
from pdz_graph.linked.book import Book
from pdz_graph.pages.page import Page
from pdz_graph.pages.phrase import Badge, Folded, Named, Phrase, Told
from pdz_graph.pages.places import said, said_words
from pdz_graph.pages.places.lexicon import UNDER, is_shapes, with_words
from pdz_graph.pages.places.lexicon import ontology as words_page
from pdz_graph.pages.places.reading import natural
from pdz_graph.pages.places.sheet import (
    Heading,
    Note,
    Part,
    Section,
    Sheet,
    facts,
    listing,
    of_thing,
    section,
    sections,
    table,
)
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import DCT, OWL, RDFS, SH
from pdz_graph.words import SEVERITY


def ontology(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a document about words: of the shapes, or of the ontology and its alignments."""
    return (shapes if is_shapes(scene.book, things) else words_page)(scene, path, things)


def shapes(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of the shapes: the kinds of norm, then the rules of a well-formed register."""
    node, book = things[0], scene.book
    kinds = sorted(scene.agreement.kinds, key=lambda kind: natural(book.label(kind.shape).it))
    lede = book.texts(node, DCT["description"]) or book.texts(node, RDFS["comment"]) or said_words.SHAPES_LEDE
    sheet = Sheet(
        (lede, said_words.SHAPES_HOW),
        facts((said_words.VERSION, tuple(book.all(node, OWL["versionInfo"])))),
        sections(_kinds(scene, kinds), _register(book, things, {kind.shape for kind in kinds})),
    )
    return with_words(book, of_thing(path, said_words.SHAPES, sheet, things, UNDER))


def _kinds(scene: Scene, kinds: list[Kind]) -> Section | None:
    parts: list[Part | None] = []
    for place, kind in enumerate(kinds, 1):
        label = scene.book.label(kind.shape)
        parts += [
            Heading(Named(kind.shape, label), f"genere-{place}"),
            Note(Phrase(said_words.KIND_JUDGES, {"class": kind.target})),
            _constraints(kind, label),
            _norms(scene, kind),
        ]
    return section("generi", said_words.KINDS_OF_NORM, *parts)


def _constraints(kind: Kind, label: Text) -> Part | None:
    rows: list[tuple[Told, ...]] = [
        (
            Named(one.node, one.message),
            one.remedy,
            Badge(one.severity, SEVERITY[one.severity]),
        )
        for one in kind.constraints
    ]
    caption = Text(f"{said_words.CONSTRAINTS.it}: {label.it}", f"{said_words.CONSTRAINTS.en}: {label.en}")
    return table(caption, (said.WHAT_IS_WRONG, said_words.REMEDY, said_words.GRAVITY), rows)


def _norms(scene: Scene, kind: Kind) -> Part | None:
    norms = [norm for norm in scene.book.of_kind(kind.target) if norm in scene.cards]
    if not norms:
        return None
    return listing([Folded(Phrase(said_words.NORMS_OF_KIND, {"n": len(norms)}), tuple(norms))])


def _register(book: Book, things: tuple[NamedNode, ...], kinds: set[NamedNode]) -> Section | None:
    rows = list(_rules(book, things, kinds))
    return section(
        "registro",
        said_words.REGISTER_RULES,
        table(said_words.REGISTER_RULES, (said_words.RULE, said_words.OF_WHAT, said_words.MEANING), rows),
    )


def _rules(book: Book, things: tuple[NamedNode, ...], kinds: set[NamedNode]) -> Iterator[tuple[Told, ...]]:
    for one in sorted(things, key=lambda node: natural(node.value)):
        if SH["NodeShape"] in book.kinds(one) and one not in kinds:
            yield one, tuple(book.all(one, SH["targetClass"])), book.texts(one, RDFS["comment"])
