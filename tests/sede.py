"""A site served to a browser from memory: each page is drawn when it is asked for, and nothing else is there."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

_TYPES = {"html": "text/html; charset=utf-8", "css": "text/css", "js": "text/javascript", "json": "application/json"}
_LOCK = threading.Lock()


@contextmanager
def hosted(files: Mapping[str, bytes]) -> Iterator[str]:
    """Serve files by their places on a free port, and give the address, without its last slash."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer with a file, or with 404."""
            place = unquote(urlsplit(self.path).path).lstrip("/")
            with _LOCK:
                body = files.get(place)
            self.send_response(200 if body is not None else 404)
            kind = _TYPES.get(place.rpartition(".")[2], "image/svg+xml" if place.endswith(".svg") else "text/plain")
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
