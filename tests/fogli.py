"""Workbooks for the tests: written by openpyxl from rows, or with parts of their inside changed by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from datetime import time as hour
from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Cell = str | int | float | bool | date | datetime | hour | None
Sheet = Sequence[Sequence[Cell]]
PEOPLE: Sheet = [["codice", "nome"], ["rossi-anna", "Anna Rossi"]]
SHEET1 = "xl/worksheets/sheet1.xml"


def book(path: Path, sheets: Mapping[str, Sheet], mac: bool = False) -> Path:
    """Write a workbook: the name of each sheet, and its rows."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    if mac:
        workbook.epoch = CALENDAR_MAC_1904
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    return path


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Change the entries of a workbook in place."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def sheet(cells: str, dimension: str = "A1:B2") -> bytes:
    """Return the XML of a sheet with the header of the persons and ``cells``."""
    names = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("codice", "nome"))
    header = f'<row r="1">{names}</row>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<worksheet xmlns="{main}"><dimension ref="{dimension}"/><sheetData>{header}{cells}</sheetData></worksheet>'
    ).encode()


def with_sheet(path: Path, data: bytes) -> Path:
    """Write a workbook whose table of persons is the XML ``data``."""
    return rewritten(book(path, {"persone": PEOPLE}), lambda entries: entries.update({SHEET1: data}))
