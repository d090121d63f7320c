"""The house is in order: nothing of one machine in its files, a lock that covers all that is asked for, one version."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from grafo import CASA, column, shapes
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from piani import libraries, modules
from pyoxigraph import RdfFormat, Store

import pdz_graph

ROOT = CASA.root
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(
    r"^([A-Za-z0-9._-]+)==(\S+)((?: ;.*)?) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)

#: What must stand in no file, written so that this one does not hold it either: where packages are fetched from,
MIRRORS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org"))]
#: folders of one machine,
FOLDERS = "|".join(("root", "home", "Users", "work", "opt", "mnt", "tmp"))
#: and words of whoever works on the project rather than of the project.
MAKERS = [
    "".join(parts)
    for parts in (
        (r"\bsha", "red/"),
        (r"\bbri", r"ef\b"),
        (r"\bsub", "agent"),
        (r"\bclau", r"de\b"),
        (r"\banth", "ropic"),
        (r"\bcop", r"ilot\b"),
        (r"\bchat", "gpt"),
        (r"\bwork", r"place\b"),
        (r"\bas an? ", r"(AI|assistant)\b"),
        (r"\bissue ", r"#?\d"),
        ("(design|norms|style|spec)", r"\.md\b"),
        ("no", "reply"),
    )
]
FORBIDDEN = {
    "registry": re.compile("|".join(map(re.escape, MIRRORS)), re.IGNORECASE),
    "machine": re.compile(rf"(?<![\w.:/~-])/({FOLDERS})/\w|\b[A-Z]:\\\w"),
    "makers": re.compile("|".join(MAKERS), re.IGNORECASE),
}


@cache
def committed() -> tuple[Path, ...]:
    """Return every file of the project that is text."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return tuple(path for path in paths if path.is_file() and path.suffix not in {".xlsx", ".png", ".ico"})


def pins() -> dict[str, str]:
    """Return the version of each package of the lock, by its canonical name."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return {str(canonicalize_name(pin[1])): pin[2] for pin in PIN.finditer(lock)}


def asked() -> list[Requirement]:
    """Return everything that the project asks for: to run, to be built, to be checked."""
    groups = PROJECT["dependency-groups"]
    wanted = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["build-system"]["requires"],
        *groups["build"],
        *groups["dev"],
    ]
    return [Requirement(one) for one in wanted]


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_no_file_speaks_of_one_machine_or_of_those_who_work_on_it(kind: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in committed()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FORBIDDEN[kind].search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("registry", "files." + MIRRORS[1]),
        ("machine", "see /" + "home/anna/pdz"),
        ("makers", "as said in sha" + "red/"),
    ],
)
def test_what_must_stand_nowhere_is_seen(kind: str, line: str) -> None:
    assert FORBIDDEN[kind].search(line)


def test_the_lock_gives_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    lines = [line for line in PIN.sub("", lock).splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert lines == []
    assert "://" not in lock


def test_the_lock_covers_whatever_the_project_asks_for() -> None:
    unmet = [str(one) for one in asked() if not one.specifier.contains(pins().get(canonicalize_name(one.name), "0"))]
    assert unmet == []


def test_what_builds_the_project_is_in_the_lock_too() -> None:
    assert PROJECT["dependency-groups"]["build"] == PROJECT["build-system"]["requires"]


def test_what_the_package_imports_is_asked_for_and_the_other_way_round() -> None:
    here = packages_distributions()
    imported = {name for module in modules().values() for name in libraries(module)}
    needed = {canonicalize_name(here[name][0]) for name in imported if name in here}
    extras = (one for some in PROJECT["project"]["optional-dependencies"].values() for one in some)
    asked_for = (*PROJECT["project"]["dependencies"], *extras)
    assert needed == {canonicalize_name(Requirement(one).name) for one in asked_for}


def test_package_ontology_shapes_and_changelog_have_one_version() -> None:
    version = pdz_graph.__version__
    stated = {PROJECT["project"]["version"]}
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        store = Store()
        store.load(path=str(path), format=RdfFormat.TURTLE)
        stated |= set(column(store, "SELECT ?v WHERE { ?o <http://www.w3.org/2002/07/owl#versionInfo> ?v }"))
    stated |= set(column(shapes(), "SELECT ?v WHERE { ?o <http://www.w3.org/2002/07/owl#versionInfo> ?v }"))
    assert stated == {version}
    entries = re.findall(r"^## (\d+\.\d+\.\d+)\b", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert entries[0] == version


def test_every_file_is_clean_text() -> None:
    assert [str(path.relative_to(ROOT)) for path in committed() if not _clean(path)] == []


def _clean(path: Path) -> bool:
    """Tell whether lines end as they should, the last one too, and in nothing unseen (licences are left alone, and a
    row of TSV may end with an empty cell)."""
    raw = path.read_bytes()
    ended = not raw or (raw.endswith(b"\n") and not raw.endswith(b"\n\n"))
    unseen = path.suffix not in (".txt", ".tsv") and any(
        line != line.rstrip() for line in raw.decode("utf-8").split("\n")
    )
    return ended and b"\r" not in raw and not unseen
