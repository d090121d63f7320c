"""``pdz undo``: a change taken back by its inverse, through the gate like any other."""

from __future__ import annotations

from pdz_graph.commands import desk, options
from pdz_graph.commands.answer import Answer
from pdz_graph.commands.show import Number


def undo(
    *,
    number: Number,
    register: options.Register = None,
    accordo: options.Accordo = None,
    policy: desk.Policy = "no-new",
    dry_run: desk.DryRun = False,
    as_of: options.AsOf = None,
    reading: options.Readings = None,
    by: desk.By = None,
    message: desk.Message = "",
    form: desk.Form = "text",
    lang: options.Lang = None,
) -> Answer:
    """Take a change back, or refuse with status 1."""
    from pdz_graph import words
    from pdz_graph.reports.changes import FORMATS

    spoken = options.spoken(lang)
    words.admitted("--format", form, FORMATS)
    terms = desk.terms(by, policy, as_of, reading, message)
    office = desk.office(register, accordo)
    recorded = office.undo(number, terms, trial=dry_run)
    return desk.answer(desk.told(office, recorded, terms, trial=dry_run), form, spoken, None)
