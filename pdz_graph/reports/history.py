"""The history of a register as people and programs read it: the list of its changes, and the story of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from pdz_graph import words
from pdz_graph.difference import Row
from pdz_graph.errors import Text
from pdz_graph.labels import Labels
from pdz_graph.ledger import Change
from pdz_graph.reports.as_json import Json, dump
from pdz_graph.reports.changes import counted, row_entry, row_parts
from pdz_graph.reports.page import Page, Part, heading, indented
from pdz_graph.reports.values import plain, say_instant
from pdz_graph.words import say_day

FORMATS: Final = ("text", "json")
#: How many sources of a change are named where it is one of a list; the rest are counted.
MOST: Final = 3
_MORE_FILES = (Text("altro file", "other file"), Text("altri file", "other files"))
_EMPTY = Text("Il registro non ha ancora cambiamenti.", "The register has no changes yet.")
_HEADS: Final = (
    Text("N.", "No."),
    Text("Quando", "When"),
    Text("Chi", "Who"),
    Text("Giudicato al", "Judged on"),
    Text("Violazioni", "Violations"),
    Text("Che cosa", "What"),
)
_CHANGE = Text("Cambiamento", "Change")
_UNDOES = Text("annulla il cambiamento", "undoes change")
_FROM = Text("Da", "From")
_FINDINGS = (Text("Rilievi nuovi", "New findings"), Text("Rilievi risolti", "Solved findings"))


def listing(
    accordo: str, changes: Sequence[Change], form: str, lang: str, *, width: int = 100, colour: bool = False
) -> str:
    """Return the changes, the last first, ending in a new line."""
    if words.admitted("--format", form, FORMATS) == "json":
        return dump({"accordo": accordo, "changes": [change_entry(change) for change in reversed(changes)]})
    page = Page(width, colour)
    if not changes:
        page.add(Line(_EMPTY.say(lang)))
        return page.text()
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for head in _HEADS:
        table.add_column(head.say(lang), overflow="fold")
    for change in reversed(changes):
        cells = (
            str(change.number),
            say_instant(change.instant, lang),
            change.agent,
            change.day.isoformat() if change.day else "",
            _counts(change),
            _what(change, lang),
        )
        table.add_row(*(Line(plain(cell)) for cell in cells))
    page.add(table)
    return page.text()


def story(
    accordo: str,
    change: Change,
    rows: Sequence[Row],
    labels: Labels,
    *,
    form: str,
    lang: str,
    width: int = 100,
    colour: bool = False,
) -> str:
    """Return one change: who, when, from what, the rows that differ and the findings that came and went."""
    if words.admitted("--format", form, FORMATS) == "json":
        entry = change_entry(change) | {"rows": [row_entry(row, labels) for row in rows]}
        return dump({"accordo": accordo} | entry)
    page = Page(width, colour)
    page.add(*_story(change, rows, labels, lang))
    return page.text()


def _story(change: Change, rows: Sequence[Row], labels: Labels, lang: str) -> Iterator[Part]:
    when = say_instant(change.instant, lang)
    yield Line(plain(f"{_CHANGE.say(lang)} {change.number}: {change.agent}, {when}"), style="bold")
    if what := _what(change, lang):
        yield Line(plain(what))
    for source in change.sources:
        yield indented(Line(plain(f"{_FROM.say(lang)} {source.name} (SHA-256 {source.sha256})")))
    if change.day:
        yield Line(
            f"{words.JUDGED_ON.say(lang)}: {say_day(change.day, lang)}. {_HEADS[4].say(lang)}: {_counts(change)}."
        )
    yield ""
    yield Line(counted(rows, lang), style="bold")
    yield from row_parts(rows, labels, lang)
    for title, findings in zip(_FINDINGS, (change.new, change.solved), strict=True):
        if findings:
            yield from heading(title.say(lang))
            yield from (Padding(Line(plain(finding)), (0, 0, 0, 2)) for finding in findings)


def _counts(change: Change) -> str:
    return f"{change.before} → {change.after}"


def _what(change: Change, lang: str) -> str:
    undone = f"{_UNDOES.say(lang)} {change.undoes}" if change.undoes is not None else ""
    names = [source.name for source in change.sources]
    if len(names) > MOST:
        names = [*names[: MOST - 1], words.counted(len(names) - MOST + 1, _MORE_FILES, lang)]
    return " · ".join(filter(None, (change.message, undone, ", ".join(names))))


def change_entry(change: Change) -> Json:
    """Return a change in JSON."""
    return {
        "change": change.number,
        "instant": change.instant.isoformat(),
        "agent": change.agent,
        "message": change.message,
        "sources": [{"name": source.name, "sha256": source.sha256} for source in change.sources],
        "as_of": change.day.isoformat() if change.day else None,
        "readings": list(change.readings),
        "policy": change.policy,
        "engine": change.engine,
        "versions": list(change.versions),
        "violations": {"before": change.before, "after": change.after},
        "new": list(change.new),
        "solved": list(change.solved),
        "undoes": change.undoes,
    }
