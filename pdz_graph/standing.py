"""How a register stands on a day, and how it would after a change: only what the change can touch is asked again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from pyoxigraph import NamedNode

from pdz_graph.agreement import Agreement
from pdz_graph.facts import Triple
from pdz_graph.judge import Breach, Judged, World
from pdz_graph.ruling import NormPlace, find
from pdz_graph.snapshot import Reading, Snapshot
from pdz_graph.terms import of_accordo
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
        world, asked = self._moved(snapshot)
        fresh = {
            constraint.node: tuple(self.agreement.fast.breaches(world.store, [constraint]))
            for kind in self.agreement.kinds
            for constraint in kind.constraints
            if whole or constraint.node in asked
        }
        breaches = {**self.breaches, **fresh}
        return replace(self, register=register, norms=norms, snapshot=snapshot, breaches=breaches, world=[world])

    def _moved(self, snapshot: Snapshot) -> tuple[World, Set[NamedNode]]:
        """Return another snapshot with all that follows, and the constraints that see something of what differs.

        What comes is looked at in the world to come, what goes in the one that was: each beside what stands with it.
        """
        schema, reach = self.agreement.fast.schema, self.agreement.commons.reach
        mine, theirs = self.snapshot.every, snapshot.every
        world = self.world[0] if self.world else World(schema, mine)
        if mine <= theirs:
            self.world.clear()
            return world, reach.reached(world.grow(theirs - mine), world.store)
        self.world[:] = [world]
        other = World(schema, theirs)
        came, went = other.beyond(world), world.beyond(other)
        return other, reach.reached(came, other.store) | reach.reached(went, world.store)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, sorted, each with the waiver that fits it."""
        breaches = tuple(breach for found in self.breaches.values() for breach in found if breach.norm in self.norms)
        if not breaches or not self.agreement.binds(self.day):
            return ()
        labels = self.agreement.labels_with(self.register, self.snapshot)
        found = find(self.norms, Judged(breaches, {}, {}), labels)
        return waive(found, waivers_of(self.register, self.day))[0]
