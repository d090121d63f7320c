"""The map of an accordo: its comuni as cells around their coordinates, by sub-ambito. The cells are no boundaries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from pdz_graph.linked.book import Book
from pdz_graph.pages.places import said
from pdz_graph.pages.places.geometry import Box, Point, borders, cells, flat, labels, loneliness, outline
from pdz_graph.pages.places.reading import all_of, by_name, holds, into, number_of
from pdz_graph.pages.places.sheet import Picture
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import PDZ

_TEMPLATE = "places/plan.html.j2"
#: The width of the drawing, and of a letter and the height of a line in it.
_WIDE, _LETTER, _LINE = 1000.0, 8.3, 17.0
_EDGE = 12.0
#: The same of a figure, and how much of its size a point has, where numbers stand for names.
_DIGIT, _DIGITS, SPOT = 19.0, 26.0, 0.65
#: How far a cell goes from its point, in parts of how far the loneliest is from its neighbour; and how far at the rim.
_FAR, _RIM = 1.6, 0.3
#: How many looks of areas there are: beyond that they begin anew.
LOOKS = 8


@dataclass(frozen=True)
class Cell:
    """A comune on the map: its ``number`` in the list beside, the look of its sub-ambito, the outline of its cell, the
    sides beyond which another sub-ambito lies, its point with a size by its people, and where its name stands, and its
    number, which narrow screens show instead."""

    node: NamedNode
    number: int
    area: NamedNode | None
    look: int
    outline: str
    border: str
    at: Point
    size: float
    name_at: Point
    anchor: str
    number_at: Point
    number_anchor: str
    people: int | None


@dataclass(frozen=True)
class Plan:
    """The whole map: its height (its width is 1000), its cells by name, its areas, each with its look, its number and
    where that stands."""

    high: float
    cells: tuple[Cell, ...]
    areas: tuple[tuple[NamedNode, int, str, Point], ...]


def area_of(book: Book, comune: NamedNode) -> NamedNode | None:
    """Return the sub-ambito in which a comune stands on the day, the first by name; None where it stands in none."""
    memberships = (one for one in into(book, comune, "membro") if holds(book, one))
    found = (area for one in memberships for area in all_of(book, one, "aggregazione"))
    return next(iter(by_name(book, (area for area in found if PDZ["SubAmbito"] in book.kinds(area)))), None)


def areas_of(book: Book) -> list[NamedNode]:
    """Return the sub-ambiti, by number, then by name."""
    every = by_name(book, book.of_kind(PDZ["SubAmbito"]))
    return sorted(every, key=lambda area: number_of(book, area, "numero") or 0)


def plan(scene: Scene) -> Plan | None:
    """Return the map, None where fewer than two comuni have coordinates; to be asked for with ``scene.once``.

    Of several that are said to be at the same spot the first by name is drawn.
    """
    book = scene.book
    placed: dict[Point, NamedNode] = {}
    for one in by_name(book, book.of_kind(PDZ["Comune"])):
        if where := _where(book, one):
            placed.setdefault(where, one)
    if len(placed) < 2:
        return None
    nodes, middle = list(placed.values()), sum(latitude for latitude, _ in placed) / len(placed)
    points = [flat(*where, middle) for where in placed]
    points, far, high = _fitted(points, _FAR * loneliness(points))
    return _drawn(scene, nodes, points, far, high)


def _where(book: Book, node: NamedNode) -> Point | None:
    """Return the coordinates of a body in degrees, None where it has none that are on earth."""
    try:
        where = float(book.value(node, PDZ["latitudine"])), float(book.value(node, PDZ["longitudine"]))
    except ValueError:
        return None
    return where if abs(where[0]) < 90 and abs(where[1]) <= 180 else None


def _fitted(points: Sequence[Point], far: float) -> tuple[list[Point], float, float]:
    """Return points and reach as the drawing has them, and its height."""
    rim = far * _RIM
    left, top = min(x for x, _ in points) - rim, min(y for _, y in points) - rim
    scale = (_WIDE - 2 * _EDGE) / (max(x for x, _ in points) + rim - left)
    high = (max(y for _, y in points) + rim - top) * scale + 2 * _EDGE
    return [((x - left) * scale + _EDGE, (y - top) * scale + _EDGE) for x, y in points], far * scale, high


def _drawn(scene: Scene, nodes: Sequence[NamedNode], points: Sequence[Point], far: float, high: float) -> Plan:
    book = scene.book
    looks = {area: place % LOOKS + 1 for place, area in enumerate(areas_of(book))}
    areas = [area_of(book, node) for node in nodes]
    people = [number_of(book, node, "popolazione") for node in nodes]
    most = max((number or 0 for number in people), default=0) or 1
    sizes = [4 + 18 * ((number or 0) / most) ** 0.5 for number in people]
    names = [len(book.label(node).it) * _LETTER for node in nodes]
    page = Box(0, 0, _WIDE, high)
    places = labels(points, sizes, names, _LINE, page)
    spots = labels(
        points,
        [size * SPOT for size in sizes],
        [_DIGIT * len(str(one + 1)) for one in range(len(points))],
        _DIGITS,
        page,
    )
    found = []
    for place, corners in enumerate(cells(points, far, far * _RIM)):
        border = "".join(borders(corners, [area != areas[place] for area in areas]))
        look = looks.get(areas[place], 0) if areas[place] else 0  # type: ignore[arg-type]
        drawn = (outline(corners), border, points[place], sizes[place], *places[place], *spots[place], people[place])
        found.append(Cell(nodes[place], place + 1, areas[place], look, *drawn))
    return Plan(high, tuple(found), tuple(_named(book, looks, found)))


def _named(book: Book, looks: dict[NamedNode, int], found: Sequence[Cell]) -> list[tuple[NamedNode, int, str, Point]]:
    named = []
    for area, look in looks.items():
        own = [cell.at for cell in found if cell.area == area]
        if own:
            middle = sum(x for x, _ in own) / len(own), sum(y for _, y in own) / len(own)
            named.append((area, look, book.value(area, PDZ["numero"]), middle))
    return named


def plan_of(scene: Scene, lit: Collection[NamedNode], *, small: bool = False) -> Picture | None:
    """Return the map with some comuni in full light, or all where none is named; None where there is no map, or none of
    them is on it. A ``small`` one is only looked at: it leads nowhere."""
    drawn = scene.once(plan)
    if drawn is None or (lit and not any(cell.node in lit for cell in drawn.cells)):
        return None
    title = said.SMALL_MAP if small else said.MAP
    return Picture(_TEMPLATE, {"plan": drawn, "lit": frozenset(lit), "small": small, "title": title, "spot": SPOT})
