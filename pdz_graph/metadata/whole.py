"""The catalogue record and the counts as documents of their own, with all that they name: for whoever gathers them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, serialize
from pyoxigraph import Triple as Statement

from pdz_graph.facts import Term, Triple
from pdz_graph.linked.book import Book
from pdz_graph.metadata.dumps import prefixes_of
from pdz_graph.store.dump import as_turtle
from pdz_graph.terms import (
    DCAT,
    DCATAPIT,
    DCT,
    FOAF,
    LABEL,
    OWL,
    PDZ,
    PROV,
    SKOS,
    TYPE,
    VCARD,
    VOID,
    XSD,
    of_accordo,
)

_TALKING: Final = frozenset(
    (LABEL, OWL["versionInfo"], SKOS["prefLabel"], SKOS["inScheme"], SKOS["exactMatch"], PDZ["sha256"])
)
#: What is said of a text in its own pages, and not of data: a place is no data set.
_ELSEWHERE: Final = frozenset((DCT["source"], DCT["isPartOf"], PROV["generated"]))
_SIZE: Final = DCAT["byteSize"]


def record(book: Book, sizes: dict[str, int]) -> tuple[Triple, ...]:
    """Return the catalogue record as it goes out, with the size of each file by its path, in bytes."""
    mine = (DCAT, DCATAPIT, DCT, FOAF, VCARD, PROV)
    found = _reached(
        book, of_accordo(book.accordo, "catalogo"), lambda p: any(p in one for one in mine) or p in _TALKING
    )
    places = {book.addresses.url(path): size for path, size in sizes.items()}
    measured = (
        (node, _SIZE, Literal(str(places[file.value]), datatype=XSD["decimal"]))
        for node, predicate, file in found
        if predicate == DCAT["downloadURL"] and file.value in places
    )
    return _out(book, (*found, *measured))


def counts(book: Book) -> tuple[Triple, ...]:
    """Return the description of the data set for programs that look for one (VoID), as it goes out."""
    start = of_accordo(book.accordo, "dataset")
    terms = frozenset(DCT[name] for name in ("title", "description", "license", "modified", "publisher"))
    found = _reached(book, start, lambda p: p in VOID or p in terms or p in _TALKING)
    place = NamedNode(book.addresses.url(".well-known/void"))
    about = ((place, TYPE, VOID["DatasetDescription"]), (place, FOAF["primaryTopic"], start))
    return _out(book, (*about, *found))


def _reached(book: Book, start: NamedNode, told: Callable[[NamedNode], bool]) -> list[Triple]:
    """Return what is said of a thing by the properties that are told, and of what they lead to."""
    seen, waiting, found = {start}, [start], list[Triple]()
    while waiting:
        node = waiting.pop()
        for triple in _of(book, node, told):
            found.append(triple)
            value = triple[2]
            if isinstance(value, NamedNode) and value not in seen and triple[1] != TYPE:
                seen.add(value)
                waiting.append(value)
    return found


def _of(book: Book, node: Term, told: Callable[[NamedNode], bool]) -> Iterator[Triple]:
    for predicate, values in book.said(node).items():
        for value in values:
            if predicate == TYPE:
                kept = isinstance(value, NamedNode) and value not in PDZ and value not in OWL
            else:
                kept = told(predicate) and predicate not in _ELSEWHERE
            if kept:
                yield node, predicate, value  # type: ignore[misc]


def _out(book: Book, triples: tuple[Triple, ...]) -> tuple[Triple, ...]:
    every = dict.fromkeys(book.addresses.triples(triples))
    return tuple(sorted(every, key=lambda triple: tuple(map(str, triple))))


def turtle(book: Book, triples: tuple[Triple, ...]) -> bytes:
    """Return statements of a book as Turtle."""
    return as_turtle(triples, prefixes_of(book)).encode()


def other(book: Book, triples: tuple[Triple, ...], form: RdfFormat) -> bytes:
    """Return statements of a book as JSON-LD or as RDF/XML."""
    said = (Statement(*one) for one in triples)
    return serialize(said, format=form, prefixes=prefixes_of(book) if form == RdfFormat.RDF_XML else None) or b""
