"""How each deadline of a norm fared: a snapshot says when it falls, a verdict whether it was met. It judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pyoxigraph import NamedNode

from pdz_graph.facts import Term, Triple
from pdz_graph.terms import PDZ, concept
from pdz_graph.verdict import Finding, Ruling

#: void: it falls outside the validity. to-come: it has not passed, and nothing was done yet. done: in time, or early.
#: late: done after it. missed: it has passed, and nothing was done. unknown: it has passed, and nobody can tell.
State = Literal["void", "to-come", "done", "late", "missed", "unknown"]


@dataclass(frozen=True)
class DeadlineState:
    """One deadline: the year that it is about, its last good day, its state, the days of delay if late, its IRI."""

    year: int
    due: date
    state: State
    days_late: int | None
    id: str


def states_of(
    norm: NamedNode, triples: Iterable[Triple], ruling: Ruling | None, findings: Iterable[Finding]
) -> tuple[DeadlineState, ...]:
    """Return how each deadline of ``norm`` stood, by year; none for a norm without deadlines, or not in force.

    ``triples`` are a snapshot's, ``ruling`` and ``findings`` what a verdict on that same snapshot says of the norm.
    """
    if ruling is None:
        return ()
    looked_at, unknown = ({thing.id for thing in things} for things in (ruling.looked_at, ruling.unknown))
    found = {finding.subject.id: finding for finding in findings}
    states = []
    for node, year, due, phase in _deadlines(norm, triples):
        finding = found.get(node)
        state = _state(phase, node in looked_at, node in unknown, finding)
        delay = (finding.found - due).days if finding and state == "late" and isinstance(finding.found, date) else None
        states.append(DeadlineState(year, due, state, delay, node))
    return tuple(sorted(states, key=lambda one: (one.year, one.due)))


def _state(phase: Term, looked_at: bool, unknown: bool, finding: Finding | None) -> State:
    """Return the state of a deadline; one still to come is looked at only if what it asks for was done already."""
    if phase == concept("stato", "nulla"):
        return "void"
    if phase == concept("stato", "futura"):
        return "done" if looked_at else "to-come"
    if finding is not None:
        return "late" if isinstance(finding.found, date) else "missed"
    return "unknown" if unknown else "done"


def _deadlines(norm: NamedNode, triples: Iterable[Triple]) -> Iterator[tuple[str, int, date, Term]]:
    """Yield IRI, year, last good day and phase of every deadline that the snapshot spells out for ``norm``."""
    wanted = {PDZ[name]: name for name in ("norma", "anno", "entro", "statoTemporale")}
    said: dict[Term, dict[str, Term]] = {}
    for subject, predicate, value in triples:
        if predicate in wanted:
            said.setdefault(subject, {})[wanted[predicate]] = value
    for node, properties in said.items():
        if properties.get("norma") == norm and "entro" in properties:
            year, due = properties["anno"].value, properties["entro"].value
            yield node.value, int(year), date.fromisoformat(due), properties["statoTemporale"]
