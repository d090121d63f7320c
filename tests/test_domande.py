"""The catalogue: each question in the style, with the answers that are kept, the same in every engine."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
import rdflib
from comando import Pdz
from domande import ANSWERS, FILES, SCENES, cases, counted, kept, questions, scene, written
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple, parse, parse_query_results, serialize
from quanto import WHOLE
from servente import serving
from servizi import PASSWORD, USER, virtuoso

from pdz_graph.answers import Answered, Graph, Rows
from pdz_graph.store.endpoint import Endpoint
from pdz_graph.store.remote import term_of
from pdz_graph.terms import LABEL

EACH = pytest.mark.parametrize("name", list(questions()))
EVERY = pytest.mark.parametrize(("name", "of"), list(cases()))
#: The words of SPARQL, which the style writes in upper case.
WORDS = re.compile(
    r"\b(select|construct|ask|where|values|optional|filter|union|bind|order by|group by|having|distinct|prefix|as|"
    r"not exists|exists|minus|count|sum|min|max|bound|lang|coalesce|if|graph|limit)\b(?! *[:}])"
)


@EACH
def test_a_question_is_written_in_the_style(name: str) -> None:
    question = questions()[name]
    header, _, query = question.text.partition("\n\n")
    assert all(line.startswith("#+ ") for line in header.splitlines())
    assert question.summary.it.endswith("?")
    assert question.summary.en.endswith("?")
    assert question.description.it
    assert question.description.en
    assert question.tags
    assert len(query.splitlines()) <= 70
    bare = re.sub(r'"[^"]*"|<[^>]*>|#.*', "", query)
    assert not WORDS.search(bare), WORDS.search(bare)
    assert "SELECT *" not in query
    assert "SERVICE" not in query
    assert question.form == "construct" or "\nORDER BY " in query
    assert "\t" not in query
    declared = re.findall(r"^PREFIX +([\w-]*): +<", query, re.MULTILINE)
    assert declared == sorted(declared)
    assert set(declared) == set(
        re.findall(r"(?<![\w?<:/-])([a-z][\w-]*):[\w]", re.sub(r"^PREFIX.*", "", bare, flags=re.MULTILINE))
    )


def test_a_name_is_the_question_and_no_answer_is_left_over() -> None:
    assert {kept(*case) for case in cases()} == set(ANSWERS.iterdir())


@pytest.mark.parametrize("of", FILES)
def test_a_thing_has_one_name_in_each_language(of: str) -> None:
    labels = [(q.subject, q.object) for q in scene(of).quads() if q.predicate == LABEL]
    names = [(subject, label.language) for subject, label in labels if isinstance(label, Literal)]
    assert max(Counter(names).values()) == 1
    assert not {one for one, lang in names if lang} & {one for one, lang in names if not lang}


@EVERY
def test_the_answer_is_the_one_that_is_kept(name: str, of: str) -> None:
    assert written(scene(of).ask(questions()[name].text)).decode() == kept(name, of).read_text(encoding="utf-8")


@EACH
def test_some_scene_answers_something(name: str) -> None:
    assert any(len(kept(one, of).read_bytes().splitlines()) > 1 for one, of in cases() if one == name)


def asked(of: str) -> list[str]:
    return [name for name, scene in cases() if scene == of]


EACH_SCENE = pytest.mark.parametrize("of", [*SCENES, "ufficio"])


@pytest.mark.parametrize("of", [of for of in (*SCENES, "ufficio") if WHOLE or of != "con-errori"])
def test_rdflib_answers_the_same(of: str) -> None:
    graphs = rdflib.Dataset(default_union=True)
    quads = serialize(scene(of).quads(), format=RdfFormat.N_QUADS)
    graphs.parse(data=quads, format="nquads")
    differing = [name for name in asked(of) if counted(of_rdflib(graphs, name)) != counted(ours(name, of))]
    assert differing == []


def test_virtuoso_answers_the_same(tmp_path: Path, pdz: Pdz) -> None:
    """One scene after another in a Virtuoso that holds nothing else: there the default graph is all that there is."""
    differing = []
    with virtuoso(tmp_path) as endpoint:
        for of in (*SCENES, "ufficio"):
            for graph in scene(of).graphs:
                put(endpoint, graph, scene(of).graphs[graph])
            if of == FILES[0]:
                with_our_own_doors(endpoint, tmp_path, pdz)
            answers = {name: counted(of_virtuoso(endpoint, name)) for name in asked(of)}
            differing += [(name, of) for name, found in answers.items() if found != counted(ours(name, of))]
            for graph in scene(of).graphs:
                put(endpoint, graph, ())
    assert differing == []


def with_our_own_doors(endpoint: Endpoint, folder: Path, pdz: Pdz) -> None:
    """Ask by the command, and by the server that stands before Virtuoso, what is kept of a question."""
    wanted = counted(ours("chi-siede", FILES[0]))
    said = pdz(
        "query", "chi-siede", "--endpoint", endpoint.query, "--param", "organo=cris", "--lang", "it", "--format", "json"
    )
    assert (said.status, said.err) == (0, "")
    assert counted(of_json(json.loads(said.out))) == wanted
    refused = pdz("query", "chi-siede", "--endpoint", endpoint.query, "--param", "organo=zz")
    assert refused.status == 2
    assert "ads, cris" in refused.err
    with serving(folder, "--endpoint", endpoint.query, workers=2) as server:
        found = server.get("/queries/chi-siede.json?organo=cris&lingua=it")
        assert counted(of_json(found.json)) == wanted
        assert server.get("/health").json["day"] == "2013-06-30"
        assert server.query("ASK { ?x a <https://w3id.org/pdz/onto#Firma> }").json["boolean"] is True
        graph = server.query(questions()["appartenenza-in-org"].text, accept="application/n-triples")
        assert counted(of_n_triples(graph.body)) == counted(ours("appartenenza-in-org", FILES[0]))
        assert server.query("SELECT ?x WHERE { SERVICE <http://127.0.0.1:9/> { ?x ?y ?z } }").status == 400
        assert server.query("SELECT ?x WHERE { ?x").status == 400


def ours(name: str, of: str) -> Answered:
    return scene(of).ask(questions()[name].text)


def of_rdflib(graphs: rdflib.Dataset, name: str) -> Answered:
    """Ask a question of rdflib, as it is written; to it no group at all is a row of nothing, which is left out."""
    found = graphs.query(questions()[name].text)
    if found.type == "CONSTRUCT":
        return of_n_triples(found.serialize(format="nt"))
    solutions = parse_query_results(found.serialize(format="json"), QueryResultsFormat.JSON)
    return Rows((), tuple(tuple(row) for row in solutions if any(row)))  # type: ignore[union-attr]


def put(endpoint: Endpoint, graph: NamedNode, triples: Sequence[tuple[Any, ...]]) -> None:
    """Make a graph of Virtuoso what it is to be (SPARQL 1.1 Graph Store HTTP Protocol); without triples it goes."""
    address = endpoint.update.replace("sparql-auth", "sparql-graph-crud-auth")
    said = httpx.request(
        "PUT" if triples else "DELETE",
        address,
        params={"graph-uri": graph.value},
        content=serialize((Triple(*one) for one in triples), format=RdfFormat.N_TRIPLES),
        headers={"content-type": "text/turtle"},
        auth=httpx.DigestAuth(USER, PASSWORD),
        timeout=60,
    )
    assert said.status_code in (200, 201, 404), said.text


def of_virtuoso(endpoint: Endpoint, name: str) -> Answered:
    """Ask a question of Virtuoso, as it is written."""
    graph = questions()[name].form == "construct"
    said = httpx.post(
        endpoint.query,
        data={"query": questions()[name].text},
        headers={"accept": "application/n-triples" if graph else "application/sparql-results+json"},
        timeout=60,
    )
    assert said.status_code == 200, f"{name}: {said.text[:500]}"
    return of_n_triples(said.content) if graph else of_json(said.json())


def of_n_triples(data: bytes | None) -> Graph:
    return Graph(tuple((one.subject, one.predicate, one.object) for one in parse(data or b"", RdfFormat.N_TRIPLES)))


def of_json(document: dict[str, Any]) -> Rows:
    """Return rows as any endpoint may write them in JSON: Virtuoso has a word of its own for a literal with a type."""
    names = document["head"]["vars"]
    bindings = document["results"]["bindings"]
    return Rows(
        tuple(names), tuple(tuple(term_of(row[one]) if one in row else None for one in names) for row in bindings)
    )
