"""What the system refuses: files that cannot be reached, outputs that cannot be written, and the status that stays."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from comando import ROOT, Pdz, process
from grafo import CASA

from pdz_graph.files import reason

DAY = ("--as-of", "2013-06-30")
LONG = "a" * 300


def onto(stream: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command with a stream on a disk that is full."""
    with Path("/dev/full").open("w") as full:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | {stream: full}
        return process(*arguments, environ=None, capture_output=False, **streams)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        (["validate", "nulla"], 2),
        (["validate", "--as-of", "ieri"], 2),
        (["validate", "--as-off"], 2),
        ([], 2),
        (["validate", *DAY, "--format", "json", "--output", "{here}/esito.json"], 0),
        (["validate", "{here}/violato", *DAY, "--output", "{here}/esito.txt"], 1),
    ],
)
def test_a_standard_error_that_breaks_changes_no_status(
    tmp_path: Path, broken: Path, typed: Sequence[str], status: int
) -> None:
    assert broken.name == "violato"
    asked = [argument.format(here=tmp_path) for argument in typed]
    assert onto("stderr", *asked).returncode == status
    reader, writer = os.pipe()
    os.close(reader)
    said = process(*asked, stderr=writer, stdout=subprocess.PIPE, capture_output=False)
    os.close(writer)
    assert (said.returncode, said.stdout) == (status, "")


@pytest.mark.parametrize("typed", [["norms"], ["--help"], ["--version"], ["validate", "--help"]])
def test_an_answer_that_cannot_be_written_is_told_whatever_it_is(typed: Sequence[str]) -> None:
    said = onto("stdout", *typed)
    assert said.returncode == 2
    assert "No space left on device" in said.stderr
    assert "[defect]" not in said.stderr
    assert "Exception ignored" not in said.stderr


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (LONG, "il nome è troppo lungo"),
        (f"{LONG}.ttl", "il nome è troppo lungo"),
        ("atti.csv/x", "una parte del percorso non è una cartella"),
        ("atti.csv/x.csv", "una parte del percorso non è una cartella"),
        ("nulla", "non esiste"),
        ("nulla.csv", "non esiste"),
        ("nulla.xlsx", "non esiste"),
        ("nulla.ttl", "non esiste"),
    ],
)
def test_a_source_that_cannot_be_reached_is_told_in_the_language_spoken(
    pdz: Pdz, broken: Path, monkeypatch: pytest.MonkeyPatch, source: str, told: str
) -> None:
    monkeypatch.chdir(broken)
    for command in (["validate", source], ["norms", source], ["explain", "art-07-forum", source]):
        said = pdz(*command, "--lang", "it")
        assert (said.status, said.out) == (2, "")
        assert "Errore [file-unreadable]" in said.err
        assert told in said.err
        assert f"Dove: {source}" in said.err
        assert "Controllare il nome e la cartella." in said.err


@pytest.mark.parametrize("part", ["", "atti.csv"])
def test_what_the_system_does_not_let_read_has_its_permissions_to_mend(
    pdz: Pdz, broken: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    closed, see = broken / part, Path.stat

    def refuse(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if self == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return see(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", refuse)
    said = pdz("validate", broken, "--lang", "it")
    assert said.status == 2
    assert "Il file non si può leggere: permesso negato." in said.err
    assert "Controllare i permessi" in said.err


def test_a_folder_of_work_that_is_gone_is_no_defect(tmp_path: Path) -> None:
    gone = tmp_path / "via"
    leave = 'rmdir "$PWD" && exec "$@"'
    for typed in (["validate", "registro"], ["validate", "--output", "esito.txt"], ["norms", "."]):
        gone.mkdir()
        said = subprocess.run(
            ["sh", "-c", leave, "sh", sys.executable, "-m", "pdz_graph.cli", *typed],
            cwd=gone,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (said.returncode, said.stdout) == (2, ""), said.stderr
        assert "[defect]" not in said.stderr


@pytest.mark.parametrize("output", [LONG, "violato/atti.csv/x"])
def test_an_output_that_cannot_be_reached_is_told(
    pdz: Pdz, broken: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    monkeypatch.chdir(broken.parent)
    said = pdz("validate", "--output", output)
    assert said.status == 2
    assert "[output]" in said.err
    assert "--output" in said.err


@pytest.mark.parametrize(
    "name",
    [
        "data/accordi/cremasco-2012-2014/letture.ttl",
        "data/esempi/registro-conforme/atti.csv",
        "ontology/pdz.ttl",
        "shapes/composizione.ttl",
        "data/accordi/cremasco-2012-2014/esito.ttl",
    ],
)
def test_the_data_of_the_project_are_never_written_over(pdz: Pdz, name: str) -> None:
    path = CASA.root / name
    before = path.read_bytes() if path.exists() else None
    said = pdz("validate", "--format", "ttl", "--output", path, "--lang", "it")
    assert (said.status, said.out) == (2, "")
    assert "sta tra i dati del progetto" in said.err
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_dash_is_the_standard_output(pdz: Pdz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (["validate", *DAY], ["norms"], ["explain", "art-07-forum"]):
        assert pdz(*command, "--output", "-") == pdz(*command)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "typed", [["validate", ""], ["norms", ""], ["validate", "--output="], ["norms", "--output", ""]]
)
def test_an_empty_path_is_not_the_folder_of_work(
    pdz: Pdz, broken: Path, monkeypatch: pytest.MonkeyPatch, typed: Sequence[str]
) -> None:
    monkeypatch.chdir(broken)
    said = pdz(*typed)
    assert (said.status, said.out) == (2, "")
    assert "is empty" in said.err


@pytest.mark.parametrize("command", ["validate", "norms"])
def test_the_language_of_the_whole_is_that_of_the_command(pdz: Pdz, broken: Path, command: str) -> None:
    italian = pdz("--lang", "it", command, broken, *DAY)
    assert italian.out == pdz(command, broken, *DAY, "--lang", "it").out
    assert "Articolo" in italian.out or "Art." in italian.out
    english = pdz(command, broken, *DAY, "--lang", "en")
    assert pdz("--lang", "it", command, broken, *DAY, "--lang", "en") == english


@pytest.mark.parametrize("typed", [["--format", "json"], ["--as-of", "2013-06-30", "validate"]])
def test_an_option_before_its_command_is_told_where_it_goes(pdz: Pdz, typed: Sequence[str]) -> None:
    said = pdz(*typed, "--lang", "it")
    assert said.status == 2
    assert f"L'opzione {typed[0]} va dopo il comando." in said.err
    assert f"pdz validate {typed[0]}" in said.err


def test_without_a_norm_alike_the_list_is_named_alone(pdz: Pdz) -> None:
    assert "Rimedio: L'elenco: pdz norms." in pdz("explain", "boh", "--lang", "it").err
    assert re.search("Forse: art-07-forum, .*L'elenco: pdz norms", pdz("explain", "art-07-foru", "--lang", "it").err)


def test_what_the_system_says_of_common_refusals_is_in_italian() -> None:
    for number in (errno.EACCES, errno.ENOSPC, errno.ENAMETOOLONG, errno.EISDIR, errno.ENOENT, errno.ENOTDIR):
        why = reason(OSError(number, os.strerror(number)))
        assert why.en == os.strerror(number)
        assert why.it != why.en
    assert reason(OSError(errno.EDOM, os.strerror(errno.EDOM))).it == os.strerror(errno.EDOM)
    assert reason(OSError("strano")).it == "strano"
