"""The kinds of norm, as the shapes state them: target, constraints, what is looked at or unknown. It runs none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from pdz_graph.errors import Text
from pdz_graph.terms import PDZ, SH, SHAPES

_TERM = re.compile(r"\bpdz:(\w+)")


@dataclass(frozen=True)
class Constraint:
    """One way of breaking a norm; ``query`` yields this, value and, where known, expected, found and since."""

    node: NamedNode
    severity: str
    message: Text
    remedy: Text
    query: str

    @property
    def name(self) -> str:
        """The code in a report: ``composizione-pochi``."""
        return SHAPES.name(self.node)


@dataclass(frozen=True)
class Kind:
    """One kind of norm: its class, its constraints, and the two selections that give a verdict its ground."""

    shape: NamedNode
    target: NamedNode
    constraints: tuple[Constraint, ...]
    looks_at: str
    unknowns: str

    @property
    def queries(self) -> tuple[str, ...]:
        """Every query of this kind: its constraints, then its selections."""
        asked = (*(constraint.query for constraint in self.constraints), self.looks_at, self.unknowns)
        return tuple(query for query in asked if query)


class ShapeGraph:
    """The triples of the shapes, by subject and predicate."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.values: defaultdict[tuple[object, NamedNode], list[object]] = defaultdict(list)
        self.subjects: defaultdict[tuple[NamedNode, object], list[object]] = defaultdict(list)
        for quad in quads:
            self.values[quad.subject, quad.predicate].append(quad.object)
            self.subjects[quad.predicate, quad.object].append(quad.subject)

    def one(self, node: object, predicate: NamedNode) -> object | None:
        """Return one value or None."""
        found = self.values.get((node, predicate))
        return found[0] if found else None

    def text(self, node: object, predicate: NamedNode) -> Text:
        """Return the two wordings of a text."""
        said = {v.language: v.value for v in self.values.get((node, predicate), []) if isinstance(v, Literal)}
        return Text(said.get("it", ""), said.get("en", ""))

    def prologue(self, node: object) -> str:
        """Return the PREFIX lines that a SELECT declares through sh:prefixes."""
        lines = []
        for source in self.values.get((node, SH["prefixes"]), []):
            for declared in self.values.get((source, SH["declare"]), []):
                prefix, namespace = self.one(declared, SH["prefix"]), self.one(declared, SH["namespace"])
                if isinstance(prefix, Literal) and isinstance(namespace, Literal):
                    lines.append(f"PREFIX {prefix.value}: <{namespace.value}>\n")
        return "".join(sorted(lines))


def read_kinds(quads: Iterable[Quad]) -> tuple[Kind, ...]:
    """Read every node shape that targets a class and has SPARQL constraints, sorted by IRI."""
    graph = ShapeGraph(quads)
    kinds = []
    for (node, predicate), targets in graph.values.items():
        if predicate == SH["targetClass"] and isinstance(node, NamedNode) and (node, SH["sparql"]) in graph.values:
            kinds.append(_kind(graph, node, targets[0]))  # type: ignore[arg-type]
    return tuple(sorted(kinds, key=lambda kind: kind.shape.value))


def _kind(graph: ShapeGraph, shape: NamedNode, target: NamedNode) -> Kind:
    severity = graph.one(shape, SH["severity"]) or SH["Violation"]
    word = SH.name(severity).lower()  # type: ignore[arg-type]
    nodes = [node for node in graph.values[shape, SH["sparql"]] if isinstance(node, NamedNode)]
    constraints = tuple(
        Constraint(
            node=node,
            severity=word,
            message=graph.text(node, SH["message"]),
            remedy=graph.text(node, PDZ["rimedio"]),
            query=_select(graph, node, target),
        )
        for node in sorted(nodes, key=lambda node: node.value)
    )
    selections = [_select(graph, graph.one(shape, PDZ[name]), target) for name in ("considera", "incognita")]
    return Kind(shape, target, constraints, *selections)


def words(kinds: Iterable[Kind]) -> frozenset[NamedNode]:
    """Return every term of the ontology that some query of the kinds mentions: all that a judge can see."""
    kinds = tuple(kinds)
    queries = (query for kind in kinds for query in kind.queries)
    return frozenset(word for query in queries for word in words_of(query)) | {kind.target for kind in kinds}


def words_of(query: str) -> frozenset[NamedNode]:
    """Return every term of the ontology that a query mentions by its short name."""
    return frozenset(PDZ[name] for name in _TERM.findall(query))


def _select(graph: ShapeGraph, node: object | None, target: NamedNode) -> str:
    """Return a SELECT over all norms of a kind: the one written in the shape, with $this bound to the target class."""
    select = graph.one(node, SH["select"]) if node is not None else None
    if not isinstance(select, Literal):
        return ""
    head, where, body = select.value.partition("WHERE {")
    return f"{graph.prologue(node)}{head}{where} $this a <{target.value}> . {body}"
