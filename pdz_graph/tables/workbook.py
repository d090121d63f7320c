"""A workbook to keep a register in: a sheet for each table, with notes, lists and formats; the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pdz_graph.errors import Text
from pdz_graph.tables import schema
from pdz_graph.tables.grid import HOLDS
from pdz_graph.tables.known import Entry
from pdz_graph.tables.properties import ACCORDO_NAME, CHANGE_NAME, VERSION, VERSION_NAME
from pdz_graph.tables.schema import TABLES, Column, Table
from pdz_graph.tables.written import Cells

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: The sheet that holds the codes; its name begins with what makes a sheet no table.
CODES: Final = "_codici"
_FORMATS: Final = {schema.DAY: "dd/mm/yyyy", schema.AMOUNT: "#,##0.00", schema.YEAR: "0"}
_REQUIRED = Text("Obbligatoria.", "Required.")
_UNLESS = Text("È vuota, e non vale, dove è scritta", "It is empty, and does not count, where there is")
_INCLUDED = Text("Quel giorno è compreso.", "That day is included.")
_SEVERAL = Text("Più valori si dividono con «;».", "Several values are divided by “;”.")
_CHOSEN = Text(
    "Scelto da voi, di lettere, cifre e trattini: è ciò che si scrive nelle altre tabelle.",
    "Chosen by you, of letters, digits and hyphens: it is what other tables say.",
)
_ROWS = Text("Vale anche ciò che sta nelle tabelle:", "What stands in these tables will do too:")
_NOT_LISTED = Text(
    "Non è un codice dell'elenco. Se è il nome che gli corrisponde nel foglio _codici, va bene così.",
    "This is no code of the list. If it is the name beside one in the sheet _codici, it will do.",
)
_NAME = Text("nome", "name")


#: The codes and names that a list offers, by the kinds of thing that it is of.
Lists = Mapping[tuple[str, ...], Sequence[tuple[str, str]]]


def workbook(
    accordo: str,
    entries: Iterable[Entry],
    notes: Mapping[str, Text],
    lang: str,
    rows: Mapping[str, Sequence[Cells]] = MappingProxyType({}),
    *,
    change: int | None = None,
) -> bytes:
    """Return a workbook for the register of an accordo, empty or with ``rows``, those after a change.

    ``entries`` are the things known by a code, which the lists offer; ``notes`` say what each property (by local name)
    means.
    """
    from openpyxl import Workbook
    from openpyxl.packaging.custom import StringProperty

    from pdz_graph.tables.saved import saved

    maker = _Maker(Workbook(), _codes(entries), notes, lang)
    maker.book.remove(maker.book.worksheets[0])
    for table in TABLES:
        maker.add(table, rows.get(table.name, ()))
    maker.add_codes()
    said = [(VERSION_NAME, VERSION), (ACCORDO_NAME, accordo)]
    said += [(CHANGE_NAME, str(change))] if change is not None else []
    for name, value in said:
        maker.book.custom_doc_props.append(StringProperty(name=name, value=value))  # type: ignore[attr-defined]
    return saved(maker.book)


def _codes(entries: Iterable[Entry]) -> Lists:
    """Return the lists that columns need, sorted by code within each kind."""
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append((entry.code, entry.names[0] if entry.names else ""))
    wanted = dict.fromkeys(column.kinds for table in TABLES for column in table.columns if column.kinds)
    every = {kinds: [pair for kind in kinds for pair in sorted(by_kind.get(kind, ()))] for kinds in wanted}
    return {kinds: pairs for kinds, pairs in every.items() if pairs}


@dataclass(frozen=True)
class _Maker:
    """A workbook in the making: the lists that it offers, the words of its notes."""

    book: Workbook
    lists: Lists
    notes: Mapping[str, Text]
    lang: str

    def add(self, table: Table, rows: Sequence[Cells]) -> None:
        """Add the sheet of a table."""
        from openpyxl.comments import Comment
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        sheet = self.book.create_sheet(table.name)
        for number, column in enumerate(table.columns, 1):
            head = sheet.cell(1, number, column.name + "*" * column.required)
            head.font = Font(bold=True)
            head.comment = Comment(self._note(column), "pdz", height=120, width=260)
            letter = get_column_letter(number)
            sheet.column_dimensions[letter].width = max(14, len(column.name) + 4)
            form = sheet.column_dimensions[letter].number_format = _FORMATS.get(column.holds, "@")
            if column.kinds in self.lists:
                self._offer(sheet, column, f"{letter}2:{letter}{table.most + 1}")
            for row, cells in enumerate(rows, 2):
                cell = sheet.cell(row, number, _value(column, cells[column.name]))
                cell.number_format = form
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # a text that begins with "=" is no formula, and "#N/A" no error
        sheet.freeze_panes = "A2"

    def add_codes(self) -> None:
        """Add the sheet of the codes with their names, two columns for each list."""
        sheet = self.book.create_sheet(CODES)
        for place, (kinds, pairs) in enumerate(self.lists.items()):
            users = [f"{table.name}.{one.name}" for table in TABLES for one in table.columns if one.kinds == kinds]
            for number, pair in enumerate([(", ".join(users), _NAME.say(self.lang)), *pairs], 1):
                for offset, text in enumerate(pair, 1):
                    sheet.cell(number, 2 * place + offset, text or None)
        sheet.freeze_panes = "A2"

    def _note(self, column: Column) -> str:
        """Return what a header explains: what the column means, what its cells hold, whether it may be empty."""
        holds, tables = HOLDS[column.holds].say(self.lang), ", ".join(_tables(column))
        parts = [
            _plain(self.notes[column.to].say(self.lang)) if column.to in self.notes else "",
            _INCLUDED.say(self.lang) if column.to in ("dal", "al") else "",
            f"{holds[:1].upper()}{holds[1:]}.",
            _CHOSEN.say(self.lang) if column.holds == schema.CODE else "",
            f"{_ROWS.say(self.lang)} {tables}." if tables else "",
            _SEVERAL.say(self.lang) if column.many else "",
            _REQUIRED.say(self.lang) if column.required else "",
            f"{_UNLESS.say(self.lang)} {column.unless}." if column.unless else "",
        ]
        return " ".join(filter(None, parts))

    def _offer(self, sheet: Worksheet, column: Column, cells: str) -> None:
        """Offer the codes of a list in the cells of a column; what is not in it may be a name, and is never refused.

        Whoever writes it is warned only where nothing but the codes and names of the list will do.
        """
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        codes = get_column_letter(2 * list(self.lists).index(column.kinds) + 1)
        last = len(self.lists[column.kinds]) + 1
        offered = DataValidation(
            type="list",
            formula1=f"{CODES}!${codes}$2:${codes}${last}",
            allow_blank=True,
            errorStyle="warning",
            errorTitle=column.name,
            error=_NOT_LISTED.say(self.lang),
            showErrorMessage=not column.many and not _tables(column),
        )
        offered.add(cells)
        sheet.add_data_validation(offered)


def _plain(meaning: str) -> str:
    """Return what a word means without the sentences that only concern those who write RDF."""
    sentences = re.split(r"(?<=\.) ", meaning.replace(" (xsd:date)", ""))
    return " ".join(sentence for sentence in sentences if "pdz:" not in sentence and "xsd:" not in sentence)


def _tables(column: Column) -> list[str]:
    """Return the tables whose rows a column may name."""
    return [table.name for table in TABLES if table.coded and table.family in column.kinds]


def _value(column: Column, text: str) -> str | int | Decimal | date | None:
    """Return what a spreadsheet keeps for a cell: real days, years and amounts, text for the rest.

    An amount of more digits than a spreadsheet counts is text too: it would lose its cents.
    """
    if not text:
        return None
    if column.holds == schema.DAY:
        return date.fromisoformat(text)
    if column.holds == schema.YEAR:
        return int(text)
    if column.holds == schema.AMOUNT and Decimal(repr(float(text))) == Decimal(text):
        return Decimal(text)
    return text
