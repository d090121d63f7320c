"""An XLSX workbook, a sheet for each table: read by calamine after an inspection, every cell as the text of a clerk."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from pdz_graph.errors import InputError, Place, Problem, Text
from pdz_graph.files import Source, content, refusal, source_of
from pdz_graph.media import XLSX
from pdz_graph.tables.csvfolder import is_note, lost_with, no_table, table_name, unknown_table
from pdz_graph.tables.grid import MOST_COLUMNS, Grid
from pdz_graph.tables.notes import Notes
from pdz_graph.tables.schema import MOST_ROWS, Table, declarable, table_of

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

    from pdz_graph.tables.worksheet import Outline

Element = tuple[str, dict[str, str]]
Cell = str | int | float | bool | date | datetime | time | timedelta


def read_workbook(path: Path, accordo: str, notes: Notes) -> Iterator[tuple[Grid, Source]]:
    """Yield the tables of a workbook, in the order of its sheets; what is wrong goes to ``notes``.

    A workbook of ours that is of another accordo, or of another version, is refused; one that says neither is read.
    Sheets that are empty, or whose name begins with "_" or is leggimi or readme, are no tables.
    """
    place = Place(str(path))
    try:
        data = content(path, XLSX.limit)
        book, outlines, change = _opened(data, accordo, place)
    except InputError as error:
        notes.lose(declarable())
        notes.problems_of(error)
        return
    source = replace(source_of(path, data), change=change)
    for grid in _tables(book, outlines, place, notes):
        yield grid, source


def _tables(book: CalamineWorkbook, outlines: dict[str, Outline], place: Place, notes: Notes) -> Iterator[Grid]:
    seen: set[str] = set()
    for name in book.sheet_names:
        where, outline, table = replace(place, sheet=name), outlines.get(name), table_of(table_name(name))
        if is_note(name) or outline is None or (table is None and not outline.filled):
            continue
        if table is None:
            notes.lose(lost_with(name))
            notes.problem(Problem("table-unknown", where, *unknown_table(name)))
        elif table.name in seen:
            notes.lose(table.declares)
            notes.problem(Problem("table-twice", where, *_same_table(table)))
        elif outline.filled:
            yield from _grid(book, outline, table, where, notes)
        seen |= {table.name} if table else set()
    if not seen and not notes.of(place.file):
        notes.problem(Problem("table-none", place, *no_table()))


def _grid(book: CalamineWorkbook, outline: Outline, table: Table, where: Place, notes: Notes) -> Iterator[Grid]:
    """Yield the table of a sheet, unless its parser refuses it: then why goes to ``notes``."""
    from python_calamine import CalamineError

    try:
        rows = _rows(book, where.sheet or "")
    except (CalamineError, ValueError):
        notes.lose(table.declares)
        notes.problem(Problem("xlsx-broken", where, *_BROKEN))
        return
    yield Grid(table, where, rows, outline.flaws)


def _opened(data: bytes, accordo: str, place: Place) -> tuple[CalamineWorkbook, dict[str, Outline], int | None]:
    """Return the workbook, the outline of each sheet by name, and after which change it was exported; raise InputError
    when it cannot be read safely."""
    from xml.parsers.expat import ExpatError

    from python_calamine import CalamineError, load_workbook

    from pdz_graph.tables import properties
    from pdz_graph.tables.archive import packed, unpacked

    entries = unpacked(data, place)
    try:
        change = properties.check(_part(entries, properties.PART), accordo, place)
        outlines = _outlines(entries, place)
        return load_workbook(io.BytesIO(packed(entries))), outlines, change
    except (CalamineError, ExpatError, KeyError, ValueError) as error:
        raise refusal("xlsx-broken", place, *_BROKEN) from error


def _outlines(entries: dict[str, bytes], place: Place) -> dict[str, Outline]:
    """Return the outline of each worksheet by name; one that the workbook does not name is inspected all the same."""
    from pdz_graph.tables.worksheet import SizeError, elements, outline, texts

    shared = _part(entries, "xl/sharedstrings.xml")
    names = _sheet_names(elements(entries["xl/workbook.xml"]), elements(entries["xl/_rels/workbook.xml.rels"]))
    found: dict[str, Outline] = {}
    where = place
    try:
        lengths = texts(shared)
        for part, data in entries.items():
            if part.lower().startswith("xl/worksheets/"):
                where = replace(place, sheet=names.get(part))
                found[names.get(part, part)] = outline(data, lengths, MOST_ROWS + 1, MOST_COLUMNS)
    except SizeError as error:
        raise refusal("xlsx-bomb", where, *_OVERGROWN) from error
    return found


def _part(entries: dict[str, bytes], wanted: str) -> bytes:
    """Return a part by its name in lower case; an absent one is empty."""
    return next((data for name, data in entries.items() if name.lower() == wanted), b"")


def _sheet_names(workbook: list[Element], relations: list[Element]) -> dict[str, str]:
    """Return the name of the sheet that each part of the workbook is."""
    targets = {
        attributes.get("Id", ""): posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
        for name, attributes in relations
        if name == "Relationship"
    }
    return {
        targets.get(value, ""): attributes.get("name", "")
        for name, attributes in workbook
        if name == "sheet"
        for attribute, value in attributes.items()
        if attribute.rpartition(":")[2] == "id"
    }


def _rows(book: CalamineWorkbook, name: str) -> Sequence[tuple[int, Sequence[str]]]:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    return [(number, [_text(cell) for cell in cells]) for number, cells in enumerate(rows, start=1)]


def _text(cell: Cell) -> str:
    """Return what a clerk would have typed for a typed cell: 2013, 1234.56, 2013-03-31."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "VERO" if cell else "FALSO"
    if isinstance(cell, datetime):
        return str(cell.date() if cell.time() == time() else cell)
    if isinstance(cell, float):
        return _number(cell)
    return str(cell)


def _number(cell: float) -> str:
    """Return a number without exponent; what floating point adds to a sum of cents is taken away."""
    nearest = round(cell, 2)
    exact = nearest if abs(nearest - cell) < 1e-7 else cell
    return f"{Decimal(repr(exact)):f}".removesuffix(".0")


def _same_table(table: Table) -> tuple[Text, Text]:
    return (
        Text(f"Due fogli sono la tabella {table.name}.", f"Two sheets are table {table.name}."),
        Text("Unire i due fogli.", "Join the two sheets."),
    )


_OVERGROWN = (
    Text("Un foglio ha celle troppo lontane, o troppo testo.", "A sheet has cells too far away, or too much text."),
    Text(
        f"Al più {MOST_ROWS} righe e {MOST_COLUMNS} colonne: cancellare le righe e le colonne vuote in fondo.",
        f"At most {MOST_ROWS} rows and {MOST_COLUMNS} columns: delete the empty rows and columns at the end.",
    ),
)
_BROKEN = (
    Text("Il file non è un XLSX leggibile.", "The file is not a readable XLSX."),
    Text("Salvarlo di nuovo dal foglio di calcolo nel formato .xlsx.", "Save it again from the spreadsheet as .xlsx."),
)
