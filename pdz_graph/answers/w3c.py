"""Answers in the forms of the W3C: SPARQL results in JSON, XML, CSV, TSV, and graphs; nothing is added to them."""

from __future__ import annotations

from json.encoder import encode_basestring as quoted

from pyoxigraph import BlankNode, NamedNode, QueryResultsFormat, RdfFormat, parse_query_results, serialize
from pyoxigraph import Triple as Statement

from pdz_graph.answers import Answered, Graph, Rows, Truth
from pdz_graph.answers.values import Term
from pdz_graph.store.dump import as_turtle
from pdz_graph.terms import XSD

_STRING = XSD["string"]


def results(answered: Answered, form: QueryResultsFormat) -> bytes:
    """Return rows, or a truth, as the SPARQL 1.1 Query Results formats write them (JSON, XML, CSV, TSV)."""
    assert not isinstance(answered, Graph)
    as_json = _json(answered).encode()
    if form == QueryResultsFormat.JSON:
        return as_json
    return parse_query_results(as_json, QueryResultsFormat.JSON).serialize(format=form) or b""


def graph(answered: Answered, form: RdfFormat) -> bytes:
    """Return a graph in one of the syntaxes of RDF, its triples sorted."""
    assert isinstance(answered, Graph)
    ordered = sorted(answered.triples, key=lambda triple: tuple(map(str, triple)))
    if form == RdfFormat.TURTLE:
        return as_turtle(ordered).encode()
    return serialize((Statement(*triple) for triple in ordered), format=form) or b""


def _json(answered: Rows | Truth) -> str:
    """Return an answer as SPARQL 1.1 Query Results JSON Format; strings are written by the library of Python, what
    holds them here: a row passes five times as quickly as through a dictionary."""
    if isinstance(answered, Truth):
        return f'{{"head":{{}},"boolean":{str(answered.value).lower()}}}'
    names = [quoted(name) for name in answered.names]
    rows = (
        ",".join([f"{name}:{_term(term)}" for name, term in zip(names, row, strict=True) if term is not None])
        for row in answered.rows
    )
    bindings = ",".join([f"{{{row}}}" for row in rows])
    return f'{{"head":{{"vars":[{",".join(names)}]}},"results":{{"bindings":[{bindings}]}}}}'


def _term(term: Term) -> str:
    """Return a term as section 3.2.2 of that format has it."""
    if isinstance(term, NamedNode):
        return f'{{"type":"uri","value":{quoted(term.value)}}}'
    if isinstance(term, BlankNode):
        return f'{{"type":"bnode","value":{quoted(term.value)}}}'
    said = f'{{"type":"literal","value":{quoted(term.value)}'
    if term.language:
        return f'{said},"xml:lang":{quoted(term.language)}}}'
    return f"{said}}}" if term.datatype == _STRING else f'{said},"datatype":{quoted(term.datatype.value)}}}'
