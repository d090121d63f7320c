"""A query of anybody's, evaluated in a process apart: where the engine gives up a sentence says so, no backtrace."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import NoReturn

from pdz_graph.answers import Answered
from pdz_graph.errors import EngineError, Text, UsageError
from pdz_graph.jail import sentences

Ask = Callable[[str], Answered]


def apart(ask: Ask) -> Ask:
    """Return ``ask`` as it is, but in a child process; raises EngineError where that ends without an answer.

    A defect of a compiled engine ends the whole process in which it happens. Where processes cannot be forked
    (Windows) nothing changes.
    """
    if not hasattr(os, "fork"):
        return ask

    def asked(text: str) -> Answered:
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            _answer(ask, text, writer)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            data = pipe.read()
        _, status = os.waitpid(child, 0)
        if status or not data:
            raise sentences.died().as_error(EngineError)
        answered, refused = pickle.loads(data)  # noqa: S301  our own child wrote it
        if refused:
            raise UsageError(*refused)
        found: Answered = answered
        return found

    return asked


def _answer(ask: Ask, text: str, writer: int) -> NoReturn:
    """Answer in the child, and end it; what the engine says when it dies is for nobody."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            said: tuple[Answered | None, tuple[str, Text, Text] | None] = (ask(text), None)
        except UsageError as error:
            said = (None, (error.code, error.sentence, error.remedy))
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(said, pipe)
        os._exit(0)
    finally:
        os._exit(1)
