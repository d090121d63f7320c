"""The money: what was allotted by source, year and body, and what the actions cost. What is missing is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.pages.acts import said, said_of_money
from pdz_graph.pages.acts.dues import years as years_due
from pdz_graph.pages.acts.leaf import both, leaf, nodes, once, whole
from pdz_graph.pages.page import Page
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import PDZ, concept
from pdz_graph.words import say_amount

_ALLOTMENT: Final = PDZ["Stanziamento"]
_ACTION: Final = PDZ["Azione"]
#: The longest bar of the picture, in pixels.
BAR: Final = 420


@dataclass(frozen=True)
class Sum:
    """A sum of money: an allotment or an action; ``by`` is its source or its level, ``act`` what it rests on."""

    node: NamedNode
    year: int | None
    amount: Decimal | None
    by: NamedNode | None
    body: NamedNode | None
    act: NamedNode | None


@dataclass(frozen=True)
class Line:
    """A row of a table of sums: of what, the sum of each year (None: nothing recorded), and their total."""

    node: NamedNode | None
    sums: tuple[Decimal | None, ...]
    total: Decimal


@dataclass(frozen=True)
class Grid:
    """Sums by something and by year: the last line is the total."""

    years: tuple[int, ...]
    lines: tuple[Line, ...]
    total: Line


@once
def allotments(scene: Scene) -> tuple[Sum, ...]:
    """Return all that was allotted, by year."""
    return _sums(scene, _ALLOTMENT, "fonte", "atto")


@once
def actions(scene: Scene) -> tuple[Sum, ...]:
    """Return all the actions, by year."""
    return _sums(scene, _ACTION, "livello", "contratto")


def _sums(scene: Scene, kind: NamedNode, by: str, act: str) -> tuple[Sum, ...]:
    book = scene.book

    def first(node: NamedNode, name: str) -> NamedNode | None:
        return next(iter(nodes(book, node, PDZ[name])), None)

    found = [
        Sum(
            node,
            whole(book, node, PDZ["anno"]),
            book.amount(node, PDZ["importo"]),
            first(node, by),
            first(node, "ente"),
            first(node, act),
        )
        for node in book.of_kind(kind)
    ]
    return tuple(sorted(found, key=lambda one: (one.year or 0, book.label(one.node).it.casefold(), one.node.value)))


def grid(scene: Scene, sums: Iterable[Sum], field: str) -> Grid:
    """Return sums by one of their fields and by year, in the order of the names; those without it come last."""
    sums = tuple(sums)
    years = tuple(sorted({one.year for one in sums if one.year is not None}))
    rows: dict[NamedNode | None, list[Sum]] = {}
    for one in sums:
        rows.setdefault(getattr(one, field), []).append(one)
    named = sorted((node for node in rows if node), key=lambda node: (scene.book.label(node).it.casefold(), node.value))
    order: list[NamedNode | None] = [*named, *([None] if None in rows else [])]
    return Grid(years, tuple(_line(node, rows[node], years) for node in order), _line(None, sums, years))


def _line(node: NamedNode | None, sums: Iterable[Sum], years: Iterable[int]) -> Line:
    sums = tuple(sums)
    by_year = {year: [one.amount for one in sums if one.year == year and one.amount is not None] for year in years}
    cells = tuple(sum(found, Decimal()) if found else None for found in by_year.values())
    return Line(node, cells, sum((one.amount for one in sums if one.amount is not None), Decimal()))


def listing(scene: Scene) -> Iterator[Page]:
    """Yield the page of the money."""
    by_source, by_body = grid(scene, allotments(scene), "by"), grid(scene, allotments(scene), "body")
    shown = {
        "by_source": by_source,
        "by_body": by_body,
        "by_level": grid(scene, actions(scene), "by"),
        "allotments": allotments(scene),
        "actions": actions(scene),
        "bars": bars(by_source),
        "bar": BAR,
        "missing": missing(scene),
        "complete": _complete(scene),
        "money": say_amount,
    }
    yield leaf("fondo", said_of_money.FUND, "fund", shown, section="fondo", summary=said_of_money.FUND_LEDE)


def _complete(scene: Scene) -> list[NamedNode]:
    """Return the statements by which the register knows all the money."""
    return scene.book.subjects(PDZ["elenco"], concept("elenco", "stanziamenti"))


def bars(sums: Grid) -> tuple[tuple[NamedNode | None, tuple[tuple[int, float, Decimal], ...]], ...]:
    """Return for each line of a grid the year, length (pixels) and sum of each of its bars."""
    most = max((cell for line in sums.lines for cell in line.sums if cell is not None), default=Decimal())
    if most <= 0:
        return ()
    return tuple(
        (
            line.node,
            tuple(
                (year, max(1.0, round(float(cell / most) * BAR, 1)), cell)
                for year, cell in zip(sums.years, line.sums, strict=True)
                if cell is not None and cell > 0
            ),
        )
        for line in sums.lines
    )


def missing(scene: Scene) -> list[tuple[Text, tuple[NamedNode, ...]]]:
    """Return what the register does not tell of the money, and of which things."""
    gaps = [
        (said_of_money.NO_SUM, [one for one in (*allotments(scene), *actions(scene)) if one.amount is None]),
        (said_of_money.NO_ACT, [one for one in allotments(scene) if one.act is None]),
        (said_of_money.NO_CONTRACT, [one for one in actions(scene) if one.act is None]),
        (said_of_money.NO_SOURCE, [one for one in allotments(scene) if one.by is None]),
        (said_of_money.NO_LEVEL, [one for one in actions(scene) if one.by is None]),
        (said_of_money.NO_YEAR, [one for one in (*allotments(scene), *actions(scene)) if one.year is None]),
    ]
    found = [(text, tuple(one.node for one in several)) for text, several in gaps if several]
    known = {one.year for one in allotments(scene)}
    empty = [node for node in scene.book.of_kind(PDZ["Esercizio"]) if whole(scene.book, node, PDZ["anno"]) not in known]
    return [*found, *([(said_of_money.NO_MONEY, tuple(empty))] if empty else [])]


def _page(scene: Scene, sums: Mapping[NamedNode, Sum], path: str, things: tuple[NamedNode, ...]) -> Page:
    one = sums[things[0]]
    alike = [other for other in sums.values() if other is not one and other.year == one.year and other.by == one.by]
    is_action = _ACTION in scene.book.kinds(one.node)
    facts: list[tuple[Text, Any]] = [
        (said.YEAR, _exercise(scene, one.year)),
        (said_of_money.LEVEL if is_action else said_of_money.SOURCE, one.by),
        (said_of_money.BODY, one.body),
        (said_of_money.CONTRACT if is_action else said_of_money.ACT, one.act),
    ]
    shown = {
        "sum": one,
        "amount": None if one.amount is None else both(say_amount, one.amount),
        "facts": facts,
        "is_action": is_action,
        "alike": alike,
        "money": say_amount,
        "year": one.year,
    }
    way = (("fondo", said_of_money.FUND),)
    return leaf(path, scene.book.label(one.node), "sum", shown, section="fondo", things=things, trail=way)


def _exercise(scene: Scene, year: int | None) -> NamedNode | Text | None:
    if year is None:
        return None
    found = (node for node in scene.book.of_kind(PDZ["Esercizio"]) if whole(scene.book, node, PDZ["anno"]) == year)
    return next(found, Text(str(year), str(year)))


def allotment(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of an allotment."""
    return _page(scene, {one.node: one for one in allotments(scene)}, path, things)


def action(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of an action."""
    return _page(scene, {one.node: one for one in actions(scene)}, path, things)


def exercise(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a year of the accordo."""
    node, book = things[0], scene.book
    year = whole(book, node, PDZ["anno"])
    acts = [one for one in book.of_kind(PDZ["Atto"]) if whole(book, one, PDZ["anno"]) == year]
    shown = {
        "year": year,
        "start": book.one(node, PDZ["dal"]),
        "end": book.one(node, PDZ["al"]),
        "allotments": [one for one in allotments(scene) if one.year == year],
        "actions": [one for one in actions(scene) if one.year == year],
        "total": _line(None, [one for one in allotments(scene) if one.year == year], ()).total,
        "spent": _line(None, [one for one in actions(scene) if one.year == year], ()).total,
        "deadlines": [row for one in years_due(scene) for row in one.deadlines if row.due.year == year],
        "acts": acts,
        "money": say_amount,
    }
    title = Text(f"{said_of_money.YEAR_OF.it} {year}", f"{said_of_money.YEAR_OF.en} {year}")
    return leaf(path, title, "exercise", shown, section="fondo", things=things, trail=(("fondo", said_of_money.FUND),))
