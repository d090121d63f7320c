"""The inside of an XLSX, unpacked within limits and packed anew, so that its parser sees only what was inspected.

The headers of a zip can lie: each entry is really unpacked, counting; only the parts that hold cells are kept.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from pdz_graph.errors import Place, Text
from pdz_graph.files import refusal
from pdz_graph.media import MEGABYTE
from pdz_graph.tables.properties import PART

#: The most entries; the most bytes of all entries unpacked; the most that an entry of over a megabyte may grow.
MOST_ENTRIES, MOST_BYTES, MOST_GROWTH = 1_000, 25 * MEGABYTE, 100

_NAME = re.compile(r"[\w\[\]. ()&+,-]+(?:/[\w\[\]. ()&+,-]+)*/?")
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PARTS = {
    "[content_types].xml",
    "_rels/.rels",
    PART,
    "xl/_rels/workbook.xml.rels",
    "xl/sharedstrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
}
_OLE = b"\xd0\xcf\x11\xe0"


def unpacked(data: bytes, place: Place) -> dict[str, bytes]:
    """Return the parts of an XLSX that hold cells, by name; refuse what no spreadsheet program writes."""
    if data.startswith(_OLE):
        raise refusal("xlsx-closed", place, *_CLOSED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _inspect(archive, place)
            return _entries(archive, place)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OverflowError, ValueError) as error:
        raise refusal("xlsx-broken", place, *_BROKEN) from error


def packed(entries: dict[str, bytes]) -> bytes:
    """Return a zip of ``entries``, not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def _inspect(archive: zipfile.ZipFile, place: Place) -> None:
    """Refuse what the directory itself admits: too many entries, too large, strange names, locks."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise refusal("xlsx-bomb", place, *_large(f"{len(entries)} voci", f"{len(entries)} entries"))
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) < len(names):
        raise refusal("xlsx-name", place, *_STRANGE)
    for entry in entries:
        if not _NAME.fullmatch(entry.filename) or ".." in entry.filename.split("/") or len(entry.filename) > 200:
            raise refusal("xlsx-name", place, *_STRANGE)
        if entry.flag_bits & 1:
            raise refusal("xlsx-closed", place, *_CLOSED)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refusal("xlsx-broken", place, *_BROKEN)
        if entry.file_size > MEGABYTE and entry.file_size > MOST_GROWTH * max(entry.compress_size, 1):
            raise refusal("xlsx-bomb", place, *_large("troppo compresso", "compressed too much"))
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        raise refusal("xlsx-bomb", place, *_large(f"{total // MEGABYTE} MB", f"{total // MEGABYTE} MB"))


def _entries(archive: zipfile.ZipFile, place: Place) -> dict[str, bytes]:
    """Unpack every entry, counting: the directory's sizes are not believed."""
    kept: dict[str, bytes] = {}
    left = MOST_BYTES
    for entry in archive.infolist():
        with archive.open(entry) as stream:
            data = stream.read(left + 1)
        left -= len(data)
        if left < 0:
            raise refusal("xlsx-bomb", place, *_large("oltre il dichiarato", "more than declared"))
        name = entry.filename.lower()
        if name in _PARTS or (name.startswith("xl/worksheets/") and name.endswith(".xml")):
            if b"\0" in data:  # no UTF-8: whatever it declares would not be seen
                raise refusal("xlsx-broken", place, *_BROKEN)
            if _DECLARATION.search(data):
                raise refusal("doctype", place, *_doctype(entry.filename))
            kept[entry.filename] = data
    return kept


def _large(it: str, en: str) -> tuple[Text, Text]:
    most = f"{MOST_BYTES // MEGABYTE} MB"
    return (
        Text(f"Il file si espande oltre misura ({it}).", f"The file unpacks beyond measure ({en})."),
        Text(
            f"Si leggono fogli fino a {most} e {MOST_ENTRIES} voci: salvare in un file nuovo le sole tabelle.",
            f"Sheets up to {most} and {MOST_ENTRIES} entries are read: save the tables alone in a new file.",
        ),
    )


def _doctype(name: str) -> tuple[Text, Text]:
    return (
        Text(f"La parte {name} contiene un DOCTYPE.", f"The part {name} holds a DOCTYPE."),
        Text("Salvare di nuovo il file dal foglio di calcolo.", "Save the file again from the spreadsheet program."),
    )


_CLOSED = (
    Text("Il file ha una password, o è un vecchio .xls.", "The file is locked by a password, or is an old .xls."),
    Text("Salvarlo senza password nel formato .xlsx.", "Save it without password in the .xlsx format."),
)
_BROKEN = (
    Text("Il file non è un XLSX leggibile.", "The file is not a readable XLSX."),
    Text("Salvarlo di nuovo dal foglio di calcolo nel formato .xlsx.", "Save it again from the spreadsheet as .xlsx."),
)
_STRANGE = (
    Text("Il file contiene voci dal nome non ammesso.", "The file holds entries whose name is not admitted."),
    Text("Salvarlo di nuovo dal foglio di calcolo nel formato .xlsx.", "Save it again from the spreadsheet as .xlsx."),
)
