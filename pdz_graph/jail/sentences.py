"""What is said of a query that was not answered: what happened, and what whoever asks can do."""

from __future__ import annotations

from pdz_graph.errors import PdzError, Text
from pdz_graph.jail import Limits, Reply
from pdz_graph.media import MEGABYTE

_LESS = Text(
    "Chiedere meno: LIMIT, un valore al posto di una variabile, nessun prodotto di righe che non si toccano.",
    "Ask for less: LIMIT, a value in the place of a variable, no product of rows that have nothing in common.",
)
_SIMPLER = Text(
    "Scriverla più semplice; valori di generi diversi si ordinano con ORDER BY STR(?x).",
    "Simplify it; values of different kinds are put in order by ORDER BY STR(?x).",
)
_LATER = Text("Riprovare fra poco.", "Try again shortly.")


def of_error(outcome: str, error: PdzError) -> Reply:
    """Return the reply of an error that knows what it says."""
    return Reply(outcome, code=error.code, sentence=error.sentence, remedy=error.remedy)


def failed(error: BaseException) -> Reply:
    """Return the reply of an evaluation that an engine gave up, in its own words."""
    said = " ".join(str(error).split())[:200]
    sentence = Text(f"La domanda non si è potuta valutare: {said}", f"The query could not be evaluated: {said}")
    return Reply("failed", code="query-failed", sentence=sentence, remedy=_LATER)


def late(limits: Limits) -> Reply:
    """Return the reply of a query that was stopped by the clock."""
    sentence = Text(
        f"Dopo {limits.seconds:g} secondi la domanda è stata fermata.",
        f"The query was stopped after {limits.seconds:g} seconds.",
    )
    return Reply("late", code="query-late", sentence=sentence, remedy=_LESS)


def memory(limits: Limits) -> Reply:
    """Return the reply of a query that took too much memory."""
    size = f"{limits.memory // MEGABYTE} MB"
    sentence = Text(f"La domanda chiedeva più di {size} di memoria.", f"The query took more than {size} of memory.")
    return Reply("memory", code="query-memory", sentence=sentence, remedy=_LESS)


def died() -> Reply:
    """Return the reply of a query that broke whatever evaluated it."""
    sentence = Text("La domanda ha rotto il motore che la valutava.", "The query broke the engine that evaluated it.")
    return Reply("died", code="query-died", sentence=sentence, remedy=_SIMPLER)


def busy() -> Reply:
    """Return the reply of a query that nobody could begin."""
    sentence = Text("Ci sono già troppe domande.", "There are too many queries already.")
    return Reply("busy", code="query-busy", sentence=sentence, remedy=_LATER)


def closed() -> Reply:
    """Return the reply of a query that came when nobody evaluates any more, or not yet."""
    sentence = Text("Nessuno risponde alle domande, ora.", "Nobody answers queries, just now.")
    return Reply("failed", code="query-closed", sentence=sentence, remedy=_LATER)
