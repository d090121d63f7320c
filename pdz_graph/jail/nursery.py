"""The process from which workers are born, each a fork of it, within milliseconds. It evaluates nothing itself."""

from __future__ import annotations

import gc
import os
import selectors
import signal
import struct
import sys
from contextlib import suppress
from pathlib import Path
from socket import MSG_WAITALL, recv_fds, socket, socketpair
from typing import Any, Final

from pdz_graph.jail import Limits, bars, wire
from pdz_graph.store.endpoint import Endpoint

#: What is ordered: FORK with the worker's channel, KILL with the number of a process.
ORDER: Final = struct.Struct(">cI")
FORK, KILL = b"F", b"K"
#: What is told: BORN with the number of a process, in the order in which they were ordered; DEAD and how it ended.
NEWS: Final = struct.Struct(">cIi")
BORN, DEAD = b"B", b"D"


def main() -> None:
    """Raise workers as ordered on the channel whose number is the first argument, as long as it is open."""
    channel, parent = socket(fileno=int(sys.argv[1])), int(sys.argv[2])
    bars.end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever presses ^C speaks to the parent
    message = wire.receive(channel)
    if message is None:
        return
    head, _ = message
    limits = Limits(**head["limits"])
    backend = Endpoint(**head["endpoint"]) if head["endpoint"] else Path(head["path"])
    isolated = isinstance(backend, Path) and bars.leave_network()
    _prepare(backend)
    channel.sendall(wire.packed({"isolated": isolated}))
    with suppress(BrokenPipeError):  # nobody listens any more
        Nursery(channel, backend, limits).serve()
    os._exit(0)


def _prepare(backend: Path | Endpoint) -> None:
    """Read beforehand all that workers need, so that none has to; nothing is opened."""
    from pdz_graph.jail import worker

    assert worker
    if isinstance(backend, Endpoint):
        from pdz_graph.jail import remote

        remote.prepare()
    gc.collect()
    gc.freeze()


class Nursery:
    """The children, and the channel on which they are ordered."""

    def __init__(self, channel: socket, backend: Path | Endpoint, limits: Limits) -> None:
        self.channel, self.backend, self.limits = channel, backend, limits
        self.children: set[int] = set()
        self.bell, self.ringer = socketpair()

    def serve(self) -> None:
        """Do as ordered, and tell who died, until the channel closes; the children end with this process."""
        for one in (self.bell, self.ringer):
            one.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.ringer.fileno(), warn_on_full_buffer=False)
        chosen = selectors.DefaultSelector()
        chosen.register(self.channel, selectors.EVENT_READ)
        chosen.register(self.bell, selectors.EVENT_READ)
        while True:
            ready = {key.fileobj for key, _ in chosen.select()}
            if self.bell in ready:
                with suppress(BlockingIOError):
                    self.bell.recv(4096)
                self._bury()
            if self.channel in ready and not self._obey():
                return

    def _obey(self) -> bool:
        data, fds, *_ = recv_fds(self.channel, ORDER.size, 1, MSG_WAITALL)
        if len(data) < ORDER.size:
            return False
        order, number = ORDER.unpack(data)
        if order == FORK:
            self._fork(socket(fileno=fds[0]))
        elif number in self.children:  # not buried yet: the number is still its own
            os.kill(number, signal.SIGKILL)
        return True

    def _fork(self, channel: socket) -> None:
        mother = os.getpid()
        child = os.fork()
        if not child:
            self._be_born(channel, mother)
        channel.close()
        self.children.add(child)
        self.channel.sendall(NEWS.pack(BORN, child, 0))

    def _be_born(self, channel: socket, mother: int) -> None:
        """Become a worker; never returns."""
        from pdz_graph.jail import worker

        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            bars.end_with(mother)
            os.dup2(0, 2)  # what an engine says when it dies is no business of the log
            for one in (self.channel, self.bell, self.ringer):
                one.close()
            worker.run(channel, self.backend, self.limits)
            os._exit(0)
        finally:
            os._exit(1)

    def _bury(self) -> None:
        for child in list(self.children):
            found, status = os.waitpid(child, os.WNOHANG)
            if found:
                self.children.discard(child)
                self.channel.sendall(NEWS.pack(DEAD, child, os.waitstatus_to_exitcode(status)))


def settings(backend: Path | Endpoint, limits: Limits) -> dict[str, Any]:
    """Return what a nursery is told first."""
    remote = isinstance(backend, Endpoint)
    return {
        "limits": vars(limits),
        "endpoint": vars(backend) if remote else None,
        "path": "" if remote else str(backend),
    }


if __name__ == "__main__":
    main()
