"""How much there is of what (VoID): statements by graph, classes, words, files. The counts count themselves too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode

from pdz_graph import terms
from pdz_graph.facts import Node, Term, Triple
from pdz_graph.linked.book import Book
from pdz_graph.metadata import said
from pdz_graph.metadata.declared import statements, texts
from pdz_graph.metadata.distributions import n_quads, trig
from pdz_graph.tables.schema import TABLES
from pdz_graph.terms import BASE, FORMATS, GRAFO, LABEL, PDZ, TYPE, VOID, XSD, Vocabulary, of_accordo

#: The vocabularies of others that are told of where they are used, by the address of their namespace.
_VOCABULARIES: Final = tuple(
    sorted((one for one in vars(terms).values() if isinstance(one, Vocabulary)), key=lambda one: one.iri)
)


#: The classes of which it is told how many things there are: those of the tables of a register, and a few more.
_KINDS: Final = (*(table.class_name for table in TABLES), "Norma", "Organo", "Scadenza", "Seggio")
Graphs = Mapping[NamedNode, Iterable[Triple]]


def counted(book: Book, record: tuple[Triple, ...], service: str) -> Book:
    """Return a book with a record and the counts of all that it holds then, in the graph of the catalogue."""
    graph, names = GRAFO[f"{book.accordo}/catalogo"], GRAFO[f"{book.accordo}/nomi"]
    others = {name: triples for name, triples in book.graphs.items() if name not in (graph, names)}
    fixed = _Sums.of(others)
    counts: tuple[Triple, ...] = ()
    for _ in range(3):  # first without the counts, then with as many as there are, then with those that are so
        mine = (*record, *counts)
        named = {subject for subject, predicate, _ in mine if predicate == LABEL}
        rest = tuple(triple for triple in book.graphs[names] if triple[0] not in named)
        counts = tuple(_void(book, fixed + _Sums.of({graph: mine, names: rest}), service))
    return Book(book.accordo, {**others, graph: (*record, *counts)}, book.addresses)


@dataclass(frozen=True)
class _Sums:
    """The numbers of graphs: statements of each, instances of each class, subjects and words."""

    triples: Mapping[NamedNode, int]
    kinds: frozenset[tuple[Node, Term]]
    subjects: frozenset[Node]
    properties: frozenset[NamedNode]

    @classmethod
    def of(cls, graphs: Graphs) -> _Sums:
        """Count what is in some graphs."""
        sets = {name: frozenset(triples) for name, triples in graphs.items()}
        every = [triple for triples in sets.values() for triple in triples]
        return cls(
            {name: len(triples) for name, triples in sets.items()},
            frozenset((subject, value) for subject, predicate, value in every if predicate == TYPE),
            frozenset(subject for subject, _, _ in every),
            frozenset(predicate for _, predicate, _ in every),
        )

    def __add__(self, other: _Sums) -> _Sums:
        return _Sums(
            {**self.triples, **other.triples},
            self.kinds | other.kinds,
            self.subjects | other.subjects,
            self.properties | other.properties,
        )

    @cached_property
    def classes(self) -> frozenset[Term]:
        """Every class of which something is."""
        return frozenset(kind for _, kind in self.kinds)

    @cached_property
    def instances(self) -> Counter[Term]:
        """How many things are of each class."""
        return Counter(kind for _, kind in self.kinds)


def _void(book: Book, sums: _Sums, service: str) -> Iterator[Triple]:
    """Yield the description of graphs as a data set."""
    node, places = of_accordo(book.accordo, "dataset"), book.addresses
    yield from statements(
        node,
        (TYPE, [VOID["Dataset"]]),
        (VOID["triples"], [_number(sum(sums.triples.values()))]),
        (VOID["entities"], [_number(sum(map(places.ours, sums.subjects)))]),
        (VOID["distinctSubjects"], [_number(len(sums.subjects))]),
        (VOID["properties"], [_number(len(sums.properties))]),
        (VOID["classes"], [_number(len(sums.classes))]),
        (VOID["uriSpace"], [Literal(places.base)]),
        (VOID["vocabulary"], _vocabularies(sums)),
        (VOID["dataDump"], [NamedNode(places.url(file(book.accordo))) for file in (trig, n_quads)]),
        (VOID["feature"], [FORMATS["TriG"], FORMATS["N-Quads"]]),
        (VOID["sparqlEndpoint"], [NamedNode(service)] if service else []),
        (VOID["exampleResource"], _examples(book)),
        (VOID["subset"], sorted(sums.triples, key=str)),
    )
    yield from _parts(book, node, sums)


def _parts(book: Book, node: NamedNode, sums: _Sums) -> Iterator[Triple]:
    """Yield how much there is in each graph, and how many things of some classes."""
    for graph in sorted(sums.triples, key=str):
        called = said.GRAPHS.get(graph.value.rpartition("/")[2])
        yield from statements(
            graph,
            (TYPE, [VOID["Dataset"]]),
            (LABEL, texts(called) if called else []),
            (VOID["triples"], [_number(sums.triples[graph])]),
        )
    for name in _KINDS:
        part, kind = NamedNode(f"{node.value}#{name}"), PDZ[name]
        yield from statements(node, (VOID["classPartition"], [part]))
        yield from statements(
            part,
            (LABEL, texts(book.label(kind))),
            (VOID["class"], [kind]),
            (VOID["entities"], [_number(sums.instances[kind])]),
        )


def _vocabularies(sums: _Sums) -> Iterator[NamedNode]:
    used = sums.properties | sums.classes
    yield NamedNode(BASE + "onto")
    for vocabulary in _VOCABULARIES:
        if not vocabulary.iri.startswith(BASE) and any(word in vocabulary for word in used):
            yield NamedNode(vocabulary.iri)


def _examples(book: Book) -> Iterable[NamedNode]:
    kinds = (book.of_kind(PDZ[name]) for name in ("Norma", "Organo", "Ente"))
    return [of_accordo(book.accordo), *(things[0] for things in kinds if things)]


def _number(number: int) -> Literal:
    return Literal(str(number), datatype=XSD["integer"])
