"""All the graphs as files, as they go out, and the digest by which two files with the same statements are the same."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse

from pdz_graph.facts import Triple
from pdz_graph.files import digest
from pdz_graph.linked.book import Book
from pdz_graph.store.dump import as_trig
from pdz_graph.terms import CATALOGUE_PREFIXES

Graphs = dict[NamedNode, tuple[Triple, ...]]


def graphs_of(book: Book) -> Graphs:
    """Return the graphs of a book as they go out, each statement once."""
    return {_public(book, name): _triples(book, name) for name in sorted(book.graphs, key=str)}


def _public(book: Book, name: NamedNode) -> NamedNode:
    return NamedNode(book.addresses.iri(name.value))


def _triples(book: Book, name: NamedNode) -> tuple[Triple, ...]:
    return tuple(dict.fromkeys(book.addresses.triples(book.graphs.get(name, ()))))


def prefixes_of(book: Book) -> dict[str, str]:
    """Return the prefixes by which the graphs of a book are written."""
    return {prefix: book.addresses.iri(iri) for prefix, iri in CATALOGUE_PREFIXES.items()}


def trig(book: Book, graphs: Graphs) -> bytes:
    """Return the graphs of a book as TriG."""
    return as_trig(graphs, prefixes_of(book)).encode()


def n_quads(graphs: Graphs) -> bytes:
    """Return graphs as canonical N-Quads (RDFC-1.0): sorted lines, blank nodes by names that follow from the rest."""
    return _canonical(Quad(*triple, name) for name, triples in graphs.items() for triple in triples)


def canonical(data: bytes, form: RdfFormat) -> tuple[int, str]:
    """Return how many statements a file holds, and the SHA-256 of their canonical N-Quads (RDFC-1.0), in hex."""
    lines = _canonical(parse(data, form))
    return lines.count(b"\n"), digest(lines)


def _canonical(quads: Iterable[Quad]) -> bytes:
    whole = Dataset(quads)
    whole.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in whole)).encode()


def digest_of(book: Book, graph: NamedNode) -> str:
    """Return the SHA-256 of the canonical N-Quads of one graph of a book, in hex."""
    return digest(n_quads({_public(book, graph): _triples(book, graph)}))
