"""From what an engine found to a verdict: severities, statuses, names and order. Nothing is judged anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from pdz_graph.facts import Term, as_day
from pdz_graph.judge import Breach, Judged, sort_key
from pdz_graph.labels import Labels
from pdz_graph.terms import XSD
from pdz_graph.verdict import SEVERITIES, Finding, Ruling, Thing, Value


@dataclass(frozen=True)
class NormPlace:
    """What a ruling needs of a norm: its code, its article, and the constraints that it lowers."""

    code: str
    article: str
    warnings: frozenset[NamedNode]
    notes: frozenset[NamedNode]

    def severity(self, breach: Breach) -> str:
        """Return the severity of a breach of this norm: the shape's, unless the norm lowers that constraint."""
        node = breach.constraint.node
        return "warning" if node in self.warnings else "info" if node in self.notes else breach.constraint.severity


def rule(norms: Mapping[NamedNode, NormPlace], judged: Judged, labels: Labels) -> tuple[Ruling, ...]:
    """Return the ruling of every norm in ``norms``, sorted by code.

    violated: something breaks it as a violation, or as a warning about a thing that can be known. unknown: something
    cannot be known, or is only noted. satisfied: it looked at something and all held. not_applicable: there was nothing
    to look at.
    """
    by_norm: dict[NamedNode, list[Breach]] = {}
    for breach in judged.breaches:
        by_norm.setdefault(breach.norm, []).append(breach)
    rulings = []
    for node, place in norms.items():
        unknown = set(judged.unknown.get(node, ()))
        looked_at = judged.looked_at.get(node, set())
        breaches = by_norm.get(node, [])
        unknown |= {breach.value for breach in breaches if place.severity(breach) == "info"}
        graves = [(place.severity(breach), breach.value) for breach in breaches]
        broken = any(s == "violation" or (s == "warning" and value not in unknown) for s, value in graves)
        status = "violated" if broken else "unknown" if unknown else "satisfied" if looked_at else "not_applicable"
        rulings.append(Ruling(place.code, place.article, status, _things(looked_at, labels), _things(unknown, labels)))
    return tuple(sorted(rulings, key=lambda ruling: ruling.norm))


def find(
    norms: Mapping[NamedNode, NormPlace],
    judged: Judged,
    labels: Labels,
    alternatives: Iterable[tuple[str, Judged]] = (),
) -> tuple[Finding, ...]:
    """Return the findings, sorted by norm, severity, constraint and subject.

    A finding depends on a question of reading when under another reading of it (``alternatives``) it does not stand.
    """
    others = [(question, keys(norms, other)) for question, other in alternatives]
    found = []
    for breach in judged.breaches:
        place = norms[breach.norm]
        key = (place.code, breach.value.value, breach.constraint.name)
        found.append(
            Finding(
                norm=place.code,
                article=place.article,
                severity=place.severity(breach),
                subject=Thing(breach.value.value, labels.of(breach.value)),
                since=next((day for day in map(_day, breach.since) if day is not None), None),
                message=breach.constraint.message,
                remedy=breach.constraint.remedy,
                expected=value_of(breach.expected),
                found=value_of(breach.found),
                depends_on=tuple(sorted({question for question, stands in others if key not in stands})),
                shape=breach.constraint.name,
            )
        )
    return tuple(sorted(found, key=lambda f: (f.norm, SEVERITIES.index(f.severity), f.shape, f.subject.id)))


def keys(norms: Mapping[NamedNode, NormPlace], judged: Judged) -> set[tuple[str, str, str]]:
    """Return the (norm, value, constraint) of every breach."""
    return {(norms[b.norm].code, b.value.value, b.constraint.name) for b in judged.breaches}


def value_of(terms: tuple[Term, ...]) -> Value:
    """Return what a constraint compared as a value; several terms are joined with " ; " in their order."""
    if not terms:
        return None
    if len(terms) > 1:
        return " ; ".join(term.value for term in terms)
    term = terms[0]
    if not isinstance(term, Literal):
        return term.value
    return _typed(term)


def _typed(literal: Literal) -> Value:
    try:
        if literal.datatype == XSD["integer"]:
            return int(literal.value)
        if literal.datatype == XSD["decimal"]:
            return Decimal(literal.value)
        if literal.datatype == XSD["date"]:
            return date.fromisoformat(literal.value)
    except (ValueError, InvalidOperation):
        return literal.value
    return literal.value


def _day(term: Term) -> date | None:
    return as_day(term) if isinstance(term, Literal) else None


def _things(terms: Iterable[Term], labels: Labels) -> tuple[Thing, ...]:
    return tuple(Thing(term.value, labels.of(term)) for term in sorted(terms, key=sort_key))
