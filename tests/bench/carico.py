"""Two hundred clients at once for a minute, one query in twenty bad: every answer compared, and what is left behind.

Run as a program it tells what came out as JSON; arguments: how many clients, for how many seconds.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from servizio import DAY, REGISTER, free_port

from pdz_graph.catalogue import read
from pdz_graph.house import House

#: The part of the queries that are bad, and what they may be answered.
BAD = 0.05
CROSS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
WRONG = {
    "SELECT ?x WHERE {": (400,),
    "SELECT ?x WHERE { SERVICE <http://127.0.0.1:9/> { ?x ?y ?z } }": (400,),
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }": (400, 403),
    "ASK {" + "{" * 3000 + "}" * 3001: (400, 414),
    CROSS: (503,),
}
SETTINGS = {
    "RATE": "0",
    "CONNECTIONS": "2000",
    "CONNECTIONS_EACH": "2000",
    "WORKERS": "8",
    "SECONDS": "2",
    "SITE": "no",
}
#: What a busy server may say instead of an answer, asking to come back later.
BUSY = 503


@dataclass
class Tally:
    """What was seen: statuses of the good and of the bad queries, and answers that were not as they should be."""

    good: Counter[int] = field(default_factory=Counter)
    bad: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    longest: float = 0.0


class Client:
    """A connection from an address of its own, opened anew when the server closes it."""

    def __init__(self, port: int, number: int) -> None:
        self.port, self.source = port, f"127.0.{number // 200 + 1}.{number % 200 + 1}"
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, query: str, accept: str) -> tuple[int, bytes]:
        if self.streams is None:
            opened = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(self.source, 0), limit=1 << 26)
            self.streams = opened
        reader, writer = self.streams
        body = f"query={quote(query)}".encode()
        head = (
            f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        said = (await reader.readuntil(b"\r\n\r\n")).lower()
        fields = dict(line.split(b": ", 1) for line in said.split(b"\r\n")[1:] if b": " in line)
        answer = await reader.readexactly(int(fields.get(b"content-length", b"0")))
        if fields.get(b"connection") == b"close":
            writer.close()
            self.streams = None
        return int(said[9:12]), answer


async def client(number: int, port: int, known: dict[tuple[str, str], bytes], until: float, tally: Tally) -> None:
    """Ask good queries and a few bad ones until the time is over."""
    chance, one, asked = random.Random(number), Client(port, number), list(known)
    while time.monotonic() < until:
        start = time.monotonic()
        if chance.random() < BAD:
            query = chance.choice(list(WRONG))
            status, _ = await one.ask(query, "*/*")
            tally.bad[status] += 1
            if status not in (*WRONG[query], BUSY):
                tally.wrong.append(f"{status}: {query[:60]}")
        else:
            query, accept = chance.choice(asked)
            status, answer = await one.ask(query, accept)
            tally.good[status] += 1
            if status not in (200, BUSY) or (status == 200 and answer != known[query, accept]):
                tally.wrong.append(f"{status}: {query[:60]}")
            tally.longest = max(tally.longest, time.monotonic() - start)


def state(process: int) -> dict[str, int]:
    """Return how many processes a server has, how many files are open in it, and its memory in MB, all processes."""
    family, found = {process}, True
    while found:
        found = False
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                said = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(said[1]) in family and int(path.parent.name) not in family:
                family.add(int(path.parent.name))
                found = True
    memory = sum(_private(one) for one in family)
    return {"processes": len(family), "files": len(os.listdir(f"/proc/{process}/fd")), "megabytes": memory >> 20}  # noqa: PTH208


def _private(process: int) -> int:
    """Return the bytes that a process has for itself: shared pages are counted once, by their owner."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))


async def loaded(port: int, process: int, clients: int, seconds: float) -> dict[str, object]:
    """Ask each question once to know its answer, then all at once; return what was seen and what is left."""
    known: dict[tuple[str, str], bytes] = {}
    first = Client(port, 250)
    for question in read(House.find()).values():
        accept = "text/turtle" if question.form == "construct" else "application/sparql-results+json"
        status, known[question.text, accept] = await first.ask(question.text, accept)
        assert status == 200, question.name
    warm = Tally()
    await asyncio.gather(*(client(n, port, known, time.monotonic() + 3, warm) for n in range(clients)))
    await asyncio.sleep(6)
    before, tally = state(process), Tally()
    start = time.monotonic()
    await asyncio.gather(*(client(n, port, known, start + seconds, tally) for n in range(clients)))
    taken = time.monotonic() - start
    await asyncio.sleep(6)
    return {
        "seconds": taken,
        "good": dict(tally.good),
        "bad": dict(tally.bad),
        "wrong": tally.wrong[:20],
        "longest": tally.longest,
        "before": before,
        "after": state(process),
    }


def main(clients: int, seconds: float) -> dict[str, object]:
    """Start the server, load it, and return what was seen."""
    port = free_port()
    typed = [
        sys.executable,
        "-m",
        "pdz_graph.cli",
        "serve",
        str(REGISTER),
        "--as-of",
        DAY,
        "--internal",
        "--port",
        str(port),
    ]
    environ = {
        **os.environ,
        **{f"PDZ_SERVE_{name}": value for name, value in SETTINGS.items()},
    }
    server = subprocess.Popen(typed, env=environ, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    try:
        assert server.stderr
        while b"127.0.0.1" not in server.stderr.readline():
            assert server.poll() is None
        os.set_blocking(server.stderr.fileno(), False)
        return asyncio.run(_drained(server, loaded(port, server.pid, clients, seconds)))
    finally:
        server.terminate()
        server.wait(30)


async def _drained(
    server: subprocess.Popen[bytes], work: asyncio.Future[dict[str, object]] | object
) -> dict[str, object]:
    """Read the log away while the work is done, so that the server never waits for a reader."""
    loop = asyncio.get_running_loop()
    assert server.stderr
    stream = server.stderr
    loop.add_reader(stream.fileno(), lambda: stream.read(1 << 16))
    try:
        return await work  # type: ignore[misc, no-any-return]
    finally:
        loop.remove_reader(stream.fileno())


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), float(sys.argv[2]))))  # noqa: T201
