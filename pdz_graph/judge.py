"""The judge: the kinds of norm asked of one closed snapshot by one of two engines. It knows no clock and no accordo."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from pdz_graph.facts import Term, Triple
from pdz_graph.kinds import Constraint, Kind
from pdz_graph.nesting import nested
from pdz_graph.reasoner import Closure, Schema
from pdz_graph.terms import TYPE


@dataclass(frozen=True)
class Breach:
    """One row of a constraint: a norm, what breaks it, and what was expected and found."""

    norm: NamedNode
    value: Term
    constraint: Constraint
    expected: tuple[Term, ...] = ()
    found: tuple[Term, ...] = ()
    since: tuple[Term, ...] = ()


Pairs = dict[NamedNode, set[Term]]


@dataclass(frozen=True)
class Judged:
    """What an engine says of a snapshot: breaches, what each norm looked at and what it could not know."""

    breaches: tuple[Breach, ...]
    looked_at: Pairs
    unknown: Pairs


#: An engine: the schema and shapes it was made with, a snapshot's triples and the norms asked (None = all) → Judged.
Engine = Callable[[Iterable[Triple], Collection[NamedNode] | None], Judged]

#: A row of a SELECT by name of variable.
Row = dict[str, Term]
#: Whoever runs a SELECT.
Ask = Callable[[str], Iterable[Row]]


class World:
    """A snapshot with all that follows from it, in a store: it can grow, and what is in it stays."""

    def __init__(self, schema: Schema, triples: Iterable[Triple] = ()) -> None:
        self.closure, self.store = Closure(schema), Store()
        self.grow(triples)

    def beyond(self, other: World) -> set[Triple]:
        """Return what is true in this world and not in another."""
        return self.closure.known.keys() - other.closure.known.keys()

    def grow(self, triples: Iterable[Triple]) -> list[Triple]:
        """Take more triples, and return what is new: they and all that follows."""
        fresh = self.closure.grow(triples)
        self.store.bulk_extend(Quad(*triple) for triple in fresh)
        return fresh


class FastEngine:
    """Each SELECT of the shapes once for all the norms of its kind, on Oxigraph, over the closure by ``reasoner``."""

    def __init__(self, schema: Schema, kinds: Iterable[Kind]) -> None:
        self.schema = schema
        self.kinds = tuple(kinds)
        self.nested: dict[str, str] = {}

    def __call__(self, triples: Iterable[Triple], only: Collection[NamedNode] | None = None) -> Judged:
        """Judge a snapshot; raises nothing on data, which are well formed by now."""
        world = World(self.schema)
        closed, store = world.grow(triples), world.store
        present = {t[2] for t in closed if t[1] == TYPE and (only is None or t[0] in only)}
        kinds = [kind for kind in self.kinds if kind.target in present]
        breaches = (one for kind in kinds for one in self.breaches(store, kind.constraints, only))
        ask: Ask = lambda query: rows_of(store, self._nested(query))  # noqa: E731
        return Judged(tuple(breaches), *selections(kinds, ask, only))

    def breaches(
        self, store: Store, constraints: Iterable[Constraint], only: Collection[NamedNode] | None = None
    ) -> Iterator[Breach]:
        """Yield what breaks some constraints in a closed snapshot; what they looked at is not asked."""
        for constraint in constraints:
            yield from breaches_of(constraint, rows_of(store, self._nested(constraint.query)), only)

    def pairs(self, store: Store, query: str) -> Pairs:
        """Return what a selection finds in a closed snapshot, by norm."""
        return pairs_of(rows_of(store, self._nested(query)), None)

    def _nested(self, query: str) -> str:
        if query not in self.nested:
            self.nested[query] = nested(query)
        return self.nested[query]


def rows_of(store: Store, query: str) -> Iterable[Row]:
    """Run a SELECT on Oxigraph, giving only the variables that are bound."""
    solutions = store.query(query)
    names = [variable.value for variable in solutions.variables]  # type: ignore[union-attr]
    for solution in solutions:  # type: ignore[union-attr]
        yield {name: term for name, term in zip(names, solution, strict=True) if term is not None}


def breaches_of(constraint: Constraint, rows: Iterable[Row], only: Collection[NamedNode] | None) -> list[Breach]:
    """Gather the rows of one constraint into one breach for each norm and value."""
    gathered: dict[tuple[Term, Term], dict[str, set[Term]]] = {}
    for row in rows:
        norm = row.get("this")
        if norm is None or "value" not in row or (only is not None and norm not in only):
            continue
        facts = gathered.setdefault((norm, row["value"]), {"expected": set(), "found": set(), "since": set()})
        for name, values in facts.items():
            if name in row:
                values.add(row[name])
    breaches = []
    for (norm, value), facts in gathered.items():
        compared = (tuple(sorted(facts[name], key=sort_key)) for name in ("expected", "found", "since"))
        breaches.append(Breach(norm, value, constraint, *compared))  # type: ignore[arg-type]
    return breaches


def selections(kinds: Iterable[Kind], ask: Ask, only: Collection[NamedNode] | None) -> tuple[Pairs, Pairs]:
    """Return for each norm what it looked at and what it could not know, over all its kinds."""
    looked_at: Pairs = {}
    unknown: Pairs = {}
    for kind in kinds:
        for query, pairs in ((kind.looks_at, looked_at), (kind.unknowns, unknown)):
            for norm, values in pairs_of(ask(query) if query else (), only).items():
                pairs.setdefault(norm, set()).update(values)
    return looked_at, unknown


def pairs_of(rows: Iterable[Row], only: Collection[NamedNode] | None) -> Pairs:
    """Gather the rows of a selection by norm."""
    pairs: Pairs = {}
    for row in rows:
        if "value" in row and (only is None or row["this"] in only):
            pairs.setdefault(row["this"], set()).add(row["value"])  # type: ignore[arg-type]
    return pairs


def sort_key(term: Term) -> tuple[int, str]:
    """Return a key that sorts IRIs before literals, each by its text."""
    rank = 0 if isinstance(term, NamedNode) else 1 if isinstance(term, BlankNode) else 2
    return (rank, term.value if isinstance(term, (NamedNode, BlankNode, Literal)) else str(term))
