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


def loneliness(points: Sequence[Point]) -> float:
    """Return how far the loneliest of several points is from its neighbour."""
    return max(min(math.dist(one, other) for other in points if other != one) for one in points)


def cells(points: Sequence[Point], far: float, beyond: float) -> list[list[Corner]]:
    """Return the cell of each point (no two at the same place): the disc of radius ``far``, cut halfway to others and
    at the line that runs around them all, ``beyond`` away from the outermost."""
    edges = list(_edges([spot for point in points for spot in _around_point(point, beyond)]))
    return [_trimmed(_cell(points, place, far), edges) for place in range(len(points))]


def _around_point(point: Point, far: float) -> Iterator[Point]:
    """Yield points all around one."""
    for side in range(_SIDES):
        turn = 2 * math.pi * side / _SIDES
        yield point[0] + far * math.cos(turn), point[1] + far * math.sin(turn)


def _edges(points: Sequence[Point]) -> Iterator[tuple[float, float, float]]:
    """Yield the sides of the convex hull: what is inside makes ``across x + down y`` at most the limit."""
    hull = _hull(points)
    for here, there in zip(hull, [*hull[1:], hull[0]], strict=True):
        length = math.dist(here, there) or 1.0
        across, down = (there[1] - here[1]) / length, (here[0] - there[0]) / length
        yield across, down, across * here[0] + down * here[1]


def _hull(points: Sequence[Point]) -> list[Point]:
    """Return the convex hull of points, each corner once (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    chains: list[Point] = []
    for way in (ordered, ordered[::-1]):
        chain: list[Point] = []
        for point in way:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        chains += chain[:-1]
    return chains


def _turn(one: Point, two: Point, three: Point) -> float:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


def _trimmed(corners: list[Corner], edges: Sequence[tuple[float, float, float]]) -> list[Corner]:
    for across, down, limit in edges:
        corners = _kept(corners, across, down, limit, None)
    return corners


def _cell(points: Sequence[Point], place: int, far: float) -> list[Corner]:
    corners: list[Corner] = [(spot, None) for spot in _around_point(points[place], far)]
    for other, point in enumerate(points):
        if other != place and math.dist(points[place], point) < 2 * far:
            corners = _cut(corners, points[place], point, other)
    return corners


def _cut(corners: Sequence[Corner], own: Point, point: Point, other: int) -> list[Corner]:
    """Return what of a cell is nearer to its ``own`` point than to another."""
    across, down = point[0] - own[0], point[1] - own[1]
    limit = (point[0] ** 2 + point[1] ** 2 - own[0] ** 2 - own[1] ** 2) / 2
    return _kept(corners, across, down, limit, other)


def _kept(corners: Sequence[Corner], across: float, down: float, limit: float, beyond: int | None) -> list[Corner]:
    """Return what of a cell lies on this side of a line; ``beyond`` is what the new side borders on."""
    kept: list[Corner] = []
    for (here, side), (there, _) in zip(corners, [*corners[1:], corners[0]], strict=True):
        before, after = (across * one[0] + down * one[1] - limit for one in (here, there))
        if before <= 0:
            kept.append((here, side))
        if (before <= 0) != (after <= 0):
            part = before / (before - after)
            crossing = here[0] + part * (there[0] - here[0]), here[1] + part * (there[1] - here[1])
            kept.append((crossing, beyond if before <= 0 else side))
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


def labels(
    points: Sequence[Point], radii: Sequence[float], widths: Sequence[float], high: float, page: Box
) -> list[tuple[Point, str]]:
    """Return where the label of each point begins and how it is anchored, so that few of them meet and none leaves the
    ``page``.

    ``widths`` are those of the labels and ``high`` their height; the largest points choose first.
    """
    dots = [Box(x - r, y - r, 2 * r, 2 * r) for (x, y), r in zip(points, radii, strict=True)]
    taken: list[Box] = []
    found: dict[int, tuple[Point, str]] = {}
    for place in sorted(range(len(points)), key=lambda one: (-radii[one], -widths[one], one)):
        choices = list(_around(points[place], radii[place], widths[place], high))
        others = [dot for one, dot in enumerate(dots) if one != place]
        cost = [
            sum(box.meets(other) for other in (*others, *taken)) + 9 * (box.width * box.height - box.meets(page))
            for box, _, _ in choices
        ]
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
    for up in (-1, 1):
        low = y + up * (radius + high * 0.45)
        yield Box(x + gap / 2, low - high / 2, width, high), (x + gap / 2, low + high * 0.3), "start"
        yield Box(x - gap / 2 - width, low - high / 2, width, high), (x - gap / 2, low + high * 0.3), "end"
