"""What falls due: the deadlines of each year and the monthly rhythms, for whom, and how each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode

from pdz_graph.agenda import Bearer, Due, bearers
from pdz_graph.errors import Text
from pdz_graph.facts import as_day
from pdz_graph.pages.acts import said
from pdz_graph.pages.acts.leaf import both, leaf, nodes, once
from pdz_graph.pages.acts.rulings import Norm, by_code, pages_of_findings, readings_of
from pdz_graph.pages.page import Page
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import PDZ
from pdz_graph.words import DAYS_LATER, DEADLINE_STATE, MONTHS, counted

#: How a rhythm went of which a month is over, where it is not said as a deadline's.
_MONTH_STATE: Final[Mapping[str, Text]] = {**DEADLINE_STATE, **said.MONTH_STATE}


@dataclass(frozen=True)
class Row:
    """A thing due as a page shows it: ``node`` is None where it has no page, ``late`` by how many days it was late."""

    due: Due
    node: NamedNode | None
    norm: Norm
    state: Text
    late: Text | None
    about: Text
    left: Text | None

    @property
    def bearers(self) -> tuple[NamedNode, ...]:
        """Whoever has to act."""
        return tuple(NamedNode(one.iri) for one in self.due.bearers)


@dataclass(frozen=True)
class Year:
    """What falls due in a year: deadlines, then rhythms."""

    year: int
    deadlines: tuple[Row, ...]
    rhythms: tuple[Row, ...]


def row_of(scene: Scene, due: Due) -> Row:
    """Return a thing due as pages show it."""
    node = NamedNode(due.iri)
    words = DEADLINE_STATE if due.kind == "deadline" else _MONTH_STATE
    late = both(lambda lang: counted(due.days_late or 0, DAYS_LATER, lang)) if due.days_late else None
    year = str(due.year)
    month = Text(*(f"{MONTHS[lang][due.due.month - 1]} {due.due.year}" for lang in ("it", "en")))
    about = Text(year, year) if due.kind == "deadline" else month
    norm, page = by_code(scene)[due.norm], node if scene.book.said(node) else None
    return Row(due, page, norm, words[due.state], late, about, _left(due))


def _left(due: Due) -> Text | None:
    """Return how many days are left before something that is still to come, None for what is not."""
    if due.state != "to-come":
        return None
    days = (due.due - due.seen).days
    form = said.DAYS_LEFT[days != 1]
    return Text(form.it.format(n=days), form.en.format(n=days)) if days else said.TODAY


@once
def rows(scene: Scene) -> Mapping[str, Row]:
    """Return everything that falls due by its IRI, by day."""
    return {due.iri: row_of(scene, due) for due in scene.dues}


@once
def years(scene: Scene) -> tuple[Year, ...]:
    """Return what falls due by the year of the last good day."""
    found: dict[int, list[Row]] = {}
    for row in rows(scene).values():
        found.setdefault(row.due.due.year, []).append(row)
    return tuple(
        Year(
            year,
            tuple(row for row in found[year] if row.due.kind == "deadline"),
            tuple(row for row in found[year] if row.due.kind != "deadline"),
        )
        for year in sorted(found)
    )


def upcoming(scene: Scene, most: int) -> tuple[Row, ...]:
    """Return what comes next, what binds before what is only indicated, then by day."""
    ahead = [row for row in rows(scene).values() if row.due.state == "to-come"]
    ahead.sort(key=lambda row: (not row.due.binding, row.due.due, row.due.norm))
    return tuple(sorted(ahead[:most], key=lambda row: (row.due.due, row.due.norm)))


def overdue(scene: Scene) -> tuple[Row, ...]:
    """Return what was done late, or not done, or is not known to have been done; the last first."""
    states = ("missed", "late", "unknown")
    found = [row for row in rows(scene).values() if row.due.state in states]
    return tuple(sorted(found, key=lambda row: (states.index(row.due.state), -row.due.due.toordinal(), row.due.norm)))


def listing(scene: Scene) -> Iterator[Page]:
    """Yield the list of what falls due."""
    shown = {"years": years(scene), "calendars": calendars(scene), "overdue": overdue(scene)}
    yield leaf("scadenze", said.DEADLINES, "deadlines", shown, section="scadenze", summary=said.DEADLINES_LEDE)


def calendars(scene: Scene) -> tuple[Bearer, ...]:
    """Return whoever has a calendar of their own."""
    return bearers(scene.dues)


def deadline(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a deadline, or of a month in which somebody is to meet."""
    node = things[0]
    row = rows(scene).get(node.value)
    if row is None:
        return _bare(scene, path, things)
    others = [one for one in rows(scene).values() if one.due.norm == row.due.norm and one is not row]
    title = Text(f"{row.due.label.it}: {row.about.it}", f"{row.due.label.en}: {row.about.en}")
    shown = {
        "row": row,
        "others": others,
        "page": pages_of_findings(scene).get(row.due.finding) if row.due.finding else None,
        "readings": readings_of(scene, row.norm) if row.due.finding and row.due.finding.depends_on else (),
        "meetings": _meetings(scene, row) if row.due.kind == "period" else (),
        "calendars": row.due.bearers,
    }
    shown["found_at"] = shown.pop("page")
    way = (("scadenze", said.DEADLINES), (scene.addresses.path(row.norm.node), row.norm.card.label))
    return leaf(path, title, "deadline", shown, section="scadenze", things=things, trail=way)


def _bare(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of something due of which the agenda does not tell."""
    way = (("scadenze", said.DEADLINES),)
    return leaf(path, scene.book.label(things[0]), "plain", section="scadenze", things=things, trail=way)


def _meetings(scene: Scene, row: Row) -> tuple[NamedNode, ...]:
    """Return the meetings of whoever has to meet in the days of a rhythm."""
    found = []
    for node in scene.book.of_kind(PDZ["Incontro"]):
        held = nodes(scene.book, node, PDZ["organo"])
        day = day_of(scene, node, "data")
        if day and row.due.since and row.due.since <= day <= row.due.due and set(held) & set(row.bearers):
            found.append(node)
    return tuple(found)


def day_of(scene: Scene, node: NamedNode, name: str) -> date | None:
    """Return the day that a property of ours tells, None where it tells none."""
    value = scene.book.one(node, PDZ[name])
    return as_day(value) if isinstance(value, Literal) else None


def of_norm(scene: Scene, norm: str) -> Sequence[Row]:
    """Return what a norm makes fall due, by day."""
    return [row for row in rows(scene).values() if row.due.norm == norm]
