"""What is said of each thing, and where its documents stand."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from pdz_graph.facts import Triple
from pdz_graph.linked.addresses import Addresses
from pdz_graph.linked.book import Book
from pdz_graph.terms import ACCORDO, ENTE, GRAFO, LABEL, PDZ, SH, TYPE, XSD

SEAT = ACCORDO["x/seggio/uno"]
TERM = ACCORDO["x/incarico/uno"]
TRIPLES: tuple[Triple, ...] = (
    (SEAT, TYPE, PDZ["Seggio"]),
    (SEAT, LABEL, Literal("Un seggio", language="it")),
    (SEAT, LABEL, Literal("A seat", language="en")),
    (TERM, TYPE, PDZ["Incarico"]),
    (TERM, PDZ["seggio"], SEAT),
    (TERM, PDZ["dal"], Literal("2012-04-01", datatype=XSD["date"])),
    (PDZ["Seggio"], LABEL, Literal("seggio", language="it")),
)


@pytest.fixture(scope="module")
def book() -> Book:
    return Book("x", {GRAFO["x/registro"]: TRIPLES}, Addresses())


def test_every_iri_of_ours_has_a_document_and_those_with_a_hash_share_one(book: Book) -> None:
    assert set(book.documents) == {
        "accordo/x/incarico/uno",
        "accordo/x/seggio/uno",
        "grafo/x/registro",
        "onto",
    }
    assert book.documents["onto"] == (PDZ["Incarico"], PDZ["Seggio"], PDZ["dal"], PDZ["seggio"])


def test_a_document_tells_what_is_said_of_a_thing_what_leads_to_it_and_names(book: Book) -> None:
    told = book.describe("accordo/x/seggio/uno")
    assert set(TRIPLES[:3]) < set(told)
    assert (TERM, PDZ["seggio"], SEAT) in told
    assert (TERM, PDZ["dal"], TRIPLES[5][2]) not in told
    assert TRIPLES[6] in told
    assert list(told) == sorted(told, key=lambda one: tuple(map(str, one)))


def test_a_class_does_not_tell_its_instances(book: Book) -> None:
    assert not [one for one in book.describe("onto") if one[1] == TYPE]


def test_what_has_no_name_gets_the_one_that_people_are_told(book: Book) -> None:
    assert (TERM, LABEL, Literal("A seat", language="en")) in book.graphs[GRAFO["x/nomi"]]
    assert book.text(TERM, LABEL, "it") == "Un seggio"


def test_links_are_relative_and_stay_in_the_language() -> None:
    here = Addresses()
    assert here.link("accordo/x/norma/art-05", SEAT, "it") == "../seggio/uno.it.html"
    assert here.link("index", SEAT, "en") == "accordo/x/seggio/uno.en.html"
    assert here.link("accordo/x", PDZ["Seggio"], "en") == "../onto.en.html#Seggio"
    assert here.to("domande/verdetti", "static/site.css") == "../static/site.css"


def test_the_base_moves_what_is_of_an_accordo_and_leaves_the_words() -> None:
    there = Addresses("https://dati.example/pdz/")
    assert there.iri(ENTE["csc"].value) == "https://dati.example/pdz/ente/csc"
    assert there.iri(PDZ["Ente"].value) == PDZ["Ente"].value
    assert there.iri("https://altrove.example/ente/csc") == "https://altrove.example/ente/csc"
    assert there.text(f"<{ENTE['csc'].value}> a <{PDZ['Ente'].value}>") == (
        f"<https://dati.example/pdz/ente/csc> a <{PDZ['Ente'].value}>"
    )
    moved = tuple(there.triples(TRIPLES[:1]))
    assert moved == ((NamedNode("https://dati.example/pdz/accordo/x/seggio/uno"), TYPE, PDZ["Seggio"]),)


def test_what_has_no_name_is_told_where_it_leads_also_in_a_circle() -> None:
    one, two, three = (BlankNode(name) for name in ("uno", "due", "tre"))
    told: list[Triple] = [
        (SEAT, PDZ["dal"], one),
        (one, PDZ["al"], two),
        (two, PDZ["al"], one),
        (three, PDZ["seggio"], SEAT),
        (three, LABEL, Literal("x")),
    ]
    book = Book("x", {GRAFO["x/registro"]: told}, Addresses())
    assert set(told) <= set(book.describe("accordo/x/seggio/uno"))


def test_a_finding_is_called_by_what_is_wrong_and_with_what_thing() -> None:
    finding = ACCORDO["x/rilievo/2013-06-30/art-07-1"]
    said: tuple[Triple, ...] = (
        (finding, SH["value"], SEAT),
        (finding, SH["resultMessage"], Literal("Manca qualcuno.", language="it")),
        (finding, SH["resultMessage"], Literal("Somebody is missing.", language="en")),
    )
    book = Book("x", {GRAFO["x/rilievi"]: said, GRAFO["x/accordo"]: TRIPLES}, Addresses())
    assert book.label(finding).en == "Somebody is missing: A seat"
    assert (finding, LABEL, Literal("Manca qualcuno: Un seggio", language="it")) in book.graphs[GRAFO["x/nomi"]]
