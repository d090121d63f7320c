"""A worker as the pool sees it: what is asked of it and what it replies. It never waits, and kills nobody by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, cast

from pdz_graph.jail import Asked, Reply, wire

#: How many bytes a message may have beside the body of an answer.
_ROOM: Final = 64 * 1024


class GoneError(Exception):
    """The worker ended without a reply."""


class Inmate(asyncio.Protocol):
    """One worker: starting, idle, at work, or gone.

    ``changed`` is called when it becomes idle (a first time, or after an answer) and when it is gone.
    """

    def __init__(self, most: int, changed: Callable[[Inmate], None]) -> None:
        self.inbox, self.changed = wire.Inbox(most + _ROOM), changed
        self.number = 0
        self.transport: asyncio.Transport | None = None
        self.idle = self.gone = self.leaving = False
        self.greeting: Reply | None = None
        self.reply: asyncio.Future[Reply] | None = None
        self.status: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the channel to the worker."""
        self.transport = cast("asyncio.Transport", transport)  # those of uvloop are of no class of asyncio's

    def ask(self, asked: Asked) -> asyncio.Future[Reply]:
        """Ask a query of an idle worker; the reply comes, or GoneError is raised."""
        assert self.idle
        assert self.transport
        self.idle = False
        self.reply = asyncio.get_running_loop().create_future()
        self.transport.write(wire.asked_to(asked))
        return self.reply

    def data_received(self, data: bytes) -> None:
        """Take what the worker says; one that says nonsense is let go."""
        try:
            for message in self.inbox.feed(data):
                self._heard(*wire.reply_from(message))
        except (ValueError, KeyError, TypeError):
            self.close()

    def _heard(self, reply: Reply, last: bool) -> None:
        if self.greeting is None:
            self.greeting = reply
        elif self.reply is not None and not self.reply.done():
            self.reply.set_result(reply)
        self.reply, self.leaving, self.idle = None, last, not last
        if self.idle:
            self.changed(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Take note that the worker is no more."""
        self.gone, self.idle = True, False
        if self.reply is not None and not self.reply.done():
            self.reply.set_exception(GoneError())
        self.changed(self)

    def close(self) -> None:
        """Ask nothing any more: the worker ends when it has done."""
        self.idle = False
        if self.transport:
            self.transport.close()
