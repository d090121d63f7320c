"""The reference engine: pySHACL over the closure of owlrl on rdflib. Slow, well known, and asked the same questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from typing import Any

import owlrl
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from pyshacl import validate
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from pdz_graph.errors import EngineError, Text
from pdz_graph.facts import Term, Triple
from pdz_graph.judge import Breach, Judged, Row, breaches_of, selections
from pdz_graph.kinds import Kind
from pdz_graph.terms import OWL, RDF, RDFS, SH, TYPE, XSD

#: Nothing that a norm can see follows from these.
_IDLE = {OWL["disjointWith"], RDFS["isDefinedBy"]}
_DECLARED = {OWL[name] for name in ("Class", "Restriction", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}


class ReferenceEngine:
    """Made once with an ontology and shapes; each call closes one snapshot and validates it."""

    def __init__(self, ontology: Iterable[Quad], shapes: Iterable[Quad], kinds: Iterable[Kind]) -> None:
        self.ontology = [quad for quad in ontology if is_axiom(quad)]
        self.kinds = tuple(kinds)
        self.shapes = graph_of(shapes_of(self.kinds, shapes))

    def __call__(self, triples: Iterable[Triple], only: Collection[NamedNode] | None = None) -> Judged:
        """Judge a snapshot; raises EngineError when pySHACL itself fails."""
        return self.judge(self.close(triples), only)

    def close(self, triples: Iterable[Triple]) -> rdflib.Graph:
        """Return the triples and the axioms, with all that owlrl draws from them."""
        closed = graph_of([*self.ontology, *(Quad(*triple) for triple in triples)], rdflib.Graph(store="SimpleMemory"))
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
        return closed

    def judge(self, closed: rdflib.Graph, only: Collection[NamedNode] | None = None) -> Judged:
        """Judge a snapshot that holds already what follows from it."""
        data = Questioned()
        data += closed
        names = {node.value for node in only or ()}
        found = self._results(data, only)
        breaches: list[Breach] = []
        for constraint in (constraint for kind in self.kinds for constraint in kind.constraints):
            keys = found.get(constraint.node.value, set())
            if keys:
                detailed = breaches_of(constraint, rows_of(data, constraint.query), only)
                told = {(breach.norm.value, key(breach.value)): breach for breach in detailed}
                for norm, value, text in sorted(keys, key=lambda k: (k[0], k[2])):
                    breaches.append(told.get((norm, text)) or Breach(NamedNode(norm), value, constraint))
        present = {
            str(kind) for norm, kind in data.subject_objects(rdflib.RDF.type) if only is None or str(norm) in names
        }
        kinds = [kind for kind in self.kinds if kind.target.value in present]
        looked_at, unknown = selections(kinds, lambda query: rows_of(data, query), only)
        return Judged(tuple(breaches), looked_at, unknown)

    def _results(self, data: rdflib.Graph, only: Collection[NamedNode] | None) -> dict[str, set[tuple[str, Term, str]]]:
        focus = None if only is None else [node.value for node in only]
        _, report, text = validate(data, shacl_graph=self.shapes, inplace=True, focus_nodes=focus)
        if not isinstance(report, rdflib.Graph):
            raise EngineError(
                "reference-engine",
                Text(f"pySHACL non ha concluso: {text}", f"pySHACL did not finish: {text}"),
                Text("Provare «--engine fast».", "Try “--engine fast”."),
            )
        found: dict[str, set[tuple[str, Term, str]]] = {}
        for result in report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult):
            value = oxigraph_term(report.value(result, rdflib.SH.value))
            constraint = str(report.value(result, rdflib.SH.sourceConstraint))
            found.setdefault(constraint, set()).add((str(report.value(result, rdflib.SH.focusNode)), value, key(value)))
        return found


class Questioned(rdflib.Graph):
    """A graph that parses a query once for all graphs: rdflib parses for longer than it answers."""

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> rdflib.query.Result:
        """Answer a query, parsed now or before."""
        asked = parsed(query_object) if isinstance(query_object, str) else query_object
        return super().query(asked, *args, **options)


@cache
def parsed(query: str) -> Query:
    """Return a query as rdflib understands it; shapes are few, and so are their queries."""
    return prepareQuery(query)


def is_axiom(quad: Quad) -> bool:
    """Tell whether something follows from a quad: not from words for people, declarations or disjointness."""
    said = quad.predicate in OWL or quad.predicate in RDF or quad.predicate in RDFS
    idle = quad.predicate in _IDLE or (quad.predicate == TYPE and quad.object in _DECLARED)
    return said and not idle and not isinstance(quad.object, Literal)


def shapes_of(kinds: Iterable[Kind], shapes: Iterable[Quad]) -> list[Quad]:
    """Return what ``shapes`` say of kinds of norm, and of the prefixes that these share."""
    nodes: set[object] = {node for kind in kinds for node in (kind.shape, *(c.node for c in kind.constraints))}
    shapes = tuple(shapes)
    for step in (SH["prefixes"], SH["declare"]):
        nodes |= {quad.object for quad in shapes if quad.subject in nodes and quad.predicate == step}
    return [quad for quad in shapes if quad.subject in nodes]


def graph_of(quads: Iterable[Quad], graph: rdflib.Graph | None = None) -> rdflib.Graph:
    """Return an rdflib graph of the quads, whatever their graph; into ``graph`` if there is one."""
    graph = rdflib.Graph() if graph is None else graph
    for quad in quads:
        graph.add((rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object)))
    return graph


def rows_of(data: rdflib.Graph, query: str) -> Iterable[Row]:
    """Run a SELECT on rdflib, giving only the variables that are bound."""
    for binding in data.query(query).bindings:
        yield {str(variable): oxigraph_term(term) for variable, term in binding.items()}


@lru_cache(2**14)
def rdflib_term(term: Term) -> rdflib.term.Node:
    """Return the same term for rdflib, for which a string has no datatype; a blank node is another in another graph."""
    if isinstance(term, BlankNode):
        return rdflib.BNode(f"n{term.value}")
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        return rdflib.Literal(term.value, datatype=None if term.datatype == XSD["string"] else term.datatype.value)
    return rdflib.URIRef(term.value)


def oxigraph_term(term: object) -> Term:
    """Return the same term for Oxigraph."""
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        datatype = NamedNode(str(term.datatype)) if term.datatype else None
        return Literal(str(term), datatype=datatype)
    return NamedNode(str(term))


def key(value: Term) -> str:
    """Return the text by which a value is the same in both engines: IRI, or lexical form of a literal."""
    return value.value
