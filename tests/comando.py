"""The command as a test calls it, and small registers to give it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from pdz_graph import cli

ROOT = Path(__file__).parent.parent


class Said(NamedTuple):
    """What a command wrote, and its exit status."""

    status: int
    out: str
    err: str


class Pdz:
    """The command, in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: object) -> Said:
        status = cli.main([str(argument) for argument in arguments])
        out, err = self.capsys.readouterr()
        return Said(status, out, err)


def register(folder: Path, **tables: str) -> Path:
    folder.mkdir()
    for name, table in tables.items():
        (folder / f"{name}.csv").write_text(table, encoding="utf-8")
    return folder


def process(
    *arguments: object, environ: Mapping[str, str] | None = None, **more: object
) -> subprocess.CompletedProcess[str]:
    """Run the command as its own process, as people do."""
    known = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "pdz_graph.cli", *map(str, arguments)],
        env=known | dict(environ or {}),
        check=False,
        text=True,
        encoding="utf-8",
        **({"capture_output": True} | more),
    )
