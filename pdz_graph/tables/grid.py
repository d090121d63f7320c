"""A table as it was written, and its rows once the header is understood; what cells mean is read elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pdz_graph.errors import Place, Problem, Text
from pdz_graph.files import FORBIDDEN
from pdz_graph.tables.cells import LONGEST
from pdz_graph.tables.notes import Notes
from pdz_graph.tables.schema import Column, Table

#: The most columns of a table.
MOST_COLUMNS = 100


@dataclass(frozen=True)
class Grid:
    """The cells of a table, as text: each row with its number (the header is row 1) and its cells in order.

    ``flaws`` names, by row number and position from 0, the cells that the program that wrote the file left broken:
    "error" (#N/D and the like), "formula" (never computed), or "merged A2:A4", the area that they share.
    """

    table: Table
    place: Place
    rows: Sequence[tuple[int, Sequence[str]]]
    flaws: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """A row that is not empty: its table, its place, its cells by column without the empty ones.

    ``sound`` is False when a problem of the row, or of the header, was already noted.
    """

    table: Table
    place: Place
    cells: Mapping[str, str]
    sound: bool

    def at(self, column: str) -> Place:
        """Return the place of a cell."""
        return replace(self.place, column=column)


def records(grid: Grid, notes: Notes) -> Iterator[Record]:
    """Yield the rows of a grid, in order; what is wrong with its form goes to ``notes``."""
    rows = [(number, cells) for number, cells in grid.rows if any(cell.strip() for cell in cells)]
    if not rows or rows[0][0] != 1:
        notes.lose(grid.table.declares)
        notes.problem(Problem("header-missing", replace(grid.place, row=1), *_no_header(grid.table)))
        return
    columns = _columns(grid, rows[0][1], notes)
    if len(rows) - 1 > grid.table.most:
        notes.lose(grid.table.declares)
        notes.problem(Problem("table-long", grid.place, *too_many("righe", "rows", grid.table.most)))
        return
    told: set[str] = set()
    if columns:
        for number, cells in rows[1:]:
            yield _record(grid, columns, number, cells, notes, told=told)


def _columns(grid: Grid, header: Sequence[str], notes: Notes) -> dict[int, Column]:
    """Return the column that stands at each position; unknown, repeated and missing ones go to ``notes``."""
    place = replace(grid.place, row=1)
    if len(header) > MOST_COLUMNS:
        notes.lose(grid.table.declares)
        notes.problem(Problem("table-wide", place, *too_many("colonne", "columns", MOST_COLUMNS)))
        return {}
    named = {column.name: column for column in grid.table.columns}
    found: dict[int, Column] = {}
    for position, cell in enumerate(header):
        name = "_".join(cell.strip().rstrip("*").casefold().replace("-", " ").replace("_", " ").split())
        if name not in named:
            if name:
                where = replace(place, column=cell.strip()[:60])
                notes.problem(Problem("column-unknown", where, *_unknown(cell, grid.table)))
        elif named[name] in found.values():
            notes.problem(Problem("column-twice", replace(place, column=name), *_twice(name)))
        else:
            found[position] = named[name]
    for column in grid.table.columns:
        if column.required and column not in found.values():
            where = replace(place, column=column.name)
            notes.lose(grid.table.declares)
            notes.problem(Problem("column-missing", where, *_missing_column(grid.table, column)))
    return found


def _record(
    grid: Grid, columns: Mapping[int, Column], number: int, cells: Sequence[str], notes: Notes, *, told: set[str]
) -> Record:
    """Return a row; ``told`` are the areas of merged cells that were told of already."""
    place = replace(grid.place, row=number)
    problems: list[Problem] = []
    kept: dict[str, str] = {}
    flawed: set[str] = set()
    for position, cell in enumerate(cells):
        column, text = columns.get(position), cell.strip()
        flaw = grid.flaws.get((number, position), "")
        if flaw and column:
            flawed.add(column.name)
            problems.extend(_flaw_problems(flaw, replace(place, column=column.name), told))
        elif text and column is None and position >= len(grid.rows[0][1]):
            problems.append(Problem("cell-beyond", place, *_beyond(text)))
            break
        elif text and column:
            problems.extend(_cell_problems(text, replace(place, column=column.name)))
            kept[column.name] = " ".join(text.split())
    noted = flawed | {problem.place.column for problem in problems}
    problems.extend(
        Problem("cell-missing", replace(place, column=column.name), *_missing_cell(column))
        for column in grid.table.lacking({*kept, *filter(None, noted)})
        if column in columns.values()
    )
    for problem in problems:
        notes.problem(problem)
    whole = not grid.table.lacking(kept)
    return Record(grid.table, place, kept, whole and not problems and not flawed)


def _flaw_problems(flaw: str, place: Place, told: set[str]) -> Iterator[Problem]:
    kind, _, area = flaw.partition(" ")
    if area in told:
        return
    if area:
        told.add(area)
        yield Problem("cell-merged", place, *_merged(area))
    else:
        yield Problem(f"cell-{kind}", place, *_FLAWS[kind])


def _cell_problems(text: str, place: Place) -> Iterator[Problem]:
    if len(text) > LONGEST:
        yield Problem("cell-long", place, *too_many("caratteri nella cella", "characters in the cell", LONGEST))
    if match := FORBIDDEN.search(text):
        yield Problem("cell-control", place, *_control(match.group()))


def _listed(table: Table) -> str:
    return ", ".join(column.name + "*" * column.required for column in table.columns)


def _no_header(table: Table) -> tuple[Text, Text]:
    return (
        Text("La prima riga non ha i nomi delle colonne.", "The first row does not hold the names of the columns."),
        Text(
            f"Scrivere nella prima riga: {_listed(table)} (* obbligatoria).",
            f"Write in the first row: {_listed(table)} (* required).",
        ),
    )


def _unknown(cell: str, table: Table) -> tuple[Text, Text]:
    from difflib import get_close_matches

    cell = cell.strip()[:60]
    near = get_close_matches(cell.casefold(), [column.name for column in table.columns], 1, 0.6)
    it, en = (f"Forse «{near[0]}». ", f'Perhaps "{near[0]}". ') if near else ("", "")
    return (
        Text(f"La tabella {table.name} non ha la colonna «{cell}».", f'Table {table.name} has no column "{cell}".'),
        Text(
            f"{it}Ammesse: {_listed(table)}; in un CSV sono divise da virgola o punto e virgola.",
            f"{en}Admitted: {_listed(table)}; in a CSV they are divided by comma or semicolon.",
        ),
    )


def _twice(name: str) -> tuple[Text, Text]:
    return (
        Text(f"La colonna {name} c'è due volte.", f"Column {name} is there twice."),
        Text(
            "Tenerne una; più valori si scrivono in una cella, con «;».",
            'Keep one; several values go in one cell, with ";".',
        ),
    )


def _missing_column(table: Table, column: Column) -> tuple[Text, Text]:
    return (
        Text(f"Manca la colonna {column.name}.", f"Column {column.name} is missing."),
        Text(
            f"La tabella {table.name} ha le colonne {_listed(table)} (* obbligatoria).",
            f"Table {table.name} has the columns {_listed(table)} (* required).",
        ),
    )


def _missing_cell(column: Column) -> tuple[Text, Text]:
    holds = HOLDS[column.holds]
    return (
        Text(f"La cella {column.name} è vuota.", f"Cell {column.name} is empty."),
        Text(f"È obbligatoria: scrivere {holds.it}.", f"It is required: write {holds.en}."),
    )


def _beyond(text: str) -> tuple[Text, Text]:
    return (
        Text(
            f"La riga ha più celle dell'intestazione: «{text[:60]}».",
            f'The row has more cells than the header: "{text[:60]}".',
        ),
        Text(
            "Mettere tra virgolette i valori che contengono virgole o punti e virgola.",
            "Put between quotes the values that hold commas or semicolons.",
        ),
    )


def too_many(it: str, en: str, most: int) -> tuple[Text, Text]:
    """Return the problem of a thing that goes beyond its limit."""
    return (
        Text(f"Più di {most} {it}.", f"More than {most} {en}."),
        Text(f"Se ne leggono al più {most}.", f"At most {most} are read."),
    )


def _control(found: str) -> tuple[Text, Text]:
    return (
        Text(
            f"La cella contiene il carattere di controllo U+{ord(found):04X}.",
            f"The cell holds the control character U+{ord(found):04X}.",
        ),
        Text(
            "Riscrivere la cella: si ammette testo senza caratteri invisibili.",
            "Write the cell anew: text without invisible characters is admitted.",
        ),
    )


def _merged(area: str) -> tuple[Text, Text]:
    return (
        Text(
            f"Le celle {area} sono unite: il valore varrebbe solo per la prima.",
            f"The cells {area} are merged: the value would be of the first alone.",
        ),
        Text(
            "Separare le celle unite, e scrivere in ciascuna il suo valore.",
            "Unmerge the cells, and write in each its value.",
        ),
    )


_FLAWS = {
    "error": (
        Text("La cella contiene un errore del foglio di calcolo.", "The cell holds an error of the spreadsheet."),
        Text("Correggere la formula, o scrivere il valore.", "Mend the formula, or write the value."),
    ),
    "formula": (
        Text("La cella contiene una formula mai calcolata.", "The cell holds a formula never computed."),
        Text("Aprire e salvare il file, o scrivere il valore.", "Open and save the file, or write the value."),
    ),
}
HOLDS = {
    "code": Text("un codice", "a code"),
    "label": Text("un nome", "a name"),
    "text": Text("un testo", "a text"),
    "day": Text("un giorno (2013-03-31 oppure 31/03/2013)", "a day (2013-03-31 or 31/03/2013)"),
    "year": Text("un anno (2013)", "a year (2013)"),
    "amount": Text("un importo (1234.56 oppure 1.234,56)", "an amount (1234.56 or 1.234,56)"),
    "istat": Text("un codice ISTAT di sei cifre", "an ISTAT code of six digits"),
    "reference": Text("un codice o un nome noto", "a known code or name"),
}
