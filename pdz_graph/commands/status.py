"""``pdz status``: where a register stands."""

from __future__ import annotations

from datetime import date

from pdz_graph.commands import desk, options
from pdz_graph.commands.answer import Answer, checked_output, colour, width


def status(
    *,
    register: options.Register = None,
    accordo: options.Accordo = None,
    form: desk.Form = "text",
    lang: options.Lang = None,
    output: options.Output = None,
) -> Answer:
    """Say of which accordo it is, where it is kept, its last change, how many rows it has and what is waived."""
    from pdz_graph import words
    from pdz_graph.reports.standing import FORMATS, render

    spoken = options.spoken(lang)
    words.admitted("--format", form, FORMATS)
    file = checked_output(output)
    state = desk.office(register, accordo).state()
    text = render(state, form, spoken, today=date.today(), width=width(), colour=colour(file))
    return Answer(text, 0, file, "", spoken)
