"""All the graphs as files, as they go out, and the digest by which two files with the same statements are the same."""

from __future__ import annotations

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, RdfFormat, parse

from pdz_graph.facts import Triple
from pdz_graph.files import digest
from pdz_graph.linked.book import Book
from pdz_graph.store.dump import as_n_quads, as_trig
from pdz_graph.terms import CATALOGUE_PREFIXES

Graphs = dict[NamedNode, tuple[Triple, ...]]


def graphs_of(book: Book) -> Graphs:
    """Return the graphs of a book as they go out, each statement once."""
    return {_public(book, name): _triples(book, name) for name in sorted(book.graphs, key=str)}


def _public(book: Book, name: NamedNode) -> NamedNode:
    return NamedNode(book.addresses.iri(name.value))


def _triples(book: Book, name: NamedNode) -> tuple[Triple, ...]:
    return tuple(dict.fromkeys(book.addresses.triples(book.graphs.get(name, ()))))


def trig(graphs: Graphs) -> bytes:
    """Return graphs as TriG."""
    return as_trig(graphs, CATALOGUE_PREFIXES).encode()


def n_quads(graphs: Graphs) -> bytes:
    """Return graphs as N-Quads, a sorted line each."""
    return as_n_quads(graphs).encode()


def canonical(data: bytes, form: RdfFormat) -> tuple[int, str]:
    """Return how many statements a file holds, and the SHA-256 of their canonical N-Quads (RDFC-1.0), in hex."""
    whole = Dataset(parse(data, form))
    whole.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n" for quad in whole)
    return len(lines), digest("".join(lines).encode())


def digest_of(book: Book, graph: NamedNode) -> str:
    """Return the digest of one graph of a book, as ``canonical`` gives it for a file that holds it alone."""
    alone = {_public(book, graph): _triples(book, graph)}
    return canonical(n_quads(alone), RdfFormat.N_QUADS)[1]
