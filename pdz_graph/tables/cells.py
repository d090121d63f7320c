"""What one cell says: a day, a year, an amount, a code of ISTAT, several values. References are read elsewhere."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from pdz_graph.errors import Place, Problem, Text

#: The longest text of a cell, in characters.
LONGEST = 10_000
#: The most values of a cell that holds several.
MOST_VALUES = 500
#: The first and the last year that a cell may name.
YEARS = (1900, 2100)

_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ITALIAN_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_PLAIN = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,2})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){1,4}(?:,[0-9]{1,2})?")
_THOUSANDS_OR_DECIMALS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_EURO = re.compile(r"^(?:€|EUR)\s*|\s*(?:€|EUR)$", re.IGNORECASE)


class Unreadable(Exception):  # noqa: N818  a cell is not wrong in itself, it cannot be read
    """A cell that does not say what its column holds; whoever knows the row makes a problem of it."""

    def __init__(self, code: str, message: Text, remedy: Text) -> None:
        super().__init__(message.en)
        self.code, self.message, self.remedy = code, message, remedy

    def at(self, place: Place) -> Problem:
        """Return the problem, at its place."""
        return Problem(self.code, place, self.message, self.remedy)


def day(text: str) -> date:
    """Return the day that ``text`` writes as 2013-03-31 or 31/03/2013; refuse days that do not exist."""
    if match := _ISO_DAY.fullmatch(text):
        year, month, number = match.groups()
    elif match := _ITALIAN_DAY.fullmatch(text):
        number, month, year = match.groups()
    else:
        raise _no_day("day-form", text, "non è un giorno", "is not a day")
    try:
        found = date(int(year), int(month), int(number))
    except ValueError:
        raise _no_day("day-impossible", text, "è un giorno che non esiste", "is a day that does not exist") from None
    if not YEARS[0] <= found.year <= YEARS[1]:
        raise _no_day("day-far", text, "è fuori dagli anni ammessi", "is outside the admitted years")
    return found


def year(text: str) -> int:
    """Return the year that ``text`` writes with four digits."""
    if re.fullmatch("[0-9]{4}", text) and YEARS[0] <= int(text) <= YEARS[1]:
        return int(text)
    raise Unreadable(
        "year-form",
        Text(f"«{text}» non è un anno.", f'"{text}" is not a year.'),
        Text(f"Quattro cifre, da {YEARS[0]} a {YEARS[1]}: 2013.", f"Four digits, {YEARS[0]} to {YEARS[1]}: 2013."),
    )


def amount(text: str) -> Decimal:
    """Return the euro that ``text`` writes as 1234.56 or 1.234,56, with two decimals at most and no sign.

    A dot or a comma before three digits alone ("1.234") may divide thousands or decimals: refused.
    """
    bare = _EURO.sub("", text)
    if _THOUSANDS_OR_DECIMALS.fullmatch(bare) and bare.count(".") + bare.count(",") == 1:
        raise _ambiguous_amount(text, bare)
    if _PLAIN.fullmatch(bare):
        return Decimal(bare.replace(",", "."))
    if _GROUPED.fullmatch(bare) and not bare.startswith("0"):
        return Decimal(bare.replace(".", "").replace(",", "."))
    raise Unreadable(
        "amount-form",
        Text(f"«{text}» non è un importo.", f'"{text}" is not an amount.'),
        Text(
            "Euro con al più due decimali, senza segno: 1234.56 oppure 1.234,56.",
            "Euro with two decimals at most, without sign: 1234.56 or 1.234,56.",
        ),
    )


def istat(text: str) -> str:
    """Return the ISTAT code of a comune: six digits, the leading zero included."""
    if re.fullmatch("[0-9]{6}", text):
        return text
    raise Unreadable(
        "istat-form",
        Text(f"«{text}» non è un codice ISTAT.", f'"{text}" is not an ISTAT code.'),
        Text(
            "Sei cifre, con lo zero iniziale (019035): nel foglio di calcolo la colonna sia di testo.",
            "Six digits, with the leading zero (019035): in the spreadsheet let the column be text.",
        ),
    )


def several(text: str) -> list[str]:
    """Return the values of a cell divided by semicolons, each once, in order; refuse more than MOST_VALUES."""
    found = list(dict.fromkeys(part for part in (one.strip() for one in text.split(";")) if part))
    if len(found) > MOST_VALUES:
        raise Unreadable(
            "values-many",
            Text(f"La cella ha {len(found)} valori.", f"The cell has {len(found)} values."),
            Text(f"Se ne leggono al più {MOST_VALUES}.", f"At most {MOST_VALUES} are read."),
        )
    return found


def _no_day(code: str, text: str, it: str, en: str) -> Unreadable:
    return Unreadable(
        code,
        Text(f"«{text}» {it}.", f'"{text}" {en}.'),
        Text(
            f"Un giorno esistente, dal {YEARS[0]} al {YEARS[1]}, senza ora: 2013-03-31 oppure 31/03/2013.",
            f"A day that exists, {YEARS[0]} to {YEARS[1]}, without hour: 2013-03-31 or 31/03/2013.",
        ),
    )


def _ambiguous_amount(text: str, bare: str) -> Unreadable:
    whole, part = re.split("[.,]", bare)
    return Unreadable(
        "amount-ambiguous",
        Text(
            f"«{text}» si legge in due modi: {whole}{part} euro, o {whole} euro e {part} millesimi.",
            f'"{text}" reads in two ways: {whole}{part} euro, or {whole} euro and {part} thousandths.',
        ),
        Text(
            f"Scrivere {whole}{part}, oppure {whole}.{part},00; per i centesimi due decimali.",
            f"Write {whole}{part}, or {whole}.{part},00; for cents two decimals.",
        ),
    )
