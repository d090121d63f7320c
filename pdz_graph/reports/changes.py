"""A change of the register as people and programs read it: the rows that differ, what comes of them, how it ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from pyoxigraph import Literal
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from pdz_graph import words
from pdz_graph.difference import KINDS, Cell, Row
from pdz_graph.errors import Text
from pdz_graph.facts import as_day
from pdz_graph.labels import Labels, NamesByIri
from pdz_graph.proposal import Recorded
from pdz_graph.reports.as_json import Json, dump, finding_entry, text_entry
from pdz_graph.reports.outline import Scene, chapters
from pdz_graph.reports.page import Page, Part, heading
from pdz_graph.reports.text import breach_parts, circumstances, notice_parts
from pdz_graph.reports.values import plain
from pdz_graph.terms import PDZ
from pdz_graph.verdict import SEVERITIES, Finding, Verdict

FORMATS: Final = ("text", "json")
#: How many rows of a table are told one by one; the rest are counted.
MOST: Final = 40
#: How a change can end.
OUTCOMES: Final = ("recorded", "refused", "nothing", "trial")
_KIND: Final = {
    "added": (Text("nuova", "new"), Text("riga nuova", "new row"), Text("righe nuove", "new rows")),
    "changed": (
        Text("cambiata", "changed"),
        Text("riga cambiata", "changed row"),
        Text("righe cambiate", "changed rows"),
    ),
    "ended": (Text("finita", "ended"), Text("riga finita", "ended row"), Text("righe finite", "ended rows")),
    "withdrawn": (
        Text("tolta", "withdrawn"),
        Text("riga tolta", "withdrawn row"),
        Text("righe tolte", "withdrawn rows"),
    ),
}
_OTHER = Text("altro", "other")
_AND_MORE = Text("altre", "others")
_NEW = Text("Che cosa ne nasce", "What comes of it")
_SOLVED = Text("Che cosa si risolve", "What is solved")
_WAIVED = Text("Che cosa si tollera d'ora in poi", "What is put up with from now on")
_NONE = Text("Nessun rilievo nuovo, nessuno risolto.", "No new finding, none solved.")
_NO_ROWS = Text("Nessuna riga è diversa.", "No row differs.")
_UNCHANGED = (
    Text("rilievo resta com'era", "finding stays as it was"),
    Text("rilievi restano com'erano", "findings stay as they were"),
)
_LEFT = (
    Text("riga registrata non è nelle fonti, e resta", "recorded row is not in the sources, and stays"),
    Text("righe registrate non sono nelle fonti, e restano", "recorded rows are not in the sources, and stay"),
)
_WHOLE = Text(
    "se le fonti sono tutto il registro, aggiungere --whole", "if the sources are the whole register, add --whole"
)
_LASTING = Text(
    "Chi finisce conta ancora nel suo ultimo giorno; che cosa ne viene il giorno dopo si vede con",
    "Who ends still counts on the last day; what comes of it on the day after is seen with",
)
_HOWEVER = Text(
    "Se è accaduto davvero, si registra com'è con --policy report, e poi si può tollerarlo con «pdz waive». Giudicato"
    " con",
    "If it really happened, it is recorded as it is with --policy report, and may be waived then by “pdz waive”. Judged"
    " with",
)
_END: Final = {
    "nothing": Text(
        "Nulla da registrare: il registro dice già tutto questo.", "Nothing to record: the register says all this."
    ),
    "trial": Text("Prova soltanto: nulla è stato registrato.", "Only tried: nothing was recorded."),
    "refused": Text("RIFIUTATO, e nulla è cambiato:", "REFUSED, and nothing has changed:"),
    "recorded": Text("REGISTRATO: è il cambiamento", "RECORDED: it is change"),
}


@dataclass(frozen=True)
class Told:
    """What a page about a change is made of: what became of it, the names of things, a verdict without findings, the
    day of whoever asks.
    """

    recorded: Recorded
    labels: Labels
    verdict: Verdict
    today: date
    trial: bool = False

    @property
    def outcome(self) -> str:
        """How it ended."""
        proposal = self.recorded.proposal
        if not proposal.delta:
            return "nothing"
        if self.trial:
            return "trial"
        return "recorded" if self.recorded.change else "refused"


def render(told: Told, form: str, lang: str, *, width: int = 100, colour: bool = False) -> str:
    """Return the page, ending in a new line."""
    if words.admitted("--format", form, FORMATS) == "json":
        return _as_json(told)
    page = Page(width, colour)
    page.add(*_text(told, lang))
    return page.text()


def _text(told: Told, lang: str) -> Iterator[Part]:
    proposal = told.recorded.proposal
    scene = Scene(NamesByIri(told.labels), proposal.entry.notices, told.today)
    yield Line(plain(told.verdict.label.say(lang)), style="bold")
    yield from circumstances(told.verdict, scene, lang)
    if proposal.rows:
        yield ""
        yield Line(counted(proposal.rows, lang), style="bold")
    yield from row_parts(proposal.rows, told.labels, lang)
    yield from _findings(told, _NEW, proposal.weighed.new, lang)
    yield from _findings(told, _SOLVED, proposal.weighed.solved, lang)
    yield from _findings(told, _WAIVED, proposal.weighed.waived, lang)
    yield from notice_parts(scene, lang)
    yield ""
    yield from _remarks(told, lang)
    yield Line(ending(told, lang), style="bold")


def _remarks(told: Told, lang: str) -> Iterator[Part]:
    weighed, left = told.recorded.proposal.weighed, len(told.recorded.proposal.entry.left)
    if not (weighed.new or weighed.solved or weighed.waived) and told.outcome != "nothing":
        yield Line(_NONE.say(lang))
    if weighed.standing:
        yield Line(f"{words.counted(len(weighed.standing), _UNCHANGED, lang)}.")
    if left:
        yield Line(f"{words.counted(left, _LEFT, lang)}: {_WHOLE.say(lang)}.")
    if last := _last_day(told):
        yield Line(f"{_LASTING.say(lang)} --as-of {last + timedelta(days=1)}.")
    if told.outcome == "refused":
        yield Line(f"{_HOWEVER.say(lang)} --as-of {told.verdict.as_of}.")


def _last_day(told: Told) -> date | None:
    """Return the latest day, from the one that is judged on, that a change makes the last of something."""
    cells = (cell for row in told.recorded.proposal.rows for cell in row.cells if cell.predicate == PDZ["al"])
    days = (as_day(value) for cell in cells for value in cell.after if isinstance(value, Literal))
    return max((day for day in days if day and day >= told.verdict.as_of), default=None)


def ending(told: Told, lang: str) -> str:
    """Return the last sentence: how it ended."""
    said, recorded = _END[told.outcome].say(lang), told.recorded
    if told.outcome == "recorded" and recorded.change:
        return f"{said} {recorded.change.number}."
    if told.outcome == "refused":
        weighed = recorded.proposal.weighed
        number = words.counted(len(weighed.refusing), words.SEVERITY_COUNT["violation"], lang)
        return f"{said} {number} (--policy {weighed.policy})."
    return said


def counted(rows: Sequence[Row], lang: str) -> str:
    """Return "2 righe nuove e 1 riga finita."."""
    numbers = {kind: sum(row.kind == kind for row in rows) for kind in KINDS}
    parts = [words.counted(number, _KIND[kind][1:], lang) for kind, number in numbers.items() if number]
    return f"{words.series(parts, lang)}." if parts else _NO_ROWS.say(lang)


def row_parts(rows: Sequence[Row], labels: Labels, lang: str) -> Iterator[Part]:
    """Yield the rows by table, each with what changed in it."""
    for name in dict.fromkeys(row.table for row in rows):
        mine = [row for row in rows if row.table == name]
        yield from heading(name or _OTHER.say(lang))
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
        table.add_column(min_width=9)
        table.add_column(overflow="fold")
        for row in mine[:MOST]:
            cells = "".join(f"\n{_cell(cell, labels, lang)}" for cell in row.cells)
            table.add_row(
                Line(_KIND[row.kind][0].say(lang), style="dim"), Line(plain(labels.of(row.node).say(lang) + cells))
            )
        if len(mine) > MOST:
            table.add_row("", Line(f"… {len(mine) - MOST} {_AND_MORE.say(lang)}"))
        yield Padding(table, (0, 0, 0, 2))


def _cell(cell: Cell, labels: Labels, lang: str) -> str:
    before, after = (
        ", ".join(labels.of(value).say(lang) for value in values) or "—" for values in (cell.before, cell.after)
    )
    return f"{cell.column or labels.of(cell.predicate).say(lang)}: {before} → {after}"


def _findings(told: Told, title: Text, findings: tuple[Finding, ...], lang: str) -> Iterator[Part]:
    if not findings:
        return
    numbers = {name: sum(finding.severity == name for finding in findings) for name in SEVERITIES}
    said = [words.counted(number, words.SEVERITY_COUNT[name], lang) for name, number in numbers.items() if number]
    yield from heading(f"{title.say(lang)}: {words.series(said, lang)}")
    names = NamesByIri(told.labels)
    breaches = [
        one for chapter in chapters(replace(told.verdict, findings=findings), names) for one in chapter.breaches
    ]
    for place, breach in enumerate(breaches):
        if place:
            yield ""
        yield from breach_parts(breach, names, lang)


def _as_json(told: Told) -> str:
    recorded, verdict = told.recorded, told.verdict
    proposal, weighed = recorded.proposal, recorded.proposal.weighed
    return dump(
        {
            "accordo": verdict.accordo,
            "outcome": told.outcome,
            "change": recorded.change.number if recorded.change else None,
            "policy": weighed.policy,
            "as_of": verdict.as_of.isoformat(),
            "readings": dict(sorted(verdict.readings.items())),
            "rows": [row_entry(row, told.labels) for row in proposal.rows],
            "left": [row.node.value for row in proposal.entry.left],
            "new": [finding_entry(finding) for finding in weighed.new],
            "solved": [finding_entry(finding) for finding in weighed.solved],
            "waived": [finding_entry(finding) for finding in weighed.waived],
            "unchanged": [finding_entry(finding) for finding in weighed.standing],
        }
    )


def row_entry(row: Row, labels: Labels) -> Json:
    """Return a row that differs in JSON."""
    cells: list[Json] = [
        {
            "column": cell.column,
            "property": cell.predicate.value,
            "before": [value.value for value in cell.before],
            "after": [value.value for value in cell.after],
        }
        for cell in row.cells
    ]
    return {
        "kind": row.kind,
        "table": row.table,
        "subject": row.node.value,
        "label": text_entry(labels.of(row.node)),
        "cells": cells,
    }
