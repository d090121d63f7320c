"""How a value is said to people: days, amounts, names of things. It never decides what is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from pdz_graph import words
from pdz_graph.errors import Place, Text
from pdz_graph.verdict import Thing, Value, is_iri, several
from pdz_graph.words import say_amount, say_day

#: Characters that would act instead of being read: controls, and the marks that turn the direction of writing.
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

Labels = Mapping[str, Text]


def plain(text: str) -> str:
    """Return ``text`` with every character that could command a terminal or a page shown as a replacement mark."""
    return _ACTING.sub("\N{REPLACEMENT CHARACTER}", text)


def say_instant(instant: datetime, lang: str) -> str:
    """Return an instant in words, to the minute, as the clocks of here say it."""
    instant = instant.astimezone()
    zone = instant.strftime(" %Z")
    return f"{say_day(instant.date(), lang)}, {instant:%H:%M}{zone}"


def say_value(value: Value, labels: Labels, lang: str) -> str:
    """Return what was expected or found as people say it; nothing at all for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return (words.YES if value else words.NO).say(lang)
    if isinstance(value, Decimal):
        return say_amount(value, lang)
    if isinstance(value, datetime):
        return say_instant(value, lang)
    if isinstance(value, date):
        return say_day(value, lang)
    parts = several(str(value))
    return ", ".join(say_iri(part, labels, lang) if is_iri(part) else plain(part) for part in parts)


def say_iri(iri: str, labels: Labels, lang: str) -> str:
    """Return the label of an IRI, or the end of it where it has none."""
    label = labels.get(iri)
    said = label.say(lang) if label else ""
    return plain(said or re.split(r"[/#]", iri.rstrip("/#"))[-1])


def say_thing(thing: Thing, lang: str) -> str:
    """Return the label of a thing, or the end of its IRI."""
    return say_iri(thing.id, {thing.id: thing.label}, lang)


def say_article(article: str, lang: str) -> str:
    """Return the heading of an article: "Art. 7"; what is no number is its own name ("firme" → "Firme")."""
    if article[:1].isdigit():
        return f"{words.ARTICLE_SHORT.say(lang)} {article}"
    return article[:1].upper() + article[1:]


def say_place(place: Place, lang: str) -> str:
    """Return where something was found, leaving out what is unknown: "atti.csv, riga 4, colonna data"."""
    parts = [plain(place.file)] if place.file else []
    named = ((words.SHEET, place.sheet), (words.ROW, place.row), (words.COLUMN, place.column), (words.LINE, place.line))
    parts += [f"{word.say(lang)} {plain(str(value))}" for word, value in named if value is not None]
    return ", ".join(parts)
