"""``pdz norms``: the norms of an agreement, all or some, and how they stand on a day when that is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final

import typer

from pdz_graph import words
from pdz_graph.cards import NormCard
from pdz_graph.commands import options
from pdz_graph.commands.answer import Answer, checked_output, colour, width
from pdz_graph.reports.catalogue import FORMATS, render
from pdz_graph.reports.entries import Entry
from pdz_graph.reports.outline import in_order
from pdz_graph.verdict import STATUSES, Verdict

Article = Annotated[str | None, typer.Option("--article", metavar="N")]
Kind = Annotated[str | None, typer.Option("--kind", metavar="KIND")]
Status = Annotated[
    str | None, typer.Option("--status", metavar="satisfied|violated|unknown|not_applicable|judged|not-judged")
]
Form = Annotated[str, typer.Option("--format", metavar="text|json|csv")]

#: What ``--status`` admits: the verdicts, which call for a judgement, and whether a norm can be judged at all.
ADMITTED: Final = (*STATUSES, "judged", "not-judged")


def norms(
    *,
    sources: options.Sources = None,
    article: Article = None,
    kind: Kind = None,
    status: Status = None,
    accordo: options.Accordo = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    register: options.Register = None,
    reading: options.Readings = None,
    form: Form = "text",
    lang: options.Lang = None,
    output: options.Output = None,
) -> Answer:
    """List the norms asked for; an empty list is an answer too."""
    spoken = options.spoken(lang)
    words.admitted("--format", form, FORMATS)
    if status is not None:
        words.admitted("--status", status, ADMITTED)
    asked = options.question(sources, accordo, as_of, reading, register=register, known_at=known_at)
    file = checked_output(output, asked.sources)
    agreement = options.opened(asked)
    cards = _of_kind(_of_article(agreement.norms(), article), kind)
    today = date.today()
    judging = bool(asked.sources or asked.folder or asked.as_of or asked.readings) or status in STATUSES
    judgement = options.judged(agreement, asked, today, spoken) if judging else None
    verdict, notices = (judgement.verdict, judgement.notices) if judgement else (None, ())
    entries = [entry for entry in _entries(cards, verdict) if status is None or _stands(entry, status)]
    text = render(agreement.id, entries, verdict, form, spoken, today=today, width=width(), colour=colour(file))
    note = words.counted(len(entries), (words.NORM_ONE, words.NORM_MANY), spoken)
    return Answer(text, 0, file, note, spoken, notices)


def _of_article(cards: Sequence[NormCard], article: str | None) -> Sequence[NormCard]:
    if article is None:
        return cards
    number = article.lower().removeprefix("art").strip(". ").lstrip("0")
    known = in_order(card.article for card in cards)
    words.admitted("--article", number, known)
    return [card for card in cards if card.article == number]


def _of_kind(cards: Sequence[NormCard], kind: str | None) -> Sequence[NormCard]:
    if kind is None:
        return cards
    names = sorted({name for card in cards for name in (*card.genera, *card.kinds)})
    asked = next((name for name in names if name.lower() == kind.lower()), kind)
    words.admitted("--kind", asked, names)
    return [card for card in cards if asked in (*card.genera, *card.kinds)]


def _entries(cards: Sequence[NormCard], verdict: Verdict | None) -> list[Entry]:
    rulings = {ruling.norm: ruling for ruling in verdict.rulings} if verdict else {}
    return [Entry(card, rulings.get(card.id)) for card in cards]


def _stands(entry: Entry, status: str) -> bool:
    if status in STATUSES:
        return entry.ruling is not None and entry.ruling.status == status
    return entry.card.judged is (status == "judged")
