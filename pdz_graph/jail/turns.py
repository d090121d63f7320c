"""Whose turn it is: so many queries at once, no more than half of them of one client, and a queue that is bounded."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Final

#: How many queries may wait for each that is evaluated.
QUEUE: Final = 8


class FullError(Exception):
    """Too many wait already, or it took too long until it was one's turn."""


class Turns:
    """The turns of ``size`` queries at once. A client is whoever the door says it is: an address, a name."""

    def __init__(self, size: int) -> None:
        self.size, self.share = size, max(1, size // 2)
        self.held: Counter[str] = Counter()
        self.waiting: dict[asyncio.Future[None], str] = {}

    @property
    def taken(self) -> int:
        """How many turns are taken."""
        return self.held.total()

    async def take(self, client: str, patience: float) -> None:
        """Wait for a turn, first come first served among those who may; raises FullError, at the latest after
        ``patience`` seconds."""
        if self._may(client):
            self.held[client] += 1
            return
        queue = QUEUE * self.size
        if len(self.waiting) >= queue or sum(one == client for one in self.waiting.values()) >= queue // 2:
            raise FullError
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting[turn] = client
        try:
            async with asyncio.timeout(patience):
                await turn
        except TimeoutError:
            self._refuse(turn, client)
            raise FullError from None
        except asyncio.CancelledError:
            self._refuse(turn, client)
            raise
        finally:
            self.waiting.pop(turn, None)

    def _refuse(self, turn: asyncio.Future[None], client: str) -> None:
        """Give back a turn that came just when nobody waited for it any more."""
        if turn.done() and not turn.cancelled():
            self.give_back(client)

    def give_back(self, client: str) -> None:
        """End a turn, and give it to the first who may have it."""
        self.held[client] -= 1
        if self.held[client] <= 0:
            del self.held[client]
        for turn, other in list(self.waiting.items()):
            if not turn.done() and self._may(other):
                self.held[other] += 1
                turn.set_result(None)
                return

    def _may(self, client: str) -> bool:
        return self.taken < self.size and self.held[client] < self.share
