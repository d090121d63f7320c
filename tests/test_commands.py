"""The norms listed and explained, and the help pages: what each command and option is for, in both languages."""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
import sys
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from comando import ROOT, Pdz, process, register

from pdz_graph import __version__, cli, engines, words
from pdz_graph.commands import manual, norms
from pdz_graph.errors import Place, Problem, Text
from pdz_graph.reports import FORMATS
from pdz_graph.reports.catalogue import COLUMNS

pytestmark = pytest.mark.usefixtures("opened_once")
ESEMPI = ROOT / "data" / "esempi"

DAY = ("--as-of", "2013-06-30")


def test_the_norms_are_listed_all_or_some(pdz: Pdz) -> None:
    every = json.loads(pdz("norms", "--format", "json").out)["norms"]
    assert [norm["norm"] for norm in every] == sorted(norm["norm"] for norm in every)
    seventh = json.loads(pdz("norms", "--article", "Art. 7", "--format", "json").out)["norms"]
    assert seventh
    assert all(norm["article"] == "7" for norm in seventh)
    kinds = [
        json.loads(pdz("norms", "--kind", kind, "--format", "json").out)["norms"]
        for kind in ("term", "NormaDiScadenza")
    ]
    assert "art-13-piano-operativo" in {norm["norm"] for norm in kinds[0]}
    assert "art-13-piano-operativo" in {norm["norm"] for norm in kinds[1]}
    parted = [
        json.loads(pdz("norms", "--status", s, "--format", "json").out)["norms"] for s in ("judged", "not-judged")
    ]
    assert len(parted[0]) + len(parted[1]) == len(every)


def test_the_norms_have_a_status_when_they_are_judged(pdz: Pdz, broken: Path) -> None:
    said = json.loads(pdz("norms", "--status", "violated", broken, *DAY, "--format", "json").out)
    assert said["as_of"] == "2013-06-30"
    assert {norm["status"] for norm in said["norms"]} == {"violated"}
    assert "art-06-competenza" in {norm["norm"] for norm in said["norms"]}
    rows = list(csv.DictReader(StringIO(pdz("norms", broken, *DAY, "--format", "csv").out, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {row["status"] for row in rows if row["judged"] == "false"} == {""}
    assert "violata" in pdz("norms", broken, *DAY, "--lang", "it").out


def test_no_norm_is_an_answer_too(pdz: Pdz) -> None:
    said = pdz("norms", "--article", "1", "--status", "judged", "--lang", "it")
    assert said.status == 0
    assert words.NO_NORMS.it in said.out


def test_a_norm_is_explained_with_what_it_looked_at_and_each_deadline(pdz: Pdz) -> None:
    said = pdz("explain", "art-13-piano-operativo", "--as-of", "1/6/2014", "--lang", "it").out
    for part in (
        "Art. 13",
        "Assemblea dei Sindaci",
        "Parametri",
        "Scadenze, anno per anno",
        "31 marzo 2014",
        "nulla: cade fuori dalla validità",
        "non ancora passata",
    ):
        assert part in said
    told = json.loads(pdz("explain", "art-13-piano-operativo", "--as-of", "2014-06-01", "--format", "json").out)
    states = [(line["year"], line["by"], line["state"]) for line in told["verdict"]["deadlines"]]
    assert states[0] == (2012, "2012-03-31", "void")
    assert (2014, "2014-03-31", "unknown") in states
    assert (2015, "2015-03-31", "to-come") in states


def test_a_norm_that_holds_shows_what_it_looked_at(pdz: Pdz) -> None:
    said = pdz("explain", "art-12-referente", *DAY, "--lang", "it").out
    assert "RISPETTATA" in said
    assert len(re.findall(r"Sub-ambito \d +a posto", said)) == 6


def test_a_broken_norm_shows_what_breaks_it(pdz: Pdz, broken: Path) -> None:
    said = pdz("explain", "art-06-competenza", broken, *DAY)
    assert said.status == 0
    assert "VIOLATED" in said.out
    told = json.loads(pdz("explain", "art-06-competenza", broken, *DAY, "--format", "json").out)["verdict"]
    assert told["status"] == "violated"
    assert {finding["norm"] for finding in told["findings"]} == {"art-06-competenza"}
    assert "violation" in {thing["outcome"] for thing in told["looked_at"]}


def test_a_norm_that_no_data_can_judge_says_why(pdz: Pdz) -> None:
    said = pdz("explain", "art-01-premesse", "--lang", "it").out
    assert words.REASON.it in said
    assert words.VERDICT.it not in said
    assert json.loads(pdz("explain", "art-01-premesse", "--format", "json").out)["verdict"] is None


def test_shapes_without_problems_are_sound(pdz: Pdz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdz_graph.shapecheck", SimpleNamespace(check_shapes=lambda home: ()))
    said = pdz("check-shapes", "--lang", "it")
    assert (said.status, said.out) == (0, f"{words.SHAPES_SOUND.it}\n")


def test_each_problem_of_the_shapes_is_told_with_its_file(pdz: Pdz, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Text("Parola sconosciuta.", "Unknown word."), Text("Correggerla.", "Mend it.")
    problem = Problem("word", Place("shapes/composizione.ttl", line=7), *told)
    monkeypatch.setitem(sys.modules, "pdz_graph.shapecheck", SimpleNamespace(check_shapes=lambda home: (problem,)))
    said = pdz("check-shapes")
    assert said.status == 1
    assert "shapes/composizione.ttl, line 7: Unknown word. [word]" in said.out
    assert "1 problem." in said.out


def test_version_and_help(pdz: Pdz) -> None:
    assert pdz("--version").out == f"pdz {__version__}\n"
    assert pdz("--help").status == 0


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_each_command_and_each_option_has_its_help_in_each_language(pdz: Pdz, lang: str) -> None:
    group = cli.build(lang)
    for name, command in group.commands.items():
        said = pdz(name, "--help", "--lang", lang).out
        text = " ".join(said.split())
        assert manual.COMMANDS[name].summary.say(lang) in text
        for parameter in command.params:
            assert manual.PARAMETERS[str(parameter.name)].say(lang) in text, (name, parameter.name)
    assert set(manual.COMMANDS) == {"pdz", *group.commands}


def test_the_help_lists_the_values_that_are_admitted() -> None:
    metavars = {
        (name, parameter.name): str(getattr(parameter, "metavar", ""))
        for name, command in cli.build("en").commands.items()
        for parameter in command.params
    }
    assert metavars["validate", "form"] == "|".join(FORMATS)
    assert metavars["validate", "engine"] == "|".join(engines.ENGINES)
    assert metavars["norms", "status"] == "|".join(norms.ADMITTED)
    assert metavars["validate", "lang"] == "|".join(words.LANGUAGES)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the examples speak of: tables, a workbook, a register with a change, a receipt."""
    root = tmp_path_factory.mktemp("esempi")
    register(root / "registro", atti="codice,tipo,anno,data,organo\nPO13,piano_operativo,2013,2013-03-20,cris\n")
    shutil.copy(ESEMPI / "registro-conforme.xlsx", root / "registro.xlsx")
    for typed, status in (
        (("init", "ufficio"), 0),
        (("record", "registro", "--policy", "report", "--register", "ufficio"), 0),
        (("validate", "registro/", "--receipt", "ricevuta.json"), 1),
    ):
        assert process(*typed, cwd=root).returncode == status
    return root


@pytest.fixture
def desk(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with all that in it, and we are there."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(prepared, tmp_path, symlinks=True, dirs_exist_ok=True))


#: What goes on until it is told to stop is tried elsewhere.
SERVING = {"serve"}
#: What takes long is tried by its last example alone: the documents run others.
LONG = {"publish"}
EXAMPLES = [
    (name, example)
    for name, chapter in manual.COMMANDS.items()
    if name not in SERVING
    for example in chapter.examples[-1 if name in LONG else 0 :]
]
#: What makes a thing that must not be there yet.
MAKERS = {"init": "ufficio", "template": "registro.xlsx"}


@pytest.mark.parametrize(("command", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_an_example_of_the_help_pages_runs(command: str, example: str, pdz: Pdz, desk: Path) -> None:
    if command in MAKERS:
        (desk / MAKERS[command]).rename(desk / "altrove")
    said = pdz(*shlex.split(example)[1:])
    assert said.status in (0, 1), said.err


def test_readings_are_asked_for_as_the_report_writes_them(pdz: Pdz) -> None:
    plain = pdz("validate", "--reading", "per-data", "--format", "json")
    assert pdz("validate", "--reading", "art-16=per-data", "--format", "json") == plain
    assert pdz("validate", "--reading", "per-data", "--reading", "art-16=per-data", "--format", "json") == plain
    for typed in ("art-17=per-data", "=per-data=", "art-16=", "per-data=art-16"):
        said = pdz("validate", "--reading", typed)
        assert said.status == 2
        assert f"“{typed}”" in said.err
        assert "per-data, per-durata" in said.err


def test_two_readings_of_one_question_are_refused(pdz: Pdz) -> None:
    said = pdz("validate", "--reading", "per-data", "--reading", "per-durata", "--lang", "it")
    assert (said.status, said.out) == (2, "")
    assert "due letture di art-16: per-data e per-durata" in said.err


def test_what_to_type_next_keeps_the_language_asked_for(pdz: Pdz, broken: Path) -> None:
    for typed in (["validate", broken, "--lang", "it"], ["--lang", "it", "validate", broken]):
        assert f"pdz explain art-06-competenza {broken} --as-of 2013-06-30 --lang it" in pdz(*typed, *DAY).out
    assert "--lang" not in pdz("validate", broken, *DAY).out


@pytest.fixture
def guessing(tmp_path: Path) -> Path:
    return register(tmp_path / "registro", adesioni="ente,data,documento\nGomito,2012-05-01,prot. 3\n")


def test_a_guess_is_told_whatever_the_form(pdz: Pdz, guessing: Path, tmp_path: Path) -> None:
    told = f"Nota di lettura: {guessing / 'adesioni.csv'}, riga 2, colonna ente: «Gomito» è letto come comune-gombito"
    asides = [["validate", "--format", form] for form in ("json", "csv", "ttl")]
    asides += [["norms"], ["norms", "--format", "json"], ["explain", "art-04-adesione"]]
    asides += [["explain", "art-04-adesione", "--format", "json"], ["validate", "--format", "json", "--output", "{}"]]
    for typed in asides:
        said = pdz(*[part.format(tmp_path / "esito") for part in typed], guessing, *DAY, "--lang", "it")
        assert said.status in (0, 1)
        assert len([line for line in said.err.splitlines() if line.startswith(told)]) == 1, typed
    for form in ("text", "html"):
        said = pdz("validate", guessing, *DAY, "--lang", "it", "--format", form)
        assert said.err == ""
        assert "Gomito" in said.out
        assert "Come è stato letto il registro" in said.out
    keys = json.loads(pdz("validate", guessing, *DAY, "--format", "json").out).keys()
    assert [*keys] == ["accordo", "as_of", "known_at", "readings", "conforms", "counts", "norms", "findings"]


@pytest.mark.parametrize(
    ("norm", "lists"),
    [
        ("art-07-1-componenti", " (elenco: cris)"),
        ("art-08-asl", " (elenco: udp)"),
        ("art-14-incontri-1", " (elenco: incontri)"),
        ("art-13-report", ""),
    ],
)
def test_what_would_let_an_unknown_norm_be_known_is_told(pdz: Pdz, norm: str, lists: str) -> None:
    said = " ".join(pdz("explain", norm, *DAY, "--lang", "it").out.split())
    assert f"Rimedio: {words.LET_KNOW.it}{lists}." in said
    assert f"Remedy: {words.LET_KNOW.en}{lists}." in " ".join(pdz("explain", norm, *DAY).out.split())


def test_a_norm_of_which_all_is_known_needs_no_advice(pdz: Pdz) -> None:
    assert words.LET_KNOW.en not in " ".join(pdz("explain", "art-12-referente", *DAY).out.split())
