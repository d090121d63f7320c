"""The workers on one version of a store, and the nursery they come from: whoever ends is replaced, until all retire."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from pathlib import Path
from socket import SOCK_STREAM, send_fds, socket, socketpair
from typing import Final

from pdz_graph.jail import Limits, Reply, sentences, wire
from pdz_graph.jail.inmate import Inmate
from pdz_graph.jail.nursery import BORN, FORK, KILL, NEWS, ORDER, settings
from pdz_graph.store.endpoint import Endpoint

#: Seconds after which a worker that could not start, or a nursery that ended, is tried again.
PAUSE: Final = 0.2
#: Seconds in which a nursery has to be ready.
PATIENCE: Final = 30
#: What of the environment a worker without network has: nothing that is secret.
_KEPT: Final = ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "SYSTEMROOT")

#: One heap for all the threads of a process: else each of those of RocksDB takes 64 MB of the address space.
_THRIFTY: Final = {"MALLOC_ARENA_MAX": "1"}


class Crew:
    """``target`` workers on a backend. ``freed`` is called whenever one becomes idle, or the crew is at its end."""

    def __init__(self, backend: Path | Endpoint, target: int, limits: Limits, freed: Callable[[], None]) -> None:
        self.backend, self.target, self.limits, self.freed = backend, target, limits, freed
        self.isolated = self.retired = False
        self.inmates: set[Inmate] = set()
        self.idle: list[Inmate] = []
        self.unborn: deque[Inmate] = deque()
        self.living: dict[int, Inmate] = {}
        self.born = self.killed = 0
        self.tasks: set[asyncio.Task[None]] = set()
        self.fault: Reply | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self.control: socket | None = None

    async def start(self) -> None:
        """Start the nursery and all the workers, and wait until they are ready or have said why not (``fault``)."""
        await self._start_nursery()
        await asyncio.gather(*(self._spawn() for _ in range(self.target)))
        async with asyncio.timeout(PATIENCE):
            while len(self.idle) < self.target and self.fault is None:
                await asyncio.sleep(0.005)

    def take(self) -> Inmate | None:
        """Return an idle worker, the one that worked last; None when there is none."""
        while self.idle and not self.idle[-1].idle:  # it has just been let go
            self.idle.pop()
        return self.idle.pop() if self.idle else None

    def kill(self, inmate: Inmate) -> None:
        """End a worker at once, whatever it is doing."""
        if not inmate.gone and self.control and inmate.number:
            self.killed += 1
            self._order(KILL, inmate.number)
        inmate.close()

    def retire(self) -> None:
        """Let idle workers go at once and the others when they have done; nobody is replaced any more."""
        self.retired = True
        for inmate in self.idle:
            inmate.close()
        self.idle.clear()
        self._end_when_empty()

    async def close(self) -> None:
        """End all workers, whatever they are doing, and the nursery."""
        self.retired = True
        for inmate in list(self.inmates):
            self.kill(inmate)
        self._end_nursery()
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while self.inmates or (self.process and self.process.poll() is None):
                    await asyncio.sleep(0.001)

    async def _start_nursery(self) -> None:
        loop = asyncio.get_running_loop()
        mine, theirs = socketpair(type=SOCK_STREAM)
        with theirs:
            command = [sys.executable, "-P", "-m", "pdz_graph.jail.nursery", str(theirs.fileno()), str(os.getpid())]
            self.process = subprocess.Popen(  # noqa: S603
                command,
                pass_fds=[theirs.fileno()],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        mine.setblocking(False)
        self.control = mine
        inbox, heard = wire.Inbox(1024), []
        with suppress(BrokenPipeError, ConnectionResetError):  # it ended before it listened
            await loop.sock_sendall(mine, wire.packed(settings(self.backend, self.limits)))
            async with asyncio.timeout(PATIENCE):
                while not (heard := list(inbox.feed(data := await loop.sock_recv(mine, 1024)))) and data:
                    pass
        if not heard:
            self._end_nursery()
            self.fault = sentences.closed()
            return
        self.isolated = bool(heard[0][0]["isolated"])
        loop.add_reader(mine, self._listen)

    def _environment(self) -> Mapping[str, str]:
        kept = dict(os.environ) if isinstance(self.backend, Endpoint) else {}
        kept |= {name: os.environ[name] for name in _KEPT if name in os.environ}
        return kept | {"PYTHONPATH": str(Path(__file__).resolve().parents[2]), **_THRIFTY}

    async def _spawn(self) -> None:
        if self.retired or not self.control:
            return
        mine, theirs = socketpair(type=SOCK_STREAM)
        inmate = Inmate(self.limits.size, self._changed)
        self.inmates.add(inmate)
        with theirs:
            self.unborn.append(inmate)
            self._order(FORK, 0, theirs)
        mine.setblocking(False)
        await asyncio.get_running_loop().create_unix_connection(lambda: inmate, sock=mine)
        self.born += 1

    def _order(self, order: bytes, number: int, channel: socket | None = None) -> None:
        assert self.control
        try:
            send_fds(self.control, [ORDER.pack(order, number)], [channel.fileno()] if channel else [])
        except OSError:
            self._end_nursery()

    def _listen(self) -> None:
        """Take what the nursery tells: who was born, who died and how."""
        assert self.control
        try:
            data = self.control.recv(NEWS.size * 64)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._end_nursery()
            if not self.retired:
                asyncio.get_running_loop().call_later(PAUSE, self._revive)
        for kind, number, status in NEWS.iter_unpack(data):
            if kind == BORN:
                inmate = self.living[number] = self.unborn.popleft()
                inmate.number = number
            else:
                self.living.pop(number).status.set_result(status)

    def _changed(self, inmate: Inmate) -> None:
        """Put a worker back among the idle, or replace it."""
        if inmate.gone:
            self.inmates.discard(inmate)
            self.idle = [one for one in self.idle if one is not inmate]
            self._replace(inmate)
            self._end_when_empty()
        elif self.retired:
            inmate.close()
        else:
            self.fault = None
            self.idle.append(inmate)
        self.freed()

    def _replace(self, inmate: Inmate) -> None:
        if self.retired or not self.control:
            return
        started = inmate.greeting is not None and inmate.greeting.outcome == "ready"
        if not started:
            self.fault = inmate.greeting or sentences.closed()
        asyncio.get_running_loop().call_later(0 if started else PAUSE, self._respawn)

    def _respawn(self) -> None:
        if not self.retired and len(self.inmates) < self.target:
            self._in_background(self._spawn())

    def _revive(self) -> None:
        """Start another nursery, with all its workers, in the place of one that ended."""

        async def start() -> None:
            await self._start_nursery()
            if not self.control:
                asyncio.get_running_loop().call_later(PAUSE, self._revive)
            for _ in range(self.target - len(self.inmates)):
                await self._spawn()

        if not self.retired:
            self._in_background(start())

    def _in_background(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def _end_when_empty(self) -> None:
        if self.retired and not self.inmates:
            self._end_nursery()

    def _end_nursery(self) -> None:
        """Close the channel to the nursery, upon which it ends, and its workers with it."""
        if self.control:
            loop = asyncio.get_running_loop()
            loop.remove_reader(self.control)
            self.control.close()
            self.control = None
            if self.process:
                _bury(self.process)


def _bury(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process that ends, without stopping for it."""
    if process.poll() is None:
        asyncio.get_running_loop().call_later(0.02, _bury, process)
