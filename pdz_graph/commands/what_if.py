"""``pdz what-if``: what would come of a source, or of somebody's leaving; nothing is recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from pdz_graph.commands import desk, options
from pdz_graph.commands.answer import Answer, checked_output
from pdz_graph.errors import Text, UsageError

End = Annotated[str | None, typer.Option("--end", metavar="INCARICO")]
On = Annotated[str | None, typer.Option("--on", metavar="DAY")]
Whole = Annotated[bool, typer.Option("--whole")]


def what_if(
    *,
    sources: options.Sources = None,
    end: End = None,
    on: On = None,
    whole: Whole = False,
    register: options.Register = None,
    accordo: options.Accordo = None,
    as_of: options.AsOf = None,
    reading: options.Readings = None,
    form: desk.Form = "text",
    lang: options.Lang = None,
    output: options.Output = None,
) -> Answer:
    """Say what would become of the findings: status 1 when a violation would be new."""
    from pdz_graph import words
    from pdz_graph.reports.changes import FORMATS

    spoken = options.spoken(lang)
    words.admitted("--format", form, FORMATS)
    if (end is None) is (on is not None) or (end is not None and (sources or whole)):
        raise _either()
    last = options.day_of(on, "--on") if on is not None else None
    judged = as_of or ((last + timedelta(days=1)).isoformat() if last else None)
    terms = desk.terms("", "no-new", judged, reading, "")
    file = checked_output(output, sources or ())
    office = desk.office(register, accordo)
    if end is not None and last is not None:
        recorded = office.end(end, last, terms)
    else:
        recorded = office.record(desk.given(sources), terms, whole=whole, trial=True)
    return desk.answer(desk.told(office, recorded, terms, trial=True), form, spoken, file)


def _either() -> UsageError:
    return UsageError(
        "what-if",
        Text(
            "Si prova una fonte, oppure la fine di un incarico: non tutte e due, e la fine con il suo giorno.",
            "Try a source, or the end of a term: not both, and the end with its day.",
        ),
        Text(
            "Scrivere «pdz what-if FONTE», oppure «pdz what-if --end INCARICO --on GIORNO».",
            "Type “pdz what-if SOURCE”, or “pdz what-if --end INCARICO --on DAY”.",
        ),
    )
