"""The forms of a document are the same statements, whoever reads them; what RDF/XML cannot say is counted."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest
from altri_lettori import by_oxigraph, by_rdflib, digest
from grafo import ACCORDO_ID, CASA
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pubblicato import forms
from pyoxigraph import BlankNode, Literal, NamedNode

from pdz_graph.commons import Commons
from pdz_graph.facts import Triple
from pdz_graph.linked.addresses import STATEMENTS, Addresses
from pdz_graph.linked.book import Book
from pdz_graph.linked.context import context_of
from pdz_graph.linked.forms import Forms
from pdz_graph.terms import ACCORDO, ENTE, GRAFO, LABEL, PDZ, RDF, RDFS, TYPE, XSD

THING = ACCORDO["x/seggio/uno"]
IRIS = st.sampled_from(
    [
        THING,
        PDZ["Seggio"],
        ENTE["comune-crema"],
        *map(
            NamedNode,
            (
                "http://dati.example/cities/019035-(1948-01-01)",
                "http://dati.example/?a=1&b='2'#è%20é",
                "http://dati.example/cart%C3%A8/[1]".replace("[1]", "%5B1%5D"),
                "urn:isbn:9788804",
                "tag:dati.example,2013:uno",
                "mailto:nessuno@dati.example",
            ),
        ),
    ]
)
BLANKS = st.sampled_from([BlankNode("a"), BlankNode("b1"), BlankNode("1c")])
#: Properties that any form can write, and one that RDF/XML cannot.
SAYABLE = (
    *(PDZ[name] for name in ("dal", "seggio", "esaminato", "minimo", "verificabile", "importo", "dice", "nome", "al")),
    *(LABEL, TYPE, RDFS["seeAlso"], RDF["first"], RDF["_1"]),
    *map(NamedNode, ("http://voc.example/a-1", "http://voc.example/v#1a", "http://voc.example/?b=è", "urn:voc:x.y")),
)
UNSAYABLE = (
    *map(NamedNode, ("http://voc.example/123", "http://voc.example/?b=")),
    NamedNode("http://voc.example/"),
    RDF["li"],
    RDF["Description"],
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.text("\r\n\t\"'\\<>&]\u202e\u2066\u0085\u2028\ufeff{}@ ", max_size=8),
)
DATATYPES = [XSD[name] for name in ("date", "integer", "boolean", "decimal", "double", "gYear", "anyURI")]
NUMBERS = {XSD[name] for name in ("integer", "decimal", "double")}
TYPED = st.sampled_from(
    ["2013-06-30", "2013-02-30", "5", "05", "-0", "99999999999999999999", "true", "1", "1.50", "1E3", " 5 ", "INF", "²"]
)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.builds(
        lambda text, lang: Literal(text, language=lang), TEXTS, st.sampled_from(["it", "en", "it-it", "zh-hans"])
    ),
    st.builds(lambda text, kind: Literal(text, datatype=kind), TYPED, st.sampled_from(DATATYPES)),
    st.builds(lambda text: Literal(text, datatype=NamedNode("http://voc.example/tipo")), TEXTS),
)
GRAPHS = st.lists(
    st.tuples(st.one_of(IRIS, BLANKS), st.sampled_from(SAYABLE), st.one_of(IRIS, BLANKS, LITERALS)), max_size=8
)


@cache
def made() -> Forms:
    """Return forms whose book is about one thing; what they write is given."""
    return Forms(Book("x", {GRAFO["x/registro"]: [(THING, TYPE, PDZ["Seggio"])]}, Addresses()), forms().context)


def written(triples: list[Triple], form: str) -> bytes:
    return made().said(made().ordered(triples, (THING,)), form)


@settings(max_examples=40)
@given(GRAPHS)
@example([(THING, LABEL, Literal("a\rb\n\t c"))])
@example([(THING, TYPE, NamedNode("http://dati.example/12/"))])
@example([(THING, TYPE, Literal("Seggio")), (THING, TYPE, BlankNode("a"))])
@example([(THING, LABEL, Literal("è", language="it")), (THING, LABEL, Literal("è"))])
@example([(THING, PDZ["seggio"], Literal(str(THING))), (THING, PDZ["seggio"], THING)])
def test_every_form_is_the_same_statements_for_every_reader(triples: list[Triple]) -> None:
    wanted = digest(triples)
    fit = [one for one in triples if not isinstance(one[2], Literal) or not NOT_XML.search(one[2].value)]
    for form in STATEMENTS:
        document = written(triples, form)
        known = wanted if form != "rdf" else digest(fit)
        for read in (by_oxigraph,) if form == "ttl" and any(map(_bare, triples)) else (by_oxigraph, by_rdflib):
            assert digest(read(document, form, made().context.written())) == known, (form, read.__name__, document)


def _bare(triple: Triple) -> bool:
    """Tell whether a value stands bare in Turtle, where rdflib keeps the number and not its form."""
    value = triple[2]
    return isinstance(value, Literal) and value.datatype in NUMBERS and value.value != "5"


NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@pytest.mark.parametrize("predicate", UNSAYABLE, ids=str)
def test_what_rdf_xml_cannot_say_is_counted_and_the_other_forms_have_it(predicate: NamedNode) -> None:
    triples: list[Triple] = [(THING, predicate, Literal("x")), (THING, LABEL, Literal("a\x01")), (THING, LABEL, THING)]
    said = written(triples, "rdf")
    assert digest(by_rdflib(said, "rdf", b"")) == digest(triples[2:])
    assert b"<!-- 2 affermazioni" in said
    assert b"<!-- 2 statements" in said
    for form in ("ttl", "nt", "jsonld"):
        assert digest(by_oxigraph(written(triples, form), form, made().context.written())) == digest(triples)


def test_an_iri_that_the_context_would_change_is_written_without_it() -> None:
    triples: list[Triple] = [(THING, PDZ["seggio"], NamedNode("skos:altro")), (NamedNode("dct:x"), LABEL, Literal("x"))]
    said = written(triples, "jsonld")
    assert b"@context" not in said
    assert digest(by_rdflib(said, "jsonld", b"{}")) == digest(triples)


def test_blank_nodes_are_called_the_same_whatever_they_were_called_before() -> None:
    first: list[Triple] = [(THING, PDZ["seggio"], BlankNode("z")), (BlankNode("z"), LABEL, Literal("x"))]
    second: list[Triple] = [(THING, PDZ["seggio"], BlankNode("9")), (BlankNode("9"), LABEL, Literal("x"))]
    for form in STATEMENTS:
        assert written(first, form) == written(list(reversed(second)), form)


def test_json_ld_is_as_people_read_it() -> None:
    path = next(one for one in forms().book.documents if "/norma/" in one)
    said = json.loads(forms().write(path, "jsonld"))
    node = said["@graph"][0]
    assert said["@context"] == "https://w3id.org/pdz/context.jsonld"
    assert node["@id"].endswith(path)
    assert "Norma" in node["@type"]
    assert set(node["label"]) == {"it", "en"}
    assert node["verificabile"] in (True, False)
    assert node["destinatario"] if isinstance(node["destinatario"], str) else all(map(str, node["destinatario"]))
    assert forms().write(path, "jsonld") == forms().write(path, "jsonld")


def test_the_context_names_every_word_of_the_ontology_and_no_register_changes_it() -> None:
    context = forms().context
    terms = json.loads(context.written())["@context"]
    assert terms["dal"] == {"@id": "pdz:dal", "@type": "xsd:date"}
    assert terms["seggio"] == {"@id": "pdz:seggio", "@type": "@id"}
    assert terms["dice"] == {"@id": "pdz:dice", "@container": "@language"}
    assert terms["label"] == {"@id": "rdfs:label", "@container": "@language"}
    words = {thing for thing in forms().book.things if thing in PDZ}
    assert {word.value for word in words} <= {*context.properties, *context.classes}
    assert context == context_of(Commons(CASA))


def test_the_days_and_the_prose_of_the_data_are_known_to_the_context() -> None:
    said: dict[str, set[str]] = {}
    for triples in forms().book.graphs.values():
        for _, predicate, value in triples:
            if predicate in PDZ and isinstance(value, Literal):
                said.setdefault(predicate.value, set()).add("@language" if value.language else value.datatype.value)
    known = forms().context.properties
    for iri, kinds in said.items():
        if kinds <= {"@language", XSD["date"].value}:
            assert {known[iri].of} == kinds, iri


def test_a_document_moves_with_the_base_and_the_words_stay() -> None:
    there = Addresses("https://dati.example/pdz/")
    moved = Forms(Book(ACCORDO_ID, forms().book.graphs, there), forms().context)
    path = f"accordo/{ACCORDO_ID}"
    for form in STATEMENTS:
        here, said = forms().write(path, form), moved.write(path, form)
        assert b"https://dati.example/pdz/accordo/" in said or form == "ttl"
        assert b"https://w3id.org/pdz/accordo/" not in said
        triples = by_oxigraph(here, form, forms().context.written())
        assert digest(there.triples(triples)) == digest(by_oxigraph(said, form, forms().context.written()))
