"""How a register stands on a day, and how it would after a change: only what the change can touch is asked again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from pyoxigraph import NamedNode

from pdz_graph.agreement import Agreement
from pdz_graph.facts import Term, Triple
from pdz_graph.judge import Breach, Judged, World
from pdz_graph.kinds import Constraint
from pdz_graph.ruling import NormPlace, find
from pdz_graph.snapshot import Reading, Snapshot
from pdz_graph.terms import TYPE, of_accordo
from pdz_graph.verdict import Finding
from pdz_graph.waivers import waive, waivers_of


@dataclass(frozen=True)
class Standing:
    """What breaks the norms of an accordo on a day under some readings, by constraint: neither what is all right nor
    what is unknown. The findings are those of ``Agreement.judge``, but for the questions of reading on which they hang.

    ``world`` holds the snapshot with all that follows, until somebody moves on and takes it along (then it is empty).
    """

    agreement: Agreement
    register: Collection[Triple]
    day: date
    readings: Mapping[str, Reading]
    norms: Mapping[NamedNode, NormPlace]
    snapshot: Snapshot
    breaches: Mapping[NamedNode, tuple[Breach, ...]]
    world: list[World]

    @classmethod
    def of(
        cls, agreement: Agreement, register: Collection[Triple], day: date, readings: Mapping[str, Reading]
    ) -> Standing:
        """Judge a register, as triples that are well formed, by every constraint."""
        nothing = Snapshot(of_accordo(agreement.id), day, (), (), frozenset())
        return cls(agreement, (), day, readings, {}, nothing, {}, []).moved(register, whole=True)

    def moved(self, register: Collection[Triple], *, whole: bool = False) -> Standing:
        """Return how things stand with another register: constraints that see nothing of what differs are not asked,
        unless the ``whole`` is wanted."""
        norms, snapshot = self.agreement.snapshot(register, self.day, self.readings)
        mine, theirs = frozenset(self.snapshot.triples), frozenset(snapshot.triples)
        asked = self._every if whole else self._touched(mine ^ theirs)
        fresh: dict[NamedNode, tuple[Breach, ...]] = {}
        if self.world and mine <= theirs:
            world = self.world.pop()
            world.grow(theirs - mine)
        else:
            world = World(self.agreement.fast.schema)
            world.grow(snapshot.triples)
        for constraint in asked:
            fresh[constraint.node] = tuple(self.agreement.fast.breaches(world.store, [constraint]))
        breaches = {**self.breaches, **fresh}
        return replace(self, register=register, norms=norms, snapshot=snapshot, breaches=breaches, world=[world])

    @property
    def _every(self) -> list[Constraint]:
        return [constraint for kind in self.agreement.kinds for constraint in kind.constraints]

    def _touched(self, differing: Iterable[Triple]) -> list[Constraint]:
        """Return the constraints that can see something of what differs between two snapshots."""
        words: set[Term] = {triple[2] if triple[1] == TYPE else triple[1] for triple in differing}
        seen = self.agreement.terms_by_constraint
        return [constraint for constraint in self._every if not words.isdisjoint(seen[constraint.node])]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, sorted, each with the waiver that fits it."""
        if not self.agreement.binds(self.day):
            return ()
        breaches = tuple(breach for found in self.breaches.values() for breach in found if breach.norm in self.norms)
        labels = self.agreement.labels_with(self.register, self.snapshot)
        found = find(self.norms, Judged(breaches, {}, {}), labels)
        return waive(found, waivers_of(self.register, self.day))[0]
