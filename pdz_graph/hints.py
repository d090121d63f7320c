"""What a source may have meant otherwise: rows that it lacks, tables not filled in, rows too like what is recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from pyoxigraph import Literal, NamedNode

from pdz_graph.difference import DESIGNATED, Row, Said, Triples, in_order, owners_of, said_of
from pdz_graph.errors import Place, Problem, Text
from pdz_graph.facts import as_day
from pdz_graph.tables.schema import TABLES
from pdz_graph.terms import PDZ, TYPE

_ALIKE = (
    Text(
        "Una riga registrata dice lo stesso, con altri giorni, importi o testi.",
        "A recorded row says the same, with other days, sums or texts.",
    ),
    Text(
        "Se questa la corregge: esportare il registro, correggere là la riga, e registrarlo con --whole.",
        "If this corrects it: export the register, mend the row there, and record it with --whole.",
    ),
)


def missing(recorded: Triples, source: Triples, tables: Collection[str]) -> tuple[Row, ...]:
    """Return the recorded rows that a source does not speak of, of the tables of which it says half the rows or more.

    A source that says fewer brings news, and is not meant to say the rest.
    """
    spoken = {triple[0] for triple in source}
    kinds = {PDZ[table.class_name]: table.name for table in TABLES if table.name in tables}
    rows = [(kinds[value], subject) for subject, predicate, value in recorded if predicate == TYPE and value in kinds]  # type: ignore[index]
    gone = [(table, node) for table, node in rows if node not in spoken]
    there, lacking = (Counter(table for table, _ in some) for some in (rows, gone))
    return in_order(Row("withdrawn", table, node) for table, node in gone if 2 * lacking[table] <= there[table])


def left_alone(recorded: Triples, blank: Collection[str]) -> tuple[Problem, ...]:
    """Return a notice for each table that a source has without a row, while rows of it are recorded: they stay."""
    kinds = {PDZ[table.class_name]: table.name for table in TABLES if table.name in blank}
    there = Counter(kinds[value] for _, predicate, value in recorded if predicate == TYPE and value in kinds)  # type: ignore[index]
    return tuple(
        Problem(
            "table-blank",
            Place(name),
            Text(f"La tabella non ha righe: {number} registrate restano.", f"The table has no rows: {number} stay."),
            Text(
                "Se sono da togliere, annullare il cambiamento che le ha portate: «pdz log», «pdz undo».",
                "If they are to go, take back the change that brought them: “pdz log”, “pdz undo”.",
            ),
        )
        for name, number in sorted(there.items())
    )


def alike(recorded: Triples, source: Triples, places: Mapping[str, Place]) -> tuple[Problem, ...]:
    """Return a notice for each new row that refers to all that a recorded one refers to, and lasts when that does: a
    correction of its days, sums or texts, perhaps, where nothing but --whole corrects.

    Rows that have a code are told apart by it.
    """
    uncoded = {PDZ[table.class_name] for table in TABLES if not table.coded}
    new = frozenset(source) - frozenset(recorded)
    fresh = {subject: value for subject, predicate, value in new if predicate == TYPE and value in uncoded}
    if not fresh:
        return ()
    kinds = set(fresh.values())
    there: dict[frozenset[object], list[Said]] = {}
    old = {subject for subject, predicate, value in recorded if predicate == TYPE and value in kinds}
    for said in said_of(recorded, old, owners_of(recorded)).values():
        there.setdefault(_links(said), []).append(said)
    rows = said_of(source, fresh, owners_of(source))
    return tuple(
        Problem("row-alike", places.get(node.value, Place("")), *_ALIKE)
        for node, said in sorted(rows.items(), key=lambda one: str(one[0]))
        if any(_together(said, other) for other in there.get(_links(said), ()))
    )


def _links(said: Said) -> frozenset[object]:
    """Return what a row refers to, its designation apart."""
    own = ((predicate, values) for (designation, predicate), values in said.items() if not designation)
    return frozenset(
        (predicate, value)
        for predicate, values in own
        for value in values
        if isinstance(value, NamedNode) and predicate != DESIGNATED
    )


def _together(one: Said, other: Said) -> bool:
    """Tell whether two rows have a day in common; what has no first day always has, what has a year only with it."""
    years = [said.get((False, PDZ["anno"])) for said in (one, other)]
    first, last = _day(one, "dal", date.min), _day(one, "al", date.max)
    start, end = _day(other, "dal", date.min), _day(other, "al", date.max)
    return years[0] == years[1] and first <= end and start <= last


def _day(said: Said, name: str, otherwise: date) -> date:
    days = (as_day(value) for value in said.get((False, PDZ[name]), ()) if isinstance(value, Literal))
    return next((day for day in days if day), otherwise)
