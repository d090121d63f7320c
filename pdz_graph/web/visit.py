"""One request on its way through: who asks, by which id, what was answered and how long it took. It holds no text."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from secrets import token_hex
from typing import Final

from starlette.types import Message, Scope, Send

from pdz_graph.web.negotiation import language
from pdz_graph.web.visitors import Networks, client
from pdz_graph.web.wire import PIECE

Headers = list[tuple[bytes, bytes]]

#: How an id that a client brings must be made; another is not repeated.
_ID: Final = re.compile(rb"[A-Za-z0-9._-]{8,64}")


class Visit:
    """A request being answered; what is learnt of it on the way stands here, for the log and the figures."""

    def __init__(self, scope: Scope, trusted: Networks) -> None:
        self.started = time.perf_counter()
        headers = dict(scope["headers"])
        brought = headers.get(b"x-request-id", b"")
        self.id = brought.decode() if _ID.fullmatch(brought) else token_hex(8)
        peer = scope["client"][0] if scope["client"] else ""
        self.client = client(peer, headers.get(b"x-forwarded-for", b"").decode("latin-1"), trusted)
        self.lang = language(headers.get(b"accept-language", b"").decode("latin-1"))
        self.origin = headers.get(b"origin", b"").decode("latin-1")
        self.method: str = scope["method"]
        self.status, self.sent, self.begun = 0, 0, False
        self.form: str | None = None
        self.query: str | None = None
        self.outcome: str | None = None

    @property
    def seconds(self) -> float:
        """How long it has taken until now."""
        return time.perf_counter() - self.started

    def leaving(self, send: Send, headers: Headers, content_policy: bytes, leaving: Counter[str]) -> Send:
        """Return a ``send`` that counts what leaves, adds ``headers`` to it, and parts what is large into pieces.

        ``leaving`` counts the bytes that are on their way to each client.
        """

        async def leave(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.begun, self.status = True, message["status"]
                said = [*message.get("headers", ()), *headers, (b"x-request-id", self.id.encode())]
                if not any(name == b"content-security-policy" for name, _ in said):
                    said.append((b"content-security-policy", content_policy))
                await send({**message, "headers": said})
                return
            size = len(message.get("body", b""))
            self.sent += size
            if size <= PIECE:
                await send(message)
                return
            leaving[self.client] += size
            try:
                for piece in _pieces(message):
                    await send(piece)
            finally:
                leaving[self.client] -= size
                if not leaving[self.client]:
                    del leaving[self.client]

        return leave


def _pieces(message: Message) -> Iterator[Message]:
    """Yield a large message in pieces."""
    body: bytes = message["body"]
    for place in range(0, len(body), PIECE):
        more = message.get("more_body", False) or place + PIECE < len(body)
        yield {"type": message["type"], "body": body[place : place + PIECE], "more_body": more}


def visit_of(scope: Scope) -> Visit:
    """Return the visit that a request is."""
    visit = scope["visit"]
    assert isinstance(visit, Visit)
    return visit
