"""What a workbook of ours says of itself: which version of our workbooks it is, and of which accordo."""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from pdz_graph.errors import Place, Text
from pdz_graph.files import refusal
from pdz_graph.media import MEGABYTE

#: The version of what a workbook of ours looks like, and the properties that say it, of which accordo it is, and after
#: which change of a register it was exported.
VERSION: Final = "1"
VERSION_NAME, ACCORDO_NAME, CHANGE_NAME = "pdz-formato", "pdz-accordo", "pdz-cambio"
#: The part of an XLSX that holds them, in lower case, and the most bytes of it.
PART: Final = "docprops/custom.xml"
MOST_BYTES: Final = MEGABYTE


def check(part: bytes, accordo: str, place: Place) -> int | None:
    """Refuse a workbook of ours of another version, or of another accordo; one that says neither is anybody's. Return
    the number of the change after which it was exported, None where it does not say.

    ``part`` is what it says of itself, empty where it says nothing. Raises ExpatError when that is no XML.
    """
    change = None
    if len(part) > MOST_BYTES:
        raise refusal("xlsx-bomb", place, *_LARGE)
    for name, value in _said(part) if part else ():
        if name == VERSION_NAME and value != VERSION:
            raise refusal("workbook-version", place, *_version(value[:20]))
        if name == ACCORDO_NAME and value != accordo:
            raise refusal("workbook-accordo", place, *_accordo(value[:80], accordo))
        if name == CHANGE_NAME and value.isascii() and value.isdigit():
            change = int(value[:18])
    return change


def _said(part: bytes) -> list[tuple[str, str]]:
    """Return the properties, each with its value; that of the version is the first, whatever their order."""
    found: list[list[str]] = []

    def opened(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "property":
            found.append([attributes.get("name", "")])

    def read(text: str) -> None:
        if found:
            found[-1].append(text)

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.CharacterDataHandler = opened, read
    parser.Parse(part, True)
    pairs = [(name, "".join(texts).strip()) for name, *texts in found]
    return sorted(pairs, key=lambda pair: pair[0] != VERSION_NAME)


def _version(found: str) -> tuple[Text, Text]:
    return (
        Text(
            f"Il foglio di lavoro è della versione «{found}», e qui si legge la «{VERSION}».",
            f'The workbook is of version "{found}", and version "{VERSION}" is read here.',
        ),
        Text(
            "Copiare le righe in un foglio nuovo, scritto da «pdz template», o aggiornare pdz.",
            'Copy the rows into a new workbook, written by "pdz template", or bring pdz up to date.',
        ),
    )


def _accordo(found: str, ours: str) -> tuple[Text, Text]:
    return (
        Text(
            f"Il foglio di lavoro è di un altro accordo, «{found}», e qui si tratta di «{ours}».",
            f'The workbook is of another accordo, "{found}", and this is about "{ours}".',
        ),
        Text(
            "Indicare il registro di quell'accordo, o copiare le righe in un foglio scritto da «pdz template».",
            'Name the register of that accordo, or copy the rows into a workbook written by "pdz template".',
        ),
    )


_LARGE = (
    Text("Le proprietà del file superano 1 MB.", "The properties of the file are larger than 1 MB."),
    Text("Copiare le tabelle in un file nuovo.", "Copy the tables into a new file."),
)
