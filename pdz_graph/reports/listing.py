"""The norms of an agreement as text: by article, each with its code, its name and how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from pdz_graph import words
from pdz_graph.reports.entries import Entry
from pdz_graph.reports.outline import in_order, too_early, why_that_day
from pdz_graph.reports.page import Page, Part, heading
from pdz_graph.reports.values import plain, say_article
from pdz_graph.verdict import Verdict
from pdz_graph.words import say_day

#: Under this width the columns stand one under another.
_WIDE = 76


def listing(
    entries: Sequence[Entry], verdict: Verdict | None, lang: str, *, today: date | None, width: int, colour: bool
) -> str:
    """Return the list, at most ``width`` columns wide."""
    page = Page(width, colour)
    if verdict:
        why = why_that_day(verdict, today).say(lang)
        page.add(Line(f"{words.JUDGED_ON.say(lang)}: {say_day(verdict.as_of, lang)} ({why})."))
        page.add(*(Line(said) for said in [too_early(verdict, lang)] if said))
    if not entries:
        page.add(Line(words.NO_NORMS.say(lang)))
    for article in in_order(entry.card.article for entry in entries):
        page.add(*_article([entry for entry in entries if entry.card.article == article], article, width, lang))
    if entries:
        page.add("", Line(f"{words.counted(len(entries), (words.NORM_ONE, words.NORM_MANY), lang)}."))
    return page.text()


def _article(entries: Sequence[Entry], article: str, width: int, lang: str) -> Iterator[Part]:
    yield from heading(plain(say_article(article, lang)))
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    wide = width >= _WIDE
    if wide:
        table.add_column(overflow="fold", width=34)
        table.add_column(overflow="fold", width=16)
    table.add_column(overflow="fold")
    for entry in entries:
        cells = (entry.card.id, words.STATUS[entry.status].say(lang), plain(entry.card.label.say(lang)))
        if wide:
            table.add_row(*map(Line, cells))
        else:
            table.add_row(Line(f"{cells[0]}  {cells[1]}\n  {cells[2]}"))
    yield Padding(table, (0, 0, 0, 2))
