"""``pdz record``: what a source adds to the register, judged before it is recorded."""

from __future__ import annotations

from typing import Annotated

import typer

from pdz_graph.commands import desk, options
from pdz_graph.commands.answer import Answer, checked_output

Whole = Annotated[bool, typer.Option("--whole")]


def record(
    *,
    sources: options.Sources = None,
    register: options.Register = None,
    accordo: options.Accordo = None,
    policy: desk.Policy = "no-new",
    whole: Whole = False,
    dry_run: desk.DryRun = False,
    as_of: options.AsOf = None,
    reading: options.Readings = None,
    by: desk.By = None,
    message: desk.Message = "",
    form: desk.Form = "text",
    lang: options.Lang = None,
    output: options.Output = None,
) -> Answer:
    """Record, or refuse with status 1; a trial writes nothing."""
    from pdz_graph import words
    from pdz_graph.reports.changes import FORMATS

    spoken = options.spoken(lang)
    words.admitted("--format", form, FORMATS)
    terms = desk.terms(by, policy, as_of, reading, message)
    asked = desk.given(sources)
    file = checked_output(output, asked)
    office = desk.office(register, accordo)
    recorded = office.record(asked, terms, whole=whole, trial=dry_run)
    return desk.answer(desk.told(office, recorded, terms, trial=dry_run), form, spoken, file)
