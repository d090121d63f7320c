"""A query that is sent on to a SPARQL endpoint: what goes wrong there is told without saying where the endpoint is."""

from __future__ import annotations

from typing import Final

from pdz_graph.answers import Answered
from pdz_graph.asking.there import ask_there
from pdz_graph.errors import StoreError, Text, UsageError
from pdz_graph.jail import Asked
from pdz_graph.store.endpoint import Endpoint, prepare

__all__ = ["ask_beyond", "prepare"]
#: How Virtuoso says that a query was stopped by its own clock, and how SPARQLWrapper calls a query refused (HTTP 400).
_LATE: Final = ("S1T00", "S1TAT")
_MALFORMED: Final = "QueryBadFormed"


def ask_beyond(endpoint: Endpoint, asked: Asked, rows: int) -> Answered:
    """Return what an endpoint answers; raises UsageError for a query that it does not understand, TimeoutError for one
    that took it too long, StoreError when it cannot be asked."""
    try:
        return ask_there(
            endpoint,
            asked.query,
            rows,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
        )
    except StoreError as error:
        said = error.sentence.en
        if any(code in said for code in _LATE):
            raise TimeoutError from None
        raise (_malformed(said) if _MALFORMED in said else _away()) from None


def _malformed(said: str) -> UsageError:
    why = said.partition("Response:")[2].strip(" b'\"") or "HTTP 400"
    return UsageError(
        "query-syntax",
        Text(f"Il servizio non capisce la domanda: {why}", f"The service does not understand the query: {why}"),
        Text("Correggerla, o scriverla più semplice.", "Mend it, or write it more simply."),
    )


def _away() -> StoreError:
    return StoreError(
        "query-backend",
        Text("Il servizio che tiene i dati non risponde come dovrebbe.", "The service that keeps the data fails."),
        Text("Riprovare fra poco.", "Try again shortly."),
    )
