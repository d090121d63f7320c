"""Graphs as TriG and as N-Quads, sorted: the same bytes for the same statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize
from pyoxigraph import Triple as Statement

from pdz_graph.facts import Triple
from pdz_graph.terms import PREFIXES

Graphs = Mapping[NamedNode, Iterable[Triple]]


def as_n_quads(graphs: Graphs) -> str:
    """Return graphs as N-Quads, a sorted line each."""
    return "".join(sorted(f"{quad} .\n" for quad in _quads(graphs)))


def as_trig(graphs: Graphs, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return graphs as TriG, each graph and each subject sorted."""
    return _headed(serialize(_quads(graphs), format=RdfFormat.TRIG, prefixes=dict(prefixes)))


def as_turtle(triples: Iterable[Triple], prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return triples as Turtle, in their order."""
    said = (Statement(*one) for one in triples)
    return _headed(serialize(said, format=RdfFormat.TURTLE, prefixes=dict(prefixes)))


def _headed(data: bytes | None) -> str:
    """Return a document with its prefixes sorted, and only those that it uses."""
    lines = str(data or b"", "utf-8").splitlines(keepends=True)
    head = [line for line in lines if line.startswith("@prefix")]
    body = "".join(lines[len(head) :])
    return "".join(line for line in sorted(head) if line.split()[1] in body) + body


def _quads(graphs: Graphs) -> list[Quad]:
    return [
        Quad(*triple, graph)
        for graph in sorted(graphs, key=str)
        for triple in sorted(graphs[graph], key=lambda triple: tuple(map(str, triple)))
    ]
