"""The catalogue record has all that DCAT-AP and its Italian profile ask for, and counts what is there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyshacl
import pytest
from altra_casa import ALTRA, valverde
from dati_aperti import CATALOGUE, DATASET, DAY, ELSEWHERE, SERVICE, Publication, example, publication, written
from grafo import ACCORDO_ID
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from rdflib import RDF, Graph, URIRef
from rdflib import Literal as Said
from rdflib.namespace import DCAT, DCTERMS, FOAF, SH, XSD

from pdz_graph.dataset import dataset
from pdz_graph.facts import Triple, triples_of
from pdz_graph.linked.addresses import Addresses
from pdz_graph.linked.book import Book
from pdz_graph.metadata.dumps import canonical
from pdz_graph.metadata.files import files
from pdz_graph.metadata.record import catalogued
from pdz_graph.terms import DCAT as DATA
from pdz_graph.terms import GRAFO, VCARD, VOID, of_accordo

PROFILE = Graph().parse(Path(__file__).parent / "dcat_ap_it.ttl")
RECORD = "dati/catalogo.ttl"
DISTRIBUTION = URIRef(of_accordo(ACCORDO_ID, "distribuzione", "trig").value)
WHOLE, ALL = URIRef(DATASET.value), URIRef(CATALOGUE.value)
PUBLISHER = URIRef("https://w3id.org/pdz/ente/comune-crema")
LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
PERIOD = URIRef(f"{DATASET.value}#validita")
CONTACT = NamedNode(f"{DATASET.value}#contatto")
#: What the accordo does not say, and nobody invents: whom to write to, the terms of a thesaurus.
WANTING = {str(DCAT.contactPoint), str(DCTERMS.subject)}
ITALIAN = "http://dati.gov.it/onto/dcatapit#"


def record(data: bytes | None = None) -> Graph:
    return Graph().parse(data=data or written()[RECORD], format="turtle")


def results(graph: Graph) -> tuple[set[str], set[str]]:
    """Return the properties of which the profile finds violations, then those of which it warns."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=PROFILE)
    assert isinstance(report, Graph)
    found: tuple[set[str], set[str]] = (set(), set())
    for one in report.subjects(RDF.type, SH.ValidationResult):
        severe = report.value(one, SH.resultSeverity) == SH.Violation
        found[0 if severe else 1].add(str(report.value(one, SH.resultPath) or report.value(one, SH.focusNode)))
    return found


def test_the_record_has_no_violation_of_the_profile_and_wants_only_what_nobody_said() -> None:
    assert results(record()) == (set(), WANTING)


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        (ALL, DCTERMS.title),
        (ALL, DCTERMS.description),
        (ALL, DCTERMS.publisher),
        (ALL, DCTERMS.modified),
        (ALL, DCAT.dataset),
        (WHOLE, RDF.type),
        (WHOLE, DCTERMS.identifier),
        (WHOLE, DCTERMS.title),
        (WHOLE, DCTERMS.description),
        (WHOLE, DCTERMS.modified),
        (WHOLE, DCTERMS.rightsHolder),
        (WHOLE, DCTERMS.accrualPeriodicity),
        (WHOLE, DCAT.theme),
        (WHOLE, DCAT.distribution),
        (DISTRIBUTION, DCAT.accessURL),
        (DISTRIBUTION, DCTERMS["format"]),
        (DISTRIBUTION, DCTERMS.license),
        (PUBLISHER, FOAF.name),
        (PUBLISHER, DCTERMS.identifier),
        (LICENCE, RDF.type),
        (PERIOD, DCAT.startDate),
    ],
    ids=lambda node: node.rpartition("/")[2].rpartition("#")[2],
)
def test_what_is_left_out_is_noticed(subject: URIRef, predicate: URIRef) -> None:
    graph = record()
    assert (subject, predicate, None) in graph
    graph.remove((subject, predicate, None))
    assert results(graph)[0] != set()


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        (WHOLE, DCTERMS.identifier, Said("un altro")),
        (WHOLE, DCTERMS.rightsHolder, URIRef("https://w3id.org/pdz/ente/comune-pandino")),
        (WHOLE, DCAT.theme, URIRef("https://example.org/tema")),
        (WHOLE, DCTERMS.modified, Said("ieri")),
        (WHOLE, DCTERMS.title, Said("un altro titolo", lang="it")),
        (DISTRIBUTION, DCAT.byteSize, Said("molti", datatype=XSD.string)),
        (DISTRIBUTION, DCTERMS.license, URIRef("https://example.org/licenza")),
        (PERIOD, DCAT.startDate, Said("2020-01-01", datatype=XSD.date)),
        (WHOLE, DCAT.contactPoint, URIRef("https://example.org/nessuno")),
    ],
    ids=lambda node: str(node).rpartition("/")[2].rpartition("#")[2],
)
def test_what_is_said_wrong_or_twice_is_noticed(subject: URIRef, predicate: URIRef, value: URIRef | Said) -> None:
    graph = record()
    graph.add((subject, predicate, value))
    assert results(graph)[0] != set()


def test_who_may_be_written_to_is_told_where_an_address_is_given() -> None:
    told: list[Triple] = [
        (DATASET, DATA["contactPoint"], CONTACT),
        (CONTACT, VCARD["fn"], Literal("Ufficio di Piano")),
        (CONTACT, VCARD["hasEmail"], NamedNode("mailto:ufficio@example.org")),
    ]
    assert results(_record_of(publication(more=told))) == (set(), {str(DCTERMS.subject)})
    assert results(_record_of(publication(more=told[:2])))[0] == {str(DCAT.contactPoint)}


def _record_of(published: Publication) -> Graph:
    return record(dict(files(published, []))[RECORD])


def test_the_record_is_the_same_in_every_form() -> None:
    forms = {"ttl": RdfFormat.TURTLE, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD}
    said = {canonical(written()[f"dati/catalogo.{ending}"], form) for ending, form in forms.items()}
    assert len(said) == 1


def test_another_accordo_has_a_record_though_it_says_nothing_of_its_data(tmp_path: Path) -> None:
    agreement = valverde(tmp_path)
    read = agreement.read_register([ALTRA / "registro"])
    judgement = agreement.judge_facts(read.quads, read.notices, today=DAY)
    graphs = dataset(agreement.commons, agreement.quads, triples_of(read.quads), judgement).graphs
    book = catalogued(Book(agreement.id, graphs, Addresses()), agreement, judgement, version="1.2.3")
    graph = _record_of(Publication(agreement, judgement, book))
    whole = URIRef(of_accordo(agreement.id, "dataset").value)
    assert results(graph)[0] == set()
    assert graph.value(whole, DCTERMS.rightsHolder) == URIRef("https://w3id.org/pdz/ente/comune-rocca-finta")
    assert graph.value(whole, DCTERMS.license) == LICENCE


def test_days_are_those_judged_and_the_validity_is_that_of_the_reading() -> None:
    graph = record()
    assert {str(day) for day in graph.objects(WHOLE, DCTERMS.modified)} == {DAY.isoformat()}
    assert str(graph.value(PERIOD, DCAT.endDate)) == "2015-03-31"
    assert URIRef("https://w3id.org/pdz/ambito/cremasco") in set(graph.objects(WHOLE, DCTERMS.spatial))
    assert len(set(graph.objects(WHOLE, DCTERMS.spatial))) == 49


def test_every_file_that_the_record_offers_is_there_and_as_long_as_it_says() -> None:
    graph, offered = record(), set[str]()
    for one in graph.objects(WHOLE, DCAT.distribution):
        path = str(graph.value(one, DCAT.downloadURL)).removeprefix("https://w3id.org/pdz/")
        assert str(graph.value(one, DCAT.byteSize)) == str(len(written()[path]))
        offered.add(path)
    assert {path for path in written() if path.endswith((".csv", ".trig", ".nq", ".xlsx"))} < offered


def test_the_counts_are_those_of_the_dump() -> None:
    lines = written()[f"dati/{ACCORDO_ID}.nq"].decode().splitlines()
    counts = Graph().parse(data=written()[".well-known/void"], format="turtle")
    assert _number(counts, WHOLE, "triples") == len(lines)
    for graph in counts.objects(WHOLE, URIRef(VOID["subset"].value)):
        assert _number(counts, graph, "triples") == sum(line.endswith(f"<{graph}> .") for line in lines), graph
    quads = list(parse("\n".join(lines), RdfFormat.N_QUADS))
    assert _number(counts, WHOLE, "properties") == len({quad.predicate for quad in quads})
    assert _number(counts, WHOLE, "distinctSubjects") == len({quad.subject for quad in quads})
    assert _number(counts, URIRef(f"{WHOLE}#Norma"), "entities") == len(example().agreement.norms())


def _number(graph: Graph, node: object, name: str) -> int:
    value = graph.value(URIRef(str(node)), URIRef(VOID[name].value))
    assert isinstance(value, Said)
    return int(value)


def test_the_digest_of_the_register_is_that_of_its_lines() -> None:
    from pdz_graph.files import digest

    end = f"<{GRAFO[f'{ACCORDO_ID}/registro'].value}> ."
    lines = written()[f"dati/{ACCORDO_ID}.nq"].decode().splitlines(keepends=True)
    value = digest("".join(line for line in lines if line.endswith(f"{end}\n")).encode())
    assert value.encode() in written()[RECORD]


def test_a_service_is_told_where_there_is_one() -> None:
    served = publication(service=SERVICE)
    graph = _record_of(served)
    assert results(graph)[0] == set()
    assert (None, DCAT.endpointURL, URIRef(SERVICE)) in graph
    assert (None, DCAT.endpointURL, None) not in record()
    assert SERVICE.encode() in dict(files(served, []))[".well-known/void"]


def test_whatever_the_record_names_of_ours_has_a_document_and_a_name() -> None:
    book = example().book
    named = {term for triple in book.graphs[GRAFO[f"{ACCORDO_ID}/catalogo"]] for term in triple}
    ours = {node for node in named if isinstance(node, NamedNode) and book.addresses.ours(node)}
    assert {node for node in ours if not book.said(node)} == set()
    assert {book.addresses.path(node) for node in ours} <= set(book.documents)
    assert [path for path in book.documents if path.startswith(("dati", "index", "progetto"))] == []


def test_the_data_move_with_the_base_and_the_words_stay() -> None:
    for path, data in written(ELSEWHERE).items():
        if not path.endswith(".xlsx"):
            assert all(family not in data for family in _moved()), path
    assert b"https://w3id.org/pdz/onto" in written(ELSEWHERE)[RECORD]
    assert ELSEWHERE.encode() in written(ELSEWHERE)["sitemap.xml"]


def _moved() -> Iterable[bytes]:
    return (f"https://w3id.org/pdz/{family}".encode() for family in ("accordo", "ente", "persona", "grafo", "dati"))
