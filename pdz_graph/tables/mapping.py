"""The rows of a register as statements: each row a resource whose IRI comes from what it says, never from its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from pdz_graph.errors import Place, Problem
from pdz_graph.tables import cells, faults, schema
from pdz_graph.tables.declared import SHARED, iri_of, local_name
from pdz_graph.tables.grid import Record
from pdz_graph.tables.known import Entry, Known
from pdz_graph.tables.names import Index, bag
from pdz_graph.tables.notes import Notes
from pdz_graph.tables.schema import Column, Table
from pdz_graph.terms import LABEL, NOTATION, PDZ, TYPE, XSD


@dataclass(frozen=True)
class Value:
    """What a cell means: the term of the statement, and how it stands in the name of the row's resource."""

    term: NamedNode | Literal
    name: str


Values = Mapping[str, list[Value]]


def _typed(read: Callable[[str], object], datatype: str) -> Callable[[str], Value]:
    """Return the reader of a column: ``read`` refuses or returns a value whose str() is its lexical form."""

    def value(text: str) -> Value:
        lexical = str(read(text))
        return Value(Literal(lexical, datatype=XSD[datatype]), lexical)

    return value


#: What reads the cells of a column that holds no reference.
READERS = {
    schema.DAY: _typed(cells.day, "date"),
    schema.YEAR: _typed(cells.year, "integer"),
    schema.AMOUNT: _typed(lambda text: f"{cells.amount(text).normalize():f}", "decimal"),
    schema.ISTAT: _typed(cells.istat, "string"),
    schema.TEXT: _typed(str, "string"),
    schema.LABEL: _typed(str, "string"),
    schema.CODE: _typed(str, "string"),
}


def row_name(table: Table, values: Values) -> str:
    """Return the local name of the resource of a row: the order of the values in a cell does not matter."""
    names = (sorted(value.name for value in values[column]) for column in table.identity)
    return local_name(name for some in names for name in some)


@dataclass
class Writing:
    """The statements written so far, and the row that each resource came from."""

    accordo: str
    known: Known
    index: Index
    notes: Notes
    quads: list[Quad] = field(default_factory=list)
    origins: dict[str, Place] = field(default_factory=dict)

    def write(self, record: Record) -> None:
        """Write the statements of a row; every problem of its cells is noted, and a row with problems says nothing."""
        noted = self._count()
        silent = record.table.withheld(record.cells)
        values = {column.name: self._values(record, column) for column in record.table.columns}
        values |= {column.name: [] for column in silent}
        self._check_interval(record, values)
        if not record.sound or self._count() > noted:
            return
        entry = self.index.coded(record.cells["codice"], record.table.family) if record.table.coded else None
        if record.table.coded and not self._checked(record, values, entry):
            return
        name = row_name(record.table, values)
        iri = entry.iri if entry else iri_of(self.accordo, record.table.family, name)
        if not entry and self._said_before(record, values, iri):
            return
        self.origins[iri.value] = record.place
        self._state(record, values, iri, name)

    def _count(self) -> int:
        """Return how many things keep rows from being written."""
        return len(self.notes.problems) + self.notes.suspended

    def _checked(self, record: Record, values: Values, entry: Entry | None) -> bool:
        """Return whether a row with a code says something new: its code may be another's, which was already noted.

        Of a person whom the accordo names a row may say more than the name.
        """
        shared = record.table.family in SHARED
        if entry and entry.place is None and shared:
            self._check_shared(record, values, entry)
            more = (column for column in record.table.columns if not column.required and values[column.name])
            return record.table.family == "persona" and any(more)
        if entry and entry.place == record.place and shared:
            self._check_name(record, values, entry)
        return entry is not None and entry.place == record.place

    def _values(self, record: Record, column: Column) -> list[Value]:
        """Return what a cell means, each value once; what cannot be read is noted."""
        text = record.cells.get(column.name)
        if text is None:
            return []
        found: dict[NamedNode | Literal, Value] = {}
        try:
            parts = cells.several(text) if column.many else [text]
        except cells.Unreadable as fault:
            self.notes.problem(fault.at(record.at(column.name)))
            return []
        for part in parts:
            try:
                value = self._reference(part, record, column) if column.kinds else READERS[column.holds](part)
            except cells.Unreadable as fault:
                self._note(fault, part, record, column)
            else:
                found.setdefault(value.term, value)
        return list(found.values())

    def _note(self, fault: cells.Unreadable, text: str, record: Record, column: Column) -> None:
        """Note what cannot be read; a reference whose row could not be read, or has a problem already, is suspended."""
        unread = fault.code == "reference-unknown" and self.notes.lost.intersection(column.kinds)
        if unread or (column.kinds and text in self.notes.disputed):
            self.notes.suspended += 1
        else:
            self.notes.problem(fault.at(record.at(column.name)))

    def _reference(self, text: str, record: Record, column: Column) -> Value:
        if not column.many and ";" in text:
            raise cells.Unreadable("value-several", *faults.one_only(text))
        match = self.index.find(text, column.kinds, column.many)
        if match.guessed:
            self.notes.notice(Problem("guess", record.at(column.name), *faults.guessed(text, match.entry)))
        return Value(match.entry.iri, match.entry.code)

    def _check_interval(self, record: Record, values: Values) -> None:
        """Note a row that ends before it begins; a row of one day is fine, for both ends are included."""
        if record.table.interval is None:
            return
        first, last = record.table.interval
        begins, ends = values[first.name], values[last.name]
        if begins and ends and ends[0].name < begins[0].name:
            said = faults.reversed_interval(first.name, begins[0].name, last.name, ends[0].name)
            self.notes.problem(Problem("interval-reversed", record.at(last.name), *said))

    def _check_shared(self, record: Record, values: Values, entry: Entry) -> None:
        """Note a row that repeats a body or person of the accordo without agreeing with it."""
        kind = record.table.family
        for name in (value.name for value in values["nome"]):
            same = bag(name) in map(bag, entry.names) if kind == "persona" else entry in self.index.named(name, kind)
            if not same:
                self.notes.problem(Problem("code-taken", record.at("codice"), *faults.code_taken(entry, name)))
        if entry.istat is None:
            self.quads.extend(Quad(entry.iri, PDZ["istat"], value.term) for value in values.get("istat", ()))
        tipo = entry.tipo.value.rpartition("/")[2] if entry.tipo else None
        for column, known in (("tipo", tipo), ("istat", entry.istat)):
            for value in values.get(column, ()):
                if known and value.name != known:
                    said = faults.body_differs(entry, value.name, known)
                    self.notes.problem(Problem("body-differs", record.at(column), *said))

    def _check_name(self, record: Record, values: Values, entry: Entry) -> None:
        """Note a new code for a body that the accordo knows; two persons of one name are only told."""
        kind = record.table.family
        for other in (one for value in values["nome"] for one in self.index.named(value.name, kind)):
            if kind == "persona":
                self.notes.notice(Problem("namesake", record.at("nome"), *faults.namesake(other)))
            elif other.tipo == values["tipo"][0].term:
                self.notes.problem(Problem("body-known", record.at("codice"), *faults.second_code(entry, other)))

    def _said_before(self, record: Record, values: Values, iri: NamedNode) -> bool:
        """Note a row that says again what another row or file says, or closes on another day a closed fact.

        A row may repeat a fact of the accordo to give it a last day: a membership that ended.
        """
        if iri.value in self.origins:
            said = faults.row_twice(record.table.identity, self.origins[iri.value])
            self.notes.problem(Problem("row-twice", record.place, *said))
            return True
        closed = self.known.dated.get(iri.value)
        last = record.table.interval[1].name if record.table.interval else ""
        if closed and values.get(last) and values[last][0].name != closed:
            said = faults.fact_closed(closed, values[last][0].name)
            self.notes.problem(Problem("fact-closed", record.at(last), *said))
            return True
        return False

    def _state(self, record: Record, values: Values, iri: NamedNode, name: str) -> None:
        self.quads.append(Quad(iri, TYPE, PDZ[record.table.class_name]))
        designation = iri_of(self.accordo, "designazione", name)
        designated = False
        for column in record.table.columns:
            subject = designation if column.designation else iri
            designated |= column.designation and bool(values[column.name])
            predicate = PREDICATES.get(column.holds) or PDZ[column.to]
            self.quads.extend(Quad(subject, predicate, value.term) for value in values[column.name])
        if designated:
            self.quads.append(Quad(designation, TYPE, PDZ["Designazione"]))
            self.quads.append(Quad(iri, PDZ["daDesignazione"], designation))
            self.origins[designation.value] = record.place


#: What a code and a name become; the other columns name their property.
PREDICATES = {schema.CODE: NOTATION, schema.LABEL: LABEL}
