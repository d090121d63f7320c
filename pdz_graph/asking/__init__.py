"""A query asked of a store: where it fails, the sentence says at which line and column. It limits rows, never time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from pdz_graph.answers import Answered, Graph, Rows, Triple, Truth
from pdz_graph.errors import Text, UsageError
from pdz_graph.guard import tokens
from pdz_graph.terms import BASE, PREFIXES

_PLACE = re.compile(r"error at (\d+):(\d+)")


def ask(
    store: Store,
    text: str,
    *,
    rows: int | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Answered:
    """Ask a query (SPARQL 1.1) of a store, where no other default graph is said the union of all the graphs is it.

    ``rows`` is the most rows or triples that are kept; None is all. ``default_graphs`` and ``named_graphs`` are what
    the SPARQL 1.1 Protocol calls so (section 2.1.4), and win over FROM. Prefixes of the project need no declaration,
    and its base is that of IRIs that are not whole. Raises UsageError for what is no query, with line and column
    counted from 1, and for what the engine does not know, such as a function of somebody's own.
    """
    chosen = bool(default_graphs or named_graphs)
    try:
        found = store.query(
            text,
            base_iri=BASE,
            prefixes=PREFIXES,
            use_default_graph_as_union=not chosen and not _has_dataset(text),
            default_graph=[NamedNode(one) for one in default_graphs] if chosen else None,
            named_graphs=[NamedNode(one) for one in named_graphs] if chosen else None,
        )
        return _kept(found, rows)
    except SyntaxError as error:
        raise _not_sparql(text, str(error)) from None
    except ValueError as error:
        raise _no_graph(str(error)) from None
    except RuntimeError as error:
        raise _not_evaluated(str(error)) from None


def _kept(found: QueryBoolean | QuerySolutions | QueryTriples, most: int | None) -> Answered:
    if isinstance(found, QueryBoolean):
        return Truth(bool(found))
    if isinstance(found, QueryTriples):
        triples: dict[Triple, None] = {}
        for one in found:
            triples[one.subject, one.predicate, one.object] = None
            if most is not None and len(triples) > most:
                break
        return Graph(tuple(triples)[:most], most is not None and len(triples) > most)
    names = tuple(variable.value for variable in found.variables)
    solutions = [tuple(solution) for solution in islice(found, None if most is None else most + 1)]
    return Rows(names, tuple(solutions[:most]), most is not None and len(solutions) > most)


def _has_dataset(text: str) -> bool:
    """Tell whether a query says by FROM of which graphs it asks: that stands before the first brace of a pattern."""
    return "FROM" in text.upper() and any(kind == "word" and said.upper() == "FROM" for kind, said in tokens(text))


def _not_sparql(text: str, said: str) -> UsageError:
    place = _PLACE.match(said)
    line, column = (int(number) for number in place.groups()) if place else (1, 1)
    lines = text.splitlines() or [""]
    near = lines[min(line, len(lines)) - 1][max(column - 21, 0) : column + 19].strip()
    near_it, near_en = (f", presso «{near}»", f", near “{near}”") if near else ("", "")
    return UsageError(
        "query-syntax",
        Text(
            f"La domanda non è SPARQL 1.1: riga {line}, colonna {column}{near_it}.",
            f"The query is no SPARQL 1.1: line {line}, column {column}{near_en}.",
        ),
        Text(
            "Guardare in quel punto o poco prima: parentesi, punti, prefissi non dichiarati.",
            "Look there or just before: brackets, dots, prefixes not declared.",
        ),
    )


def _no_graph(why: str) -> UsageError:
    return UsageError(
        "query-graph",
        Text(f"Il nome di un grafo non è un IRI: {why}", f"The name of a graph is no IRI: {why}"),
        Text("Scriverlo per intero.", "Write it in full."),
    )


def _not_evaluated(why: str) -> UsageError:
    said = " ".join(why.split())[:200].rstrip(".")
    return UsageError(
        "query-unknown",
        Text(f"La domanda chiede ciò che qui non c'è: {said}.", f"The query asks for what is not known here: {said}."),
        Text("Usare le funzioni di SPARQL 1.1.", "Use the functions of SPARQL 1.1."),
    )
