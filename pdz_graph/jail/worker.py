"""The process that evaluates: one query after another, until its channel closes. It reaches nothing but its store."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from socket import socket
from typing import Final

from pdz_graph.answers import Answered, Graph, Rows, Truth
from pdz_graph.answers.forms import FORMS, Form, write
from pdz_graph.asking import ask
from pdz_graph.errors import PdzError, Text, UsageError
from pdz_graph.jail import Asked, Limits, Reply, bars, sentences, wire
from pdz_graph.media import MEGABYTE
from pdz_graph.store.embedded import opened
from pdz_graph.store.endpoint import Endpoint

#: What evaluates a query.
Evaluator = Callable[[Asked], Answered]
#: How many columns a table may take that goes to no terminal.
WIDTH: Final = 200
#: How much memory, in bytes, a worker may have kept after an answer without being replaced.
KEPT: Final = 128 * MEGABYTE
#: Seconds of work after which it is looked at how much it is: what is quick takes little.
LONG: Final = 0.02


def run(channel: socket, backend: Path | Endpoint, limits: Limits) -> None:
    """Open a store, say that all is ready, and answer what is asked; end when nobody asks any more."""
    try:
        evaluate = _evaluator(backend, limits)
    except PdzError as error:
        channel.sendall(wire.reply_to(sentences.of_error("failed", error), last=True))
        return
    bars.confine(limits.memory)
    channel.sendall(wire.reply_to(Reply("ready")))
    ceiling = _resident() + KEPT
    last = False
    while not last and (message := wire.receive(channel)) is not None:
        begun = time.perf_counter()
        reply = _answered(evaluate, wire.asked_from(message), limits)
        grown = time.perf_counter() - begun > LONG and _resident() > ceiling
        last = reply.outcome == "memory" or grown
        channel.sendall(wire.reply_to(reply, last=last))


def _evaluator(backend: Path | Endpoint, limits: Limits) -> Evaluator:
    if isinstance(backend, Endpoint):
        from pdz_graph.jail.remote import ask_beyond

        return lambda asked: ask_beyond(backend, asked, limits.rows)
    store = opened(backend, reading=True)
    return lambda asked: ask(
        store,
        asked.query,
        rows=limits.rows,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
    )


def _answered(evaluate: Evaluator, asked: Asked, limits: Limits) -> Reply:
    try:
        body, cut = _written(evaluate(asked), FORMS[asked.form], asked.lang, limits.size)
        return Reply("answered", body, cut)
    except UsageError as error:
        return sentences.of_error("refused", error)
    except TimeoutError:
        return sentences.late(limits)
    except PdzError as error:
        return sentences.of_error("failed", error)
    except MemoryError:
        return sentences.memory(limits)
    except Exception as error:  # whatever else an engine says is said on, never a traceback
        return sentences.failed(error)


def _written(answered: Answered, form: Form, lang: str, size: int) -> tuple[bytes, str]:
    """Return an answer as bytes, with as many rows as fit into ``size``, and the limit at which it was cut."""
    if not form.admits(answered):
        raise _unfit(form)
    body = write(answered, form, lang, WIDTH)
    if len(body) <= size or isinstance(answered, Truth):
        return body, "" if isinstance(answered, Truth) or not answered.cut else "rows"
    count = len(answered)
    while len(body) > size and count:
        count = min(count - 1, int(count * size / len(body) * 0.95))
        body = write(_first(answered, count), form, lang, WIDTH)
    return body, "bytes"


def _first(answered: Rows | Graph, count: int) -> Rows | Graph:
    if isinstance(answered, Rows):
        return replace(answered, rows=answered.rows[:count], cut=True)
    return replace(answered, triples=answered.triples[:count], cut=True)


def _unfit(form: Form) -> UsageError:
    return UsageError(
        "query-unfit",
        Text(f"Questa risposta non si scrive come «{form.name}».", f"This answer is not written as “{form.name}”."),
        Text(
            "Righe (SELECT) e grafi (CONSTRUCT, DESCRIBE) hanno forme diverse.",
            "Rows (SELECT) and graphs (CONSTRUCT, DESCRIBE) have different forms.",
        ),
    )


def _resident() -> int:
    """Return the bytes of memory that this process has now; 0 where the system does not tell."""
    try:
        with Path("/proc/self/statm").open("rb") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGESIZE")
    except (OSError, ValueError, IndexError):
        return 0
