"""What a page tells, the same in every language until a pen writes it: sentences, folded lists, badges, links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.words import say_day

#: What a pen can write: a Text, a term of the graph, any of the values below, a str, an int, a day; several of these
#: are a series ("a, b and c"), None is nothing.
Told = object


@dataclass(frozen=True)
class Phrase:
    """A sentence with gaps (``{who}``), and what stands in each."""

    pattern: Text
    parts: Mapping[str, Told] = field(default_factory=dict)


@dataclass(frozen=True)
class Badge:
    """A word that stands out: ``code`` is the class of its looks ("violated", "satisfied", ...)."""

    code: str
    text: Text


@dataclass(frozen=True)
class Door:
    """A link to a page that describes no thing: ``path`` from the base, ``anchor`` is a place in it."""

    path: str
    text: Text
    anchor: str = ""


@dataclass(frozen=True)
class Named:
    """A link to the page of a thing, in other words than its name."""

    node: NamedNode
    text: Text


@dataclass(frozen=True)
class Folded:
    """A list that opens when asked."""

    title: Told
    items: tuple[Told, ...]


def no_wider(items: tuple[Told, ...], most: int, title: Text) -> Told:
    """Return a series, or, where there are more than ``most``, a folded list with a title, whose gap is ``{n}``."""
    if len(items) <= most:
        return items
    return Folded(Phrase(title, {"n": len(items)}), items)


def days(first: date | None, last: date | None) -> Text | None:
    """Return a closed interval of days in words, None where neither end is known."""
    if first and last:
        return Text(f"dal {_it(first)} al {_it(last)}", f"from {_en(first)} to {_en(last)}")
    if first:
        return Text(f"dal {_it(first)}", f"since {_en(first)}")
    return Text(f"fino al {_it(last)}", f"until {_en(last)}") if last else None


def _it(day: date) -> str:
    return say_day(day, "it")


def _en(day: date) -> str:
    return say_day(day, "en")
