"""How the pages of places read the book: links, days, what is in force, what norms and findings say of a thing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from pdz_graph.errors import Text
from pdz_graph.facts import Term, as_day
from pdz_graph.linked.book import Book
from pdz_graph.pages.phrase import Badge, Named, Told, days
from pdz_graph.pages.places import said
from pdz_graph.pages.places.sheet import Section, Table, section, table
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import DCT, PDZ, SH
from pdz_graph.words import LANGUAGES, STATUS

#: Any sort of term.
AnyTerm = TypeVar("AnyTerm", bound=Term)

_DIGITS = re.compile(r"(\d+)")
#: By what people are bound to a norm, and not only named by it.
_BINDING = tuple(PDZ[name] for name in ("destinatario", "controparte"))
_GOVERNS = tuple(PDZ[name] for name in ("disciplina", "disciplinaInsieme"))


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts as people count: "Sub-ambito 2" before "Sub-ambito 10"."""
    parts = _DIGITS.split(text.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def named(terms: Iterable[Term]) -> list[NamedNode]:
    """Return the terms that are IRIs."""
    return [term for term in terms if isinstance(term, NamedNode)]


def by_name(book: Book, terms: Iterable[AnyTerm]) -> list[AnyTerm]:
    """Return terms in the order of their names, each once."""
    return sorted(dict.fromkeys(terms), key=lambda term: (natural(book.label(term).it), str(term)))


def by_place(book: Book, nodes: Iterable[NamedNode]) -> list[NamedNode]:
    """Return things in the order in which the text speaks of them, then of their IRIs."""

    def key(node: NamedNode) -> tuple[tuple[tuple[int, int, str], ...], str]:
        sources = [natural(source.value) for source in book.all(node, DCT["source"])]
        return min(sources, default=((2, 0, ""),)), node.value

    return sorted(dict.fromkeys(nodes), key=key)


def all_of(book: Book, node: Term, *names: str) -> list[NamedNode]:
    """Return the things to which properties of the ontology lead, by name."""
    return by_name(book, named(value for name in names for value in book.all(node, PDZ[name])))


def one_of(book: Book, node: Term, name: str) -> NamedNode | None:
    """Return the thing to which a property of the ontology leads, the first by IRI; None where there is none."""
    return min(named(book.all(node, PDZ[name])), key=str, default=None)


def values_of(book: Book, node: Term, name: str) -> tuple[Term, ...]:
    """Return all the values of a property of the ontology, things by name, then texts."""
    return tuple(by_name(book, book.all(node, PDZ[name])))


def day_of(book: Book, node: Term, name: str) -> date | None:
    """Return the day that a property of the ontology says, None where it says none."""
    return next(
        (day for value in book.all(node, PDZ[name]) if isinstance(value, Literal) and (day := as_day(value))), None
    )


def number_of(book: Book, node: Term, name: str) -> int | None:
    """Return the whole number that a property of the ontology says, None where it says none."""
    said_ = book.value(node, PDZ[name])
    return int(said_) if re.fullmatch(r"[+-]?\d{1,15}", said_) else None


def is_true(book: Book, node: Term, name: str) -> bool:
    """Tell whether a property of the ontology says true."""
    return book.value(node, PDZ[name]) in ("true", "1")


def holds(book: Book, node: Term) -> bool:
    """Tell whether something is in force on the day that is looked at."""
    return PDZ["InVigore"] in book.kinds(node)


def began(book: Book, node: Term) -> date | None:
    """Return the first day of what lasts, or the day of what happened; None where it is not known."""
    return day_of(book, node, "dal") or day_of(book, node, "data")


def period(book: Book, node: NamedNode) -> Named:
    """Return the days of something that lasts, which lead to its page."""
    return Named(node, days(began(book, node), day_of(book, node, "al")) or said.NO_DAYS)


def in_time(book: Book, nodes: Iterable[NamedNode]) -> list[NamedNode]:
    """Return things in the order of their first days; those that have none come first."""
    return sorted(nodes, key=lambda node: (began(book, node) or date.min, node.value))


def into(book: Book, node: Term, *names: str) -> list[NamedNode]:
    """Return the things from which properties of the ontology lead to a node, by IRI, each once."""
    return sorted({one for name in names for one in book.subjects(PDZ[name], node)}, key=str)


def standing(book: Book, node: Term) -> Badge:
    """Return whether something that lasts goes on, is over, or is to come."""
    if holds(book, node):
        return Badge("satisfied", said.GOES_ON)
    return Badge("not_applicable", said.IS_OVER)


def accordo_days(scene: Scene) -> tuple[date | None, date | None]:
    """Return the first and the last day of the accordo, in the reading that is used."""
    return day_of(scene.book, scene.accordo, "dal"), day_of(scene.book, scene.accordo, "al")


def norm_table(scene: Scene, nodes: Iterable[NamedNode], caption: Text = said.NORMS_HERE) -> Table | None:
    """Return norms with their articles and how they stand, in the order of their ids; None where there are none."""
    cards = scene.cards
    known = sorted({node for node in nodes if node in cards}, key=lambda node: natural(cards[node].id))
    rows = [(node, tuple(by_place(scene.book, sources(scene.book, node))), norm_status(scene, node)) for node in known]
    return table(caption, (said.NORM, said.PLACE, said.STATUS), rows)


def sources(book: Book, node: Term) -> list[NamedNode]:
    """Return the parts of the text from which something comes."""
    return named(book.all(node, DCT["source"]))


def norm_status(scene: Scene, node: NamedNode) -> Badge:
    """Return how a norm stands on the day, or that it is not judged."""
    ruling = scene.rulings.get(scene.cards[node].id)
    code = ruling.status if ruling else "not-judged"
    return Badge(code, STATUS[code])


def norms_of(scene: Scene, *nodes: Term) -> list[NamedNode]:
    """Return every norm that speaks of things: that binds, names or governs them."""
    found = {
        norm
        for node in nodes
        for subjects in scene.book.into(node).values()
        for norm in named(subjects)
        if norm in scene.cards
    }
    return sorted(found, key=str)


def binding(scene: Scene, node: Term) -> list[NamedNode]:
    """Return the norms of which something is bearer or counterpart."""
    return sorted({norm for name in _BINDING for norm in scene.book.subjects(name, node)}, key=str)


def governing(scene: Scene, seat: Term) -> list[NamedNode]:
    """Return the norms that govern a seat, alone or with others."""
    book = scene.book
    groups = [seat, *book.subjects(PDZ["comprende"], seat)]
    return sorted({norm for name in _GOVERNS for group in groups for norm in book.subjects(name, group)}, key=str)


def looked_at(scene: Scene, node: Term) -> list[NamedNode]:
    """Return the norms whose verdict looked at a thing, or could not know something of it."""
    outcomes = into(scene.book, node, "esaminato", "nonNoto")
    return [norm for outcome in outcomes for norm in all_of(scene.book, outcome, "norma")]


def findings_of(scene: Scene, *nodes: Term) -> Section | None:
    """Return the findings in which things stand, as what breaks a norm or beside it; None where there are none."""
    book = scene.book
    found = {
        finding
        for node in nodes
        for name in (SH["value"], PDZ["trovato"], PDZ["atteso"])
        for finding in book.subjects(name, node)
        if book.all(finding, SH["focusNode"])
    }
    rows = [_finding(book, finding) for finding in sorted(found, key=lambda one: natural(one.value))]
    columns = (said.WHAT_IS_WRONG, said.NORM, said.WHOM_IT_TOUCHES, said.SINCE)
    return section("rilievi", said.FINDINGS_HERE, table(said.FINDINGS_HERE, columns, rows))


def _finding(book: Book, finding: NamedNode) -> tuple[Told, ...]:
    norm = min(named(book.all(finding, SH["focusNode"])), key=str, default=None)
    touched = tuple(by_name(book, book.all(finding, SH["value"])))
    message = Text(*(book.text(finding, SH["resultMessage"], lang) for lang in LANGUAGES))
    return Named(finding, message), norm, touched, day_of(book, finding, "stabileDal")
