"""What stands in the place of a person who is not named: an IRI and a name made of what is public. No name is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.facts import Node
from pdz_graph.labels import Labels
from pdz_graph.projection import said
from pdz_graph.projection.rows import FAMILIES, OF, OFFICE, SEAT, Rows, local
from pdz_graph.tables.declared import local_name
from pdz_graph.terms import PDZ, of_accordo

Renamed = dict[Node, NamedNode]
#: The place of a thing among those that would be called alike.
Rank = tuple[object, ...]


@dataclass(frozen=True)
class _First:
    """What a person is called after: the words of the IRI, and the row that says them (None: there is none)."""

    words: tuple[str, ...]
    row: Node | None = None


def reserved(rows: Rows, accordo: str) -> Renamed:
    """Return the node that stands in the place of each person who is not named, and of each row that is of such a one.

    A person is called after the first seat, else the first office, else the first thing in which he or she took part;
    a row after what it is about. Of those that are called alike the second has -2 at its end: their order, too, comes
    from the rows, so that a register with other names and other codes of people gives the same.
    """
    naming = _Naming(rows, accordo)
    people = naming.named("rappresentanza", {p: _first(rows, p).words for p in rows.reserved}, rows.rank)
    found = dict(people)
    for kind, family in FAMILIES.items():
        words = {row: rows.after(row) for row in rows.mine if rows.kind(row) == kind}
        found |= naming.named(family, words, lambda row: (rows.key(row), people[rows.mine[row]].value))
    serving = {node: (min(local(found[row]) for row in mine),) for node, mine in rows.designations.items()}
    found |= naming.named("designazione", serving, rows.key)
    waived = {node: _waiver(rows, node, found[thing]) for node, thing in rows.waivers(found)}
    return found | naming.named("deroga", waived, rows.key)


def label(rows: Rows, person: Node, labels: Labels, *, erased: bool) -> Text:
    """Return what a person who is not named is called."""
    row = _first(rows, person).row
    if row is None:
        return said.label(erased, None, None)
    body = min(rows.values(row, PDZ["perContoDi"]), key=str, default=None)
    if rows.kind(row) == SEAT and body is not None:
        return said.label(erased, said.ON_BEHALF, labels.of(body))
    about = [min(rows.values(row, PDZ[one]), key=str, default=None) for one in ("seggio", "carica", "ente")]
    names = [labels.of(one) for one in about if one is not None]
    what = Text(", ".join(name.it for name in names), ", ".join(name.en for name in names))
    return said.label(erased, said.IN_SEAT if rows.kind(row) == SEAT else said.IN_OFFICE, what)


def _first(rows: Rows, person: Node) -> _First:
    mentions = rows.mentions.get(person, ())
    for kind in (SEAT, OFFICE):
        mine = [row for predicate, row in mentions if predicate == OF and rows.kind(row) == kind]
        if mine:
            row = min(mine, key=lambda row: (rows.day(row), rows.after(row), rows.key(row)))
            return _First(rows.after(row), row)
    words = min(((rows.day(row), local(predicate)) for predicate, row in mentions), default=None)
    return _First((words[1], words[0]) if words else ("persona",))


class _Naming:
    """IRIs given to things, none twice, and none that is in the register already and stays."""

    def __init__(self, rows: Rows, accordo: str) -> None:
        self.accordo = accordo
        leaving = {*rows.reserved, *rows.mine, *rows.designations}
        self.taken = {node.value for node in rows.told if node not in leaving}

    def named(self, family: str, words: Mapping[Node, tuple[str, ...]], rank: Callable[[Node], Rank]) -> Renamed:
        """Return an IRI of a family for each thing, made of its words."""
        alike: dict[str, list[Node]] = {}
        for node, some in words.items():
            alike.setdefault(local_name(some) or "riga", []).append(node)
        found: Renamed = {}
        for name, nodes in sorted(alike.items()):
            ordered = sorted(nodes, key=lambda node: (rank(node), node.value)) if len(nodes) > 1 else nodes
            place = 0
            for node in ordered:
                place += 1
                while (made := self._made(family, name, place)).value in self.taken:
                    place += 1
                self.taken.add(made.value)
                found[node] = made
        return found

    def _made(self, family: str, name: str, place: int) -> NamedNode:
        return of_accordo(self.accordo, family, f"{name}-{place}" if place > 1 else name)


def _waiver(rows: Rows, waiver: Node, thing: NamedNode) -> tuple[str, ...]:
    """Return what a waiver is called after: its own IRI has the digest of what the thing was."""
    about, last = (min(map(local, rows.values(waiver, PDZ[one])), default="") for one in ("normaDerogata", "al"))
    return (about, local(thing), last)
