"""The words of the data as documentation: the ontology, its alignments, the vocabularies and their concepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.linked.book import Book
from pdz_graph.pages.page import Page
from pdz_graph.pages.phrase import Named, Phrase, Told, no_wider
from pdz_graph.pages.places import said_words
from pdz_graph.pages.places.reading import by_name, named, natural
from pdz_graph.pages.places.sheet import (
    Fact,
    Part,
    Picture,
    Section,
    Sheet,
    facts,
    leaf,
    of_thing,
    section,
    sections,
    table,
)
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import DCT, GRAFO, NOTATION, OWL, RDFS, SH, SKOS, TYPE

UNDER = ("vocabolari", said_words.WORDS)
_WORDS, _TREE = "places/words.html.j2", "places/tree.html.j2"
#: How many uses of a concept are shown before they are folded.
_SHOWN = 12
_PROPERTIES = (OWL["ObjectProperty"], OWL["DatatypeProperty"], OWL["AnnotationProperty"])


@dataclass(frozen=True)
class Branch:
    """A class with those under it."""

    node: NamedNode
    under: tuple[Branch, ...]


def listed(scene: Scene) -> Iterator[Page]:
    """Yield the page of the words: the ontology, the shapes, every vocabulary, the graphs."""
    book = scene.book
    parts = sections(
        section("ontologia", said_words.ONTOLOGY, _ontologies(scene)),
        section("vocabolari", said_words.VOCABULARIES, _schemes(scene)),
        section("grafi", said_words.GRAPHS, _graphs(book)),
    )
    yield leaf("vocabolari", said_words.WORDS, Sheet((said_words.WORDS_LEDE,), sections=parts))


def _ontologies(scene: Scene) -> Part | None:
    book = scene.book
    ours = [node for node in book.of_kind(OWL["Ontology"]) if scene.addresses.ours(node)]
    rows = [(_titled(book, node), _told_of(book, node)) for node in ours]
    return table(said_words.ONTOLOGY, (said_words.NAME, said_words.WHAT), rows)


def _told_of(book: Book, node: NamedNode) -> Text | None:
    return book.texts(node, DCT["description"]) or book.texts(node, RDFS["comment"])


def _titled(book: Book, node: NamedNode) -> Told:
    """Return a link to a thing by its title, where it has one."""
    title = book.texts(node, DCT["title"])
    return Named(node, title) if title else node


def _schemes(scene: Scene) -> Part | None:
    book = scene.book
    schemes = by_name(book, filter(scene.addresses.ours, book.of_kind(SKOS["ConceptScheme"])))
    rows = [(_titled(book, node), _told_of(book, node), len(concepts(book, node))) for node in schemes]
    columns = (said_words.VOCABULARY, said_words.WHAT, said_words.CONCEPTS)
    return table(said_words.VOCABULARIES, columns, rows, {2})


def _graphs(book: Book) -> Part | None:
    rows = []
    for node in sorted(book.graphs, key=str):
        ending = _ending(node)
        rows.append((node, said_words.GRAPHS_SAID.get(ending), len(book.graphs[node])))
    return table(said_words.GRAPHS, (said_words.GRAPH, said_words.WHAT, said_words.STATEMENTS), rows, {2})


def _ending(graph: NamedNode) -> str:
    return graph.value.rpartition("/")[2]


def ontology(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of an ontology: the one of our words, or the one that only aligns them."""
    node, book = things[0], scene.book
    about = facts(
        (said_words.VERSION, tuple(book.all(node, OWL["versionInfo"]))),
        (said_words.LICENCE, tuple(book.all(node, DCT["license"]))),
    )
    lede = _told_of(book, node) or said_words.ONTOLOGY_LEDE
    aligned = len(things) == 1
    parts = [_alignments(scene)] if aligned else [*_words_of(book, things)]
    sheet = Sheet((lede,), about, sections(*parts))
    page = of_thing(path, book.texts(node, DCT["title"]) or book.label(node), sheet, things, UNDER)
    return page if aligned else with_words(book, page)


def with_words(book: Book, page: Page) -> Page:
    """Return a page whose things are words: what is said of each stands under its own anchor."""

    def meant(node: NamedNode) -> Text | None:
        return book.texts(node, RDFS["comment"]) or book.texts(node, SH["message"])

    return replace(page, template=_WORDS, shown={**page.shown, "meant": meant})


def _words_of(book: Book, things: tuple[NamedNode, ...]) -> Iterator[Section | None]:
    classes = [one for one in things if OWL["Class"] in book.kinds(one)]
    yield section("classi", said_words.CLASSES, Picture(_TREE, {"branches": _tree(book, classes)}))
    names = (said_words.OBJECT_PROPERTIES, said_words.DATATYPE_PROPERTIES, said_words.ANNOTATION_PROPERTIES)
    for kind, name in zip(_PROPERTIES, names, strict=True):
        found = [one for one in things if kind in book.kinds(one)]
        yield section(OWL.name(kind), name, _properties(book, found, name))


def _tree(book: Book, classes: list[NamedNode]) -> tuple[Branch, ...]:
    """Return classes under those that they are said to be subclasses of."""
    known = set(classes)
    under: dict[NamedNode, list[NamedNode]] = {}
    for one in classes:
        for above in named(book.all(one, RDFS["subClassOf"])):
            if above in known and above != one:
                under.setdefault(above, []).append(one)
    low = {one for several in under.values() for one in several}

    def branch(node: NamedNode, seen: frozenset[NamedNode]) -> Branch:
        inside = seen | {node}
        return Branch(
            node, tuple(branch(one, inside) for one in by_name(book, under.get(node, [])) if one not in inside)
        )

    return tuple(branch(one, frozenset()) for one in by_name(book, classes) if one not in low)


def _properties(book: Book, found: Iterable[NamedNode], caption: Text) -> Part | None:
    rows = [
        (
            one,
            tuple(named(book.all(one, RDFS["domain"]))),
            tuple(named(book.all(one, RDFS["range"]))),
            _meaning(book, one),
        )
        for one in by_name(book, found)
    ]
    return table(caption, (said_words.PROPERTY, said_words.DOMAIN, said_words.RANGE, said_words.MEANING), rows)


def _meaning(book: Book, node: NamedNode) -> Told:
    return book.texts(node, RDFS["comment"])


def _alignments(scene: Scene) -> Section | None:
    """Return how our words stand to those of others, word by word."""
    triples = scene.book.graphs.get(GRAFO["allineamenti"], ())
    found = [triple for triple in triples if isinstance(triple[0], NamedNode) and isinstance(triple[2], NamedNode)]
    rows = [
        (word, relation, other)
        for word, relation, other in sorted(found, key=lambda triple: (natural(triple[0].value), str(triple[1:])))
        if relation != TYPE and scene.addresses.ours(word) and not scene.addresses.ours(other) and relation not in DCT
    ]
    columns = (said_words.WORD, said_words.RELATION, said_words.OTHER_WORD)
    return section("allineamenti", said_words.ALIGNMENTS, table(said_words.ALIGNMENTS, columns, rows))


def concepts(book: Book, scheme: NamedNode) -> list[NamedNode]:
    """Return the concepts of a scheme, by name."""
    return by_name(book, book.subjects(SKOS["inScheme"], scheme))


def vocabulary(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a vocabulary."""
    node, book = things[0], scene.book
    rows = [
        (one, tuple(book.all(one, NOTATION)), book.texts(one, SKOS["definition"]), len(uses(book, one)) or None)
        for one in concepts(book, node)
    ]
    lede = book.texts(node, DCT["description"]) or said_words.VOCABULARY_LEDE
    columns = (said_words.CONCEPT, said_words.CODE, said_words.MEANING, said_words.USES)
    sheet = Sheet(
        (lede,),
        facts((said_words.LICENCE, tuple(book.all(node, DCT["license"])))),
        sections(section("voci", said_words.CONCEPTS, table(said_words.CONCEPTS, columns, rows, {3}))),
    )
    return of_thing(path, book.texts(node, DCT["title"]) or book.label(node), sheet, things, UNDER)


def uses(book: Book, node: NamedNode) -> list[NamedNode]:
    """Return the things that have a concept for a value, by name; concepts and norms among them."""
    return by_name(book, {one for several in book.into(node).values() for one in named(several)})


def concept(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a concept."""
    node, book = things[0], scene.book
    scheme = tuple(_titled(book, one) for one in named(book.all(node, SKOS["inScheme"])))
    lede = book.texts(node, SKOS["definition"]) or said_words.CONCEPT_LEDE
    near = tuple(_near(book, node))
    rows = [
        (name, no_wider(tuple(by_name(book, named(several))), _SHOWN, said_words.THINGS))
        for name, several in sorted(book.into(node).items(), key=lambda pair: book.label(pair[0]).it)
        if name not in (TYPE, SKOS["inScheme"])
    ]
    sheet = Sheet(
        (lede,),
        (*facts((said_words.VOCABULARY, scheme), (said_words.CODE, tuple(book.all(node, NOTATION)))), *near),
        sections(
            section(
                "usi", said_words.USED_BY, table(said_words.USED_BY, (said_words.AS_WHAT, said_words.WHO_USES), rows)
            )
        ),
    )
    return of_thing(path, book.label(node), sheet, things, UNDER)


def _near(book: Book, node: NamedNode) -> Iterator[Fact]:
    """Yield the words of others that are near a concept."""
    for name in (
        "exactMatch",
        "closeMatch",
        "broadMatch",
        "narrowMatch",
        "relatedMatch",
        "broader",
        "narrower",
        "related",
    ):
        found = tuple(by_name(book, book.all(node, SKOS[name])))
        if found:
            yield Fact(SKOS[name], found)


def graph(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a named graph: what it holds, and how much."""
    node, book = things[0], scene.book
    triples = book.graphs[node]
    kinds: dict[NamedNode, int] = {}
    for _, predicate, value in triples:
        if predicate == TYPE and isinstance(value, NamedNode):
            kinds[value] = kinds.get(value, 0) + 1
    rows = [(kind, kinds[kind]) for kind in sorted(kinds, key=lambda one: (-kinds[one], one.value))]
    what = said_words.GRAPHS_SAID.get(_ending(node), said_words.GRAPH_LEDE)
    sheet = Sheet(
        (what, Phrase(said_words.GRAPH_SIZE, {"n": len(triples)})),
        facts((said_words.GRAPH_NAME, scene.addresses.iri(node.value))),
        sections(
            section(
                "classi",
                said_words.GRAPH_HOLDS,
                table(said_words.GRAPH_HOLDS, (said_words.CLASS, said_words.HOW_MANY), rows, {1}),
            )
        ),
    )
    return of_thing(path, scene.book.label(node), sheet, things, UNDER)


def is_shapes(book: Book, things: tuple[NamedNode, ...]) -> bool:
    """Tell whether a document is about shapes."""
    return any(SH["NodeShape"] in book.kinds(one) for one in things)
