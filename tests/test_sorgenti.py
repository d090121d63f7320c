"""RDF files of a register: read as one graph without blank nodes, never fetching; what is hostile or broken is told."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from registri import ACCORDO, CARICHE, PEOPLE, folder, iri, known, only_problem, problems, quads_of

from pdz_graph.media import MEDIA, medium_of
from pdz_graph.tables import Register, read_register
from pdz_graph.terms import ENTE, PDZ

PREFIXES = """\
@prefix pdz: <https://w3id.org/pdz/onto#> .
@prefix ente: <https://w3id.org/pdz/ente/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix accordo: <https://w3id.org/pdz/accordo/prova/> .
"""
#: The line of the first statement after the prefixes.
FIRST = PREFIXES.count("\n") + 1
FACTS = r'accordo:adesione\/x a pdz:Adesione ; pdz:ente ente:asl ; pdz:dal "2012-05-01"^^xsd:date .'
ADESIONE = "https://w3id.org/pdz/accordo/prova/adesione/x"
CONTEXT = {
    "pdz": "https://w3id.org/pdz/onto#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "ente": {"@id": "pdz:ente", "@type": "@id"},
    "dal": {"@id": "pdz:dal", "@type": "xsd:date"},
}
NODE = {"@id": "adesione/x", "@type": "pdz:Adesione", "ente": "https://w3id.org/pdz/ente/asl", "dal": "2012-05-01"}
RDF_XML = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:pdz="https://w3id.org/pdz/onto#">
  <pdz:Adesione rdf:about="https://w3id.org/pdz/accordo/prova/adesione/x">
    <pdz:ente rdf:resource="https://w3id.org/pdz/ente/asl"/>
    <pdz:dal rdf:datatype="http://www.w3.org/2001/XMLSchema#date">2012-05-01</pdz:dal>
  </pdz:Adesione>
</rdf:RDF>
"""


def read(path: Path, text: str | bytes, turtle: str = "") -> Register:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_register([path], known(turtle), ACCORDO)


LINES = "".join(f"{quad} .\n" for quad in quads_of(FACTS))
WRITTEN = {
    "a.ttl": PREFIXES + FACTS,
    "a.TTL": "\ufeff" + PREFIXES + FACTS,
    "a.trig": PREFIXES + FACTS,
    "a.nt": LINES,
    "a.nq": LINES,
    "a.jsonld": json.dumps({"@context": CONTEXT, **NODE}),
    "a.json": json.dumps([{"@context": [CONTEXT], **NODE}]),
    "a.rdf": RDF_XML,
    "a.xml": RDF_XML,
    "a.owl": RDF_XML,
}


@pytest.mark.parametrize("name", WRITTEN)
def test_every_format_says_the_same(tmp_path: Path, name: str) -> None:
    register = read(tmp_path / name, WRITTEN[name])
    assert set(register.quads) == quads_of(FACTS)
    assert register.origins[ADESIONE].file == str(tmp_path / name)
    assert [source.name for source in register.sources] == [name]
    assert not register.notices


def test_every_format_is_written_here() -> None:
    assert {medium_of(Path(name)) for name in WRITTEN} == {medium for medium in MEDIA if medium.rdf}


def test_blank_nodes_get_the_same_names_at_each_reading(tmp_path: Path) -> None:
    text = PREFIXES + '[] pdz:ente ente:asl ; pdz:documento "a" . _:b pdz:atto [ pdz:documento "c" ] .'
    first, second = read(tmp_path / "a.ttl", text), read(tmp_path / "b.ttl", text)
    assert first.quads == second.quads
    names = sorted({quad.subject.value for quad in first.quads if isinstance(quad.subject, NamedNode)})
    assert len(names) == 3
    assert [name.rpartition("-")[2] for name in names] == ["1", "2", "3"]
    assert all(name.startswith(f"{iri('nodo').value}/") for name in names)
    other = read(tmp_path / "c.ttl", text + "\n")
    assert not set(other.quads) & set(first.quads)


def test_named_graphs_are_read_as_one_and_told(tmp_path: Path) -> None:
    register = read(tmp_path / "a.trig", PREFIXES + f"accordo:g {{ {FACTS} }}")
    assert set(register.quads) == quads_of(FACTS)
    (notice,) = register.notices
    assert notice.code == "graphs-merged"
    assert "https://w3id.org/pdz/accordo/prova/g" in notice.message.it


class Wrong(NamedTuple):
    """A wrong file, and the problem that must be told: code, line, column, and words of the message or remedy."""

    name: str
    text: str | bytes
    code: str
    line: int | None
    column: str | None
    words: str


def say(statement: str) -> str:
    return f"{PREFIXES}accordo:x {statement} ."


WRONG = {
    "no prefix": Wrong("a.ttl", PREFIXES + "accordo:x zz:y 1 .", "rdf-syntax", FIRST, "11", "prefix zz:"),
    "open quote": Wrong("a.ttl", PREFIXES + '\naccordo:x pdz:y "a .\n', "rdf-syntax", FIRST + 1, "17", "end of file"),
    "relative": Wrong("a.ttl", "<a> <b> <c> .", "rdf-syntax", 1, "1", "IRI interi"),
    "n-triples": Wrong("a.nt", "<http://a> <http://b> <http://c>\n", "rdf-syntax", 2, None, "punto alla fine"),
    "latin": Wrong("a.ttl", b'# \n<http://a> <http://b> "\xe8" .', "encoding", 2, "24", "UTF-8"),
    "utf-16": Wrong("a.ttl", "x".encode("utf-16"), "encoding", None, None, "UTF-8"),
    "nul": Wrong("a.nt", b"\n\n a\0", "nul", 3, "3", "NUL"),
    "empty": Wrong("a.ttl", b"", "file-empty", None, None, "vuoto"),
    "nothing": Wrong("a.ttl", PREFIXES, "rdf-nothing", None, None, "non afferma nulla"),
    "no context": Wrong("a.jsonld", '{"ente": "x"}', "rdf-nothing", None, None, "il contesto non spiega"),
    "json": Wrong("a.jsonld", '{\n"@context": {},}', "rdf-syntax", 2, "16", "JSON"),
    "json end": Wrong("a.jsonld", '{"a": "', "rdf-syntax", 1, "7", "JSON"),
    "json nesting": Wrong("a.jsonld", "[" * 101 + "]" * 101, "nesting", 1, "101", "100 livelli"),
    "json strings": Wrong(
        "a.jsonld", '{"@context":{"a":"[[' + "[" * 200 + '","b":"\\"["}', "rdf-syntax", 1, None, "JSON"
    ),
    "xml": Wrong("a.rdf", RDF_XML.replace("</pdz:dal>", "</pdz:al>"), "rdf-syntax", 5, "79", "mismatched tag"),
    "xml doctype": Wrong(
        "a.rdf", RDF_XML.replace("<rdf:RDF", "<!DOCTYPE x>\n<rdf:RDF", 1), "doctype", 2, "1", "DOCTYPE"
    ),
    "xml nesting": Wrong("a.rdf", "<a>" * 101 + "</a>" * 101, "nesting", 1, "301", "100 livelli"),
    "triple term": Wrong("a.ttl", say("pdz:y <<( ente:a pdz:y 1 )>>"), "rdf-1.2", None, None, "RDF 1.1"),
    "direction": Wrong("a.ttl", say('pdz:y "x"@it--ltr'), "literal-refused", None, None, "testo semplice"),
    "html": Wrong("a.ttl", say('pdz:y "x"^^rdf:HTML'), "literal-refused", None, None, "rdf-syntax-ns#HTML"),
    "xml literal": Wrong("a.ttl", say('pdz:y "x"^^rdf:XMLLiteral'), "literal-refused", None, None, "XMLLiteral"),
    "exponent": Wrong(
        "a.ttl", say('pdz:y "1E+99999999"^^xsd:decimal'), "literal-broken", None, None, "senza esponente"
    ),
    "long number": Wrong("a.ttl", say(f"pdz:y {'9' * 30}"), "literal-broken", None, None, "1234.56"),
    "no such day": Wrong("a.ttl", say('pdz:y "2013-02-31"^^xsd:date'), "literal-broken", None, None, "2013-03-31"),
    "control": Wrong("a.ttl", say(r'pdz:y "a\u0007"'), "control-character", None, None, "non si vedono"),
    "day and hour": Wrong(
        "a.ttl", say('pdz:dal "2013-02-01T00:00:00"^^xsd:dateTime'), "value-kind", None, None, "date>"
    ),
    "day as text": Wrong("a.ttl", say('pdz:dal "2013-02-01"'), "value-kind", None, None, "XMLSchema#date"),
    "double": Wrong("a.ttl", say("pdz:importo 1.5e3"), "value-kind", None, None, "XMLSchema#decimal"),
    "body as text": Wrong("a.ttl", say('pdz:ente "Crema"'), "value-kind", None, None, "IRI"),
    "day as resource": Wrong("a.ttl", say("pdz:dal accordo:y"), "value-kind", None, None, "XMLSchema#date"),
    "ontology": Wrong("a.ttl", PREFIXES + "pdz:Comune a pdz:Ente .", "word-redefined", None, None, "Togliere"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_told_with_its_line_and_what_to_do(tmp_path: Path, wrong: Wrong) -> None:
    path = tmp_path / wrong.name
    path.write_bytes(wrong.text if isinstance(wrong.text, bytes) else wrong.text.encode())
    problem = only_problem(path)
    assert (problem.code, problem.place.file, problem.place.line) == (wrong.code, str(path), wrong.line)
    assert wrong.column in (problem.place.column, None)
    assert wrong.words in problem.message.it + problem.remedy.it


OURS = "https://w3id.org/pdz/onto#"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PREFIXES.replace("pdz/onto#", "pdz/ontology#") + FACTS, "https://w3id.org/pdz/ontology#"),
        (
            PREFIXES.replace("https://w3id.org/pdz/onto#", "http://w3id.org/pdz/onto#") + FACTS,
            "http://w3id.org/pdz/onto#",
        ),
        ('<http://xmlns.com/foaf/0.1/me> <http://xmlns.com/foaf/0.1/name> "Anna" .', "http://xmlns.com/foaf/0.1/"),
        ("<http://a.b/c> a <http://a.b/d#E> .", "http://a.b/d#"),
        ('<http://a.b/c> a "x" .', "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        (PREFIXES + FACTS + "accordo:y <https://w3id.org/pdz/onto/ente> ente:asl .", "https://w3id.org/pdz/onto/"),
        (
            PREFIXES + FACTS + "accordo:y <https://w3id.org/pdz/ontology#ente> ente:asl .",
            "https://w3id.org/pdz/ontology#",
        ),
        (PREFIXES + FACTS + "accordo:y a <https://w3id.org/pdz/Adesione> .", "https://w3id.org/pdz/"),
    ],
)
def test_words_that_are_not_of_the_ontology_do_not_pass_in_silence(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "a.ttl").write_text(text)
    problem = only_problem(tmp_path / "a.ttl")
    assert (problem.code, problem.place.file) == ("rdf-foreign", str(tmp_path / "a.ttl"))
    for said in (problem.message.it, problem.message.en):
        assert f"<{told}>" in said
    assert f"<{OURS}>" in problem.remedy.it


def test_other_vocabularies_may_stand_beside_the_ontology(tmp_path: Path) -> None:
    other = 'ente:asl <http://xmlns.com/foaf/0.1/name> "ASL" ; a <https://w3id.org/italia/onto/COV/Organization> .'
    text = PREFIXES + FACTS + other
    assert read(tmp_path / "a.ttl", text).quads


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "b.ttl").write_text(say('pdz:dal "x" ; pdz:importo "y"'))
    (tmp_path / "a.ttl").write_text("<a>")
    people = folder(tmp_path / "c", {"persone": "codice,nome\na,\n"})
    found = problems(tmp_path / "b.ttl", people, tmp_path / "a.ttl", tmp_path / "z.doc", tmp_path / "none.ttl")
    assert [Path(one.place.file).name for one in found] == [
        "a.ttl",
        "b.ttl",
        "b.ttl",
        "persone.csv",
        "none.ttl",
        "z.doc",
    ]


@pytest.mark.parametrize("name", ["x.doc", "x.xls", "x.n3", "x"])
def test_an_unknown_format_is_told_with_those_admitted(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")
    problem = only_problem(tmp_path / name)
    assert problem.code == "source-format"
    assert ".csv, .xlsx, .ttl, .trig, .jsonld, .json, .nt, .nq, .rdf" in problem.remedy.it


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonld").open("wb") as stream:
        stream.truncate(11 * 1024 * 1024)
    problem = only_problem(tmp_path / "a.jsonld")
    assert problem.code == "file-large"
    assert "10 MB" in problem.remedy.it


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server that answers nobody, and knows whether somebody came."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        yield server


@pytest.mark.parametrize(
    "context",
    [
        "{url}",
        ["{url}"],
        {"@import": "{url}"},
        {"x": {"@id": "http://x", "@context": "{url}"}},
    ],
)
def test_a_context_elsewhere_is_refused_and_nobody_is_called(
    tmp_path: Path, listener: socket.socket, context: object
) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/c.jsonld"
    text = json.dumps({"@context": context, "@id": "http://a", "http://b": 1}, indent=1).replace("{url}", url)
    path = tmp_path / "a.jsonld"
    path.write_text(text)
    problem = only_problem(path)
    assert (problem.code, problem.place.file) == ("remote-context", str(path))
    assert problem.place.line == next(n for n, line in enumerate(text.split("\n"), 1) if url in line)
    assert url in problem.message.it
    assert '"@context": {…}' in problem.remedy.it
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_a_context_in_a_file_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_text('{"@context": "file:///etc/passwd", "@id": "http://a"}')
    assert only_problem(tmp_path / "a.jsonld").code == "remote-context"


def test_the_parser_itself_fetches_nothing(listener: socket.socket) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/c.jsonld"
    with pytest.raises(SyntaxError):
        list(parse(json.dumps({"@context": url, "@id": "http://a"}), RdfFormat.JSON_LD))
    turtle = f"<http://a> <http://www.w3.org/2002/07/owl#imports> <{url}> ."
    Store().bulk_extend(parse(turtle, RdfFormat.TURTLE))
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_a_quoted_nesting_costs_no_time(tmp_path: Path) -> None:
    """Open quotes without end make a naive scanner start over at each of them."""
    path = tmp_path / "a.jsonld"
    path.write_text('"' + '\\"' * 1_000_000)
    assert only_problem(path).code == "rdf-syntax"


def test_words_that_the_ontology_does_not_have_are_told_where_it_is_at_hand(tmp_path: Path) -> None:
    ontology = "pdz:ente a owl:ObjectProperty . pdz:Adesione a owl:Class . pdz:dal a owl:DatatypeProperty ."
    assert read(tmp_path / "a.ttl", PREFIXES + FACTS, ontology).quads
    (tmp_path / "b.ttl").write_text(PREFIXES + FACTS.replace("pdz:Adesione", "pdz:Adesion"))
    problem = only_problem(tmp_path / "b.ttl", turtle=ontology)
    assert problem.code == "word-unknown"
    assert "onto#Adesione>" in problem.remedy.it


def test_tables_may_refer_to_what_an_rdf_file_declares_and_not_repeat_it(tmp_path: Path) -> None:
    ttl = tmp_path / "persone.ttl"
    ttl.write_text(
        PREFIXES + "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<https://w3id.org/pdz/persona/rossi-anna> a pdz:Persona ;\n"
        '    skos:notation "rossi-anna" ; rdfs:label "Anna Rossi" .'
    )
    cariche = folder(tmp_path / "a", {"cariche": CARICHE + "Anna Rossi,sindaco,Crema,2012-04-01,\n"})
    register = read_register([cariche, ttl], known(), ACCORDO)
    assert iri("carica", "rossi-anna-sindaco-comune-crema-2012-04-01").value in register.origins
    problem = only_problem(folder(tmp_path / "b", {"persone": PEOPLE}), ttl)
    assert (problem.code, problem.place.row) == ("code-twice", 2)
    assert str(ttl) in problem.message.it


def test_a_fact_told_in_a_file_and_in_a_row_is_told_twice(tmp_path: Path) -> None:
    ttl = tmp_path / "a.ttl"
    ttl.write_text(PREFIXES + r"accordo:adesione\/asl-cremona-2012-05-01 pdz:ente ente:asl .")
    problem = only_problem(ttl, folder(tmp_path / "b", {"adesioni": "ente,data\nasl-cremona,2012-05-01\n"}))
    assert (problem.code, problem.place.row) == ("row-twice", 2)
    assert str(ttl) in problem.message.it


def test_a_register_without_sources_says_nothing() -> None:
    register = read_register([], known(), ACCORDO)
    assert (register.quads, register.notices, register.origins, register.sources) == ([], (), {}, ())


def test_terms_of_the_tables_are_those_of_the_files(tmp_path: Path) -> None:
    """A row and a statement of the same fact are the same quads."""
    table = folder(tmp_path / "r", {"adesioni": "ente,data\nasl-cremona,2012-05-01\n"})
    by_row = {(q.predicate, q.object) for q in read_register([table], known(), ACCORDO).quads}
    assert by_row == {(q.predicate, q.object) for q in read(tmp_path / "a.ttl", PREFIXES + FACTS).quads}
    assert (PDZ["ente"], ENTE["asl"]) in by_row
