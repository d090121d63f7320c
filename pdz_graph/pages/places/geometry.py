"""Points on a plane and the cells around them: what is nearer to one than to any other, and not too far from it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: A point, and a corner of a cell with what its next side borders on (the place of a neighbour, None for nobody).
Point = tuple[float, float]
Corner = tuple[Point, int | None]

_SIDES = 40


@dataclass(frozen=True)
class Box:
    """A rectangle of a drawing, by its left upper corner."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> float:
        """Return the area that two rectangles share."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return across * down if across > 0 and down > 0 else 0.0


def flat(latitude: float, longitude: float, middle: float) -> Point:
    """Return a place on earth (degrees, WGS 84) as kilometres east and south, right around the latitude ``middle``."""
    return longitude * 111.32 * math.cos(math.radians(middle)), -latitude * 110.57


def reach(points: Sequence[Point]) -> float:
    """Return how far from its point a cell goes at most: nearly as far as the loneliest is from its neighbour."""
    return 0.85 * max(min(math.dist(one, other) for other in points if other != one) for one in points)


def cells(points: Sequence[Point], far: float) -> list[list[Corner]]:
    """Return the cell of each point (no two at the same place): the disc of radius ``far``, cut halfway to others."""
    return [_cell(points, place, far) for place in range(len(points))]


def _cell(points: Sequence[Point], place: int, far: float) -> list[Corner]:
    x, y = points[place]
    turns = (2 * math.pi * side / _SIDES for side in range(_SIDES))
    corners: list[Corner] = [((x + far * math.cos(turn), y + far * math.sin(turn)), None) for turn in turns]
    for other, point in enumerate(points):
        if other != place and math.dist(points[place], point) < 2 * far:
            corners = _cut(corners, points[place], point, other)
    return corners


def _cut(corners: Sequence[Corner], own: Point, point: Point, other: int) -> list[Corner]:
    """Return what of a cell is nearer to its ``own`` point than to another."""
    across, down = point[0] - own[0], point[1] - own[1]
    limit = (point[0] ** 2 + point[1] ** 2 - own[0] ** 2 - own[1] ** 2) / 2
    kept: list[Corner] = []
    for (here, side), (there, _) in zip(corners, [*corners[1:], corners[0]], strict=True):
        before, after = (across * one[0] + down * one[1] - limit for one in (here, there))
        if before <= 0:
            kept.append((here, side))
        if (before <= 0) != (after <= 0):
            part = before / (before - after)
            crossing = here[0] + part * (there[0] - here[0]), here[1] + part * (there[1] - here[1])
            kept.append((crossing, other if before <= 0 else side))
    return kept


def outline(corners: Sequence[Corner]) -> str:
    """Return a cell as an SVG path."""
    return "M" + "L".join(said(point) for point, _ in corners) + "Z"


def borders(corners: Sequence[Corner], strange: Sequence[bool]) -> Iterator[str]:
    """Yield, as SVG paths, the sides of a cell beyond which lie ``strange`` neighbours, or nobody."""
    for (here, side), (there, _) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if side is None or strange[side]:
            yield f"M{said(here)}L{said(there)}"


def said(point: Point) -> str:
    """Return a point as SVG writes it."""
    return f"{point[0]:.1f} {point[1]:.1f}"


def labels(points: Sequence[Point], radii: Sequence[float], widths: Sequence[float], high: float) -> list[tuple[Point, str]]:
    """Return where the label of each point begins and how it is anchored, so that few of them meet.

    ``widths`` are those of the labels and ``high`` their height; the widest choose first.
    """
    dots = [Box(x - r, y - r, 2 * r, 2 * r) for (x, y), r in zip(points, radii, strict=True)]
    taken: list[Box] = []
    found: dict[int, tuple[Point, str]] = {}
    for place in sorted(range(len(points)), key=lambda one: (-radii[one], -widths[one], one)):
        choices = list(_around(points[place], radii[place], widths[place], high))
        others = [dot for one, dot in enumerate(dots) if one != place]
        cost = [sum(box.meets(other) for other in (*others, *taken)) for box, _, _ in choices]
        box, at, anchor = choices[cost.index(min(cost))]
        taken.append(box)
        found[place] = at, anchor
    return [found[place] for place in range(len(points))]


def _around(point: Point, radius: float, width: float, high: float) -> Iterator[tuple[Box, Point, str]]:
    (x, y), gap = point, radius + 4
    yield Box(x + gap, y - high / 2, width, high), (x + gap, y + high * 0.3), "start"
    yield Box(x - gap - width, y - high / 2, width, high), (x - gap, y + high * 0.3), "end"
    yield Box(x - width / 2, y - gap - high, width, high), (x, y - gap - high * 0.2), "middle"
    yield Box(x - width / 2, y + gap, width, high), (x, y + gap + high * 0.75), "middle"
