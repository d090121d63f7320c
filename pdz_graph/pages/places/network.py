"""Who appoints whom: bodies, kinds of body and organs, the seats to which they appoint, the organs of those seats."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.linked.book import Book
from pdz_graph.pages.page import Page
from pdz_graph.pages.pen import Pen
from pdz_graph.pages.phrase import Badge, Door, Phrase, Told
from pdz_graph.pages.places import said, sentences
from pdz_graph.pages.places.reading import all_of, by_name, by_place, into, is_true
from pdz_graph.pages.places.seats import Seat, seats
from pdz_graph.pages.places.sheet import Picture, Section, Sheet, leaf, section, sections, table
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import PDZ

_STATIC, _MOVING = "places/layers.html.j2", "places/network.html.j2"
#: The height of a row of the drawing, and the letters of a line of a label.
_ROW, _LETTERS = 44, 33

#: Whoever appoints: a body, an organ, a kind of body; None is the referente of an area, whoever that is.
Appointer = NamedNode | None


@dataclass(frozen=True)
class Knot:
    """Something in the drawing: ``thing`` is a node, or None for the referente; ``at`` how far down it stands."""

    thing: Appointer
    kind: str
    at: float


@dataclass(frozen=True)
class Layers:
    """The drawing in three columns, with lines between the first and the second, the second and the third (heights);
    of those of the first whether somebody appoints, or is only represented."""

    high: int
    left: tuple[Knot, ...]
    middle: tuple[Knot, ...]
    right: tuple[Knot, ...]
    first: tuple[tuple[float, float, bool], ...]
    second: tuple[tuple[float, float], ...]


def appointers(book: Book, seat: NamedNode) -> list[Appointer]:
    """Return whoever appoints to a seat by the text: bodies and organs, kinds of body, the referente of an area."""
    found: list[Appointer] = [*all_of(book, seat, "nominatoDa", "nominatoDaTipo")]
    return [*found, None] if is_true(book, seat, "nominatoDalReferente") else found


def represented(book: Book, seat: NamedNode) -> list[NamedNode]:
    """Return the bodies and kinds of body that may be represented in a seat."""
    return all_of(book, seat, "enteAmmesso", "tipoAmmesso")


def tied(book: Book, seat: NamedNode) -> list[Appointer]:
    """Return to whom a seat is tied in the drawing: who appoints, or else who is represented there."""
    return appointers(book, seat) or [*represented(book, seat)]


def designations(scene: Scene) -> Iterator[Page]:
    """Yield the page of who appoints whom."""
    book = scene.book
    every = scene.once(seats)
    organs = by_place(book, book.of_kind(PDZ["Organo"]))
    groups: list[tuple[Text, list[Seat]]] = [
        (book.label(organ), [seat for seat in every.values() if seat.organ == organ]) for organ in organs
    ]
    groups.append((said.SEATS_APART, [seat for seat in every.values() if seat.organ is None]))
    parts = [_group(scene, name, some, place) for place, (name, some) in enumerate(groups, 1)]
    drawn = _drawn(book, [seat for _, some in groups for seat in some])
    naming = {one for seat in every for one in appointers(book, seat)}
    picture = Picture(_STATIC, {"layers": drawn, "lines": _lines, "who": _who})
    moving = Picture(_MOVING, {"graph": _graph_of(book, every.values())})
    sheet = Sheet(
        (Phrase(sentences.NETWORK_LEDE, {"n": len(every), "m": len(naming)}), sentences.NETWORK_HOW),
        sections=sections(
            section("disegno", said.DRAWING, picture if drawn.left else None, moving if drawn.left else None), *parts
        ),
        scripts=("vendor/cytoscape.min.js", "network.js"),
        styles=("network.css",),
    )
    yield leaf("designazioni", said.NETWORK, sheet)


def _group(scene: Scene, name: Text, some: Sequence[Seat], place: int) -> Section | None:
    rows = [(seat.node, _all(scene.book, seat.node), _made(scene.book, seat.node)) for seat in some]
    caption = Text(f"{said.NETWORK.it}: {name.it}", f"{said.NETWORK.en}: {name.en}")
    return section(f"organo-{place}", name, table(caption, (said.SEAT, said.WHO_APPOINTS, said.APPOINTED_SO_FAR), rows))


def _all(book: Book, seat: NamedNode) -> Told:
    found = appointers(book, seat)
    if found:
        return tuple(_who(one) for one in found)
    above, offices, there = (
        all_of(book, seat, "titoloDaSeggio"),
        all_of(book, seat, "caricaRichiesta"),
        represented(book, seat),
    )
    if above:
        return Phrase(said.BY_SEAT, {"seat": tuple(above)})
    if there:
        return Phrase(said.REPRESENTED, {"who": tuple(there)})
    return Phrase(said.BY_OFFICE, {"office": tuple(offices)}) if offices else Badge("not_applicable", said.NOT_SAID)


def _who(one: Appointer) -> Told:
    return one or Door("territorio", said.THE_REFERENTE, "sub-ambiti")


def _made(book: Book, seat: NamedNode) -> Told:
    """Return who appointed to a seat so far, by the register, and how many times."""
    counts: dict[NamedNode, int] = {}
    for term in into(book, seat, "seggio"):
        for made in all_of(book, term, "daDesignazione"):
            for who in all_of(book, made, "designante"):
                counts[who] = counts.get(who, 0) + 1
    return tuple(
        Phrase(said.TIMES_EACH, {"who": who, "n": counts[who]}) if counts[who] > 1 else who
        for who in by_name(book, counts)
    )


def _drawn(book: Book, some: Sequence[Seat]) -> Layers:
    """Return the drawing: seats in their order, organs at the middle of theirs, whoever appoints as near as may be."""
    linked = [seat for seat in some if tied(book, seat.node)]
    at = {seat.node: _ROW * (place + 0.5) for place, seat in enumerate(linked)}
    wanted: dict[Appointer, list[float]] = {}
    for seat in linked:
        for one in tied(book, seat.node):
            wanted.setdefault(one, []).append(at[seat.node])
    organs: dict[NamedNode, list[float]] = {}
    for seat in linked:
        if seat.organ:
            organs.setdefault(seat.organ, []).append(at[seat.node])
    high = _ROW * max(len(linked), len(wanted))
    left, right = _spread(wanted, high), _spread(organs, high)
    return Layers(
        high,
        tuple(Knot(one, _kind(book, one), left[one]) for one in sorted(left, key=lambda one: left[one])),
        tuple(Knot(seat.node, "seat", at[seat.node]) for seat in linked),
        tuple(Knot(one, "organ", right[one]) for one in sorted(right, key=lambda one: right[one])),
        tuple(
            (left[one], at[seat.node], bool(appointers(book, seat.node)))
            for seat in linked
            for one in tied(book, seat.node)
        ),
        tuple((at[seat.node], right[seat.organ]) for seat in linked if seat.organ),
    )


def _kind(book: Book, one: Appointer) -> str:
    if one is None:
        return "kind"
    kinds = book.kinds(one)
    return "organ" if PDZ["Organo"] in kinds else "body" if PDZ["Ente"] in kinds else "kind"


def _spread(wanted: Mapping[Any, Sequence[float]], high: float) -> dict[Any, float]:
    """Return how far down each stands: at the middle of what it is tied to, a row apart from the next, inside."""
    middle = {one: sum(places) / len(places) for one, places in wanted.items()}
    found: dict[Any, float] = {}
    last = -_ROW / 2
    for one in sorted(middle, key=lambda one: (middle[one], str(one))):
        last = found[one] = max(middle[one], last + _ROW)
    limit = high + _ROW / 2
    for one in sorted(found, key=lambda one: -found[one]):
        limit = found[one] = min(found[one], limit - _ROW)
    return found


def _lines(text: str) -> list[str]:
    """Return a label in lines that fit the drawing, three at most."""
    return textwrap.wrap(text, _LETTERS, max_lines=3, placeholder="…")


def _graph_of(book: Book, some: Iterable[Seat]) -> Any:
    """Return a function that says the network for the moving picture, in the language of a pen."""
    linked = [(seat, tied(book, seat.node), bool(appointers(book, seat.node))) for seat in some]

    def graph(pen: Pen) -> dict[str, Any]:
        nodes: dict[str, dict[str, str]] = {}

        def node(one: Appointer, kind: str) -> str:
            key = pen.iri(one) if one else "referente"
            label = pen.label(one) if one else pen.say(said.THE_REFERENTE)
            place = pen.place(one) if one else pen.page("territorio")
            nodes.setdefault(key, {"id": key, "label": label, "kind": kind, "href": place})
            return key

        edges = []
        for seat, by, appoints in linked:
            kind = "appoints" if appoints else "there"
            edges += [(node(one, _kind(book, one)), node(seat.node, "seat"), kind) for one in by]
            if seat.organ and by:
                edges.append((node(seat.node, "seat"), node(seat.organ, "organ"), "in"))
        drawn = [{"id": f"{one} {other}", "source": one, "target": other, "kind": kind} for one, other, kind in edges]
        return {"nodes": list(nodes.values()), "edges": drawn}

    return graph
