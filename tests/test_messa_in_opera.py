"""The files by which a server is kept running say what is true of its settings, its commands, its lock, its package."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path, PurePosixPath

import pytest
from comando import Pdz
from grafo import CASA
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pdz_graph.web.settings import Settings, about, read

ROOT = CASA.root
DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "pdz-serve.service"
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==.*\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_example_of_the_settings_is_their_defaults() -> None:
    path = DEPLOY / "pdz-serve.toml"
    text = path.read_text(encoding="utf-8")
    assert read(path, {}, {}) == Settings()
    assert list(tomllib.loads(text)) == [one.name for one in fields(Settings)]
    for one in fields(Settings):
        said = about(one.name)
        assert f"# {said.it}\n# {said.en}\n{one.name} = " in text


def unit() -> configparser.RawConfigParser:
    """Return the unit; of what is said more than once, the last."""
    parser = configparser.RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNIT, encoding="utf-8")
    return parser


def test_the_unit_starts_the_command_with_options_that_it_has(pdz: Pdz) -> None:
    words = unit()["Service"]["ExecStart"].split()
    assert words[0].endswith("/.venv/bin/pdz")
    shown = pdz("serve", "--help").out
    assert words[1] == "serve"
    assert [word for word in words if word.startswith("--") and word not in shown] == []


def test_the_unit_leaves_the_workers_what_they_need_and_nothing_more() -> None:
    service = unit()["Service"]
    assert set(service["RestrictNamespaces"].split()) == {"user", "net"}
    assert "SystemCallFilter=@system-service\n" in UNIT.read_text(encoding="utf-8")
    assert service["SystemCallFilter"] == "~@privileged"
    assert service["DynamicUser"] == service["NoNewPrivileges"] == service["PrivateTmp"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    assert int(service["TimeoutStopSec"]) > Settings().farewell + Settings().seconds


def test_systemd_understands_the_unit_and_finds_it_closed(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed")
    here = str(Path(sys.executable).with_name("pdz"))
    tried = tmp_path / UNIT.name
    tried.write_text(UNIT.read_text(encoding="utf-8").replace("/srv/pdz/.venv/bin/pdz", here), encoding="utf-8")
    for command in (["verify", "--man=no"], ["security", "--offline=true", "--no-pager", "--threshold=20"]):
        told = subprocess.run([program, *command, str(tried)], capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stdout + told.stderr


def test_the_container_copies_what_there_is() -> None:
    copies = [line.split()[1:-1] for line in re.findall(r"^COPY .+$", CONTAINER, re.MULTILINE)]
    named = [path for words in copies if not words[0].startswith("--from=") for path in words]
    assert [path for path in named if not (ROOT / path).exists()] == []
    assert {"ontology", "shapes", "data", "queries", "pdz_graph"} <= set(named)
    assert {words[0] for words in copies if words[0].startswith("--")} == {"--from=editor", "--from=package"}


def test_the_container_installs_as_at_home_and_runs_as_nobody() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for options in ("install --require-hashes --requirement", "install --no-index --no-deps --no-build-isolation"):
        assert options in makefile
        assert options in CONTAINER.replace("--no-cache-dir ", "")
    assert "npm ci --silent && node copy.mjs" in makefile
    assert "npm ci --silent && node copy.mjs" in CONTAINER
    last = CONTAINER[CONTAINER.rindex("\nFROM ") :]
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", last, re.MULTILINE)
    assert last.endswith('ENTRYPOINT [".venv/bin/pdz", "serve"]\n')
    assert "pdz" in PROJECT["project"]["scripts"]
    assert "ADD " not in CONTAINER
    variables = re.findall(r"PDZ_SERVE_([A-Z_]+)=", CONTAINER)
    assert [name for name in variables if name.lower() not in {one.name for one in fields(Settings)}] == []


def pins(path: Path) -> dict[str, str]:
    """Return the block of each package of a lock: its version and its digests."""
    return {str(canonicalize_name(pin[1])): pin[0] for pin in PIN.finditer(path.read_text(encoding="utf-8"))}


def test_what_goes_into_the_container_is_part_of_the_lock() -> None:
    mine, whole = pins(DEPLOY / "requirements.lock"), pins(ROOT / "requirements.lock")
    assert [name for name, block in mine.items() if whole.get(name) != block] == []
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["build"]]
    assert {str(canonicalize_name(Requirement(one).name)) for one in asked} <= set(mine)
    assert not {"pytest", "mypy", "playwright", "pandas"} & set(mine)
    assert "://" not in (DEPLOY / "requirements.lock").read_text(encoding="utf-8")


def test_whatever_the_package_needs_goes_with_it() -> None:
    listed = subprocess.run(["git", "ls-files", "pdz_graph"], cwd=ROOT, capture_output=True, check=True, text=True)
    others = [path.removeprefix("pdz_graph/") for path in listed.stdout.split() if not path.endswith(".py")]
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["pdz_graph"]
    assert [path for path in others if not any(PurePosixPath(path).match(one) for one in patterns)] == []
    assert "web/page/static/vendor/*" in patterns
