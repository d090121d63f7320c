"""A publication for the tests of what is said of the data as a whole: the example register, judged on a day, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from grafo import ACCORDO_ID, CASA
from pyoxigraph import NamedNode

from pdz_graph.agreement import Agreement
from pdz_graph.dataset import dataset
from pdz_graph.errors import Text
from pdz_graph.facts import Triple, triples_of
from pdz_graph.judgement import Judgement
from pdz_graph.linked.addresses import Addresses
from pdz_graph.linked.book import Book
from pdz_graph.metadata.files import closing, files
from pdz_graph.metadata.record import catalogued
from pdz_graph.terms import GRAFO, of_accordo

DAY = date(2013, 6, 30)
REGISTER = CASA.root / "data" / "esempi" / "registro-conforme"
DATASET, CATALOGUE = of_accordo(ACCORDO_ID, "dataset"), of_accordo(ACCORDO_ID, "catalogo")
ELSEWHERE = "https://dati.example/pdz/"
SERVICE = "https://dati.example/sparql"


@dataclass(frozen=True)
class Happened:
    """Something that happened."""

    day: date
    kind: Text
    label: Text
    iri: str


@dataclass(frozen=True)
class Publication:
    """An accordo as it goes out."""

    agreement: Agreement
    judgement: Judgement
    book: Book
    version: str = "1.2.3"
    service: str = ""
    happenings: tuple[Happened, ...] = ()


HAPPENINGS = tuple(
    Happened(date(2012, 4, number), Text(f"inizio {kind}", f"beginning {kind}"), Text(label, label), one.value)
    for number, kind, label, one in (
        (1, "A", "tre < quattro & «cinque»\x00\x08", of_accordo(ACCORDO_ID, "seggio", "udp-asl")),
        (1, "B", "]]> <script>alert(1)</script>", of_accordo(ACCORDO_ID, "seggio", "udp-asl")),
        (1, "B", "un'altra volta lo stesso", of_accordo(ACCORDO_ID, "seggio", "udp-asl")),
        (5, "A", "dopo", NamedNode(f"{DATASET.value}#validita")),
    )
)


@cache
def judged() -> tuple[Agreement, Judgement, Mapping[NamedNode, tuple[Triple, ...]]]:
    """Return the accordo, its judgement with the example register, and the graphs of it."""
    agreement = Agreement(CASA, ACCORDO_ID)
    read = agreement.read_register([REGISTER])
    judgement = agreement.judge_facts(read.quads, read.notices, DAY, today=DAY)
    return agreement, judgement, dataset(agreement.commons, agreement.quads, triples_of(read.quads), judgement).graphs


def publication(base: str = "", service: str = "", more: Iterable[Triple] = ()) -> Publication:
    """Return the example as it goes out from a base, with ``more`` said in its accordo."""
    agreement, judgement, graphs = judged()
    accordo = GRAFO[f"{ACCORDO_ID}/accordo"]
    told = {**graphs, accordo: (*graphs[accordo], *more)}
    book = Book(ACCORDO_ID, told, Addresses(base) if base else Addresses())
    book = catalogued(book, agreement, judgement, version="1.2.3", service=service)
    return Publication(agreement, judgement, book, service=service, happenings=HAPPENINGS)


@cache
def example() -> Publication:
    """Return the example on the project's own base."""
    return publication()


@cache
def written(base: str = "") -> Mapping[str, bytes]:
    """Return the files of the example, with two pages."""
    published = publication(base) if base else example()
    found = dict(files(published, ["index", "norme"]))
    return {**found, **dict(closing(published, found))}


def reversed_happenings(published: Publication) -> Publication:
    """Return a publication in which the same happened, told in another order."""
    return replace(published, happenings=published.happenings[::-1])
