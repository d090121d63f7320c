"""How large a register may be: the limits that whoever judges counts on. What is small enough is not looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode

from pdz_graph.errors import Place, Problem, Text
from pdz_graph.facts import Triple
from pdz_graph.tables.schema import MOST_FACTS, TABLES
from pdz_graph.terms import PDZ, TYPE

#: The most facts of all kinds, and the most statements about them. Persons and bodies are no facts: they cost little.
MOST_IN_ALL, MOST_STATEMENTS = 5_000, 40_000

_NO_FACTS = frozenset(PDZ[table.class_name] for table in TABLES if table.most > MOST_FACTS)


def oversize(triples: Iterable[Triple], origins: Mapping[str, Place]) -> Iterator[Problem]:
    """Yield a problem for each limit that a register goes beyond, at the place of what is one too many."""
    triples = list(triples)
    if len(triples) <= MOST_STATEMENTS and sum(one[1] == TYPE for one in triples) <= MOST_FACTS:
        return
    no_facts = {subject for subject, predicate, value in triples if predicate == TYPE and value in _NO_FACTS}
    said = [triple for triple in triples if triple[0] not in no_facts]
    if len(said) > MOST_STATEMENTS:
        yield too_many_statements(origins.get(said[MOST_STATEMENTS][0].value, Place("")))
    of_kind: Counter[NamedNode] = Counter()
    for subject, predicate, kind in said:
        if predicate != TYPE or not isinstance(kind, NamedNode):
            continue
        of_kind[kind] += 1
        place = origins.get(subject.value, Place(""))
        if of_kind[kind] == MOST_FACTS + 1:
            name = f"pdz:{PDZ.name(kind)}" if kind in PDZ else str(kind)
            yield _too_many(f"risorse {name}", f"resources {name}", MOST_FACTS, place)
        if of_kind.total() == MOST_IN_ALL + 1:
            yield _too_many("fatti in tutto", "facts in all", MOST_IN_ALL, place)


def too_many_statements(place: Place) -> Problem:
    """Return the problem of a register that says too much of its facts."""
    return _too_many("affermazioni", "statements", MOST_STATEMENTS, place)


def _too_many(it: str, en: str, most: int, place: Place) -> Problem:
    return Problem(
        "register-large",
        place,
        Text(f"Il registro ha più di {most} {it}.", f"The register has more than {most} {en}."),
        Text(
            "Giudicare meno alla volta: un registro per anno, o senza ciò che non serve.",
            "Judge less at a time: a register for each year, or without what is not needed.",
        ),
    )
