"""Attacks on the running server, by queries and by HTTP: another client is answered within a second, nothing leaks."""

from __future__ import annotations

import http.client
import itertools
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from attacchi import ATTACKS, LISTENER, Attack
from servente import CHEAP, CONFORME, DAY, DIRECT, FORM, Server, serving

#: How long the server waits for slow clients, in seconds, and how many connections it lets one address open.
PATIENCE, EACH = 1, 60
#: The other client's bound: the product's own.
BOUND = 1.0
OTHER = "127.0.0.2"
MEGABYTE = 1024 * 1024
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
#: An answer of four megabytes that is soon made: more than the system takes off the server's hands.
DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(12))
ROWS = " ".join(map(str, range(100)))
LARGE = f'SELECT ?x12 WHERE {{ VALUES ?n {{ {ROWS} }} BIND("0123456789" AS ?x0) {DOUBLED} }}'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("attacchi")
    limits = {"seconds": 1, "workers": 4, "rows": 30_000, "size": 8, "cache": 0}
    settings: dict[str, Any] = {**limits, "patience": PATIENCE, "idle": 1, "connections_each": EACH}
    with serving(folder, CONFORME, "--as-of", DAY, **settings) as one:
        yield one


class Neighbour:
    """Another client, which asks a cheap query all the while."""

    def __init__(self, server: Server) -> None:
        self.server, self.worst, self.failed, self.asked = server, 0.0, "", 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._ask, daemon=True)

    def _ask(self) -> None:
        for number in itertools.count():
            begun = time.perf_counter()
            try:
                said = self.server.query(f"ASK {{ FILTER({number} >= 0) }}", source=OTHER)
                self.failed = self.failed or ("" if said.status == 200 else said.text)
            except OSError as error:
                self.failed = self.failed or repr(error)
            self.worst, self.asked = max(self.worst, time.perf_counter() - begun), number + 1
            if self.over.wait(0.02):
                return


@pytest.fixture(autouse=True)
def neighbour(server: Server) -> Iterator[Neighbour]:
    one = Neighbour(server)
    one.thread.start()
    yield one
    one.over.set()
    one.thread.join(30)
    assert one.failed == ""
    assert one.asked >= 1
    assert one.worst < BOUND
    assert server.process.poll() is None
    assert server.memory() < 300 * MEGABYTE
    _until(lambda: server.files() < 60)


def _until(holds: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until something holds; fail where it never does."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture(scope="module")
def outside() -> Iterator[socket.socket]:
    """Somebody whom no query may reach."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        one.setblocking(False)
        yield one


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_a_query_with_bad_intentions_harms_nobody(server: Server, outside: socket.socket, attack: Attack) -> None:
    text = attack.text.replace(LISTENER, f"http://127.0.0.1:{outside.getsockname()[1]}/")
    said = server.ask("POST", "/sparql", text.encode(), Content_Type=DIRECT)
    if said.status == 200:
        assert not attack.guard
        assert said.type == "text/turtle" or said.json is not None
    else:
        assert said.type == "application/problem+json"
        told = {"query-long", "body-large"} if attack.guard == "query-long" else {attack.guard}
        assert said.json["code"] in told or (said.status == 503 and not attack.guard)
    with pytest.raises(BlockingIOError):
        outside.accept()


def connect(server: Server) -> socket.socket:
    one = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return one


def heard(one: socket.socket) -> bytes:
    """Return all that a connection says until it ends."""
    said = b""
    with suppress(ConnectionError):
        while part := one.recv(65_536):
            said += part
    return said


def test_a_head_that_never_ends_is_not_waited_for(server: Server) -> None:
    with ExitStack() as stack:
        slow = [stack.enter_context(connect(server)) for _ in range(50)]
        for one in slow:
            one.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n")
        begun = time.monotonic()
        while time.monotonic() < begun + PATIENCE + 2:
            for number, one in enumerate(slow):
                with suppress(OSError):
                    one.send(f"X-{number}: 1\r\n".encode())
            time.sleep(0.1)
        silent = [stack.enter_context(connect(server)) for _ in range(5)]
        for one in (*slow, *silent):
            assert heard(one) == b""


def test_a_body_that_never_ends_is_not_waited_for(server: Server) -> None:
    with ExitStack() as stack:
        slow = [stack.enter_context(connect(server)) for _ in range(30)]
        for one in slow:
            one.sendall(
                f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {DIRECT}\r\nContent-Length: 900\r\n\r\n".encode()
            )
        begun = time.monotonic()
        while time.monotonic() < begun + PATIENCE:
            for one in slow:
                one.send(b" ")
            time.sleep(0.1)
        for one in slow:
            assert heard(one).startswith(b"HTTP/1.1 408")


def test_a_body_for_what_wants_none_is_not_listened_to(server: Server) -> None:
    with connect(server) as one:
        one.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n" + b"x" * 1000)
        assert heard(one).startswith(b"HTTP/1.1 200")


def test_an_answer_that_nobody_reads_is_let_go(server: Server) -> None:
    path = f"/sparql?{urlencode({'query': LARGE})}"
    with ExitStack() as stack:
        for _ in range(8):
            one = stack.enter_context(socket.socket())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.connect(("127.0.0.1", server.port))
            one.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        _until(lambda: 'pdz_connections_dropped_total{reason="unread"}' in server.get("/metrics").text)
        assert server.memory() < 300 * MEGABYTE


def test_a_client_that_leaves_lets_its_worker_go(server: Server) -> None:
    path = f"/sparql?{urlencode({'query': SLOW})}"
    for _ in range(20):
        with connect(server) as one:
            one.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.02)
    assert server.query(CHEAP).status in (200, 503)
    _until(lambda: server.query(CHEAP).status == 200)


def test_a_head_too_large_is_refused(server: Server) -> None:
    many = "".join(f"X-Prova-{number}: 1\r\n" for number in range(10_000))
    for head, status in (
        (f"GET /health HTTP/1.1\r\nHost: x\r\n{many}\r\n", 431),
        (f"GET /health HTTP/1.1\r\nHost: x\r\nX-Lunga: {'x' * 100_000}\r\n\r\n", 431),
        (f"GET /health HTTP/1.1\r\nHost: x\r\nX-Lunga: {'x' * 10_000_000}", 431),
        (f"GET /health HTTP/1.1\r\n{'x' * 40_000}: 1\r\n\r\n", 431),
        (f"GET /sparql?query={'x' * 100_000} HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        ("GET /sparql HTTP/9.9\r\n\r\n", 400),
        ("\x16\x03\x01\x02\x00\x01\x00", 400),
    ):
        with connect(server) as one:
            with suppress(ConnectionError):
                one.sendall(head.encode())
            said = heard(one)
            assert not said or said.startswith(f"HTTP/1.1 {status} ".encode()), said[:200]
    assert 'reason="headers-large"' in server.get("/metrics").text


def test_a_body_too_large_is_refused(server: Server) -> None:
    whole = server.ask("POST", "/sparql", b"x" * 70_000, Content_Type=DIRECT)
    assert (whole.status, whole.json["code"]) == (413, "body-large")
    with connect(server) as one:
        one.sendall(
            f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
        )
        with suppress(ConnectionError):
            for _ in range(100):
                one.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")
        said = heard(one)
        assert not said or said.startswith(b"HTTP/1.1 413")
    many = "&".join(f"p{number}=1" for number in range(5000))
    assert server.ask("POST", "/sparql", many.encode(), Content_Type=FORM).status == 400
    long = server.ask("POST", "/sparql", b"ASK {" + b" " * 20_000 + b"}", Content_Type=DIRECT)
    assert (long.status, long.json["code"]) == (400, "query-long")


@pytest.mark.parametrize(
    "path",
    [
        "/query/static/../../../../etc/passwd",
        "/query/static/..%2f..%2f..%2f..%2fetc/passwd",
        "/query/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/query/static//etc/passwd",
        "/query/static/..\\..\\etc\\passwd",
        "/query/static/%00",
        "/static/%2e%2e/etc/passwd",
        "/queries/../../pyproject.toml",
        "/queries/..%2f..%2fpyproject.toml",
        "/queries/%2e%2e",
        "/queries/.rq",
        "/queries/chi-siede.rq/../../x",
        "/queries/%00.csv",
        "//etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
    ],
)
def test_no_path_leads_out(server: Server, path: str) -> None:
    said = server.get(path)
    assert said.status in (400, 404), said.text
    assert b"root:" not in said.body
    assert b"[project]" not in said.body


@pytest.mark.parametrize(
    "evil", ["x\r\nSet-Cookie: a=b", "x\nSet-Cookie: a=b", "x\r\n\r\n<script>", "\u2028x", "è", "\x00"]
)
def test_nothing_that_is_asked_becomes_a_header(server: Server, evil: str) -> None:
    coded = quote(evil)
    for path in (
        f"/sparql?query={coded}",
        f"/sparql?query={quote(CHEAP)}&format={coded}",
        f"/sparql?query={quote(CHEAP)}&default-graph-uri={coded}",
        f"/queries/{coded}",
        f"/queries/chi-siede.{coded}",
        f"/queries/chi-siede?organo={coded}",
        f"/queries/chi-siede?{coded}=1",
        f"/{coded}",
    ):
        said = server.get(path)
        assert said.status < 500, said.text
        assert "set-cookie" not in said.headers
        assert said.type in ("application/problem+json", "application/sparql-results+json")


def test_many_requests_at_once_on_one_connection_are_answered_in_turn(server: Server) -> None:
    with connect(server) as one:
        one.sendall(
            b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n" * 199 + b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n"
        )
        assert heard(one).count(b"HTTP/1.1 200 OK") == 200


def test_an_idle_connection_ends(server: Server) -> None:
    with connect(server) as one:
        one.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        begun = time.monotonic()
        assert heard(one).startswith(b"HTTP/1.1 200")
        assert time.monotonic() - begun < 5


def test_one_address_cannot_take_every_connection(server: Server) -> None:
    with ExitStack() as stack:
        some = [stack.enter_context(connect(server)) for _ in range(EACH + 40)]
        dead = 0
        for one in some:
            one.settimeout(0.02)
            with suppress(TimeoutError):
                try:
                    dead += one.recv(1) == b""
                except ConnectionError:
                    dead += 1
        assert dead >= 30


def test_a_large_answer_is_bounded(server: Server) -> None:
    said = server.query("SELECT * WHERE { ?a ?b ?c . ?d a ?e }")
    assert said.status in (200, 503)
    assert len(said.body) <= 8 * MEGABYTE + 1
    if said.status == 200:
        assert said.headers["pdz-truncated"].partition(";")[0] in ("rows", "bytes")


def test_many_clients_that_come_and_go_leave_nothing(server: Server) -> None:
    before = len(list(os.scandir(f"/proc/{server.process.pid}/task")))
    for _ in range(300):
        with suppress(OSError, http.client.HTTPException), connect(server) as one:
            one.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n")
    assert len(list(os.scandir(f"/proc/{server.process.pid}/task"))) <= before + 4
