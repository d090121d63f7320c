"""The endpoint beside a bare `oxigraph serve` and rdflib-endpoint: the whole catalogue, one client and eight, one run.

Run as a program it measures, and tells what came out as JSON; the second argument is the program of rdflib-endpoint.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from threading import Thread
from urllib.parse import quote

from pdz_graph.catalogue import read
from pdz_graph.house import House

ROOT = Path(__file__).resolve().parents[2]
REGISTER = ROOT / "data" / "esempi" / "registro-conforme"
DAY = "2013-06-30"
#: Clients at once, and for how many seconds each measure goes on.
CLIENTS, SECONDS = (1, 8), 3.0
#: A query that is heavy by itself: what costs there is the engine, not the web.
HEAVY = (
    "SELECT (COUNT(?c) AS ?n) WHERE { ?a <https://w3id.org/pdz/onto#presente> ?p . ?b <https://w3id.org/pdz/onto#presente>"
    " ?p . ?c <https://w3id.org/pdz/onto#presente> ?p }"
)
SETTINGS = {"RATE": "0", "CONNECTIONS_EACH": "1000", "WORKERS": "4", "SITE": "no"}


class Client:
    """A connection that is kept, on which requests of one kind are made one after another."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=600)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.left = b""

    def ask(self, request: bytes) -> int:
        """Make a request and read the answer whole; return its status."""
        self.socket.sendall(request)
        while b"\r\n\r\n" not in self.left:
            self._more()
        head, _, self.left = self.left.partition(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        fields = dict(line.split(b": ", 1) for line in lines[1:] if b": " in line)
        if b"content-length" in fields:
            self._take(int(fields[b"content-length"]))
        else:
            self._chunks()
        return int(head[9:12])

    def _take(self, size: int) -> None:
        while len(self.left) < size:
            self._more()
        self.left = self.left[size:]

    def _chunks(self) -> None:
        while True:
            while b"\r\n" not in self.left:
                self._more()
            size, _, self.left = self.left.partition(b"\r\n")
            length = int(size.partition(b";")[0], 16)
            self._take(length + 2)
            if not length:
                return

    def _more(self) -> None:
        data = self.socket.recv(1 << 20)
        if not data:
            raise ConnectionError
        self.left += data


def request(path: str, query: str, construct: bool) -> bytes:
    """Return the bytes of a request, asked by GET as researchers' tools do."""
    accept = "text/turtle" if construct else "application/sparql-results+json"
    head = f"GET {path}?query={quote(query)} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\n\r\n"
    return head.encode()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, environ: Mapping[str, str] | None = None) -> Iterator[int]:
    """Run a server until it is not needed any more."""
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, stdout=quiet, stderr=quiet, env={**os.environ, **(environ or {})})
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def timed(port: int, asked: list[bytes], times: int) -> list[float]:
    """Return for each request the median of its seconds, asked so many times by one client."""
    client = Client(port)
    found = []
    for one in asked:
        taken = []
        for _ in range(times):
            start = time.perf_counter()
            status = client.ask(one)
            taken.append(time.perf_counter() - start)
            assert status == 200, one
        found.append(median(taken))
    return found


def throughput(port: int, asked: list[bytes], clients: int, seconds: float) -> float:
    """Return how many requests a second are answered, all in turn, each client beginning somewhere else."""
    counts = [0] * clients
    until = time.perf_counter() + seconds

    def work(number: int) -> None:
        client, place = Client(port), number * len(asked) // clients
        while time.perf_counter() < until:
            assert client.ask(asked[place % len(asked)]) == 200
            counts[number] += 1
            place += 1

    threads = [Thread(target=work, args=(number,)) for number in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - start)


def measured(rdflib_endpoint: str | None) -> dict[str, object]:
    """Start the three servers with the same graphs, and measure each."""
    questions = read(House.find())
    texts = {name: (question.text, question.form == "construct") for name, question in questions.items()}
    texts["heavy"] = (HEAVY, False)
    scripts = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as folder:
        graphs, data, fast = Path(folder) / "grafi.nq", str(Path(folder) / "dati"), free_port()
        typed = [
            sys.executable,
            "-m",
            "pdz_graph.cli",
            "graphs",
            str(REGISTER),
            "--as-of",
            DAY,
            "--output",
            str(graphs),
        ]
        subprocess.run(typed, check=True, capture_output=True)
        subprocess.run(
            [str(scripts / "oxigraph"), "load", "-l", data, "-f", str(graphs)], check=True, capture_output=True
        )
        bare = [
            str(scripts / "oxigraph"),
            "serve-read-only",
            "-l",
            data,
            "-b",
            f"127.0.0.1:{fast}",
            "--union-default-graph",
        ]
        ours = free_port()
        serve = [sys.executable, "-m", "pdz_graph.cli", "serve", str(REGISTER), "--as-of", DAY, "--port", str(ours)]
        environ = {f"PDZ_SERVE_{name}": value for name, value in SETTINGS.items()}
        found: dict[str, object] = {}
        with running(bare, fast), running(serve, ours, {**environ, "PDZ_SERVE_CACHE": "0"}):
            time.sleep(1)
            found |= _compared(texts, fast, ours)
        with running(serve, ours, environ):
            time.sleep(1)
            asked = [request("/sparql", text, construct) for text, construct in texts.values()]
            throughput(ours, asked, 1, 1)
            found["remembered"] = throughput(ours, asked, 8, SECONDS)
        if rdflib_endpoint:
            found["rdflib"] = _of_rdflib(rdflib_endpoint, graphs, texts)
    return found


def _compared(texts: Mapping[str, tuple[str, bool]], fast: int, ours: int) -> dict[str, object]:
    """Measure the bare store and ours side by side: each query alone, then the quick ones and the slow ones."""
    bare = [request("/query", text, construct) for text, construct in texts.values()]
    own = [request("/sparql", text, construct) for text, construct in texts.values()]
    timed(fast, bare, 3)
    timed(ours, own, 3)
    alone = timed(fast, bare, 15), timed(ours, own, 15)
    found: dict[str, object] = {"alone": dict(zip(texts, zip(*alone, strict=True), strict=True))}
    for kind, wanted in (("quick", lambda s: s < 0.001), ("slow", lambda s: s > 0.02), ("all", lambda _: True)):
        places = [place for place, seconds in enumerate(alone[0]) if wanted(seconds)]
        for clients in CLIENTS if places else ():
            pair = [[asked[place] for place in places] for asked in (bare, own)]
            rates = [throughput(port, some, clients, SECONDS) for port, some in zip((fast, ours), pair, strict=True)]
            found[f"{kind}-{clients}"] = (len(places), *rates)
    return found


def _of_rdflib(program: str, graphs: Path, texts: Mapping[str, tuple[str, bool]]) -> dict[str, float]:
    """Measure rdflib-endpoint: each question of the catalogue asked once more, after a first time."""
    port = free_port()
    with running([program, "serve", "--host", "127.0.0.1", "--port", str(port), str(graphs)], port):
        catalogue = {name: said for name, said in texts.items() if name != "heavy"}
        asked = [request("/", text, construct) for text, construct in catalogue.values()]
        return dict(zip(catalogue, timed(port, asked, 1), strict=True))


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1] if len(sys.argv) > 1 else None)))  # noqa: T201
