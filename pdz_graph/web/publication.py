"""The data as they are served: asked of a child process, and what it tells. Nothing is built in this one."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode

from pdz_graph.errors import EngineError, InputError, PdzError, Place, Problem, StoreError, Text, UsageError
from pdz_graph.parameters import Codes
from pdz_graph.store.endpoint import Endpoint

#: How long a publication may take, in seconds: longer than a judgement of the largest register.
PATIENCE: Final = 300


@dataclass(frozen=True)
class Order:
    """What is to be published: an accordo with sources or with the register in a folder, on which day and readings; for
    everybody, or for the office alone where it is ``internal``.

    With ``endpoint`` nothing is built: the data are there, and only the codes of things are asked for.
    """

    sources: tuple[str, ...] = ()
    accordo: str | None = None
    as_of: str | None = None
    readings: tuple[str, ...] = ()
    register: str | None = None
    endpoint: str | None = None
    auth: str = "none"
    internal: bool = False

    @property
    def behind(self) -> Endpoint | None:
        """The endpoint where the data stand, if they stand behind one."""
        return Endpoint(self.endpoint, self.endpoint, auth=self.auth) if self.endpoint else None


@dataclass(frozen=True)
class Edition:
    """The data as they are served: their version (SHA-256 of their sorted N-Quads, in hexadecimal; "" where they stand
    behind an endpoint), day, the last change of the register, the triples of each graph, the codes of things, and the
    paths (from the base of all IRIs) of the people who were erased, which are never served.
    """

    version: str
    day: date
    label: Text
    change: int | None = None
    graphs: Mapping[str, int] = field(default_factory=dict)
    codes: Codes = field(default_factory=dict)
    gone: frozenset[str] = frozenset()


async def build(order: Order, target: Path, today: date) -> Edition:
    """Ask a child process to publish what is ordered into the new folder ``target``, and return what came of it.

    Raises whatever PdzError the child met: InputError with every problem of the sources, UsageError, StoreError.
    """
    asked = json.dumps({"order": asdict(order), "target": str(target), "today": today.isoformat()})
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "pdz_graph.web.building"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    try:
        async with asyncio.timeout(PATIENCE):
            said, _ = await child.communicate(asked.encode())
    except TimeoutError:
        raise _failed(Text("non finisce", "does not end")) from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    return _edition(said, child.returncode or 0)


def _edition(said: bytes, status: int) -> Edition:
    try:
        told: dict[str, Any] = json.loads(said)
    except ValueError:
        raise _failed(Text(f"è finito con stato {status}", f"ended with status {status}")) from None
    if "error" in told:
        raise _error(**told["error"])
    return Edition(
        version=told["version"],
        day=date.fromisoformat(told["day"]),
        label=Text(**told["label"]),
        change=told["change"],
        graphs=told["graphs"],
        codes={of: {code: NamedNode(iri) for code, iri in known.items()} for of, known in told["codes"].items()},
        gone=frozenset(told["gone"]),
    )


def written(edition: Edition) -> dict[str, object]:
    """Return an edition as plain values, as the child tells it."""
    return {
        "version": edition.version,
        "day": edition.day.isoformat(),
        "label": asdict(edition.label),
        "change": edition.change,
        "graphs": dict(edition.graphs),
        "codes": {of: {code: node.value for code, node in known.items()} for of, known in edition.codes.items()},
        "gone": sorted(edition.gone),
    }


def told(error: PdzError) -> dict[str, object]:
    """Return an error as plain values, with each problem of the inputs."""
    return {
        "kind": next(kind.__name__ for kind in _KINDS if isinstance(error, kind)),
        "code": error.code,
        "sentence": asdict(error.sentence),
        "remedy": asdict(error.remedy),
        "problems": [asdict(problem) for problem in getattr(error, "problems", ())],
    }


_KINDS: Final = (InputError, UsageError, EngineError, StoreError, PdzError)


def _error(
    kind: str, code: str, sentence: dict[str, str], remedy: dict[str, str], problems: Sequence[dict[str, Any]]
) -> PdzError:
    every = [
        Problem(one["code"], Place(**one["place"]), Text(**one["message"]), Text(**one["remedy"])) for one in problems
    ]
    said = (code, Text(**sentence), Text(**remedy))
    if kind == InputError.__name__:
        return InputError(*said, every)
    return next(one for one in _KINDS if one.__name__ == kind)(*said)


def _failed(why: Text) -> EngineError:
    return EngineError(
        "publication",
        Text(f"Il processo che prepara i dati {why.it}.", f"The process that prepares the data {why.en}."),
        Text("Controllare memoria e spazio, e riavviare.", "Check memory and space, and start again."),
    )
