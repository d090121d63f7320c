"""A register full of marked personal data: whatever is published of it can be searched, byte by byte, for the marks.

It is the sound register of example in which each person has a name and a code of words that are nowhere else. Whoever
tries something else that is published calls ``marked`` or ``recorded``, publishes the folder, and asks ``found`` of
every file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from comando import ROOT

from pdz_graph.office import Office
from pdz_graph.proposal import Terms
from pdz_graph.store.folder import Folder

CONFORME = ROOT / "data" / "esempi" / "registro-conforme"
ACCORDO, DAY = "cremasco-2012-2014", date(2013, 6, 30)
#: The offices by which one is named, and the columns that name people.
POLITICAL = {"sindaco", "assessore_politiche_sociali", "assessore", "consigliere_comunale", "presidente_provincia"}
POLITICAL |= {"assessore_provinciale_politiche_sociali"}
#: The words of the operator, of the note and of the file of a change.
OPERATOR, NOTE, FILE = "Zoqoperatore Zoqfamiglia", "su richiesta di zoqtelefonata", "zoqdocumento"
ERASED_CODE, ERASED_NAME = "zoqcodiceandato", "Zoqnomeandato Zoqcognomeandato"

Tables = dict[str, list[dict[str, str]]]


@dataclass(frozen=True)
class Marked:
    """A register and its marks, in lower case: those that may be in no byte, and those of people who are named."""

    folder: Path
    marks: tuple[str, ...]
    named: tuple[str, ...]


def found(data: bytes, marks: Iterable[str]) -> list[str]:
    """Return the marks that stand in some bytes, whatever their case."""
    low = data.lower()
    return [mark for mark in marks if mark.encode() in low]


def tables(folder: Path = CONFORME) -> Tables:
    """Return the tables of a folder."""
    every: Tables = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            every[path.stem] = list(csv.DictReader(lines))
    return every


def write(folder: Path, every: Tables) -> Path:
    """Write tables into a new folder."""
    folder.mkdir(parents=True)
    for name, rows in every.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            sheet = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
            sheet.writeheader()
            sheet.writerows(rows)
    return folder


def letters(number: int) -> str:
    """Return a number as letters, so that it makes words."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:03}")


def renamed(every: Tables, code: Mapping[str, str], name: Mapping[str, str]) -> Tables:
    """Return tables in which people, by their code, have other codes and names."""
    out: Tables = {}
    for table, rows in every.items():
        out[table] = [{column: _cell(text, code) for column, text in row.items()} for row in rows]
    for row, old in zip(out["persone"], every["persone"], strict=True):
        row["nome"] = name[old["codice"]]
    return out


def _cell(text: str, code: Mapping[str, str]) -> str:
    return ";".join(code.get(part.strip(), part.strip()) for part in text.split(";"))


def named_on(every: Tables, day: date = DAY) -> set[str]:
    """Return the codes of those who hold a political office on a day, or consent."""
    on = day.isoformat()
    rows = (row for row in every["cariche"] if row["dal"] <= on <= (row["al"] or on))
    consenting = {row["codice"] for row in every["persone"] if "" < row.get("pubblicazione", "") <= on}
    return {row["persona"] for row in rows if row["carica"] in POLITICAL} | consenting


def marked(root: Path, more: Mapping[str, list[dict[str, str]]] | None = None) -> Marked:
    """Write a register of marked people into a new folder under ``root``, with ``more`` rows of some tables."""
    every = tables()
    people = [row["codice"] for row in every["persone"]]
    code = {old: f"zoqcodice{letters(n)}" for n, old in enumerate(people)}
    name = {old: f"Zoqnome{letters(n)} Zoqcognome{letters(n)}" for n, old in enumerate(people)}
    named = named_on(every)
    every = renamed(every, code, name)
    for table, rows in (more or {}).items():
        every[table] = every[table] + rows
    reserved = [*_words(text for old in people if old not in named for text in (code[old], name[old]))]
    public = [*_words(name[old] for old in people if old in named)]
    return Marked(write(root / "registro", every), tuple(reserved), tuple(public))


def _words(texts: Iterable[str]) -> Iterator[str]:
    return (word for text in texts for word in text.lower().split())


def recorded(root: Path) -> Marked:
    """Make the register of an office in which a marked operator recorded all that, and then erased somebody."""
    seat = {
        "seggio": "tlts-confessioni",
        "per_conto_di": "caritas-esempio",
        "dal": "2013-01-10",
        "persona": ERASED_CODE,
    }
    source = marked(root / "fonti", {"persone": [{"codice": ERASED_CODE, "nome": ERASED_NAME}], "incarichi": [seat]})
    folder = Folder(root / "ufficio", ACCORDO)
    folder.create()
    office = Office.open(folder)
    sources = source.folder.rename(root / FILE)
    terms = Terms(OPERATOR, datetime(2026, 1, 7, 10, tzinfo=UTC), "report", DAY, message=NOTE)
    assert office.record([sources], terms).change
    erasure = write(root / "andati", {"persone": [{"codice": ERASED_CODE, "nome": "", "cancellata": "2026-01-08"}]})
    later = Terms(OPERATOR, datetime(2026, 1, 8, 10, tzinfo=UTC), "report", DAY, message=NOTE)
    assert office.record([erasure], later).change
    more = tuple(_words((OPERATOR, "zoqtelefonata", FILE, ERASED_CODE, ERASED_NAME)))
    return Marked(folder.root, (*source.marks, *more), source.named)
