"""The command line keeps its contract: statuses, languages, files written whole, and errors that say what to do."""

from __future__ import annotations

import csv
import json
import os
import re
import stat
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pyoxigraph
import pytest
from comando import ROOT, Pdz, Said, process, register

from pdz_graph import agreement, words
from pdz_graph.errors import EngineError, Text
from pdz_graph.reports import FORMATS

DAY = ("--as-of", "2013-06-30")


def test_the_accordo_alone_has_no_violation(pdz: Pdz) -> None:
    said = pdz("validate", *DAY, "--format", "json")
    assert said.status == 0
    assert said.err == ""
    report = json.loads(said.out)
    assert report["conforms"] is True
    assert report["as_of"] == "2013-06-30"
    assert report["known_at"] is None


def test_a_violation_is_exit_status_1_and_names_norm_place_and_remedy(pdz: Pdz, broken: Path) -> None:
    said = pdz("validate", broken, *DAY)
    assert said.status == 1
    assert "[art-06-competenza]" in said.out
    assert "Remedy:" in said.out
    assert f"pdz explain art-06-competenza {broken} --as-of 2013-06-30" in said.out
    found = json.loads(pdz("validate", broken, *DAY, "--format", "json").out)["findings"]
    assert "art-06-competenza" in {finding["norm"] for finding in found if finding["severity"] == "violation"}


@pytest.mark.parametrize("form", FORMATS)
def test_each_form_is_whole_and_the_same_twice(pdz: Pdz, broken: Path, form: str) -> None:
    first = pdz("validate", broken, *DAY, "--format", form)
    assert first == pdz("validate", broken, *DAY, "--format", form)
    assert first.status == 1
    match form:
        case "json":
            assert json.loads(first.out)
        case "ttl":
            assert list(pyoxigraph.parse(first.out, format=pyoxigraph.RdfFormat.TURTLE))
        case "csv":
            assert list(csv.DictReader(StringIO(first.out, newline="")))
        case "html":
            assert first.out.rstrip().endswith("</html>")
        case _:
            assert "\x1b" not in first.out


def test_the_day_may_be_written_both_ways(pdz: Pdz) -> None:
    both = [pdz("validate", "--as-of", day, "--format", "json").out for day in ("2013-06-30", "30/06/2013")]
    assert both[0] == both[1]


def test_without_a_day_the_report_says_which_one_and_why(pdz: Pdz) -> None:
    said = pdz("validate", "--lang", "it")
    assert words.DAY_LAST.it in " ".join(said.out.split())


def test_another_reading_moves_the_last_day(pdz: Pdz) -> None:
    report = json.loads(pdz("validate", "--reading", "per-data", "--format", "json").out)
    assert report["readings"] == {"art-16": "per-data"}
    assert report["as_of"] == "2014-03-31"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["validate", "--as-of", "2013-02-30"], "31/03/2013"),
        (["validate", "--as-of", "yesterday"], "2013-03-31"),
        (["validate", "--as-of"], "--as-of"),
        (["validate", "--as-off", "2013-01-01"], "--as-of"),
        (["validate", "--format", "pdf"], "text, json, ttl, html, csv"),
        (["validate", "--engine", "slow"], "fast, reference, both"),
        (["validate", "--lang", "de"], "it, en"),
        (["validate", "--known-at", "2013-01-01"], "--as-of"),
        (["validate", "--reading", "per-caso"], "per-data, per-durata"),
        (["validate", "--accordo", "altrove"], "cremasco-2012-2014"),
        (["validate", "/non/esiste"], "/non/esiste"),
        (["validate", "--output", "/non/esiste/r.html"], "--output"),
        (["validate", "--output", "/"], "--output"),
        (["norms", "--format", "ttl"], "text, json, csv"),
        (["norms", "--status", "good"], "satisfied, violated, unknown, not_applicable, judged, not-judged"),
        (["norms", "--article", "99"], "19, firme"),
        (["norms", "--kind", "X"], "COMP"),
        (["explain"], "NORM"),
        (["explain", "art-07-foro"], "art-07-forum"),
        (["explain", "art-07-forum", "--format", "csv"], "text, json"),
        (["check-shapes", "altro"], "altro"),
        (["giudica"], "validate, norms, explain, deadlines, verify, check-shapes, init"),
        (["--version=2"], "--version"),
        ([], "validate"),
    ],
)
def test_what_cannot_be_asked_is_status_2_and_says_what_can(pdz: Pdz, typed: list[str], told: str) -> None:
    said = pdz(*typed)
    assert said.status == 2
    assert said.out == ""
    assert told in said.err
    assert "Traceback" not in said.err


def test_every_problem_of_an_input_is_told_with_file_row_and_column(pdz: Pdz, tmp_path: Path) -> None:
    table = "codice,tipo,data,organo\nA1,piano_operativo,31/02/2013,ads\n,boh,2013-01-01,ads\n"
    said = pdz("validate", register(tmp_path / "rotto", atti=table), "--lang", "it")
    assert said.status == 2
    assert said.out == ""
    assert re.search(r"atti\.csv, riga 2, colonna data: .*31/02/2013", said.err)
    assert re.search(r"atti\.csv, riga 3, colonna codice", said.err)
    assert re.search(r"atti\.csv, riga 3, colonna tipo: .*boh", said.err)
    assert said.err.count("Rimedio:") == 3


def test_a_single_problem_is_told_once(pdz: Pdz, tmp_path: Path) -> None:
    table = "codice,tipo,data,organo\nA1,piano_operativo,2013-02-31,ads\n"
    said = pdz("validate", register(tmp_path / "rotto", atti=table))
    assert said.err.count("2013-02-31") == 1
    assert "row 2, column data" in said.err


def test_a_file_is_written_whole_with_the_permissions_of_a_new_file(pdz: Pdz, tmp_path: Path, broken: Path) -> None:
    target = tmp_path / "esito.json"
    said = pdz("validate", broken, *DAY, "--format", "json", "--output", target)
    assert (said.status, said.out) == (1, "")
    assert "Wrote" in said.err
    assert "1 violation" in said.err
    assert target.read_text() == pdz("validate", broken, *DAY, "--format", "json").out
    ordinary = tmp_path / "ordinario"
    ordinary.touch()
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(ordinary.stat().st_mode)
    assert {path.name for path in tmp_path.iterdir()} == {"esito.json", "ordinario", "violato"}


def test_a_file_that_cannot_be_replaced_stays_as_it_was(
    pdz: Pdz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "esito.txt"
    target.write_text("prima")

    def refuse(self: Path, other: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    said = pdz("validate", *DAY, "--output", target)
    assert said.status == 2
    assert "Permission denied" in said.err
    assert target.read_text() == "prima"
    assert list(tmp_path.iterdir()) == [target]


def test_an_input_is_never_written_over(pdz: Pdz, broken: Path) -> None:
    table = broken / "atti.csv"
    before = table.read_bytes()
    for source in (broken, table):
        assert pdz("validate", source, "--format", "csv", "--output", table).status == 2
    assert table.read_bytes() == before


@pytest.mark.parametrize(("locale", "said"), [("it_IT.UTF-8", "Rimedio"), ("en_GB.UTF-8", "Remedy"), ("C", "Remedy")])
def test_the_language_of_errors_follows_the_locale(
    pdz: Pdz, monkeypatch: pytest.MonkeyPatch, locale: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert said in pdz("validate", "--as-of", "x").err
    assert "Rimedio" in pdz("validate", "--as-of", "x", "--lang=it").err


def test_a_defect_is_status_3_in_one_sentence(pdz: Pdz, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("\x1b[31mboom")

    monkeypatch.setattr(agreement.Agreement, "judge", fail)
    said = pdz("validate", "--lang", "it")
    assert said.status == 3
    assert "ZeroDivisionError" in said.err
    assert "PDZ_DEBUG" in said.err
    assert "Traceback" not in said.err
    assert "\x1b" not in said.err
    monkeypatch.setenv("PDZ_DEBUG", "1")
    assert "Traceback" in pdz("validate").err


def test_a_panic_of_a_compiled_library_is_status_3_too(pdz: Pdz, monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        pass

    def panic(*_: object, **__: object) -> None:
        raise Panic("entered unreachable code")

    monkeypatch.setattr(agreement.Agreement, "judge", panic)
    said = pdz("validate")
    assert said.status == 3
    assert "unreachable" in said.err


def test_an_engine_that_fails_is_status_3(pdz: Pdz, monkeypatch: pytest.MonkeyPatch) -> None:
    def disagree(*_: object, **__: object) -> None:
        raise EngineError(
            "engines-disagree", Text("Non concordano.", "They disagree."), Text("Segnalarlo.", "Report it.")
        )

    monkeypatch.setattr(agreement.Agreement, "judge", disagree)
    said = pdz("validate")
    assert said.status == 3
    assert "They disagree." in said.err


def test_an_interruption_is_quiet(pdz: Pdz, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(agreement.Agreement, "judge", interrupt)
    assert pdz("validate") == Said(130, "", "")


def test_as_a_process_it_answers_in_utf_8_whatever_the_locale() -> None:
    said = process(
        "validate", *DAY, "--format", "html", environ={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    )
    assert (said.returncode, said.stderr) == (0, "")
    assert "validità" in said.stdout or "è" in said.stdout


def test_as_a_process_it_leaves_quietly_when_nobody_reads() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    said = process("norms", "--format", "json", stdout=writer, stderr=subprocess.PIPE, capture_output=False)
    os.close(writer)
    assert (said.returncode, said.stderr) == (141, "")


def test_as_a_process_help_leaves_quietly_too() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    said = process("--help", stdout=writer, stderr=subprocess.PIPE, capture_output=False)
    os.close(writer)
    assert (said.returncode, said.stderr) == (141, "")


def test_as_a_process_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        said = process("norms", stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert said.returncode == 2
    assert "[output]" in said.stderr


def test_the_heavy_libraries_are_not_imported_on_the_fast_path() -> None:
    code = (
        "import sys; from pdz_graph.cli import main; main(['validate', '--format', 'json']);"
        "print(sorted({'rdflib', 'pyshacl', 'owlrl', 'rich', 'jinja2'} & set(sys.modules)), file=sys.stderr)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stderr.strip() == "[]"
