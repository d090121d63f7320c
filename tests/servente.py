"""The server as tests start it: its own process on a free port, asked by clients that are not ours."""

from __future__ import annotations

import http.client
import json
import os
import shlex
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from comando import ROOT
from servizi import free_port

CONFORME = ROOT / "data" / "esempi" / "registro-conforme"
DAY = "2013-06-30"
JSON, CSV, TURTLE = "application/sparql-results+json", "text/csv", "text/turtle"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
#: A query that costs nothing.
CHEAP = "ASK {}"


@dataclass(frozen=True)
class Said:
    """What the server answered: status, headers by their names in lower case, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Server:
    """A server that runs: its port, its process, and the file of its log."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        source: str = "127.0.0.1",
        **headers: str,
    ) -> Said:
        """Make one request, from an address of this machine; names of headers have "_" for "-"."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30, source_address=(source, 0))
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Said(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, source: str = "127.0.0.1", **headers: str) -> Said:
        return self.ask("GET", path, None, source, **headers)

    def query(self, text: str, accept: str = JSON, source: str = "127.0.0.1", **more: Any) -> Said:
        """Ask a query by GET; ``more`` are parameters, whose names have "_" for "-"."""
        said = {"query": text} | {name.replace("_", "-"): value for name, value in more.items()}
        return self.get(f"/sparql?{urlencode(said, doseq=True)}", source, Accept=accept)

    def events(self, name: str) -> list[dict[str, Any]]:
        """Return the lines of the log about something."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        told = [json.loads(line) for line in lines if line.startswith("{")]
        return [line for line in told if line["event"] == name]

    def memory(self) -> int:
        """Return the bytes that the server's own process holds."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf(
            "SC_PAGE_SIZE"
        )

    def files(self) -> int:
        """Return how many files the server's own process has open."""
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))


def typed(line: str, server: Server) -> str:
    """Return what a command of curl that a document shows gets from a server, "" where it fails."""
    words = shlex.split(line.replace("http://127.0.0.1:8000", server.address))
    done = subprocess.run([*words, "-sS", "--fail"], capture_output=True, text=True, check=False, timeout=30)
    return "" if done.returncode else done.stdout


@contextmanager
def serving(
    folder: Path,
    *arguments: object,
    environ: Mapping[str, str] | None = None,
    public: bool = False,
    **settings: object,
) -> Iterator[Server]:
    """Serve, on a free port, with settings by the environment; the server is told to end at the end, and must.

    Unless ``public`` the register is served whole; unless it is said otherwise (``site="yes"``) there are queries only,
    and no documents.
    """
    port = free_port()
    known = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "TMPDIR": str(folder)}
    known |= {f"PDZ_SERVE_{name.upper()}": str(value) for name, value in {"rate": 0, "site": "no", **settings}.items()}
    whole = () if public or "--endpoint" in arguments else ("--internal",)
    command = [sys.executable, "-m", "pdz_graph.cli", "serve", *map(str, arguments), *whole, "--port", str(port)]
    log = folder / f"servizio-{port}.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(command, cwd=folder, stderr=stream, env=known | dict(environ or {}))
        server = Server(port, process, log)
        try:
            _wait(server)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                status = process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
    assert status == 0, log.read_text(encoding="utf-8")[-2000:]


def _wait(server: Server) -> None:
    """Wait until the server serves; half a minute is more than it takes."""
    for _ in range(300):
        if server.process.poll() is not None:
            raise AssertionError(server.log.read_text(encoding="utf-8"))
        try:
            urllib.request.urlopen(f"{server.address}/health", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(server.log.read_text(encoding="utf-8"))
