"""The connections: how large a head may be, how long a client may take, how many may be open. None is answered here."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from httptools import HttpParserError
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from pdz_graph.errors import Text
from pdz_graph.web import figures, refused
from pdz_graph.web.figures import Figures
from pdz_graph.web.journal import Journal
from pdz_graph.web.refused import Refused
from pdz_graph.web.visitors import Networks, within

#: The longest address (a query in it takes up to three bytes a character), the largest head, and the most headers.
ADDRESS, HEAD, HEADERS = 65_536, 32_768, 100


@dataclass
class Manners:
    """What connections share: how many may be open, in all and from one address, and how long each may take.

    ``patience`` is for the head of a request and for an answer that is not read, in seconds. Addresses in ``trusted``
    stand for many clients, and are not counted.
    """

    most: int
    each: int
    patience: float
    trusted: Networks
    figures: Figures
    journal: Journal
    open: Counter[str]

    def admits(self, peer: str) -> bool:
        """Tell whether one more connection from an address may be open."""
        return self.open.total() <= self.most and (within(peer, self.trusted) or self.open[peer] <= self.each)


class Wire(HttpToolsProtocol):
    """One connection of HTTP/1.1, as uvicorn reads it, with the limits that it does not have."""

    def __init__(self, *args: Any, manners: Manners, **more: Any) -> None:
        super().__init__(*args, **more)
        self.manners = manners
        self.peer = ""
        self.heading, self.heard = True, 0
        self.timer: asyncio.TimerHandle | None = None
        self.stall: asyncio.TimerHandle | None = None
        self.refusal: Refused | None = None

    def connection_made(self, transport: Any) -> None:
        """Count the connection, and end it where there are too many; else wait for a head, but not for ever."""
        super().connection_made(transport)
        self.peer = self.client[0] if self.client else ""
        self.manners.open[self.peer] += 1
        if not self.manners.admits(self.peer):
            self._drop("many")
        else:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self.manners.open[self.peer] -= 1
        if not self.manners.open[self.peer]:
            del self.manners.open[self.peer]
        self._unwait()
        self._unstall()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read what came; refuse a head that never ends."""
        if self.refusal is not None or self.transport.is_closing():
            return
        if self.heading:
            self.heard += len(data)
            if self.timer is None:
                self._wait()
        super().data_received(data)
        if self.heading and self.heard > ADDRESS + HEAD and self.refusal is None:
            self.refusal = _long_address() if not self.headers else _large_head()
            self.send_400_response("")

    def on_message_begin(self) -> None:
        """Begin to read a request."""
        super().on_message_begin()
        self.heading = True

    def on_url(self, url: bytes) -> None:
        """Read the address; refuse one that is too long."""
        super().on_url(url)
        if len(self.url) > ADDRESS:
            self._stop(_long_address())

    def on_header(self, name: bytes, value: bytes) -> None:
        """Read a header; refuse too many, or too large."""
        super().on_header(name, value)
        size = sum(len(one) + len(other) for one, other in self.headers) if len(self.headers) % 10 == 0 else len(value)
        if len(self.headers) > HEADERS or size > HEAD:
            self._stop(_large_head())

    def on_headers_complete(self) -> None:
        """Give the request to the application."""
        if sum(len(one) + len(other) for one, other in self.headers) > HEAD:
            self._stop(_large_head())
        self.heading, self.heard = False, 0
        self._unwait()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Be ready for the next request."""
        super().on_message_complete()
        self.heading = True

    def on_response_complete(self) -> None:
        """End the connection where the rest of a body that nobody read is still to come, or nobody reads the answer."""
        super().on_response_complete()
        if not self.pipeline and not self.heading and not self.transport.is_closing():
            self.transport.close()
        if self.transport.is_closing() and self.transport.get_write_buffer_size():
            self._watch_writing()

    def pause_writing(self) -> None:
        """Wait for a client that does not read, but not for ever."""
        super().pause_writing()
        self._watch_writing()

    def resume_writing(self) -> None:
        """Go on: the client has read."""
        super().resume_writing()
        self._unstall()

    def timeout_keep_alive_handler(self) -> None:
        """End an idle connection, at once where its client left something unread."""
        if self.transport.get_write_buffer_size():
            self._drop("unread")
        else:
            super().timeout_keep_alive_handler()

    def send_400_response(self, msg: str) -> None:
        """Refuse what cannot be read as a request, with a problem document, and end the connection."""
        refusal = self.refusal = self.refusal or _no_http()
        self.manners.figures.count(figures.DROPPED, (("reason", refusal.code),))
        answering = self.cycle is not None and not self.cycle.response_complete
        request = uuid4().hex
        self.manners.journal.write("refused", request=request, status=refusal.http, code=refusal.code)
        if not answering and not self.transport.is_closing():
            body = refused.document(refusal, "en", request)
            head = f"content-type: {refused.MEDIA_TYPE}\r\ncontent-length: {len(body)}\r\nx-request-id: {request}\r\n"
            self.transport.write(STATUS_LINE[refusal.http] + head.encode() + b"connection: close\r\n\r\n" + body)
        self._unwait()
        self.transport.close()
        self._watch_writing()

    def _stop(self, refusal: Refused) -> None:
        """Stop the parser: it calls ``send_400_response``."""
        self.refusal = self.refusal or refusal
        raise HttpParserError(refusal.code)

    def _wait(self) -> None:
        self._unwait()
        self.timer = self.loop.call_later(self.manners.patience, self._drop, "slow-head")

    def _unwait(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None

    def _watch_writing(self) -> None:
        self._unstall()
        self.stall = self.loop.call_later(self.manners.patience, self._drop, "unread")

    def _unstall(self) -> None:
        if self.stall is not None:
            self.stall.cancel()
            self.stall = None

    def _drop(self, reason: str) -> None:
        """End the connection now, whatever it still had to say."""
        self.manners.figures.count(figures.DROPPED, (("reason", reason),))
        self.transport.abort()


def _large_head() -> Refused:
    return Refused(
        431,
        "headers-large",
        Text("Le intestazioni della richiesta sono troppe.", "The header fields of the request are too many."),
        Text(f"Al massimo {HEADERS}, e {HEAD} byte.", f"At most {HEADERS}, and {HEAD} bytes."),
    )


def _long_address() -> Refused:
    return Refused(
        414,
        "address-long",
        Text("L'indirizzo della richiesta è troppo lungo.", "The address of the request is too long."),
        Text("Fare la domanda con POST.", "Ask the query by POST."),
    )


def _no_http() -> Refused:
    return Refused(
        400,
        "no-http",
        Text("Ciò che è arrivato non è una richiesta di HTTP/1.1.", "What came is no request of HTTP/1.1."),
        Text("Controllare il programma che la fa.", "Check the program that makes it."),
    )


#: The size of the pieces in which a large answer leaves, in bytes: what a client that does not read can make us hold.
PIECE: Final = 65_536
