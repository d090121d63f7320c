"""A change of the register on its way through the gate: its terms, what it puts and takes, what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from pdz_graph import __version__
from pdz_graph.difference import Row
from pdz_graph.errors import Problem, Text, UsageError
from pdz_graph.facts import Triple, as_day, day_literal
from pdz_graph.files import Source
from pdz_graph.gate import Weighed, violations
from pdz_graph.ledger import Change, Delta, Ledger
from pdz_graph.standing import Standing
from pdz_graph.tables.declared import slug
from pdz_graph.terms import PDZ, TYPE
from pdz_graph.verdict import Finding
from pdz_graph.words import say_day

Triples = frozenset[Triple]


@dataclass(frozen=True)
class Terms:
    """On what terms a change is made: who makes it and when, the policy of the gate, the day and the readings.

    ``now`` has a time zone; ``day`` None is the day that is judged when none is asked for; ``clock`` tells when a
    change is recorded, which is later than when it was asked for (None: ``now``).
    """

    agent: str
    now: datetime
    policy: str = "no-new"
    day: date | None = None
    readings: tuple[str, ...] = ()
    message: str = ""
    clock: Callable[[], datetime] | None = None


@dataclass(frozen=True)
class Entry:
    """What the register is to become, and where that comes from.

    ``notices`` are the guesses made while reading; ``left`` the recorded rows that the sources lack, and that stay;
    ``undoes`` the number of the change that is taken back.
    """

    after: Triples
    notices: tuple[Problem, ...] = ()
    sources: tuple[Source, ...] = ()
    left: tuple[Row, ...] = ()
    undoes: int | None = None


#: What a change is to make of what is recorded.
Enter = Callable[[Triples, Ledger], Entry]


@dataclass(frozen=True)
class Proposal:
    """A change before the gate: its number, what it puts and takes, the rows that differ, what the findings become."""

    number: int
    entry: Entry
    delta: Delta
    rows: tuple[Row, ...]
    weighed: Weighed
    before: Standing
    after: Standing


@dataclass(frozen=True)
class Recorded:
    """What became of a proposal: the change that it is now, or None (refused, nothing to change, or only tried)."""

    proposal: Proposal
    change: Change | None


def story(proposal: Proposal, terms: Terms, instant: datetime) -> Change:
    """Return the change that a proposal becomes when it is recorded at an instant."""
    after, weighed = proposal.after, proposal.weighed
    return Change(
        number=proposal.number,
        instant=instant,
        agent=terms.agent,
        message=terms.message,
        sources=proposal.entry.sources,
        day=after.day,
        readings=tuple(sorted(reading.code for reading in after.readings.values())),
        policy=terms.policy,
        engine="fast",
        versions=(f"pdz_graph {__version__}", f"pyoxigraph {pyoxigraph.__version__}"),
        before=violations(weighed.before),
        after=violations(weighed.after),
        new=_names(weighed.new),
        solved=_names(weighed.solved),
        undoes=proposal.entry.undoes,
    )


def _names(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(sorted(f"{finding.norm} {finding.shape} {finding.subject.id}" for finding in findings))


def ended(term: str, last: date, known: Triples) -> Triples:
    """Return a register in which a term (by IRI, or the last part of it) has ``last`` as its last day.

    Raises UsageError when there is no such term, or when it is not in force on that day.
    """
    node = _term(term, known)
    days = {predicate: as_day(value) for one, predicate, value in known if one == node and isinstance(value, Literal)}
    if not (days.get(PDZ["dal"]) or last) <= last <= (days.get(PDZ["al"]) or last):
        raise _not_lasting(term, last)
    old = {triple for triple in known if triple[0] == node and triple[1] == PDZ["al"]}
    return (known - old) | {(node, PDZ["al"], day_literal(last))}


def _term(named: str, known: Iterable[Triple]) -> NamedNode:
    """Return the term of that IRI, of that last part of it, or the only one with such words in it; raises UsageError
    with the closest ones."""
    nodes = [s for s, p, o in known if p == TYPE and o == PDZ["Incarico"] and isinstance(s, NamedNode)]
    names = {node.value.rpartition("/")[2]: node for node in nodes}
    from difflib import get_close_matches

    within = [name for name in sorted(names) if slug(named) in name]
    found = names.get(named.rpartition("/")[2]) or (names[within[0]] if len(within) == 1 else None)
    if found:
        return found
    close = ", ".join((within or get_close_matches(named, sorted(names), n=4, cutoff=0.4) or sorted(names))[:4])
    raise UsageError(
        "term",
        Text(f"Nessun incarico si chiama «{named}».", f"No term is called “{named}”."),
        Text(
            f"Si chiama con seggio, persona, ente e giorno. Forse: {close}." if names else "Il registro non ne ha.",
            f"It is called by seat, person, body and day. Perhaps: {close}." if names else "The register has none.",
        ),
    )


def _not_lasting(term: str, day: date) -> UsageError:
    return UsageError(
        "term-day",
        Text(
            f"Il {say_day(day, 'it')} «{term}» non è in carica.", f"On {say_day(day, 'en')} “{term}” is not in force."
        ),
        Text(
            "Indicare con --on un giorno dell'incarico: sarà l'ultimo.", "Name by --on a day of the term: its last one."
        ),
    )
