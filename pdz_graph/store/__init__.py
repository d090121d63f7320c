"""Where registers are kept: quads in named graphs, changed by whole commits or not at all. It judges nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad, Store

from pdz_graph.facts import Triple, triples_of
from pdz_graph.terms import GRAFO, PDZ, XSD, of_accordo


@dataclass(frozen=True)
class Graphs:
    """The names of the graphs of one accordo: its register as it stands, its changes, and where they came from."""

    accordo: str

    @property
    def register(self) -> NamedNode:
        """The register as it stands after the last change."""
        return GRAFO[f"{self.accordo}/registro"]

    @property
    def provenance(self) -> NamedNode:
        """What is told of each change, and the number of the last one."""
        return GRAFO[f"{self.accordo}/provenienza"]

    def added(self, number: int) -> NamedNode:
        """What a change put into the register."""
        return GRAFO[f"{self.accordo}/cambio/{number}/aggiunto"]

    def removed(self, number: int) -> NamedNode:
        """What a change took out of it."""
        return GRAFO[f"{self.accordo}/cambio/{number}/tolto"]

    def head(self, number: int) -> Triple:
        """Return the triple that says which change is the last; it stands among the provenance."""
        return (of_accordo(self.accordo), PDZ["ultimoCambio"], Literal(str(number), datatype=XSD["integer"]))


@dataclass(frozen=True)
class Commit:
    """One change, from ``number - 1`` to ``number``: what it adds to the register and takes from it, and its story.

    ``added`` are not in the register yet and ``removed`` are; the first of ``provenance`` is about the change itself. A
    store applies it all or leaves everything as it was.
    """

    graphs: Graphs
    number: int
    added: tuple[Triple, ...]
    removed: tuple[Triple, ...]
    provenance: tuple[Triple, ...]


class QuadStore(Protocol):
    """A store: embedded in a folder, or remote behind SPARQL 1.1. What fails raises StoreError."""

    def match(
        self, graph: NamedNode, subject: NamedNode | None = None, predicate: NamedNode | None = None
    ) -> list[Triple]:
        """Return the triples of a graph, all or those of a subject and a predicate, each term as Oxigraph writes it."""

    def apply(self, commit: Commit) -> bool:
        """Apply a commit, safe on disk when it returns; False, and nothing done, where its number is not the next."""

    def close(self) -> None:
        """Let the store go."""


def last_change(store: QuadStore, graphs: Graphs) -> int:
    """Return the number of the last change of an accordo; 0 before the first."""
    subject, predicate, _ = graphs.head(0)
    found = store.match(graphs.provenance, subject, predicate)  # type: ignore[arg-type]
    return max((int(value.value) for _, _, value in found), default=0)


def canonical(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples, each once, with each literal as Oxigraph writes it (2.50 → 2.5, a boolean 1 → true)."""
    store = Store()
    store.extend(Quad(*triple) for triple in triples)
    return list(triples_of(store))
