"""Workbooks that are hostile, broken or no workbooks: refused before they fill the memory, and told."""

from __future__ import annotations

import re
import resource
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fogli import PEOPLE, SHEET1, book, rewritten, sheet
from registri import only_problem


def _far(entries: dict[str, bytes]) -> None:
    entries[SHEET1] = sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def _far_lower_case(entries: dict[str, bytes]) -> None:
    entries[SHEET1] = sheet('<row r="2"><c r="xfd1048576"><v>1</v></c></row>')


def _large_area(entries: dict[str, bytes]) -> None:
    entries[SHEET1] = sheet('<row r="50000"><c r="CV50000"><v>1</v></c></row>')


def _hidden_part(entries: dict[str, bytes]) -> None:
    """A worksheet that the workbook does not name might still be opened by a parser."""
    entries["xl/worksheets/other.xml"] = sheet('<row r="2"><c r="XFD9"><v>1</v></c></row>')


def _repeated_text(entries: dict[str, bytes]) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = "A" * 1_000_000
    entries["xl/sharedStrings.xml"] = f'<sst xmlns="{main}"><si><t><![CDATA[{text}]]></t></si></sst>'.encode()
    entries[SHEET1] = sheet("".join(f'<row r="{n}"><c r="A{n}" t="s"><v> 0 </v></c></row>' for n in range(2, 5_000)))


def _merges(entries: dict[str, bytes]) -> None:
    """Areas of merged cells that overlap: each would cost its whole sheet."""
    data = sheet("".join(f'<row r="{n}"><c r="CV{n}"><v>1</v></c></row>' for n in range(2, 3_000)))
    merges = "".join(f'<mergeCell ref="A{n}:CV3000"/>' for n in range(2, 1_000))
    entries[SHEET1] = data.replace(b"</worksheet>", f"<mergeCells>{merges}</mergeCells></worksheet>".encode())


@pytest.mark.parametrize("change", [_merges, _far, _far_lower_case, _large_area, _hidden_part, _repeated_text])
def test_cells_that_would_fill_the_memory_are_refused(
    tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    path = rewritten(book(tmp_path / "a.xlsx", {"persone": PEOPLE}), change)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    problem = only_problem(path)
    assert problem.code == "xlsx-bomb"
    assert "50000 righe e 100 colonne" in problem.remedy.it
    assert problem.place.sheet == (None if change is _hidden_part else "persone")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def _doctype(entries: dict[str, bytes]) -> None:
    entries[SHEET1] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + entries[SHEET1]


def _wide_characters(entries: dict[str, bytes]) -> None:
    """In UTF-16 a DOCTYPE is not seen, and no spreadsheet writes so."""
    entries[SHEET1] = ('<!DOCTYPE x [<!ENTITY a "b">]>' + entries[SHEET1].decode()).encode("utf-16")


def _strange_name(entries: dict[str, bytes]) -> None:
    entries["../../x.xml"] = b"x"


def _backslash(entries: dict[str, bytes]) -> None:
    entries["xl\\x.xml"] = b"x"


def _absolute(entries: dict[str, bytes]) -> None:
    entries["/x.xml"] = b"x"


def _same_name(entries: dict[str, bytes]) -> None:
    entries[SHEET1.upper()] = b"x"


def _many(entries: dict[str, bytes]) -> None:
    entries.update({f"xl/media/{number}.png": b"" for number in range(1_001)})


def _dense(entries: dict[str, bytes]) -> None:
    entries["xl/media/a.bin"] = b"\0" * 2_000_000


def _large(entries: dict[str, bytes]) -> None:
    entries.update({f"xl/{number}.bin": bytes([number]) * 990_000 for number in range(60)})


def _broken_xml(entries: dict[str, bytes]) -> None:
    entries[SHEET1] = b"<worksheet><sheetData>"


def _no_workbook(entries: dict[str, bytes]) -> None:
    del entries["xl/workbook.xml"]


def _strange_reference(entries: dict[str, bytes]) -> None:
    entries[SHEET1] = sheet('<row r="2"><c r="2A"><v>1</v></c></row>')


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (_doctype, "doctype", SHEET1),
        (_wide_characters, "xlsx-broken", ".xlsx"),
        (_strange_name, "xlsx-name", "nome non ammesso"),
        (_backslash, "xlsx-name", "nome non ammesso"),
        (_absolute, "xlsx-name", "nome non ammesso"),
        (_same_name, "xlsx-name", "nome non ammesso"),
        (_many, "xlsx-bomb", "1000 voci"),
        (_dense, "xlsx-bomb", "troppo compresso"),
        (_large, "xlsx-bomb", "25 MB"),
        (_broken_xml, "xlsx-broken", ".xlsx"),
        (_no_workbook, "xlsx-broken", ".xlsx"),
        (_strange_reference, "xlsx-broken", ".xlsx"),
    ],
)
def test_a_hostile_or_broken_workbook_is_refused(
    tmp_path: Path, change: Callable[[dict[str, bytes]], None], code: str, words: str
) -> None:
    path = rewritten(book(tmp_path / "a.xlsx", {"persone": PEOPLE}), change)
    problem = only_problem(path)
    assert (problem.code, problem.place.file) == (code, str(path))
    assert words in problem.message.it + problem.remedy.it


def lying(path: Path, declared: int, content: bytes) -> Path:
    """Write a workbook with an entry that unpacks to ``content`` but whose headers declare ``declared`` bytes."""
    rewritten(book(path, {"persone": PEOPLE}), lambda entries: entries.update({"xl/styles.xml": content}))
    data = bytearray(path.read_bytes())
    true = struct.pack("<L", len(content))
    for start in [match.start() for match in re.finditer(re.escape(b"xl/styles.xml"), data)]:
        for header in (start - 30, start - 46):
            size = header + (22 if header == start - 30 else 24)
            if data[header : header + 2] == b"PK" and data[size : size + 4] == true:
                data[size : size + 4] = struct.pack("<L", declared)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("declared", [10, 4 * 1024**3 - 2])
def test_the_headers_of_a_zip_are_not_believed(tmp_path: Path, declared: int) -> None:
    """Four gigabytes claimed in kilobytes, and many megabytes claimed as ten bytes: neither is unpacked nor read."""
    path = lying(tmp_path / "a.xlsx", declared, b"<a>" + b"\0" * 900_000 + b"</a>")
    assert path.stat().st_size < 20_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert only_problem(path).code in ("xlsx-bomb", "xlsx-broken")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def _locked(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)


def _no_zip(path: Path) -> None:
    path.write_bytes(b"codice,nome\n")


def _cut(path: Path) -> None:
    path.write_bytes(book(path, {"persone": PEOPLE}).read_bytes()[:-200])


def _damaged(path: Path) -> None:
    data = bytearray(book(path, {"persone": PEOPLE}).read_bytes())
    data[60:80] = bytes(20)
    path.write_bytes(data)


def _encrypted(path: Path) -> None:
    data = bytearray(book(path, {"persone": PEOPLE}).read_bytes())
    for match in re.finditer(b"PK\x01\x02", bytes(data)):
        data[match.start() + 8] |= 1
    path.write_bytes(data)


def _bzip(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/workbook.xml", b"x")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _too_large(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(11 * 1024 * 1024)


@pytest.mark.parametrize(
    ("write", "code", "words"),
    [
        (_locked, "xlsx-closed", "password"),
        (_encrypted, "xlsx-closed", "password"),
        (_no_zip, "xlsx-broken", ".xlsx"),
        (_cut, "xlsx-broken", ".xlsx"),
        (_damaged, "xlsx-broken", ".xlsx"),
        (_bzip, "xlsx-broken", ".xlsx"),
        (_empty, "file-empty", "vuoto"),
        (_too_large, "file-large", "5 MB"),
    ],
)
def test_a_file_that_is_no_workbook_is_told(
    tmp_path: Path, write: Callable[[Path], None], code: str, words: str
) -> None:
    write(tmp_path / "a.xlsx")
    problem = only_problem(tmp_path / "a.xlsx")
    assert (problem.code, problem.place.file) == (code, str(tmp_path / "a.xlsx"))
    assert words in problem.message.it + problem.remedy.it
