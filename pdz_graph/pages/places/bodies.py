"""The bodies of an accordo: comuni, signatories, adherents; what each signed, where it sits, whom it appoints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.linked.book import Book
from pdz_graph.pages.page import Page
from pdz_graph.pages.phrase import Badge, Named, Phrase, Told
from pdz_graph.pages.places import said, sentences
from pdz_graph.pages.places.money import allotments, contracts
from pdz_graph.pages.places.organs import act_table
from pdz_graph.pages.places.people import office_table
from pdz_graph.pages.places.plan import plan_of
from pdz_graph.pages.places.reading import (
    all_of,
    binding,
    by_name,
    findings_of,
    holds,
    in_time,
    into,
    looked_at,
    norm_table,
    number_of,
    one_of,
    period,
    standing,
    values_of,
)
from pdz_graph.pages.places.seat_view import comment, term_table
from pdz_graph.pages.places.seats import seats
from pdz_graph.pages.places.sheet import Fact, Part, Sheet, facts, leaf, of_thing, section, sections, table
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import PDZ

UNDER = ("enti", said.BODIES)


def listed(scene: Scene) -> Iterator[Page]:
    """Yield the page of all the bodies: by kind, those with the most signatories first."""
    book = scene.book
    every = by_name(book, book.of_kind(PDZ["Ente"]))
    kinds: dict[NamedNode | None, list[NamedNode]] = {}
    for one in every:
        kinds.setdefault(one_of(book, one, "tipo"), []).append(one)

    def order(kind: NamedNode | None) -> tuple[bool, int, str]:
        signed = sum(_signed(scene, one) for one in kinds[kind])
        return kind is None, -signed, book.label(kind).it if kind else ""

    parts = []
    for place, kind in enumerate(sorted(kinds, key=order), 1):
        name = book.label(kind) if kind else said.OTHERS
        parts.append(section(f"tipo-{place}", name, _table(scene, kinds[kind], name)))
    signed = sum(_signed(scene, one) for one in every)
    lede = Phrase(sentences.BODIES_LEDE, {"n": len(every), "m": signed, "day": scene.day})
    yield leaf("enti", said.BODIES, Sheet((lede, sentences.BODIES_HOW), sections=sections(*parts)))


def _signed(scene: Scene, node: NamedNode) -> bool:
    return scene.accordo in scene.book.all(node, PDZ["firmatarioDi"])


def _table(scene: Scene, some: Iterable[NamedNode], name: Text) -> Part | None:
    book = scene.book
    rows = [
        (
            one,
            tuple(_areas(book, one)),
            number_of(book, one, "popolazione"),
            Badge("satisfied", said.SIGNATORY) if _signed(scene, one) else None,
            _adhesion(book, one),
            sum(holds(book, term) for term in into(book, one, "perContoDi")) or None,
        )
        for one in some
    ]
    columns = (said.BODY, said.AREA, said.PEOPLE_LIVING, said.SIGNATURE, said.ADHESION, said.SEATS_NOW)
    return table(name, columns, rows, {2, 5})


def _areas(book: Book, node: NamedNode) -> list[NamedNode]:
    """Return the aggregations in which a comune stands on the day."""
    return [
        area
        for one in into(book, node, "membro")
        if holds(book, one) and PDZ["Appartenenza"] in book.kinds(one)
        for area in all_of(book, one, "aggregazione")
    ]


def _of(book: Book, node: NamedNode, kind: str, *names: str) -> list[NamedNode]:
    return in_time(book, (one for one in into(book, node, *(names or ("ente",))) if PDZ[kind] in book.kinds(one)))


def _adhesion(book: Book, node: NamedNode) -> Told:
    """Return whether a body adheres on the day; None where it never did."""
    found = _of(book, node, "Adesione")
    if not found:
        return None
    if any(holds(book, one) for one in found):
        return Badge("satisfied", said.ADHERES)
    return Badge("not_applicable", said.ADHERED)


def body(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a body."""
    node, book = things[0], scene.book
    label, kinds = book.label(node), values_of(book, node, "tipo")
    adhesions = _of(book, node, "Adesione")
    pattern = sentences.BODY_ADHERES if adhesions else sentences.BODY_LEDE
    lede = Phrase(sentences.BODY_SIGNED if _signed(scene, node) else pattern, {"kind": kinds or said.BODY})
    note = comment(scene, node)
    terms = _of(book, node, "Incarico", "perContoDi")
    sheet = Sheet(
        (lede, *((note,) if note else ())),
        _identity(scene, node),
        sections(
            section("dove", said.WHERE, plan_of(scene, [node], small=True)),
            section("accordo", said.IN_THE_ACCORDO, *_bonds(book, node)),
            section("cariche", said.WHO_HOLDS_OFFICE, office_table(book, _of(book, node, "Carica"), of_person=False)),
            section(
                "seggi", said.SEATS_FOR_IT, term_table(scene, terms, said.SEATS_FOR_IT, of_seat=False, of_body=True)
            ),
            section("nomina", said.APPOINTS, _appoints(scene, node), _designations(scene, node)),
            section("denaro", said.MONEY, allotments(scene, node), contracts(scene, node)),
            section("atti", said.ACTS, act_table(scene, node)),
            section("norme", said.NORMS_BINDING, norm_table(scene, binding(scene, node), said.NORMS_BINDING)),
            section("giudizio", said.NORMS_LOOKED, norm_table(scene, looked_at(scene, node), said.NORMS_LOOKED)),
            findings_of(scene, node),
        ),
    )
    return of_thing(path, label, sheet, things, UNDER)


def _identity(scene: Scene, node: NamedNode) -> tuple[Fact, ...]:
    book = scene.book
    leads = tuple(one for one in _of(book, node, "Referenza") if holds(book, one))
    return facts(
        (PDZ["popolazione"], number_of(book, node, "popolazione")),
        (PDZ["istat"], values_of(book, node, "istat")),
        (PDZ["belfiore"], values_of(book, node, "belfiore")),
        (said.NATIONAL_ENTRY, tuple(Named(one, said.CITY) for one in all_of(book, node, "citta"))),
        (PDZ["wikidata"], tuple(Named(one, _ending(one)) for one in all_of(book, node, "wikidata"))),
        (said.AREA, tuple(_areas(book, node))),
        (said.REFERENTE_OF, tuple(area for one in leads for area in all_of(book, one, "aggregazione"))),
        (said.LEAD_OF, tuple(book.subjects(PDZ["capofila"], node))),
        (said.IN_TEXT, values_of(book, node, "nomeNelTesto")),
    )


def _ending(node: NamedNode) -> Text:
    ending = node.value.rpartition("/")[2]
    return Text(ending, ending)


def _bonds(book: Book, node: NamedNode) -> Iterator[Part | None]:
    """Yield what binds a body to the accordo and to others: signature, adhesions, areas, takings over."""
    signatures = [
        (one, *values_of(book, one, "persona"), *values_of(book, one, "data")) for one in _of(book, node, "Firma")
    ]
    yield table(said.SIGNATURES, (said.SIGNATURE, said.PERSON, said.DAY), [_three(row) for row in signatures])
    lasting = (
        (said.ADHESIONS, said.DOCUMENT, _of(book, node, "Adesione"), "documento"),
        (said.MEMBERSHIPS, said.AREA, _of(book, node, "Appartenenza", "membro"), "aggregazione"),
        (said.MEMBERS, said.COMUNE, _of(book, node, "Appartenenza", "aggregazione"), "membro"),
        (said.REFERENCES, said.AREA, _of(book, node, "Referenza"), "aggregazione"),
        (said.TAKES_OVER, said.COMUNE, _of(book, node, "Subentro"), "membro"),
        (said.TAKEN_OVER, said.BODY, _of(book, node, "Subentro", "membro"), "ente"),
    )
    for caption, what, found, name in lasting:
        rows = [(period(book, one), values_of(book, one, name), standing(book, one)) for one in found]
        yield table(caption, (said.PERIOD, what, said.STATUS), rows)


def _three(row: tuple[Told, ...]) -> tuple[Told, ...]:
    return (*row, None, None)[:3]


def _appoints(scene: Scene, node: NamedNode) -> Part | None:
    """Return the seats to which a body appoints: by its name, by its kind, or as referente of an area."""
    book = scene.book
    kinds = {*all_of(book, node, "tipo"), *book.kinds(node)}
    leads = any(holds(book, one) for one in _of(book, node, "Referenza"))
    rows = []
    for seat in scene.once(seats).values():
        why: Told = None
        if node in all_of(book, seat.node, "nominatoDa"):
            why = said.BY_NAME
        elif kinds & set(all_of(book, seat.node, "nominatoDaTipo")):
            why = said.BY_KIND
        elif leads and book.value(seat.node, PDZ["nominatoDalReferente"]) == "true":
            why = said.AS_REFERENTE
        if why:
            rows.append((seat.node, seat.organ, why))
    return table(said.SEATS_IT_APPOINTS, (said.SEAT, said.ORGAN, said.WHY), rows)


def _designations(scene: Scene, node: NamedNode) -> Part | None:
    """Return the designations that a body made, or in which it took part."""
    book = scene.book
    parts = (("designante", said.DESIGNATES), ("elettore", said.TAKES_PART))
    rows = [
        (one, values_of(book, one, "data"), role)
        for name, role in parts
        for one in in_time(book, into(book, node, name))
    ]
    return table(said.DESIGNATIONS_MADE, (said.DESIGNATION, said.DAY, said.ROLE), rows)
