"""The counter of the office: the commands on a register, as a clerk types them, and as somebody who wishes it ill."""

from __future__ import annotations

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from comando import ROOT, Pdz, Said, process, register
from pyoxigraph import RdfFormat, parse
from servizi import PASSWORD, USER, page

from pdz_graph.store.endpoint import Endpoint
from pdz_graph.store.folder import PARTS, Folder

CONFORME = ROOT / "data" / "esempi" / "registro-conforme"
ACCORDO = "https://w3id.org/pdz/accordo/cremasco-2012-2014"
DAY = ("--as-of", "2013-06-30")
#: An act adopted by an organ that has no power to, and a second one.
WRONG = "codice,tipo,anno,data,organo\nR13,riparto_fondi,2013,2013-03-20,cris\n"
WRONG_TOO = "codice,tipo,anno,data,organo\nR13-bis,riparto_fondi,2013,2013-03-21,udp\n"
#: A term that goes on, and one that ended on the last day of February 2013.
CARLA = "cris-componente-carla-finzione-sub-ambito-3-2012-04-12"
LIVIA = "udp-cooperazione-livia-finzione-coop-il-ponte-2012-05-02"

pytestmark = pytest.mark.usefixtures("opened_once")


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with the sound example in it, recorded by Anna."""
    root = tmp_path_factory.mktemp("sportello") / "ufficio"
    assert process("init", root).returncode == 0
    made = process("record", CONFORME, "--register", root, *DAY, "--by", "anna", "--message", "tutto")
    assert made.returncode == 0, made.stderr
    return root


@pytest.fixture
def ufficio(recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, named by nobody."""
    for name in ("PDZ_REGISTER", "PDZ_AGENT", "PDZ_LOCK_WAIT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "nessuno"))
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(recorded, tmp_path / "ufficio", symlinks=True))


@pytest.fixture
def here(ufficio: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That register, and we are in its folder."""
    monkeypatch.chdir(ufficio)
    return ufficio


def wrong(tmp_path: Path, name: str = "sbagliato", table: str = WRONG) -> Path:
    return register(tmp_path / name, atti=table)


def asked(pdz: Pdz, *typed: object) -> Any:
    """Return what a command says in JSON."""
    said = pdz(*typed, "--format", "json")
    assert said.status in (0, 1), said.err
    return json.loads(said.out)


def whole(pdz: Pdz, root: Path) -> str:
    """Return all that a register holds, with its history."""
    return pdz("export", "--register", root, "--format", "nq", "--history").out


def bytes_of(root: Path) -> dict[str, bytes]:
    """Return the files of a folder, by path; of a register those that are read, and not what only writers see."""
    files = {path.relative_to(root): path for path in root.rglob("*") if path.is_file()}
    return {str(name): path.read_bytes() for name, path in files.items() if name.parts[0] not in ("lock", "store")}


def refused(said: Said, code: str, *told: str, status: int = 2) -> None:
    """Hold that a command was refused in our words: the code, the place, the remedy."""
    assert (said.status, said.out) == (status, ""), said.err
    assert f"[{code}]" in said.err, said.err
    for word in (*told, "Remedy"):
        assert word in said.err, said.err
    assert "Traceback" not in said.err
    assert "[defect]" not in said.err


def norms(findings: Sequence[dict[str, Any]]) -> list[str]:
    return [finding["norm"] for finding in findings]


# Where the register is.


def test_a_register_is_made_here_when_no_folder_is_named(
    pdz: Pdz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = pdz("init")
    assert said.status == 0
    assert tmp_path.name in said.out
    assert asked(pdz, "status")["last"] is None
    assert asked(pdz, "status")["kept"] == asked(pdz, "status", "--register", ".")["kept"] == tmp_path.name
    before = bytes_of(tmp_path)
    refused(pdz("init"), "register-there", "pdz.toml")
    assert bytes_of(tmp_path) == before


def test_a_register_is_made_nowhere_else(pdz: Pdz, tmp_path: Path) -> None:
    (tmp_path / "filo").write_text("altro")
    refused(pdz("init", ""), "path-empty")
    for where in (tmp_path / "filo", tmp_path / "filo" / "sotto"):
        refused(pdz("init", where), "register-closed", str(where))
    refused(pdz("init", tmp_path / "nuovo", "--accordo", "boh"), "accordo", "cremasco-2012-2014")
    assert [path.name for path in tmp_path.iterdir()] == ["filo"]


#: Each command on a register, without what names the register, and how it ends; the heavy ones go as far as they need
#: a register.
EVERY: dict[str, tuple[tuple[object, ...], str]] = {
    "validate": (("validate", *DAY, "--format", "json"), ""),
    "norms": (("norms", "--status", "violated", "--format", "json"), ""),
    "explain": (("explain", "art-06-competenza", *DAY, "--format", "json"), ""),
    "status": (("status",), ""),
    "log": (("log",), ""),
    "show": (("show", "1", "--format", "json"), ""),
    "export": (("export",), ""),
    "record": (("record", CONFORME / "azioni.csv", "--whole", "--reading", "x"), "reading"),
    "what-if": (("what-if", "--end", "x", "--on", "2013-06-30"), "term"),
    "who-may": (("who-may", "x"), "seat"),
    "undo": (("undo", "9", "--dry-run"), "change"),
    "waive": (("waive", "x", "x", "--reason", "r", "--act", "a", "--until", "2013-12-31"), "norm"),
}


@pytest.mark.parametrize("name", EVERY)
def test_a_command_finds_its_register_in_three_ways(
    name: str, pdz: Pdz, ufficio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed, code = EVERY[name]
    option = pdz(*typed, "--register", ufficio)
    monkeypatch.setenv("PDZ_REGISTER", str(ufficio))
    environment = pdz(*typed)
    monkeypatch.delenv("PDZ_REGISTER")
    inside = ufficio / "carte"
    inside.mkdir()
    monkeypatch.chdir(inside)
    assert option == environment == pdz(*typed)
    assert bool(option.out) is not bool(code)
    assert f"[{code}]" in option.err if code else option.err == ""


@pytest.mark.parametrize("name", sorted(EVERY.keys() - {"validate", "norms", "explain"}))
def test_a_command_without_a_register_says_how_to_name_one(
    name: str, pdz: Pdz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PDZ_REGISTER", raising=False)
    refused(pdz(*EVERY[name][0]), "register-none", "pdz init", "--register DIR")
    refused(pdz(*EVERY[name][0], "--register", "altrove"), "register-none", "altrove", "pdz init altrove")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("here")
def test_a_source_is_judged_even_inside_a_register(pdz: Pdz, tmp_path: Path) -> None:
    source = wrong(tmp_path)
    assert "register" not in asked(pdz, "validate", source, *DAY)
    assert "art-06-competenza" in norms(asked(pdz, "validate", source, *DAY)["findings"])
    assert "art-06-competenza" not in norms(asked(pdz, "validate", *DAY)["findings"])
    (norm,) = (one for one in asked(pdz, "norms", "--article", "6")["norms"] if one["norm"] == "art-06-competenza")
    assert norm["status"] == "satisfied"
    refused(pdz("validate", source, "--register", "."), "source-or-register", "what-if")


def test_a_report_says_of_which_register_it_is(pdz: Pdz, ufficio: Path) -> None:
    typed = ("validate", "--register", ufficio, *DAY)
    assert asked(pdz, *typed)["register"] == {"folder": "ufficio", "change": 1}
    assert "Registro: ufficio, dopo il cambiamento 1." in pdz(*typed, "--lang", "it").out
    assert "Register: ufficio, after change 1." in pdz(*typed, "--format", "html").out
    early = pdz("validate", "--register", ufficio, *DAY, "--known-at", "2020-01-01")
    assert "Register: ufficio, without a change yet." in early.out
    assert "Register" not in pdz("validate", CONFORME, *DAY).out


# Through the gate.


def test_what_is_new_changed_and_ended_is_shown(pdz: Pdz, ufficio: Path, tmp_path: Path) -> None:
    table = list(csv.reader((CONFORME / "incarichi.csv").read_text("utf-8").splitlines()))
    (livia,) = (row for row in table if row[:2] == ["udp-cooperazione", "livia-finzione"])
    livia[table[0].index("al")] = "2013-12-31"
    source = register(
        tmp_path / "novità",
        incarichi="\n".join(",".join(row) for row in (table[0], livia)) + "\n",
        persone="codice,nome\nzeno-prova,Zeno Prova\n",
    )
    said = pdz("record", source, "--register", ufficio, *DAY)
    assert said.status == 0
    assert "1 new row and 1 ended row." in said.out
    assert "Zeno Prova" in said.out
    assert "al: — → 31 December 2013" in said.out
    assert said.out.endswith("RECORDED: it is change 2.\n")
    corrected = register(tmp_path / "corretto", persone=(CONFORME / "persone.csv").read_text("utf-8"))
    with (corrected / "persone.csv").open("a", encoding="utf-8") as file:
        file.write("zeno-prova,Zeno Esempio\n")
    said = pdz("record", corrected, "--whole", "--register", ufficio, *DAY)
    assert "1 changed row." in said.out
    assert "nome: Zeno Prova → Zeno Esempio" in said.out


def test_what_is_refused_leaves_the_register_as_it_was(pdz: Pdz, ufficio: Path, tmp_path: Path) -> None:
    before, files = whole(pdz, ufficio), bytes_of(ufficio)
    said = pdz("record", wrong(tmp_path), "--register", ufficio, *DAY)
    assert said.status == 1
    assert "What comes of it: 1 violation" in said.out
    assert "[art-06-competenza]" in said.out
    assert "Remedy: " in said.out
    assert said.out.endswith("REFUSED, and nothing has changed: 1 violation (--policy no-new).\n")
    assert whole(pdz, ufficio) == before
    assert bytes_of(ufficio) == files
    assert len(asked(pdz, "log", "--register", ufficio)["changes"]) == 1


def test_each_policy_and_a_trial(pdz: Pdz, ufficio: Path, tmp_path: Path) -> None:
    harmless = register(tmp_path / "innocuo", persone="codice,nome\nzeno-prova,Zeno Prova\n")
    source, on = wrong(tmp_path), ("--register", ufficio, *DAY)
    before = whole(pdz, ufficio)
    tried = asked(pdz, "record", source, *on, "--dry-run", "--policy", "report")
    assert (tried["outcome"], tried["change"], norms(tried["new"])) == ("trial", None, ["art-06-competenza"])
    assert pdz("record", source, *on, "--dry-run").status == 1
    assert whole(pdz, ufficio) == before
    assert asked(pdz, "record", source, *on, "--policy", "strict")["outcome"] == "refused"
    assert asked(pdz, "record", source, *on, "--policy", "report")["outcome"] == "recorded"
    assert asked(pdz, "record", harmless, *on, "--policy", "strict")["outcome"] == "refused"
    assert asked(pdz, "record", harmless, *on)["outcome"] == "recorded"
    assert asked(pdz, "record", harmless, *on)["outcome"] == "nothing"


def test_the_history_says_who_and_why(pdz: Pdz, ufficio: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PDZ_AGENT", "bruno")
    for name, more in (
        ("uno", ()),
        ("due", ("--by", "Carla B", "--message", "un motivo")),
        ("tre", ("--by", "carla b")),
    ):
        source = register(tmp_path / name, persone=f"codice,nome\nzeno-{name},Zeno Prova\n")
        assert pdz("record", source, "--register", ufficio, *DAY, *more).status == 0
    changes = asked(pdz, "log", "--register", ufficio)["changes"]
    assert [(c["change"], c["agent"], c["message"]) for c in changes] == [
        (4, "carla b", ""),
        (3, "Carla B", "un motivo"),
        (2, "bruno", ""),
        (1, "anna", "tutto"),
    ]
    for text in (pdz("log", "--register", ufficio).out, pdz("show", "3", "--register", ufficio).out):
        assert "Carla B" in text
        assert "un motivo" in text
    shown = asked(pdz, "show", "3", "--register", ufficio)
    assert {key: shown[key] for key in changes[1]} == changes[1]
    assert "10 other files" in " ".join(pdz("log", "--register", ufficio).out.split())
    assert [(row["kind"], row["table"]) for row in shown["rows"]] == [("added", "persone")]


CHANGE = ["accordo", "outcome", "change", "policy", "as_of", "readings", "rows", "left", "new", "solved", "waived"]
CHANGE += ["unchanged"]
STORY = ["change", "instant", "agent", "message", "sources", "as_of", "readings", "policy", "engine", "versions"]
STORY += ["violations", "new", "solved", "undoes"]


def test_programs_find_the_keys_that_the_documents_promise(pdz: Pdz, ufficio: Path) -> None:
    def on(*typed: object) -> Any:
        return asked(pdz, *typed, "--register", ufficio)

    who = ["seat", "label", "on", "most", "each", "designated_by", "holders", "eligible", "uncertain", "not_eligible"]
    promised = {
        "record": (CHANGE, on("record", CONFORME, *DAY)),
        "what-if": (CHANGE, on("what-if", CONFORME, *DAY)),
        "who-may": (who, on("who-may", "udp-asl")),
        "show": (["accordo", *STORY, "rows"], on("show", "1")),
        "log": (["accordo", "changes"], on("log")),
        "status": (["accordo", "label", "kept", "last", "rows", "outside_tables", "waivers"], on("status")),
    }
    document = (ROOT / "docs" / "ufficio.md").read_text("utf-8")
    for name, (keys, said) in promised.items():
        assert list(said) == keys, name
        assert f"| `{name}` | {', '.join(f'`{key}`' for key in keys)} |" in document, name
    assert list(promised["log"][1]["changes"][0]) == STORY == list(promised["status"][1]["last"])


def test_a_day_that_nobody_asked_for_is_not_called_so(pdz: Pdz, ufficio: Path) -> None:
    asking = "(the day asked for)"
    assert asking not in pdz("record", CONFORME, "--register", ufficio, "--dry-run").out
    assert asking in pdz("record", CONFORME, "--register", ufficio, "--dry-run", *DAY).out


@pytest.mark.parametrize(("day", "some"), [("2012-03-27", False), ("2012-03-28", True)])
def test_the_gate_finds_what_the_report_finds_and_nothing_before_the_signature(
    day: str, some: bool, pdz: Pdz, ufficio: Path
) -> None:
    on = ("--register", ufficio, "--as-of", day)
    found = asked(pdz, "what-if", CONFORME, *on)["unchanged"]
    assert norms(found) == norms(asked(pdz, "validate", *on)["findings"])
    assert bool(found) is some


# What cannot be done.


def test_a_row_that_contradicts_is_told_with_its_place_and_both_values(pdz: Pdz, ufficio: Path, tmp_path: Path) -> None:
    source = register(
        tmp_path / "altro",
        azioni=(CONFORME / "azioni.csv").read_text("utf-8").replace("640000", "640001"),
        persone="codice,nome\nanna-esempio,Anna Diversa\n",
    )
    said = pdz("record", source, "--register", ufficio, "--lang", "it", *DAY)
    assert (said.status, said.out) == (2, "")
    assert "azioni.csv, riga 7, colonna importo: È registrato «640000», e qui si dice «640001»." in said.err
    assert "persone.csv, riga 2, colonna nome: È registrato «Anna Esempio», e qui si dice «Anna Diversa»." in said.err
    assert "--whole" in said.err
    assert len(asked(pdz, "log", "--register", ufficio)["changes"]) == 1


@pytest.fixture
def holder(ufficio: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock of the register."""
    code = (
        "import sys, time; from pathlib import Path; from pdz_graph.store.folder import Folder\n"
        "with Folder.read(Path(sys.argv[1])).writing(): print('preso', flush=True); time.sleep(60)"
    )
    known = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, str(ufficio)]
    with subprocess.Popen(command, env=known, stdout=subprocess.PIPE, text=True) as one:
        assert one.stdout
        assert one.stdout.readline() == "preso\n"
        yield one
        one.kill()


def test_whoever_comes_second_waits_and_is_told_for_whom(
    pdz: Pdz, ufficio: Path, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PDZ_LOCK_WAIT", "0.1")
    typed = ("undo", "1", "--register", ufficio, "--policy", "report", *DAY)
    refused(pdz(*typed), "store-busy", f"({holder.pid})", "0.1 seconds", status=3)
    assert pdz("validate", "--register", ufficio, *DAY).status == 0  # readers wait for nobody
    holder.kill()
    holder.wait()
    assert (ufficio / "lock").read_text().strip() == str(holder.pid)
    assert pdz(*typed).status == 0


@pytest.mark.parametrize("wait", ["presto", "-1", "1e3", "1.2.3"])
def test_a_wait_that_is_no_number_is_refused(
    wait: str, pdz: Pdz, ufficio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PDZ_LOCK_WAIT", wait)
    refused(pdz("undo", "1", "--register", ufficio), "lock-wait", wait)


SETTINGS = 'format = 1\naccordo = "cremasco-2012-2014"\n'


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("format = 2\naccordo = 'x'\n", "register-format", "format 2"),
        ("format: 1", "register-settings", "line 1"),
        ("format = 1\n", "register-settings", "accordo"),
        ("format = 1\naccordo = 3\n", "register-settings", "accordo"),
        ("format = 1\naccordo = 'altrove'\n", "accordo", "cremasco-2012-2014"),
        (f"{SETTINGS}endpoint = 3\n", "register-settings", "section"),
        (f"{SETTINGS}[endpoint]\nquery = 3\nupdate = 4\n", "register-settings", "text"),
        (f"{SETTINGS}[endpoint]\nquery = 'http://127.0.0.1:9/'\n", "register-settings", "[endpoint]"),
    ],
)
def test_settings_that_are_not_understood_stop_every_command(
    text: str, code: str, told: str, pdz: Pdz, here: Path
) -> None:
    settings = here / "pdz.toml"
    settings.write_text(text)
    for typed in (("status",), ("record", CONFORME, *DAY), ("validate",)):
        refused(pdz(*typed), code, told)
    assert settings.read_text() == text


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://127.0.0.1:9/query", "endpoint-down"),
        ("http://anna:segreto@127.0.0.1:9/query", "endpoint-secret"),
        ("ftp://anna:segreto@127.0.0.1/query", "endpoint-secret"),
        ("anna:segreto@127.0.0.1/query", "endpoint-secret"),
        ("127.0.0.1/query", "endpoint-address"),
        ("http://[::1/query", "endpoint-address"),
        ("http://127.0.0.1:porta/query", "endpoint-address"),
        ("http://127.0.0.1:99999/query", "endpoint-address"),
        ("http://exam ple.org/query", "endpoint-address"),
        ("http://127.0.0.1/perché", "endpoint-address"),
        ("", "endpoint-address"),
    ],
)
def test_an_endpoint_that_cannot_be_called_makes_no_register(address: str, code: str, pdz: Pdz, tmp_path: Path) -> None:
    said = pdz("init", tmp_path / "lontano", "--endpoint", address)
    refused(said, code, status=3 if code == "endpoint-down" else 2)
    assert "segreto" not in said.err
    assert list(tmp_path.iterdir()) == []


def test_an_endpoint_that_answers_a_page_makes_no_register(pdz: Pdz, tmp_path: Path) -> None:
    with page() as site:
        refused(pdz("init", tmp_path / "lontano", "--endpoint", site), "endpoint-strange", "Benvenuti", status=3)
    assert list(tmp_path.iterdir()) == []


def test_an_endpoint_that_speaks_no_http_makes_no_register(pdz: Pdz, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def mumble() -> None:
            one, _ = server.accept()
            with one:
                one.recv(10_000)
                one.sendall(b"220 ftp.example.org\r\n")

        threading.Thread(target=mumble, daemon=True).start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/query"
        refused(pdz("init", tmp_path / "lontano", "--endpoint", address), "endpoint-down", address, status=3)
    assert list(tmp_path.iterdir()) == []


def test_who_may_not_enter_is_told_and_no_secret_is_written(
    pdz: Pdz, tmp_path: Path, servers: dict[str, Endpoint], monkeypatch: pytest.MonkeyPatch
) -> None:
    there, root = servers["virtuoso"], tmp_path / "lontano"
    monkeypatch.setenv("PDZ_ENDPOINT_USER", USER)
    monkeypatch.setenv("PDZ_ENDPOINT_PASSWORD", PASSWORD)
    where = ("--endpoint", there.query, "--update-endpoint", there.update, "--profile", "virtuoso", "--auth", "digest")
    assert pdz("init", root, *where).status == 0
    people = register(tmp_path / "persone", persone="codice,nome\nzeno-prova,Zeno Prova\n")
    monkeypatch.setenv("PDZ_ENDPOINT_PASSWORD", "sbagliata")
    said = pdz("record", people, "--register", root, *DAY)
    refused(said, "endpoint-refused", there.update, "PDZ_ENDPOINT_PASSWORD", status=3)
    monkeypatch.setenv("PDZ_ENDPOINT_PASSWORD", PASSWORD)
    assert asked(pdz, "status", "--register", root)["last"] is None
    told = "".join((said.err, pdz("status", "--register", root).out, *map(bytes.decode, bytes_of(root).values())))
    assert "sbagliata" not in told
    assert PASSWORD not in told
    assert USER not in told
    assert there.query in told


@pytest.fixture
def sealed(ufficio: Path) -> Iterator[Path]:
    """A register in a folder where nothing may be written."""
    every = [ufficio, *(path for path in ufficio.rglob("*") if not path.is_symlink())]
    for path in every:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield ufficio
    for path in every:
        path.chmod(0o755)


def powerless(*typed: object) -> Said:
    """Run the command as somebody for whom permissions hold, even if we are root."""
    bound = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []
    command = [*bound, sys.executable, "-m", "pdz_graph.cli", *map(str, typed)]
    known = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    said = subprocess.run(command, env=known, check=False, text=True, capture_output=True)
    return Said(said.returncode, said.stdout, said.stderr)


def test_a_register_that_may_not_be_written_can_be_read(sealed: Path) -> None:
    assert powerless("validate", "--register", sealed, *DAY)[::2] == (0, "")
    for typed in (("undo", "1", "--register", sealed), ("init", sealed / "altro")):
        refused(powerless(*typed), "register-closed", str(sealed), "Permission denied")


def _truncated(root: Path) -> None:
    for path in root.iterdir():
        path.write_bytes(b"")


def _scribbled(root: Path) -> None:
    for path in root.glob("*.sst"):
        path.write_bytes(b"?" * path.stat().st_size)


def _without_tables(root: Path) -> None:
    for path in root.glob("*.sst"):
        path.unlink()


def _emptied(root: Path) -> None:
    for path in root.iterdir():
        path.unlink()


def _headless(root: Path) -> None:
    (root / "CURRENT").unlink()


@pytest.mark.parametrize("harm", [_truncated, _scribbled, _without_tables, _emptied, _headless, shutil.rmtree])
def test_a_harmed_store_is_told_and_never_begun_anew(harm: Any, pdz: Pdz, ufficio: Path, tmp_path: Path) -> None:
    """What readers have is whole, and what writers have is not: they write nothing."""
    people = register(tmp_path / "persone", persone="codice,nome\nzeno-prova,Zeno Prova\n")
    before = whole(pdz, ufficio)
    for path in (ufficio / "store").glob("*.sst"):  # no more one file with those of the copies
        path.write_bytes(Path(shutil.move(path, tmp_path / path.name)).read_bytes())
    harm(ufficio / "store")
    said = pdz("record", people, "--register", ufficio, *DAY)
    code = "store-lost" if harm in (_emptied, _headless, shutil.rmtree) else "store-corrupted"
    refused(said, code, "store", "backup", status=3)
    assert whole(pdz, ufficio) == before


@pytest.mark.parametrize("harm", [_truncated, _scribbled, _without_tables, _emptied])
def test_a_harmed_copy_is_told(harm: Any, pdz: Pdz, ufficio: Path) -> None:
    harm((ufficio / "current").resolve())
    for typed in (("status",), ("validate", *DAY)):
        said = pdz(*typed, "--register", ufficio)
        refused(said, "store-failed" if harm is _emptied else "store-corrupted", "copies", status=3)


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        (("validate", "--as-of", "2013-02-30"), "day-impossible", "--as-of"),
        (("record", CONFORME, "--as-of", "domani"), "day-form", "--as-of"),
        (("validate", "--known-at", "ieri"), "known-at", "2026-11-25T10:30"),
        (("export", "--known-at", ""), "known-at", "2026-11-25T10:30"),
        (("validate", "--known-at", "0001-01-01T00:00+23:00"), "known-at", "0001-01-01"),
        (("who-may", "udp-asl", "--on", "32/13"), "day-form", "--on"),
        (("who-may", "udp-azl"), "seat", "udp-asl"),
        (("who-may", "udp-asl", "--on", "2012-03-27"), "seat-early", "28 March 2012"),
        (("undo", "2"), "change", "There are 1"),
        (("undo", "uno"), "change", "pdz log"),
        (("show", "0"), "change", "There are 1"),
        (("show", "99"), "change", "There are 1"),
        (("show", "abc"), "change", "“abc” is no number"),
        (("show", "9" * 30), "change", "pdz log"),
        (("what-if",), "source-none", "Name a folder"),
        (("what-if", "--end", LIVIA), "what-if", "--on DAY"),
        (("what-if", "--on", "2013-06-30"), "what-if", "--end"),
        (("what-if", CONFORME, "--end", LIVIA, "--on", "2013-06-30"), "what-if", "not both"),
        (("what-if", "--whole", "--end", LIVIA, "--on", "2013-06-30"), "what-if", "not both"),
        (("what-if", "--end", "cooperazione", "--on", "2013-06-30"), "term", "tlts-cooperazione-"),
        (("what-if", "--end", LIVIA, "--on", "2012-05-01"), "term-day", "1 May 2012"),
        (("what-if", "--end", CARLA, "--on", "2013-03-01"), "term-day", "1 March 2013"),
        (("record",), "source-none", "Name a folder"),
        (("record", "/non/esiste"), "file-unreadable", "/non/esiste"),
        (("record", CONFORME, "--policy", "gentle"), "option-value", "no-new, strict, report"),
        (("record", CONFORME, "--format", "csv"), "option-value", "text, json"),
        (("record", CONFORME, "--by", "anna\udcff"), "text-strange", "--by"),
        (("undo", "1", "--message", "\x1b[31mrosso"), "text-strange", "--message"),
        (("validate", "--output", "pdz.toml"), "output", "part of a register"),
        (("export", "--output", "store/CURRENT"), "output", "part of a register"),
        (("export", "--format", "csv", "--output", "store"), "output", "part of a register"),
        (("export", "--format", "csv", "--output", "copies/1"), "output", "part of a register"),
    ],
)
def test_what_cannot_be_asked_of_a_register_is_refused(
    typed: tuple[str, ...], code: str, told: str, pdz: Pdz, here: Path
) -> None:
    before = bytes_of(here)
    refused(pdz(*typed), code, told)
    assert bytes_of(here) == before


def test_all_that_stands_in_the_folder_of_a_register_is_known(ufficio: Path) -> None:
    assert {path.name for path in ufficio.iterdir()} == set(PARTS) - {"current.new", "pending"}


def test_a_change_that_was_touched_since_is_not_taken_back(pdz: Pdz, here: Path, tmp_path: Path) -> None:
    before = whole(pdz, here)
    people = register(tmp_path / "uno", persone="codice,nome\nzeno-prova,Zeno Prova\n")
    assert pdz("record", people, *DAY).status == 0
    others = (CONFORME / "persone.csv").read_text("utf-8") + "zeno-prova,Zeno Esempio\n"
    assert pdz("record", register(tmp_path / "due", persone=others), "--whole", *DAY).status == 0
    refused(pdz("undo", "2", *DAY), "undo-touched", "change 2", ": 3.")
    assert "takes back change" not in pdz("log").out
    for number in ("3", "2"):
        assert pdz("undo", number, *DAY).status == 0
    assert [change["undoes"] for change in asked(pdz, "log")["changes"]] == [2, 3, None, None, None]
    last = pdz("export", "--format", "nq").out
    assert set(last.splitlines()) <= set(before.splitlines())


# Waivers.


WAIVED = ("--reason", "ratifica", "--act", "nota 12", "--until", "2013-12-31", "--by", "anna", *DAY)


@pytest.fixture(scope="session")
def tolerant(recorded: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The register with a wrong act that is put up with until the end of the year, and how that was told."""
    folder = tmp_path_factory.mktemp("tollerante")
    root = Path(shutil.copytree(recorded, folder / "ufficio", symlinks=True))
    on = ("--register", root)
    assert process("record", wrong(folder), *on, "--policy", "report", *DAY).returncode == 0
    said = process("waive", "art-06-competenza", "R13", *on, *WAIVED)
    assert said.returncode == 0, said.stderr
    return root, said.stdout


@pytest.fixture
def waived(tolerant: tuple[Path, str], here: Path) -> Path:
    """A copy of it, and we are in its folder."""
    shutil.rmtree(here)
    os.chdir(shutil.copytree(tolerant[0], here, symlinks=True))
    return here


def test_a_waiver_is_no_solution(tolerant: tuple[Path, str]) -> None:
    assert "What is put up with from now on: 1 violation" in tolerant[1]
    assert "What is solved" not in tolerant[1]
    assert "Waived until 31 December 2013: ratifica (nota 12)" in tolerant[1]


@pytest.mark.usefixtures("waived")
def test_a_waived_finding_stays_and_does_not_count(pdz: Pdz) -> None:
    report = asked(pdz, "validate", *DAY)
    (found,) = (finding for finding in report["findings"] if finding["norm"] == "art-06-competenza")
    waiver = found["waived"]
    assert (waiver["reason"], waiver["act"], waiver["until"]) == ("ratifica", "nota 12", "2013-12-31")
    assert (report["conforms"], report["counts"]["violation"], report["counts"]["violated"]) == (True, 0, 1)
    said = pdz("validate", *DAY)
    assert said.status == 0
    assert "Waived until 31 December 2013: ratifica (nota 12)" in said.out
    assert "Waived until 31 December 2013: ratifica (nota 12)" in pdz("validate", *DAY, "--format", "html").out
    rows = csv.DictReader(StringIO(pdz("validate", *DAY, "--format", "csv").out, newline=""))
    assert {row["norm"]: row["waived_until"] for row in rows}["art-06-competenza"] == "2013-12-31"
    triples = parse(pdz("validate", *DAY, "--format", "ttl").out, RdfFormat.TURTLE)
    assert waiver["waiver"] in {t.object.value for t in triples if t.predicate.value.endswith("#derogatoDa")}
    assert pdz("record", CONFORME, "--policy", "strict", "--dry-run", *DAY).status == 0


@pytest.mark.usefixtures("waived")
def test_a_waiver_ends_with_its_last_day(pdz: Pdz) -> None:
    last, after = (asked(pdz, "validate", "--as-of", day) for day in ("2013-12-31", "2014-01-01"))
    found = [next(f for f in one["findings"] if f["norm"] == "art-06-competenza") for one in (last, after)]
    assert ["waived" in one for one in found] == [True, False]
    assert found[0]["severity"] == found[1]["severity"] == "violation"
    assert after["counts"]["violation"] == last["counts"]["violation"] + 1
    assert [change["violations"] for change in asked(pdz, "log")["changes"]] == [
        {"before": 1, "after": 0},
        {"before": 0, "after": 1},
        {"before": 0, "after": 0},
    ]


@pytest.mark.usefixtures("waived")
def test_a_waiver_lets_nothing_else_through(pdz: Pdz, tmp_path: Path) -> None:
    said = asked(pdz, "record", wrong(tmp_path, "altro", WRONG_TOO), *DAY)
    assert (said["outcome"], norms(said["new"])) == ("refused", ["art-06-competenza"])
    assert said["new"][0]["subject"] == f"{ACCORDO}/atto/R13-bis"


@pytest.mark.usefixtures("here")
def test_a_waiver_that_fits_nothing_is_told(pdz: Pdz) -> None:
    assert pdz("waive", "art-06-competenza", f"{ACCORDO}/atto/R13", *WAIVED).status == 0
    (idle,) = asked(pdz, "validate", *DAY)["idle_waivers"]
    assert idle["subject"] == f"{ACCORDO}/atto/R13"
    for form in ("text", "html"):
        assert "Waivers that fit nothing" in pdz("validate", *DAY, "--format", form).out
    assert "idle_waivers" not in asked(pdz, "validate", "--as-of", "2014-01-01")
    assert asked(pdz, "status")["waivers"] == [idle]


@pytest.mark.usefixtures("waived")
@pytest.mark.parametrize(
    ("changed", "code", "told"),
    [
        ({"norm": "art-06"}, "norm", "pdz norms"),
        ({"subject": "R14"}, "waiver-thing", "it finds: R13"),
        ({"norm": "art-06-presidenza"}, "waiver-thing", "--as-of"),
        ({"until": "2013-06-29"}, "waiver-over", "29 June 2013"),
        ({"until": "mai"}, "day-form", "--until"),
        ({"reason": " "}, "waiver-text", "--reason"),
        ({"act": ""}, "waiver-text", "--act"),
        ({"reason": "\u202enulla"}, "text-strange", "--reason"),
    ],
)
def test_a_waiver_that_makes_no_sense_is_refused(changed: dict[str, str], code: str, told: str, pdz: Pdz) -> None:
    whole = {"norm": "art-06-competenza", "subject": "R13", "reason": "r", "act": "a", "until": "2014-01-31"} | changed
    options = [part for name in ("reason", "act", "until") for part in (f"--{name}", whole[name])]
    refused(pdz("waive", whole["norm"], whole["subject"], *options, *DAY), code, told)
    assert len(asked(pdz, "log")["changes"]) == 3


DEROGA = f"""@prefix pdz: <https://w3id.org/pdz/onto#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<{ACCORDO}/deroga/prova> a pdz:Deroga ; pdz:normaDerogata <{ACCORDO}/norma/art-06-competenza> ;
  pdz:cosaDerogata <{ACCORDO}/atto/R13> ; pdz:motivo "ratifica" ; pdz:attoDellaDeroga "nota 12" ;
  pdz:dal "2013-01-01"^^xsd:date ; pdz:al "2013-12-31"^^xsd:date .
"""


def test_a_waiver_may_come_with_a_source(pdz: Pdz, here: Path, tmp_path: Path) -> None:
    waiver, act = tmp_path / "deroga.ttl", wrong(tmp_path)
    waiver.write_text(DEROGA)
    assert pdz("validate", act, *DAY).status == 1
    assert pdz("validate", act, waiver, *DAY).status == 0
    assert pdz("validate", act, waiver, "--as-of", "2014-01-01").status == 1
    assert pdz("record", waiver, "--register", here, *DAY).status == 0
    assert asked(pdz, "record", act, *DAY)["outcome"] == "recorded"
    assert asked(pdz, "validate", *DAY)["conforms"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('pdz:motivo "ratifica" ;', "", "registro-deroga-motivo"),
        ('pdz:motivo "ratifica" ;', 'pdz:motivo " " ;', "registro-deroga-motivo"),
        ('"nota 12"', '"nota 12" , "nota 13"', "registro-deroga-atto"),
        ('"nota 12"', '""', "registro-deroga-atto"),
        ("norma/art-06-competenza", "norma/art-06-altro", "registro-deroga-norma"),
        (f"<{ACCORDO}/atto/R13>", '"R13"', "registro-deroga-cosa"),
        (' ; pdz:al "2013-12-31"^^xsd:date', "", "registro-deroga-al-manca"),
        ("2013-12-31", "2012-12-31", "registro-intervallo"),
    ],
)
def test_a_waiver_that_is_badly_formed_is_refused(old: str, new: str, code: str, pdz: Pdz, here: Path) -> None:
    assert DEROGA.count(old) == 1
    waiver = here.parent / "deroga.ttl"
    waiver.write_text(DEROGA.replace(old, new))
    refused(pdz("validate" if "motivo" in code else "record", waiver, *DAY), code, "deroga.ttl")
    assert len(asked(pdz, "log", "--register", here)["changes"]) == 1


# Two clocks.


def test_what_was_known_then_is_told_as_it_was(pdz: Pdz, here: Path, tmp_path: Path) -> None:
    first = pdz("export", "--format", "nq").out
    assert pdz("record", wrong(tmp_path), "--policy", "report", *DAY).status == 0
    second, one = (datetime.fromisoformat(change["instant"]) for change in asked(pdz, "log")["changes"])
    sources = asked(pdz, "validate", CONFORME, *DAY)
    for then in (one, second - timedelta(microseconds=1)):
        known = asked(pdz, "validate", *DAY, "--known-at", then.isoformat())
        assert known.pop("register") == {"folder": "ufficio", "change": 1}
        assert known == sources | {"known_at": then.isoformat()}
        assert pdz("export", "--format", "nq", "--known-at", then.isoformat()).out == first
    assert not asked(pdz, "validate", *DAY, "--known-at", second.isoformat())["conforms"]
    evening, before = second.astimezone().date(), one - timedelta(seconds=1)
    assert pdz("export", "--format", "nq", "--known-at", evening).out == pdz("export", "--format", "nq").out
    assert pdz("export", "--format", "nq", "--known-at", f"{evening:%Y%m%d}").out == pdz("export", "--format", "nq").out
    assert pdz("export", "--format", "nq", "--known-at", evening - timedelta(days=1)).out == ""
    early = asked(pdz, "validate", *DAY, "--known-at", before.isoformat())
    alone = json.loads(process("validate", *DAY, "--format", "json", cwd=tmp_path).stdout)
    assert early == alone | {"known_at": early["known_at"], "register": {"folder": "ufficio", "change": 0}}
    for form in ("--history",), ():
        assert pdz("export", "--format", "nq", *form, "--known-at", before.isoformat()).out == ""


# Trying first.


def test_what_would_come_of_a_source_is_told_and_nothing_is_touched(pdz: Pdz, here: Path, tmp_path: Path) -> None:
    before, store = bytes_of(here), bytes_of(here / "store")
    said = asked(pdz, "what-if", wrong(tmp_path), *DAY)
    assert (said["outcome"], said["change"]) == ("trial", None)
    assert (norms(said["new"]), said["solved"], norms(said["unchanged"])) == (
        ["art-06-competenza"],
        [],
        ["art-16-durata"],
    )
    assert (bytes_of(here), bytes_of(here / "store")) == (before, store)


def test_what_would_be_solved_is_told_too(pdz: Pdz, here: Path, tmp_path: Path) -> None:
    assert pdz("record", wrong(tmp_path), "--register", here, "--policy", "report", *DAY).status == 0
    right = register(tmp_path / "giusto", atti=(CONFORME / "atti.csv").read_text("utf-8"))
    said = asked(pdz, "what-if", right, "--whole", *DAY)
    assert (said["new"], norms(said["solved"])) == ([], ["art-06-competenza"])
    assert [(row["kind"], row["subject"]) for row in said["rows"]] == [("withdrawn", f"{ACCORDO}/atto/R13")]


def test_what_would_come_of_a_resignation_is_told(pdz: Pdz, here: Path) -> None:
    before = bytes_of(here)
    for name in (LIVIA, f"{ACCORDO}/incarico/{LIVIA}"):
        said = asked(pdz, "what-if", "--end", name, "--on", "2013-06-30")
        assert said["as_of"] == "2013-07-01"
        assert norms(said["new"]) == ["art-08-tlts-cooperazione", "art-09-quattro-designati"]
        assert [(row["kind"], row["table"]) for row in said["rows"]] == [("ended", "incarichi")]
    assert asked(pdz, "what-if", "--end", LIVIA, "--on", "2013-06-30", *DAY)["new"] == []
    assert bytes_of(here) == before


def may(pdz: Pdz, seat: str, day: str = "2013-07-01") -> tuple[set[str], dict[str, set[str]]]:
    """Return who may hold a seat, and of each of the others which norms say no."""
    said = asked(pdz, "who-may", seat, "--on", day)
    assert said["uncertain"] == []
    told = {one["label"]["it"]: {reason["norm"] for reason in one["reasons"]} for one in said["not_eligible"]}
    names = [one["label"]["it"] for one in said["eligible"]]
    assert all(first <= second for first, second in pairwise(one["person"] or "" for one in said["eligible"]))
    return set(names), told


@pytest.mark.usefixtures("here")
def test_only_cooperatives_that_adhered_may_be_designated(pdz: Pdz) -> None:
    cooperatives = {f"Cooperativa sociale {name}" for name in ("Il Ponte di Carta", "La Bussola Finta")}
    cooperatives |= {"Cooperativa sociale Girasole di Prova", "Cooperativa sociale La Mongolfiera"}
    may_sit, others = may(pdz, "udp-cooperazione")
    assert may_sit == cooperatives | {"Lega delle cooperative di esempio"}
    assert others["Patronato di esempio"] == {"art-08-tlts-cooperazione"}
    assert others["Crema"] == {"art-08-tlts-cooperazione", "art-09-designati-aderenti"}
    may_sit, others = may(pdz, "udp-cooperazione", "2012-04-15")  # the day before they adhered
    assert may_sit == set()
    assert others["Cooperativa sociale La Mongolfiera"] == {"art-08-tlts-cooperazione", "art-09-designati-aderenti"}


@pytest.mark.usefixtures("here")
def test_an_adhesion_counts_up_to_its_last_day(pdz: Pdz) -> None:
    gone = "Fuori Porta, organizzazione di volontariato di esempio"
    may_sit, others = may(pdz, "tlts-volontariato")
    assert {name.partition(",")[0] for name in may_sit} == {"Famiglie Insieme", "La Panchina", "Mani Aperte"}
    assert others[gone] == {"art-04-designazione-aderenti", "art-09-partecipazione"}
    assert others["Patronato di esempio"] == {"art-09-commissione-volontariato"}
    assert gone in may(pdz, "tlts-volontariato", "2012-12-31")[0]
    assert gone in may(pdz, "tlts-volontariato", "2013-01-01")[1]


@pytest.mark.usefixtures("here")
def test_a_member_of_the_committee_holds_an_office_in_a_comune_of_the_area(pdz: Pdz) -> None:
    may_sit, others = may(pdz, "cris-componente")
    assert {"Ada Esempio, per conto di Sub-ambito 6", "Luisa Esempio, per conto di Sub-ambito 1"} <= may_sit
    assert len(may_sit) == 56
    assert others["Gaia Finzione, per conto di Sub-ambito 6"] == {"art-07-1-cariche"}  # an official
    assert not [name for name in may_sit | others.keys() if name.startswith("Edda Finzione")]  # of the ASL


@pytest.mark.usefixtures("here")
def test_one_alone_may_preside_and_five_bodies_send_technicians(pdz: Pdz) -> None:
    may_sit, others = may(pdz, "ads-presidente")
    assert may_sit == {"Ada Esempio, per conto di Crema"}
    assert set(map(frozenset, others.values())) == {frozenset({"art-06-presidenza"})}
    assert len(may(pdz, "ads-componente")[0]) == 48
    may_sit, others = may(pdz, "ctop-tecnico")
    assert may_sit == {
        *("Azienda Sociale Cremonese", "Crema", "Cremona"),
        *("Consorzio Casalasco Servizi Sociali", "Comunità Sociale Cremasca a.s.c."),
    }
    assert others["Pandino"] == {"art-10-componenti"}


@pytest.mark.usefixtures("here")
def test_where_the_norms_ask_nothing_anybody_may(pdz: Pdz) -> None:
    said = asked(pdz, "who-may", "udp-coordinatore", "--on", "2013-07-01")
    assert [(one["person"], one["on_behalf_of"]) for one in said["eligible"]] == [(None, None)]
    assert said["not_eligible"] == []
    assert said["designated_by"] == ["https://w3id.org/pdz/ente/comune-crema"]
    assert [one["label"]["it"] for one in said["holders"]] == ["Gaia Finzione, per conto di Crema"]
    text = pdz("who-may", "udp-coordinatore", "--on", "2013-07-01", "--lang", "it").out
    assert "Designa: Crema." in text
    assert "chiunque" in text


@pytest.mark.usefixtures("here")
def test_a_coordinator_sits_for_the_area_of_the_seat_on_which_the_title_rests(pdz: Pdz) -> None:
    may_sit, others = may(pdz, "sub-ambito-coordinatore")
    assert len(may_sit) == 6
    assert "Gina Finzione, per conto di Sub-ambito 1" in may_sit
    assert others["Aldo Esempio, per conto di Sub-ambito 1"] == {"art-12-coordinatore-tecnico"}
    text = pdz("who-may", "sub-ambito-coordinatore", "--on", "2013-07-01").out
    assert "Who sits there (at most 1 for each): 6" in text


# As others see it.


@pytest.mark.parametrize("lang", ["it", "en"])
def test_both_languages_say_how_it_ended(lang: str, pdz: Pdz, here: Path, tmp_path: Path) -> None:
    words = {
        "it": ("RIFIUTATO, e nulla è cambiato: 1 violazione", "REGISTRATO: è il cambiamento 2.", "Nulla da registrare"),
        "en": ("REFUSED, and nothing has changed: 1 violation", "RECORDED: it is change 2.", "Nothing to record"),
    }[lang]
    source, on = wrong(tmp_path), ("--register", here, *DAY, "--lang", lang)
    assert words[0] in pdz("record", source, *on).out
    assert words[1] in pdz("record", source, *on, "--policy", "report").out
    assert words[2] in pdz("record", source, *on).out


def test_a_pipe_gets_plain_text(ufficio: Path) -> None:
    for environ in ({}, {"NO_COLOR": "1"}, {"TERM": "dumb"}):
        said = process("log", "--register", ufficio, environ=environ)
        assert (said.returncode, said.stderr) == (0, "")
        assert "\x1b" not in said.stdout
        assert "anna" in said.stdout


# How to go on.


def test_a_form_that_was_not_filled_in_takes_nothing_away(pdz: Pdz, here: Path) -> None:
    before = whole(pdz, here)
    assert pdz("template", "vuoto.xlsx").status == 0
    said = pdz("record", "vuoto.xlsx", "--whole", *DAY)
    assert said.status == 0
    assert "Nothing to record" in said.out
    assert "The table has no rows" in said.out
    assert whole(pdz, here) == before


def test_what_is_refused_says_how_to_go_on(pdz: Pdz, here: Path, tmp_path: Path) -> None:
    said = pdz("record", wrong(tmp_path), *DAY)
    assert said.status == 1
    for words in ("--policy report", "pdz waive", "--as-of 2013-06-30"):
        assert words in " ".join(said.out.split())
    assert ".." not in said.out


def test_who_ends_on_the_day_is_looked_at_the_day_after(pdz: Pdz, here: Path, tmp_path: Path) -> None:
    head = "seggio,persona,per_conto_di,dal,al\n"
    row = "udp-cooperazione,livia-finzione,coop-il-ponte,2012-05-02,"
    ends = {last: register(tmp_path / last, incarichi=f"{head}{row}{last}\n") for last in ("2013-06-29", "2013-06-30")}
    said = {last: pdz("record", source, "--dry-run", *DAY).out.split() for last, source in ends.items()}
    assert "--as-of 2013-07-01." in " ".join(said["2013-06-30"])
    assert "the day after" not in " ".join(said["2013-06-29"])


def test_the_history_says_on_which_day_each_change_was_judged(pdz: Pdz, here: Path) -> None:
    assert "2013-06-30" in pdz("log").out


def test_a_workbook_that_is_there_is_not_written_over(pdz: Pdz, here: Path, tmp_path: Path) -> None:
    book = tmp_path / "mio.xlsx"
    book.write_bytes(b"mio")
    refused(pdz("export", "--format", "xlsx", "--output", book), "template-there", "mio.xlsx")
    assert book.read_bytes() == b"mio"


def test_the_name_of_a_file_tells_the_form_of_an_export(pdz: Pdz, here: Path, tmp_path: Path) -> None:
    assert pdz("export", "--output", tmp_path / "copia.xlsx").status == 0
    assert (tmp_path / "copia.xlsx").read_bytes().startswith(b"PK")
    assert pdz("export", "--output", tmp_path / "copia.nq").status == 0
    assert (tmp_path / "copia.nq").read_text("utf-8") == pdz("export", "--format", "nq").out
    refused(pdz("export", "--history", "--output", tmp_path / "altra.xlsx"), "export-history", "--history")


@pytest.mark.parametrize("name", ["tabella.csv", "foglio.xlsx", "FOGLIO.XLSX"])
def test_rdf_is_not_written_by_the_name_of_a_table(name: str, pdz: Pdz, here: Path, tmp_path: Path) -> None:
    for form in ("trig", "nq"):
        refused(pdz("export", "--format", form, "--output", tmp_path / name), "output", name)
    if name.endswith("csv"):
        refused(pdz("export", "--output", tmp_path / name), "output", name)
    assert not (tmp_path / name).exists()


def test_a_day_is_written_everywhere_alike(pdz: Pdz, here: Path) -> None:
    said = [pdz("export", "--format", "nq", "--known-at", day).out for day in ("31/12/2099", "2099-12-31", "20991231")]
    assert said[0] == said[1] == said[2] != ""


def test_a_change_is_recorded_when_it_goes_in_and_not_when_it_was_asked_for(
    ufficio: Path, tmp_path: Path, pdz: Pdz
) -> None:
    """Whoever waits for the lock records nothing meanwhile: what was known then stays known so."""
    folder = Folder.read(ufficio)
    source = register(tmp_path / "zeno", persone="codice,nome\nzeno-prova,Zeno Prova\n")
    with folder.writing():
        waiting = subprocess.Popen(
            [sys.executable, "-m", "pdz_graph.cli", "record", source, "--register", ufficio, *DAY]
        )
        time.sleep(2)
        freed = datetime.now(UTC)
    assert waiting.wait() == 0
    assert datetime.fromisoformat(asked(pdz, "log", "--register", ufficio)["changes"][0]["instant"]) > freed


@pytest.mark.parametrize("name", [b"strana\xff", "è così".encode()])
def test_a_source_may_have_any_name(name: bytes, pdz: Pdz, here: Path, tmp_path: Path) -> None:
    source = register(tmp_path / os.fsdecode(name), persone="codice,nome\nzeno-prova,Zeno Prova\n")
    assert pdz("record", source, *DAY).status == 0
    assert asked(pdz, "show", "2")["sources"][0]["name"] == f"{name.decode('utf-8', 'replace')}/persone.csv"


def test_what_is_no_iri_cannot_be_waived(pdz: Pdz, here: Path) -> None:
    typed = ("waive", "art-08-asl", "http://a b/ c", "--reason", "r", "--act", "a", "--until", "2013-12-31", *DAY)
    refused(pdz(*typed), "waiver-thing", "http://a b/ c")


def test_two_things_alike_have_two_waivers(pdz: Pdz, here: Path) -> None:
    things = ("https://w3id.org/pdz/ente/x", f"{ACCORDO}/organo/x")
    for thing in things:
        typed = ("waive", "art-08-asl", thing, "--reason", "r", "--act", "a", "--until", "2013-12-31", *DAY)
        assert pdz(*typed).status == 0
    assert sorted(one["subject"] for one in asked(pdz, "status")["waivers"]) == sorted(things)
    refused(
        pdz("waive", "art-08-asl", things[0], "--reason", "altro", "--act", "a", "--until", "2013-12-31", *DAY),
        "said-otherwise",
        "pdz undo",
    )
