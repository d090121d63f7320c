"""The pool in front of an endpoint: the same replies, the same limits, and not a word on where the endpoint stands."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Iterator

import pytest
from servizi import PASSWORD, USER, free_port, page

from pdz_graph.jail import Asked, Limits, Reply
from pdz_graph.jail.pool import Pool
from pdz_graph.media import MEGABYTE
from pdz_graph.store.endpoint import Connection, Endpoint

EX = "http://esempio.org/recinto/"
GRAPH = f"{EX}grafo"
LOW = Limits(seconds=10, memory=512 * MEGABYTE, rows=2000, size=MEGABYTE)
ROWS = 500
COUNT = "SELECT (COUNT(?s) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture(params=["oxigraph", "virtuoso"])
def endpoint(
    request: pytest.FixtureRequest, servers: dict[str, Endpoint], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Endpoint]:
    """A server with a graph of its own, which goes afterwards."""
    monkeypatch.setenv("PDZ_ENDPOINT_USER", USER)
    monkeypatch.setenv("PDZ_ENDPOINT_PASSWORD", PASSWORD)
    found = servers[request.param]
    said = " ".join(f"<{EX}{n}> <{EX}p> {n} ; <{EX}q> true ." for n in range(ROWS))
    Connection(found, os.environ).update(f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {said} }} }}")
    yield found
    Connection(found, os.environ).update(f"DELETE WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")


def within(endpoint: Endpoint, todo: Callable[[Pool], Awaitable[None]], limits: Limits = LOW) -> None:
    """Do something with a pool in front of an endpoint."""

    async def done() -> None:
        pool = Pool(endpoint, 2, limits)
        await pool.start()
        try:
            await todo(pool)
        finally:
            await pool.close()

    asyncio.run(done())


def values(reply: Reply) -> list[list[str]]:
    """Return the values of the rows of an answer in JSON."""
    assert reply.outcome == "answered", reply
    found = json.loads(reply.body)
    return [[row[name]["value"] for name in found["head"]["vars"]] for row in found["results"]["bindings"]]


def test_an_endpoint_is_asked_like_a_store(endpoint: Endpoint) -> None:
    async def asks(pool: Pool) -> None:
        assert not pool.state.isolated
        first = f"SELECT ?o WHERE {{ GRAPH <{GRAPH}> {{ <{EX}7> <{EX}p> ?o }} }}"
        assert values(await pool.ask(Asked(first, "json"), "a")) == [["7"]]
        truth = await pool.ask(Asked(f"ASK {{ GRAPH <{GRAPH}> {{ <{EX}7> ?p ?o }} }}", "json"), "a")
        assert json.loads(truth.body).get("boolean") is True, truth
        graph = f"CONSTRUCT {{ ?s <{EX}p> ?o }} WHERE {{ GRAPH <{GRAPH}> {{ ?s <{EX}p> ?o }} }}"
        assert (await pool.ask(Asked(graph, "nt"), "a")).body.count(b"\n") == ROWS
        assert values(await pool.ask(Asked(COUNT, "json", default_graphs=(GRAPH,)), "a")) == [[str(2 * ROWS)]]
        everything = f"SELECT * WHERE {{ GRAPH <{GRAPH}> {{ ?s <{EX}p> ?o . ?x <{EX}p> ?z }} }}"
        reply = await pool.ask(Asked(f"{everything} LIMIT 3000", "csv"), "a")
        assert (reply.outcome, reply.cut, reply.body.count(b"\n")) == ("answered", "rows", LOW.rows + 1)

    within(endpoint, asks)


def test_what_the_endpoint_cuts_without_a_word_is_marked(endpoint: Endpoint) -> None:
    """Virtuoso keeps to 10,000 rows, and says so in a header only."""
    everything = f"SELECT ?s ?x WHERE {{ GRAPH <{GRAPH}> {{ ?s <{EX}p> ?o . ?x <{EX}p> ?z }} }} LIMIT 10001"

    async def asks(pool: Pool) -> None:
        reply = await pool.ask(Asked(everything, "csv"), "a")
        cut = endpoint.profile == "virtuoso"
        assert (reply.cut, reply.body.count(b"\n")) == (("rows", 10_001) if cut else ("", 10_002))

    within(endpoint, asks, Limits(seconds=10, rows=20_000))


def test_what_the_endpoint_does_not_understand_is_refused(endpoint: Endpoint) -> None:
    async def asks(pool: Pool) -> None:
        reply = await pool.ask(Asked("SELECT * WHERE { ?s ?p }", "json"), "a")
        assert (reply.outcome, reply.code) == ("refused", "query-syntax")
        assert reply.sentence
        assert endpoint.query not in reply.sentence.en

    within(endpoint, asks)


def test_an_endpoint_that_takes_its_time_is_not_waited_for(endpoint: Endpoint) -> None:
    slow = f"SELECT (COUNT(*) AS ?n) WHERE {{ {' '.join(f'?s{n} <{EX}p> ?o{n} .' for n in range(5))} }}"

    async def asks(pool: Pool) -> None:
        reply = await pool.ask(Asked(slow, "json", default_graphs=(GRAPH,)), "a")
        assert (reply.outcome, reply.code) in (("late", "query-late"), ("failed", "query-backend")), reply

    within(endpoint, asks, Limits(seconds=1))


def test_an_endpoint_that_is_down_or_strange_is_not_named() -> None:
    async def asks(pool: Pool) -> None:
        reply = await pool.ask(Asked("ASK {}", "json"), "a")
        assert (reply.outcome, reply.code) == ("failed", "query-backend")
        assert reply.sentence
        assert "127.0.0.1" not in reply.sentence.en + reply.sentence.it

    address = f"http://127.0.0.1:{free_port()}/query"
    within(Endpoint(address, address), asks)
    with page() as address:
        within(Endpoint(address, address), asks)
