"""How a norm fared in the course of time: runs of days with one status, and the strip on which they are drawn.

Verdicts are of single days: between the last day of a run and the first of the next the norm turned: nobody knows when.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pdz_graph.pages.acts.leaf import once
from pdz_graph.pages.scene import Scene
from pdz_graph.verdict import STATUSES

WIDTH: Final = 720
#: A sign for each status, so that it is not told by its colour alone.
SIGNS: Final[Mapping[str, str]] = dict(zip(STATUSES, ("✓", "✕", "?", "–"), strict=True))
#: How wide a run must be to bear its sign, and how wide the last day is drawn: it has no next.
_WIDE: Final = 16
_LAST: Final = 18


@dataclass(frozen=True)
class Stretch:
    """A run of days on the strip: ``start`` and ``end`` were both looked at; ``x`` and ``width`` are in pixels."""

    start: date
    end: date
    status: str
    x: float
    width: float

    @property
    def sign(self) -> str:
        """The sign that it bears, "" where there is no room."""
        return SIGNS[self.status] if self.width >= _WIDE else ""

    @property
    def middle(self) -> float:
        """Where the sign stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Strip:
    """The course of a norm from the first day looked at to the last, with the years that begin in it."""

    start: date
    end: date
    looks: int
    stretches: tuple[Stretch, ...]
    years: tuple[tuple[int, float], ...]


@once
def _statuses(scene: Scene) -> Mapping[str, list[tuple[date, str]]]:
    """Return the days on which each norm was looked at, with its status, in their order."""
    found: dict[str, list[tuple[date, str]]] = {}
    for moment in scene.moments:
        for ruling in moment.verdict.rulings:
            found.setdefault(ruling.norm, []).append((moment.day, ruling.status))
    return found


def strip(scene: Scene, norm: str) -> Strip | None:
    """Return the course of a norm; None where it was never judged, or on one day only."""
    seen = _statuses(scene).get(norm, [])
    days = [moment.day for moment in scene.moments]
    if len(days) < 2 or not seen:
        return None
    start, end = days[0], days[-1]
    places = {day: place for place, day in enumerate(days)}
    runs: list[list[Any]] = []
    for day, status in seen:
        follows = runs and runs[-1][2] == status and places[runs[-1][1]] == places[day] - 1
        if follows:
            runs[-1][1] = day
        else:
            runs.append([day, day, status])
    stretches = []
    for first, last, status in runs:
        place = places[last] + 1
        x = _x(first, start, end)
        until = _x(days[place], start, end) if place < len(days) else WIDTH
        stretches.append(Stretch(first, last, status, x, round(until - x, 1)))
    return Strip(start, end, len(seen), tuple(stretches), _years(start, end))


def _x(day: date, start: date, end: date) -> float:
    return round((WIDTH - _LAST) * (day - start).days / max(1, (end - start).days), 1)


def _years(start: date, end: date) -> tuple[tuple[int, float], ...]:
    firsts = (date(year, 1, 1) for year in range(start.year + 1, end.year + 1))
    return ((start.year, 0.0), *((day.year, _x(day, start, end)) for day in firsts))
