"""A term as a value of Python: a number as a number, a day as a day; what is none of these stays the text it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from pdz_graph.terms import XSD

Term = NamedNode | BlankNode | Literal
Value = str | int | Decimal | bool | date | None

#: How the value of a literal is read, by its datatype; any other is text.
_READ: Final[Mapping[NamedNode, Callable[[str], Value]]] = {
    **{XSD[name]: int for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")},
    XSD["boolean"]: lambda text: text in ("true", "1"),
    XSD["date"]: date.fromisoformat,
    XSD["decimal"]: Decimal,
}


def value(term: Term | None) -> Value:
    """Return a term as a value of Python: what is no number, boolean or day is text, an IRI whole."""
    if not isinstance(term, Literal):
        return None if term is None else term.value if isinstance(term, NamedNode) else str(term)
    try:
        return _READ.get(term.datatype, str)(term.value)
    except (ValueError, InvalidOperation):
        return term.value


def frame(names: Sequence[str], rows: Sequence[Sequence[Term | None]]) -> Any:
    """Return rows as a pandas.DataFrame, a column for each name; raises ImportError where pandas is not installed."""
    try:
        import pandas
    except ImportError as error:
        raise ImportError("pandas is missing: pip install 'pdz-graph[pandas]'") from error
    columns = {name: [value(row[place]) for row in rows] for place, name in enumerate(names)}
    return pandas.DataFrame(columns, columns=list(names))
