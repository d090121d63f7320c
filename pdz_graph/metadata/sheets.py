"""The tables as files: CSV, and one workbook with all of them; the same cells in both."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import Literal

from pdz_graph.answers import Rows
from pdz_graph.answers.sheets import workbook_of
from pdz_graph.metadata.drawn import drawn
from pdz_graph.metadata.outlines import AMOUNT, DAY, NUMBER, OUTLINES, Outline
from pdz_graph.metadata.published import Published
from pdz_graph.metadata.recorded import recorded
from pdz_graph.tables.written import Cells
from pdz_graph.terms import XSD

Tables = Mapping[str, tuple[Cells, ...]]
#: What a spreadsheet keeps as such; whatever else is text there.
_TYPED: Final = {DAY: "date", NUMBER: "integer", AMOUNT: "decimal"}


def tables_of(published: Published) -> Tables:
    """Return the rows of every table that is published, in the order of the outlines."""
    rows = {**recorded(published.book), **drawn(published)}
    return {outline.name: rows[outline.name] for outline in OUTLINES}


def as_csv(outline: Outline, rows: Iterable[Cells]) -> bytes:
    """Return a table as CSV in UTF-8: a header, then a row a line; an empty cell says nothing."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    names = [field.name for field in outline.fields]
    sheet.writerow(names)
    sheet.writerows([row[name] for name in names] for row in rows)
    return text.getvalue().encode()


def workbook(tables: Tables) -> bytes:
    """Return all the tables as a workbook, a sheet each."""
    return workbook_of({outline.name: _rows(outline, tables[outline.name]) for outline in OUTLINES})


def _rows(outline: Outline, rows: Iterable[Cells]) -> Rows:
    types = {field.name: XSD[_TYPED.get(field.holds, "string")] for field in outline.fields}
    return Rows(
        tuple(types),
        tuple(
            tuple(Literal(row[name], datatype=kind) if row[name] else None for name, kind in types.items())
            for row in rows
        ),
    )
