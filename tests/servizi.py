"""Real SPARQL servers for the tests: Oxigraph, which comes with the project's packages, and Virtuoso, from Debian's."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pdz_graph.store.endpoint import Endpoint

USER, PASSWORD = "scrivano", "s3greto"
_INI = """\
[Database]
DatabaseFile={folder}/virtuoso.db
ErrorLogFile={folder}/virtuoso.log
LockFile={folder}/virtuoso.lck
TransactionFile={folder}/virtuoso.trx
xa_persistent_file={folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile={folder}/virtuoso-temp.db
TransactionFile={folder}/virtuoso-temp.trx
[Parameters]
ServerPort=127.0.0.1:{sql}
DisableUnixSocket=1
NumberOfBuffers=10000
MaxDirtyBuffers=6000
[HTTPServer]
ServerPort=127.0.0.1:{http}
ServerRoot={folder}
EnabledDavVSP=0
[SPARQL]
ResultSetMaxRows=10000
MaxQueryExecutionTime=60
"""
_RIGHTS = (
    "DB.DBA.USER_CREATE('{user}','{password}'); GRANT SPARQL_UPDATE TO \"{user}\";"
    " DB.DBA.RDF_DEFAULT_USER_PERMS_SET('nobody',1); DB.DBA.RDF_DEFAULT_USER_PERMS_SET('{user}',7); checkpoint;"
)


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def oxigraph(folder: Path) -> Iterator[Endpoint]:
    """Serve an empty Oxigraph, without a password."""
    port = free_port()
    program = Path(sys.executable).with_name("oxigraph")
    with _running([str(program), "serve", "-l", str(folder / "dati"), "-b", f"127.0.0.1:{port}"], folder):
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/query")
        yield Endpoint(f"{address}/query", f"{address}/update", "oxigraph")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Endpoint]:
    """Serve an empty Virtuoso, which lets one user write."""
    if not shutil.which("virtuoso-t"):
        pytest.skip("Virtuoso is not installed: «make servers», as root")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, sql=sql, http=http), encoding="utf-8")
    with _running(["virtuoso-t", "+foreground", "+configfile", str(folder / "virtuoso.ini")], folder):
        address = f"http://127.0.0.1:{http}"
        _wait(f"{address}/sparql")
        rights = _RIGHTS.format(user=USER, password=PASSWORD)
        subprocess.run(["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={rights}"], check=True, capture_output=True)
        yield Endpoint(f"{address}/sparql", f"{address}/sparql-auth", "virtuoso", "digest")


@contextmanager
def page() -> Iterator[str]:
    """Serve the same web page to whatever is asked, and return its address."""

    class Page(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"<!DOCTYPE html><title>Benvenuti</title>")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()


@contextmanager
def forgetful(base: str) -> Iterator[str]:
    """Pass on to another server what is asked, and lose the answer of whatever both takes and puts."""

    class Forgetful(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = self.rfile.read(int(self.headers["Content-Length"]))
            kept = {name: value for name, value in self.headers.items() if name in ("Content-Type", "Accept")}
            asked = urllib.request.Request(base + self.path, said, kept)
            with urllib.request.urlopen(asked, timeout=10) as answer:
                data = answer.read()
                if b"INSERT+%7B" in said or b"INSERT%20%7B" in said or b"INSERT {" in said:
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.headers.get("Content-Type", "text/plain"))
                self.end_headers()
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Forgetful) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def elsewhere(to: str, heard: list[str]) -> Iterator[str]:
    """Send whoever asks to another path of this server, where what they bring is written down."""

    class Elsewhere(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(302)
            self.send_header("Location", to)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            heard.append(self.headers.get("Authorization", ""))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[None]:
    with (folder / "uscita.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)})
        try:
            yield
        finally:
            server.kill()
            server.wait()


def _wait(address: str) -> None:
    """Wait until somebody answers at an address; half a minute is more than any of them takes."""
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)
