"""Answers for a spreadsheet: a CSV that opens well in one, and a workbook; no text of theirs is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pdz_graph.answers import Answered, Rows
from pdz_graph.answers.plain import defused, rows_of
from pdz_graph.answers.values import Value, value
from pdz_graph.files import FORBIDDEN

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: What tells a spreadsheet that a CSV is in UTF-8.
_BOM = "\ufeff"
#: The most characters that a cell holds.
_CELL = 32_767


def excel_csv(answered: Answered) -> bytes:
    """Return rows as a CSV that Italian spreadsheets open well: semicolons, a decimal comma, UTF-8 with its mark."""
    rows, sheet = rows_of(answered), io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow(rows.names)
    for row in rows.rows:
        writer.writerow([_cell(term_value) for term_value in map(value, row)])
    return f"{_BOM}{sheet.getvalue()}".encode()


def _cell(said: object) -> str:
    match said:
        case None:
            return ""
        case bool():
            return str(said).lower()
        case int():
            return str(said)
        case Decimal():
            return format(said, "f").replace(".", ",")
        case date():
            return said.isoformat()
        case _:
            return defused(str(said))


def workbook(answered: Answered) -> bytes:
    """Return rows as a workbook of one sheet: see ``workbook_of``."""
    return workbook_of({"risposta": answered})


def workbook_of(sheets: Mapping[str, Answered]) -> bytes:
    """Return several answers as a workbook, a sheet for each by its name, the same bytes each time: numbers and days as
    such, the rest as text."""
    from openpyxl import Workbook

    from pdz_graph.tables.saved import saved

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, answered in sheets.items():
        _fill(book.create_sheet(title), rows_of(answered))
    return saved(book)


def _fill(sheet: Worksheet, rows: Rows) -> None:
    sheet.freeze_panes = "A2"
    lines: list[Iterable[Value]] = [rows.names, *(map(value, row) for row in rows.rows)]
    for down, row in enumerate(lines, 1):
        for across, said in enumerate(row, 1):
            cell = sheet.cell(down, across, _held(said))
            if isinstance(said, str):
                cell.data_type = "s"  # a text that begins with "=" is no formula, and "#N/A" no error


def _held(said: Value) -> Value:
    """Return a value as a cell can hold it: no longer than that, and without what XML cannot say."""
    return FORBIDDEN.sub(" ", said)[:_CELL] if isinstance(said, str) else said
