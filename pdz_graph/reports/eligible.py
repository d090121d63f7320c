"""Who may hold a seat, as people and programs read it: those who may, those who may not and which norm says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from pdz_graph import words
from pdz_graph.eligibility import Candidate, Eligibility
from pdz_graph.errors import Text
from pdz_graph.labels import Labels
from pdz_graph.reports.as_json import Json, dump, text_entry
from pdz_graph.reports.page import Page, Part, heading, indented
from pdz_graph.reports.values import plain, say_article
from pdz_graph.words import say_day

FORMATS: Final = ("text", "json")
_ON = Text("Dal", "From")
_HOLD = Text("Vi siede", "Who sits there")
_AT_MOST = Text("al più", "at most")
_EACH = Text("per ciascuno", "for each")
_BY = Text("Designa", "Designated by")
_MAY = Text("Chi può", "Who may")
_MAY_NOT = Text("Chi non può", "Who may not")
_UNSURE = Text("Di chi non si sa abbastanza", "Of whom not enough is known")
_ANYBODY = Text("chiunque", "anybody")
_FOR = Text("per conto di", "on behalf of")
_NOBODY = Text("nessuno", "nobody")


def render(
    found: Eligibility, labels: Labels, day: date, form: str, lang: str, *, width: int = 100, colour: bool = False
) -> str:
    """Return the answer, ending in a new line."""
    if words.admitted("--format", form, FORMATS) == "json":
        return _as_json(found, labels, day)
    page = Page(width, colour)
    page.add(*_text(found, labels, day, lang))
    return page.text()


def _text(found: Eligibility, labels: Labels, day: date, lang: str) -> Iterator[Part]:
    yield Line(plain(labels.of(found.seat).say(lang)), style="bold")
    yield Line(f"{_ON.say(lang)} {say_day(day, lang)}.")
    if found.designators:
        yield Line(plain(f"{_BY.say(lang)}: {', '.join(labels.of(one).say(lang) for one in found.designators)}."))
    each = f" {_EACH.say(lang)}" if found.each else ""
    most = f" ({_AT_MOST.say(lang)} {found.most}{each})" if found.most else ""
    yield from _group(f"{_HOLD.say(lang)}{most}", found.holders, labels, lang)
    yield from _group(_MAY.say(lang), found.eligible, labels, lang)
    if found.uncertain:
        yield from _group(_UNSURE.say(lang), found.uncertain, labels, lang)
    if found.others:
        yield from heading(f"{_MAY_NOT.say(lang)}: {len(found.others)}")
        yield from _reasons(found.others, labels, lang)


def _group(title: str, some: Sequence[Candidate], labels: Labels, lang: str) -> Iterator[Part]:
    yield from heading(f"{title}: {len(some) or _NOBODY.say(lang)}")
    for one in some:
        doubts = f"  [{', '.join(one.doubts)}]" if one.doubts else ""
        yield indented(Line(plain(name(one, labels).say(lang) + doubts)))


def _reasons(others: Sequence[Candidate], labels: Labels, lang: str) -> Iterator[Part]:
    """Yield those who may not, together when the same norms say so for the same reasons."""
    groups: dict[tuple[tuple[str, str, Text], ...], list[Candidate]] = {}
    for one in others:
        said = {(f.article, f.norm, f.message) for f in one.obstacles}
        groups.setdefault(tuple(sorted(said, key=lambda reason: reason[1])), []).append(one)
    for place, (reasons, some) in enumerate(groups.items()):
        if place:
            yield ""
        for article, norm, message in reasons:
            line = f"{say_article(article, lang)}: {message.say(lang)} [{norm}]"
            yield indented(Line(plain(line), style="bold"))
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
        table.add_column(overflow="fold")
        for one in some:
            table.add_row(Line(plain(name(one, labels).say(lang))))
        yield Padding(table, (0, 0, 0, 4))


def name(one: Candidate, labels: Labels) -> Text:
    """Return "Anna Esempio, per conto di Sub-ambito 1", or the body alone where anybody will do."""
    if one.person is None:
        return labels.of(one.behalf) if one.behalf else _ANYBODY
    person = labels.of(one.person)
    if one.behalf is None:
        return person
    body = labels.of(one.behalf)
    return Text(f"{person.it}, {_FOR.it} {body.it}", f"{person.en}, {_FOR.en} {body.en}")


def _as_json(found: Eligibility, labels: Labels, day: date) -> str:
    def entries(some: Sequence[Candidate]) -> list[Json]:
        return [_entry(one, labels) for one in some]

    return dump(
        {
            "seat": found.seat.value,
            "label": text_entry(labels.of(found.seat)),
            "on": day.isoformat(),
            "most": found.most,
            "each": found.each,
            "designated_by": [one.value for one in found.designators],
            "holders": entries(found.holders),
            "eligible": entries(found.eligible),
            "uncertain": entries(found.uncertain),
            "not_eligible": entries(found.others),
        }
    )


def _entry(one: Candidate, labels: Labels) -> Json:
    reasons: list[Json] = [
        {"norm": f.norm, "article": f.article, "shape": f.shape, "message": text_entry(f.message)}
        for f in one.obstacles
    ]
    return {
        "person": one.person.value if one.person else None,
        "on_behalf_of": one.behalf.value if one.behalf else None,
        "label": text_entry(name(one, labels)),
        "reasons": reasons,
        "unknown_to": list(one.doubts),
    }
