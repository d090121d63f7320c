"""The territory: the map, the sub-ambiti with their comuni, who is referente of each and who sits for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.linked.book import Book
from pdz_graph.pages.page import Page
from pdz_graph.pages.phrase import Badge, Phrase, Told
from pdz_graph.pages.places import said, sentences
from pdz_graph.pages.places.plan import area_of, areas_of, plan, plan_of
from pdz_graph.pages.places.reading import (
    all_of,
    by_name,
    findings_of,
    holds,
    in_time,
    into,
    looked_at,
    norm_table,
    norms_of,
    number_of,
    period,
    standing,
    values_of,
)
from pdz_graph.pages.places.seat_view import comment, term_table
from pdz_graph.pages.places.sheet import Part, Section, Sheet, facts, leaf, of_thing, section, sections, table
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import PDZ

UNDER = ("territorio", said.TERRITORY)


def listed(scene: Scene) -> Iterator[Page]:
    """Yield the page of the territory."""
    book = scene.book
    areas = areas_of(book)
    comuni = [one for one in book.of_kind(PDZ["Comune"]) if area_of(book, one)]
    lede = Phrase(sentences.TERRITORY_LEDE, {"n": len(comuni), "m": len(areas), "people": _people(book, comuni)})
    districts = by_name(book, book.of_kind(PDZ["AmbitoDistrettuale"]))
    yield leaf(
        "territorio",
        said.TERRITORY,
        Sheet(
            (lede, sentences.TERRITORY_HOW),
            facts((said.DISTRICTS, tuple(districts))),
            sections(
                section("mappa", said.MAP, plan_of(scene, ())),
                section("sub-ambiti", said.AREAS, area_table(scene, areas)),
                *(_area(scene, area, place) for place, area in enumerate(areas, 1)),
                _strays(scene),
            ),
        ),
    )


def _people(book: Book, comuni: Iterable[NamedNode]) -> int | None:
    return sum(number_of(book, one, "popolazione") or 0 for one in comuni) or None


def comuni_of(book: Book, area: NamedNode) -> list[NamedNode]:
    """Return the comuni that stand in an aggregation on the day, by name."""
    memberships = (one for one in into(book, area, "aggregazione") if holds(book, one))
    return by_name(book, (one for membership in memberships for one in all_of(book, membership, "membro")))


def referenti(book: Book, area: NamedNode) -> tuple[NamedNode, ...]:
    """Return the bodies that are referente of a sub-ambito on the day."""
    found = (one for one in into(book, area, "aggregazione") if PDZ["Referenza"] in book.kinds(one))
    return tuple(body for one in found if holds(book, one) for body in all_of(book, one, "ente"))


def area_table(scene: Scene, areas: Iterable[NamedNode]) -> Part | None:
    """Return sub-ambiti as a table."""
    book = scene.book
    rows = []
    for area in areas:
        comuni = comuni_of(book, area)
        rows.append((area, len(comuni), _people(book, comuni), referenti(book, area)))
    return table(said.AREAS, (said.AREA, said.COMUNI, said.PEOPLE_LIVING, said.REFERENTE), rows, {1, 2})


def _area(scene: Scene, area: NamedNode, place: int) -> Section | None:
    label = scene.book.label(area)
    return section(f"sub-ambito-{place}", label, comune_table(scene, comuni_of(scene.book, area), label))


def comune_table(scene: Scene, comuni: Iterable[NamedNode], name: Text) -> Part | None:
    """Return comuni as a table, each with its number on the map."""
    book, drawn = scene.book, scene.once(plan)
    numbers = {cell.node: cell.number for cell in drawn.cells} if drawn else {}
    rows = [
        (
            one,
            numbers.get(one),
            number_of(book, one, "popolazione"),
            Badge("satisfied", said.REFERENTE) if one in _leading(book, one) else None,
        )
        for one in comuni
    ]
    caption = Text(f"{said.COMUNI.it}: {name.it}", f"{said.COMUNI.en}: {name.en}")
    return table(caption, (said.COMUNE, said.ON_MAP, said.PEOPLE_LIVING, said.ROLE), rows, {1, 2})


def _leading(book: Book, comune: NamedNode) -> tuple[NamedNode, ...]:
    area = area_of(book, comune)
    return referenti(book, area) if area else ()


def _strays(scene: Scene) -> Section | None:
    """Return the comuni that stand in no sub-ambito on the day."""
    found = [one for one in by_name(scene.book, scene.book.of_kind(PDZ["Comune"])) if area_of(scene.book, one) is None]
    return section("senza-sub-ambito", said.NO_AREA, comune_table(scene, found, said.NO_AREA))


def area(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a sub-ambito."""
    node, book = things[0], scene.book
    comuni, lead = comuni_of(book, node), referenti(book, node)
    label = book.label(node)
    people = _people(book, comuni)
    lede = Phrase(sentences.AREA_LEDE if people else sentences.AREA_LEDE_BARE, {"n": len(comuni), "people": people})
    terms = in_time(book, into(book, node, "perContoDi"))
    lasting = in_time(book, into(book, node, "aggregazione"))
    sheet = Sheet(
        (lede,),
        facts(
            (said.REFERENTE, lead or said.NOBODY),
            (said.DISTRICTS, tuple(book.subjects(PDZ["haSubAmbito"], node))),
        ),
        sections(
            section("mappa", said.MAP, plan_of(scene, comuni) if comuni else None),
            section("comuni", said.COMUNI, comune_table(scene, comuni, label)),
            section(
                "seggi", said.SEATS_FOR_IT, term_table(scene, terms, said.SEATS_FOR_IT, of_seat=False, of_body=True)
            ),
            section("nel-tempo", said.IN_TIME, _history(book, lasting)),
            section("norme", said.NORMS_HERE, norm_table(scene, [*norms_of(scene, node), *looked_at(scene, node)])),
            findings_of(scene, node),
        ),
    )
    return of_thing(path, label, sheet, things, UNDER)


def _history(book: Book, lasting: Iterable[NamedNode]) -> Part | None:
    """Return who came into an aggregation and who left it, and who was its referente."""
    rows: list[tuple[Told, ...]] = []
    for one in lasting:
        role = said.REFERENTE if PDZ["Referenza"] in book.kinds(one) else said.COMUNE
        rows.append(
            (
                period(book, one),
                values_of(book, one, "membro") or values_of(book, one, "ente"),
                role,
                standing(book, one),
            )
        )
    return table(said.MEMBERSHIPS, (said.PERIOD, said.BODY, said.ROLE, said.STATUS), rows)


def district(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a district."""
    node, book = things[0], scene.book
    areas = [area for area in areas_of(book) if area in book.all(node, PDZ["haSubAmbito"])]
    comuni = [one for area in areas for one in comuni_of(book, area)]
    accordi = tuple(book.subjects(PDZ["ambito"], node))
    note = comment(scene, node)
    known = {"n": len(comuni), "m": len(areas), "people": _people(book, comuni)}
    lede: Told = Phrase(sentences.DISTRICT_LEDE, known) if areas else sentences.DISTRICT_BARE
    sheet = Sheet(
        (lede, *((note,) if note else ())),
        facts((said.ACCORDO_OF_IT, accordi)),
        sections(
            section("mappa", said.MAP, plan_of(scene, comuni) if comuni else None),
            section("sub-ambiti", said.AREAS, area_table(scene, areas)),
            section("comuni", said.COMUNI, comune_table(scene, comuni, book.label(node))),
            section("norme", said.NORMS_HERE, norm_table(scene, norms_of(scene, node))),
            findings_of(scene, node),
        ),
    )
    return of_thing(path, book.label(node), sheet, things, UNDER)
