"""The rows of a register that speak of people, and how they stand in order when nobody's name or code is read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode

from pdz_graph.facts import Node, Term, Triple
from pdz_graph.projection.people import AGENTS
from pdz_graph.terms import LABEL, NOTATION, PDZ, TYPE

OF, DESIGNATED, WAIVED = PDZ["persona"], PDZ["daDesignazione"], PDZ["cosaDerogata"]
#: The rows that are of one person, by class: the family of their IRIs, and what they are called after.
SEAT, OFFICE = PDZ["Incarico"], PDZ["Carica"]
FAMILIES = {SEAT: "incarico", OFFICE: "carica"}
_AFTER = {SEAT: (PDZ["seggio"], PDZ["perContoDi"], PDZ["dal"]), OFFICE: (PDZ["carica"], PDZ["ente"], PDZ["dal"])}
_DAYS = (PDZ["dal"], PDZ["data"])
_UNSAID = (LABEL, NOTATION, WAIVED)


class Rows:
    """What a register says, by subject; ``reserved`` are the people whom nothing here may tell apart by name."""

    def __init__(self, register: Collection[Triple], reserved: Collection[Node]) -> None:
        self.reserved = reserved
        self.told: dict[Node, dict[NamedNode, list[Term]]] = {}
        self.mentions: dict[Node, list[tuple[NamedNode, Node]]] = {}
        self._keys: dict[Node, tuple[object, ...]] = {}
        for subject, predicate, value in register:
            self.told.setdefault(subject, {}).setdefault(predicate, []).append(value)
            if value in reserved and (predicate == OF or predicate in AGENTS):
                self.mentions.setdefault(value, []).append((predicate, subject))  # type: ignore[arg-type]

    @cached_property
    def mine(self) -> dict[Node, Node]:
        """The rows that are of people who are not named, each with the person."""
        pairs = [(row, person) for person, said in self.mentions.items() for predicate, row in said if predicate == OF]
        return {row: person for row, person in pairs if self.kind(row)}

    @cached_property
    def designations(self) -> dict[Node, list[Node]]:
        """The designations of those rows, each with its rows."""
        found: dict[Node, list[Node]] = {}
        for row in self.mine:
            for node in self.values(row, DESIGNATED):
                found.setdefault(node, []).append(row)  # type: ignore[arg-type]
        return found

    @cached_property
    def _seats(self) -> dict[Term, str]:
        """What people who are not named sit and hold office in: all by which others are told apart through them."""
        found: dict[Term, list[tuple[str, ...]]] = {}
        for row, person in self.mine.items():
            found.setdefault(person, []).append(self.after(row))
        return {person: str(sorted(some)) for person, some in found.items()}

    def kind(self, row: Node) -> NamedNode | None:
        """Return whether a row is a term of a seat or an office, None for anything else."""
        kinds = self.values(row, TYPE)
        return next((kind for kind in FAMILIES if kind in kinds), None)

    def values(self, node: Node, predicate: NamedNode) -> list[Term]:
        """Return the values of a property, none where it has none."""
        return self.told.get(node, {}).get(predicate, [])

    def after(self, row: Node) -> tuple[str, ...]:
        """Return what the row of a person is called after: seat and body, or office and body, and its first day."""
        kind = self.kind(row)
        return tuple(min(map(local, self.values(row, one)), default="") for one in _AFTER[kind]) if kind else ()

    def day(self, row: Node) -> str:
        """Return the first day of a row, as it is written; "" where it has none."""
        return min((value.value for one in _DAYS for value in self.values(row, one)), default="")

    def rank(self, person: Node) -> tuple[object, ...]:
        """Return what is said of a person in the order of days: the place among those who are called alike."""
        return tuple(sorted((self.key(row), predicate.value) for predicate, row in self.mentions.get(person, ())))

    def key(self, row: Node) -> tuple[object, ...]:
        """Return all that a row says, its day first, but for the people who are not named."""
        if row not in self._keys:
            own = row in self.mine or row in self.designations
            parts = [row, *(node for node in self.values(row, DESIGNATED) if not isinstance(node, Literal))]
            said = sorted(one for part in parts for one in self._said(part))
            self._keys[row] = (self.day(row), "" if own else row.value, tuple(said))
        return self._keys[row]

    def _said(self, node: Node) -> Iterator[tuple[str, str]]:
        for predicate, values in self.told.get(node, {}).items():
            if predicate not in _UNSAID:
                yield from ((predicate.value, self._masked(value)) for value in values)

    def _masked(self, value: Term) -> str:
        if value in self.reserved:
            return self._seats.get(value, "")
        return "" if value in self.mine or value in self.designations else value.value

    def waivers(self, moved: Collection[Node]) -> Iterator[tuple[Node, Node]]:
        """Yield the waivers of things that are called otherwise in public, each with its thing."""
        for node, said in self.told.items():
            yield from ((node, thing) for thing in said.get(WAIVED, ()) if thing in moved)  # type: ignore[misc]


def local(term: Term | BlankNode) -> str:
    """Return the last part of an IRI, or the text of a literal."""
    return (
        term.value.rstrip("/#").rpartition("#")[2].rpartition("/")[2] if not isinstance(term, Literal) else term.value
    )
