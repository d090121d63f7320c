"""The RDF documents of a book: the statements of each in Turtle, JSON-LD, N-Triples, RDF/XML. The same bytes twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad

from pdz_graph.facts import Term, Triple
from pdz_graph.linked import jsonld, rdfxml
from pdz_graph.linked.addresses import STATEMENTS
from pdz_graph.linked.book import Book
from pdz_graph.linked.context import FILE, Context
from pdz_graph.store.dump import as_turtle
from pdz_graph.terms import PREFIXES


@dataclass(frozen=True)
class Forms:
    """The documents of a book as bytes, with the names of a context."""

    book: Book
    context: Context

    def write(self, path: str, form: str) -> bytes:
        """Return the document at a path in a form, one of STATEMENTS."""
        return self.said(self.statements(path), form)

    def every(self, path: str) -> Iterator[tuple[str, bytes]]:
        """Yield the document at a path in every form, with the form."""
        statements = self.statements(path)
        yield from ((form, self.said(statements, form)) for form in STATEMENTS)

    def said(self, statements: Sequence[Triple], form: str) -> bytes:
        """Return statements, as they go out, in a form."""
        return _WRITERS[form](self, statements)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every document in every form and the context, each with its file, from the base."""
        addresses = self.book.addresses
        yield FILE, self.context.written()
        for path in self.book.documents:
            yield from ((addresses.file(path, form), said) for form, said in self.every(path))

    def statements(self, path: str) -> tuple[Triple, ...]:
        """Return the statements of a document as they go out: first those about its own things, then the others."""
        return self.ordered(self.book.describe(path), self.book.documents[path])

    def ordered(self, triples: Iterable[Triple], about: Iterable[NamedNode]) -> tuple[Triple, ...]:
        """Return statements as they go out, those about some things first, in the order of the things."""
        place: dict[Term, int] = {thing: number for number, thing in enumerate(about)}
        last = len(place)
        found = sorted(named(triples), key=lambda triple: place.get(triple[0], last))
        return tuple(self.book.addresses.triples(found))

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The prefixes of the documents, as they go out."""
        return {name: self.book.addresses.text(iri) for name, iri in PREFIXES.items()}

    @cached_property
    def address(self) -> str:
        """Where the context stands."""
        return self.book.addresses.base + FILE


def named(triples: Iterable[Triple]) -> Sequence[Triple]:
    """Return statements sorted, their blank nodes by the names that RDFC-1.0 gives them."""
    found: Iterable[Triple] = tuple(triples)
    if any(isinstance(one, BlankNode) or isinstance(other, BlankNode) for one, _, other in found):
        dataset = Dataset(Quad(*triple) for triple in found)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        found = ((quad.subject, quad.predicate, quad.object) for quad in dataset)
    return sorted(found, key=lambda triple: tuple(map(str, triple)))


def _turtle(forms: Forms, triples: Sequence[Triple]) -> bytes:
    return as_turtle(triples, forms.prefixes).encode()


def _json_ld(forms: Forms, triples: Sequence[Triple]) -> bytes:
    return jsonld.written(triples, forms.context, forms.address)


def _n_triples(_: Forms, triples: Sequence[Triple]) -> bytes:
    return "".join(f"{subject} {predicate} {value} .\n" for subject, predicate, value in triples).encode()


def _rdf_xml(forms: Forms, triples: Sequence[Triple]) -> bytes:
    return rdfxml.written(triples, forms.prefixes)


_WRITERS: Final[dict[str, Callable[[Forms, Sequence[Triple]], bytes]]] = {
    "ttl": _turtle,
    "jsonld": _json_ld,
    "nt": _n_triples,
    "rdf": _rdf_xml,
}
