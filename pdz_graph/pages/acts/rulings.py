"""The norms of the accordo with how each stands on the day, gathered once for all the pages that show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from pdz_graph.cards import NormCard
from pdz_graph.pages.acts.leaf import nodes, once
from pdz_graph.pages.scene import Scene
from pdz_graph.reports.outline import Breach, chapters
from pdz_graph.statements import findings_of, rulings_of
from pdz_graph.terms import DCT, PDZ
from pdz_graph.verdict import SEVERITIES, STATUSES, Finding, Ruling

#: How a norm may stand: as it was ruled, or not judged at all, or not in force on the day.
STANDINGS: Final = (*STATUSES, "not-judged", "not-in-force")


@dataclass(frozen=True, eq=False)
class Norm:
    """A norm: its card, what was ruled of it (None where it was not judged) and what was found, once by constraint."""

    node: NamedNode
    card: NormCard
    ruling: Ruling | None
    breaches: tuple[Breach, ...]

    @property
    def standing(self) -> str:
        """One of STANDINGS."""
        if self.ruling is not None:
            return self.ruling.status
        return "not-in-force" if self.card.judged else "not-judged"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found."""
        return tuple(finding for breach in self.breaches for finding in breach.findings)

    def outcome(self, thing: str) -> str:
        """Return how one thing fared: the gravest severity of its findings, else unknown, else satisfied."""
        mine = {finding.severity for finding in self.findings if finding.subject.id == thing}
        unknown = self.ruling is not None and any(other.id == thing for other in self.ruling.unknown)
        return next((name for name in SEVERITIES if name in mine), "unknown" if unknown else "satisfied")


@once
def norms(scene: Scene) -> Mapping[NamedNode, Norm]:
    """Return every norm by its IRI, in the order of the codes."""
    breaches: dict[str, list[Breach]] = {}
    for chapter in chapters(scene.verdict, scene.judgement.labels):
        for breach in chapter.breaches:
            breaches.setdefault(breach.norm, []).append(breach)
    return {
        node: Norm(node, card, scene.rulings.get(card.id), tuple(breaches.get(card.id, ())))
        for node, card in scene.cards.items()
    }


@once
def by_code(scene: Scene) -> Mapping[str, Norm]:
    """Return every norm by its code."""
    return {norm.card.id: norm for norm in norms(scene).values()}


@once
def in_text(scene: Scene) -> Mapping[NamedNode, tuple[Norm, ...]]:
    """Return the norms that each part of the text gives, itself and not through its own parts."""
    found: dict[NamedNode, list[Norm]] = {}
    for node, norm in norms(scene).items():
        for place in nodes(scene.book, node, DCT["source"]):
            found.setdefault(place, []).append(norm)
    return {place: tuple(several) for place, several in found.items()}


@once
def pages_of_findings(scene: Scene) -> Mapping[Finding, NamedNode]:
    """Return the IRI of each finding, as it is in the graph of the findings."""
    return {finding: node for node, finding in findings(scene).items()}


@once
def findings(scene: Scene) -> Mapping[NamedNode, Finding]:
    """Return every finding by its IRI."""
    return findings_of(scene.verdict)


@once
def rulings(scene: Scene) -> Mapping[NamedNode, Ruling]:
    """Return every ruling by the IRI of its outcome."""
    return rulings_of(scene.verdict)


@once
def outcomes(scene: Scene) -> Mapping[str, NamedNode]:
    """Return the IRI of the outcome of each norm that was judged, by its code."""
    return {ruling.norm: node for node, ruling in rulings(scene).items()}


@once
def _questions(scene: Scene) -> Mapping[str, tuple[NamedNode, ...]]:
    """Return the readings of each question."""
    found: dict[str, list[NamedNode]] = {}
    for node in scene.book.of_kind(PDZ["Lettura"]):
        found.setdefault(scene.book.value(node, PDZ["questione"]), []).append(node)
    return {question: tuple(several) for question, several in found.items()}


def readings_of(scene: Scene, norm: Norm) -> tuple[NamedNode, ...]:
    """Return the readings on which a norm, or something found of it, depends."""
    asked = {value.value for value in scene.book.all(norm.node, PDZ["questione"])}
    asked |= {question for breach in norm.breaches for question in breach.depends_on}
    return tuple(node for question in sorted(asked) for node in _questions(scene).get(question, ()))
