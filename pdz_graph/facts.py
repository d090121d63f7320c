"""The facts of an accordo and its register, indexed by what the clock needs; no day is chosen here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from pdz_graph.house import is_prose
from pdz_graph.terms import PDZ, TYPE, XSD

#: What a fact may be about, and what it may say.
Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal
Triple = tuple[Node, NamedNode, Term]
Properties = Mapping[NamedNode, list[Term]]
_DATE = XSD["date"]


class Facts:
    """The triples of an accordo and its register, without prose: what a snapshot is taken from.

    Facts made ``beside`` others hold those too: the accordo is read once for many registers. Where it is said what can
    be ``seen`` (classes and properties), ``triples`` hold nothing else; the clock still knows the rest.
    """

    def __init__(
        self, triples: Iterable[Triple], beside: Facts | None = None, seen: Collection[Term] | None = None
    ) -> None:
        mine = [triple for triple in triples if not is_prose(triple[2])]
        self.triples = mine if seen is None else visible(mine, seen)
        self.days: dict[NamedNode, dict[Node, date]] = {PDZ[name]: {} for name in ("dal", "al", "data")}
        self.types: dict[Term, set[Node]] = {}
        self.said: dict[Node, list[tuple[NamedNode, Term]]] = {}
        self.beside = beside
        if beside:
            self.triples = [*beside.triples, *self.triples]
            self.days = {name: dict(days) for name, days in beside.days.items()}
            self.types = {kind: set(nodes) for kind, nodes in beside.types.items()}
        self._index(mine)

    def _index(self, triples: Iterable[Triple]) -> None:
        for subject, predicate, value in triples:
            self.said.setdefault(subject, []).append((predicate, value))
            if predicate == TYPE:
                self.types.setdefault(value, set()).add(subject)
            elif predicate in self.days and isinstance(value, Literal):
                day = as_day(value)
                if day is not None:
                    self.days[predicate][subject] = day

    def of(self, kind: str) -> set[Node]:
        """Return the subjects asserted to be of a class of the ontology."""
        return self.types.get(PDZ[kind], set())

    def values(self, subjects: Collection[Node]) -> dict[Node, dict[NamedNode, list[Term]]]:
        """Return every property of the given subjects."""
        found = self.beside.values(subjects) if self.beside else {subject: {} for subject in subjects}
        for subject, properties in found.items():
            for predicate, value in self.said.get(subject, ()):
                properties.setdefault(predicate, []).append(value)
        return found


def visible(triples: Iterable[Triple], terms: Collection[Term]) -> list[Triple]:
    """Return the triples that a norm can see: those whose property, or class, is among ``terms``."""
    return [t for t in triples if (t[2] if t[1] == TYPE else t[1]) in terms]


def triples_of(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Yield the triples of quads, whatever their graph; whoever reads refuses triples about triples (RDF 1.2)."""
    for quad in quads:
        yield (quad.subject, quad.predicate, quad.object)  # type: ignore[misc]


def first_text(properties: Properties, predicate: NamedNode) -> str:
    """Return the lexical form of one literal value, or an empty string."""
    values = properties.get(predicate, [])
    return values[0].value if values and isinstance(values[0], Literal) else ""


def as_day(literal: Literal) -> date | None:
    """Return the day of an xsd:date without time zone, None for anything else."""
    if literal.datatype != _DATE:
        return None
    try:
        return date.fromisoformat(literal.value)
    except ValueError:
        return None


def day_said(quads: Iterable[Quad], subject: Node, predicate: NamedNode) -> date | None:
    """Return the day that quads say of a property of one subject, None when they say none."""
    said = (quad.object for quad in quads if quad.predicate == predicate and quad.subject == subject)
    return next((day for value in said if isinstance(value, Literal) and (day := as_day(value))), None)


def day_literal(day: date) -> Literal:
    """Return ``day`` as xsd:date."""
    return Literal(day.isoformat(), datatype=_DATE)
