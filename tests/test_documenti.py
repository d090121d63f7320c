"""What the documents show is run, what they point to exists, and what they say of codes is so."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path

import pytest
from comando import Pdz
from grafo import CASA, TESTO, accordo, rows
from piani import modules
from pyoxigraph import RdfFormat, parse

pytestmark = pytest.mark.usefixtures("opened_once")
ROOT = CASA.root
DOCUMENTS = sorted(path for pattern in ("*.md", "docs/**/*.md", "data/**/*.md") for path in ROOT.glob(pattern))
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"(?<!`)\]\(([^)\s]+)\)")
#: Where a command ends with another status than 0, its line says so.
STATUS = re.compile(r"# .*\b(?:exit status|stato d'uscita) (\d)")
COMMAND = re.compile(r"^(?:\.venv/bin/)?pdz (.*)$")


@cache
def blocks(language: str) -> list[tuple[str, str]]:
    """Return the blocks of code in a language, each with the name of its document and where it begins."""
    return [
        (f"{path.relative_to(ROOT)}:{text[: fence.start()].count(chr(10)) + 1}", fence[3])
        for path in DOCUMENTS
        for text in [path.read_text(encoding="utf-8")]
        for fence in FENCE.finditer(text)
        if fence[2] == language
    ]


def lines(language: str) -> list[tuple[str, str]]:
    return [(where, line.strip()) for where, block in blocks(language) for line in block.splitlines() if line.strip()]


SHELL = lines("sh")
#: The commands of each document, in their order: one may need what another made.
COMMANDS = {
    name: [(where, line) for where, line in SHELL if COMMAND.match(line) and where.startswith(f"{name}:")]
    for name in sorted({where.partition(":")[0] for where, _ in SHELL})
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where commands may write, with the data of the project in it."""
    (tmp_path / "data").symlink_to(ROOT / "data", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("document", COMMANDS)
def test_the_commands_of_a_document_run_as_they_are_shown(document: str, pdz: Pdz) -> None:
    for where, line in COMMANDS[document]:
        typed = COMMAND.match(line)
        assert typed
        wanted = int(status[1]) if (status := STATUS.search(line)) else 0
        said = pdz(*shlex.split(typed[1], comments=True))
        assert said.status == wanted, f"{where} {line}: {said.err or said.out[:500]}"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(("where", "code"), blocks("python"), ids=lambda value: value.split("\n")[0])
def test_a_script_runs_as_it_is_shown(where: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code, where, "exec"), {})
    assert capsys.readouterr().out


@pytest.mark.parametrize(("where", "turtle"), blocks("turtle"), ids=lambda value: value.split("\n")[0])
def test_a_block_of_turtle_is_turtle(where: str, turtle: str) -> None:
    used = {prefix for prefix in re.findall(r"(?<![\w\"<:/])([a-z-]+):[\w-]", turtle) if prefix != "https"}
    declared = "".join(f"@prefix {prefix}: <https://example.org/{prefix}/> .\n" for prefix in sorted(used))
    assert list(parse(declared + turtle, RdfFormat.TURTLE)), where


def test_a_target_of_make_that_is_shown_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = {target for path in DOCUMENTS for target in re.findall(r"`make (\w+)", path.read_text(encoding="utf-8"))}
    shown |= {line.split()[1] for _, line in SHELL if line.startswith("make ")}
    assert shown <= targets
    assert {"validate", "test"} <= shown


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_points_to_exists(path: Path) -> None:
    links = [link.partition("#")[0] for link in LINK.findall(path.read_text(encoding="utf-8"))]
    assert [link for link in links if link and "://" not in link and not (path.parent / link).exists()] == []


def test_the_drawing_of_the_tower_has_every_room() -> None:
    page = (ROOT / "docs" / "architettura.md").read_text(encoding="utf-8")
    tower = page.split("\n## The tower\n")[1].split("\n## ")[0]
    drawn = {
        room
        for row in re.findall(r"^\| [a-z]* ?\| (.+?) \|", tower, re.MULTILINE)
        for room in re.findall(r"`(\w+)`", row)
    }
    assert drawn == {module.room for module in modules().values()} - {""}


def test_every_decision_is_numbered_and_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\((\d{4}-[\w-]+\.md)\) \| (.+) \|", (folder / "README.md").read_text(encoding="utf-8"))
    titles = {path.name: path.read_text(encoding="utf-8").split("\n")[0] for path in folder.glob("0*.md")}
    assert titles == {name: f"# {name[:4]} · {title}" for name, title in listed}
    assert sorted(int(name[:4]) for name in titles) == list(range(1, len(titles) + 1))


def test_the_article_in_the_code_of_a_norm_is_one_of_its_places() -> None:
    places: dict[str, set[str]] = {}
    for code, place in rows(accordo(), "SELECT ?c ?p WHERE { ?n a pdz:Norma ; skos:notation ?c ; dct:source ?p }"):
        places.setdefault(code, set()).add(place.removeprefix(TESTO).split("__")[0])
    numbers = {code: match[1] for code in places if (match := re.match(r"art-0?(\d+)-", code))}
    assert {code for code, number in numbers.items() if f"art_{number}" not in places[code]} == set()
    assert {code.split("-")[0] for code in set(places) - set(numbers)} == {"premesse", "firme"}
