"""What organs did: meetings by organ and year, acts by kind and year, and the pages of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.linked.book import Book
from pdz_graph.pages.page import Page
from pdz_graph.pages.phrase import Phrase, Told, no_wider
from pdz_graph.pages.places import said, sentences
from pdz_graph.pages.places.reading import (
    all_of,
    by_name,
    by_place,
    day_of,
    findings_of,
    in_time,
    into,
    looked_at,
    norm_table,
    one_of,
    values_of,
)
from pdz_graph.pages.places.sheet import Part, Section, Sheet, facts, leaf, listing, of_thing, section, sections, table
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import PDZ

MEETINGS, ACTS = ("incontri", said.MEETINGS), ("atti", said.ACTS)
#: How many people a cell names before it folds them.
_SHOWN = 3


def meetings(scene: Scene) -> Iterator[Page]:
    """Yield the page of all the meetings: by organ, then by year, the last first."""
    book = scene.book
    every = book.of_kind(PDZ["Incontro"])
    parts: list[Section | None] = []
    organs = by_place(book, {organ for one in every for organ in all_of(book, one, "organo")})
    for place, organ in enumerate(organs, 1):
        own = [one for one in every if organ in all_of(book, one, "organo")]
        tables = [_of_year(scene, organ, year, some) for year, some in _by_year(book, own)]
        parts.append(section(f"organo-{place}", book.label(organ), *tables))
    stray = [one for one in every if not all_of(book, one, "organo")]
    parts.append(section("altri", said.OTHERS, meeting_table(scene, stray)))
    lede = Phrase(sentences.MEETINGS_LEDE if every else sentences.NO_MEETINGS, {"n": len(every), "day": scene.day})
    yield leaf("incontri", said.MEETINGS, Sheet((lede,), sections=sections(*parts)))


def _of_year(scene: Scene, organ: NamedNode, year: str, some: Iterable[NamedNode]) -> Part | None:
    label = scene.book.label(organ)
    return meeting_table(scene, some, Text(f"{label.it}, {year}", f"{label.en}, {year}"), organ=False)


def meeting_table(
    scene: Scene, some: Iterable[NamedNode], caption: Text = said.MEETINGS, *, organ: bool = True
) -> Part | None:
    """Return meetings as a table, the last first; without their ``organ`` where it goes without saying."""
    book = scene.book
    rows = [
        (
            one,
            tuple(all_of(book, one, "organo")) if organ else None,
            values_of(book, one, "tipo"),
            tuple(all_of(book, one, "convocatoDa")),
            len(book.all(one, PDZ["presente"])) or None,
            values_of(book, one, "riguarda"),
        )
        for one in reversed(in_time(book, some))
    ]
    columns = (said.MEETING, said.ORGAN, said.KIND, said.CONVENED_BY, said.PRESENT, said.ABOUT)
    return table(caption, columns, rows, {4})


def _by_year(book: Book, some: Iterable[NamedNode]) -> list[tuple[str, list[NamedNode]]]:
    years: dict[str, list[NamedNode]] = {}
    for one in some:
        day = day_of(book, one, "data")
        years.setdefault(str(day.year) if day else "?", []).append(one)
    return [(year, years[year]) for year in sorted(years, reverse=True)]


def meeting(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a meeting."""
    node, book = things[0], scene.book
    organ, day = one_of(book, node, "organo"), day_of(book, node, "data")
    there = all_of(book, node, "presente")
    sheet = Sheet(
        (Phrase(sentences.MEETING_LEDE, {"organ": organ or said.SOMEBODY, "day": day or said.NO_DAYS}),),
        facts(
            (said.KIND, values_of(book, node, "tipo")),
            (said.CONVENED_BY, values_of(book, node, "convocatoDa")),
            (said.ABOUT, values_of(book, node, "riguarda")),
            (said.INVITED, values_of(book, node, "invitato")),
            (said.LETTER_BY, values_of(book, node, "letteraFirmataDa")),
            (said.LETTER_TO, no_wider(values_of(book, node, "destinatarioDellaLettera"), _SHOWN, said.RECIPIENTS)),
        ),
        sections(
            section("presenti", said.PRESENT, listing(there)),
            section("norme", said.NORMS_LOOKED, norm_table(scene, looked_at(scene, node), said.NORMS_LOOKED)),
            findings_of(scene, node),
        ),
    )
    return of_thing(path, book.label(node), sheet, things, MEETINGS)


def acts(scene: Scene) -> Iterator[Page]:
    """Yield the page of all the acts: by kind, then in time."""
    book = scene.book
    every = book.of_kind(PDZ["Atto"])
    kinds: dict[NamedNode | None, list[NamedNode]] = {}
    for one in every:
        kinds.setdefault(one_of(book, one, "tipo"), []).append(one)
    ordered = by_name(book, (kind for kind in kinds if kind))
    parts = [
        section(f"tipo-{place}", book.label(kind), _act_table(book, kinds[kind], book.label(kind)))
        for place, kind in enumerate(ordered, 1)
    ]
    parts.append(section("altri", said.OTHERS, _act_table(book, kinds.get(None, []), said.OTHERS)))
    lede = Phrase(sentences.ACTS_LEDE if every else sentences.NO_ACTS, {"n": len(every), "day": scene.day})
    yield leaf("atti", said.ACTS, Sheet((lede,), sections=sections(*parts)))


def _act_table(book: Book, some: Iterable[NamedNode], caption: Text) -> Part | None:
    rows = [
        (
            one,
            values_of(book, one, "anno"),
            day_of(book, one, "data"),
            values_of(book, one, "organo"),
            values_of(book, one, "predispostoDa"),
            values_of(book, one, "basatoSu"),
        )
        for one in in_time(book, some)
    ]
    return table(caption, (said.ACT, said.YEAR, said.DAY, said.ADOPTED_BY, said.PREPARED_BY, said.BASED_ON), rows)


def act(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of an act."""
    node, book = things[0], scene.book
    kind: Told = one_of(book, node, "tipo") or said.ACT
    sheet = Sheet(
        (Phrase(sentences.ACT_LEDE, {"kind": kind}),),
        facts(
            (said.YEAR, values_of(book, node, "anno")),
            (said.DAY, day_of(book, node, "data")),
            (said.ADOPTED_BY, values_of(book, node, "organo")),
            (said.PREPARED_BY, values_of(book, node, "predispostoDa")),
            (said.OTHER_PARTY, values_of(book, node, "controparte")),
            (said.BASED_ON, values_of(book, node, "basatoSu")),
        ),
        sections(
            section("incontri", said.MEETINGS_ABOUT, meeting_table(scene, _meetings_about(book, node))),
            section("nomine", said.APPOINTMENTS, listing(in_time(book, into(book, node, "atto")))),
            section("seguito", said.BUILT_ON_IT, listing(in_time(book, into(book, node, "basatoSu", "contratto")))),
            section("norme", said.NORMS_LOOKED, norm_table(scene, looked_at(scene, node), said.NORMS_LOOKED)),
            findings_of(scene, node),
        ),
    )
    return of_thing(path, book.label(node), sheet, things, ACTS)


def _meetings_about(book: Book, node: NamedNode) -> list[NamedNode]:
    return [one for one in into(book, node, "riguarda") if PDZ["Incontro"] in book.kinds(one)]
