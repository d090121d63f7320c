"""What differs from one verdict to the next in a row of days: norms that turned, findings that came and went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pdz_graph.verdict import Finding, Verdict


@dataclass(frozen=True)
class Moment:
    """A day, and the verdict on it."""

    day: date
    verdict: Verdict


@dataclass(frozen=True)
class Turn:
    """A norm whose status is another than the day before: None is a norm that was not in force, or no longer is."""

    norm: str
    article: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Step:
    """What a day brought since the last day that was looked at (``since``, None for the first, which brings nothing).

    ``came`` and ``went`` are the findings of one of the two days and not of the other, by their key: those that came
    as they are on this day, those that went as they were on the last.
    """

    day: date
    since: date | None
    turns: tuple[Turn, ...]
    came: tuple[Finding, ...]
    went: tuple[Finding, ...]


@dataclass(frozen=True)
class Run:
    """A status that a norm had on every day looked at from ``start`` to ``end`` (both looked at)."""

    start: date
    end: date
    status: str


def changes(moments: Sequence[Moment]) -> tuple[Step, ...]:
    """Return, for each of the moments and in their order, what differs from the one before."""
    steps = [_step(before, after) for before, after in pairwise(moments)]
    return (*(Step(one.day, None, (), (), ()) for one in moments[:1]), *steps)


def _step(before: Moment, after: Moment) -> Step:
    old, new = ({ruling.norm: ruling.status for ruling in one.verdict.rulings} for one in (before, after))
    articles = {ruling.norm: ruling.article for one in (before, after) for ruling in one.verdict.rulings}
    turns = (Turn(norm, article, old.get(norm), new.get(norm)) for norm, article in sorted(articles.items()))
    turned = tuple(turn for turn in turns if turn.before != turn.after)
    return Step(after.day, before.day, turned, _only(after, before), _only(before, after))


def _only(mine: Moment, theirs: Moment) -> tuple[Finding, ...]:
    """Return the findings of a moment that another has not."""
    known = {finding.key for finding in theirs.verdict.findings}
    return tuple(finding for finding in mine.verdict.findings if finding.key not in known)


def history(moments: Sequence[Moment], norm: str) -> tuple[Run, ...]:
    """Return how a norm fared from the first of the moments to the last, neighbours alike as one; it has no run where
    it was not in force, and none at all where no data can judge it.

    Between the last day of a run and the first of the next nobody looked: the norm turned somewhere in between.
    """
    runs: list[Run] = []
    last: str | None = None
    for moment in moments:
        status = next((ruling.status for ruling in moment.verdict.rulings if ruling.norm == norm), None)
        if status is not None and status == last:
            runs[-1] = Run(runs[-1].start, moment.day, status)
        elif status is not None:
            runs.append(Run(moment.day, moment.day, status))
        last = status
    return tuple(runs)
