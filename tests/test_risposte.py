"""The forms of an answer: those of the W3C read back by other readers, those of people harmless and honest."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
import rdflib
from openpyxl import load_workbook
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Store, parse, parse_query_results
from rdflib.query import Result

from pdz_graph.answers import Graph, Rows, Truth
from pdz_graph.answers.forms import FORMS, forms_for, write
from pdz_graph.asking import ask
from pdz_graph.errors import UsageError
from pdz_graph.guard import form_of
from pdz_graph.terms import PDZ, XSD, of_accordo

HOSTILE = ("=1+1", "+39", "-2", "@SUM(A1)", "\t=1", "plain", 'a "quoted", one', "a|b<script>", "riga\nnuova", "è à")
ROWS = Rows(
    ("cosa", "detto", "numero", "giorno", "nulla"),
    tuple(
        (
            of_accordo("prova", "seggio", "udp-asl"),
            Literal(text, language="it" if place % 2 else None),
            Literal("12.50", datatype=XSD["decimal"]) if place % 2 else Literal("7", datatype=XSD["integer"]),
            Literal("2013-06-30", datatype=XSD["date"]),
            None,
        )
        for place, text in enumerate(HOSTILE)
    ),
)
TRIPLES = Graph(
    tuple(
        (of_accordo("prova", "atto", str(n)), PDZ["data"], Literal(f"2013-01-0{n}", datatype=XSD["date"]))
        for n in (2, 1)
    )
)
TRUTHS = (Truth(value=True), Truth(value=False))


def terms(rows: Rows) -> list[tuple[object, ...]]:
    return list(rows.rows)


@pytest.mark.parametrize(
    ("name", "form"),
    [("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML), ("tsv", QueryResultsFormat.TSV)],
)
def test_rows_come_back_from_the_forms_that_keep_types(name: str, form: QueryResultsFormat) -> None:
    back = parse_query_results(write(ROWS, FORMS[name]), form)
    assert tuple(variable.value for variable in back.variables) == ROWS.names  # type: ignore[union-attr]
    assert [tuple(row) for row in back] == terms(ROWS)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["json", "xml"])
def test_rdflib_reads_the_same_rows_and_truths(name: str) -> None:
    back = Result.parse(BytesIO(write(ROWS, FORMS[name])), format=name)
    assert [str(variable) for variable in back.vars or []] == list(ROWS.names)
    assert [[None if term is None else str(term) for term in row] for row in back] == [  # type: ignore[union-attr]
        [None if term is None else term.value for term in row] for row in ROWS.rows
    ]
    for truth in TRUTHS:
        assert Result.parse(BytesIO(write(truth, FORMS[name])), format=name).askAnswer is truth.value


def test_the_csv_of_the_w3c_is_left_as_it_is() -> None:
    lines = list(csv.reader(StringIO(write(ROWS, FORMS["csv"]).decode(), newline="")))
    assert lines[0] == list(ROWS.names)
    assert [line[1] for line in lines[1:]] == list(HOSTILE)


def test_the_csv_for_a_spreadsheet_holds_no_formula() -> None:
    said = write(ROWS, FORMS["csv-excel"]).decode("utf-8-sig")
    lines = list(csv.reader(StringIO(said, newline=""), delimiter=";"))
    assert [line[1][:1] for line in lines[1:6]] == ["'"] * 5
    assert lines[6][1] == "plain"
    assert [line[2] for line in lines[1:3]] == ["7", "12,50"]
    assert write(ROWS, FORMS["csv-excel"]).startswith(b"\xef\xbb\xbf")


def test_the_workbook_holds_values_and_no_formula_and_is_the_same_each_time() -> None:
    data = write(ROWS, FORMS["xlsx"])
    assert data == write(ROWS, FORMS["xlsx"])
    lines = list(load_workbook(BytesIO(data)).active.iter_rows())  # type: ignore[union-attr]
    assert [cell.value for cell in lines[0]] == list(ROWS.names)
    assert [line[1].data_type for line in lines[1:]] == ["s"] * len(HOSTILE)
    assert [line[1].value for line in lines[1:4]] == list(HOSTILE[:3])
    assert [line[2].value for line in lines[1:3]] == [7, 12.5]
    assert all(line[3].is_date and line[4].value is None for line in lines[1:])


def test_the_table_shows_codes_and_no_mark_that_acts() -> None:
    rows = Rows(("uno",), ((Literal("a\x1b[31mb\u202ec"),), (of_accordo("prova", "sub-ambito", "1"),), (PDZ["dal"],)))
    said = write(rows, FORMS["table"], "it", 100).decode()
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "sub-ambito/1" in said
    assert "pdz:dal" in said
    assert "udp-asl" in write(ROWS, FORMS["table"]).decode()


def test_markdown_takes_every_mark_for_itself() -> None:
    said = write(ROWS, FORMS["md"]).decode()
    assert "a\\|b\\<script\\>" in said
    assert len({line.replace("\\|", "").count("|") for line in said.splitlines()}) == 1


@pytest.mark.parametrize("lang", ["it", "en"])
def test_nothing_and_a_cut_are_said(lang: str) -> None:
    empty = write(Rows(("x",), ()), FORMS["table"], lang).decode()
    assert empty == {"it": "Nessuna riga.\n", "en": "No rows.\n"}[lang]
    for name in ("table", "md"):
        assert {"it": "troncata", "en": "cut"}[lang] in write(
            Rows(("x",), ((None,),), cut=True), FORMS[name], lang
        ).decode()
    assert write(Truth(value=True), FORMS["table"], lang).decode() == {"it": "Sì.\n", "en": "Yes.\n"}[lang]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("ttl", RdfFormat.TURTLE),
        ("nt", RdfFormat.N_TRIPLES),
        ("jsonld", RdfFormat.JSON_LD),
        ("rdf", RdfFormat.RDF_XML),
    ],
)
def test_a_graph_comes_back_whole_and_is_the_same_in_any_order(name: str, form: RdfFormat) -> None:
    data = write(TRIPLES, FORMS[name])
    assert {(one.subject, one.predicate, one.object) for one in parse(data, form)} == set(TRIPLES.triples)
    assert data == write(Graph(tuple(reversed(TRIPLES.triples))), FORMS[name])
    other = rdflib.Graph().parse(data, format={"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}.get(name, name))
    assert len(other) == len(TRIPLES)


def test_a_form_serves_some_answers_and_says_which() -> None:
    assert [form.name for form in forms_for(Truth)] == ["table", "md", "json", "xml", "xlsx", "csv-excel"]
    assert {"ttl", "nt", "jsonld", "rdf"} <= {form.name for form in forms_for(Graph)}
    assert not FORMS["ttl"].admits(ROWS)
    assert len({form.media_type for form in FORMS.values()}) == len(FORMS)


def test_rows_become_a_frame() -> None:
    frame = ROWS.to_pandas()
    assert list(frame.columns) == list(ROWS.names)
    assert list(frame["numero"][:2]) == [7, Decimal("12.50")]
    assert frame["giorno"][0] == date(2013, 6, 30)
    assert frame["nulla"].isna().all()


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    data = "<urn:a> <urn:p> 1 . <urn:a> <urn:p> 2 . <urn:b> <urn:p> 3 ."
    store.load(data, RdfFormat.TURTLE, to_graph=NamedNode("urn:uno"))
    store.load("<urn:c> <urn:p> 4 . _:z <urn:p> 5 .", RdfFormat.TURTLE, to_graph=NamedNode("urn:due"))
    return store


def numbers(answered: object) -> list[str]:
    assert isinstance(answered, Rows)
    return [row[0].value for row in answered.rows if row[0]]


ALL = "SELECT ?n WHERE { ?x <urn:p> ?n } ORDER BY ?n"


def test_the_default_graph_is_the_union_unless_another_is_said(store: Store) -> None:
    assert numbers(ask(store, ALL)) == ["1", "2", "3", "4", "5"]
    assert numbers(ask(store, ALL.replace("WHERE", "FROM <urn:uno> WHERE"))) == ["1", "2", "3"]
    assert numbers(ask(store, ALL, default_graphs=["urn:due"])) == ["4", "5"]
    assert numbers(ask(store, ALL.replace("WHERE", "FROM <urn:uno> WHERE"), default_graphs=["urn:due"])) == ["4", "5"]
    named = "SELECT ?n WHERE { GRAPH ?g { ?x <urn:p> ?n } } ORDER BY ?n"
    assert numbers(ask(store, named, named_graphs=["urn:uno"])) == ["1", "2", "3"]
    assert numbers(ask(store, named, default_graphs=["urn:uno"])) == []
    assert numbers(ask(store, 'SELECT ?n WHERE { ?x <urn:p> ?n FILTER ("FROM" = "FROM") } ORDER BY ?n # FROM')) == [
        *"12345"
    ]


@pytest.mark.parametrize(("most", "cut"), [(4, True), (5, False), (6, False)])
def test_rows_and_triples_are_kept_up_to_a_number(store: Store, most: int, cut: bool) -> None:
    rows = ask(store, ALL, rows=most)
    graph = ask(store, "CONSTRUCT { ?x <urn:p> ?n } WHERE { ?x <urn:p> ?n }", rows=most)
    assert isinstance(rows, Rows)
    assert isinstance(graph, Graph)
    assert (len(rows), rows.cut) == (len(graph), graph.cut) == (min(most, 5), cut)


def test_a_triple_twice_is_one(store: Store) -> None:
    graph = ask(store, "CONSTRUCT { <urn:x> <urn:p> <urn:y> } WHERE { ?x <urn:p> ?n }", rows=1)
    assert isinstance(graph, Graph)
    assert (len(graph), graph.cut) == (1, False)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("SELECT ?x WHERE {\n  ?x ?y }", 2, 10), ("", 1, 1), ("SELECT ?x WHERE { ?x sconosciuto:y ?z }", 1, 35)],
)
def test_what_is_no_sparql_is_refused_with_its_place(store: Store, text: str, line: int, column: int) -> None:
    with pytest.raises(UsageError) as raised:
        ask(store, text)
    assert raised.value.code == "query-syntax"
    assert f"line {line}, column {column}" in raised.value.sentence.en
    assert f"riga {line}, colonna {column}" in raised.value.sentence.it


def test_a_graph_that_is_no_iri_is_refused(store: Store) -> None:
    with pytest.raises(UsageError) as raised:
        ask(store, ALL, default_graphs=["non un iri"])
    assert raised.value.code == "query-graph"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("PREFIX ask: <urn:select> SELECT ?x {}", "select"),
        ("# construct\nASK {}", "ask"),
        ("BASE <urn:describe> construct where { ?s ?p ?o }", "construct"),
        ("DESCRIBE <urn:x>", "describe"),
        ("?", "select"),
    ],
)
def test_the_form_of_a_query_is_its_first_word(text: str, form: str) -> None:
    assert form_of(text) == form


def test_a_blank_node_and_a_boolean_are_written() -> None:
    rows = Rows(("a", "b"), ((BlankNode("z"), Literal("true", datatype=XSD["boolean"])),))
    said = json.loads(write(rows, FORMS["json"]))
    assert said["results"]["bindings"][0]["a"] == {"type": "bnode", "value": "z"}
    assert rows.to_pandas()["b"][0]
