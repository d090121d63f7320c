"""The package is a straight tower: imports only run down, in no circle, and some things are known on one floor only."""

from __future__ import annotations

import ast
import re
from graphlib import CycleError, TopologicalSorter

import pytest
from piani import Module, functions, imports, libraries, modules, neighbours, texts

#: The floors, from the ground up. A folder is one room, with its own stairs inside; rooms on a floor do not meet.
FLOORS = (
    ("", "errors", "media", "terms"),
    ("files", "guard", "house", "nesting", "selects", "shapefaults", "verdict", "words"),
    ("facts", "gate", "inspection", "kinds"),
    ("deadlines", "labels", "reach", "reasoner", "shapecheck", "sources", "states", "store", "waivers", "wellformed"),
    ("judge", "snapshot", "tables"),
    ("answers", "difference", "ledger", "parameters", "reference", "ruling", "statements"),
    ("asking", "cards", "catalogue", "hints", "judgement", "reified"),
    ("commons",),
    ("dataset", "engines", "jail"),
    ("agreement",),
    ("standing",),
    ("eligibility", "proposal"),
    ("refusals",),
    ("office",),
    ("linked", "projection", "timeline"),
    ("agenda",),
    ("reports",),
    ("metadata",),
    ("pages",),
    ("site",),
    ("receipts", "web"),
    ("commands",),
    ("cli",),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
#: The doors: who asks for today, and who speaks to a terminal; one speaks HTTP.
DOORS = {"commands", "cli", "web"}
#: Libraries that one room alone may know, so that it can be changed without touching the rest.
KEPT = {
    "SPARQLWrapper": {"store"},
    "fcntl": {"store"},
    "httptools": {"web"},
    "icalendar": {"agenda"},
    "jinja2": {"pages", "reports", "web"},
    "openpyxl": {"answers", "tables"},
    "owlrl": {"reference"},
    "pandas": {"answers"},
    "pyshacl": {"reference"},
    "python_calamine": {"tables"},
    "rdflib": {"reference"},
    "shacl": {"wellformed"},
    "starlette": {"web"},
    "typer": {"commands", "cli"},
    "uvicorn": {"web"},
    "uvloop": {"web"},
    "yaml": {"catalogue"},
}
CLOCKS = {"today", "now", "utcnow", "time", "localtime", "gmtime"}
QUERY = re.compile(r"\b(SELECT|CONSTRUCT|ASK|DESCRIBE|INSERT|DELETE)\b.*\{", re.DOTALL)

EVERY = pytest.mark.parametrize("module", modules().values(), ids=lambda module: module.name or "pdz_graph")


@EVERY
def test_a_module_stands_on_a_floor(module: Module) -> None:
    assert module.room in FLOOR, f"say in FLOORS where {module.name} stands"


def test_a_floor_holds_only_rooms_that_exist() -> None:
    assert set(FLOOR) == {module.room for module in modules().values()}


@EVERY
def test_imports_run_down(module: Module) -> None:
    assert neighbours(module) <= set(modules())
    others = {name.partition(".")[0] for name in neighbours(module)} - {module.room}
    assert {room for room in others if FLOOR[room] >= FLOOR[module.room]} == set()


def test_no_import_runs_in_a_circle() -> None:
    try:
        TopologicalSorter({name: neighbours(module) for name, module in modules().items()}).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@EVERY
def test_a_library_is_known_in_its_room_only(module: Module) -> None:
    assert {name for name in libraries(module) if module.room not in KEPT.get(name, {module.room})} == set()


@EVERY
def test_only_the_doors_look_at_the_clock(module: Module) -> None:
    assert module.room in DOORS or not {name for name in ast.walk(module.tree) if _reads_a_clock(name)}


def _reads_a_clock(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id="date" | "datetime" | "time"), attr=attribute):
            return attribute in CLOCKS
        case _:
            return False


@EVERY
def test_only_terms_spells_an_iri(module: Module) -> None:
    spelt = [(line, text) for line, text in texts(module) if re.search(r"\b(https?|urn):", text)]
    assert module.name == "terms" or spelt == []


@EVERY
def test_no_query_is_longer_than_a_line(module: Module) -> None:
    assert [(line, text) for line, text in texts(module) if QUERY.search(text) and len(text.split("\n")) > 1] == []


@EVERY
def test_a_module_says_what_it_is_and_stays_small(module: Module) -> None:
    assert (ast.get_docstring(module.tree) or "").split("\n")[0].endswith((".", "?"))
    assert len(module.path.read_text(encoding="utf-8").splitlines()) < 300
    assert [name for name, _, lines in functions(module) if lines > 30] == []


@EVERY
def test_nothing_is_imported_by_star_or_unseen(module: Module) -> None:
    assert [name for name in imports(module) if name.endswith(".*")] == []
    assert not libraries(module) & {"importlib", "imp", "runpy"}
