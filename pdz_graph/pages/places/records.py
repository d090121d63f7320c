"""The pages of what a register records in one row: a signature, an adhesion, an office, a term, a designation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.pages.page import Page, View
from pdz_graph.pages.phrase import Phrase, Told, days
from pdz_graph.pages.places import bodies, organs, people, said, sentences
from pdz_graph.pages.places.reading import (
    began,
    by_name,
    day_of,
    findings_of,
    into,
    looked_at,
    norm_table,
    standing,
    values_of,
)
from pdz_graph.pages.places.sheet import Fact, Sheet, of_thing, section, sections
from pdz_graph.pages.places.territory import UNDER as TERRITORY
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import DCT, LABEL, NOTATION, PDZ, RDFS, SKOS, TYPE

#: What is said of a record elsewhere on its page, or is a means of the judge.
_ELSEWHERE: Final = {TYPE, LABEL, SKOS["prefLabel"], NOTATION, RDFS["comment"], DCT["source"]}
_DAYS: Final = {PDZ[name] for name in ("dal", "al", "fino", "dopo")}
_GAP: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Recipe:
    """How a record is told: a sentence whose gaps are properties of the ontology, the page of the menu under which it
    stands, and what leads to it from elsewhere, by property."""

    pattern: Text
    under: tuple[str, Text]
    led: Mapping[str, Text] = field(default_factory=dict)


RECIPES: Final[Mapping[str, Recipe]] = {
    "Firma": Recipe(sentences.FIRMA, bodies.UNDER),
    "Adesione": Recipe(sentences.ADESIONE, bodies.UNDER),
    "Appartenenza": Recipe(sentences.APPARTENENZA, TERRITORY),
    "Referenza": Recipe(sentences.REFERENZA, TERRITORY),
    "Subentro": Recipe(sentences.SUBENTRO, bodies.UNDER),
    "Completezza": Recipe(sentences.COMPLETEZZA, organs.UNDER),
    "Incarico": Recipe(sentences.INCARICO, organs.UNDER),
    "Designazione": Recipe(sentences.DESIGNAZIONE, organs.UNDER, {"daDesignazione": said.FOR_THE_TERM}),
    "Carica": Recipe(sentences.CARICA, people.UNDER),
}


def view_of(recipe: Recipe) -> View:
    """Return the view of records of a kind."""

    def record(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
        node = things[0]
        norms = norm_table(scene, looked_at(scene, node), said.NORMS_LOOKED)
        sheet = Sheet(
            tuple(_lede(scene, node, recipe)),
            tuple(_facts(scene, node, recipe)),
            sections(section("norme", said.NORMS_LOOKED, norms), findings_of(scene, node)),
        )
        return of_thing(path, scene.book.label(node), sheet, things, recipe.under)

    return record


def _lede(scene: Scene, node: NamedNode, recipe: Recipe) -> Iterator[Told]:
    book = scene.book
    about = (node, *(one for way in recipe.led for one in into(book, node, way)))
    gaps = {
        name: next(filter(None, (values_of(book, one, name) for one in about)), said.SOMEBODY)
        for name in _GAP.findall(recipe.pattern.it)
    }
    yield Phrase(recipe.pattern, gaps)
    when = days(began(book, node), day_of(book, node, "al"))
    if PDZ["dal"] in book.said(node) and when:
        yield Phrase(said.WHEN, {"badge": standing(book, node), "days": when})


def _facts(scene: Scene, node: NamedNode, recipe: Recipe) -> Iterator[Fact]:
    book = scene.book
    for way, word in recipe.led.items():
        found = tuple(into(book, node, way))
        if found:
            yield Fact(word, found)
    for name, values in sorted(book.said(node).items(), key=lambda pair: book.label(pair[0]).it):
        if name in PDZ and name not in _ELSEWHERE | _DAYS:
            yield Fact(name, tuple(by_name(book, values)))
    sources = tuple(by_name(book, book.all(node, DCT["source"])))
    if sources:
        yield Fact(said.PLACE, sources)


#: The view of each kind of record, by its class.
VIEWS: Final[Mapping[NamedNode, View]] = {PDZ[name]: view_of(recipe) for name, recipe in RECIPES.items()}
