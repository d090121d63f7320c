"""The store behind any SPARQL 1.1 endpoint: a change is staged apart, then one operation makes it true."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from pdz_graph.errors import StoreError, Text
from pdz_graph.facts import Term, Triple
from pdz_graph.store import Commit, canonical, last_change
from pdz_graph.store.endpoint import Connection, Endpoint, admitted
from pdz_graph.terms import GRAFO


@dataclass(frozen=True)
class Profile:
    """What an endpoint can take: triples in one operation, rows in one answer."""

    operation: int
    page: int


#: The endpoints that are known; "generic" asks the least.
PROFILES: Final[Mapping[str, Profile]] = {
    "generic": Profile(operation=500, page=5_000),
    "oxigraph": Profile(operation=20_000, page=100_000),
    "virtuoso": Profile(operation=500, page=5_000),
}


class RemoteStore:
    """An endpoint as a store.

    The triples of a commit are staged in graphs of their own, in as many operations as needed; nobody reads them there.
    Then one DELETE/INSERT copies them, on the server, into the register and moves the number of the last change,
    provided that it still is the one expected: one operation is all or nothing everywhere, several are not (Virtuoso).
    """

    def __init__(self, endpoint: Endpoint, environ: Mapping[str, str] = os.environ) -> None:
        self.profile = PROFILES[admitted("profile", endpoint.profile, PROFILES)]
        self.connection = Connection(endpoint, environ)

    def match(
        self, graph: NamedNode, subject: NamedNode | None = None, predicate: NamedNode | None = None
    ) -> list[Triple]:
        """Return the triples of a graph, all or those of a subject and a predicate, page by page; an answer that is
        cut short is noticed."""
        where = f"WHERE {{ GRAPH {graph} {{ {subject or '?s'} {predicate or '?p'} ?o }} }}"
        (row,) = self.connection.select(f"SELECT (COUNT(?o) AS ?n) {where}")
        wanted, page = int(row["n"]["value"]), self.profile.page
        found: list[Triple] = []
        while len(found) < wanted:
            inner = f"SELECT ?s ?p ?o {where} ORDER BY ?s ?p STR(?o) LANG(?o) STR(DATATYPE(?o))"
            rows = self.connection.select(f"SELECT ?s ?p ?o WHERE {{ {{ {inner} }} }} LIMIT {page} OFFSET {len(found)}")
            if not rows:
                raise _incomplete(self.connection.endpoint.query, len(found), wanted)
            found += [_triple(row, subject, predicate) for row in rows]
        return canonical(found)

    def apply(self, commit: Commit) -> bool:
        """Stage a commit, then make it true in one operation; False where its number is not the next any more."""
        if last_change(self, commit.graphs) != commit.number - 1:
            return False
        added, removed = _staging(commit)
        for graph, triples in ((added, commit.added), (removed, commit.removed)):
            self._clear(graph)
            for first in range(0, len(triples), self.profile.operation):
                part = _ground(triples[first : first + self.profile.operation])
                self.connection.update(f"INSERT DATA {{ GRAPH {graph} {{ {part} }} }}")
        done = self._decided(commit, _operation(commit, added, removed))
        with suppress(StoreError):  # what is left there nobody reads
            for graph in (added, removed):
                self._clear(graph)
        return done

    def _decided(self, commit: Commit, operation: str) -> bool:
        """Ask for the operation that makes a commit true, and tell whether it did; where the answer was lost, look."""
        try:
            self.connection.update(operation)
        except StoreError as error:
            if error.code != "endpoint-down":
                raise
            try:
                if self._done(commit):
                    return True
            except StoreError as other:
                raise _unknown(self.connection.endpoint.update) from other
            raise _unknown(self.connection.endpoint.update) from error
        return self._done(commit)

    def close(self) -> None:
        """Let the endpoint go: nothing is held."""

    def _done(self, commit: Commit) -> bool:
        """Tell whether the change that now has this number is this one.

        An endpoint may let in two operations at once, each of which found what it expected (Oxigraph does): then two
        stories are told of one change, and that is an error to be looked into, never passed over.
        """
        node = commit.provenance[0][0]
        mine = {triple for triple in canonical(commit.provenance) if triple[0] == node}
        told = set(self.match(commit.graphs.provenance, node))  # type: ignore[arg-type]
        if mine < told:
            raise _raced(self.connection.endpoint.update, commit.number)
        return mine == told

    def _clear(self, graph: NamedNode) -> None:
        self.connection.update(f"DELETE WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")


def _staging(commit: Commit) -> tuple[NamedNode, NamedNode]:
    """Return the graphs where a commit is staged, named by what it says: two writers never share one."""
    from pdz_graph.files import digest

    said = "\n".join(_ground(triples) for triples in (commit.provenance, commit.added, commit.removed))
    folder = f"{commit.graphs.accordo}/bozza/{digest(said.encode())[:32]}"
    return GRAFO[f"{folder}/aggiunto"], GRAFO[f"{folder}/tolto"]


def _operation(commit: Commit, added: NamedNode, removed: NamedNode) -> str:
    """Return the one operation that makes a staged commit true, if the last change is still the one before it."""
    graphs, number = commit.graphs, commit.number
    before, after = (" ".join(map(str, graphs.head(one))) for one in (number - 1, number))
    any_head = f"GRAPH {graphs.provenance} {{ {graphs.head(0)[0]} {graphs.head(0)[1]} ?any }}"
    expected = f"GRAPH {graphs.provenance} {{ {before} }}" if number > 1 else f"FILTER NOT EXISTS {{ {any_head} }}"
    staged = f"{{ GRAPH {added} {{ ?s ?p ?o }} }} UNION {{ GRAPH {removed} {{ ?rs ?rp ?ro }} }}"
    taken = f"GRAPH {graphs.register} {{ ?rs ?rp ?ro }} GRAPH {graphs.provenance} {{ {before} }}"
    put = f"GRAPH {graphs.register} {{ ?s ?p ?o }} GRAPH {graphs.added(number)} {{ ?s ?p ?o }}"
    told = f"GRAPH {graphs.provenance} {{ {after} . {_ground(commit.provenance)} }}"
    kept = f"GRAPH {graphs.removed(number)} {{ ?rs ?rp ?ro }}"
    return f"DELETE {{ {taken} }} INSERT {{ {put} {kept} {told} }} WHERE {{ {staged} {expected} }}"


def _ground(triples: Iterable[Triple]) -> str:
    return " . ".join(" ".join(map(str, triple)) for triple in triples)


def _triple(row: Mapping[str, Any], subject: NamedNode | None, predicate: NamedNode | None) -> Triple:
    first = term_of(row["s"]) if "s" in row else subject
    second = term_of(row["p"]) if "p" in row else predicate
    return (first, second, term_of(row["o"]))  # type: ignore[return-value]


def term_of(said: Mapping[str, str]) -> Term:
    """Return a term of a SPARQL answer in JSON; "typed-literal" is what Virtuoso says for a literal with a type."""
    if said["type"] == "uri":
        return NamedNode(said["value"])
    if said["type"] == "bnode":
        return BlankNode(said["value"])
    if "xml:lang" in said:
        return Literal(said["value"], language=said["xml:lang"])
    return Literal(said["value"], datatype=NamedNode(said["datatype"]) if said.get("datatype") else None)


def _incomplete(address: str, found: int, wanted: int) -> StoreError:
    """Return the error of an answer that is cut short."""
    return StoreError(
        "endpoint-cut",
        Text(
            f"{address} ha dato {found} righe di {wanted}: la risposta è tagliata.",
            f"{address} gave {found} rows of {wanted}: the answer is cut short.",
        ),
        Text(
            "Ripetere; se continua, alzare il limite di righe del servizio.",
            "Repeat; if it goes on, raise its row limit.",
        ),
    )


def _raced(address: str, number: int) -> StoreError:
    """Return the error of two changes that an endpoint took for one."""
    return StoreError(
        "endpoint-raced",
        Text(
            f"{address} ha preso insieme due cambiamenti numero {number}: altri scrivono in questo registro.",
            f"{address} took two changes number {number} at once: others write to this register.",
        ),
        Text(
            "Un solo luogo scriva in un registro dietro a un servizio. Guardarlo con «pdz show», e correggerlo.",
            "Let one place only write to a register behind a service. Look at it with “pdz show”, and mend it.",
        ),
    )


def _unknown(address: str) -> StoreError:
    """Return the error of a change of which nobody knows whether it was made: the answer was lost."""
    return StoreError(
        "endpoint-unknown",
        Text(
            f"{address} non ha risposto in tempo, e il cambiamento può esserci o no.",
            f"{address} did not answer in time, and the change may be there or not.",
        ),
        Text(
            "Guardare con «pdz status» se c'è: o c'è intero, o non c'è. Poi, se manca, ripetere.",
            "See by “pdz status” whether it is there: it is whole, or not at all. Then, if it is not, repeat.",
        ),
    )
