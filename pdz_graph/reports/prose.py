"""One norm explained as text: its card, then its verdict with everything it looked at, then what breaks it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from pdz_graph import words
from pdz_graph.cards import NormCard
from pdz_graph.errors import Text
from pdz_graph.reports.entries import Explained
from pdz_graph.reports.outline import Scene, chapters, how_many
from pdz_graph.reports.page import Page, Part, heading, indented
from pdz_graph.reports.text import STYLE, breach_parts, circumstances
from pdz_graph.reports.values import Labels, plain, say_iri, say_thing
from pdz_graph.terms import concept
from pdz_graph.verdict import Ruling, Thing
from pdz_graph.words import say_day


def explanation(explained: Explained, scene: Scene, lang: str, width: int, colour: bool) -> str:
    """Return the explanation in ``lang``, at most ``width`` columns wide."""
    page = Page(width, colour)
    page.add(*_card(explained.card, scene.labels, lang))
    if explained.verdict is None:
        return page.text()
    page.add(*heading(words.VERDICT.say(lang)))
    page.add(*map(_set_in, circumstances(explained.verdict, scene, lang)))
    if explained.ruling is None:
        page.add(indented(Line(words.NOT_IN_FORCE.say(lang))))
        return page.text()
    page.add(*_ruling(explained.ruling, explained, lang))
    page.add(*_deadlines(explained, lang))
    page.add(*_advice(explained, lang))
    page.add(*_findings(explained, scene.labels, lang))
    return page.text()


def _card(card: NormCard, labels: Labels, lang: str) -> Iterator[Part]:
    yield Line.assemble((plain(card.label.say(lang)), "bold"), f"  [{card.id}]")
    yield ""
    yield indented(Line(plain(card.description.say(lang))))
    yield ""
    genera = ", ".join(f"{say_iri(concept('genere', code).value, labels, lang)} ({code})" for code in card.genera)
    rows = [
        (words.PLACE, card.place.say(lang)),
        (words.BEARER, card.bearer.say(lang)),
        (words.COUNTERPART, card.counterpart.say(lang) if card.counterpart else ""),
        (words.MODALITY, card.modality.say(lang)),
        (words.GENUS, genera),
        (words.KINDS, ", ".join(card.kinds)),
        (words.SHAPES, ", ".join(card.shapes)),
        (words.REASON, "" if card.judged or not card.reason else card.reason.say(lang)),
    ]
    yield _pairs([(name.say(lang), said) for name, said in rows if said])
    if card.parameters:
        yield from heading(words.PARAMETERS.say(lang))
        yield _pairs([(name.say(lang), value.say(lang)) for name, value in card.parameters])


def _pairs(rows: list[tuple[str, str]]) -> Padding:
    return _grid([(Line(plain(name), style="dim"), Line(plain(said))) for name, said in rows])


def _grid(rows: Sequence[tuple[Line, ...]], titles: tuple[Text, ...] = (), lang: str = "en") -> Padding:
    table = Table(box=None, padding=(0, 3, 0, 0), pad_edge=False, show_header=bool(titles), header_style="dim")
    for place in range(len(rows[0])):
        table.add_column(titles[place].say(lang) if titles else "", overflow="fold")
    for row in rows:
        table.add_row(*row)
    return Padding(table, (0, 0, 0, 2))


def _ruling(ruling: Ruling, explained: Explained, lang: str) -> Iterator[Part]:
    """Yield the verdict, what was looked at and how each thing fared, what more is unknown; deadlines come apart."""
    said = words.STATUS[ruling.status].say(lang).upper()
    meaning = words.STATUS_MEANING[ruling.status].say(lang)
    yield indented(Line.assemble((said, "bold"), f": {meaning}."))
    elsewhere = {deadline.id for deadline in explained.deadlines}
    looked_at = [thing for thing in ruling.looked_at if thing.id not in elsewhere]
    if looked_at:
        yield from heading(f"{words.LOOKED_AT.say(lang)}: {how_many(len(looked_at), lang)}")
        yield _grid([_thing(thing, explained, lang) for thing in looked_at])
    elsewhere |= {thing.id for thing in looked_at}
    unknown = [thing for thing in ruling.unknown if thing.id not in elsewhere]
    if unknown:
        yield from heading(f"{words.UNKNOWN_THINGS.say(lang)}: {how_many(len(unknown), lang)}")
        yield _grid([(Line(say_thing(thing, lang)),) for thing in unknown])


def _thing(thing: Thing, explained: Explained, lang: str) -> tuple[Line, Line]:
    outcome = explained.outcome(thing.id)
    return Line(say_thing(thing, lang)), Line(words.OUTCOME[outcome].say(lang), style=STYLE.get(outcome, ""))


def _deadlines(explained: Explained, lang: str) -> Iterator[Part]:
    if not explained.deadlines:
        return
    yield from heading(words.DEADLINES.say(lang))
    rows = []
    for deadline in explained.deadlines:
        state = words.DEADLINE_STATE[deadline.state].say(lang)
        if deadline.days_late is not None:
            state += f" ({words.counted(deadline.days_late, words.DAYS, lang)})"
        rows.append((Line(str(deadline.year)), Line(say_day(deadline.due, lang)), Line(state)))
    yield _grid(rows, (words.YEAR, words.BY, words.STATE), lang)


def _advice(explained: Explained, lang: str) -> Iterator[Part]:
    """Yield what would let be known what is unknown."""
    if explained.ruling is None or not explained.ruling.unknown:
        return
    lists = f" (elenco: {', '.join(explained.lists)})" if explained.lists else ""
    yield ""
    yield indented(Line(f"{words.REMEDY.say(lang)}: {words.LET_KNOW.say(lang)}{plain(lists)}."))


def _findings(explained: Explained, labels: Labels, lang: str) -> Iterator[Part]:
    verdict = explained.verdict
    if verdict is None or not explained.findings:
        return
    yield from heading(words.FINDINGS.say(lang))
    breaches = [breach for chapter in chapters(verdict, labels) for breach in chapter.breaches]
    for place, breach in enumerate(breach for breach in breaches if breach.norm == explained.card.id):
        if place:
            yield ""
        yield from breach_parts(breach, labels, lang)


def _set_in(part: Part) -> Part:
    return Padding(part, (0, 0, 0, 2))
