"""The page of a seat: what it asks for, who holds it and who held it, the norms that govern it."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.linked.book import Book
from pdz_graph.pages.page import Page
from pdz_graph.pages.phrase import Phrase, Told
from pdz_graph.pages.places import said, sentences
from pdz_graph.pages.places.organs import UNDER, seat_table
from pdz_graph.pages.places.reading import (
    all_of,
    by_name,
    findings_of,
    governing,
    in_time,
    into,
    norm_table,
    norms_of,
    one_of,
    period,
    standing,
)
from pdz_graph.pages.places.requirement import asked
from pdz_graph.pages.places.seats import seats
from pdz_graph.pages.places.sheet import Part, Sheet, facts, of_thing, section, sections, table
from pdz_graph.pages.places.strip import strip
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import DCT, RDFS


def seat(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a seat."""
    node, book = things[0], scene.book
    held = scene.once(seats)[node]
    terms = in_order(scene, into(book, node, "seggio"))
    label = book.label(node)
    lede = Phrase(
        sentences.SEAT_LEDE if held.organ else sentences.SEAT_LEDE_APART, {"organ": held.organ, "count": held.count()}
    )
    now = Phrase(sentences.SEAT_NOW, {"badge": held.badge, "n": len(held.terms), "day": scene.day})
    note = comment(scene, node)
    asks = (*facts((said.PLACE, tuple(by_name(book, book.all(node, DCT["source"]))))), *asked(scene, node))
    norms = [*governing(scene, node), *norms_of(scene, node)]
    drawn = strip(scene, _caption(said.HELD_IN_TIME, label), ((term, _called(scene, term)) for term in terms))
    sheet = Sheet(
        (lede, now, *((note,) if note else ())),
        asks,
        sections(
            section("chi-siede", said.WHO_SITS, seat_table(scene, held)),
            section("nel-tempo", said.IN_TIME, drawn, term_table(scene, terms, _caption(said.TERMS, label))),
            section("norme", said.NORMS_HERE, norm_table(scene, norms)),
            findings_of(scene, node, *terms),
        ),
    )
    return of_thing(path, label, sheet, things, UNDER)


def requirement(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a requirement, or of a group of seats, that norms refer to."""
    node, book = things[0], scene.book
    note = comment(scene, node)
    sheet = Sheet(
        (sentences.REQUIREMENT_LEDE, *((note,) if note else ())),
        tuple(asked(scene, node, counted=False)),
        sections(
            section("norme", said.NORMS_HERE, norm_table(scene, norms_of(scene, node))),
            findings_of(scene, node),
        ),
    )
    return of_thing(path, book.label(node), sheet, things, UNDER)


def comment(scene: Scene, node: NamedNode) -> Text | None:
    """Return what the data explain of a thing, None where they say nothing."""
    it, en = (scene.book.text(node, RDFS["comment"], lang) for lang in ("it", "en"))
    return Text(it, en) if it or en else None


def in_order(scene: Scene, terms: Iterable[NamedNode]) -> list[NamedNode]:
    """Return terms of office by whom they are for, then in time."""
    book = scene.book
    whom = {term: one_of(book, term, "perContoDi") for term in terms}
    order = {one: place for place, one in enumerate(by_name(book, (one for one in whom.values() if one)))}
    return sorted(in_time(book, whom), key=lambda term: order.get(whom[term], -1))  # type: ignore[arg-type]


def term_table(
    scene: Scene, terms: Iterable[NamedNode], caption: Text, *, of_seat: bool = True, of_body: bool = False
) -> Part | None:
    """Return terms of office as a table: of one seat, which need not be named, or else of one person, or of one body,
    on behalf of which all sit."""
    names = (said.PERSON if of_seat else said.SEAT, said.PERSON if of_body else said.ON_BEHALF)
    rows = [_term_row(scene.book, term, of_seat, of_body) for term in terms]
    return table(caption, (*names, said.PERIOD, said.STATUS, said.APPOINTED_BY), rows)


def _term_row(book: Book, term: NamedNode, of_seat: bool, of_body: bool) -> tuple[Told, ...]:
    by = tuple(who for one in all_of(book, term, "daDesignazione") for who in all_of(book, one, "designante"))
    named = one_of(book, term, "persona" if of_seat else "seggio") or said.SOMEBODY
    whom = one_of(book, term, "persona" if of_body else "perContoDi")
    return named, whom, period(book, term), standing(book, term), by


def _called(scene: Scene, term: NamedNode) -> Told:
    who, whom = one_of(scene.book, term, "persona"), one_of(scene.book, term, "perContoDi")
    return Phrase(said.WHO_FOR if whom else said.WHO, {"who": who or said.SOMEBODY, "whom": whom})


def _caption(word: Text, label: Text) -> Text:
    return Text(f"{word.it}: {label.it}", f"{word.en}: {label.en}")
