"""A query asked of a SPARQL endpoint, by SPARQLWrapper: what it answers becomes rows, a truth or a graph like ours."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from pyoxigraph import RdfFormat, parse

from pdz_graph.answers import Answered, Graph, Rows, Truth
from pdz_graph.guard import form_of
from pdz_graph.store.endpoint import Connection, Endpoint, not_sparql
from pdz_graph.store.remote import term_of
from pdz_graph.terms import PDZ, PREFIXES, TYPE

#: The header by which Virtuoso says after how many rows it cuts an answer, without a word in the answer itself.
_MOST = "x-sparql-maxrows"
#: The one column by which Virtuoso answers some questions of yes or no, in the place of a boolean.
_TRUTH = ("__ASK_RETVAL",)
#: The prefixes of the project, as a query declares them: on one line, so that those below keep their numbers.
_PROLOGUE = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())


def ask_there(
    endpoint: Endpoint,
    text: str,
    rows: int | None = None,
    environ: Mapping[str, str] = os.environ,
    *,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Answered:
    """Ask a query of an endpoint; prefixes of the project need no declaration, ``rows`` is the most that are kept.

    The graphs are those of the SPARQL 1.1 Protocol, section 2.1.4; without any, what is asked is up to the endpoint.
    Raises StoreError when the endpoint is down, refuses, or answers what is no SPARQL.
    """
    graph = form_of(text) in ("construct", "describe")
    said, headers = Connection(endpoint, environ).query(
        f"{_PROLOGUE} {text}", graph=graph, default_graphs=default_graphs, named_graphs=named_graphs
    )
    try:
        found = _graph(said, headers, rows) if graph else _results(said, headers, rows)
    except (SyntaxError, ValueError, KeyError, TypeError):
        raise not_sparql(endpoint.query, said) from None
    return found


def day_there(ask: Callable[[str], Answered], today: date) -> date:
    """Return the day that the data of an endpoint are of, as they say it; ``today`` where they do not."""
    said = ask(f"SELECT ?day WHERE {{ ?moment {TYPE} {PDZ['Rilevazione']} . ?moment {PDZ['giorno']} ?day }}")
    days = [row[0].value for row in said.rows if row[0]] if isinstance(said, Rows) else []
    return max(map(date.fromisoformat, days), default=today)


def _results(said: bytes, headers: Mapping[str, str], most: int | None) -> Rows | Truth:
    document = json.loads(said)
    if "boolean" in document:
        return Truth(document["boolean"] is True)
    names = tuple(document["head"]["vars"])
    bindings = document["results"]["bindings"]
    if names == _TRUTH:
        return Truth(any(row[name]["value"] not in ("0", "false") for row in bindings for name in row))
    rows = tuple(tuple(term_of(row[name]) if name in row else None for name in names) for row in bindings)
    limit = int(headers.get(_MOST, "0") or 0)
    return Rows(names, rows[:most], len(rows) > len(rows[:most]) or 0 < limit <= len(rows))


def _graph(said: bytes, headers: Mapping[str, str], most: int | None) -> Graph:
    media = headers.get("content-type", "").partition(";")[0].strip()
    triples = dict.fromkeys(
        (one.subject, one.predicate, one.object)
        for one in parse(said, format=RdfFormat.from_media_type(media) or RdfFormat.TURTLE)
    )
    return Graph(tuple(triples)[:most], len(triples) > len(tuple(triples)[:most]))
