"""The ontology, its vocabularies and alignments: in two languages, within OWL 2 RL, consistent, all of it used."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import lessico
import owlrl
import pytest
from grafo import ACCORDO_ID, CASA
from lessico import ALIGNMENTS, FILES, PDZ, SCHEMES, ontology, read, vocabularies
from profilo import KINDS, breaches
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

import pdz_graph
from pdz_graph import terms

EX = Namespace("https://example.org/")
CONCEPT = terms.VOCABOLARIO.iri
LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
LISTED = (CASA.root / "ontology" / "iri-esterni.txt").read_text(encoding="utf-8").splitlines()
CORE = tuple(str(vocabulary) for vocabulary in (RDF, RDFS, OWL, SKOS, XSD))
#: Functional where they are defined: under one of them, two values would become one thing or a contradiction.
FUNCTIONAL = {
    "http://data.europa.eu/eli/ontology#date_document",
    "http://data.europa.eu/eli/ontology#date_no_longer_in_force",
    "http://data.europa.eu/eli/ontology#first_date_entry_in_force",
    "http://www.w3.org/ns/org#member",
    "http://www.w3.org/ns/org#organization",
    "https://w3id.org/italia/onto/COV/IPAcode",
    "https://w3id.org/italia/onto/COV/taxCode",
    "https://w3id.org/italia/onto/RO/isRoleInTimeOf",
    "https://w3id.org/italia/onto/RO/withRole",
}
#: What only speaks to people, or points outside: nothing follows from it.
SILENT = {RDFS.isDefinedBy, DCTERMS.source, DCTERMS.license, SKOS.inScheme, PDZ.citta, PDZ.wikidata}
#: Where owlrl writes the contradictions that it meets.
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
PREFIXES = f"""
    @prefix ex: <{EX}> . @prefix owl: <{OWL}> . @prefix pdz: <{PDZ}> . @prefix rdfs: <{RDFS}> . @prefix xsd: <{XSD}> .
    @prefix carica: <{CONCEPT}carica/> . @prefix tipo: <{CONCEPT}tipo-ente/> .
"""
REGISTER = """
    ex:accordo a pdz:Accordo ; pdz:firmatario ex:comune , ex:provincia .
    ex:comune pdz:tipo tipo:comune .
    ex:fuori pdz:tipo tipo:comune .
    ex:provincia pdz:tipo tipo:provincia .
    ex:unione pdz:tipo tipo:unione_comuni .
    ex:coop a pdz:CooperativaSociale .
    ex:punto pdz:parteDi ex:comma . ex:comma pdz:parteDi ex:articolo .
    ex:incarico pdz:seggio ex:seggio ; pdz:persona ex:anna , ex:bruno .
"""


def _turtle(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def _languages(graph: Graph, subject: Node, predicate: Node) -> list[str | None]:
    said = [o for o in graph.objects(subject, predicate) if isinstance(o, Literal) and str(o).strip()]
    return sorted((literal.language for literal in said), key=str)


def _closure(*graphs: Graph) -> Graph:
    """Close the graphs under OWL 2 RL, without their texts and whatever says nothing to a reasoner."""
    closed = Graph()
    for graph in graphs:
        for subject, predicate, value in graph:
            if predicate not in SILENT and not isinstance(value, Literal):
                closed.add((subject, predicate, value))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    return closed


def _contradictions(closed: Graph) -> list[str]:
    nothing = [f"{subject} is of no possible class" for subject in closed.subjects(RDF.type, OWL.Nothing)]
    return sorted([*map(str, closed.objects(None, ERROR)), *nothing])


# What is said.


@pytest.mark.parametrize("term", lessico.declared(), ids=lambda term: str(term).removeprefix(terms.PDZ.iri))
def test_a_term_is_said_in_both_languages(term: URIRef) -> None:
    graph = ontology()
    kinds = KINDS.intersection(graph.objects(term, RDF.type))
    assert len(kinds) == 1
    assert term.removeprefix(PDZ)[0].isupper() == (OWL.Class in kinds)
    assert _languages(graph, term, RDFS.label) == ["en", "it"]
    assert _languages(graph, term, RDFS.comment) == ["en", "it"]
    assert list(graph.objects(term, RDFS.isDefinedBy)) == [URIRef(PDZ.removesuffix("#"))]


def test_a_term_is_declared_in_one_file() -> None:
    defined = [str(term) for path in FILES for term in set(read(path).subjects(RDFS.isDefinedBy))]
    assert sorted(defined) == [str(term) for term in lessico.declared()]


@pytest.mark.parametrize("path", [CASA.root / "ontology" / "pdz.ttl", ALIGNMENTS], ids=lambda path: path.name)
def test_a_head_says_title_licence_and_the_version_of_the_package(path: Path) -> None:
    graph = read(path)
    (head,) = graph.subjects(RDF.type, OWL.Ontology)
    assert _languages(graph, head, DCTERMS.title) == ["en", "it"]
    assert _languages(graph, head, DCTERMS.description) == ["en", "it"]
    assert graph.value(head, DCTERMS.license) == LICENCE
    assert graph.value(head, OWL.versionInfo) == Literal(pdz_graph.__version__)


@pytest.mark.parametrize("path", [*FILES, ALIGNMENTS, *SCHEMES], ids=lambda path: path.name)
def test_a_file_opens_with_a_sentence_and_aligned_prefixes(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix")]
    rest = "\n".join(line for line in lines if not line.startswith(("@", "#")))
    assert lines[0].startswith("# ")
    assert lines[0].endswith(".")
    assert prefixes == sorted(prefixes)
    assert len({line.index("<") for line in prefixes}) == 1
    assert [line for line in prefixes if line.split()[1] not in rest] == []


# The words and their use.


def test_every_word_that_is_used_is_declared() -> None:
    assert lessico.undeclared() == []


def test_every_word_that_is_declared_is_used() -> None:
    assert lessico.unused() == []


# The profile, and what follows.


def test_the_ontology_and_the_alignments_are_in_owl_2_rl() -> None:
    assert breaches(ontology() + read(ALIGNMENTS)) == []


@pytest.mark.parametrize(
    "axiom",
    [
        "pdz:Comune rdfs:subClassOf [ a owl:Restriction ; owl:onProperty pdz:tipo ; owl:someValuesFrom pdz:Ente ]",
        "pdz:Ente rdfs:subClassOf [ a owl:Class ; owl:unionOf ( pdz:EntePubblico pdz:Fondazione ) ]",
        "pdz:Ente owl:equivalentClass [ a owl:Class ; owl:unionOf ( pdz:EntePubblico pdz:Fondazione ) ]",
        "pdz:Ente owl:unionOf ( pdz:EntePubblico pdz:Fondazione ) ; rdfs:subClassOf pdz:Aggregazione",
        "[] a owl:Class ; owl:complementOf pdz:Ente ; rdfs:subClassOf pdz:Organo",
        "pdz:Ente rdfs:subClassOf owl:Thing",
        "pdz:persona a owl:FunctionalProperty",
        "pdz:dal rdfs:range xsd:date",
        "pdz:persona a owl:DatatypeProperty",
        "pdz:persona owl:propertyDisjointWith pdz:ente",
        "[ owl:inverseOf pdz:membro ] rdfs:subPropertyOf pdz:ente",
    ],
)
def test_what_the_profile_does_not_admit_is_told(axiom: str) -> None:
    assert len(breaches(ontology() + _turtle(f"{axiom} ."))) > 0


@cache
def _closed_register() -> Graph:
    return _closure(ontology(), _turtle(REGISTER))


@pytest.mark.parametrize(
    "triple",
    [
        "ex:comune a pdz:Comune",
        "ex:comune a pdz:EntePubblico",
        "ex:comune a pdz:ComuneFirmatario",
        "ex:comune pdz:firmatarioDi ex:accordo",
        "ex:unione a pdz:Aggregazione",
        "ex:coop a pdz:EnteDelTerzoSettore",
        "ex:coop pdz:tipo tipo:cooperativa_sociale",
        "ex:punto pdz:parteDi ex:articolo",
        "ex:incarico a pdz:Incarico",
    ],
)
def test_what_has_to_follow_does(triple: str) -> None:
    (expected,) = _turtle(f"{triple} .")
    assert expected in _closed_register()


@pytest.mark.parametrize(
    "triple",
    [
        "ex:fuori a pdz:ComuneFirmatario",
        "ex:provincia a pdz:ComuneFirmatario",
        "ex:comune a pdz:Aggregazione",
        "ex:anna owl:sameAs ex:bruno",
        "ex:comune owl:sameAs ex:provincia",
    ],
)
def test_what_must_not_follow_does_not(triple: str) -> None:
    (feared,) = _turtle(f"{triple} .")
    assert feared not in _closed_register()


def test_the_ontology_its_vocabularies_and_the_accordo_do_not_contradict_themselves() -> None:
    accordo = read(*CASA.accordo_files(ACCORDO_ID))
    assert _contradictions(_closure(ontology(), vocabularies(), accordo)) == []


@pytest.mark.parametrize(
    "clash",
    [
        "ex:accordo pdz:firmatario ex:anna . ex:carica pdz:persona ex:anna",
        "ex:ente pdz:tipo tipo:comune , tipo:asl",
        "ex:organo a pdz:UfficioDiPiano , pdz:ComitatoRistretto",
        "ex:fatto pdz:seggio ex:seggio ; pdz:carica carica:sindaco",
    ],
)
def test_a_contradiction_is_found(clash: str) -> None:
    assert len(_contradictions(_closure(ontology(), _turtle(f"{clash} .")))) > 0


# The vocabularies.


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_a_scheme_says_each_concept_in_both_languages_by_its_code(path: Path) -> None:
    graph = read(path)
    scheme = URIRef(CONCEPT + path.stem)
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    assert _languages(graph, scheme, DCTERMS.title) == ["en", "it"]
    assert graph.value(scheme, DCTERMS.license) == LICENCE
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert concepts | {scheme} == set(graph.subjects())
    for concept in concepts:
        code = str(concept).removeprefix(f"{scheme}/")
        assert list(graph.objects(concept, SKOS.notation)) == [Literal(code)]
        assert list(graph.objects(concept, SKOS.inScheme)) == [scheme]
        assert _languages(graph, concept, SKOS.prefLabel) == ["en", "it"]
        assert _languages(graph, concept, SKOS.definition) == ["en", "it"]


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_a_name_means_one_concept_of_its_scheme(path: Path) -> None:
    graph = read(path)
    names = [(str(o).casefold(), o.language, s) for p in (SKOS.prefLabel, SKOS.altLabel) for s, o in _texts(graph, p)]
    assert len({(name, language) for name, language, _ in names}) == len(names)


def _texts(graph: Graph, predicate: Node) -> list[tuple[Node, Literal]]:
    return [(s, o) for s, o in graph.subject_objects(predicate) if isinstance(o, Literal)]


def test_every_concept_that_the_ontology_and_the_alignments_name_exists() -> None:
    named = {node for triple in ontology() + read(ALIGNMENTS) for node in triple if str(node).startswith(CONCEPT)}
    assert named - set(vocabularies().subjects(RDF.type, SKOS.Concept)) == set()


# The alignments.


def test_the_list_of_external_iris_is_sorted_and_has_no_doubles() -> None:
    assert sorted(set(LISTED)) == LISTED


def test_an_alignment_joins_what_is_ours_to_a_listed_iri() -> None:
    graph = read(ALIGNMENTS)
    heads = set(graph.subjects(RDF.type, OWL.Ontology))
    said = [triple for triple in graph if triple[0] not in heads]
    outside = {str(node) for triple in said for node in triple if isinstance(node, URIRef) and not _ours(node)}
    assert outside - set(LISTED) == set()
    assert [s for s, _, _ in said if isinstance(s, URIRef) and not str(s).startswith(terms.BASE)] == []


def test_no_alignment_makes_a_functional_property_of_ours() -> None:
    aligned = {str(o) for _, o in read(ALIGNMENTS).subject_objects(RDFS.subPropertyOf)}
    assert aligned & FUNCTIONAL == set()


def test_nothing_else_depends_on_the_alignments() -> None:
    named = {node for triple in ontology() + vocabularies() for node in triple if isinstance(node, URIRef)}
    strangers = {node for node in named if not _ours(node) and not str(node).startswith(str(DCTERMS))}
    assert strangers == {LICENCE}


def _ours(node: Node) -> bool:
    return str(node).startswith((terms.BASE, *CORE))
