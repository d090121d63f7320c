"""A page of these rooms: what every template of theirs is given, and the ways in which they write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from types import MappingProxyType, SimpleNamespace
from typing import Any, Final, TypeVar

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.facts import Term
from pdz_graph.linked.book import Book
from pdz_graph.pages.acts import said, said_of_front, said_of_money
from pdz_graph.pages.page import Page
from pdz_graph.pages.scene import Scene
from pdz_graph.reports import outline, values
from pdz_graph.terms import FOAF, PDZ, RDFS
from pdz_graph.verdict import Thing, is_iri
from pdz_graph.words import LANGUAGES

#: All that these rooms say, by name.
_TOLD: Final = {
    name: text for one in (said, said_of_front, said_of_money) for name, text in vars(one).items() if name.isupper()
}
_NOWHERE: Final[Mapping[str, Any]] = MappingProxyType({})
Made = TypeVar("Made")


def once(make: Callable[[Scene], Made]) -> Callable[[Scene], Made]:
    """Make what ``make`` makes of a scene once for all the pages of it."""

    @wraps(make)
    def kept(scene: Scene) -> Made:
        return scene.once(make)

    return kept


def leaf(path: str, title: Text, template: str, shown: Mapping[str, Any] = _NOWHERE, **rest: Any) -> Page:
    """Return a page; ``rest`` are the other fields of ``Page``."""
    return Page(path, title, f"acts/{template}.html.j2", {**_GIVEN, **shown}, **rest)


def both(say: Callable[..., str], *arguments: object) -> Text:
    """Return what ``say`` says in each language (it takes the language last)."""
    return Text(*(say(*arguments, lang) for lang in LANGUAGES))


def join(parts: Iterable[Text], between: str = ", ") -> Text:
    """Return texts as one."""
    listed = list(parts)
    return Text(between.join(part.it for part in listed), between.join(part.en for part in listed))


def nodes(book: Book, node: Term, predicate: NamedNode) -> tuple[NamedNode, ...]:
    """Return the things to which a property leads, in the order of their names."""
    found = [one for one in book.all(node, predicate) if isinstance(one, NamedNode)]
    return tuple(sorted(found, key=lambda one: (book.label(one).it.casefold(), one.value)))


def whole(book: Book, node: Term, predicate: NamedNode) -> int | None:
    """Return a whole number, None where there is none that can be read."""
    value = book.value(node, predicate)
    return int(value) if value.isascii() and value.isdigit() else None


class Tools:
    """What templates work out by themselves."""

    ADOPTED: Final = PDZ["adottata"]
    SAYS: Final = PDZ["dice"]

    @staticmethod
    def about(book: Book, node: NamedNode) -> Text | None:
        """Return what a thing is about, in our own words."""
        return book.texts(node, RDFS["comment"])

    @staticmethod
    def name(book: Book, node: NamedNode) -> Text:
        """Return the name by which catalogues call a thing, "" where they do not."""
        return book.texts(node, FOAF["name"]) or Text("", "")

    @staticmethod
    def as_said(text: str) -> Text:
        """Return a text that is the same in every language."""
        return Text(text, text)

    @staticmethod
    def node_of(thing: Thing) -> NamedNode | None:
        """Return a thing of a verdict as a node, None where it is a plain value."""
        return NamedNode(thing.id) if is_iri(thing.id) else None

    @staticmethod
    def options(values: Iterable[str], names: Mapping[str, Text], lang: str) -> list[tuple[str, str]]:
        """Return the choices of a filter: a value and its name."""
        return [(value, names[value].say(lang)) for value in values]


#: What every template of these rooms is given.
_GIVEN: Final = {"told": SimpleNamespace(**_TOLD), "tools": Tools, "values": values, "outline": outline}
