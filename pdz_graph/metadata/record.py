"""The catalogue record of the data (DCAT-AP_IT): what they are, whose, of when and where, in which files; no clock.

What an accordo says of its data set stays where it says it (``catalogo.ttl``); here stands what follows from the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from pdz_graph.agreement import Agreement
from pdz_graph.facts import Triple
from pdz_graph.judgement import Judgement
from pdz_graph.linked.book import Book
from pdz_graph.metadata import said
from pdz_graph.metadata.around import around
from pdz_graph.metadata.counts import counted
from pdz_graph.metadata.declared import ONTOLOGY, Declared, statements, texts
from pdz_graph.metadata.distributions import Dump, dumps
from pdz_graph.terms import (
    DCAT,
    DCATAPIT,
    DCT,
    EU_FORMAT,
    EU_LANGUAGE,
    EU_THEMES,
    FOAF,
    IANA,
    LABEL,
    NOTATION,
    PROV,
    TYPE,
    of_accordo,
)


def catalogued(book: Book, agreement: Agreement, judgement: Judgement, *, version: str, service: str = "") -> Book:
    """Return a book with catalogue record and the counts of all that it holds (VoID): ``grafo/ACCORDO/catalogo``.

    ``version`` is the program's, ``service`` the address of a SPARQL service over the same graphs, "" where there is
    none. The days of issue and of change are the day judged.
    """
    told = Declared(book, agreement, judgement)
    return counted(book, tuple(dict.fromkeys(_record(told, version, service))), service)


def _record(told: Declared, version: str, service: str) -> Iterator[Triple]:
    yield from _catalog(told)
    yield from _dataset(told)
    yield from around(told, version)
    for dump in dumps(told.agreement.id):
        yield from _distribution(told, dump)
    if service:
        yield from _service(told, NamedNode(service))


def _catalog(told: Declared) -> Iterator[Triple]:
    home = told.url("index.it.html")
    yield from statements(
        told.catalog,
        (TYPE, [DCATAPIT["Catalog"], DCAT["Catalog"]]),
        *told.titled(told.catalog, said.CATALOGUE),
        told.missing(told.catalog, DCT["description"], texts(told.agreement.label)),
        (DCT["issued"], told.day),
        (DCT["modified"], told.day),
        (DCT["publisher"], told.publisher),
        (DCT["license"], told.licence),
        (DCT["language"], [EU_LANGUAGE[code] for code in said.LANGUAGES]),
        (DCAT["themeTaxonomy"], [NamedNode(EU_THEMES.iri)]),
        (DCAT["dataset"], [told.dataset]),
        (FOAF["homepage"], [home]),
    )
    yield from statements(home, (TYPE, [FOAF["Document"]]))


def _dataset(told: Declared) -> Iterator[Triple]:
    page = told.url("dati.it.html")
    yield from statements(
        told.dataset,
        (TYPE, [DCATAPIT["Dataset"], DCAT["Dataset"], PROV["Entity"]]),
        *told.titled(told.dataset, told.agreement.label),
        told.missing(told.dataset, DCT["description"], texts(told.agreement.label)),
        (DCT["identifier"], [Literal(_identifier(told))]),
        (DCT["issued"], told.day),
        (DCT["modified"], told.day),
        told.missing(told.dataset, DCT["publisher"], told.publisher),
        told.missing(told.dataset, DCT["rightsHolder"], told.holder),
        told.missing(told.dataset, DCT["license"], told.licence),
        told.missing(told.dataset, DCT["accrualPeriodicity"], told.frequency),
        told.missing(told.dataset, DCAT["theme"], told.themes),
        (DCT["language"], [EU_LANGUAGE[code] for code in said.LANGUAGES]),
        (DCT["spatial"], told.places),
        (DCT["temporal"], [told.part("validita") for _ in told.validity]),
        (DCT["conformsTo"], [ONTOLOGY]),
        (DCT["provenance"], [told.part("provenienza")]),
        (PROV["wasGeneratedBy"], [told.part("pubblicazione")]),
        (DCAT["landingPage"], [page]),
        (DCAT["distribution"], [_of(told, dump) for dump in dumps(told.agreement.id)]),
    )
    yield from statements(page, (TYPE, [FOAF["Document"]]))


def _identifier(told: Declared) -> str:
    """Return the id of the accordo behind the publisher's code: no other body has it."""
    codes = [told.book.value(one, DCT["identifier"]) or told.book.value(one, NOTATION) for one in told.publisher]
    return ":".join((*filter(None, codes), told.agreement.id))


def _of(told: Declared, dump: Dump) -> NamedNode:
    return of_accordo(told.agreement.id, "distribuzione", dump.name)


def _distribution(told: Declared, dump: Dump) -> Iterator[Triple]:
    form, media, url = EU_FORMAT[dump.form], IANA[dump.media], told.url(dump.path)
    yield from statements(
        _of(told, dump),
        (TYPE, [DCATAPIT["Distribution"], DCAT["Distribution"]]),
        (DCT["title"], texts(dump.title)),
        (DCT["description"], texts(dump.about)),
        (LABEL, texts(dump.title)),
        (DCT["format"], [form]),
        (DCAT["mediaType"], [media]),
        (DCT["license"], told.licence),
        (DCT["modified"], told.day),
        (DCAT["accessURL"], [url]),
        (DCAT["downloadURL"], [url]),
    )
    yield from statements(form, (TYPE, [DCT["MediaTypeOrExtent"]]))
    yield from statements(media, (TYPE, [DCT["MediaType"]]))


def _service(told: Declared, address: NamedNode) -> Iterator[Triple]:
    node = of_accordo(told.agreement.id, "servizio")
    yield from statements(told.catalog, (DCAT["service"], [node]))
    yield from statements(
        node,
        (TYPE, [DCAT["DataService"]]),
        (DCT["title"], texts(said.SERVICE)),
        (LABEL, texts(said.SERVICE)),
        (DCT["license"], told.licence),
        (DCAT["endpointURL"], [address]),
        (DCAT["endpointDescription"], [address]),
        (DCAT["servesDataset"], [told.dataset]),
    )
