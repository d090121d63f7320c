"""The SPARQL 1.1 Protocol, by the cases of the W3C's suite for queries, with clients that are not ours."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from servente import CHEAP, CONFORME, CSV, DAY, DIRECT, FORM, JSON, TURTLE, Said, Server, serving
from SPARQLWrapper import CSV as AS_CSV
from SPARQLWrapper import GET, JSONLD, POST, POSTDIRECTLY, SPARQLWrapper
from SPARQLWrapper import JSON as AS_JSON
from SPARQLWrapper import TURTLE as AS_TURTLE
from SPARQLWrapper import XML as AS_XML

ONTOLOGY = "https://w3id.org/pdz/grafo/ontologia"
ACCORDO = "https://w3id.org/pdz/grafo/cremasco-2012-2014/accordo"
REGISTER = "https://w3id.org/pdz/grafo/cremasco-2012-2014/registro"
#: True where the default graph is one, and the others are not in it.
IN_DEFAULT = (
    "ASK { ?s a <http://www.w3.org/2002/07/owl#Ontology> FILTER NOT EXISTS { ?x a <https://w3id.org/pdz/onto#Norma> } }"
)
ROWS = "SELECT ?s WHERE { ?s a <https://w3id.org/pdz/onto#Organo> } ORDER BY ?s"
GRAPH = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c . ?s a <https://w3id.org/pdz/onto#Organo> }"
DESCRIBE = "DESCRIBE <https://w3id.org/pdz/accordo/cremasco-2012-2014/organo/cris>"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("protocollo")
    with serving(folder, CONFORME, "--as-of", DAY, seconds=2, workers=2) as one:
        yield one


def form(server: Server, said: object, path: str = "/sparql", **headers: str) -> Said:
    encoded = urlencode(said, doseq=True).encode()  # type: ignore[arg-type]
    return server.ask("POST", path, encoded, **{"Content_Type": FORM, "Accept": JSON} | headers)


def direct(server: Server, text: str, path: str = "/sparql", **headers: str) -> Said:
    return server.ask("POST", path, text.encode(), **{"Content_Type": DIRECT, "Accept": JSON} | headers)


def truth(said: Said) -> bool:
    assert (said.status, said.type) == (200, JSON), said.text
    found: bool = said.json["boolean"]
    return found


def test_query_get(server: Server) -> None:
    assert truth(server.query(CHEAP))


def test_query_post_form(server: Server) -> None:
    assert truth(form(server, {"query": CHEAP}))


def test_query_post_direct(server: Server) -> None:
    assert truth(direct(server, CHEAP))


def test_query_dataset_default_graph(server: Server) -> None:
    assert truth(form(server, {"query": IN_DEFAULT, "default-graph-uri": ONTOLOGY}))
    assert not truth(form(server, {"query": IN_DEFAULT}))


def test_query_dataset_default_graphs_get(server: Server) -> None:
    both = "ASK { ?o a <http://www.w3.org/2002/07/owl#Ontology> . ?x a <https://w3id.org/pdz/onto#Norma> }"
    assert truth(server.query(both, default_graph_uri=[ONTOLOGY, ACCORDO]))
    assert not truth(server.query(both, default_graph_uri=[ONTOLOGY]))


def test_query_dataset_default_graphs_post(server: Server) -> None:
    both = "ASK { ?o a <http://www.w3.org/2002/07/owl#Ontology> . ?x a <https://w3id.org/pdz/onto#Norma> }"
    path = f"/sparql?{urlencode([('default-graph-uri', ONTOLOGY), ('default-graph-uri', ACCORDO)])}"
    assert truth(direct(server, both, path))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_query_dataset_named_graphs(server: Server, method: str) -> None:
    query = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    said = (
        server.query(query, named_graph_uri=[ONTOLOGY, ACCORDO])
        if method == "GET"
        else form(server, {"query": query, "named-graph-uri": [ONTOLOGY, ACCORDO]})
    )
    assert [row["g"]["value"] for row in said.json["results"]["bindings"]] == sorted([ONTOLOGY, ACCORDO])
    assert not truth(server.query("ASK { ?s ?p ?o }", named_graph_uri=[ONTOLOGY]))


def test_query_dataset_full(server: Server) -> None:
    query = (
        "SELECT DISTINCT ?g WHERE { ?o a <http://www.w3.org/2002/07/owl#Ontology> . GRAPH ?g { ?s ?p ?v }"
        " FILTER NOT EXISTS { ?x a <https://w3id.org/pdz/onto#Norma> } }"
    )
    said = form(server, {"query": query, "default-graph-uri": ONTOLOGY, "named-graph-uri": [ACCORDO, REGISTER]})
    assert {row["g"]["value"] for row in said.json["results"]["bindings"]} == {ACCORDO, REGISTER}


def test_query_multiple_dataset_the_protocol_wins_over_from(server: Server) -> None:
    query = f"ASK FROM <{ACCORDO}> {{ ?x a <https://w3id.org/pdz/onto#Norma> }}"
    assert truth(form(server, {"query": query}))
    assert not truth(form(server, {"query": query, "default-graph-uri": ONTOLOGY}))


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (ROWS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (ROWS, JSON, JSON),
        (ROWS, CSV, CSV),
        (ROWS, "text/tab-separated-values", "text/tab-separated-values"),
        (ROWS, "", JSON),
        (ROWS, "application/json", "application/json"),
        (CHEAP, "application/sparql-results+xml", "application/sparql-results+xml"),
        (CHEAP, JSON, JSON),
        (DESCRIBE, "application/rdf+xml", "application/rdf+xml"),
        (DESCRIBE, TURTLE, TURTLE),
        (DESCRIBE, "application/n-triples", "application/n-triples"),
        (DESCRIBE, "application/ld+json", "application/ld+json"),
        (GRAPH, "application/rdf+xml, text/turtle;q=0.5", "application/rdf+xml"),
        (GRAPH, "application/rdf+xml;q=0.4, text/turtle;q=0.5", TURTLE),
        (GRAPH, "", TURTLE),
    ],
)
@pytest.mark.parametrize("how", ["get", "form", "direct"])
def test_query_content_type(server: Server, query: str, accept: str, media: str, how: str) -> None:
    headers = {"Accept": accept} if accept else {}
    said = {
        "get": lambda: server.get(f"/sparql?{urlencode({'query': query})}", **headers),
        "form": lambda: server.ask(
            "POST", "/sparql", urlencode({"query": query}).encode(), Content_Type=FORM, **headers
        ),
        "direct": lambda: server.ask("POST", "/sparql", query.encode(), Content_Type=DIRECT, **headers),
    }[how]()
    assert (said.status, said.type) == (200, media), said.text
    assert said.body


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_bad_query_method(server: Server, method: str) -> None:
    said = server.ask(method, f"/sparql?query={quote(CHEAP)}")
    assert said.status in (400, 405)
    if method != "BREW":
        assert said.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_bad_multiple_queries(server: Server) -> None:
    twice = f"query={quote(CHEAP)}&query={quote(CHEAP)}"
    for said in (
        server.get(f"/sparql?{twice}"),
        server.ask("POST", "/sparql", twice.encode(), Content_Type=FORM),
        direct(server, CHEAP, f"/sparql?query={quote(CHEAP)}"),
    ):
        assert (said.status, said.json["code"]) == (400, "query-one")


def test_bad_query_none(server: Server) -> None:
    said = form(server, {"altro": "x"})
    assert (said.status, said.json["code"]) == (400, "query-one")
    assert server.get(f"/sparql?default-graph-uri={quote(ONTOLOGY)}").status == 400


def test_bad_query_wrong_media_type(server: Server) -> None:
    said = direct(server, CHEAP, Content_Type="text/plain")
    assert (said.status, said.json["code"]) == (415, "content-type")
    assert said.headers["accept-post"] == f"{DIRECT}, {FORM}"


def test_bad_query_missing_form_type(server: Server) -> None:
    assert server.ask("POST", "/sparql", urlencode({"query": CHEAP}).encode()).status == 415


def test_bad_query_missing_direct_type(server: Server) -> None:
    assert server.ask("POST", "/sparql", CHEAP.encode()).status == 415


def test_bad_query_non_utf8(server: Server) -> None:
    for said in (
        server.ask("POST", "/sparql", CHEAP.encode("utf-16"), Content_Type=f"{DIRECT}; charset=UTF-16"),
        server.ask("POST", "/sparql", CHEAP.encode("utf-16"), Content_Type=DIRECT),
        server.ask("POST", "/sparql", b"query=ASK%7B%FF%7D", Content_Type=FORM),
        server.get("/sparql?query=ASK%7B%FF%7D"),
    ):
        assert (said.status, said.json["code"]) == (400, "encoding")
    assert truth(direct(server, 'ASK { FILTER("è" = "\\u00E8") }', Content_Type=f'{DIRECT}; charset="utf-8"'))


@pytest.mark.parametrize("query", ["ASK { ?s ?p ?o", "SELECT nonsense", "", "ASK { x:y ?p ?o }", "ASK {} ASK {}"])
def test_bad_query_syntax(server: Server, query: str) -> None:
    for said in (server.query(query), form(server, {"query": query}), direct(server, query)):
        assert said.status == 400, said.text
        assert said.type == "application/problem+json"


@pytest.mark.parametrize("update", ["CLEAR ALL", "INSERT DATA { <x:a> <x:b> <x:c> }", "DROP SILENT ALL", "LOAD <x:a>"])
def test_an_update_is_refused_however_it_is_asked(server: Server, update: str) -> None:
    for said in (
        form(server, {"update": update}),
        direct(server, update, Content_Type="application/sparql-update"),
        server.get(f"/sparql?{urlencode({'update': update})}"),
    ):
        assert (said.status, said.json["code"]) == (403, "update")
    for said in (server.query(update), form(server, {"query": update}), direct(server, update)):
        assert said.status == 400
    assert truth(server.query(f"ASK {{ GRAPH <{ONTOLOGY}> {{ ?s ?p ?o }} }}"))


def test_a_graph_without_a_name_is_refused(server: Server) -> None:
    said = server.query(CHEAP, default_graph_uri="non un IRI")
    assert (said.status, said.json["code"]) == (400, "graph-iri")


def test_what_nobody_can_give_is_not_acceptable_and_what_can_is_told(server: Server) -> None:
    said = server.query(ROWS, accept="image/png")
    assert (said.status, said.json["code"]) == (406, "not-acceptable")
    assert JSON in said.json["remedy"]
    assert server.query(ROWS, accept="text/turtle").status == 406
    assert server.query(GRAPH, accept=f"{JSON}, text/turtle;q=0").status == 406


def test_head_is_get_without_a_body(server: Server) -> None:
    path = f"/sparql?{urlencode({'query': ROWS})}"
    got, head = server.get(path, Accept=CSV), server.ask("HEAD", path, Accept=CSV)
    assert (head.status, head.body) == (200, b"")
    assert {n: v for n, v in head.headers.items() if n in ("content-type", "content-length", "etag")} == {
        n: v for n, v in got.headers.items() if n in ("content-type", "content-length", "etag")
    }


@pytest.mark.parametrize("media", [TURTLE, "application/ld+json", "application/rdf+xml", "application/n-triples"])
def test_without_a_query_the_service_describes_itself(server: Server, media: str) -> None:
    from pyoxigraph import RdfFormat, Store

    said = server.get("/sparql", Accept=media)
    assert (said.status, said.type) == (200, media)
    store = Store()
    form = RdfFormat.from_media_type(media)
    assert form
    store.load(said.body, format=form)
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
    found = store.query(f"{sd} ASK {{ ?s a sd:Service ; sd:endpoint ?e ; sd:supportedLanguage sd:SPARQL11Query }}")
    assert bool(found)
    names = store.query(f"{sd} SELECT ?n WHERE {{ ?s sd:defaultDataset/sd:namedGraph/sd:name ?n }}")
    assert ONTOLOGY in {row[0].value for row in names}  # type: ignore[union-attr]


def test_a_browser_is_sent_to_the_page(server: Server) -> None:
    said = server.get("/sparql", Accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert (said.status, said.headers["location"]) == (303, "query")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("directly", [False, True])
def test_sparqlwrapper_gets_every_form(server: Server, method: str, directly: bool) -> None:
    def ask(query: str, form: str) -> Any:
        wrapper = SPARQLWrapper(f"{server.address}/sparql", returnFormat=form)
        wrapper.setMethod(method)
        if directly and method == POST:
            wrapper.setRequestMethod(POSTDIRECTLY)
        wrapper.setQuery(query)
        return wrapper.query().convert()

    rows = ask(ROWS, AS_JSON)["results"]["bindings"]
    assert len(rows) == 5
    assert len(ask(ROWS, AS_XML).getElementsByTagName("result")) == 5
    assert len(ask(ROWS, AS_CSV).splitlines()) == 6
    assert ask(CHEAP, AS_JSON)["boolean"]
    assert len(ask(GRAPH, AS_XML)) == len(ask(GRAPH, JSONLD)) > 5
    assert b"pdz:Organo" in ask(GRAPH, AS_TURTLE)


def curl(*arguments: str) -> str:
    return subprocess.run(
        ["curl", "-sS", "--max-time", "20", *arguments], check=True, capture_output=True, text=True
    ).stdout


def test_curl_asks_in_each_way(server: Server) -> None:
    address = f"{server.address}/sparql"
    asked = ["-H", f"Accept: {CSV}", address]
    get = curl("--get", "--data-urlencode", f"query={ROWS}", *asked)
    assert get == curl("--data-urlencode", f"query={ROWS}", *asked)
    assert get == curl("-H", f"Content-Type: {DIRECT}", "--data-binary", ROWS, *asked)
    assert get == curl(
        "-H", "Transfer-Encoding: chunked", "-H", f"Content-Type: {DIRECT}", "--data-binary", ROWS, *asked
    )
    assert len(get.splitlines()) == 6
    assert json.loads(curl("--get", "--data-urlencode", f"query={CHEAP}", address))["boolean"]
    assert "HTTP/1.1 405" in curl("-i", "-X", "DELETE", address)
