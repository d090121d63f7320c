"""``pdz validate``: an agreement judged on a day, as a report."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from pdz_graph import words
from pdz_graph.commands import options
from pdz_graph.commands.answer import Answer, checked_output, colour, width
from pdz_graph.errors import Text, UsageError
from pdz_graph.reports import FORMATS, SHOWING_NOTICES, render
from pdz_graph.reports.outline import headline

Form = Annotated[str, typer.Option("--format", metavar="text|json|ttl|html|csv")]


def validate(
    *,
    sources: options.Sources = None,
    accordo: options.Accordo = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    reading: options.Readings = None,
    engine: options.Engine = "fast",
    form: Form = "text",
    lang: options.Lang = None,
    output: options.Output = None,
) -> Answer:
    """Judge, and answer with the report: status 0 when nothing is violated, 1 otherwise."""
    spoken = options.spoken(lang)
    words.admitted("--format", form, FORMATS)
    if known_at is not None:
        raise _no_history()
    asked = options.question(sources, accordo, as_of, reading, engine=engine, lang=lang)
    file = checked_output(output, asked.sources)
    today = date.today()
    judgement = options.judged(options.opened(asked), asked, today, spoken)
    text = render(
        judgement.verdict,
        form,
        spoken,
        labels=judgement.labels,
        notices=judgement.notices,
        today=today,
        again=asked.again,
        width=width(),
        colour=colour(file),
    )
    status = 0 if judgement.verdict.conforms else 1
    notices = () if form in SHOWING_NOTICES else judgement.notices
    return Answer(text, status, file, headline(judgement.verdict, spoken), spoken, notices)


def _no_history() -> UsageError:
    return UsageError(
        "known-at",
        Text(
            "--known-at chiede che cosa il registro sapeva in passato, e la storia del registro non è ancora tenuta.",
            "--known-at asks what the register knew in the past, and the history of the register is not kept yet.",
        ),
        Text(
            "Togliere --known-at; per un giorno passato, con ciò che si sa ora, usare --as-of.",
            "Leave --known-at out; for a day in the past, with what is known now, use --as-of.",
        ),
    )
