"""A verdict is reported in each form, whole, in the language asked for, and always with the same bytes."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from verdetti import CLEAN, CREMA, FULL, HOSTILE, LONG, finding, report, thing, verdict

from pdz_graph import statements, words
from pdz_graph.errors import Text, UsageError
from pdz_graph.reports import FORMATS, render
from pdz_graph.terms import ENTE, PDZ, SH

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("form", FORMATS)
def test_the_same_verdict_gives_the_same_bytes(form: str, lang: str) -> None:
    assert report(form, lang) == report(form, lang)
    assert report(form, lang).endswith("\n")
    assert render(CLEAN, form, lang)


def test_an_unknown_form_is_refused_with_those_admitted() -> None:
    with pytest.raises(UsageError) as refused:
        render(CLEAN, "pdf", "it")
    assert all(form in refused.value.remedy.it for form in FORMATS)


def test_json_keeps_the_contract() -> None:
    said = json.loads(report("json"))
    assert list(said) == ["accordo", "as_of", "known_at", "readings", "conforms", "counts", "norms", "findings"]
    assert list(said["counts"]) == [
        "satisfied",
        "violated",
        "unknown",
        "not_applicable",
        "violation",
        "warning",
        "info",
    ]
    assert [list(norm) for norm in said["norms"]] == [["norm", "article", "status", "checked"]] * 4
    assert ";".join(said["findings"][0]) == (
        "norm;article;severity;subject;subject_label;since;message;remedy;expected;found;depends_on;shape"
    )
    assert said["conforms"] is False
    assert said["readings"] == {"art-16": "per-data"}
    assert said["known_at"] == "2013-07-01T09:30:00+00:00"
    assert report("json", "it") == report("json", "en")


def test_json_loses_no_value() -> None:
    first, _, empty, year, money, who = json.loads(report("json"))["findings"]
    assert (first["expected"], first["found"], first["since"]) == (2, 1, "2012-04-01")
    assert first["message"] == {"it": "Mancano componenti.", "en": "Members are missing."}
    assert (empty["expected"], empty["depends_on"]) == (None, ["art-16"])
    assert (year["subject"], year["since"]) == ("2013", None)
    assert (money["expected"], money["found"]) == ("1234.5", "-2000")
    assert money["subject_label"] == HOSTILE
    assert (who["expected"], who["found"]) == (CREMA, "2013-03-31")


def test_csv_is_a_table_that_no_spreadsheet_executes() -> None:
    text = report("csv", "en")
    assert text.count("\r\n") == 7
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert rows[0]["message"] == "Members are missing."
    assert rows[0]["subject_label"] == "2 (en)"
    assert rows[4]["subject_label"] == f"'{HOSTILE} (en)"
    assert rows[4]["found"] == "-2000"
    for start in "=+-@\t\r\n":
        risky = verdict(finding("firme", "firme", subject=thing("a", f"{start}1+1")))
        assert next(csv.DictReader(StringIO(report("csv", said=risky), newline="")))["subject_label"][0] == "'"


def test_turtle_reads_back_in_two_libraries_without_blank_nodes() -> None:
    text = report("ttl")
    quads = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE))
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert len(graph) == len(quads) == len(set(quads))
    assert not any(isinstance(term, pyoxigraph.BlankNode) for quad in quads for term in (quad.subject, quad.object))
    results = {quad.object for quad in quads if quad.predicate == SH["result"]}
    assert len(results) == len(FULL.findings)
    outcomes = {quad.subject for quad in quads if quad.predicate == PDZ["stato"]}
    assert len(outcomes) == len(FULL.rulings)
    assert not outcomes & results


def test_turtle_tells_conformance_of_shacl_from_ours() -> None:
    warned = report("ttl", said=verdict(finding("art-07-forum", "7", "warning")))
    assert "sh:conforms false ;" in warned
    assert "pdz:conforme true ;" in warned
    assert "sh:conforms true ;" in report("ttl", said=CLEAN)


def test_turtle_keeps_the_type_of_each_value() -> None:
    text = report("ttl")
    for said in ("pdz:atteso 2 ;", 'pdz:atteso "1234.5"^^xsd:decimal ;', "pdz:atteso ente:comune-crema ;"):
        assert said in text
    assert 'pdz:trovato "2013-03-31"^^xsd:date ;' in text
    assert "sh:value 2013 ;" in text
    assert 'pdz:dipendeDa "art-16" ;' in text
    assert "pdz:secondoLettura lettura:per-data ;" in text
    several = verdict(finding("art-18-burl", "18", found=f"{CREMA} ; {ENTE['asl-cremona'].value}"))
    assert "pdz:trovato ente:comune-crema , ente:asl-cremona ;" in report("ttl", said=several)


def test_the_text_says_everything_in_the_language_asked_for() -> None:
    text = report("text", "it", today=date(2026, 1, 1))
    for said in ("Accordo di esempio", "30 giugno 2013 (il giorno richiesto)", "4 violazioni, 1 avviso e 1 nota"):
        assert said in text
    for said in (
        "VIOLAZIONE  Due componenti  [art-07-1-componenti]",
        "Rimedio: Nominarli.",
        "1° aprile 2012",
        "1.234,50\u00a0€",
    ):
        assert said in text
    assert "art-16=per-data (fino al giorno scritto)" in text
    assert "Comune di Crema" in text
    assert "31 marzo 2013" in text
    assert "atti.csv, riga 4, colonna organo: «Gomito» letto come Gombito." in text
    assert "€1,234.50" in report("text", "en")
    assert "Since" in report("text", "en")


@pytest.mark.parametrize(
    ("found", "italian", "english"),
    [
        (date(2013, 2, 12), "12 febbraio 2013, 12 giorni dopo", "12 February 2013, 12 days later"),
        (date(2013, 2, 1), "1° febbraio 2013, 1 giorno dopo", "1 February 2013, 1 day later"),
        (date(2013, 1, 31), "", ""),
        (date(2013, 1, 30), "", ""),
    ],
)
def test_what_is_late_says_by_how_many_days(found: date, italian: str, english: str) -> None:
    said = verdict(finding("art-13-report", "13", expected=date(2013, 1, 31), found=found))
    for form in ("text", "html"):
        assert (italian or "31 gennaio 2013") in " ".join(report(form, "it", said=said, width=200).split())
        assert (english or "31 January 2013") in " ".join(report(form, "en", said=said, width=200).split())
        assert ("dopo" in report(form, "it", said=said)) is bool(italian)
    assert json.loads(report("json", said=said))["findings"][0]["found"] == found.isoformat()
    assert next(csv.DictReader(StringIO(report("csv", said=said), newline="")))["found"] == found.isoformat()


def test_the_text_gathers_what_breaks_a_norm_under_one_heading_in_the_order_of_articles() -> None:
    text = report("text")
    assert text.count("[art-07-1-componenti]") == 1
    headings = re.findall(r"^Art\. (\d+)$", text, re.MULTILINE)
    assert headings == ["7", "10", "15", "18"]


@pytest.mark.parametrize("width", [20, 40, 80, 100, 200])
def test_the_text_wraps_and_cuts_nothing(width: int) -> None:
    text = report("text", width=width)
    lines = [line for line in text.splitlines() if not line.startswith("  pdz ")]
    assert max(map(len, lines)) <= max(width, 30)
    letters = re.sub(r"\s", "", text)
    assert "…" not in text
    for word in LONG.split():
        assert word in letters
    assert text.count("lunga") >= 16 or width < 40


def test_the_text_has_no_colour_unless_asked_and_no_command_from_the_data() -> None:
    assert "\x1b" not in report("text")
    assert "\u202e" not in report("text")
    coloured = report("text", colour=True)
    assert "\x1b[" in coloured
    assert "\x1b[31m[bold]rosso" not in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == report("text").split()


def test_a_verdict_without_findings_says_what_it_does_not_know() -> None:
    assert "Nessuna violazione, 1 norma ignota." in report("text", said=CLEAN)
    assert "pdz norms --status unknown registro" in report("text", said=CLEAN, again=" registro")
    assert "Nessun rilievo." in report("html", said=CLEAN)


@pytest.mark.parametrize(
    ("today", "why"),
    [(date(2013, 6, 30), words.DAY_TODAY), (date(2026, 1, 1), words.DAY_LAST), (None, words.DAY_DEFAULT)],
)
def test_a_day_that_nobody_asked_for_is_explained(today: date | None, why: Text) -> None:
    said = replace(CLEAN, day_is_default=True)
    assert why.en in " ".join(report("text", "en", said=said, today=today).split())
    assert why.en in report("html", "en", said=said, today=today)


def test_the_terms_of_the_report_are_declared_in_the_ontology() -> None:
    ontology = "".join(path.read_text() for path in sorted((ROOT / "ontology").glob("*.ttl")))
    source = (ROOT / "pdz_graph/statements.py").read_text()
    used = set(re.findall(r'PDZ\["(\w+)"\]', source)) | set(statements.COUNTS.values())
    assert used
    assert [name for name in sorted(used) if f"\npdz:{name}\n" not in ontology] == []
