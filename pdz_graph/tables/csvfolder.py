"""A folder of CSV tables, a file for each table and named after it; nothing is guessed but what divides the cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pdz_graph.errors import InputError, Place, Problem, Text
from pdz_graph.files import Source, content, decoded, refusal, source_of, unreadable
from pdz_graph.media import CSV, medium_of
from pdz_graph.tables.cells import LONGEST
from pdz_graph.tables.grid import Grid, too_many
from pdz_graph.tables.notes import Notes
from pdz_graph.tables.schema import MOST_ROWS, TABLES, Table, declarable, table_of


def read_folder(folder: Path, notes: Notes) -> Iterator[tuple[Grid, Source]]:
    """Yield the tables of ``folder``, sorted by file name; what is wrong goes to ``notes``.

    What is hidden, or whose name begins with "_" or is leggimi or readme, is left alone; a CSV whose name is of no
    table is a problem; of anything else a notice tells that it is not read.
    """
    seen: dict[str, Path] = {}
    others: list[Path] = []
    for path in _files(folder, notes):
        table = table_of(table_name(path.stem))
        if is_note(path.stem) or path.name.startswith((".", "~$")):
            continue
        if medium_of(path) is not CSV:
            others.append(path)
        elif table is None:
            notes.lose(lost_with(path.stem))
            notes.problem(Problem("table-unknown", Place(str(path)), *unknown_table(path.stem)))
        elif table.name in seen:
            notes.lose(table.declares)
            notes.problem(Problem("table-twice", Place(str(path)), *_same_table(table, seen[table.name])))
        else:
            seen[table.name] = path
            yield from read_csv(path, table, notes)
    for path in others:
        _tell_unread(path, seen, notes)
    if not seen and not notes.of(str(folder)):
        notes.problem(Problem("table-none", Place(str(folder)), *no_table()))


def _tell_unread(path: Path, seen: Mapping[str, Path], notes: Notes) -> None:
    """Tell of a file or subfolder that is not read; one named after a table that is not there may be that table."""
    table = table_of(table_name(path.name.partition(".")[0]))
    if table and table.name not in seen:
        notes.lose(table.declares)
        notes.notice(Problem("table-other", Place(str(path)), *_unread_table(path, table)))
    else:
        notes.notice(Problem("file-other", Place(str(path)), *_unread(path)))


def _files(folder: Path, notes: Notes) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        notes.lose(declarable())
        notes.problem(Problem("file-unreadable", Place(str(folder)), *unreadable(error)))
        return []


def read_csv(path: Path, table: Table, notes: Notes) -> Iterator[tuple[Grid, Source]]:
    """Yield the one table of a CSV file, unless it cannot be read: then why goes to ``notes``."""
    place = Place(str(path))
    try:
        data = content(path, CSV.limit)
        grid = Grid(table, place, _rows(decoded(data, place), place))
    except InputError as error:
        notes.lose(table.declares)
        notes.problems_of(error)
        return
    yield grid, source_of(path, data, folder=True)


#: A first line that only Excel reads, to know what divides the cells.
_DECLARED_DIVIDER = re.compile(r'"?sep=.?"?[;,]*\s*$', re.IGNORECASE | re.MULTILINE)
_LONG = too_many("caratteri in una cella", "characters in a cell", LONGEST)


def _rows(text: str, place: Place) -> list[tuple[int, list[str]]]:
    if _DECLARED_DIVIDER.match(text):
        raise refusal("csv-divider", replace(place, row=1), *_DIVIDER_LINE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_divider(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS + 1:
                raise refusal("table-long", place, *too_many("righe", "rows", MOST_ROWS))
            rows.append((number, cells))
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
    near, names = _near(name), ", ".join(table.name for table in TABLES)
    it, en = (f"Forse «{near.name}». ", f'Perhaps "{near.name}". ') if near else ("", "")
    return (
        Text(f"«{name}» non è una tabella del registro.", f'"{name}" is not a table of the register.'),
        Text(
            f"{it}Ammesse: {names}. Un foglio di appunti comincia con «_».",
            f'{en}Admitted: {names}. A sheet of notes begins with "_".',
        ),
    )


def lost_with(name: str) -> tuple[str, ...]:
    """Return the kinds that a file or sheet whose name is of no table may have been meant to declare."""
    near = _near(name)
    return near.declares if near else ()


def _near(name: str) -> Table | None:
    from difflib import get_close_matches

    near = get_close_matches(table_name(name), [table.name for table in TABLES], 1, 0.6)
    return table_of(near[0]) if near else None


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


def _unread(path: Path) -> tuple[Text, Text]:
    return (
        Text(
            f"«{path.name}» non è una tabella in CSV e in una cartella di tabelle non si legge.",
            f'"{path.name}" is no table in CSV and is not read in a folder of tables.',
        ),
        Text(
            "Se fa parte del registro, indicarlo da solo oltre alla cartella; gli appunti cominciano con «_».",
            'If it is part of the register, name it by itself beside the folder; notes begin with "_".',
        )
        if medium_of(path) or path.is_dir()
        else Text(
            "Se contiene tabelle, salvarle in CSV o in XLSX; gli appunti cominciano con «_».",
            'If it holds tables, save them as CSV or XLSX; notes begin with "_".',
        ),
    )


def _unread_table(path: Path, table: Table) -> tuple[Text, Text]:
    return (
        _unread(path)[0],
        Text(
            f"Se è la tabella {table.name}, salvarla in «CSV UTF-8» con il nome {table.name}.csv.",
            f'If it is table {table.name}, save it as "CSV UTF-8" by the name {table.name}.csv.',
        ),
    )


def _same_table(table: Table, other: Path) -> tuple[Text, Text]:
    return (
        Text(f"La tabella {table.name} sta già in {other.name}.", f"Table {table.name} is already in {other.name}."),
        Text("Unire i due file.", "Join the two files."),
    )


_DIVIDER_LINE = (
    Text("La prima riga è «sep=», che solo Excel capisce.", 'The first row is "sep=", which only Excel understands.'),
    Text(
        "Togliere la prima riga: che cosa divide le celle si vede dai nomi delle colonne.",
        "Take the first row away: what divides the cells shows in the names of the columns.",
    ),
)


def _broken(said: str) -> tuple[Text, Text]:
    return (
        Text(f"Il CSV è scritto male: {said}.", f"The CSV is broken: {said}."),
        Text(
            'Chiudere le virgolette aperte; le virgolette dentro un valore si scrivono doppie ("").',
            'Close the open quotes; quotes inside a value are written twice ("").',
        ),
    )
