"""What a query answers: rows, a truth, or a graph. How it is written stands beside; how it is found, elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import BlankNode, NamedNode

from pdz_graph.answers.values import Term, frame
from pdz_graph.errors import Text

Triple = tuple[NamedNode | BlankNode, NamedNode, Term]
Row = tuple[Term | None, ...]


@dataclass(frozen=True)
class Rows:
    """The answer of a SELECT: the names of its variables, as they are projected, and its solutions in their order.

    A variable without a value is None; ``cut`` tells that there were more than were asked for.
    """

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    cut: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Term | None]]:
        return (dict(zip(self.names, row, strict=True)) for row in self.rows)

    def to_pandas(self) -> Any:
        """Return a pandas.DataFrame: whole numbers, amounts, booleans and days as such, whatever else as text.

        Raises ImportError, saying what to install, where pandas is missing.
        """
        return frame(self.names, self.rows)


@dataclass(frozen=True)
class Truth:
    """The answer of an ASK."""

    value: bool


@dataclass(frozen=True)
class Graph:
    """The answer of a CONSTRUCT or a DESCRIBE: triples, each once; ``cut`` tells that there were more."""

    triples: tuple[Triple, ...]
    cut: bool = False

    def __len__(self) -> int:
        return len(self.triples)


Answered = Rows | Truth | Graph

#: What answers are called to people, by their class.
CALLED = {
    Rows: Text("righe", "rows"),
    Truth: Text("un sì o un no", "a yes or a no"),
    Graph: Text("un grafo", "a graph"),
}
