"""The words of the ontology: where they are declared, where the project uses them, which of them follow from others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from grafo import CASA
from rdflib import OWL, RDF, RDFS, BNode, Graph, Namespace, URIRef
from rdflib.term import Node

from pdz_graph import terms

PDZ = Namespace(terms.PDZ.iri)
ALIGNMENTS = CASA.root / "ontology" / "allineamenti.ttl"
FILES = sorted(set((CASA.root / "ontology").glob("*.ttl")) - {ALIGNMENTS})
SCHEMES = sorted((CASA.root / "data" / "vocabolari").glob("*.ttl"))
#: Every word written in these folders has to be declared; a word of any of the folders below counts as used.
HELD = ("data", "ontology", "pdz_graph", "queries", "shapes", "tests/norme")
USING = ("data", "pdz_graph", "queries", "shapes", "tests")
IN_GRAPHS = re.compile(r"(?<![\w-])pdz:([A-Za-z]\w*)|/pdz/onto#([A-Za-z]\w*)")
IN_PYTHON = re.compile(r'PDZ\["(\w+)"\]')
QUOTED = re.compile(r'"(\w+)"')
#: Axioms by which the value of a used subject is used, and those by which the subject of used values is.
FORWARD = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.equivalentClass, OWL.inverseOf)
BACKWARD = (OWL.equivalentClass, OWL.inverseOf)


def read(*paths: Path) -> Graph:
    """Return the triples of all the files."""
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


@cache
def ontology() -> Graph:
    """Return the ontology without the alignments."""
    return read(*FILES)


@cache
def vocabularies() -> Graph:
    """Return all the SKOS schemes."""
    return read(*SCHEMES)


def declared() -> list[URIRef]:
    """Return every class and property of the ontology, sorted."""
    return sorted(s for s in set(ontology().subjects(RDF.type)) if isinstance(s, URIRef) and s in PDZ)


def undeclared() -> list[str]:
    """Return every word that some file uses and no file declares, as ``name: file``."""
    known = {term.removeprefix(PDZ) for term in declared()}
    return sorted(
        f"{name}: {path.relative_to(CASA.root)}" for path in _files(HELD) for name in _names(path, IN_PYTHON) - known
    )


def unused() -> list[str]:
    """Return every declared word that no file uses and that no axiom ties to a used one."""
    known = declared()
    written = {PDZ[name] for path in _files(USING) for name in _names(path, QUOTED)}
    used: set[Node] = {term for term in known if term in written}
    while more := {term for term in _tied(used) if term not in used}:
        used |= more
    return [term.removeprefix(PDZ) for term in known if term not in used]


def _tied(used: set[Node]) -> Iterator[Node]:
    graph = ontology()
    for axiom in FORWARD:
        for subject, value in graph.subject_objects(axiom):
            before, after = _inside(graph, subject), _inside(graph, value)
            if before and before <= used:
                yield from after
            if axiom in BACKWARD and after and after <= used:
                yield from before


def _inside(graph: Graph, node: Node) -> set[Node]:
    """Return the words in a class expression; a name holds only itself."""
    if not isinstance(node, BNode):
        return {node} if str(node).startswith(str(PDZ)) else set()
    return {word for value in graph.objects(node) for word in _inside(graph, value)}


def _files(folders: tuple[str, ...]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((CASA.root / folder).rglob("*")):
            if path.suffix in (".ttl", ".trig", ".rq", ".py"):
                yield path


def _names(path: Path, in_python: re.Pattern[str]) -> set[str]:
    """Return the words in a file, comments apart."""
    lines = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    pattern = in_python if path.suffix == ".py" else IN_GRAPHS
    return {"".join(match.groups(default="")) for match in pattern.finditer(text)}
