"""``pdz validate``: an agreement judged on a day, as a report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pdz_graph import words
from pdz_graph.commands import options
from pdz_graph.commands.answer import Answer, checked_output, colour, width, write
from pdz_graph.errors import Text, UsageError
from pdz_graph.reports import FORMATS, SHOWING_NOTICES, render
from pdz_graph.reports.outline import headline

Receipt = Annotated[Path | None, typer.Option("--receipt", metavar="FILE", parser=options.path_of)]
Form = Annotated[str, typer.Option("--format", metavar="text|json|ttl|html|csv")]


def validate(
    *,
    sources: options.Sources = None,
    accordo: options.Accordo = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    register: options.Register = None,
    reading: options.Readings = None,
    engine: options.Engine = "fast",
    form: Form = "text",
    lang: options.Lang = None,
    output: options.Output = None,
    receipt: Receipt = None,
) -> Answer:
    """Judge, and answer with the report: status 0 when nothing is violated, 1 otherwise."""
    spoken = options.spoken(lang)
    words.admitted("--format", form, FORMATS)
    asked = options.question(
        sources, accordo, as_of, reading, engine=engine, lang=lang, register=register, known_at=known_at
    )
    file = checked_output(output, asked.sources)
    today = date.today()
    kept = _own_file(receipt, file, asked.sources)
    agreement = options.opened(asked)
    judgement = options.judged(agreement, asked, today, spoken)
    if kept:
        from pdz_graph.receipts import receipt_of, written

        write(kept, written(receipt_of(agreement, judgement, engine)).encode())
    text = render(
        judgement.verdict,
        form,
        spoken,
        labels=judgement.labels,
        notices=judgement.notices,
        today=today,
        again=asked.again,
        register=judgement.register,
        width=width(),
        colour=colour(file),
    )
    status = 0 if judgement.verdict.conforms else 1
    notices = () if form in SHOWING_NOTICES else judgement.notices
    return Answer(text, status, file, headline(judgement.verdict, spoken), spoken, notices)


def _own_file(receipt: Path | None, report: Path | None, sources: Sequence[Path]) -> Path | None:
    """Return the file of the receipt, None where none is asked for; the report is never in the same place."""
    kept = checked_output(receipt, sources, "--receipt")
    if receipt is None or (kept and (report is None or kept.resolve() != report.resolve())):
        return kept
    raise UsageError(
        "receipt-place",
        Text(
            "La ricevuta e il rapporto vogliono ciascuno il suo file.", "Receipt and report each want their own file."
        ),
        Text("Indicare con --receipt un file tutto suo.", "Name by --receipt a file of its own."),
    )
