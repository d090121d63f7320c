"""OWL 2 RL over a snapshot, by the rules that the ontology uses; it adds what follows and changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from pyoxigraph import Literal, NamedNode, Quad

from pdz_graph.facts import Term, Triple, triples_of
from pdz_graph.terms import OWL, RDF, RDFS, TYPE

Node = Term
Many = defaultdict[Node, set[Node]]


def _many() -> Many:
    return defaultdict(set)


@dataclass
class Schema:
    """The axioms of an ontology, each rule of OWL 2 RL named as in table 4 to 9 of the W3C profile document."""

    superclasses: Many = field(default_factory=_many)  # cax-sco, cax-eqc
    superproperties: Many = field(default_factory=_many)  # prp-spo1, prp-eqp
    inverses: Many = field(default_factory=_many)  # prp-inv
    domains: Many = field(default_factory=_many)  # prp-dom
    ranges: Many = field(default_factory=_many)  # prp-rng
    transitive: set[Node] = field(default_factory=set)  # prp-trp
    has_value: dict[Node, tuple[Node, Node]] = field(default_factory=dict)  # cls-hv1, cls-hv2
    some_values: dict[Node, tuple[Node, Node]] = field(default_factory=dict)  # cls-svf1
    intersections: dict[Node, frozenset[Node]] = field(default_factory=dict)  # cls-int1, cls-int2

    def sources(self, terms: Iterable[Node]) -> frozenset[Node]:
        """Return ``terms`` and every class and property from which one of them follows.

        Domains and ranges are left out: they restate the classes that facts are asserted to have (a test holds it).
        """
        found = set(terms)
        grew = True
        while grew:
            before = len(found)
            for table in (self.superclasses, self.superproperties, self.inverses):
                found |= {below for below, above in table.items() if above & found}
            for restrictions in (self.has_value, self.some_values):
                found |= {part for node, parts in restrictions.items() if node in found for part in parts}
            found = found.union(*(parts for node, parts in self.intersections.items() if node in found))
            grew = len(found) > before
        return frozenset(found)


def read_schema(quads: Iterable[Quad]) -> Schema:
    """Read the axioms that the rules need."""
    by: defaultdict[Node, list[tuple[Node, Node]]] = defaultdict(list)
    of: dict[tuple[Node, Node], Node] = {}
    for subject, predicate, value in triples_of(quads):
        by[predicate].append((subject, value))
        of[subject, predicate] = value
    schema = Schema()
    _hierarchies(schema, by)
    _class_expressions(schema, by, of)
    return schema


def _hierarchies(schema: Schema, by: dict[Node, list[tuple[Node, Node]]]) -> None:
    one_way = (
        (RDFS["subClassOf"], schema.superclasses),
        (RDFS["subPropertyOf"], schema.superproperties),
        (RDFS["domain"], schema.domains),
        (RDFS["range"], schema.ranges),
    )
    both_ways = (
        (OWL["equivalentClass"], schema.superclasses),
        (OWL["equivalentProperty"], schema.superproperties),
        (OWL["inverseOf"], schema.inverses),
    )
    for axiom, table in (*one_way, *both_ways):
        for left, right in by[axiom]:
            table[left].add(right)
    for axiom, table in both_ways:
        for left, right in by[axiom]:
            table[right].add(left)
    schema.transitive = {left for left, right in by[TYPE] if right == OWL["TransitiveProperty"]}


def _class_expressions(
    schema: Schema, by: dict[Node, list[tuple[Node, Node]]], of: dict[tuple[Node, Node], Node]
) -> None:
    for node, value in by[OWL["hasValue"]]:
        schema.has_value[node] = (of[node, OWL["onProperty"]], value)
    for node, filler in by[OWL["someValuesFrom"]]:
        schema.some_values[node] = (of[node, OWL["onProperty"]], filler)
    for node, head in by[OWL["intersectionOf"]]:
        parts = frozenset(_members(head, of))
        schema.intersections[node] = parts
        schema.superclasses[node] |= parts
    for node, head in by[OWL["unionOf"]]:
        for part in _members(head, of):
            schema.superclasses[part].add(node)


def _members(head: Node, of: dict[tuple[Node, Node], Node]) -> list[Node]:
    members = []
    while head != RDF["nil"]:
        members.append(of[head, RDF["first"]])
        head = of[head, RDF["rest"]]
    return members


def close(triples: Iterable[Triple], schema: Schema) -> list[Triple]:
    """Return ``triples`` and all that follows from them, without the classes that have no name."""
    return Closure(schema).grow(triples)


class Closure:
    """A run of the rules: every triple is looked at once, and meets all those that came before it."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.known: dict[Triple, None] = {}
        self.agenda: list[Triple] = []
        self.forward: Many = _many()
        self.backward: Many = _many()
        self.types: Many = _many()
        self.by_value = {(p, v): c for c, (p, v) in schema.has_value.items()}
        self.by_property: defaultdict[Node, list[tuple[Node, Node]]] = defaultdict(list)
        self.by_filler: defaultdict[Node, list[tuple[Node, Node]]] = defaultdict(list)
        for restriction, (prop, filler) in schema.some_values.items():
            self.by_property[prop].append((restriction, filler))
            self.by_filler[filler].append((restriction, prop))
        self.joined = schema.transitive | set(self.by_property)

    def fork(self) -> Closure:
        """Return a run that knows the same and goes its own way."""
        other = Closure(self.schema)
        other.known = dict(self.known)
        for mine, theirs in ((self.forward, other.forward), (self.backward, other.backward), (self.types, other.types)):
            theirs.update({node: set(nodes) for node, nodes in mine.items()})
        return other

    def grow(self, triples: Iterable[Triple]) -> list[Triple]:
        """Take more triples, and return what was not known before: they and all that follows, without the classes that
        have no name."""
        before = len(self.known)
        for triple in triples:
            self._add(*triple)
        while self.agenda:
            subject, predicate, value = self.agenda.pop()
            if predicate == TYPE:
                self._of_type(subject, value)
            else:
                self._of_property(subject, predicate, value)
        return [t for t in islice(self.known, before, None) if t[1] != TYPE or isinstance(t[2], NamedNode)]

    def _add(self, subject: Node, predicate: Node, value: Node) -> None:
        triple: Triple = (subject, predicate, value)  # type: ignore[assignment]
        if triple not in self.known and not isinstance(subject, Literal):
            self.known[triple] = None
            self.agenda.append(triple)

    def _of_type(self, subject: Node, kind: Node) -> None:
        schema = self.schema
        self.types[subject].add(kind)
        for above in schema.superclasses.get(kind, ()):
            self._add(subject, TYPE, above)
        if kind in schema.has_value:
            self._add(subject, *schema.has_value[kind])
        for whole, parts in schema.intersections.items():
            if kind in parts and parts <= self.types[subject]:
                self._add(subject, TYPE, whole)
        for restriction, prop in self.by_filler.get(kind, ()):
            for before in self.backward.get((prop, subject), ()):  # type: ignore[call-overload]
                self._add(before, TYPE, restriction)

    def _of_property(self, subject: Node, prop: Node, value: Node) -> None:
        schema = self.schema
        for above in schema.superproperties.get(prop, ()):
            self._add(subject, above, value)
        for other in schema.inverses.get(prop, ()):
            self._add(value, other, subject)
        for kind in schema.domains.get(prop, ()):
            self._add(subject, TYPE, kind)
        for kind in schema.ranges.get(prop, ()):
            self._add(value, TYPE, kind)
        kind_of_value = self.by_value.get((prop, value))
        if kind_of_value is not None:
            self._add(subject, TYPE, kind_of_value)
        if prop in self.joined:
            self._join(subject, prop, value)

    def _join(self, subject: Node, prop: Node, value: Node) -> None:
        self.forward[prop, subject].add(value)  # type: ignore[index]
        self.backward[prop, value].add(subject)  # type: ignore[index]
        for restriction, filler in self.by_property.get(prop, ()):
            if filler == OWL["Thing"] or filler in self.types[value]:
                self._add(subject, TYPE, restriction)
        if prop in self.schema.transitive:
            for after in list(self.forward.get((prop, value), ())):  # type: ignore[call-overload]
                self._add(subject, prop, after)
            for before in list(self.backward.get((prop, subject), ())):  # type: ignore[call-overload]
                self._add(before, prop, value)
