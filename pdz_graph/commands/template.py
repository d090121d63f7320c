"""``pdz template``: an empty workbook to keep a register in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdz_graph.commands import options
from pdz_graph.commands.answer import Answer, checked_output
from pdz_graph.errors import Text, UsageError

if TYPE_CHECKING:
    from pdz_graph.agreement import Agreement
    from pdz_graph.proposal import Triples
    from pdz_graph.tables.written import Cells

File = Annotated[Path, typer.Argument(metavar="FILE", show_default=False, readable=False)]

_NEXT = Text("ora riempirlo, e registrarlo con «pdz record»", "now fill it in, and record it with “pdz record”")


def template(*, file: File, accordo: options.Accordo = None, lang: options.Lang = None) -> Answer:
    """Write a workbook with a sheet for each table; a file that is there already is left alone.

    Where there is a register, the workbook is of its accordo, and its lists offer what is recorded too.
    """
    from pdz_graph.agreement import Agreement

    spoken = options.spoken(lang)
    if file.exists():
        raise there(file)
    if file.suffix.lower() != ".xlsx":
        raise _no_workbook(file)
    checked_output(file, option="pdz template")
    register = options.folder(None) if accordo is None else None
    agreement = Agreement.open(register.accordo if register else accordo)
    known: Triples = frozenset()
    if register:
        from pdz_graph.office import Office

        known = Office(register, agreement).register()
    return Answer(filled(agreement, spoken, known), 0, file, _NEXT.say(spoken), spoken)


def filled(
    agreement: Agreement,
    lang: str,
    known: Triples,
    rows: Mapping[str, Sequence[Cells]] | None = None,
    *,
    change: int | None = None,
) -> bytes:
    """Return the workbook of an accordo, empty or with the rows of its register after a change; lists offer what is
    ``known`` too."""
    from pdz_graph.tables import known_of_register
    from pdz_graph.tables.workbook import workbook

    entries = (*agreement.names.entries, *known_of_register(known).entries)
    return workbook(agreement.id, entries, agreement.commons.meanings, lang, rows or {}, change=change)


def there(file: Path) -> UsageError:
    """Return the error of a workbook that would take the place of another: somebody may have written in it."""
    return UsageError(
        "template-there",
        Text(f"{file} c'è già.", f"{file} is there already."),
        Text("Indicare un altro nome: non si sovrascrive nulla.", "Name another file: nothing is overwritten."),
    )


def _no_workbook(file: Path) -> UsageError:
    return UsageError(
        "template-form",
        Text(f"{file} non è un .xlsx.", f"{file} is no .xlsx."),
        Text("Indicare un file .xlsx.", "Name an .xlsx file."),
    )
