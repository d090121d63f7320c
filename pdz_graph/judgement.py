"""What judging gives: the verdict, and beside it what whoever tells it to people needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pdz_graph.errors import Problem, Text
from pdz_graph.files import Source
from pdz_graph.snapshot import Snapshot
from pdz_graph.states import DeadlineState, states_of
from pdz_graph.terms import of_accordo
from pdz_graph.verdict import Verdict


@dataclass(frozen=True)
class Judgement:
    """A verdict, the guesses made while reading the register, the names of things, the snapshot that was judged, and
    where the register came from: the files that were read, or the number of the change after which it stood so, and the
    name of the folder that keeps it.
    """

    verdict: Verdict
    notices: tuple[Problem, ...]
    labels: Mapping[str, Text]
    snapshot: Snapshot
    sources: tuple[Source, ...] = ()
    change: int | None = None
    folder: str = ""

    @property
    def register(self) -> tuple[str, int] | None:
        """The register of an office that was judged: the name of its folder, and its last change then."""
        return None if self.change is None else (self.folder, self.change)

    def deadlines(self, norm: str) -> tuple[DeadlineState, ...]:
        """Return how each deadline of a norm stands, by year; none for a norm that sets none, or not in force."""
        ruling = next((ruling for ruling in self.verdict.rulings if ruling.norm == norm), None)
        findings = [finding for finding in self.verdict.findings if finding.norm == norm]
        node = of_accordo(self.verdict.accordo, "norma", norm)
        return states_of(node, self.snapshot.triples, ruling, findings)
