"""``pdz deadlines``: what falls due by the norms of an agreement, for whom, and how it stands on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from pdz_graph import words
from pdz_graph.commands import options
from pdz_graph.commands.answer import Answer, checked_output, colour, width
from pdz_graph.errors import Text, UsageError

if TYPE_CHECKING:
    from pdz_graph.agenda import Due


def year_of(text: str) -> int:
    """Return the year that an option writes; refuse what is none."""
    if text.isascii() and text.isdigit() and len(text) == 4:
        return int(text)
    raise UsageError(
        "year",
        Text(f"--year: «{text}» non è un anno.", f"--year: “{text}” is no year."),
        Text("Scriverlo con quattro cifre: 2013.", "Write it with four digits: 2013."),
    )


Bearer = Annotated[str | None, typer.Option("--bearer", metavar="CODE")]
Year = Annotated[int | None, typer.Option("--year", metavar="N", parser=year_of)]
Form = Annotated[str, typer.Option("--format", metavar="text|csv|ics|json")]


def deadlines(
    *,
    sources: options.Sources = None,
    accordo: options.Accordo = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    register: options.Register = None,
    reading: options.Readings = None,
    bearer: Bearer = None,
    year: Year = None,
    form: Form = "text",
    lang: options.Lang = None,
    output: options.Output = None,
) -> Answer:
    """Tell what falls due; status 0 whatever was missed, for nobody is judged here."""
    from pdz_graph.agenda import agenda, bearers, of_bearer, title
    from pdz_graph.reports.deadlines import COUNT, FORMATS, render

    spoken = options.spoken(lang)
    words.admitted("--format", form, FORMATS)
    asked = options.question(sources, accordo, as_of, reading, register=register, known_at=known_at)
    file = checked_output(output, asked.sources)
    agreement, today = options.opened(asked), date.today()
    judgement = options.judged(agreement, asked, today, spoken)
    every = agenda(agreement, judgement)
    dues = _in_year(of_bearer(every, bearer) if bearer is not None else every, year)
    whose = next((one for one in bearers(every) if one.code == bearer), None)
    text = render(
        dues,
        judgement.verdict,
        form,
        spoken,
        name=title(agreement.label, whose),
        labels=judgement.labels,
        today=today,
        width=width(),
        colour=colour(file),
    )
    return Answer(text, 0, file, words.counted(len(dues), COUNT, spoken), spoken, judgement.notices)


def _in_year(dues: Sequence[Due], year: int | None) -> Sequence[Due]:
    """Return what falls due in a year, whatever year it is about."""
    return [due for due in dues if year is None or due.due.year == year]
