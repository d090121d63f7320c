"""The people that the agreement and the register name, or only count: the offices and the seats of each, in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.linked.book import Book
from pdz_graph.pages.page import Page
from pdz_graph.pages.phrase import Phrase, Told, no_wider
from pdz_graph.pages.places import said, sentences
from pdz_graph.pages.places.reading import (
    findings_of,
    holds,
    in_time,
    into,
    natural,
    one_of,
    period,
    standing,
)
from pdz_graph.pages.places.seat_view import term_table
from pdz_graph.pages.places.sheet import Part, Sheet, leaf, listing, of_thing, section, sections, table
from pdz_graph.pages.places.strip import strip
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import PDZ

UNDER = ("persone", said.PEOPLE)
#: Whoever is not named in public: a person of the register without a name.
_RESERVED = PDZ["PersonaRiservata"]
#: How many meetings a line names before it folds them.
_SHOWN = 4


def people(scene: Scene) -> list[NamedNode]:
    """Return every person, by name; to be asked for with ``scene.once``."""
    book = scene.book
    every = {*book.of_kind(PDZ["Persona"]), *book.of_kind(_RESERVED)}
    return sorted(every, key=lambda one: (natural(book.label(one).it), one.value))


def listed(scene: Scene) -> Iterator[Page]:
    """Yield the page of everybody: those who are named by their initials, then those who are not."""
    book = scene.book
    initials: dict[str, list[NamedNode]] = {}
    reserved = []
    for one in scene.once(people):
        if _RESERVED in book.kinds(one):
            reserved.append(one)
        else:
            initials.setdefault(book.label(one).it[:1].upper() or "?", []).append(one)
    parts = [
        section(f"lettera-{place}", Text(letter, letter), _table(scene, some, Text(letter, letter)))
        for place, (letter, some) in enumerate(sorted(initials.items()), 1)
    ]
    parts.append(section("riservate", said.RESERVED, _table(scene, reserved, said.RESERVED)))
    number = sum(map(len, initials.values()))
    lede = Phrase(sentences.PEOPLE_LEDE, {"n": number, "day": scene.day})
    yield leaf("persone", said.PEOPLE, Sheet((lede, sentences.PEOPLE_WHY), sections=sections(*parts)))


def _table(scene: Scene, some: Iterable[NamedNode], word: Text) -> Part | None:
    rows = [(one, _offices(scene.book, one), _seats(scene.book, one), _signed(scene.book, one)) for one in some]
    caption = Text(f"{said.PEOPLE.it}: {word.it}", f"{said.PEOPLE.en}: {word.en}")
    return table(caption, (said.PERSON, said.OFFICES, said.SEATS, said.SIGNED_FOR), rows)


def _of(book: Book, node: NamedNode, kind: str) -> list[NamedNode]:
    return in_time(book, (one for one in into(book, node, "persona") if PDZ[kind] in book.kinds(one)))


def _offices(book: Book, node: NamedNode) -> tuple[Told, ...]:
    """Return the offices that somebody holds on the day."""
    return tuple(
        Phrase(said.OFFICE_IN, {"office": one_of(book, one, "carica"), "body": one_of(book, one, "ente")})
        for one in _of(book, node, "Carica")
        if holds(book, one)
    )


def _seats(book: Book, node: NamedNode) -> tuple[Told, ...]:
    return tuple(dict.fromkeys(one_of(book, one, "seggio") for one in _of(book, node, "Incarico") if holds(book, one)))


def _signed(book: Book, node: NamedNode) -> tuple[Told, ...]:
    return tuple(dict.fromkeys(one_of(book, one, "ente") for one in _of(book, node, "Firma")))


def person(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a person, named or not."""
    node, book = things[0], scene.book
    terms, offices, signed = (_of(book, node, kind) for kind in ("Incarico", "Carica", "Firma"))
    label = book.label(node)
    now = {"n": sum(holds(book, one) for one in terms), "m": sum(holds(book, one) for one in offices), "day": scene.day}
    first = sentences.RESERVED_LEDE if _RESERVED in book.kinds(node) else sentences.PERSON_LEDE
    lasting = [(one, one_of(book, one, "carica") or said.OFFICE) for one in offices]
    lasting += [(one, one_of(book, one, "seggio") or said.SEAT) for one in terms]
    sheet = Sheet(
        (Phrase(first, {}), Phrase(sentences.PERSON_NOW, now)),
        (),
        sections(
            section("nel-tempo", said.IN_TIME, strip(scene, said.OFFICES_AND_SEATS, lasting)),
            section("cariche", said.OFFICES, office_table(book, offices)),
            section("seggi", said.SEATS, term_table(scene, terms, said.SEATS, of_seat=False)),
            section("firme", said.SIGNATURES, listing(signed)),
            section("altro", said.ALSO, listing(_doings(book, node))),
            findings_of(scene, node, *terms, *offices),
        ),
    )
    return of_thing(path, label, sheet, things, UNDER)


def office_table(book: Book, offices: Iterable[NamedNode], *, of_person: bool = True) -> Part | None:
    """Return offices as a table: those of a person by what they are and where, those of a body by who holds them."""
    first, second = ("carica", "ente") if of_person else ("persona", "carica")
    columns = (said.OFFICE, said.BODY) if of_person else (said.PERSON, said.OFFICE)
    rows = [
        (one_of(book, one, first) or one, one_of(book, one, second), period(book, one), standing(book, one))
        for one in offices
    ]
    return table(said.OFFICES, (*columns, said.PERIOD, said.STATUS), rows)


def _doings(book: Book, node: NamedNode) -> Iterator[Told]:
    """Yield in how many meetings and designations somebody had a part."""
    parts = (
        ("presente", sentences.WAS_PRESENT),
        ("convocatoDa", sentences.CONVENED),
        ("invitato", sentences.WAS_INVITED),
        ("letteraFirmataDa", sentences.SIGNED_LETTERS),
        ("destinatarioDellaLettera", sentences.GOT_LETTERS),
        ("designante", sentences.DESIGNATED),
        ("elettore", sentences.VOTED),
    )
    for name, word in parts:
        found = in_time(book, into(book, node, name))
        if found:
            yield Phrase(word, {"list": no_wider(tuple(found), _SHOWN, said.TIMES)})
