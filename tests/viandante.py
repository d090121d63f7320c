"""A client that walks many addresses at once, each connection kept open: what every one of them answers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from servente import Said

#: How many connections are open at once.
AT_ONCE = 8


def walk(asked: Sequence[tuple[str, str]]) -> list[list[Said]]:
    """Return what each address answers to an Accept, and each to which it sends, one after another."""
    return asyncio.run(_walked(asked))


async def _walked(asked: Sequence[tuple[str, str]]) -> list[list[Said]]:
    found: list[list[Said]] = [[] for _ in asked]
    waiting = iter(enumerate(asked))

    async def go() -> None:
        client = _Client()
        for number, (address, accept) in waiting:
            here = address
            for _ in range(5):
                said = await client.get(here, accept)
                found[number].append(said)
                if said.status not in (301, 302, 303, 307, 308):
                    break
                here = urljoin(here, said.headers["location"])
        client.close()

    await asyncio.gather(*(go() for _ in range(AT_ONCE)))
    return found


class _Client:
    """One connection, opened anew when it is closed, or to another server."""

    def __init__(self) -> None:
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.place = ""

    async def get(self, address: str, accept: str) -> Said:
        parts = urlsplit(address)
        if self.streams is None or self.place != parts.netloc:
            self.close()
            self.streams = await asyncio.open_connection(parts.hostname, parts.port, limit=1 << 24)
            self.place = parts.netloc
        reader, writer = self.streams
        path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: {accept}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:]) if name}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection") == "close":
            self.close()
        return Said(int(head[0].split()[1]), headers, body)

    def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
        self.streams = None
