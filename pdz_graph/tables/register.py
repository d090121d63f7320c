"""A register read whole: tables, workbooks and RDF files become statements, or one error with every problem found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from pdz_graph.errors import InputError, Place, Problem, Text
from pdz_graph.facts import triples_of
from pdz_graph.files import Source, is_folder
from pdz_graph.media import CSV, XLSX, Medium, admitted, medium_of
from pdz_graph.sources import Rules, Statements, read_rdf
from pdz_graph.tables import schema
from pdz_graph.tables.csvfolder import lost_with, read_csv, read_folder, table_name, unknown_table
from pdz_graph.tables.declared import declared
from pdz_graph.tables.grid import Grid, Record, records
from pdz_graph.tables.known import NOTHING, Known
from pdz_graph.tables.mapping import Writing
from pdz_graph.tables.measure import MOST_STATEMENTS, oversize, too_many_statements
from pdz_graph.tables.names import Index
from pdz_graph.tables.notes import Notes
from pdz_graph.tables.schema import TABLES, table_of
from pdz_graph.terms import ACCORDO, PDZ, XSD

_DATATYPES = {
    schema.DAY: frozenset({XSD["date"].value}),
    schema.YEAR: frozenset({XSD["integer"].value}),
    schema.AMOUNT: frozenset({XSD["decimal"].value, XSD["integer"].value}),
    schema.REFERENCE: frozenset[str](),
}


@dataclass(frozen=True)
class Register:
    """What a register says, in the default graph, and where it was read.

    ``origins`` maps the IRI of each resource to the row (or RDF file) it came from; ``notices`` are what was done
    without being asked and should be seen, guesses above all; ``sources`` the files read, sorted by name; ``tables``
    the names of the tables of which they hold a row, which for RDF are all; ``blank`` of those that have none.
    """

    quads: list[Quad]
    notices: tuple[Problem, ...]
    origins: dict[str, Place]
    sources: tuple[Source, ...]
    tables: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()


def read_register(
    paths: Sequence[Path], known: Known, accordo: str, recorded: Known = NOTHING, *, whole: bool = False
) -> Register:
    """Read the register of ``accordo`` (its identifier) from folders of CSV tables, XLSX workbooks and RDF files.

    Rows of one table in several sources are one table. Rows may refer to things that were ``recorded`` before, and say
    them again; with ``whole`` the sources are all that their tables hold, and what those held before is not known any
    more. Raises InputError with every problem of every source, sorted by place; nothing is returned of a register with
    problems.
    """
    notes = Notes()
    grids: list[tuple[Grid, Source]] = []
    statements: list[tuple[Path, Statements]] = []
    rules = Rules(_ranges(), known.declared)
    for path in dict.fromkeys(paths):
        medium, folder = medium_of(path), _is_folder(path, notes)
        if folder is not None and medium and medium.rdf and not folder:
            statements.extend(_rdf(path, medium, accordo, rules, notes))
        elif folder is not None:
            grids.extend(_tables(path, folder, medium, accordo, notes))
    origins = _origins(statements)
    quads = [quad for _, said in statements for quad in said.quads]
    tables = frozenset(table.name for table in TABLES) if statements else _filled(grids)
    old = recorded.without(table.family for table in TABLES if whole and table.name in tables)
    writing = Writing(accordo, known.with_statements(quads, origins), Index(()), notes, origins=origins)
    _write(grids, old, writing)
    notes.refuse()
    for problem in oversize(triples_of([*quads, *writing.quads]), writing.origins):
        notes.problem(problem)
    notes.refuse()
    sources = {source for _, source in grids} | {said.source for _, said in statements}
    return Register(
        list(dict.fromkeys(quads + writing.quads)),
        tuple(notes.notices),
        writing.origins,
        tuple(sorted(sources, key=lambda source: (source.name, source.sha256))),
        tables,
        frozenset(grid.table.name for grid, _ in grids) - tables,
    )


def _filled(grids: Iterable[tuple[Grid, Source]]) -> frozenset[str]:
    """Return the names of the tables that have a row: one without any is a form not filled in, and says nothing."""
    return frozenset(
        grid.table.name
        for grid, _ in grids
        if any(cell.strip() for number, cells in grid.rows if number > 1 for cell in cells)
    )


def _is_folder(path: Path, notes: Notes) -> bool | None:
    """Tell whether a path is a folder; None when it cannot be reached: then why goes to ``notes``."""
    try:
        return is_folder(path)
    except InputError as error:
        lone = table_of(table_name(path.stem)) if medium_of(path) is CSV else None
        notes.lose(lone.declares if lone else schema.declarable())
        notes.problems_of(error)
        return None


def _rdf(path: Path, medium: Medium, accordo: str, rules: Rules, notes: Notes) -> Iterator[tuple[Path, Statements]]:
    try:
        said = read_rdf(path, medium, accordo, rules)
    except InputError as error:
        notes.lose(schema.declarable())
        notes.problems_of(error)
        return
    for notice in said.notices:
        notes.notice(notice)
    yield path, said


def _tables(
    path: Path, folder: bool, medium: Medium | None, accordo: str, notes: Notes
) -> Iterator[tuple[Grid, Source]]:
    """Yield the tables of a folder, a workbook or a lone CSV file."""
    if folder:
        yield from read_folder(path, notes)
    elif medium is XLSX:
        from pdz_graph.tables.xlsx import read_workbook

        yield from read_workbook(path, accordo, notes)
    elif medium is not CSV:
        notes.lose(schema.declarable())
        notes.problem(Problem("source-format", Place(str(path)), *_unknown_format(path)))
    elif table := table_of(table_name(path.stem)):
        yield from read_csv(path, table, notes)
    else:
        notes.lose(lost_with(path.stem))
        notes.problem(Problem("table-unknown", Place(str(path)), *unknown_table(path.stem)))


def _write(grids: Iterable[tuple[Grid, Source]], recorded: Known, writing: Writing) -> None:
    """Read the rows, table by table in the order of the schema, and write what they say."""
    rank = {table.name: number for number, table in enumerate(TABLES)}
    rows: list[Record] = []
    for grid, _ in sorted(grids, key=lambda one: rank[one[0].table.name]):
        rows.extend(records(grid, writing.notes))
    again = {(record.table.family, record.cells.get("codice")) for record in rows}
    there = {entry.iri for entry in writing.known.entries}
    old = [one for one in recorded.entries if (one.kind, one.code) not in again and one.iri not in there]
    mine = [entry for entry in writing.known.entries if _reachable(entry.iri, writing.accordo)] + old
    more = declared(rows, Index(mine), writing.accordo, writing.notes)
    writing.index = Index([*mine, *more])
    statements = 0
    for record in rows:
        before = len(writing.quads)
        writing.write(record)
        statements += len(writing.quads) - before if record.table.most == schema.MOST_FACTS else 0
        if statements > MOST_STATEMENTS:
            writing.notes.problem(too_many_statements(record.place))
            break


def _reachable(iri: NamedNode, accordo: str) -> bool:
    """Return whether a register of ``accordo`` may refer to a thing: never to those of another accordo."""
    return iri not in ACCORDO or ACCORDO.name(iri).startswith(f"{accordo}/")


def _origins(statements: Iterable[tuple[Path, Statements]]) -> dict[str, Place]:
    origins: dict[str, Place] = {}
    for path, said in statements:
        place = Place(str(path))
        for quad in said.quads:
            if isinstance(quad.subject, NamedNode):
                origins.setdefault(quad.subject.value, place)
    return origins


def _ranges() -> dict[str, frozenset[str]]:
    """Return the datatypes of the properties that the tables write, which RDF must keep to; empty for resources."""
    return {
        PDZ[column.to].value: _DATATYPES[column.holds]
        for table in TABLES
        for column in table.columns
        if column.to and column.holds in _DATATYPES
    }


#: What other spreadsheets are called.
_SPREADSHEETS = {".ods", ".xls", ".xlsm", ".xlsb", ".numbers"}


def _unknown_format(path: Path) -> tuple[Text, Text]:
    sheet = path.suffix.lower() in _SPREADSHEETS
    it, en = ("Salvarlo nel formato .xlsx. ", "Save it in the format .xlsx. ") if sheet else ("", "")
    return (
        Text(f"Il formato «{path.suffix}» non si legge.", f'The format "{path.suffix}" is not read.'),
        Text(
            f"{it}Indicare una cartella di tabelle CSV, o un file {admitted()}.",
            f"{en}Name a folder of CSV tables, or a file {admitted()}.",
        ),
    )
