"""The modules of the package as text: what each imports, calls and says. Nothing is imported or run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "pdz_graph"


@dataclass(frozen=True)
class Module:
    """One module: its dotted name without ``pdz_graph.`` ("" is the package itself), its file, its syntax."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def room(self) -> str:
        """The first part of the name: a folder is one room of the tower."""
        return self.name.partition(".")[0]


@cache
def modules() -> dict[str, Module]:
    """Return every module of the package by name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = Module(name, path, ast.parse(path.read_text(encoding="utf-8")))
    return found


def imports(module: Module) -> Iterator[str]:
    """Yield the full name of all that a module imports, wherever: at the top, in a function, for types only."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.path}:{node.lineno}: a relative import hides the floor"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def neighbours(module: Module) -> set[str]:
    """Return the modules of the package that a module imports."""
    found = set()
    for name in imports(module):
        if name.partition(".")[0] == PACKAGE.name:
            inside = name.removeprefix(PACKAGE.name).removeprefix(".")
            found.add(inside if inside in modules() else inside.rpartition(".")[0])
    return found


def libraries(module: Module) -> set[str]:
    """Return the top-level names that a module imports from outside the package."""
    return {name.partition(".")[0] for name in imports(module)} - {PACKAGE.name}


def texts(module: Module) -> Iterator[tuple[int, str]]:
    """Yield every literal text of a module with its line, docstrings excluded."""
    bare = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.lineno, node.value


def functions(module: Module) -> Iterator[tuple[str, int, int]]:
    """Yield each function with its line and how many lines its body takes, docstring excluded."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            yield node.name, node.lineno, (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
