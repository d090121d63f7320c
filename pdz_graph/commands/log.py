"""``pdz log``: the changes of a register, the last first."""

from __future__ import annotations

from pdz_graph.commands import desk, options
from pdz_graph.commands.answer import Answer, checked_output, colour, width


def log(
    *,
    register: options.Register = None,
    accordo: options.Accordo = None,
    form: desk.Form = "text",
    lang: options.Lang = None,
    output: options.Output = None,
) -> Answer:
    """List every change: number, when, who, how many violations before and after, what it says of itself."""
    from pdz_graph import words
    from pdz_graph.reports.history import FORMATS, listing

    spoken = options.spoken(lang)
    words.admitted("--format", form, FORMATS)
    file = checked_output(output)
    office = desk.office(register, accordo)
    with office.folder.reading() as store:
        changes = office.ledger(store).changes()
    text = listing(office.agreement.id, changes, form, spoken, width=width(), colour=colour(file))
    return Answer(text, 0, file, "", spoken)
