"""A situation: a small register in Turtle, the day on which it is judged, and what one norm must say of it.

A file ``{norm}[.{case}].{pass|fail|unknown|none}.ttl`` in ``tests/norme`` holds facts of a register on top of the
accordo, a pdz:Rilevazione with the day (and, if need be, the code of a reading), for each finding a sh:ValidationResult
with focus node, value and constraint, and for each triple of the accordo to be left out an rdf:Statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from grafo import ACCORDO_ID, CASA
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from pdz_graph.agreement import Agreement
from pdz_graph.facts import Facts, Node, Term, triples_of, visible
from pdz_graph.judge import Engine, Judged
from pdz_graph.ruling import keys, rule
from pdz_graph.snapshot import choose, readings_of, take
from pdz_graph.terms import PDZ, RDF, SH, SHAPES, TYPE, of_accordo

FOLDER = Path(__file__).parent / "norme"
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Situation:
    """What a file says: the norm, the status it must have, the facts, the day and the findings."""

    path: Path
    norm: str
    status: str
    facts: tuple[Quad, ...]
    removed: frozenset[tuple[Term, Term, Term]]
    day: date
    readings: tuple[str, ...]
    expected: frozenset[Key]


def files() -> list[Path]:
    """Return every situation, sorted."""
    return sorted(FOLDER.glob("*.ttl"))


def read(path: Path) -> Situation:
    """Read one situation."""
    quads = list(parse(path=str(path), format=RdfFormat.TURTLE))
    said: dict[Node, dict[NamedNode, list[Term]]] = {}
    for subject, predicate, value in triples_of(quads):
        said.setdefault(subject, {}).setdefault(predicate, []).append(value)
    kinds = (PDZ["Rilevazione"], SH["ValidationResult"], RDF["Statement"])
    aside = [{node: one for node, one in said.items() if kind in one.get(TYPE, ())} for kind in kinds]
    (moment,), results, removals = (tuple(nodes.values()) for nodes in aside)
    norm, kind = path.name.split(".")[0], path.name.split(".")[-2]
    return Situation(
        path=path,
        norm=norm,
        status={"pass": "satisfied", "fail": "violated", "unknown": "unknown", "none": "not_applicable"}[kind],
        facts=tuple(quad for quad in quads if not any(quad.subject in nodes for nodes in aside)),
        removed=frozenset(tuple(one[RDF[part]][0] for part in ("subject", "predicate", "object")) for one in removals),  # type: ignore[misc]
        day=date.fromisoformat(_text(moment[PDZ["giorno"]][0])),
        readings=tuple(_text(code) for code in moment.get(PDZ["questione"], [])),
        expected=frozenset(_key(one) for one in results),
    )


def _key(result: dict[NamedNode, list[Term]]) -> Key:
    norm, value, constraint = (result[SH[name]][0] for name in ("focusNode", "value", "sourceConstraint"))
    assert isinstance(norm, NamedNode)
    assert isinstance(constraint, NamedNode)
    return (norm.value.rpartition("/")[2], _text(value), SHAPES.name(constraint))


def _text(term: Term) -> str:
    assert isinstance(term, (NamedNode, Literal))
    return term.value


@cache
def cremasco() -> Agreement:
    """Return the accordo of the Cremasco, opened once."""
    return Agreement(CASA, ACCORDO_ID)


@cache
def _without(removed: frozenset[tuple[Term, Term, Term]]) -> Facts:
    """Return the facts of the accordo but for some."""
    return Facts(triple for triple in triples_of(cremasco().quads) if triple not in removed)


def judge(situation: Situation, engine: Engine) -> tuple[set[Key], str]:
    """Return the findings and the status of the situation's norm.

    The engine is given what this norm can see and no more: the reference engine is slow.
    """
    agreement = cremasco()
    facts = Facts(triples_of(situation.facts), _without(situation.removed))
    chosen = choose(readings_of(facts), situation.readings)
    node = of_accordo(agreement.id, "norma", situation.norm)
    triples = take(facts, agreement.id, situation.day, chosen.values()).triples
    kinds = [kind for kind in agreement.kinds if (node, TYPE, kind.target) in triples]
    seen = visible(triples, agreement.terms_of(kinds))
    norms = {node: agreement.judged_norms()[node]}
    judged: Judged = engine(seen, {node})
    (ruling,) = rule(norms, judged, agreement.labels)
    return keys(norms, judged), ruling.status
