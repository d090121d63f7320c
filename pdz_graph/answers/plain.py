"""Answers as people and spreadsheets take them: as rows, an IRI by its end, no formula; never as RDF."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from pdz_graph.answers import Answered, Graph, Rows, Truth
from pdz_graph.answers.values import Term, value
from pdz_graph.files import FORBIDDEN
from pdz_graph.terms import BASE, PREFIXES, XSD

#: Characters that would act instead of being read: controls, and the marks that turn the direction of writing.
_ACTING = re.compile(rf"[\t\n\r]|{FORBIDDEN.pattern}")
#: How a text begins that a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def shown(term: Term | None) -> str:
    """Return a term as a reader wants it: a thing of ours by its code, one of others by its prefix where that is known.

    A code that is a bare number has its folder before it ("sub-ambito/1"): alone it would say nothing.
    """
    if not isinstance(term, NamedNode):
        return "" if term is None else _ACTING.sub(" ", str(value(term)))
    iri = _ACTING.sub(" ", term.value)
    if iri.startswith(BASE) and "#" not in iri:
        folder, _, code = iri.removeprefix(BASE).rpartition("/")
        return f"{folder.rpartition('/')[2]}/{code}" if code.isdigit() else code
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def defused(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: what would begin one is set behind an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def rows_of(answered: Answered) -> Rows:
    """Return any answer as rows: a truth is one, a triple of a graph too."""
    if isinstance(answered, Truth):
        return Rows(("value",), ((Literal(str(answered.value).lower(), datatype=XSD["boolean"]),),))
    if isinstance(answered, Graph):
        ordered: Iterable[tuple[Term, ...]] = sorted(answered.triples, key=lambda triple: tuple(map(str, triple)))
        return Rows(("subject", "predicate", "object"), tuple(ordered), answered.cut)
    return answered
