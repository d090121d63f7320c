"""What was found on the day: every finding by gravity and article, the page of each, and the verdict as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.pages.acts import said
from pdz_graph.pages.acts.leaf import both, leaf, once
from pdz_graph.pages.acts.norms import checks, counts, groups
from pdz_graph.pages.acts.rulings import by_code, findings, norms, outcomes, pages_of_findings, readings_of
from pdz_graph.pages.page import Page
from pdz_graph.pages.scene import Scene
from pdz_graph.reports.outline import Breach, chapters, headline, mood
from pdz_graph.reports.values import say_thing, say_value
from pdz_graph.terms import PDZ, SHAPES
from pdz_graph.verdict import SEVERITIES, Finding, Value, Verdict, is_iri, several

#: What is waived stands apart from the severities.
WAIVED: Final = "waived"


@dataclass(frozen=True)
class Shelf:
    """The findings of one gravity, by article: how the article is called, and what was found there."""

    gravity: str
    articles: tuple[tuple[str, Text, tuple[Breach, ...]], ...]

    @property
    def number(self) -> int:
        """How many findings."""
        return sum(len(breach.findings) for _, _, breaches in self.articles for breach in breaches)


def gravity(breach: Breach) -> str:
    """Return the gravity of a breach: its severity, or that it is waived."""
    return WAIVED if breach.waiver else breach.severity


@once
def shelves(scene: Scene) -> tuple[Shelf, ...]:
    """Return all that was found, gravest first; gravities of which there is nothing are left out."""
    named = {group.code: group.label for group in groups(scene)}
    found = chapters(scene.verdict, scene.judgement.labels)
    row = []
    for name in (*SEVERITIES, WAIVED):
        articles = [
            (chapter.article, named.get(chapter.article, Text("", "")), mine)
            for chapter in found
            if (mine := tuple(breach for breach in chapter.breaches if gravity(breach) == name))
        ]
        row += [Shelf(name, tuple(articles))] if articles else []
    return tuple(row)


@once
def gravest(scene: Scene) -> tuple[Breach, ...]:
    """Return all that breaks the accordo, what breaks it the most first: by gravity, then by how many things."""
    order = {name: place for place, name in enumerate(SEVERITIES)}
    every = [breach for chapter in chapters(scene.verdict, scene.judgement.labels) for breach in chapter.breaches]
    left = [breach for breach in every if breach.waiver is None]
    return tuple(sorted(left, key=lambda one: (order[one.severity], -len(one.findings), one.norm)))


def listing(scene: Scene) -> Iterator[Page]:
    """Yield the list of the findings."""
    shown = {"shelves": shelves(scene), "norms": by_code(scene), **_whole(scene)}
    yield leaf("rilievi", said.FINDINGS, "findings", shown, section="rilievi", summary=said.FINDINGS_LEDE)


def _whole(scene: Scene) -> dict[str, Any]:
    verdict = scene.verdict
    return {
        "headline": both(headline, verdict),
        "mood": mood(verdict),
        "pages": pages_of_findings(scene),
        "idle": verdict.idle,
        "report": _report(scene),
    }


def _report(scene: Scene) -> NamedNode | None:
    """Return the IRI of the verdict of the day."""
    return next((one for one in scene.book.of_kind(PDZ["Verdetto"]) if _of(scene, one) == scene.day.isoformat()), None)


def _of(scene: Scene, verdict: NamedNode) -> str:
    return scene.book.value(verdict, PDZ["giorno"])


def finding(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a finding; the plain one for a finding that is not of this day's verdict."""
    found = findings(scene)[things[0]]
    norm = by_code(scene)[found.norm]
    alike = [one for one in norm.findings if (one.shape, one.severity) == (found.shape, found.severity)]
    shown = {
        "finding": found,
        "norm": norm,
        "expected": parts(found.expected),
        "found": parts(found.found),
        "readings": readings_of(scene, norm) if found.depends_on else (),
        "constraint": SHAPES[found.shape],
        "check": checks(scene)[found.shape],
        "outcome": outcomes(scene).get(found.norm),
        "others": [one for one in alike if one is not found],
        "pages": pages_of_findings(scene),
    }
    way = (("rilievi", said.FINDINGS), (scene.addresses.path(norm.node), norm.card.label))
    title = title_of(found)
    return leaf(path, title, "finding", shown, section="rilievi", things=things, trail=way, summary=found.message)


def title_of(found: Finding) -> Text:
    """Return how a finding is called: what is wrong, and of what thing."""
    thing = both(say_thing, found.subject)
    return Text(f"{found.message.it.rstrip('.')}: {thing.it}", f"{found.message.en.rstrip('.')}: {thing.en}")


def parts(value: Value) -> tuple[NamedNode | Text, ...]:
    """Return what was expected or found: the things that it names, or the value in words."""
    if value is None:
        return ()
    if isinstance(value, str) and all(map(is_iri, several(value))):
        return tuple(NamedNode(part) for part in several(value))
    nothing: Mapping[str, Text] = {}
    return (both(say_value, value, nothing),)


def verdict(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of the verdict of the day."""
    title = Text(*(f"{name} {said_day}" for name, said_day in _days(scene.verdict)))
    shown = {
        **_whole(scene),
        "counts": counts(scene),
        "groups": groups(scene),
        "readings": scene.book.all(things[0], PDZ["secondoLettura"]),
        "outcomes": outcomes(scene),
        "judged": [one for one in norms(scene).values() if one.ruling],
    }
    return leaf(path, title, "verdict", shown, section="rilievi", things=things, trail=(("rilievi", said.FINDINGS),))


def _days(verdict: Verdict) -> tuple[tuple[str, str], ...]:
    day = both(say_value, verdict.as_of, {})
    return ((said.VERDICT_OF.it, day.it), (said.VERDICT_OF.en, day.en))
