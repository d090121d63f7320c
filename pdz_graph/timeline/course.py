"""A register judged day after day: what does not differ from one day to the next is neither deduced nor asked again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from pyoxigraph import NamedNode, Quad, Store

from pdz_graph.agreement import Agreement
from pdz_graph.facts import Triple
from pdz_graph.judge import Breach, Judged, Pairs
from pdz_graph.reasoner import Closure
from pdz_graph.ruling import NormPlace, find, rule
from pdz_graph.snapshot import Reading, Snapshot, choose, readings_of
from pdz_graph.terms import TYPE
from pdz_graph.verdict import Verdict
from pdz_graph.waivers import waive, waivers_of


class Course:
    """A register before which days pass: its facts are read once, and the readings are those asked for.

    Raises UsageError for a reading that does not exist.
    """

    def __init__(self, agreement: Agreement, register: Iterable[Triple], readings: Sequence[str] = ()) -> None:
        self.agreement, self.register = agreement, tuple(register)
        self.facts = agreement.facts(self.register)
        self.readings: dict[str, Reading] = choose(readings_of(self.facts), readings)

    def verdicts(self, days: Sequence[date]) -> Iterator[Verdict]:
        """Yield the verdict of each day, as ``Agreement.judge_facts`` gives it, but for the questions of reading on
        which a finding hangs (``depends_on`` is empty): no other reading is tried.

        The days may be in any order; neighbours that are alike make it quick.
        """
        taken = [self.agreement.taken(self.facts, day, self.readings) for day in days]
        worlds = _Worlds(self.agreement, [snapshot for _, snapshot in taken])
        for norms, snapshot in taken:
            judged = worlds.judged(snapshot) if self.agreement.binds(snapshot.day) else Judged((), {}, {})
            yield self._verdict(norms, snapshot, judged)

    def _verdict(self, norms: dict[NamedNode, NormPlace], snapshot: Snapshot, judged: Judged) -> Verdict:
        labels = self.agreement.labels_with(self.register, snapshot)
        found, idle = waive(find(norms, judged, labels), waivers_of(self.register, snapshot.day))
        return Verdict(
            accordo=self.agreement.id,
            label=self.agreement.label,
            as_of=snapshot.day,
            day_is_default=False,
            known_at=None,
            readings={question: one.code for question, one in self.readings.items()},
            rulings=rule(norms, judged, labels),
            findings=found,
            signed=self.agreement.signed,
            idle=idle,
        )


class _Worlds:
    """The closed snapshots of some days, one at a time in one store, and what was answered of the last of them.

    What all the days have in common is closed once; each day goes on from there.
    """

    def __init__(self, agreement: Agreement, snapshots: Sequence[Snapshot]) -> None:
        self.fast, self.kinds, self.sight = agreement.fast, agreement.kinds, agreement.commons.sight
        self.common = frozenset.intersection(*(snapshot.every for snapshot in snapshots)) if snapshots else frozenset()
        self.base, self.store = Closure(self.fast.schema), Store()
        self.store.bulk_extend(Quad(*triple) for triple in self.base.grow(self.common))
        self.beyond: frozenset[Triple] | None = None
        self.breaches: dict[NamedNode, tuple[Breach, ...]] = {}
        self.pairs: dict[str, Pairs] = {}

    def judged(self, snapshot: Snapshot) -> Judged:
        """Judge one of the days, asking again only what can see something of what differs from the day before."""
        asked = self._moved(snapshot)
        for kind in self.kinds:
            for one in kind.constraints:
                if asked is None or one.query in asked:
                    self.breaches[one.node] = tuple(self.fast.breaches(self.store, [one]))
            for query in filter(None, (kind.looks_at, kind.unknowns)):
                if asked is None or query in asked:
                    self.pairs[query] = self.fast.pairs(self.store, query)
        breaches = tuple(breach for found in self.breaches.values() for breach in found)
        return Judged(breaches, self._gathered("looks_at"), self._gathered("unknowns"))

    def _moved(self, snapshot: Snapshot) -> set[str] | None:
        """Put a day into the store in the place of the one before, and return what must be asked again: None is all."""
        closure = self.base.fork()
        closure.grow(snapshot.every - self.common)
        fresh = islice(closure.known, len(self.base.known), None)
        beyond = frozenset(t for t in fresh if t[1] != TYPE or isinstance(t[2], NamedNode))
        before, self.beyond = self.beyond, beyond
        if before is None:
            self.store.extend(Quad(*triple) for triple in beyond)
            return None
        went, came = before - beyond, beyond - before
        asked = self.sight.reached(went, self.store)
        for triple in went:
            self.store.remove(Quad(*triple))
        self.store.extend(Quad(*triple) for triple in came)
        return asked | self.sight.reached(came, self.store)

    def _gathered(self, selection: str) -> Pairs:
        found: Pairs = {}
        for kind in self.kinds:
            for norm, values in self.pairs.get(getattr(kind, selection), {}).items():
                found.setdefault(norm, set()).update(values)
        return found
