"""A register beside another: which rows are new, changed, ended or gone, and how a source joins what is recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from pyoxigraph import Literal, NamedNode

from pdz_graph.errors import Place, Problem, Text
from pdz_graph.facts import Node, Term, Triple, as_day
from pdz_graph.tables.schema import CODE, LABEL, TABLES, Column, Table
from pdz_graph.terms import LABEL as NAME
from pdz_graph.terms import NOTATION, PDZ, TYPE

Triples = Collection[Triple]
Values = tuple[Term, ...]
DESIGNATED = PDZ["daDesignazione"]


@dataclass(frozen=True)
class Cell:
    """What changed in a row: the name of the column (None for what no table holds), its property, before and after."""

    column: str | None
    predicate: NamedNode
    before: Values
    after: Values


@dataclass(frozen=True)
class Row:
    """One row that differs: ``kind`` is added, changed, ended (it was given a last day) or withdrawn (it is gone).

    ``table`` is None for a resource that no table holds; ``cells`` are empty where the whole row came or went.
    """

    kind: str
    table: str | None
    node: Node
    cells: tuple[Cell, ...] = ()


#: The kinds of difference, in the order in which they are told.
KINDS = ("added", "changed", "ended", "withdrawn")


def differences(before: Triples, after: Triples) -> tuple[Row, ...]:
    """Return the rows that differ, by table in the order of the schema, then by IRI.

    A designation belongs to the row of its term.
    """
    moved = frozenset(before) ^ frozenset(after)
    owners = owners_of((*before, *moved))
    nodes = {owners.get(triple[0], triple[0]) for triple in moved}
    old, new = (said_of(triples, nodes, owners) for triples in (before, after))
    rows = [_row(node, old.get(node, {}), new.get(node, {})) for node in nodes]
    return in_order(rows)


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return rows by table in the order of the schema, then by IRI."""
    order = {table.name: place for place, table in enumerate(TABLES)}
    return tuple(sorted(rows, key=lambda row: (order.get(row.table or "", len(order)), str(row.node))))


#: What a row says: for each property (of its own, or of its designation) the values.
Said = dict[tuple[bool, NamedNode], list[Term]]


def owners_of(triples: Iterable[Triple]) -> dict[Node, Node]:
    """Return the term to which each designation belongs."""
    return {value: subject for subject, predicate, value in triples if predicate == DESIGNATED}  # type: ignore[misc]


def said_of(triples: Iterable[Triple], nodes: Collection[Node], owners: Mapping[Node, Node]) -> dict[Node, Said]:
    """Return what is said of some resources, each with what is said of its designation."""
    owned = {subject: node for subject, node in owners.items() if node in nodes}
    told = {node: node for node in nodes if node not in owners} | owned
    found: dict[Node, Said] = {}
    for subject, predicate, value in triples:
        if subject in told:
            node = told[subject]
            found.setdefault(node, {}).setdefault((node != subject, predicate), []).append(value)
    return found


def _row(node: Node, old: Said, new: Said) -> Row:
    table = _table(new or old)
    name = table.name if table else None
    if not old or not new:
        return Row("added" if new else "withdrawn", name, node)
    cells = tuple(_cells(table, old, new))
    ended = all(cell.column is not None and not cell.before and _ends(table, cell.column) for cell in cells)
    return Row("ended" if ended and cells else "changed", name, node, cells)


def _cells(table: Table | None, old: Said, new: Said) -> Iterator[Cell]:
    for key in sorted(old.keys() | new.keys(), key=str):
        before, after = (tuple(sorted(said.get(key, ()), key=str)) for said in (old, new))
        if before != after and key[1] not in (TYPE, DESIGNATED):
            column = column_of(table, key[1], designation=key[0])
            yield Cell(column.name if column else None, key[1], before, after)


def _table(said: Said) -> Table | None:
    kinds = said.get((False, TYPE), ())
    return next((table for table in TABLES if PDZ[table.class_name] in kinds), None)


def _ends(table: Table | None, column: str) -> bool:
    return table is not None and table.interval is not None and table.interval[1].name == column


@cache
def column_of(table: Table | None, predicate: NamedNode, *, designation: bool = False) -> Column | None:
    """Return the column of a table that writes a property; None when none does."""
    for column in table.columns if table else ():
        if _predicate(column) == predicate and column.designation == designation:
            return column
    return None


@dataclass(frozen=True)
class Contradiction:
    """A cell that holds one value, and in what is recorded another: where it was read, and the two."""

    place: Place
    column: Column
    recorded: Values
    said: Values

    def problem(self, codes: Mapping[str, str]) -> Problem:
        """Return the problem, in which things are called by their codes (by IRI)."""
        if self.column.unless and all(isinstance(one, Literal) and as_day(one) for one in self.recorded):
            return Problem("row-erased", replace(self.place, column=self.column.name), *_erased(self.column))
        old, new = (
            " ; ".join(sorted(codes.get(v.value, v.value) for v in some)) for some in (self.recorded, self.said)
        )
        return Problem(
            "row-contradicts",
            replace(self.place, column=self.column.name),
            Text(f"È registrato «{old}», e qui si dice «{new}».", f'"{old}" is recorded, and here "{new}" is said.'),
            Text(
                "Se ciò che è registrato è sbagliato, correggerlo nel registro intero e registrarlo con --whole.",
                "If what is recorded is wrong, correct it in the whole register and record that with --whole.",
            ),
        )


def _erased(column: Column) -> tuple[Text, Text]:
    return (
        Text(
            f"È registrata come {column.unless}, e qui ha ancora la cella {column.name}.",
            f"It is recorded with {column.unless}, and here it still has the cell {column.name}.",
        ),
        Text(
            f"Vuotare la cella: ciò che è stato cancellato non torna. Se è stato un errore, registrare il registro"
            f" intero con --whole, senza il giorno in {column.unless}.",
            f"Empty the cell: what was erased does not come back. If it was a mistake, record the whole register with"
            f" --whole, without the day in {column.unless}.",
        ),
    )


def joined(
    recorded: Triples, source: Triples, places: Mapping[str, Place]
) -> tuple[frozenset[Triple], list[Contradiction]]:
    """Return what is recorded with a source added, and where the source contradicts what is recorded.

    A source adds rows, fills cells that were empty, adds to those that hold several values; a cell that holds one value
    and has another already is a contradiction. The one thing that it takes away is what the cell that it fills makes
    void: the name of a person who is erased; it never brings that back. ``places`` says where each resource of the
    source was read.
    """
    mine = frozenset(source) - frozenset(recorded)
    owners = owners_of((*recorded, *source))
    nodes = {owners.get(triple[0], triple[0]) for triple in mine}
    old, new = (said_of(triples, nodes, owners) for triples in (recorded, mine))
    contradictions, void = [], set[Triple]()
    for node, said in new.items():
        known = old.get(node, {})
        table = _table(known) or _table(said)
        void |= {(node, predicate, value) for predicate, value in _void(table, known, said)}
        for (designation, predicate), values in said.items():
            column = column_of(table, predicate, designation=designation)
            before = known.get((designation, predicate)) or (_voided(column, known) if column else None)
            if column and before and not column.many:
                place = places.get(node.value, Place(""))
                contradictions.append(Contradiction(place, column, tuple(before), tuple(values)))
    return (frozenset(recorded) | mine) - void, contradictions


def _void(table: Table | None, known: Said, said: Said) -> Iterator[tuple[NamedNode, Term]]:
    """Yield what a row says, or said, in the cells that others make void."""
    for column in table.columns if table else ():
        if _voided(column, known) or _voided(column, said):
            key = (column.designation, _predicate(column))
            yield from ((key[1], value) for values in (known, said) for value in values.get(key, ()))


def _voided(column: Column, said: Said) -> list[Term]:
    """Return the values of the cell that makes a column void, none where it is empty."""
    return said.get((column.designation, PDZ[column.unless]), []) if column.unless else []


def _predicate(column: Column) -> NamedNode:
    return {LABEL: NAME, CODE: NOTATION}.get(column.holds) or PDZ[column.to]


def replaced(recorded: Triples, source: Triples, tables: Collection[str]) -> frozenset[Triple]:
    """Return what is recorded with the rows of some tables (all that a table holds) replaced by those of a source."""
    owners = owners_of(recorded)
    kinds = {PDZ[table.class_name] for table in TABLES if table.name in tables}
    gone = {subject for subject, predicate, value in recorded if predicate == TYPE and value in kinds}
    return frozenset(t for t in recorded if owners.get(t[0], t[0]) not in gone) | frozenset(source)


def broken(triples: Triples, moved: Collection[Triple]) -> set[Node]:
    """Return the resources of what moved that are left in pieces: without a class, or with two values where a row holds
    one."""
    owners = owners_of(triples)
    nodes = {owners.get(triple[0], triple[0]) for triple in moved}
    found = set()
    for node, said in said_of(triples, nodes, owners).items():
        table = _table(said)
        several = (column_of(table, key[1], designation=key[0]) for key, values in said.items() if len(values) > 1)
        if (False, TYPE) not in said or any(column and not column.many and column.holds != LABEL for column in several):
            found.add(node)
    return found
