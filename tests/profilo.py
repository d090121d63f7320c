"""OWL 2 RL as a syntactic check: what each axiom may say on each of its sides. It infers nothing.

It is stricter than the profile where the project is: no cardinalities, no functional properties, and of the ways to
state an axiom only those that the ontology uses or that its reasoner knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, XSD, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
TYPES = KINDS | {OWL.Ontology, OWL.Restriction, OWL.TransitiveProperty, OWL.SymmetricProperty}
#: The datatypes of the profile that the project uses; xsd:date is not among those of OWL 2.
DATATYPES = {XSD.boolean, XSD.dateTime, XSD.decimal, XSD.integer, XSD.string}
AXIOMS = {
    RDFS.subClassOf: ("left", "right"),
    OWL.equivalentClass: ("both", "both"),
    OWL.disjointWith: ("left", "left"),
    RDFS.domain: ("property", "right"),
    RDFS.range: ("property", "range"),
    RDFS.subPropertyOf: ("property", "property"),
    OWL.equivalentProperty: ("property", "property"),
    OWL.inverseOf: ("property", "property"),
    OWL.propertyChainAxiom: ("property", "chain"),
}
#: The class expressions of each side; whatever is not a name is one of these.
EXPRESSIONS = {
    "left": {OWL.intersectionOf, OWL.unionOf, OWL.someValuesFrom, OWL.hasValue, OWL.oneOf},
    "right": {OWL.intersectionOf, OWL.allValuesFrom, OWL.hasValue},
    "both": {OWL.intersectionOf, OWL.hasValue},
}
PARTS = {predicate for side in EXPRESSIONS.values() for predicate in side} | {OWL.onProperty}
ANNOTATIONS = {OWL.versionInfo, OWL.deprecated}


def breaches(graph: Graph) -> list[str]:
    """Return one sentence for each thing that OWL 2 RL, or the house, does not admit; sorted."""
    return sorted({*_strange_words(graph), *_strange_sides(graph), *_two_kinds(graph)})


def _strange_words(graph: Graph) -> Iterator[str]:
    known = AXIOMS.keys() | PARTS | ANNOTATIONS
    for subject, predicate, value in graph:
        if _of_owl(predicate) and predicate not in known:
            yield f"{subject}: {predicate} is not admitted"
        if predicate == RDF.type and _of_owl(value) and value not in TYPES:
            yield f"{subject}: {value} is not admitted"


def _of_owl(node: Node) -> bool:
    return str(node).startswith(str(OWL))


def _strange_sides(graph: Graph) -> Iterator[str]:
    for axiom, (before, after) in AXIOMS.items():
        for subject, value in graph.subject_objects(axiom):
            for node, side in ((subject, before), (value, after)):
                if not _admitted(graph, node, side):
                    yield f"{axiom}: {node} cannot stand there ({side})"


def _two_kinds(graph: Graph) -> Iterator[str]:
    for subject in set(graph.subjects(RDF.type)):
        kinds = KINDS.intersection(graph.objects(subject, RDF.type))
        if len(kinds) > 1:
            yield f"{subject}: two kinds of term at once"


def _admitted(graph: Graph, node: Node, side: str) -> bool:
    match side:
        case "property":
            return isinstance(node, URIRef)
        case "chain":
            return all(isinstance(part, URIRef) for part in Collection(graph, node))
        case "range":
            return node in DATATYPES or (not str(node).startswith(str(XSD)) and _admitted(graph, node, "right"))
        case _ if isinstance(node, URIRef):
            return node != OWL.Thing and not PARTS.intersection(graph.predicates(node))
        case _:
            return _expression(graph, node, side)


def _expression(graph: Graph, node: Node, side: str) -> bool:
    """Tell whether an unnamed class may stand on ``side``: one construct of it, of parts that may stand there."""
    stated = PARTS.intersection(graph.predicates(node)) - {OWL.onProperty}
    if len(stated) != 1 or not stated <= EXPRESSIONS[side]:
        return False
    construct = stated.pop()
    value = graph.value(node, construct)
    assert value is not None
    if construct in (OWL.intersectionOf, OWL.unionOf):
        return all(_admitted(graph, part, side) for part in Collection(graph, value))
    if construct == OWL.oneOf:
        return True
    named = isinstance(graph.value(node, OWL.onProperty), URIRef)
    return named and (construct == OWL.hasValue or value == OWL.Thing or _admitted(graph, value, side))
