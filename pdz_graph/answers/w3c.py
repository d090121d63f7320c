"""Answers in the forms of the W3C: SPARQL results in JSON, XML, CSV, TSV, and graphs; nothing is added to them."""

from __future__ import annotations

import json

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, parse_query_results, serialize
from pyoxigraph import Triple as Statement

from pdz_graph.answers import Answered, Graph, Rows, Truth
from pdz_graph.answers.values import Term
from pdz_graph.store.dump import as_turtle
from pdz_graph.terms import XSD

_STRING = XSD["string"]


def results(answered: Answered, form: QueryResultsFormat) -> bytes:
    """Return rows, or a truth, as the SPARQL 1.1 Query Results formats write them (JSON, XML, CSV, TSV)."""
    assert not isinstance(answered, Graph)
    as_json = json.dumps(_results(answered), ensure_ascii=False, separators=(",", ":")).encode()
    return as_json if form == QueryResultsFormat.JSON else _written(as_json, form)


def graph(answered: Answered, form: RdfFormat) -> bytes:
    """Return a graph in one of the syntaxes of RDF, its triples sorted."""
    assert isinstance(answered, Graph)
    ordered = sorted(answered.triples, key=lambda triple: tuple(map(str, triple)))
    if form == RdfFormat.TURTLE:
        return as_turtle(ordered).encode()
    return serialize((Statement(*triple) for triple in ordered), format=form) or b""


def _written(as_json: bytes, form: QueryResultsFormat) -> bytes:
    return parse_query_results(as_json, QueryResultsFormat.JSON).serialize(format=form) or b""


def _results(answered: Rows | Truth) -> dict[str, object]:
    if isinstance(answered, Truth):
        return {"head": {}, "boolean": answered.value}
    names = answered.names
    bindings = [
        {name: _term(term) for name, term in zip(names, row, strict=True) if term is not None} for row in answered.rows
    ]
    return {"head": {"vars": names}, "results": {"bindings": bindings}}


def _term(term: Term) -> dict[str, str]:
    """Return a term as section 3.2.2 of SPARQL 1.1 Query Results JSON Format has it."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal) and term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype == _STRING:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
