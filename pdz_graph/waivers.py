"""Waivers: findings that somebody decided, by an act and until a day, to put up with. They hide nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pyoxigraph import NamedNode

from pdz_graph.facts import Node, Properties, Term, Triple, as_day, first_text
from pdz_graph.terms import PDZ, TYPE
from pdz_graph.verdict import Finding, Waiver

_WAIVER = PDZ["Deroga"]


def waivers_of(triples: Iterable[Triple], day: date) -> tuple[Waiver, ...]:
    """Return the waivers in force on ``day`` (first and last day included), sorted as ``every_waiver`` does."""
    return tuple(one for one in every_waiver(triples) if (one.since or date.min) <= day <= one.until)


def every_waiver(triples: Iterable[Triple]) -> tuple[Waiver, ...]:
    """Return the waivers of a register whatever their days, sorted by norm, thing and last day."""
    triples = tuple(triples)
    said: dict[Node, dict[NamedNode, list[Term]]] = {one[0]: {} for one in triples if one[2] == _WAIVER}
    for subject, predicate, value in triples if said else ():
        if subject in said:
            said[subject].setdefault(predicate, []).append(value)
    every = (_read(node, told) for node, told in said.items() if _WAIVER in told.get(TYPE, ()))
    return tuple(sorted(every, key=lambda one: (one.norm, one.subject, one.until, one.id)))


def _read(node: Node, told: Properties) -> Waiver:
    days = {name: next(map(as_day, told.get(PDZ[name], ())), None) for name in ("dal", "al")}  # type: ignore[arg-type]
    return Waiver(
        id=node.value,
        norm=told[PDZ["normaDerogata"]][0].value.rpartition("/")[2],
        subject=told[PDZ["cosaDerogata"]][0].value,
        reason=first_text(told, PDZ["motivo"]),
        act=first_text(told, PDZ["attoDellaDeroga"]),
        since=days["dal"],
        until=days["al"] or date.max,
    )


def waive(findings: Iterable[Finding], waivers: Iterable[Waiver]) -> tuple[tuple[Finding, ...], tuple[Waiver, ...]]:
    """Return the findings, each with the waiver that fits it, and the waivers that fit none."""
    by_thing = {(waiver.norm, waiver.subject): waiver for waiver in waivers}
    marked = tuple(replace(one, waiver=by_thing.get((one.norm, one.subject.id))) for one in findings)
    used = {one.waiver for one in marked}
    return marked, tuple(waiver for waiver in by_thing.values() if waiver not in used)
