"""How a register stands on a day, and how it would after a change: only what the change can touch is asked again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from pyoxigraph import NamedNode, Quad

from pdz_graph.agreement import Agreement
from pdz_graph.facts import Term, Triple, visible
from pdz_graph.judge import Breach, Judged
from pdz_graph.kinds import Kind
from pdz_graph.ruling import NormPlace, find
from pdz_graph.snapshot import Reading, Snapshot
from pdz_graph.terms import TYPE
from pdz_graph.verdict import Finding
from pdz_graph.waivers import waive, waivers_of


@dataclass(frozen=True)
class Standing:
    """What breaks the norms of an accordo on a day under some readings, by shape: neither what is all right nor what is
    unknown. The findings are those of ``Agreement.judge``, but for the questions of reading on which they hang.
    """

    agreement: Agreement
    register: Collection[Triple]
    day: date
    readings: Mapping[str, Reading]
    norms: Mapping[NamedNode, NormPlace]
    snapshot: Snapshot
    breaches: Mapping[NamedNode, tuple[Breach, ...]]

    @classmethod
    def of(
        cls, agreement: Agreement, register: Collection[Triple], day: date, readings: Mapping[str, Reading]
    ) -> Standing:
        """Judge a register, as triples that are well formed, with every kind of norm."""
        start = cls(agreement, (), day, readings, {}, Snapshot(agreement.node, day, (), (), frozenset()), {})
        return start.moved(register, agreement.kinds)

    def moved(self, register: Collection[Triple], kinds: Iterable[Kind] | None = None) -> Standing:
        """Return how things stand with another register: norms that see nothing of the difference are not asked."""
        norms, snapshot = self.agreement.snapshot((Quad(*triple) for triple in register), self.day, self.readings)
        asked = self._touched(snapshot) if kinds is None else tuple(kinds)
        seen = visible(snapshot.triples, self.agreement.terms_of(asked))
        fresh = self.agreement.fast.breaches(seen, asked)
        return replace(self, register=register, norms=norms, snapshot=snapshot, breaches={**self.breaches, **fresh})

    def _touched(self, snapshot: Snapshot) -> tuple[Kind, ...]:
        """Return the kinds of norm that can see something of what differs between this snapshot and another."""
        differing = frozenset(self.snapshot.triples) ^ frozenset(snapshot.triples)
        words: set[Term] = {triple[2] if triple[1] == TYPE else triple[1] for triple in differing}
        return tuple(kind for kind in self.agreement.kinds if words & self.agreement.terms_of([kind]))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, sorted, each with the waiver that fits it."""
        breaches = tuple(breach for found in self.breaches.values() for breach in found if breach.norm in self.norms)
        labels = self.agreement.labels_with((Quad(*triple) for triple in self.register), self.snapshot)
        found = find(self.norms, Judged(breaches, {}, {}), labels)
        return waive(found, waivers_of(self.register, self.day))[0]
