"""The jail of queries: what is asked of it, what it replies, and its limits. It is another process that evaluates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from pdz_graph.errors import PdzError, Text
from pdz_graph.media import MEGABYTE

Error = TypeVar("Error", bound=PdzError)


@dataclass(frozen=True)
class Limits:
    """What a query may take: seconds of the clock, bytes of address space; and what its answer may have: rows (or
    triples), bytes.

    Of the memory about 120 MB are taken before any query is asked, so that less than 256 MB make little sense.
    """

    seconds: float = 10
    memory: int = 1024 * MEGABYTE
    rows: int = 10_000
    size: int = 20 * MEGABYTE


@dataclass(frozen=True)
class Asked:
    """A query that the guard has let through, and how its answer is to be written: a name of ``answers.forms.FORMS``.

    The graphs are those of the SPARQL 1.1 Protocol, section 2.1.4; without any, all that the store has.
    """

    query: str
    form: str
    lang: str = "en"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reply:
    """What became of a query, and the whole of its answer.

    ``outcome`` is one of: answered; refused (the query is wrong); late, memory (it took too much); died (it broke what
    evaluated it); busy (nobody was free to begin); failed (the store could not be asked). ``cut`` is "rows" or "bytes"
    where the answer was cut at that limit. Whatever was not answered has a code, a sentence and a remedy.
    """

    outcome: str
    body: bytes = b""
    cut: str = ""
    code: str = ""
    sentence: Text | None = None
    remedy: Text | None = None

    def as_error(self, kind: type[Error]) -> Error:
        """Return what is said of a query that was not answered as an error of a kind."""
        assert self.sentence
        assert self.remedy
        return kind(self.code, self.sentence, self.remedy)


@dataclass(frozen=True)
class State:
    """How a pool stands: workers that are alive, those at work, queries that wait; all the workers born and killed.

    ``isolated`` tells that the workers have no network; False behind an endpoint, and where the system forbids it.
    """

    alive: int
    working: int
    waiting: int
    born: int
    killed: int
    isolated: bool
