"""A verdict as text for people, on a terminal or on paper: wrapped, never cut; nothing is said by colour alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from pdz_graph import words
from pdz_graph.errors import Text
from pdz_graph.reports.outline import (
    Breach,
    Chapter,
    Scene,
    chapters,
    columns,
    headline,
    mood,
    norm_count,
    readings,
    say_fact,
    say_waiver,
    too_early,
    which_register,
    why_that_day,
)
from pdz_graph.reports.page import Page, Part, heading, indented, whole
from pdz_graph.reports.values import (
    Labels,
    plain,
    say_article,
    say_instant,
    say_place,
    say_thing,
)
from pdz_graph.verdict import STATUSES, Verdict
from pdz_graph.words import say_day

#: How a severity looks where there is colour; its word is always written too.
STYLE: Final = {"violation": "bold red", "warning": "bold yellow", "info": "bold blue"}
_MOOD: Final = {"violated": "bold red", "unknown": "bold", "satisfied": "bold green"}
_HEADS: Final = {"expected": words.EXPECTED, "found": words.FOUND, "since": words.SINCE}


def verdict_report(verdict: Verdict, scene: Scene, lang: str, width: int, colour: bool) -> str:
    """Return the report in ``lang``, at most ``width`` columns wide."""
    page = Page(width, colour)
    page.add(*_opening(verdict, scene, lang))
    for chapter in chapters(verdict, scene.labels):
        page.add(*_chapter(chapter, scene.labels, lang))
    page.add(*_idle(verdict, lang))
    page.add(*_summary(verdict, lang))
    page.add(*notice_parts(scene, lang))
    page.add(*_further(verdict, scene, lang))
    return page.text()


def _opening(verdict: Verdict, scene: Scene, lang: str) -> Iterator[Part]:
    yield Line(plain(verdict.label.say(lang)), style="bold")
    yield from circumstances(verdict, scene, lang)
    yield ""
    yield Line(f"{headline(verdict, lang)}.", style=_MOOD[mood(verdict)])


def circumstances(verdict: Verdict, scene: Scene, lang: str) -> Iterator[Part]:
    """Yield the register of a verdict, its day and why that one, what the register knew, and the readings."""
    if scene.register:
        yield Line(which_register(scene, lang))
    why = why_that_day(verdict, scene.today).say(lang)
    yield Line(f"{words.JUDGED_ON.say(lang)}: {say_day(verdict.as_of, lang)} ({why}).")
    if verdict.is_early:
        yield Line(too_early(verdict, lang))
    if verdict.known_at:
        yield Line(f"{words.KNOWN_AT.say(lang)}: {say_instant(verdict.known_at, lang)}.")
    if verdict.readings:
        yield Line(f"{words.READINGS.say(lang)}: {readings(verdict, scene.labels, lang)}.")


def _chapter(chapter: Chapter, labels: Labels, lang: str) -> Iterator[Part]:
    yield from heading(plain(say_article(chapter.article, lang)))
    for place, breach in enumerate(chapter.breaches):
        if place:
            yield ""
        yield from breach_parts(breach, labels, lang)


def breach_parts(breach: Breach, labels: Labels, lang: str) -> Iterator[Part]:
    """Yield what is wrong with a norm, the remedy, and the table of what breaks it."""
    severity = words.SEVERITY[breach.severity].say(lang).upper()
    yield indented(
        Line.assemble(
            (severity, STYLE[breach.severity]),
            "  ",
            (plain(breach.label.say(lang)), "bold"),
            f"  [{plain(breach.norm)}]",
        )
    )
    yield indented(Line(plain(breach.message.say(lang))))
    yield indented(_named(words.REMEDY, plain(breach.remedy.say(lang)), lang))
    if breach.waiver:
        yield indented(Line(say_waiver(breach.waiver, lang), style="bold"))
    if breach.depends_on:
        yield indented(_named(words.DEPENDS_ON, plain(", ".join(breach.depends_on)), lang))
    yield _table(breach, labels, lang)


def _named(name: Text, said: str, lang: str) -> Line:
    return Line.assemble((f"{name.say(lang)}: ", "bold"), said)


def _table(breach: Breach, labels: Labels, lang: str) -> Padding:
    """Return the table of what breaks the norm: who, and the facts that any of the findings has."""
    facts = columns(breach)
    table = Table(box=None, padding=(0, 3, 0, 0), pad_edge=False, header_style="dim")
    table.add_column(words.WHO.say(lang), overflow="fold", min_width=20)
    for name in facts:
        table.add_column(_HEADS[name].say(lang), overflow="fold", no_wrap=False)
    for finding in breach.findings:
        said = [say_fact(finding, name, labels, lang) for name in facts]
        table.add_row(Line(say_thing(finding.subject, lang)), *map(Line, said))
    return Padding(table, (0, 0, 0, 4))


def _idle(verdict: Verdict, lang: str) -> Iterator[Part]:
    """Yield the waivers that fit no finding."""
    if verdict.idle:
        yield from heading(words.IDLE.say(lang))
    for waiver in verdict.idle:
        thing = plain(waiver.subject.rpartition("/")[2])
        yield indented(Line(f"{waiver.norm}, {thing}. {say_waiver(waiver, lang)}"))


def _summary(verdict: Verdict, lang: str) -> Iterator[Part]:
    yield from heading(norm_count(verdict, lang))
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", style="dim")
    for status in STATUSES:
        number = verdict.counts[status]
        said = words.STATUS_COUNT[status][number != 1], words.STATUS_MEANING[status]
        table.add_row(str(number), *(text.say(lang) for text in said))
    yield Padding(table, (0, 0, 0, 2))


def notice_parts(scene: Scene, lang: str) -> Iterator[Part]:
    """Yield what was noticed while the register was read."""
    if not scene.notices:
        return
    yield from heading(words.NOTICES.say(lang))
    for notice in scene.notices:
        place = say_place(notice.place, lang)
        yield indented(Line(f"{place}: {plain(notice.message.say(lang))} {plain(notice.remedy.say(lang))}".strip()))


def _further(verdict: Verdict, scene: Scene, lang: str) -> Iterator[Part]:
    rows = []
    norm = next((ruling.norm for ruling in verdict.rulings if ruling.status == "violated"), None)
    norm = norm or next((finding.norm for finding in verdict.findings), None)
    if norm:
        rows.append((f"pdz explain {norm}{scene.again}", words.LEARN_NORM))
    if verdict.counts["unknown"]:
        rows.append((f"pdz norms --status unknown{scene.again}", words.LEARN_UNKNOWN))
    if not rows:
        return
    yield from heading(words.LEARN_MORE.say(lang))
    for command, what in rows:
        yield whole(plain(command))
        yield indented(Line(what.say(lang)), 4)
