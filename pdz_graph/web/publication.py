"""What is ordered of the child process that builds, and what it tells, as plain values. Nothing is built here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from pyoxigraph import NamedNode

from pdz_graph.errors import EngineError, InputError, PdzError, Place, Problem, StoreError, Text, UsageError
from pdz_graph.parameters import Codes
from pdz_graph.store.endpoint import Endpoint
from pdz_graph.terms import BASE


@dataclass(frozen=True)
class Order:
    """What is to be published: an accordo with sources or with the register in a folder, on which day and readings; for
    everybody, or for the office alone where it is ``internal``.

    With ``endpoint`` nothing is built: the data are there, and only the codes of things are asked for. ``base`` is how
    the IRIs of the data begin, ``address`` where the server stands for others; ``site`` asks for the files too.
    """

    sources: tuple[str, ...] = ()
    accordo: str | None = None
    as_of: str | None = None
    readings: tuple[str, ...] = ()
    register: str | None = None
    endpoint: str | None = None
    auth: str = "none"
    internal: bool = False
    base: str = BASE
    address: str = ""
    site: bool = True

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


def edition_of(told: Mapping[str, Any]) -> Edition:
    """Return an edition as the child told it."""
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


def error_of(
    kind: str, code: str, sentence: dict[str, str], remedy: dict[str, str], problems: Sequence[dict[str, Any]]
) -> PdzError:
    """Return an error as the child told it."""
    every = [
        Problem(one["code"], Place(**one["place"]), Text(**one["message"]), Text(**one["remedy"])) for one in problems
    ]
    said = (code, Text(**sentence), Text(**remedy))
    if kind == InputError.__name__:
        return InputError(*said, every)
    return next(one for one in _KINDS if one.__name__ == kind)(*said)


def failed(why: Text) -> EngineError:
    """Return the error of a child that did not do what it was asked for."""
    return EngineError(
        "publication",
        Text(f"Il processo che prepara i dati {why.it}.", f"The process that prepares the data {why.en}."),
        Text("Controllare memoria e spazio, e riavviare.", "Check memory and space, and start again."),
    )
