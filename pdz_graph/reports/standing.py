"""Where a register stands, as people and programs read it: the accordo, the last change, the rows, the waivers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from pdz_graph import words
from pdz_graph.errors import Text
from pdz_graph.office import State
from pdz_graph.reports.as_json import dump, text_entry, waiver_entry
from pdz_graph.reports.history import change_entry
from pdz_graph.reports.page import Page, Part, heading, indented
from pdz_graph.reports.values import plain, say_instant
from pdz_graph.verdict import Waiver
from pdz_graph.words import say_day

FORMATS: Final = ("text", "json")
_KEPT = Text("Il registro sta in", "The register is kept in")
_LAST = Text("Ultimo cambiamento", "Last change")
_NONE = Text("Nessun cambiamento ancora.", "No change yet.")
_ROWS = Text("Righe", "Rows")
_OUTSIDE = (
    Text("affermazione che le tabelle non possono dire", "statement that tables cannot say"),
    Text("affermazioni che le tabelle non possono dire", "statements that tables cannot say"),
)
_WAIVERS = Text("Deroghe", "Waivers")
_UNTIL = Text("fino al", "until")
_EXPIRED = Text("scaduta il", "expired on")


def render(state: State, form: str, lang: str, *, today: date, width: int = 100, colour: bool = False) -> str:
    """Return the page, ending in a new line; whether a waiver has expired is told as of ``today``."""
    if words.admitted("--format", form, FORMATS) == "json":
        return _as_json(state)
    page = Page(width, colour)
    page.add(*_text(state, today, lang))
    return page.text()


def _text(state: State, today: date, lang: str) -> Iterator[Part]:
    yield Line(plain(state.label.say(lang)), style="bold")
    yield Line(plain(f"{_KEPT.say(lang)} {state.kept}."))
    last = state.last
    if last is None:
        yield Line(_NONE.say(lang))
    else:
        what = f"{last.number}, {last.agent}, {say_instant(last.instant, lang)}"
        yield Line(plain(f"{_LAST.say(lang)}: {what}. {last.message}").rstrip())
    yield from heading(f"{_ROWS.say(lang)}: {sum(state.rows.values())}")
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(justify="right")
    table.add_column()
    for name, number in state.rows.items():
        table.add_row(str(number), name)
    yield Padding(table, (0, 0, 0, 2))
    if state.unwritten:
        yield indented(Line(words.counted(state.unwritten, _OUTSIDE, lang)))
    if state.waivers:
        yield from heading(f"{_WAIVERS.say(lang)}: {len(state.waivers)}")
        yield from (indented(Line(plain(waiver_line(waiver, today, lang)))) for waiver in state.waivers)


def waiver_line(waiver: Waiver, today: date, lang: str) -> str:
    """Return a waiver in one sentence."""
    when = (_EXPIRED if waiver.until < today else _UNTIL).say(lang)
    thing = waiver.subject.rpartition("/")[2]
    return f"{waiver.norm}, {thing}, {when} {say_day(waiver.until, lang)}: {waiver.reason} ({waiver.act})"


def _as_json(state: State) -> str:
    return dump(
        {
            "accordo": state.accordo,
            "label": text_entry(state.label),
            "kept": state.kept,
            "last": change_entry(state.last) if state.last else None,
            "rows": dict(state.rows),
            "outside_tables": state.unwritten,
            "waivers": [waiver_entry(waiver) for waiver in state.waivers],
        }
    )
