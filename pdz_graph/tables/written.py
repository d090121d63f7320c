"""The statements of a register as rows of its tables, the way back of ``mapping``; what no table can hold is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from pdz_graph.facts import Term, Triple
from pdz_graph.tables import schema
from pdz_graph.tables.known import Known
from pdz_graph.tables.schema import TABLES, Column, Table
from pdz_graph.terms import LABEL, NOTATION, PDZ, TYPE

#: What stands between the values of a cell that holds several.
SEPARATOR = ";"
#: A row: what stands in each column, "" where nothing does.
Cells = dict[str, str]


@dataclass(frozen=True)
class Written:
    """The rows of each table, sorted, and how many statements no table can hold."""

    rows: Mapping[str, tuple[Cells, ...]]
    unwritten: int


def codes_of(*known: Known) -> dict[str, str]:
    """Return the code of each thing that has one, by IRI."""
    return {entry.iri.value: entry.code for one in known for entry in one.entries}


def written(triples: Iterable[Triple], codes: Mapping[str, str]) -> Written:
    """Return a register as tables; ``codes`` are those of all that its rows may refer to, by IRI."""
    writer = _Writer(triples, codes)
    rows = {table.name: tuple(sorted(writer.rows(table), key=lambda row: list(row.values()))) for table in TABLES}
    return Written(rows, len(writer.triples - writer.told))


class _Writer:
    """A register by subject, and the statements that some row has told."""

    def __init__(self, triples: Iterable[Triple], codes: Mapping[str, str]) -> None:
        self.triples = frozenset(triples)
        self.codes = codes
        self.told: set[Triple] = set()
        self.said: dict[Term, dict[NamedNode, list[Term]]] = {}
        for subject, predicate, value in self.triples:
            self.said.setdefault(subject, {}).setdefault(predicate, []).append(value)

    def rows(self, table: Table) -> Iterator[Cells]:
        """Yield the row of each resource of a table, with a cell for each column."""
        kind = PDZ[table.class_name]
        for node, said in self.said.items():
            if kind in said.get(TYPE, ()):
                self._tell(node, TYPE, kind)
                yield self._row(table, node)

    def _row(self, table: Table, node: Term) -> Cells:
        designation = next(iter(self.said[node].get(PDZ["daDesignazione"], ())), None)
        cells = {}
        for column in table.columns:
            subject = designation if column.designation else node
            cells[column.name] = self._cell(column, subject) if subject is not None else ""
        if designation is not None and any(cells[column.name] for column in table.columns if column.designation):
            self._tell(node, PDZ["daDesignazione"], designation)
            self._tell(designation, TYPE, PDZ["Designazione"])
        return cells

    def _cell(self, column: Column, subject: Term) -> str:
        predicate = {schema.LABEL: LABEL, schema.CODE: NOTATION}.get(column.holds) or PDZ[column.to]
        values = self.said.get(subject, {}).get(predicate, ())
        texts = {value: text for value in values if (text := _text(column, value, self.codes)) is not None}
        if len(texts) > 1 and not column.many:
            return ""
        for value in texts:
            self._tell(subject, predicate, value)
        return SEPARATOR.join(sorted(texts.values()))

    def _tell(self, subject: Term, predicate: NamedNode, value: Term) -> None:
        self.told.add((subject, predicate, value))  # type: ignore[arg-type]


def _text(column: Column, value: Term, codes: Mapping[str, str]) -> str | None:
    """Return what a cell says for a value; None when it cannot say it."""
    if column.kinds:
        return codes.get(value.value) if isinstance(value, NamedNode) else None
    if not isinstance(value, Literal) or (column.many and SEPARATOR in value.value):
        return None
    if column.holds == schema.AMOUNT:
        amount = Decimal(value.value)
        return f"{amount:.2f}" if amount == round(amount, 2) else f"{amount:f}"
    return value.value


def as_csv(table: Table, rows: Iterable[Cells]) -> str:
    """Return a table as CSV in UTF-8: a header, then a row a line."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow([column.name for column in table.columns])
    sheet.writerows([row[column.name] for column in table.columns] for row in rows)
    return text.getvalue()
