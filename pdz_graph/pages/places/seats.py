"""The seats of an accordo as they stand on the day: for whom each is repeated, who sits, what is empty or not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.linked.book import Book
from pdz_graph.pages.phrase import Badge, Phrase, Told, days
from pdz_graph.pages.places import said
from pdz_graph.pages.places.reading import all_of, began, by_name, by_place, holds, in_time, into, number_of, one_of
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import PDZ


@dataclass(frozen=True)
class Post:
    """A place of a seat: ``whom`` it is for (None where there is only one), its terms in force, how many
    holders are missing and how many are too many; ``foreign`` is one that the seat does not have."""

    whom: NamedNode | None
    terms: tuple[NamedNode, ...]
    missing: int
    over: int
    foreign: bool = False


@dataclass(frozen=True)
class Seat:
    """A seat on the day. ``known`` tells that the register says its list is whole: a place is then empty for sure."""

    node: NamedNode
    organ: NamedNode | None
    least: int | None
    most: int | None
    per: tuple[NamedNode, ...]
    posts: tuple[Post, ...]
    known: bool

    @property
    def terms(self) -> tuple[NamedNode, ...]:
        """The terms of office that are in force."""
        return tuple(term for post in self.posts for term in post.terms)

    @property
    def missing(self) -> int:
        """How many holders are missing."""
        return sum(post.missing for post in self.posts)

    @property
    def over(self) -> int:
        """How many holders are too many, or sit for those for whom there is no place."""
        return sum(len(post.terms) if post.foreign else post.over for post in self.posts)

    @property
    def badge(self) -> Badge:
        """How it stands, in a word."""
        if self.over and self.missing and self.known:
            return Badge("violated", said.BOTH)
        if self.over:
            return Badge("violated", said.TOO_MANY)
        if self.missing:
            short = said.INCOMPLETE if self.terms else said.EMPTY
            return Badge("violated", short) if self.known else Badge("unknown", said.NOT_KNOWN)
        if not self.terms and self.least is None:
            return Badge("not_applicable", said.NOBODY)
        return Badge("satisfied", said.FULL)

    def count(self) -> Phrase:
        """Return how many holders the seat is to have, in words."""
        number = said.ANY_NUMBER
        if self.least is not None and self.least == self.most:
            number = said.ONE_HOLDER if self.least == 1 else said.HOLDERS
        elif self.least is not None and self.most is not None:
            number = said.FROM_TO
        elif self.least is not None or self.most is not None:
            number = said.AT_LEAST if self.most is None else said.AT_MOST
        per = said.PER if len(self.per) == 1 else said.PER_EACH
        pattern = Text(number.it + per.it, number.en + per.en) if self.per else number
        return Phrase(pattern, {"least": self.least, "most": self.most, "per": self.per})


def seats(scene: Scene) -> Mapping[NamedNode, Seat]:
    """Return every seat of an accordo as it stands, in the order of the text; to be asked for with ``scene.once``."""
    return {node: _seat(scene.book, node) for node in by_place(scene.book, scene.book.of_kind(PDZ["Seggio"]))}


def in_organ(scene: Scene, organ: NamedNode | None) -> list[Seat]:
    """Return the seats of an organ, or those that stand in none."""
    return [seat for seat in scene.once(seats).values() if seat.organ == organ]


def _seat(book: Book, node: NamedNode) -> Seat:
    lists = all_of(book, node, "elenco")
    whole = any(holds(book, one) for part in lists for one in into(book, part, "elenco") if _is_whole(book, one))
    least, most = number_of(book, node, "minimo"), number_of(book, node, "massimo")
    return Seat(
        node=node,
        organ=one_of(book, node, "nellOrgano"),
        least=least,
        most=most,
        per=tuple(all_of(book, node, "perOgni", "perOgniEnte")),
        posts=tuple(_posts(book, node, least or 0, most)),
        known=whole,
    )


def _is_whole(book: Book, node: NamedNode) -> bool:
    return PDZ["Completezza"] in book.kinds(node)


def _posts(book: Book, seat: NamedNode, least: int, most: int | None) -> Iterator[Post]:
    """Yield the places of a seat: those that the text has, by name, then those that somebody holds beside them."""
    held: dict[NamedNode | None, list[NamedNode]] = {}
    meant = [one for kind in all_of(book, seat, "perOgni") for one in book.of_kind(kind)]
    meant += all_of(book, seat, "perOgniEnte")
    repeated = bool(all_of(book, seat, "perOgni", "perOgniEnte"))
    for term in in_time(book, (one for one in into(book, seat, "seggio") if holds(book, one))):
        held.setdefault(one_of(book, term, "perContoDi") if repeated else None, []).append(term)
    for whom in by_name(book, meant) if repeated else [None]:
        terms = held.pop(whom, [])
        people = len(holders(book, terms))
        over = max(0, people - most) if most is not None else 0
        yield Post(whom, tuple(terms), max(0, least - people), over)
    for whom in sorted(held, key=str):
        yield Post(whom, tuple(held[whom]), 0, 0, foreign=True)


def holders(book: Book, terms: Iterable[NamedNode]) -> dict[NamedNode, int]:
    """Return who holds some terms, each once, with their places in the order of the terms."""
    found: dict[NamedNode, int] = {}
    for term in terms:
        found.setdefault(one_of(book, term, "persona") or term, len(found))
    return found


def holder(book: Book, term: NamedNode) -> Told:
    """Return who holds a term, on behalf of whom and since when."""
    who, whom = one_of(book, term, "persona"), one_of(book, term, "perContoDi")
    pattern = said.HOLDER_FOR if whom else said.HOLDER
    return Phrase(pattern, {"who": who or said.SOMEBODY, "whom": whom, "when": days(began(book, term), None)})
