"""A workbook as bytes: made in memory, for a disk may be full, and without the hour at which it was made."""

from __future__ import annotations

import io
import re
import zipfile

from openpyxl import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class _InMemory(ExcelWriter):
    """The writer of openpyxl, but for the temporary files: where they find no room they leave a traceback."""

    def write_worksheet(self, ws: Worksheet) -> None:
        sheet = io.BytesIO()
        writer = WorksheetWriter(ws, sheet)
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined]
        self._archive.writestr(ws.path[1:], sheet.getvalue())  # type: ignore[attr-defined]
        self.manifest.append(ws)


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook, the same each time."""
    data, settled = io.BytesIO(), io.BytesIO()
    _InMemory(book, zipfile.ZipFile(data, "w")).save()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2012-04-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return settled.getvalue()
