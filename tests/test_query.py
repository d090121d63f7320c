"""``pdz query`` as a researcher types it, rightly and wrongly, over files, a register and endpoints."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from comando import ROOT, Pdz, process
from domande import DAY, EXAMPLES, agreement, questions, scene
from openpyxl import load_workbook
from pyoxigraph import NamedNode, RdfFormat, Store
from servizi import page

from pdz_graph.agreement import Agreement
from pdz_graph.answers import Rows
from pdz_graph.catalogue import Question, codes_of, question_in
from pdz_graph.errors import Text, UsageError
from pdz_graph.parameters import param_of

CONFORME = EXAMPLES / "registro-conforme"
ON = ("--as-of", "2013-06-30")
OPENED = cache(Agreement.open)


@pytest.fixture(autouse=True)
def opened_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Agreement, "open", OPENED)
    monkeypatch.delenv("PDZ_REGISTER", raising=False)
    monkeypatch.chdir(tmp_path)


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_without_a_question_the_catalogue_is_listed(pdz: Pdz) -> None:
    said = table(pdz("query", "--format", "csv").out)
    assert {row["name"] for row in said} == set(questions())
    assert {row["question"] for row in said} == {one.summary.en for one in questions().values()}
    assert "Chi siede in un organo" in " ".join(pdz("query", "--lang", "it").out.split())


def test_a_question_is_asked_by_name_with_its_values(pdz: Pdz) -> None:
    said = pdz("query", "chi-siede", CONFORME, *ON, "--param", "organo=udp", "--format", "csv", "--lang", "it")
    assert said.status == 0
    rows = table(said.out)
    assert {row["seggio"].rpartition("/")[2] for row in rows} > {"udp-asl", "udp-coordinatore"}
    assert {row["nome"] for row in rows} > {"Gaia Finzione"}
    assert said.err == ""


def test_the_day_of_the_question_is_that_of_the_snapshot_unless_it_is_said(pdz: Pdz) -> None:
    def sitting(*more: str) -> int:
        return len(table(pdz("query", "chi-siede", CONFORME, "--format", "csv", *more).out))

    assert sitting("--as-of", "2012-04-11") == 0
    assert sitting("--as-of", "2012-04-12") == 12
    assert sitting(*ON, "--param", "giorno=12/04/2012") == 12
    later = pdz("query", "chi-siede", CONFORME, *ON, "--param", "giorno=2013-07-01")
    assert later.status == 2
    assert "param-later" in later.err
    assert pdz("query", "chi-siede", CONFORME, *ON, "--param", "giorno=2013-06-30").status == 0


def test_a_value_that_stands_in_is_told(pdz: Pdz) -> None:
    said = pdz("query", "chi-siede", CONFORME, *ON, "--lang", "it")
    assert "organo non è indicato: vale «cris»" in said.err
    assert "giorno" not in said.err


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        (("chi-siedee",), "question-unknown", "chi-siede"),
        (("chi-siede", "--param", "organo=zz"), "param-value", "ads, cris"),
        (("chi-siede", "--param", "organo=https://example.org/x"), "param-value", "ads, cris"),
        (("chi-siede", "--param", "giorno=ieri"), "param-value", "2013-06-30"),
        (("chi-siede", "--param", "altro=1"), "param-unknown", "organo, giorno, lingua"),
        (("chi-siede", "--param", "organo"), "param", "anno=2013"),
        (("chi-siede", "--param", "organo=ads", "--param", "organo=udp"), "param", "already"),
        (("chi-siede", "--format", "ttl"), "form-unfit", "table"),
        (("chi-siede", "--format", "pdf"), "option-value", "csv-excel"),
        (("chi-siede", "--format", "xlsx"), "output", ".xlsx"),
        (("SELECT ?x WHERE {",), "query-syntax", "line 1"),
        (("manca.rq",), "question-file", "manca.rq"),
        (("--param", "anno=2013"), "question-missing", "pdz query"),
        (("--show",), "question-missing", "pdz query"),
        (("chi-siede", "--known-at", "2013-01-01"), "known-at", "--register"),
        (("chi-siede", "--endpoint", "http://127.0.0.1:1/q", "--as-of", "2013-01-01"), "endpoint-alone", "--as-of"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(pdz: Pdz, typed: tuple[str, ...], code: str, told: str) -> None:
    said = pdz("query", *typed)
    assert (said.status, said.out) == (2, "")
    assert f"[{code}]" in said.err
    assert told in said.err


def test_an_endpoint_that_is_down_or_no_endpoint_is_told(pdz: Pdz) -> None:
    said = pdz("query", "chi-siede", "--endpoint", "http://127.0.0.1:1/sparql")
    assert said.status == 3
    assert "endpoint-down" in said.err
    with page() as address:
        said = pdz("query", "ASK {}", "--endpoint", address)
    assert said.status == 3
    assert "endpoint-strange" in said.err


def test_a_question_of_ones_own_from_a_text_a_file_and_a_pipe(
    pdz: Pdz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "SELECT (COUNT(?x) AS ?n) WHERE { ?x a pdz:Firma }"
    (tmp_path / "mia.rq").write_text(text, encoding="utf-8-sig")
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    for typed in (text, tmp_path / "mia.rq", "-"):
        assert pdz("query", typed, "--format", "csv").out == "n\r\n50\r\n"


def test_a_file_with_a_header_has_parameters_and_a_broken_header_is_refused(pdz: Pdz, tmp_path: Path) -> None:
    mine = tmp_path / "mia.rq"
    mine.write_text((ROOT / "queries" / "chi-siede.rq").read_text(encoding="utf-8"), encoding="utf-8")
    assert pdz("query", mine, CONFORME, *ON, "--param", "organo=ads").status == 0
    mine.write_text("#+ summary: [\n\nSELECT ?x WHERE { ?x a pdz:Firma }", encoding="utf-8")
    assert "question-header" in pdz("query", mine).err
    mine.write_bytes(b"\xff\xfe{")
    assert "question-file" in pdz("query", mine).err


def test_what_is_shown_is_the_query_that_would_be_asked(pdz: Pdz) -> None:
    said = pdz("query", "chi-siede", "--show", "--param", "organo=ads", "--param", "giorno=1/6/2013")
    assert "/organo/ads> }" in said.out
    assert '"2013-06-01"^^<' in said.out
    assert pdz("query", said.out, "--format", "json").status == 0


def test_a_file_has_the_form_of_its_name_and_a_count(pdz: Pdz, tmp_path: Path) -> None:
    asked = ("query", "chi-siede", CONFORME, *ON)
    said = pdz(*asked, "--output", tmp_path / "seggi.xlsx", "--lang", "it")
    assert "13 righe" in said.err
    sheet = load_workbook(tmp_path / "seggi.xlsx").active
    assert sheet is not None
    assert sheet.max_row == 14
    assert pdz(*asked, "--output", tmp_path / "seggi.json").status == 0
    assert len(json.loads((tmp_path / "seggi.json").read_bytes())["results"]["bindings"]) == 13


def test_a_register_is_asked_as_it_stands_and_as_it_was_known(pdz: Pdz, tmp_path: Path) -> None:
    office = tmp_path / "ufficio"
    assert process("init", office).returncode == 0
    assert process("record", CONFORME, "--register", office, *ON, "--by", "anna").returncode == 0

    def sitting(*more: object) -> int:
        said = pdz("query", "chi-siede", "--register", office, *ON, "--format", "csv", *more)
        assert said.status == 0, said.err
        return len(table(said.out))

    assert sitting() == 13
    assert sitting("--known-at", "2013-01-01") == 0
    told = pdz(
        "query", "SELECT ?n WHERE { ?c a pdz:Cambio ; prov:wasAssociatedWith/rdfs:label ?n }", "--register", office
    )
    assert "anna" in told.out
    assert "anna" not in pdz("query", "ASK {}", "--register", office, "--known-at", "2013-01-01").out


def test_python_asks_with_values_of_its_own() -> None:
    rows = agreement().query("chi-siede", sources=[CONFORME], as_of=DAY, organo="cris", giorno=date(2012, 5, 1))
    assert isinstance(rows, Rows)
    assert len(rows) == 13
    assert set(rows.to_pandas()["nome"]) > {"Aldo Esempio"}
    with pytest.raises(UsageError):
        agreement().query("chi-siede", organo=7)


def test_a_parameter_is_of_the_kind_of_its_example() -> None:
    text = "\n".join(
        f"  VALUES ?{name} {{ {value} }}"
        for name, value in {
            "cosa": "<urn:x>",
            "giorno": '"2013-01-01"^^xsd:date',
            "anno": "2013",
            "importo": "12.50",
            "vero": "true",
            "nome": '"it"',
        }.items()
    )
    kinds = {
        name: param_of(name, Text("", ""), "", text) for name in ("cosa", "giorno", "anno", "importo", "vero", "nome")
    }
    assert {name: param.kind for name, param in kinds.items()} == {
        "cosa": "resource", "giorno": "day", "anno": "integer", "importo": "decimal", "vero": "boolean", "nome": "text",
    }  # fmt: skip
    good = {"cosa": "https://w3id.org/x", "giorno": "1/2/2013", "anno": "-3", "importo": "0.1", "vero": "false"}
    bad = {"cosa": "x y", "giorno": "30/02/2013", "anno": "1e3", "importo": "1,5", "vero": "sì"}
    for name, value in good.items():
        assert kinds[name].term(value, {})
    for name, value in bad.items():
        with pytest.raises(UsageError):
            kinds[name].term(value, {})
    hostile = 'a" } DROP ALL #\n'
    assert kinds["nome"].term(hostile, {}) == '"a\\" } DROP ALL #\\n"'
    assert param_of("cosa", Text("", ""), "", text).term("https://w3id.org/a(b)", {}) == "<https://w3id.org/a(b)>"


def test_a_value_stands_in_the_one_line_of_its_parameter() -> None:
    question = questions()["chi-siede"]
    codes = codes_of([question], scene("conforme").ask)
    assert set(codes["Organo"]) == {"ads", "cris", "udp", "tlts", "ctop"}
    bound = question.bound({"organo": "tlts", "lingua": "\\g<1> en"}, codes)
    changed = [
        (one, other) for one, other in zip(question.text.splitlines(), bound.splitlines(), strict=True) if one != other
    ]
    assert [other.strip() for _, other in changed] == [
        f"VALUES ?organo {{ {codes['Organo']['tlts']} }}",
        'VALUES ?lingua { "\\\\g<1> en" }',
    ]


def test_a_question_of_another_house_asks_for_what_it_does_not_know() -> None:
    with pytest.raises(UsageError) as raised:
        questions()["chi-siede"].bound({}, {"Organo": {"consiglio": NamedNode("https://w3id.org/altro")}})
    assert raised.value.code == "param-missing"
    assert "consiglio" in raised.value.remedy.en


def test_a_text_without_a_header_is_a_question_without_parameters() -> None:
    one = question_in("mia", "ASK {}")
    assert isinstance(one, Question)
    assert (one.params, one.bound({}, {})) == ((), "ASK {}")


def test_the_graphs_are_those_that_a_question_sees_and_the_same_bytes_in_any_process(pdz: Pdz, tmp_path: Path) -> None:
    said = pdz("graphs", CONFORME, *ON, "--output", tmp_path / "grafi.nq")
    assert said.status == 0
    data = (tmp_path / "grafi.nq").read_bytes()
    assert process("graphs", CONFORME, *ON).stdout.encode() == data
    lines = data.decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(set(scene("conforme").quads()))
    assert pdz("graphs", CONFORME, *ON, "--output", tmp_path / "grafi.trig").status == 0
    as_trig, as_quads = Store(), Store()
    as_trig.load(path=str(tmp_path / "grafi.trig"), format=RdfFormat.TRIG)
    as_quads.load(path=str(tmp_path / "grafi.nq"), format=RdfFormat.N_QUADS)
    assert len(as_trig) == len(as_quads) == len(lines)


def test_where_the_engine_gives_up_a_sentence_says_so() -> None:
    """Brackets by the thousand make Oxigraph end the process in which it is."""
    died = process("query", f"ASK {'{' * 20_000}{'}' * 20_000}")
    assert (died.returncode, died.stdout) == (3, "")
    assert "[query-died]" in died.stderr
    assert len(died.stderr.splitlines()) == 2
