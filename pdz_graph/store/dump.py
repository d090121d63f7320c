"""Graphs as TriG and as N-Quads, sorted: the same bytes for the same statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from pdz_graph import terms
from pdz_graph.facts import Triple

Graphs = Mapping[NamedNode, Iterable[Triple]]
_PREFIXES = {
    "ente": terms.ENTE.iri,
    "pdz": terms.PDZ.iri,
    "persona": terms.PERSONA.iri,
    "prov": terms.PROV.iri,
    "rdfs": terms.RDFS.iri,
    "skos": terms.SKOS.iri,
    "xsd": terms.XSD.iri,
}


def as_n_quads(graphs: Graphs) -> str:
    """Return graphs as N-Quads, a sorted line each."""
    return "".join(sorted(f"{quad} .\n" for quad in _quads(graphs)))


def as_trig(graphs: Graphs) -> str:
    """Return graphs as TriG, each graph and each subject sorted."""
    data = serialize(_quads(graphs), format=RdfFormat.TRIG, prefixes=_PREFIXES)
    lines = str(data or b"", "utf-8").splitlines(keepends=True)
    head = [line for line in lines if line.startswith("@prefix")]
    return "".join(sorted(head)) + "".join(lines[len(head) :])


def _quads(graphs: Graphs) -> list[Quad]:
    return [
        Quad(*triple, graph)
        for graph in sorted(graphs, key=str)
        for triple in sorted(graphs[graph], key=lambda triple: tuple(map(str, triple)))
    ]
