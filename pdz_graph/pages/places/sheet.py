"""What most pages of places are made of: a sentence, facts, sections with tables, lists and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.pages.page import Page
from pdz_graph.pages.phrase import Phrase, Told
from pdz_graph.pages.places import said, sentences

_TEMPLATE = "places/sheet.html.j2"
#: The part of the menu to which a page belongs that is itself not in the menu.
_PARTS = {"persone": "organi", "incontri": "organi", "atti": "organi", "vocabolari": "dati"}


@dataclass(frozen=True)
class Table:
    """A table: the first cell of a row names it; ``numbers`` are the places of the columns of numbers. Its caption is
    ``seen`` where no heading says the same."""

    kind: ClassVar[str] = "table"
    caption: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Told, ...], ...]
    numbers: frozenset[int] = frozenset()
    seen: bool = True


@dataclass(frozen=True)
class Listing:
    """A list of things that are alike."""

    kind: ClassVar[str] = "list"
    items: tuple[Told, ...]


@dataclass(frozen=True)
class Note:
    """A paragraph."""

    kind: ClassVar[str] = "note"
    text: Told
    quiet: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading inside a section, at ``anchor``."""

    kind: ClassVar[str] = "heading"
    text: Told
    anchor: str


@dataclass(frozen=True)
class Picture:
    """Something drawn, or laid out, by a template of its own."""

    kind: ClassVar[str] = "picture"
    template: str
    shown: Mapping[str, Any]


Part = Table | Listing | Note | Heading | Picture


@dataclass(frozen=True)
class Section:
    """A part of a page under a heading of its own, at ``anchor``."""

    anchor: str
    title: Text
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Fact:
    """Something that is said in two words: its name and its value."""

    name: Told
    value: Told


@dataclass(frozen=True)
class Sheet:
    """The whole of a page: what it is in a sentence, the facts, the sections; ``scripts`` and
    ``styles`` are files of ``static/``."""

    lede: tuple[Told, ...]
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


def section(anchor: str, title: Text, *parts: Part | None) -> Section | None:
    """Return a section of the parts that have something to show; None where there are none."""
    kept = _captioned([part for part in parts if part is not None])
    return Section(anchor, title, kept) if any(not isinstance(part, Note | Heading) for part in kept) else None


def _captioned(parts: list[Part]) -> tuple[Part, ...]:
    """Return parts, of which a table that is alone under its heading does not repeat it."""
    alone, kept = sum(isinstance(part, Table) for part in parts) == 1, list[Part]()
    under = alone
    for part in parts:
        kept.append(replace(part, seen=not under) if isinstance(part, Table) else part)
        under = alone or isinstance(part, Heading) or (under and isinstance(part, Note))
    return tuple(kept)


def table(
    caption: Text, columns: Iterable[Text], rows: Iterable[tuple[Told, ...]], numbers: Iterable[int] = ()
) -> Table | None:
    """Return a table; None where it has no rows. Columns in which no row says anything are left out."""
    names, kept, figures = tuple(columns), tuple(rows), frozenset(numbers)
    if not kept:
        return None
    shown = [place for place in range(len(names)) if place == 0 or any(row[place] not in (None, ()) for row in kept)]
    return Table(
        caption,
        tuple(names[place] for place in shown),
        tuple(tuple(row[place] for place in shown) for row in kept),
        frozenset(new for new, old in enumerate(shown) if old in figures),
    )


def listing(items: Iterable[Told]) -> Listing | None:
    """Return a list; None where it is empty."""
    kept = tuple(items)
    return Listing(kept) if kept else None


def facts(*pairs: tuple[Told, Told]) -> tuple[Fact, ...]:
    """Return the facts that have a value."""
    return tuple(Fact(name, value) for name, value in pairs if value not in (None, (), ""))


def sections(*several: Section | None) -> tuple[Section, ...]:
    """Return the sections that there are."""
    return tuple(one for one in several if one is not None)


def leaf(path: str, title: Text, sheet: Sheet, section: str = "", trail: tuple[tuple[str, Text], ...] = ()) -> Page:
    """Return a page about no single thing."""
    return Page(path, title, _TEMPLATE, _shown(sheet), section or _PARTS.get(path, path), trail, (), _summary(sheet))


def of_thing(
    path: str, title: Text, sheet: Sheet, things: tuple[NamedNode, ...], under: tuple[str, Text] | None = None
) -> Page:
    """Return the page of things, under one of the pages of the menu."""
    trail = (under,) if under else ()
    part = _PARTS.get(under[0], under[0]) if under else ""
    return Page(path, title, _TEMPLATE, _shown(sheet), part, trail, things, _summary(sheet))


def _shown(sheet: Sheet) -> dict[str, Any]:
    return {"sheet": sheet, "texts": said, "sentences": sentences}


def _summary(sheet: Sheet) -> Text:
    """Return what a page is, for those who look at it from outside: its first sentence, where it has no gaps."""
    first = sheet.lede[0] if sheet.lede else None
    if isinstance(first, Phrase) and not first.parts:
        return first.pattern
    return first if isinstance(first, Text) else Text("", "")
