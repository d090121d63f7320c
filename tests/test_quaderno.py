"""The notebook of the documentation runs, and says what it said when it was written."""

from __future__ import annotations

import json

from quaderno import PATH, plain, run, written


def test_the_notebook_runs_and_says_what_it_said() -> None:
    assert written(run()) == PATH.read_text(encoding="utf-8")


def test_the_notebook_holds_nothing_of_one_run() -> None:
    notebook = json.loads(PATH.read_text(encoding="utf-8"))
    assert written(plain(notebook)) == PATH.read_text(encoding="utf-8")
