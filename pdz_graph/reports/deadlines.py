"""What falls due, as people and programs read it: text by year, CSV, JSON, a calendar. Nothing here judges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from pdz_graph import words
from pdz_graph.agenda import Due, calendar, said
from pdz_graph.errors import Text
from pdz_graph.reports.as_json import Json, dump, finding_entry, text_entry
from pdz_graph.reports.outline import readings, too_early, why_that_day
from pdz_graph.reports.page import Page, Part, heading, indented
from pdz_graph.reports.values import Labels, plain, say_article
from pdz_graph.verdict import Verdict
from pdz_graph.words import say_day

FORMATS: Final = ("text", "csv", "ics", "json")
#: The columns of the table.
COLUMNS: Final = (
    "norm", "article", "label", "kind", "year", "since", "by", "state", "state_label", "days_late",
    "bearers", "bearer_labels", "modality", "binding", "message", "remedy", "waived_until", "deadline",
)  # fmt: skip
#: How many things are due, for whoever waits.
COUNT: Final = (Text("cosa dovuta", "thing due"), Text("cose dovute", "things due"))
_NONE: Final = Text("Nessuna scadenza risponde a questa domanda.", "No deadline answers this question.")
_NEXT: Final = Text("La prossima", "The next")
#: Under this width the columns stand one under another.
_WIDE: Final = 76
#: How wide are those of the day and of the state.
_DAY, _STATE = 19, 34


def render(
    dues: Sequence[Due],
    verdict: Verdict,
    form: str,
    lang: str,
    *,
    name: Text,
    labels: Labels | None = None,
    today: date | None = None,
    width: int = 100,
    colour: bool = False,
) -> str | bytes:
    """Return what is due, called ``name``; the text ends in a new line, a calendar is bytes (RFC 5545)."""
    match words.admitted("--format", form, FORMATS):
        case "ics":
            return calendar(dues, lang, name=name)
        case "json":
            return _as_json(dues, verdict)
        case "csv":
            from pdz_graph.reports.as_csv import table

            return table(COLUMNS, (_row(due, lang) for due in dues))
        case _:
            page = Page(width, colour)
            page.add(Line(plain(name.say(lang)), style="bold"))
            page.add(*_head(verdict, labels or {}, today, lang))
            page.add(*_body(dues, lang, width))
            return page.text()


def _head(verdict: Verdict, labels: Labels, today: date | None, lang: str) -> Iterator[Part]:
    why = why_that_day(verdict, today).say(lang)
    yield Line(f"{words.JUDGED_ON.say(lang)}: {say_day(verdict.as_of, lang)} ({why}).")
    if early := too_early(verdict, lang):
        yield Line(early)
    if verdict.readings:
        yield Line(f"{words.READINGS.say(lang)}: {readings(verdict, labels, lang)}.")


def _body(dues: Sequence[Due], lang: str, width: int) -> Iterator[Part]:
    deadlines = [due for due in dues if due.kind == "deadline"]
    if not dues:
        yield Line(_NONE.say(lang))
    coming = next((due for due in deadlines if due.state == "to-come"), None)
    if coming:
        told = f"{_NEXT.say(lang)}: {say_day(coming.due, lang)}, {_what(coming, lang)}"
        yield Line(plain(f"{told}: {said.names(coming.bearers, lang)}."))
    for year in sorted({due.due.year for due in deadlines}):
        yield from heading(str(year))
        yield Padding(_table([due for due in deadlines if due.due.year == year], lang, width), (0, 0, 0, 2))
    yield from _rhythms([due for due in dues if due.kind == "period"], lang)
    if deadlines:
        yield from ("", Line(f"{words.SUMMARY.say(lang)}: {_sum(deadlines, lang)}."))


def _table(dues: Sequence[Due], lang: str, width: int) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    wide = width >= _WIDE
    for columns in (_DAY, width - _DAY - _STATE - 8, _STATE) if wide else (None,):
        table.add_column(overflow="fold", width=columns)
    for due in dues:
        told = state(due, lang)
        what = f"{_what(due, lang)}\n{due.norm}, {said.names(due.bearers, lang)}"
        cells = (say_day(due.due, lang), plain_lines(what), told)
        if wide:
            table.add_row(*map(Line, cells))
        else:
            table.add_row(Line(f"{cells[0]}: {told}\n{cells[1]}"))
    return table


def _what(due: Due, lang: str) -> str:
    return f"{due.label.say(lang)} ({said.period(due, lang)})"


def state(due: Due, lang: str) -> str:
    """Return how a thing due stands, with what mends or weakens it: a waiver, that it is indicative."""
    parts = [said.state(due, lang)]
    if due.finding and due.finding.waiver:
        parts.append(f"{words.WAIVED.say(lang)} {say_day(due.finding.waiver.until, lang)}")
    if not due.binding:
        parts.append(said.INDICATIVE.say(lang))
    return "; ".join(parts)


def plain_lines(text: str) -> str:
    """Return a text of several lines, each of them harmless."""
    return "\n".join(plain(line) for line in text.split("\n"))


def _rhythms(dues: Sequence[Due], lang: str) -> Iterator[Part]:
    """Yield the monthly rhythms, a norm after another: how many months went how, and which went wrong."""
    if dues:
        yield from heading(said.RHYTHMS.say(lang))
    for norm in dict.fromkeys(due.norm for due in dues):
        mine = [due for due in dues if due.norm == norm]
        first = mine[0]
        told = (
            f"{say_article(first.article, lang)}: {first.label.say(lang)} [{norm}], {said.names(first.bearers, lang)}"
        )
        yield indented(Line(plain(told)))
        yield indented(Line(plain(said.modality(first, lang))))
        for one in dict.fromkeys(due.state for due in mine):
            months = [due for due in mine if due.state == one]
            named = f" ({', '.join(said.period(due, lang) for due in months)})" if one == "missed" else ""
            yield indented(Line(f"{said.MONTH_STATE[one].say(lang)}: {len(months)}{named}"), 4)


def _sum(dues: Sequence[Due], lang: str) -> str:
    counts = Counter(due.state for due in dues)
    told = ((words.DEADLINE_STATE[name].say(lang), counts[name]) for name in words.DEADLINE_STATE if counts[name])  # type: ignore[index]
    return "; ".join(f"{name.partition(':')[0]}: {number}" for name, number in told)


def _as_json(dues: Sequence[Due], verdict: Verdict) -> str:
    return dump(
        {
            "accordo": verdict.accordo,
            "as_of": verdict.as_of.isoformat(),
            "readings": dict(sorted(verdict.readings.items())),
            "deadlines": [due_entry(due) for due in dues],
        }
    )


def due_entry(due: Due) -> Json:
    """Return a thing due in JSON."""
    return {
        "deadline": due.iri,
        "norm": due.norm,
        "article": due.article,
        "label": text_entry(due.label),
        "kind": due.kind,
        "year": due.year,
        "since": due.since.isoformat() if due.since else None,
        "by": due.due.isoformat(),
        "state": due.state,
        "days_late": due.days_late,
        "bearers": [{"id": one.iri, "code": one.code, "label": text_entry(one.label)} for one in due.bearers],
        "modality": due.modality,
        "binding": due.binding,
        "finding": finding_entry(due.finding) if due.finding else None,
    }


def _row(due: Due, lang: str) -> Json:
    finding = due.finding
    return {
        "norm": due.norm,
        "article": due.article,
        "label": due.label.say(lang),
        "kind": due.kind,
        "year": due.year,
        "since": due.since.isoformat() if due.since else None,
        "by": due.due.isoformat(),
        "state": due.state,
        "state_label": said.state(due, lang),
        "days_late": due.days_late,
        "bearers": ";".join(one.code for one in due.bearers),
        "bearer_labels": said.names(due.bearers, lang),
        "modality": due.modality,
        "binding": due.binding,
        "message": finding.message.say(lang) if finding else None,
        "remedy": finding.remedy.say(lang) if finding else None,
        "waived_until": finding.waiver.until.isoformat() if finding and finding.waiver else None,
        "deadline": due.iri,
    }
