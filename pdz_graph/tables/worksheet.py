"""The XML of a worksheet, looked at before its parser: how far its cells reach, and which were left broken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product
from xml.parsers import expat

#: The most cells between the first and the last of a sheet; and the most characters that the texts which cells share
#: may become once each cell has its own.
MOST_CELLS, MOST_CHARACTERS = 1_000_000, 25_000_000

#: How many characters of a value tell whether it is there, and which shared text it is.
_ENOUGH = 32
_REFERENCE = re.compile("([A-Za-z]{1,3})([0-9]{1,7})")


class SizeError(Exception):
    """A sheet whose cells, or whose texts, would fill the memory."""


@dataclass
class Outline:
    """What a sheet holds: its last row and column (from 1), how many cells say something, how many characters they
    share, and the flaws of cells by row (from 1) and position (from 0)."""

    rows: int = 0
    columns: int = 0
    filled: int = 0
    characters: int = 0
    flaws: dict[tuple[int, int], str] = field(default_factory=dict)


def texts(data: bytes) -> list[int]:
    """Return how long each text of the part of shared texts is, in characters; an absent part holds none.

    Raises SizeError when they are more than the cells of a sheet may be.
    """
    lengths: list[int] = []

    def opened(name: str, _attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            lengths.append(0)
        if len(lengths) > MOST_CELLS:
            raise SizeError

    def read(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    if data:
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler, parser.CharacterDataHandler = opened, read
        parser.Parse(data, True)
    return lengths


class _Reader:
    """The state of one pass over a sheet."""

    def __init__(self, lengths: list[int], most_rows: int, most_columns: int) -> None:
        self.outline = Outline()
        self.lengths, self.most_rows, self.most_columns = lengths, most_rows, most_columns
        self.row = self.column = 0
        self.kind, self.value, self.formula = "", "", False
        self.reading = False
        self.areas: list[str] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            self._reach(self.row, 0)
        elif local == "c":
            self._cell(attributes.get("r", ""), attributes.get("t", ""))
        elif local in ("v", "t"):
            self.reading = True
        elif local == "f":
            self.formula = True
        elif local == "mergeCell":
            self.areas.append(attributes.get("ref", "").upper())

    def read(self, text: str) -> None:
        if self.reading and len(self.value) < _ENOUGH:
            self.value += text

    def closed(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in ("v", "t"):
            self.reading = False
        elif local == "c":
            self._judged()

    def merged(self) -> None:
        """Mark the cells of merged areas that lie in rows of data, as far as the sheet reaches."""
        cells = 0
        for area in self.areas:
            corners = [_REFERENCE.fullmatch(corner) for corner in area.split(":")]
            if len(corners) != 2 or corners[0] is None or corners[1] is None:
                continue
            (left, top), (right, bottom) = ((_number(c[1].upper()), int(c[2])) for c in corners if c)
            rows = range(max(top, 2), min(bottom, self.outline.rows) + 1)
            columns = range(left, min(right, self.outline.columns) + 1)
            cells += len(rows) * len(columns)
            if cells > MOST_CELLS:
                raise SizeError
            for row, column in product(rows, columns):
                self.outline.flaws.setdefault((row, column - 1), f"merged {area}")

    def _cell(self, reference: str, kind: str) -> None:
        if reference:
            match = _REFERENCE.fullmatch(reference)
            if match is None:
                raise ValueError(reference)
            self.row, self.column = int(match[2]), _number(match[1].upper())
        else:
            self.column += 1
        self.kind, self.value, self.formula = kind, "", False
        self._reach(self.row, self.column)

    def _reach(self, row: int, column: int) -> None:
        outline = self.outline
        outline.rows, outline.columns = max(outline.rows, row), max(outline.columns, column)
        area = outline.rows * outline.columns
        if outline.rows > self.most_rows or outline.columns > self.most_columns or area > MOST_CELLS:
            raise SizeError

    def _judged(self) -> None:
        where, value = (self.row, self.column - 1), self.value.strip()
        self.outline.filled += bool(value)
        if self.kind == "e":
            self.outline.flaws[where] = "error"
        elif self.formula and not value and self.kind != "str":
            self.outline.flaws[where] = "formula"
        elif self.kind == "s" and value.isdecimal() and int(value) < len(self.lengths):
            self.outline.characters += self.lengths[int(value)]
            if self.outline.characters > MOST_CHARACTERS:
                raise SizeError


def outline(data: bytes, lengths: list[int], most_rows: int, most_columns: int) -> Outline:
    """Return the outline of the XML of a sheet; raise SizeError beyond the limits, ExpatError when it is broken."""
    reader = _Reader(lengths, most_rows, most_columns)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.opened, reader.closed
    parser.CharacterDataHandler = reader.read
    parser.Parse(data, True)
    reader.merged()
    return reader.outline


def elements(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """Return the elements of a small XML part: each with its name without prefix, and its attributes."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    parser.Parse(data, True)
    return found


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
