"""What the pages of organs, bodies, people and places say is what data say: who sits, what is empty, where, when."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from math import dist
from pathlib import Path
from typing import Any

import pytest
from altra_casa import ALTRA, valverde
from comando import ROOT
from pyoxigraph import Literal, NamedNode
from sito import FAULTY, SOUND, Documento, Elemento, Sito, accordo, scena, scene_of, sito

from pdz_graph.answers import Rows
from pdz_graph.catalogue import codes_of
from pdz_graph.dataset import Dataset, dataset
from pdz_graph.errors import Text
from pdz_graph.facts import Triple, triples_of
from pdz_graph.linked.addresses import Addresses
from pdz_graph.linked.book import Book
from pdz_graph.pages import places
from pdz_graph.pages.places import geometry, said, said_words, sentences
from pdz_graph.pages.places.network import appointers
from pdz_graph.pages.places.plan import plan
from pdz_graph.pages.places.reading import holds, into, natural
from pdz_graph.pages.places.seats import seats
from pdz_graph.terms import GRAFO, LABEL, NOTATION, PDZ, PERSONA, TYPE, of_accordo
from pdz_graph.words import LANGUAGES, say_day

BOTH = pytest.mark.parametrize("register", [FAULTY, SOUND])


def path_of(node: NamedNode) -> str:
    """Return the path of the page of a thing."""
    return Addresses().path(node)


def shown(page: Documento, anchor: str) -> list[list[Elemento]]:
    """Return the rows of the tables in a section of a page, cell by cell."""
    rows = (row for body in page.section(anchor).every("tbody") for row in body.every("tr"))
    return [[one for one in row.inside if isinstance(one, Elemento)] for row in rows]


def leading(page: Elemento, target: str) -> list[str]:
    """Return the texts of the links that end in a page."""
    return [one.text for one in page.every("a") if one.marks.get("href", "").endswith(f"{target}.it.html")]


@cache
def graphs(register: str) -> Dataset:
    """Return the graphs that a question sees of an example register."""
    house = accordo()
    read = house.read_register([ROOT / "data" / "esempi" / register])
    return dataset(house.commons, house.quads, triples_of(read.quads), scena(register).judgement)


@cache
def answered(register: str, name: str, **values: str) -> Rows:
    """Return what a question of the catalogue answers of an example register."""
    found, question = graphs(register), accordo().commons.questions[name]
    codes = codes_of([question], found.ask)
    rows = found.ask(question.bound(question.completed(values, found.day, "it"), codes))
    assert isinstance(rows, Rows)
    return rows


def told_by(register: str, name: str, **values: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of such an answer."""
    yield from answered(register, name, **values)


@BOTH
def test_what_is_empty_is_what_the_catalogue_says(register: str) -> None:
    told = {(row["seggio"], row["posto"]): int(row["mancano"].value) for row in told_by(register, "seggi-vacanti")}
    found = {
        (seat.node, post.whom or seat.node): post.missing
        for seat in seats(scena(register)).values()
        for post in seat.posts
        if post.missing
    }
    assert found == told
    assert found or register == SOUND


@BOTH
def test_whoever_sits_stands_on_the_page_of_the_organ_and_of_the_seat(register: str) -> None:
    site = sito(register)
    for organ in site.scene.book.of_kind(PDZ["Organo"]):
        code = site.scene.book.value(organ, NOTATION)
        rows = [
            (row["persona"], row["per_conto_di"], row["dal"]) for row in told_by(register, "chi-siede", organo=code)
        ]
        page = site.page(path_of(organ))
        named = [[one.text for one in cells] for cells in shown(page, "seggi")]
        label = site.scene.book.label
        for who, whom, since in rows:
            line = [label(who).it, *([label(whom).it] if whom else []), label(since).it]
            assert any(set(line) <= set(cells) for cells in named), line
        assert sum(cells[0] != said.NOBODY.it for cells in named) == len(rows)


def test_an_empty_place_is_told_apart_from_one_that_is_not_known() -> None:
    scene = scena(FAULTY)
    unknown = list(scene.book.graphs[GRAFO[f"{scene.agreement.id}/registro"]])
    gone = {one for one, _, kind in unknown if kind == PDZ["Completezza"]}
    less = {name: [t for t in triples if t[0] not in gone] for name, triples in scene.book.graphs.items()}
    doubtful = replace(scene, book=Book(scene.agreement.id, less, Addresses()))
    for node, seat in seats(scene).items():
        other = seats(doubtful)[node]
        assert other.missing == seat.missing
        if seat.missing and not seat.over:
            assert seat.badge.text == (said.EMPTY if seat.known else said.NOT_KNOWN)
            assert other.badge.text == said.NOT_KNOWN
    assert any(seat.known and seat.missing for seat in seats(scene).values())
    page = Sito(doubtful).page("organi")
    assert said.NOT_KNOWN.it in page.main.text
    assert f"{said.INCOMPLETE.it} " not in page.main.text


def test_one_who_holds_a_place_twice_is_one() -> None:
    scene = scena(SOUND)
    term = next(one for one in scene.book.of_kind(PDZ["Incarico"]) if holds(scene.book, one))
    again = NamedNode(f"{term.value}-di-nuovo")
    copy = [(again, name, value) for name, values in scene.book.said(term).items() for value in values]
    graphs = {**scene.book.graphs, GRAFO["prova"]: copy}
    twice = replace(scene, book=Book(scene.agreement.id, graphs, Addresses()))
    seat = scene.book.one(term, PDZ["seggio"])
    before, after = (seats(one)[seat] for one in (scene, twice))  # type: ignore[index]
    assert len(after.terms) == len(before.terms) + 1
    assert (after.missing, after.over) == (before.missing, before.over)


@BOTH
def test_the_page_of_a_seat_has_all_its_terms_drawn_and_written(register: str) -> None:
    site = sito(register)
    book = site.scene.book
    first, last = (book.label(book.one(site.scene.accordo, PDZ[name])).it for name in ("dal", "al"))  # type: ignore[arg-type]
    assert first != last
    drawn = 0
    for node in book.of_kind(PDZ["Seggio"]):
        page, terms = site.page(path_of(node)), into(book, node, "seggio")
        if not terms:
            assert "nel-tempo" not in page.ids
            continue
        section = page.section("nel-tempo")
        bars = section.every("rect", class_="bar")
        drawn += len(bars)
        assert len(bars) == len(terms) == len(shown(page, "nel-tempo"))
        for bar in bars:
            start, width = (float(bar.marks[name].rstrip("%")) for name in ("x", "width"))
            assert 0 <= start <= 100
            assert 0 < width <= 100.6 - start
        marks = {one.marks["x1"] for one in section.every("line", class_="mark")}
        assert len(marks) == 1
        assert len(list(section.every("li", class_="now"))) == sum(
            book.label(book.one(one, PDZ["dal"])).it != "" and holds(book, one)  # type: ignore[arg-type]
            for one in terms
        )
    assert drawn > 50


@BOTH
def test_every_person_and_every_body_has_its_offices_and_seats(register: str) -> None:
    site = sito(register)
    book = site.scene.book
    for kind, way in (("Persona", "persona"), ("Ente", "ente")):
        for node in book.of_kind(PDZ[kind])[::7]:
            page = site.page(path_of(node))
            offices = [one for one in into(book, node, way) if PDZ["Carica"] in book.kinds(one)]
            terms = into(book, node, "persona" if kind == "Persona" else "perContoDi")
            terms = [one for one in terms if PDZ["Incarico"] in book.kinds(one)]
            for one in (*offices, *terms):
                assert leading(page.main, path_of(one).rpartition("/")[2]), one


def test_lists_have_everybody_once() -> None:
    site = sito()
    book = site.scene.book
    for path, kind in (("persone", "Persona"), ("enti", "Ente"), ("incontri", "Incontro"), ("atti", "Atto")):
        firsts = [
            next(iter(row.every("th"))).every("a")[0].marks["href"]
            for body in site.page(path).every("tbody")
            for row in body.every("tr")
        ]
        assert Counter(firsts) == Counter(f"{path_of(one)}.it.html" for one in book.of_kind(PDZ[kind]))


def test_whoever_is_not_named_has_a_page_and_a_place_apart() -> None:
    scene = scena()
    node = PERSONA["riservata-prova"]
    label: list[Triple] = [(node, LABEL, Literal("Una persona in rappresentanza di nessuno", language="it"))]
    quads = [(node, TYPE, PDZ["PersonaRiservata"]), *label]
    site = Sito(
        replace(scene, book=Book(scene.agreement.id, {**scene.book.graphs, GRAFO["prova"]: quads}, Addresses()))
    )
    assert sentences.RESERVED_LEDE.it in site.page("persona/riservata-prova").main.text
    people = site.page("persone")
    assert leading(people.section("riservate"), "riservata-prova")
    assert not leading(people.section("lettera-1"), "riservata-prova")


def test_a_comune_has_its_codes_and_leads_to_those_of_others() -> None:
    site = sito()
    book = site.scene.book
    for node in book.of_kind(PDZ["ComuneFirmatario"]):
        page = site.page(path_of(node))
        facts = page.one("dl", class_="facts")
        for name in ("istat", "belfiore"):
            assert book.value(node, PDZ[name]) in facts.text
        outside = [one.marks["href"] for one in facts.every("a") if one.marks.get("rel") == "external"]
        wanted = [value.value for name in ("citta", "wikidata") for value in book.all(node, PDZ[name])]
        assert sorted(outside) == sorted(wanted)
        bright = [
            one for one in page.section("dove").every("circle", class_="dot") if "faint" not in one.marks["class"]
        ]
        assert len(bright) == 1


def inside(point: geometry.Point, corners: list[geometry.Corner]) -> bool:
    """Tell whether a point lies in a convex polygon that goes round one way."""
    spots = [spot for spot, _ in corners]
    turns = [geometry._turn(a, b, point) for a, b in zip(spots, [*spots[1:], spots[0]], strict=True)]
    return min(turns) >= -1e-6 or max(turns) <= 1e-6


def area(corners: list[geometry.Corner]) -> float:
    """Return the area of a polygon."""
    spots = [spot for spot, _ in corners]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(spots, [*spots[1:], spots[0]], strict=True))) / 2


def test_cells_hold_what_is_nearest() -> None:
    drawn = plan(scena())
    assert drawn is not None
    points = [cell.at for cell in drawn.cells]
    far = geometry.loneliness(points)
    found = geometry.cells(points, 2 * far, far / 2)
    for point, corners in zip(points, found, strict=True):
        assert inside(point, corners)
        for spot, side in corners:
            near = min(dist(spot, other) for other in points)
            assert dist(spot, point) <= near + 1e-6
            assert side is None or side < len(points)
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - top
    assert 0.3 * wide * high < sum(map(area, found)) < (wide + far) * (high + far)
    inner = (left + wide / 2, top + high / 2)
    assert sum(inside(inner, corners) for corners in found) == 1


def test_the_map_has_every_comune_once_with_its_area_and_its_number() -> None:
    site = sito()
    book = site.scene.book
    page = site.page("territorio")
    figure = page.section("mappa").one("figure")
    links = list(figure.one("svg", role="group").every("a"))
    comuni = list(book.of_kind(PDZ["ComuneFirmatario"]))
    assert Counter(one.marks["href"] for one in links) == Counter(f"{path_of(one)}.it.html" for one in comuni)
    numbers = {one.marks["href"]: one.one("text", class_="number").text for one in links}
    for body in page.every("tbody"):
        for row in body.every("tr"):
            href = row.every("a")[0].marks["href"]
            if href in numbers and len(row.every("td")) > 1:
                assert row.every("td")[0].text == numbers[href]
    assert len(set(numbers.values())) == len(comuni)
    legend = figure.one("ul", class_="legend")
    assert len(legend.every("li")) == len(book.of_kind(PDZ["SubAmbito"]))
    patterns = {one.marks["id"] for one in figure.every("pattern")}
    used = set(re.findall(r"url\(#(look-\d)\)", site["territorio.it.html"].decode()))
    assert patterns == used
    for lang in LANGUAGES:
        wide, high = (
            float(one) for one in site.page("territorio", lang).one("svg", role="group").marks["viewbox"].split()[2:]
        )
        for text in site.page("territorio", lang).section("mappa").every("text", class_="name"):
            assert 0 <= float(text.marks["x"]) <= wide
            assert 0 <= float(text.marks["y"]) <= high


def test_larger_comuni_are_larger_points() -> None:
    drawn = plan(scena())
    assert drawn is not None
    by_people = sorted(drawn.cells, key=lambda cell: cell.people or 0)
    sizes = [cell.size for cell in by_people]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


def test_a_map_is_drawn_of_two_and_never_of_nonsense() -> None:
    scene = scena()
    comuni = scene.book.of_kind(PDZ["ComuneFirmatario"])

    def drawn(where: dict[NamedNode, tuple[str, str]]) -> int:
        names = (PDZ["latitudine"], PDZ["longitudine"])
        graphs = {
            name: [triple for triple in triples if triple[1] not in names]
            for name, triples in scene.book.graphs.items()
        }
        told: list[Triple] = [
            (one, name, Literal(value)) for one, pair in where.items() for name, value in zip(names, pair, strict=True)
        ]
        found = plan(replace(scene, book=Book(scene.agreement.id, {**graphs, GRAFO["prova"]: told}, Addresses())))
        return len(found.cells) if found else 0

    one, two, three = comuni[:3]
    assert drawn({one: ("45", "9"), two: ("45.1", "9")}) == 2
    assert drawn({one: ("45", "9"), two: ("45", "9")}) == 0
    assert drawn({one: ("45", "9"), two: ("45", "9"), three: ("45", "9.2")}) == 2
    assert drawn({one: ("45", "9"), two: ("inf", "9"), three: ("molto", "nan")}) == 0


def test_the_drawing_and_the_network_tie_whoever_appoints_to_seats() -> None:
    site = sito()
    book = site.scene.book
    page = site.page("designazioni")
    told = json.loads(page.one("script", type="application/json").text)
    wanted = {
        (who.value if who else "referente", seat)
        for seat in (one.node for one in seats(site.scene).values())
        for who in appointers(book, seat)
    }
    assert wanted == {
        (edge["source"], NamedNode(edge["target"])) for edge in told["edges"] if edge["kind"] == "appoints"
    }
    assert wanted
    known = {node["id"] for node in told["nodes"]}
    assert {edge[end] for edge in told["edges"] for end in ("source", "target")} == known
    links = {one.marks["href"] for one in page.one("figure", id="disegno-fermo").every("a")}
    assert {node["href"] for node in told["nodes"]} == links
    assert {link.partition("#")[0] for link in links} <= set(site)
    assert page.one("figure", id="rete").marks["hidden"] == ""
    solid = [one for one in page.every("path", class_="line") if "there" not in one.marks["class"]]
    inner = sum(edge["kind"] == "in" for edge in told["edges"])
    assert len(solid) == len(wanted) + inner


def test_what_was_appointed_so_far_is_counted() -> None:
    site = sito()
    text = " ".join(cells[2].text for cells in rows_of(site.page("designazioni")))
    for row in told_by(FAULTY, "designazioni-per-designante"):
        name, times = site.scene.book.label(row["designante"]).it, int(row["designazioni"].value)
        assert name in text
        assert times == 1 or f"{name} ( {times} volte)" in text or f"({times} volte)" in text


def rows_of(page: Documento) -> Iterator[list[Elemento]]:
    """Yield the rows of three cells of a page."""
    for body in page.every("tbody"):
        for row in body.every("tr"):
            cells = [one for one in row.inside if isinstance(one, Elemento)]
            if len(cells) == 3:
                yield cells


def test_a_meeting_and_an_act_tell_who_and_what() -> None:
    site = sito()
    book = site.scene.book
    for node in book.of_kind(PDZ["Incontro"])[::5]:
        main = site.page(path_of(node)).main
        for name in ("convocatoDa", "presente", "invitato", "riguarda"):
            for value in book.all(node, PDZ[name]):
                assert leading(main, path_of(value).rpartition("/")[2])  # type: ignore[arg-type]
    for node in book.of_kind(PDZ["Atto"]):
        main = site.page(path_of(node)).main
        assert book.label(book.one(node, PDZ["tipo"])).it in main.text  # type: ignore[arg-type]
        for value in (*book.all(node, PDZ["organo"]), *into(book, node, "riguarda")):
            assert leading(main, path_of(value).rpartition("/")[2])  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_lasts_says_its_days(lang: str) -> None:
    site = sito()
    book = site.scene.book
    for kind in ("Adesione", "Carica", "Incarico", "Appartenenza", "Referenza", "Subentro", "Completezza"):
        for node in book.of_kind(PDZ[kind])[:6]:
            text = site.page(path_of(node), lang).main.text
            for value in (*book.all(node, PDZ["dal"]), *book.all(node, PDZ["al"])):
                assert book.label(value).say(lang) in text
    assert say_day(site.scene.day, lang) in site.page("organi", lang).main.text


def test_another_accordo_has_its_own_pages_and_no_map(tmp_path: Path) -> None:
    agreement = valverde(tmp_path)
    scene = scene_of(agreement, agreement.read_register([ALTRA / "registro"]), course=False)
    site = Sito(scene)
    assert plan(scene) is None
    for path in (
        "organi",
        "enti",
        "territorio",
        "designazioni",
        "persone",
        "incontri",
        "atti",
        "vocabolari",
        "domande",
    ):
        main = site.page(path).main
        assert not re.search(r"crem(a|asc|ona)\b", main.text, re.IGNORECASE), path
    assert "mappa" not in site.page("territorio").ids
    organ = of_accordo(agreement.id, "organo", "giunta")
    assert scene.book.label(organ).it in site.page("organi").main.text
    for thing in scene.book.things:
        if scene.book.kinds(thing) and scene.addresses.path(thing).startswith(
            ("accordo/", "ente/", "persona/", "ambito/")
        ):
            assert site.page(path_of(thing)).one("h1").text


def test_the_same_scene_gives_the_same_pages() -> None:
    one, two = (Sito(replace(scena())) for _ in range(2))
    for path in ("territorio", "designazioni", "organi", "persone", "onto", "domande/verdetti"):
        assert one[f"{path}.en.html"] == two[f"{path}.en.html"]


def test_numbers_are_sorted_as_people_count() -> None:
    assert sorted(["Sub-ambito 10", "sub-ambito 2", "Sub-ambito 1"], key=natural) == [
        "Sub-ambito 1",
        "sub-ambito 2",
        "Sub-ambito 10",
    ]


def test_every_text_is_in_both_languages() -> None:
    texts = [
        value for room in (said, sentences, said_words) for value in vars(room).values() if isinstance(value, Text)
    ]
    assert len(texts) > 200
    for one in texts:
        assert one.it
        assert one.en
        assert set(re.findall(r"\{\w+\}", one.it)) == set(re.findall(r"\{\w+\}", one.en)), one


def test_a_view_for_every_kind_of_record() -> None:
    book = scena().book
    seen = [kind for kind in places.VIEWS if book.of_kind(kind)]
    assert len(seen) > 18
