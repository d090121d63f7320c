"""What happened, month by month, the last first: acts, meetings, terms, money, and the norms that turned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.pages.acts import said_of_front
from pdz_graph.pages.acts.leaf import leaf
from pdz_graph.pages.page import Page
from pdz_graph.pages.scene import Scene
from pdz_graph.timeline import Happening
from pdz_graph.words import LANGUAGES, MONTHS

#: How many things of one kind and day are told one by one.
_MANY: Final = 5


@dataclass(frozen=True)
class Event:
    """Something that happened, and the page that tells of it (None where there is none)."""

    day: date
    kind: str
    name: Text
    label: Text
    node: NamedNode | None


@dataclass(frozen=True)
class Bunch:
    """Things of one kind on one day: folded where they are many."""

    day: date
    kind: str
    name: Text
    events: tuple[Event, ...]

    @property
    def folded(self) -> bool:
        """Tell whether they are many."""
        return len(self.events) > _MANY


@dataclass(frozen=True)
class Month:
    """A month and what happened in it, the last first."""

    anchor: str
    label: Text
    bunches: tuple[Bunch, ...]


def event(scene: Scene, happening: Happening) -> Event:
    """Return something that happened as pages show it."""
    node = NamedNode(happening.iri)
    known = bool(scene.book.said(node))
    return Event(happening.day, happening.kind, happening.name, happening.label, node if known else None)


def lately(scene: Scene, most: int) -> tuple[Bunch, ...]:
    """Return what happened last, in so many lines at the most."""
    return tuple(bunch for month in months(scene) for bunch in month.bunches)[:most]


def months(scene: Scene) -> tuple[Month, ...]:
    """Return what happened by month."""
    found: dict[str, dict[tuple[date, str], list[Event]]] = {}
    for happening in reversed(scene.happenings):
        one = event(scene, happening)
        found.setdefault(f"{one.day:%Y-%m}", {}).setdefault((one.day, one.kind), []).append(one)
    return tuple(_month(anchor, list(days.values())) for anchor, days in found.items())


def _month(anchor: str, bunches: Sequence[Sequence[Event]]) -> Month:
    first = bunches[0][0].day
    label = Text(*(f"{MONTHS[lang][first.month - 1]} {first.year}" for lang in LANGUAGES))
    row = [Bunch(several[0].day, several[0].kind, several[0].name, tuple(several)[::-1]) for several in bunches]
    return Month(anchor, label, tuple(row))


def listing(scene: Scene) -> Iterator[Page]:
    """Yield the page of what happened."""
    every = months(scene)
    kinds: dict[str, Text] = {}
    for month in every:
        for bunch in month.bunches:
            kinds.setdefault(bunch.kind, bunch.name)
    years: dict[str, list[Any]] = {}
    for month in every:
        years.setdefault(month.anchor[:4], []).append(month)
    shown = {"years": years, "kinds": dict(sorted(kinds.items(), key=lambda one: one[1].it))}
    yield leaf(
        "cambiamenti",
        said_of_front.CHANGES,
        "changes",
        shown,
        section="cambiamenti",
        summary=said_of_front.CHANGES_LEDE,
    )
