"""The documents at fifty clients, live and by nginx: how long a page and a document take, and what memory is left.

Run as a program it tells what came out as JSON; arguments: how many clients, for how many seconds.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvloop
from carico import state
from servizio import DAY, REGISTER, ROOT, free_port

sys.path.insert(0, str(ROOT / "tests"))
from altri_serventi import nginx

#: What is asked for: a page, a document in each form, a thing that leads to one.
ASKED = {
    "page": ("/ente/comune-crema.it.html", "text/html"),
    "document": ("/ente/comune-crema.ttl", "text/turtle"),
    "thing": ("/ente/comune-crema", "application/ld+json"),
}
SETTINGS = {"RATE": "0", "CONNECTIONS_EACH": "1000", "WORKERS": "1", "SITE": "yes"}


async def _client(port: int, request: bytes, until: float, taken: list[float]) -> None:
    """Ask for one thing again and again on a connection that is kept, and write down how long each answer takes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    while time.perf_counter() < until:
        start = time.perf_counter()
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        assert head[9:12] in (b"200", b"303"), head
        length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        await reader.readexactly(length)
        taken.append(time.perf_counter() - start)
        if b"connection: close" in head:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    writer.close()


async def _asked(port: int, what: str, clients: int, seconds: float) -> dict[str, float]:
    path, accept = ASKED[what]
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\n\r\n".encode()
    taken: list[float] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(_client(port, request, until, taken) for _ in range(clients)))
    taken.sort()
    return {"rate": len(taken) / seconds, "p50": taken[len(taken) // 2], "p99": taken[int(len(taken) * 0.99)]}


def measured(port: int, clients: int, seconds: float) -> dict[str, dict[str, float]]:
    """Return for each thing asked for how many answers there are in a second, and the seconds that they take."""
    return {what: uvloop.run(_asked(port, what, clients, seconds)) for what in ASKED}


@contextmanager
def _serving(folder: Path) -> Iterator[tuple[int, int, Path]]:
    """Serve the example register with its documents; give the port, the process and the folder of the documents."""
    port = free_port()
    typed = [sys.executable, "-m", "pdz_graph.cli", "serve", str(REGISTER), "--as-of", DAY, "--port", str(port)]
    environ = {**os.environ, **{f"PDZ_SERVE_{name}": value for name, value in SETTINGS.items()}, "TMPDIR": str(folder)}
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(typed, env=environ, stdout=quiet, stderr=quiet)
    try:
        for _ in range(600):
            if _is_ready(port):
                break
            assert server.poll() is None
            time.sleep(0.1)
        yield port, server.pid, next(folder.glob("pdz-serve-*/*.site"))
    finally:
        server.terminate()
        server.wait(30)


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as said:
            return bool(json.load(said)["site"] == "ready")
    except OSError:
        return False


def main(clients: int, seconds: float) -> dict[str, object]:
    """Start both servers, measure each, and look at the memory of ours before and after."""
    with tempfile.TemporaryDirectory() as folder, _serving(Path(folder)) as (port, process, site):
        measured(port, clients, seconds / 4)
        before = state(process)
        live = measured(port, clients, seconds)
        after = state(process)
        with nginx(site) as address:
            static = measured(int(address.rpartition(":")[2]), clients, seconds)
    return {"live": live, "static": static, "before": before, "after": after}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), float(sys.argv[2]))))  # noqa: T201
