"""What is shown of the norms: one line of a list, or one norm explained in full. Values only; nothing is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from pdz_graph.cards import NormCard
from pdz_graph.states import DeadlineState
from pdz_graph.verdict import SEVERITIES, Finding, Ruling, Verdict


@dataclass(frozen=True)
class Entry:
    """A norm and, when it was judged, its ruling."""

    card: NormCard
    ruling: Ruling | None

    @property
    def status(self) -> str:
        """How the norm stands: its verdict, or whether it can be judged at all."""
        if self.ruling is not None:
            return self.ruling.status
        return "judged" if self.card.judged else "not-judged"


@dataclass(frozen=True)
class Explained:
    """A norm and what was found of it; no verdict for a norm that no data can judge.

    ``lists`` are the codes of the lists that, said complete, would let what is unknown be known.
    """

    card: NormCard
    verdict: Verdict | None = None
    deadlines: tuple[DeadlineState, ...] = ()
    lists: tuple[str, ...] = ()

    @property
    def ruling(self) -> Ruling | None:
        """The ruling of this norm; None too when it was not in force on the day."""
        rulings = self.verdict.rulings if self.verdict else ()
        return next((ruling for ruling in rulings if ruling.norm == self.card.id), None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of this norm."""
        found = self.verdict.findings if self.verdict else ()
        return tuple(finding for finding in found if finding.norm == self.card.id)

    def outcome(self, thing: str) -> str:
        """Return how one thing fared: the gravest severity of its findings, else unknown, else satisfied."""
        mine = {finding.severity for finding in self.findings if finding.subject.id == thing}
        unknown = self.ruling is not None and any(other.id == thing for other in self.ruling.unknown)
        return next((name for name in SEVERITIES if name in mine), "unknown" if unknown else "satisfied")
