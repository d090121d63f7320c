"""A folder of CSV tables, a file for each table and named after it; nothing is guessed but what divides the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pdz_graph.errors import InputError, Place, Problem, Text
from pdz_graph.files import Source, content, decoded, digest, refusal, unreadable
from pdz_graph.media import CSV, medium_of
from pdz_graph.tables.cells import LONGEST
from pdz_graph.tables.grid import MOST_ROWS, Grid, too_many
from pdz_graph.tables.notes import Notes
from pdz_graph.tables.schema import TABLES, Table, table_of


def read_folder(folder: Path, notes: Notes) -> Iterator[tuple[Grid, Source]]:
    """Yield the tables of ``folder``, sorted by file name; what is wrong goes to ``notes``.

    Files whose name begins with "_" or is leggimi or readme are not tables; a CSV whose name is of no table is a
    problem; a file of data in another format is not read, which a notice tells.
    """
    seen: dict[str, Path] = {}
    for path in _files(folder, notes):
        medium = medium_of(path)
        if medium is None or is_note(path.stem) or path.name.startswith("."):
            continue
        table = table_of(table_name(path.stem))
        if medium is not CSV:
            notes.notice(Problem("file-other", Place(str(path)), *_other_format(path)))
        elif table is None:
            notes.problem(Problem("table-unknown", Place(str(path)), *unknown_table(path.stem)))
        elif table.name in seen:
            notes.problem(Problem("table-twice", Place(str(path)), *_same_table(table, seen[table.name])))
        else:
            yield from read_csv(path, table, notes)
        if table:
            seen[table.name] = path
    if not seen and not notes.of(str(folder)):
        notes.problem(Problem("table-none", Place(str(folder)), *no_table()))


def _files(folder: Path, notes: Notes) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        notes.problem(Problem("file-unreadable", Place(str(folder)), *unreadable(error)))
        return []


def read_csv(path: Path, table: Table, notes: Notes) -> Iterator[tuple[Grid, Source]]:
    """Yield the one table of a CSV file, unless it cannot be read: then why goes to ``notes``."""
    place = Place(str(path))
    try:
        data = content(path, CSV.limit)
        grid = Grid(table, place, _rows(decoded(data, place), place))
    except InputError as error:
        notes.problems_of(error)
        return
    yield grid, Source(f"{path.parent.name}/{path.name}", digest(data))


_LONG = too_many("caratteri in una cella", "characters in a cell", LONGEST)


def _rows(text: str, place: Place) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_divider(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            rows.append((number, cells))
            if number > MOST_ROWS + 1:
                break
    except csv.Error as error:
        where = replace(place, row=len(rows) + 1, line=reader.line_num)
        if "field larger" in str(error):
            raise refusal("cell-long", where, *_LONG) from error
        raise refusal("csv-broken", where, *_broken(str(error))) from error
    return rows


def _divider(text: str) -> str:
    """Return what divides the cells of the header: the semicolon if it has one outside quotes, else the comma."""
    quoted = False
    for symbol in text:
        if symbol == '"':
            quoted = not quoted
        elif symbol in "\r\n" and not quoted:
            break
        elif symbol == ";" and not quoted:
            return ";"
    return ","


def table_name(name: str) -> str:
    """Return the name of a file or sheet as names of tables are written."""
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


def is_note(name: str) -> bool:
    """Return whether a file or sheet of that name speaks to people: its name begins with "_", or is leggimi, readme."""
    return name.startswith("_") or table_name(name) in ("leggimi", "readme")


def unknown_table(name: str) -> tuple[Text, Text]:
    """Return the problem of a file or sheet whose name is of no table."""
    from difflib import get_close_matches

    names = [table.name for table in TABLES]
    near = get_close_matches(table_name(name), names, 1, 0.6)
    it, en = (f"Forse «{near[0]}». ", f'Perhaps "{near[0]}". ') if near else ("", "")
    return (
        Text(f"«{name}» non è una tabella del registro.", f'"{name}" is not a table of the register.'),
        Text(
            f"{it}Ammesse: {', '.join(names)}. Un foglio di appunti comincia con «_».",
            f'{en}Admitted: {", ".join(names)}. A sheet of notes begins with "_".',
        ),
    )


def no_table() -> tuple[Text, Text]:
    """Return the problem of a folder or workbook without tables."""
    names = ", ".join(table.name for table in TABLES)
    return (
        Text("Non c'è nessuna tabella del registro.", "There is no table of the register."),
        Text(
            f"Mettervi almeno una delle tabelle (file .csv o fogli): {names}.",
            f"Put at least one of the tables there (.csv files or sheets): {names}.",
        ),
    )


def _other_format(path: Path) -> tuple[Text, Text]:
    return (
        Text(
            f"Il file {path.name} non è un CSV e in una cartella di tabelle non si legge.",
            f"The file {path.name} is no CSV and is not read in a folder of tables.",
        ),
        Text("Indicarlo da solo, oltre alla cartella.", "Name it by itself, beside the folder."),
    )


def _same_table(table: Table, other: Path) -> tuple[Text, Text]:
    return (
        Text(f"La tabella {table.name} sta già in {other.name}.", f"Table {table.name} is already in {other.name}."),
        Text("Unire i due file.", "Join the two files."),
    )


def _broken(said: str) -> tuple[Text, Text]:
    return (
        Text(f"Il CSV è scritto male: {said}.", f"The CSV is broken: {said}."),
        Text(
            'Chiudere le virgolette aperte; le virgolette dentro un valore si scrivono doppie ("").',
            'Close the open quotes; quotes inside a value are written twice ("").',
        ),
    )
