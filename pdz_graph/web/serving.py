"""The server from its start to its end: it binds, publishes, serves, and on a signal lets what is going on finish."""

from __future__ import annotations

import asyncio
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlunsplit

import uvicorn
import uvloop

from pdz_graph.catalogue import Question, question_in
from pdz_graph.catalogue import read as read_questions
from pdz_graph.errors import Text, UsageError
from pdz_graph.files import reason
from pdz_graph.house import House
from pdz_graph.jail import Limits
from pdz_graph.jail.pool import Pool
from pdz_graph.linked.addresses import Addresses
from pdz_graph.media import MEGABYTE
from pdz_graph.store.endpoint import Endpoint
from pdz_graph.web.app import application
from pdz_graph.web.publication import Order
from pdz_graph.web.renewal import Renewal
from pdz_graph.web.service import Service
from pdz_graph.web.settings import Settings
from pdz_graph.web.wire import Manners, Wire

#: Connections that the system keeps waiting until they are taken.
_BACKLOG = 512
#: Bytes of an answer that the system holds for a client that does not read them.
_UNREAD = 262_144


def serve(order: Order, settings: Settings, today: Callable[[], date], ready: Callable[[str], None]) -> None:
    """Serve what is ordered until a SIGTERM or a SIGINT; ``ready`` is told the address once it answers.

    Raises the PdzError of what cannot be published, UsageError where the port cannot be had.
    """
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner, suppress(asyncio.CancelledError):
        runner.run(_served(order, settings, today, ready))


async def _served(order: Order, settings: Settings, today: Callable[[], date], ready: Callable[[str], None]) -> None:
    listener = _bound(settings)
    root = Path(tempfile.mkdtemp(prefix="pdz-serve-"))
    try:
        ending = Ending()
        with ending.heeded():
            renewal = Renewal(order, root, today)
            edition, path = await renewal.first()
            backend = order.behind or path
            service = Service(settings, _pool(backend, settings), _questions(Addresses(order.base)), edition)
            service.remote = order.behind is not None
            service.building = renewal.has_site
            await service.pool.start()
            try:
                await _running(service, listener, renewal, ending, ready)
            finally:
                await service.pool.close()
    finally:
        listener.close()
        shutil.rmtree(root, ignore_errors=True)


async def _running(
    service: Service,
    listener: socket.socket,
    renewal: Renewal,
    ending: Ending,
    ready: Callable[[str], None],
) -> None:
    server = Server(_config(service))
    ending.how = server.leave
    watch = asyncio.create_task(renewal.watch(service))
    address = _address(listener)
    service.journal.write("listening", address=address)
    ready(address)
    try:
        await server.serve(sockets=[listener])
    finally:
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch
        service.journal.write("stopped")


class Server(uvicorn.Server):
    """uvicorn, whose signals are ours: a process that was asked to end, and ends well, has status 0."""

    def leave(self) -> None:
        """Begin to end; asked twice, do not wait for what is going on."""
        self.force_exit = self.should_exit
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to whoever runs the server."""
        yield


def _config(service: Service) -> uvicorn.Config:
    settings = service.settings
    manners = Manners(
        settings.connections,
        settings.connections_each,
        settings.patience,
        service.trusted,
        service.figures,
        service.journal,
        service.connections,
    )
    wire: Any = partial(Wire, manners=manners)
    return uvicorn.Config(
        application(service),
        http=wire,
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=_BACKLOG,
        timeout_keep_alive=int(settings.idle),
        timeout_graceful_shutdown=int(settings.farewell),
    )


def _questions(addresses: Addresses) -> Mapping[str, Question]:
    """Return the catalogue, its queries asking for things as they go out."""
    read = read_questions(House.find())
    return {name: question_in(name, addresses.text(one.text)) for name, one in read.items()}


def _pool(backend: Path | Endpoint, settings: Settings) -> Pool:
    limits = Limits(settings.seconds, settings.memory * MEGABYTE, settings.rows, settings.size * MEGABYTE)
    return Pool(backend, settings.workers, limits)


def _bound(settings: Settings) -> socket.socket:
    """Return the socket on which the server listens; raises UsageError where it cannot be had."""
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        listener = socket.create_server((settings.host, settings.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        why = reason(error)
        place = f"{settings.host}:{settings.port}"
        raise UsageError(
            "serve-port",
            Text(f"Non si può ascoltare su {place}: {why.it}.", f"Cannot listen on {place}: {why.en}."),
            Text("Indicare un altro indirizzo o un'altra porta.", "Name another address or port."),
        ) from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _UNREAD)
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return urlunsplit(("http", f"[{host}]:{port}" if ":" in host else f"{host}:{port}", "/", "", ""))


class Ending:
    """What is done at a SIGTERM or a SIGINT: at first the task that starts is cancelled, then the server ends."""

    def __init__(self) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.how: Callable[[], object] = task.cancel

    def now(self) -> None:
        """End."""
        self.how()

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Heed the signals."""
        loop, caught = asyncio.get_running_loop(), (signal.SIGTERM, signal.SIGINT)
        for one in caught:
            loop.add_signal_handler(one, self.now)
        try:
            yield
        finally:
            for one in caught:
                loop.remove_signal_handler(one)
