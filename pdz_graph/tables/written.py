"""The statements of a register as rows of its tables, the way back of ``mapping``; what would not come back is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from pdz_graph.facts import Node, Term, Triple
from pdz_graph.files import FORBIDDEN
from pdz_graph.tables import schema
from pdz_graph.tables.cells import LONGEST, MOST_VALUES, Unreadable
from pdz_graph.tables.declared import iri_of
from pdz_graph.tables.known import Known
from pdz_graph.tables.mapping import PREDICATES, READERS, Value, row_name
from pdz_graph.tables.schema import TABLES, Column, Table
from pdz_graph.terms import PDZ, TYPE

#: What stands between the values of a cell that holds several.
SEPARATOR = ";"
#: A row: what stands in each column, "" where nothing does.
Cells = dict[str, str]


@dataclass(frozen=True)
class Written:
    """The rows of each table, sorted, and how many statements would not come back from them as they are."""

    rows: Mapping[str, tuple[Cells, ...]]
    unwritten: int


@dataclass(frozen=True)
class _Row:
    """A row on its way to a table: its resource, its cells, and what they mean to whoever reads them."""

    node: Node
    cells: Cells
    values: Mapping[str, list[Value]]


def codes_of(*known: Known) -> dict[str, str]:
    """Return the code of each thing that has one, by IRI."""
    return {entry.iri.value: entry.code for one in known for entry in one.entries}


def written(triples: Iterable[Triple], codes: Mapping[str, str], accordo: str) -> Written:
    """Return a register of ``accordo`` as tables, which can be read; ``codes`` are those of the accordo, by IRI.

    Left out are the rows that would lack a required cell, would be another row over again, or speak of a thing that
    the accordo declares: a register that comes from tables has none.
    """
    writer = _Writer(triples, codes, accordo)
    rows = {table.name: [row.cells for row in writer.rows(table)] for table in TABLES}
    every = {name: tuple(sorted(some, key=lambda row: list(row.values()))) for name, some in rows.items()}
    return Written(every, len(writer.triples - writer.told))


class _Writer:
    """A register by subject, and the statements that come back from some row."""

    def __init__(self, triples: Iterable[Triple], codes: Mapping[str, str], accordo: str) -> None:
        self.triples = frozenset(triples)
        self.given, self.accordo = codes, accordo
        self.told: set[Triple] = set()
        self.said: dict[Term, dict[NamedNode, list[Term]]] = {}
        for subject, predicate, value in sorted(self.triples, key=str):
            self.said.setdefault(subject, {}).setdefault(predicate, []).append(value)
        self.codes = dict(codes)
        mine = [row for table in TABLES if table.coded for row in self.rows(table)]
        self.codes |= {row.node.value: row.cells["codice"] for row in mine}

    def rows(self, table: Table) -> Iterator[_Row]:
        """Yield the row of each resource of a table, with a cell for each column."""
        kind, seen = PDZ[table.class_name], set[str]()
        for node, said in self.said.items():
            if kind in said.get(TYPE, ()) and isinstance(node, NamedNode):
                row = self._row(table, node)
                name = row_name(table, row.values)
                whole = not table.lacking({name for name, cell in row.cells.items() if cell})
                if (
                    whole
                    and name not in seen
                    and not (table.coded and node.value in self.given and not _adds(table, row))
                ):
                    seen.add(name)
                    self._tell(table, row, name)
                    yield row

    def _row(self, table: Table, node: NamedNode) -> _Row:
        designation = next(iter(self.said[node].get(PDZ["daDesignazione"], ())), None)
        found = {c.name: self._values(c, designation if c.designation else node) for c in table.columns}
        found |= {c.name: {} for c in table.withheld({name for name, values in found.items() if values})}
        return _Row(
            node,
            {name: SEPARATOR.join(sorted(values)) for name, values in found.items()},
            {name: list(values.values()) for name, values in found.items()},
        )

    def _values(self, column: Column, subject: Term | None) -> dict[str, Value]:
        """Return what a cell says, and what each of its values means; of several names one alone, Italian if any is."""
        every = self.said.get(subject, {}).get(_predicate(column), ()) if subject is not None else ()
        found = {text: value for one in sorted(every, key=_foreign) for text, value in self._read(column, one)}
        if column.holds == schema.LABEL:
            found = dict(list(found.items())[:1])
        most = MOST_VALUES if column.many else 1
        return found if len(found) <= most and len(SEPARATOR.join(found)) <= LONGEST else {}

    def _read(self, column: Column, value: Term) -> Iterator[tuple[str, Value]]:
        """Yield what a cell says for a value, and what it means to whoever reads it; nothing if it cannot be said."""
        if column.kinds:
            code = self.codes.get(value.value) if isinstance(value, NamedNode) else None
            if code and isinstance(value, NamedNode):
                yield code, Value(value, code)
        elif isinstance(value, Literal):
            text = _text(column, value)
            if text and not FORBIDDEN.search(text):
                try:
                    yield text, READERS[column.holds](text)
                except Unreadable:
                    return

    def _tell(self, table: Table, row: _Row, name: str) -> None:
        """Take note of what a row will state when it is read, if that is of the same resource."""
        if row.node != iri_of(self.accordo, table.family, name):
            return
        designation = iri_of(self.accordo, "designazione", name)
        self.told.add((row.node, TYPE, PDZ[table.class_name]))
        for column in table.columns:
            subject = designation if column.designation else row.node
            self.told |= {(subject, _predicate(column), value.term) for value in row.values[column.name]}
        if any(row.values[column.name] for column in table.columns if column.designation):
            self.told |= {
                (designation, TYPE, PDZ["Designazione"]),
                (row.node, PDZ["daDesignazione"], designation),
            }


def _adds(table: Table, row: _Row) -> bool:
    """Tell whether a row says of a person more than the accordo does, which is only the name."""
    return table.family == "persona" and any(row.cells[column.name] for column in table.columns if not column.required)


def _predicate(column: Column) -> NamedNode:
    return PREDICATES.get(column.holds) or PDZ[column.to]


def _foreign(value: Term) -> bool:
    return isinstance(value, Literal) and value.language not in (None, "it")


def _text(column: Column, value: Literal) -> str:
    """Return what a cell says for a literal, "" when it cannot say it."""
    if column.many and SEPARATOR in value.value:
        return ""
    if column.holds == schema.AMOUNT:
        amount = Decimal(value.value)
        return f"{amount:.2f}" if amount == round(amount, 2) else f"{amount:f}"
    return " ".join(value.value.split())


def as_csv(table: Table, rows: Iterable[Cells]) -> str:
    """Return a table as CSV in UTF-8: a header, then a row a line."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow([column.name for column in table.columns])
    sheet.writerows([row[column.name] for column in table.columns] for row in rows)
    return text.getvalue()
