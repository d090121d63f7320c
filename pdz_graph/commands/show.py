"""``pdz show``: one change of a register: its story, and the rows that it made different."""

from __future__ import annotations

from typing import Annotated

import typer

from pdz_graph.commands import desk, options
from pdz_graph.commands.answer import Answer, checked_output, colour, width
from pdz_graph.errors import Text, UsageError


def number_of(text: str) -> int:
    """Return the number of a change; refuse what is none."""
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise UsageError(
        "change",
        Text(f"«{text}» non è il numero di un cambiamento.", f"“{text}” is no number of a change."),
        Text("Scrivere un numero, come 1: «pdz log» li elenca.", "Write a number, such as 1: “pdz log” lists them."),
    )


Number = Annotated[int, typer.Argument(metavar="CHANGE", show_default=False, parser=number_of)]


def show(
    *,
    number: Number,
    register: options.Register = None,
    accordo: options.Accordo = None,
    form: desk.Form = "text",
    lang: options.Lang = None,
    output: options.Output = None,
) -> Answer:
    """Show a change."""
    from pdz_graph import words
    from pdz_graph.difference import differences
    from pdz_graph.labels import Labels
    from pdz_graph.reports.history import FORMATS, story

    spoken = options.spoken(lang)
    words.admitted("--format", form, FORMATS)
    file = checked_output(output)
    office = desk.office(register, accordo)
    with office.folder.reading() as store:
        ledger = office.ledger(store)
        change = ledger.change(number)
        after = ledger.register_after(number)
        before = ledger.delta(number).taken_back(after)
    labels = Labels(before | after, office.agreement.labels)
    rows = differences(before, after)
    text = story(office.agreement.id, change, rows, labels, form=form, lang=spoken, width=width(), colour=colour(file))
    return Answer(text, 0, file, "", spoken)
