"""The tables of the register as they are published: the accordo's own rows too, so that whatever is named is listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from pdz_graph.facts import Term, Triple
from pdz_graph.linked.book import Book
from pdz_graph.tables import known_of_register
from pdz_graph.tables.schema import TABLES
from pdz_graph.tables.written import Cells, codes_of, written
from pdz_graph.terms import GRAFO, LABEL, NOTATION, PDZ, TYPE

_PERSON: Final = PDZ["persona"]


def recorded(book: Book) -> Mapping[str, tuple[Cells, ...]]:
    """Return the rows of each table of the register, sorted, as the accordo and the register say them on the day.

    Who is not named in public has a row too: the code is the end of the IRI that stands in the place of the person, the
    name is what people are told.
    """
    told = [triple for name in ("accordo", "registro") for triple in book.graphs[GRAFO[f"{book.accordo}/{name}"]]]
    told += _unnamed(book, told)
    codes = codes_of(known_of_register((*book.graphs.get(GRAFO["ontologia"], ()), *told)))
    classes = {PDZ[table.class_name] for table in TABLES if table.coded}
    rowed = {node.value for node, predicate, kind in told if predicate == TYPE and kind in classes}

    def rows(without: set[str]) -> Mapping[str, tuple[Cells, ...]]:
        return written(told, {iri: code for iri, code in codes.items() if iri not in without}, book.accordo).rows

    found = rows(rowed)
    lost = _without_row(found, codes, rowed)
    return rows(rowed - lost) if lost else found


def _without_row(rows: Mapping[str, Iterable[Cells]], codes: Mapping[str, str], rowed: Iterable[str]) -> set[str]:
    """Return the things that no row can list, as an act whose day nobody knows: other rows name them all the same."""
    listed = {row["codice"] for some in rows.values() for row in some if "codice" in row}
    return {iri for iri in rowed if iri in codes and codes[iri] not in listed}


def _unnamed(book: Book, told: Iterable[Triple]) -> Iterator[Triple]:
    """Yield class, code and name of the people who have no code of their own."""
    people: dict[Term, None] = {}
    coded = set[Term]()
    for subject, predicate, value in told:
        if predicate == NOTATION:
            coded.add(subject)
        elif predicate == TYPE and value == PDZ["Persona"]:
            people[subject] = None
        elif predicate == _PERSON:
            people[value] = None
    for person in people:
        if isinstance(person, NamedNode):
            yield (person, TYPE, PDZ["Persona"])
            if person not in coded:
                yield (person, NOTATION, Literal(person.value.rpartition("/")[2]))
            yield (person, LABEL, Literal(book.label(person).it, language="it"))
