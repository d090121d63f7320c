"""The pool of workers: each query goes to one of them, and what it does there harms nobody else."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from pathlib import Path
from typing import Final

from pdz_graph.errors import StoreError
from pdz_graph.jail import Asked, Limits, Reply, State, sentences
from pdz_graph.jail.crew import Crew
from pdz_graph.jail.inmate import GoneError, Inmate
from pdz_graph.jail.turns import FullError, Turns
from pdz_graph.store.endpoint import Endpoint

#: Seconds that a query goes on for whose answer nobody waits any more: most end before, and their worker is kept.
GRACE: Final = 0.1
#: Seconds in which the end of a worker is told after its channel has closed.
NEWS: Final = 1.0
#: How a worker ends when memory is refused to it: Oxigraph aborts; or the system has none left, and kills it.
_SHORT_OF_MEMORY: Final = (-signal.SIGABRT, -signal.SIGKILL)


class Pool:
    """``size`` queries at once, each in a process of its own; half as many more processes are ready to take over.

    ``backend`` is a folder of Oxigraph that nobody writes to (a copy), or an endpoint. Used from one event loop only.
    """

    def __init__(self, backend: Path | Endpoint, size: int, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.size, self.backend = size, backend
        self.turns = Turns(size)
        self.crew: Crew | None = None
        self.retired: list[Crew] = []
        self.born = self.killed = 0
        self.hungry: list[asyncio.Future[None]] = []

    async def start(self) -> None:
        """Start the workers and wait until they are ready; raises StoreError where the store cannot be opened."""
        self.crew = await self._crew(self.backend)

    async def move(self, backend: Path | Endpoint) -> None:
        """Let workers on another version of the store take over; those on the old one end with what they are doing.

        Raises StoreError, and nothing changes, where the new one cannot be opened.
        """
        fresh = await self._crew(backend)
        old, self.crew, self.backend = self.crew, fresh, backend
        if old:
            self.retired.append(old)
            old.retire()
        self._feed()

    async def close(self) -> None:
        """End every worker, whatever it is doing."""
        crews, self.crew = [*self.retired, *([self.crew] if self.crew else [])], None
        self._feed()
        for crew in crews:
            await crew.close()
            self._forget(crew)

    @property
    def state(self) -> State:
        """How the pool stands now."""
        crews = [*self.retired, *([self.crew] if self.crew else [])]
        return State(
            alive=sum(len(crew.inmates) for crew in crews),
            working=self.turns.taken,
            waiting=len(self.turns.waiting),
            born=self.born + sum(crew.born for crew in crews),
            killed=self.killed + sum(crew.killed for crew in crews),
            isolated=self.crew is not None and self.crew.isolated,
        )

    async def ask(self, asked: Asked, client: str) -> Reply:
        """Return what becomes of a query of a client; a query whose caller is cancelled is stopped too."""
        try:
            await self.turns.take(client, self.limits.seconds)
        except FullError:
            return sentences.busy()
        try:
            return await self._evaluated(asked)
        finally:
            self.turns.give_back(client)

    async def _evaluated(self, asked: Asked) -> Reply:
        found = await self._free()
        if isinstance(found, Reply):
            return found
        crew, inmate = found
        loop = asyncio.get_running_loop()
        reply = inmate.ask(asked)
        clock = loop.call_later(self.limits.seconds, self._stop, crew, inmate, reply)
        try:
            return await reply
        except GoneError:
            return await self._how_it_ended(inmate)
        except asyncio.CancelledError:
            loop.call_later(GRACE, _abandon, crew, inmate, reply)
            raise
        finally:
            clock.cancel()

    def _stop(self, crew: Crew, inmate: Inmate, reply: asyncio.Future[Reply]) -> None:
        if not reply.done():
            reply.set_result(sentences.late(self.limits))
            crew.kill(inmate)

    async def _how_it_ended(self, inmate: Inmate) -> Reply:
        with suppress(TimeoutError):
            async with asyncio.timeout(NEWS):
                if await inmate.status in _SHORT_OF_MEMORY:
                    return sentences.memory(self.limits)
        return sentences.died() if self.crew else sentences.closed()

    async def _free(self) -> tuple[Crew, Inmate] | Reply:
        """Return a worker that is idle; while all are being replaced it waits, unless none can start."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self.limits.seconds
        while self.crew:
            if inmate := self.crew.take():
                return self.crew, inmate
            if self.crew.fault:
                return self.crew.fault
            hungry: asyncio.Future[None] = loop.create_future()
            self.hungry.append(hungry)
            try:
                async with asyncio.timeout_at(until):
                    await hungry
            except TimeoutError:
                return sentences.busy()
        return sentences.closed()

    def _feed(self) -> None:
        """Let whoever waits for a worker look again, and forget the crews that have retired."""
        for hungry in self.hungry:
            if not hungry.done():
                hungry.set_result(None)
        self.hungry.clear()
        for crew in [crew for crew in self.retired if not crew.inmates]:
            self._forget(crew)

    def _forget(self, crew: Crew) -> None:
        self.born, self.killed = self.born + crew.born, self.killed + crew.killed
        if crew in self.retired:
            self.retired.remove(crew)

    async def _crew(self, backend: Path | Endpoint) -> Crew:
        crew = Crew(backend, self.size + (self.size + 1) // 2, self.limits, self._feed)
        try:
            await crew.start()
            fault = crew.fault
        except TimeoutError:
            fault = sentences.closed()
        if fault:
            await crew.close()
            raise fault.as_error(StoreError)
        return crew


def _abandon(crew: Crew, inmate: Inmate, reply: asyncio.Future[Reply]) -> None:
    if inmate.reply is reply:
        crew.kill(inmate)
