"""The notebook of the documentation, run afresh: told whether it says what it said, or written anew.

.venv/bin/python tests/quaderno.py    # writes docs/domande.ipynb with the outputs of today's code
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PATH = Path(__file__).parent.parent / "docs" / "domande.ipynb"


def run(path: Path = PATH) -> dict[str, Any]:
    """Return the notebook with the outputs that it has now; raises CellExecutionError where a cell fails."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    quiet = ["--IPKernelApp.log_level=40"]
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=120, extra_arguments=quiet, kernel_name="python3", resources=where).execute()
    return plain(json.loads(json.dumps(notebook)))


def plain(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook without what differs from one run, or one machine, to the next."""
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    cells = []
    for number, cell in enumerate(notebook["cells"], 1):
        kept = {key: cell[key] for key in ("cell_type", "source") if key in cell} | {
            "id": f"cella-{number}",
            "metadata": {},
        }
        if cell["cell_type"] == "code":
            outputs = [{key: value for key, value in one.items() if key != "metadata"} for one in cell["outputs"]]
            kept |= {"execution_count": None, "outputs": [_output(one) for one in outputs]}
        cells.append(kept)
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _output(output: dict[str, Any]) -> dict[str, Any]:
    if output["output_type"] == "execute_result":
        return output | {"execution_count": None, "metadata": {}}
    return output


def written(notebook: dict[str, Any]) -> str:
    """Return a notebook as its file has it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    PATH.write_text(written(run()), encoding="utf-8")
