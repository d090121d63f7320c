"""``pdz export``: a register as RDF, tables or a workbook, as it stands or as it was known."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from pdz_graph.commands import desk, options
from pdz_graph.commands.answer import STANDARD, Answer, checked_folder, checked_output, write_all
from pdz_graph.errors import Text, UsageError

if TYPE_CHECKING:
    from pdz_graph.office import Office
    from pdz_graph.proposal import Triples

Form = Annotated[str | None, typer.Option("--format", metavar="trig|nq|csv|xlsx")]
History = Annotated[bool, typer.Option("--history")]

FORMATS: Final = ("trig", "nq", "csv", "xlsx")
_RDF: Final = ("trig", "nq")
_UNWRITTEN = (
    Text(
        "affermazione non si può dire nelle tabelle, e da qui non tornerebbe (con --format trig c'è)",
        "statement cannot be said in tables, and would not come back from here (--format trig has it)",
    ),
    Text(
        "affermazioni non si possono dire nelle tabelle, e da qui non tornerebbero (con --format trig ci sono)",
        "statements cannot be said in tables, and would not come back from here (--format trig has them)",
    ),
)
_TABLES = (Text("tabella", "table"), Text("tabelle", "tables"))


def export(
    *,
    form: Form = None,
    history: History = False,
    known_at: options.KnownAt = None,
    register: options.Register = None,
    accordo: options.Accordo = None,
    lang: options.Lang = None,
    output: options.Output = None,
) -> Answer:
    """Write the register; tables go to a folder, which --output names."""
    from pdz_graph import words

    spoken = options.spoken(lang)
    form = words.admitted("--format", form or _meant(output), FORMATS)
    when = options.instant(known_at) if known_at is not None else None
    _check_place(form, output)
    if history and form not in _RDF:
        raise _no_history()
    office = desk.office(register, accordo)
    if form in _RDF:
        file = checked_output(output)
        return Answer(_rdf(office, form, when, history=history), 0, file, "", spoken)
    assert output is not None
    return _tables(office, office.known(when), form, output, spoken)


def _rdf(office: Office, form: str, when: datetime | None, *, history: bool) -> str:
    """Return the register in its graph and, if asked, its history in theirs."""
    from pdz_graph.store.dump import as_n_quads, as_trig

    graphs = office.graphs(when, history=history)
    return as_trig(graphs) if form == "trig" else as_n_quads(graphs)


def _tables(office: Office, register: tuple[int, Triples], form: str, output: Path, spoken: str) -> Answer:
    """Write a register, with the number of its last change, as tables."""
    from pdz_graph import words
    from pdz_graph.tables.schema import TABLES
    from pdz_graph.tables.written import as_csv

    change, known = register
    rows = office.tables(known)
    note = f"{words.counted(rows.unwritten, _UNWRITTEN, spoken)}" if rows.unwritten else ""
    if form == "xlsx":
        from pdz_graph.commands.template import filled, there

        if output.exists():
            raise there(output)
        file = checked_output(output)
        return Answer(filled(office.agreement, spoken, known, rows.rows, change=change), 0, file, note, spoken)
    texts = {f"{table.name}.csv": as_csv(table, rows.rows[table.name]).encode() for table in TABLES}
    folder = checked_folder(output, texts)
    write_all({folder / name: data for name, data in texts.items()})
    said = f"{words.WRITTEN.say(spoken)} {output}: {words.counted(len(TABLES), _TABLES, spoken)}"
    return Answer("", 0, None, f"{said}. {note}" if note else said, spoken)


def _meant(output: Path | None) -> str:
    """Return the form that the name of a file means, where none is asked."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    return suffix if suffix in FORMATS else "trig"


def _no_history() -> UsageError:
    return UsageError(
        "export-history",
        Text("Le tabelle non tengono la storia.", "Tables do not hold the history."),
        Text("Togliere --history, o chiedere --format trig o nq.", "Leave --history out, or ask --format trig or nq."),
    )


def _check_place(form: str, output: Path | None) -> None:
    """Refuse to write tables to nowhere, a workbook by a name that is not a workbook's, a folder by a file's, RDF by a
    table's."""
    from pdz_graph.media import CSV, XLSX, medium_of

    medium = medium_of(output) if output else None
    fits = medium not in (CSV, XLSX) if form in _RDF else medium is (XLSX if form == "xlsx" else None)
    if form not in _RDF and (output is None or (str(output) == STANDARD and form == "csv")):
        it, en = f"--format {form} vuole --output.", f"--format {form} needs --output."
    elif output is not None and str(output) != STANDARD and not fits:
        it, en = f"--format {form} non si scrive in «{output}».", f"--format {form} is not written to “{output}”."
    else:
        return
    raise UsageError(
        "output",
        Text(it, en),
        Text(
            "Indicare un file .xlsx per xlsx, una cartella per csv. RDF vuole un nome che non sia di una tabella.",
            "Name an .xlsx file for xlsx, a folder for csv. RDF wants a name that is not a table's.",
        ),
    )
