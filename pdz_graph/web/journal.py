"""The access log: a line of JSON for each request, on the standard error; never a query's text, nor a value."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

Now = Callable[[], datetime]


def instant() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


class Journal:
    """What happened, in lines of JSON; where nobody can read them any more the server goes on."""

    def __init__(self, now: Now = instant) -> None:
        self.now = now

    def write(self, event: str, **said: object) -> None:
        """Write one line: when, what, and whatever is said of it (what is None is left out)."""
        known = {name: value for name, value in said.items() if value is not None}
        line = {"time": self.now().isoformat(timespec="milliseconds"), "event": event, **known}
        try:
            sys.stderr.write(f"{json.dumps(line, ensure_ascii=False)}\n")
            sys.stderr.flush()
        except (OSError, ValueError, AttributeError):
            return

    def defect(self, error: BaseException, request: str) -> None:
        """Write that the server itself failed, and where: not what the exception says, which may quote a query."""
        places = [
            f"{one.filename.rpartition('/')[2]}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__)
        ]
        self.write("defect", request=request, error=type(error).__name__, places=places)


def mark(query: str) -> str:
    """Return what a query is known by in the log: the first sixteen figures of its SHA-256, in hexadecimal."""
    return sha256(query.encode("utf-8", "surrogatepass")).hexdigest()[:16]
