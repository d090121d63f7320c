"""The pages of a register as tests read them: one scene for all, pages drawn when first asked for, HTML taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html.parser import HTMLParser

from comando import ROOT

from pdz_graph.agenda import agenda
from pdz_graph.agreement import Agreement
from pdz_graph.dataset import dataset
from pdz_graph.facts import triples_of
from pdz_graph.linked.addresses import Addresses
from pdz_graph.linked.book import Book
from pdz_graph.metadata.record import catalogued
from pdz_graph.pages import places, search
from pdz_graph.pages.page import Page, render
from pdz_graph.pages.places.asked import answers
from pdz_graph.pages.scene import Scene
from pdz_graph.site import press
from pdz_graph.tables.register import Register
from pdz_graph.terms import GRAFO
from pdz_graph.timeline import happenings, timeline
from pdz_graph.words import LANGUAGES

DAY = date(2013, 6, 30)
FAULTY, SOUND = "registro-con-errori", "registro-conforme"
#: The questions whose answers the pages show, here.
ASKED = ("verdetti", "rete-in-grafo")
#: Elements that have no end.
_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"))


@cache
def accordo() -> Agreement:
    """The accordo, read once."""
    return Agreement.open()


@cache
def scena(register: str = FAULTY, service: str = "") -> Scene:
    """An example register on a day, with all that its pages are made of."""
    read = accordo().read_register([ROOT / "data" / "esempi" / register])
    return scene_of(accordo(), read, service=service)


def scene_of(agreement: Agreement, read: Register, day: date = DAY, service: str = "", *, course: bool = True) -> Scene:
    """Return a register on a day with all that its pages are made of; without ``course`` nothing of the days before."""
    judgement = agreement.judge_facts(read.quads, read.notices, day, today=day)
    triples = tuple(triples_of(read.quads))
    found = dataset(agreement.commons, agreement.quads, triples, judgement)
    book = Book(agreement.id, {**found.graphs, GRAFO["forme"]: agreement.commons.forms}, Addresses())
    moments = timeline(agreement, read.quads, day) if course else ()
    return Scene(
        agreement,
        judgement,
        catalogued(book, agreement, judgement, version="0"),
        "0",
        service,
        example=True,
        moments=moments,
        dues=agenda(agreement, judgement),
        happenings=happenings(agreement, triples, judgement.snapshot, moments),
        answers=answers({name: one for name, one in agreement.commons.questions.items() if name in ASKED}, found),
    )


class Sito(Mapping[str, bytes]):
    """The files of a site by their places: a page is drawn when somebody asks for it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.pages: dict[str, tuple[Page, str]] = {}
        every = press.pages(scene)
        for page in every:
            self.pages |= {f"{page.path}.{lang}.html": (page, lang) for lang in LANGUAGES}
        self.files = {**dict(search.files(scene, every)), **dict(places.files(scene)), **dict(press.static())}

    def __getitem__(self, place: str) -> bytes:
        """Return a file."""
        if place not in self.files:
            page, lang = self.pages[place]
            self.files[place] = render(self.scene, page, lang)
        return self.files[place]

    def __iter__(self) -> Iterator[str]:
        """Yield the place of each file."""
        return iter({**self.pages, **self.files})

    def __len__(self) -> int:
        """Return how many files there are."""
        return len({**self.pages, **self.files})

    def page(self, path: str, lang: str = "it") -> Documento:
        """Return a page, taken apart."""
        return read(self[f"{path}.{lang}.html"])

    def sample(self, most: int) -> list[str]:
        """Return the places of some pages of every kind, at the most so many of each, in every language."""
        return [f"{path}.{lang}.html" for paths in self.kinds().values() for path in paths[:most] for lang in LANGUAGES]

    def kinds(self) -> dict[str, list[str]]:
        """Return the paths of the pages by kind: each leaflet is one, and the things of a family that look alike."""
        found: dict[str, list[str]] = {}
        for page, lang in self.pages.values():
            if lang == LANGUAGES[0]:
                family = page.path.split("/")[2 if page.path.startswith("accordo/") and page.path.count("/") > 1 else 0]
                kind = f"{page.template} {family}" if page.things or "/" in page.path else page.path
                found.setdefault(kind, []).append(page.path)
        return found


@cache
def sito(register: str = FAULTY) -> Sito:
    """The site of an example register."""
    return Sito(scena(register))


@dataclass
class Elemento:
    """An element of a page: its name, its attributes, what it holds."""

    name: str
    marks: dict[str, str]
    inside: list[Elemento | str] = field(default_factory=list)

    def every(self, name: str = "", **marks: str) -> list[Elemento]:
        """Return the elements inside, at any depth, with a name and attributes (``class_`` is one of several)."""
        found = []
        for one in self.inside:
            if isinstance(one, Elemento):
                found += [one] if one.fits(name, marks) else []
                found += one.every(name, **marks)
        return found

    def fits(self, name: str, marks: Mapping[str, str]) -> bool:
        """Tell whether the element has a name and attributes."""
        named = not name or self.name == name
        return named and all(
            value in self.marks.get("class", "").split() if key == "class_" else self.marks.get(key) == value
            for key, value in ((key.replace("data_", "data-"), value) for key, value in marks.items())
        )

    def one(self, name: str = "", **marks: str) -> Elemento:
        """Return the one element that fits."""
        found = self.every(name, **marks)
        assert len(found) == 1, f"{len(found)} {name} {marks}"
        return found[0]

    @property
    def text(self) -> str:
        """What is read in it."""
        parts = [one if isinstance(one, str) else one.text for one in self.inside]
        return re.sub(r"\s+", " ", " ".join(parts)).replace(" .", ".").replace(" ,", ",").strip()


@dataclass
class Documento(Elemento):
    """A page, taken apart."""

    @property
    def ids(self) -> list[str]:
        """The names of the places in it."""
        return [one.marks["id"] for one in self.every() if "id" in one.marks]

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return [one.marks["href"] for one in self.every("a") if "href" in one.marks]

    @property
    def main(self) -> Elemento:
        """What the page itself says."""
        return self.one("main")

    def section(self, anchor: str) -> Elemento:
        """Return the section that a heading names."""
        return next(one for one in self.every("section") if one.marks.get("aria-labelledby") == anchor)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Documento("", {})
        self.open: list[Elemento] = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Elemento(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Elemento(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(page: bytes) -> Documento:
    """Return a page taken apart; an element that is not closed by its own end fails."""
    reader = _Reader()
    reader.feed(page.decode("utf-8"))
    reader.close()
    assert reader.open == [reader.root], f"<{reader.open[-1].name}> is not closed"
    return reader.root
