"""A change of the register on its way through the gate: its terms, what it puts and takes, what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from pdz_graph import __version__
from pdz_graph.difference import Row
from pdz_graph.errors import Problem
from pdz_graph.facts import Triple
from pdz_graph.files import Source
from pdz_graph.gate import Weighed, violations
from pdz_graph.ledger import Change, Delta, Ledger
from pdz_graph.standing import Standing
from pdz_graph.verdict import Finding

Triples = frozenset[Triple]


@dataclass(frozen=True)
class Terms:
    """On what terms a change is made: who makes it and when, the policy of the gate, the day and the readings.

    ``now`` has a time zone; ``day`` None is the day that is judged when none is asked for.
    """

    agent: str
    now: datetime
    policy: str = "no-new"
    day: date | None = None
    readings: tuple[str, ...] = ()
    message: str = ""


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
        version=__version__,
        before=violations(weighed.before),
        after=violations(weighed.after),
        new=_names(weighed.new),
        solved=_names(weighed.solved),
        undoes=proposal.entry.undoes,
    )


def _names(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(sorted(f"{finding.norm} {finding.shape} {finding.subject.id}" for finding in findings))
