"""The words, the shapes, the graphs, the problems and the questions have pages that say what the data say, once."""

from __future__ import annotations

import ast
import csv
import io
import re
from collections import Counter
from functools import cache

import pytest
from piani import modules
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse
from sito import Elemento, Sito, accordo, scena, sito

from pdz_graph.answers import Graph, Rows
from pdz_graph.errors import Text
from pdz_graph.pages.places import said_words
from pdz_graph.pages.places.asked import answer_of, chosen
from pdz_graph.parameters import LANGUAGE
from pdz_graph.terms import GRAFO, NOTATION, OWL, PDZ, RDFS, SH, SKOS, TYPE
from pdz_graph.words import LANGUAGES, SUBJECTS

#: Who refuses what is asked over HTTP, and the codes that only the command knows.
_REFUSE = {"Refused", "bad_request", "unavailable", "UsageError"}
_ROOMS, _APART = {"web", "guard", "parameters", "catalogue", "asking", "jail"}, ("question-", "serve-")
SERVICE = "http://127.0.0.1:1/"


@cache
def served() -> Sito:
    """A site beside which a service answers."""
    return Sito(scena(service=SERVICE))


@pytest.mark.parametrize("path", ["onto", "shapes"])
def test_every_word_stands_once_with_all_that_is_said_of_it(path: str) -> None:
    site = sito()
    book, page = site.scene.book, site.page(path)
    ids = Counter(page.ids)
    words = {one.marks["id"]: one for one in page.every("section", class_="word")}
    for thing in book.documents[path]:
        fragment = thing.value.partition("#")[2]
        if not fragment:
            continue
        assert ids[fragment] == 1
        word = words[fragment]
        text = word.text
        rows = [one for body in word.every("tbody") for one in body.inside if isinstance(one, Elemento)]
        leads = [name for name, some in book.into(thing).items() if name != TYPE and any(map(_named, some))]
        assert len(rows) == len(book.said(thing)) + len(leads)
        for values in book.said(thing).values():
            for value in values:
                if isinstance(value, Literal) and "\n" not in value.value:
                    assert re.sub(r"\s+", " ", book.label(value).it).strip() in text or _truth(value)


def _named(node: object) -> bool:
    return isinstance(node, NamedNode)


def _truth(value: Literal) -> bool:
    return value.value in ("true", "false")


def test_the_page_of_the_ontology_has_every_class_and_every_property() -> None:
    site = sito()
    book, page = site.scene.book, site.page("onto")
    tree = {one.marks["href"] for one in page.section("classi").every("a")}
    for kind, anchor in (
        ("Class", "classi"),
        ("ObjectProperty", "ObjectProperty"),
        ("DatatypeProperty", "DatatypeProperty"),
    ):
        listed = {one.marks["href"] for one in page.section(anchor).every("a")}
        words = [one for one in book.of_kind(OWL[kind]) if one in PDZ]
        assert {f"onto.it.html#{PDZ.name(one)}" for one in words} <= listed
    for one in book.of_kind(OWL["Class"]):
        above = [value for value in book.all(one, RDFS["subClassOf"]) if value in PDZ]
        if above and one in PDZ:
            assert f"onto.it.html#{PDZ.name(one)}" in tree
    below = page.section("classi").every("ul", class_="tree")[0].every("ul")
    assert below


def test_alignments_are_told_word_by_word() -> None:
    site = sito()
    rows = site.page("onto/allineamenti").section("allineamenti").every("tr")
    triples = site.scene.book.graphs[GRAFO["allineamenti"]]
    ours = [
        triple
        for triple in triples
        if triple[1] != TYPE
        and all(isinstance(one, NamedNode) for one in triple)
        and site.scene.addresses.ours(triple[0])
    ]
    assert 100 < len(rows) - 1 <= len(ours)
    assert "skos:closeMatch" in site.page("onto/allineamenti").main.text


def test_every_vocabulary_has_its_concepts_and_every_concept_its_meaning() -> None:
    site = sito()
    book = site.scene.book
    listed = {one.marks["href"] for one in site.page("vocabolari").main.every("a")}
    for scheme in filter(site.scene.addresses.ours, book.of_kind(SKOS["ConceptScheme"])):
        path = site.scene.addresses.path(scheme)
        assert f"{path}.it.html" in listed
        page = site.page(path)
        concepts = book.subjects(SKOS["inScheme"], scheme)
        assert len(page.section("voci").every("tr")) == len(concepts) + 1
        for concept in concepts:
            own = site.page(site.scene.addresses.path(concept))
            assert book.value(concept, NOTATION) in own.main.text
            assert book.text(concept, SKOS["definition"], "it") in own.main.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_kinds_of_norm_tell_what_breaks_them_and_how_that_is_mended(lang: str) -> None:
    site = sito()
    text = site.page("shapes", lang).section("generi").text
    for kind in accordo().kinds:
        for one in kind.constraints:
            assert re.sub(r"\s+", " ", one.message.say(lang)) in text
            assert re.sub(r"\s+", " ", one.remedy.say(lang)) in text
    rules = site.page("shapes", lang).section("registro")
    forms = list(site.scene.book.of_kind(SH["NodeShape"]))
    assert len(rules.every("tr")) - 1 == len(forms) - len(accordo().kinds)


def test_the_graph_of_the_shapes_has_names_of_its_own_for_what_has_none() -> None:
    commons = accordo().commons
    mine = {one.value for triple in commons.forms for one in triple if isinstance(one, BlankNode)}
    theirs = {
        one.value
        for graph in commons.graphs.values()
        for triple in graph
        for one in triple
        if isinstance(one, BlankNode)
    }
    assert mine
    assert theirs
    assert not mine & theirs
    assert len(commons.forms) == len({(quad.subject, quad.predicate, quad.object) for quad in commons.shapes})


def test_a_graph_tells_how_much_it_holds() -> None:
    site = sito()
    for graph, triples in site.scene.book.graphs.items():
        page = site.page(site.scene.addresses.path(graph), "en")
        assert f"{len(triples):,}" in page.main.text
        assert site.scene.addresses.iri(graph.value) in page.main.text
    assert {graph.value.rpartition("/")[2] for graph in site.scene.book.graphs} <= set(said_words.GRAPHS_SAID)


def test_every_problem_of_the_service_has_a_page() -> None:
    found = set()
    for module in modules().values():
        if module.room in _ROOMS:
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _REFUSE:
                    codes = [one.value for one in node.args[:2] if isinstance(one, ast.Constant)]
                    found |= {code for code in codes if isinstance(code, str) and not code.startswith(_APART)}
    assert len(found) > 25
    assert found <= set(said_words.PROBLEMS)
    for code, (status, why) in said_words.PROBLEMS.items():
        page = sito().page(f"problema/{code}")
        assert str(status) in page.main.text
        assert why.it in page.main.text
        assert f"problema/{code}.it.html" in sito().page("problema").links


def test_every_question_stands_under_its_subject_and_has_a_page() -> None:
    site = sito()
    page = site.page("domande", "en")
    questions = accordo().commons.questions
    assert {one.tags[0] for one in questions.values()} <= set(SUBJECTS)
    for name, question in questions.items():
        under = page.section(f"tema-{question.tags[0]}")
        assert [one.text for one in under.every("a") if one.marks["href"] == f"domande/{name}.en.html"] == [
            question.summary.en
        ]
        own = site.page(f"domande/{name}", "en")
        assert own.one("h1").text == question.summary.en
        assert re.sub(r"\s+", " ", question.description.en).strip() in own.main.text
        written = own.section("sparql").one("code").text
        assert written.split()[0] in ("PREFIX", "SELECT", "CONSTRUCT", "ASK")
        assert "#+" not in written


def test_an_answer_is_shown_with_links_and_given_whole() -> None:
    site = sito()
    answered = answer_of(site.scene, "verdetti", "it")
    assert isinstance(answered, Rows)
    page = site.page("domande/verdetti")
    rows = page.section("risposta-oggi").every("tr")[1:]
    assert len(rows) == min(len(answered), 200)
    told = list(csv.reader(io.StringIO(site["domande/verdetti.csv"].decode())))
    assert told[0] == list(answered.names)
    assert len(told) - 1 == len(answered)
    assert f"Righe: {len(answered)}." in page.main.text
    graph = answer_of(site.scene, "rete-in-grafo", "it")
    assert isinstance(graph, Graph)
    assert len(list(parse(site["domande/rete-in-grafo.ttl"], RdfFormat.TURTLE))) == len(graph)
    links = site.page("domande/rete-in-grafo").section("risposta-oggi").every("a")
    assert any(one.marks["href"].startswith("../accordo/") for one in links)


def test_a_name_that_only_repeats_a_link_is_not_shown_twice() -> None:
    site = sito()
    names = [one.text for one in site.page("domande/verdetti").section("risposta-oggi").every("th")]
    answered = answer_of(site.scene, "verdetti", "it")
    assert isinstance(answered, Rows)
    assert "stato" in names
    assert "nome_dello_stato" in answered.names
    assert "nome dello stato" not in names


def test_without_a_service_a_question_tells_how_to_ask_it() -> None:
    page = sito().page("domande/chi-siede")
    assert page.every("form") == []
    assert "pdz query chi-siede --param organo=cris" in page.main.text
    assert [one for one in page.every("script") if "run" in one.marks.get("src", "")] == []


@pytest.mark.parametrize(
    "name", ["chi-siede", "fondo-per-fonte", "variazioni-tra-due-giorni", "provenienza-di-un-fatto"]
)
def test_beside_a_service_a_question_is_a_form(name: str) -> None:
    question = accordo().commons.questions[name]
    page = served().page(f"domande/{name}", "en")
    form = page.one("form")
    assert form.marks["action"] == f"{SERVICE}queries/{name}"
    assert form.marks["method"] == "get"
    fields = {one.marks["name"] for one in form.every() if one.name in ("input", "select")}
    assert fields == {"format", *(param.name for param in question.params)}
    for param in question.params:
        if param.name == LANGUAGE:
            assert form.one("input", type="hidden").marks["value"] == "en"
        else:
            assert form.one("label", **{"for": f"p-{param.name}"}).text == param.about.en
    policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).marks["content"]
    assert f"connect-src 'self' {SERVICE}" in policy


def test_a_thing_to_choose_is_chosen_by_its_name() -> None:
    form = served().page("domande/chi-siede").one("form").one("select", id="p-organo")
    book = served().scene.book
    assert {(one.marks["value"], one.text) for one in form.every("option")} == {
        (book.value(node, NOTATION), book.label(node).it) for node in book.of_kind(PDZ["Organo"])
    }
    assert [one.marks["value"] for one in form.every("option") if "selected" in one.marks] == ["cris"]


def test_where_the_value_of_the_file_is_unknown_the_first_takes_its_place() -> None:
    question = accordo().commons.questions["chi-siede"]
    assert chosen(question, {"Organo": {"zeta": PDZ["z"], "alfa": PDZ["a"]}}) == {"organo": "alfa"}
    assert chosen(question, {"Organo": {}}) is None


def test_the_subjects_and_the_formats_are_said_once() -> None:
    from pdz_graph import words
    from pdz_graph.web.page import said as page_said

    assert page_said.SUBJECTS is words.SUBJECTS
    assert page_said.FORMATS is words.FORMATS
    assert all(isinstance(one, Text) for one in (*words.SUBJECTS.values(), *words.FORMATS.values()))
