"""``pdz who-may``: who may hold a seat from a day on, and why others may not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from pdz_graph import words
from pdz_graph.commands import desk, options
from pdz_graph.commands.answer import Answer, checked_output, colour, width
from pdz_graph.errors import Text, UsageError

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from pdz_graph.agreement import Agreement

Seat = Annotated[str, typer.Argument(metavar="SEAT", show_default=False)]
On = Annotated[str | None, typer.Option("--on", metavar="DAY")]


def who_may(
    *,
    seat: Seat,
    on: On = None,
    register: options.Register = None,
    accordo: options.Accordo = None,
    reading: options.Readings = None,
    form: desk.Form = "text",
    lang: options.Lang = None,
    output: options.Output = None,
) -> Answer:
    """Try everybody whom the register knows in a seat."""
    from pdz_graph.eligibility import who_may as tried
    from pdz_graph.labels import Labels
    from pdz_graph.reports.eligible import FORMATS, render
    from pdz_graph.snapshot import default_day
    from pdz_graph.standing import Standing

    spoken = options.spoken(lang)
    words.admitted("--format", form, FORMATS)
    file = checked_output(output)
    office = desk.office(register, accordo)
    agreement, readings = office.agreement, office.agreement.readings(tuple(reading or ()))
    day = options.day_of(on, "--on") if on is not None else default_day(readings, date.today())
    if agreement.signed and not agreement.binds(day):
        raise _too_early(agreement.signed)
    node, known = _seat(agreement, seat), office.register()
    found = tried(node, Standing.of(agreement, known, day, readings))
    labels = Labels(known, agreement.labels)
    text = render(found, labels, day, form, spoken, width=width(), colour=colour(file))
    return Answer(text, 0, file, "", spoken)


def _too_early(signed: date) -> UsageError:
    return UsageError(
        "seat-early",
        Text(
            f"{words.SIGNED.it} {words.say_day(signed, 'it')}: {words.TOO_EARLY.it}.",
            f"{words.SIGNED.en} {words.say_day(signed, 'en')}: {words.TOO_EARLY.en}.",
        ),
        Text("Indicare con --on un giorno da allora in poi.", "Name by --on a day from then on."),
    )


def _seat(agreement: Agreement, code: str) -> NamedNode:
    """Return the seat of that code; refuse an unknown one, with the closest."""
    seats = {entry.code: entry.iri for entry in agreement.names.entries if entry.kind == "seggio"}
    if code in seats:
        return seats[code]
    from difflib import get_close_matches

    close = ", ".join(get_close_matches(code, seats, n=4, cutoff=0.4) or sorted(seats))
    raise UsageError(
        "seat",
        Text(f"Seggio sconosciuto: «{code}».", f"Unknown seat: “{code}”."),
        Text(f"Forse: {close}.", f"Perhaps: {close}."),
    )
