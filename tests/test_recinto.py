"""The pool of workers: what a bad query does there harms nobody else, and nothing is left of it afterwards."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from attacchi import ATTACKS, CHEAP, EX, LISTENER, NODES, Attack, target
from hypothesis import given, settings
from hypothesis import strategies as st
from processi import descendants, limits_of, open_files, resident
from pyoxigraph import Literal, NamedNode, Quad, Store

from pdz_graph.errors import StoreError, Text
from pdz_graph.jail import Asked, Limits, Reply, wire
from pdz_graph.jail.crew import PATIENCE
from pdz_graph.jail.pool import Pool
from pdz_graph.media import MEGABYTE

LOW = Limits(seconds=1, memory=512 * MEGABYTE, rows=1000, size=MEGABYTE)
#: What goes on as long as it may.
ENDLESS = Asked(f"SELECT (COUNT(*) AS ?n) {{ ?s (<{EX}p>|^<{EX}p>)* ?o . ?a ?b ?c . ?d ?e ?f }}", "json")
QUICK = Asked(CHEAP, "json")
EVERYTHING = "SELECT ?s ?o WHERE { ?s ?p ?o }"
DEAD_SOON = 5


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ring of nodes on disk."""
    path = tmp_path_factory.mktemp("recinto") / "dati"
    target(path)
    return path


def within(path: Path, todo: Callable[[Pool], Awaitable[None]], size: int = 2, limits: Limits = LOW) -> None:
    """Do something with a pool; afterwards no process and no open file of it is left."""

    async def done() -> None:
        pool = Pool(path, size, limits)
        await pool.start()
        try:
            await todo(pool)
        finally:
            await pool.close()
        assert pool.state.alive == 0

    files = open_files()
    asyncio.run(done())
    assert descendants() == []
    assert open_files() <= files


def rows(reply: Reply) -> list[dict[str, dict[str, str]]]:
    """Return the rows of an answer in JSON."""
    assert reply.outcome == "answered", reply
    found: list[dict[str, dict[str, str]]] = json.loads(reply.body)["results"]["bindings"]
    return found


async def until(true: Callable[[], bool], seconds: float = DEAD_SOON) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


def test_every_attack_is_survived_while_somebody_else_is_answered(store: Path) -> None:
    worst, peak = [0.0], [0]

    async def attacks(pool: Pool) -> None:
        over = asyncio.Event()
        others = asyncio.gather(_asks_all_the_while(pool, over, worst), _weighs(over, peak))
        waiting = list(ATTACKS)

        async def attacker() -> None:
            while waiting:
                attack = waiting.pop()
                reply = await pool.ask(_asked(attack), "malintenzionato")
                assert reply.outcome in attack.outcomes, (attack.name, reply)
                assert len(reply.body) <= LOW.size, attack.name
                assert (reply.sentence is None) == (reply.outcome == "answered"), attack.name

        await asyncio.gather(attacker(), attacker())
        over.set()
        await others
        await until(lambda: pool.state.alive == 6)

    within(store, attacks, size=4)
    assert worst[0] < 1, "the cheap query of somebody else waited"
    assert peak[0] < 3 * LOW.memory, "two attacks at once, and all the rest"


def _asked(attack: Attack) -> Asked:
    return Asked(attack.text, "nt" if attack.text.startswith("CONSTRUCT") else "json")


async def _asks_all_the_while(pool: Pool, over: asyncio.Event, worst: list[float]) -> None:
    while not over.is_set():
        begun = time.perf_counter()
        assert len(rows(await pool.ask(QUICK, "ricercatrice"))) == 1
        worst[0] = max(worst[0], time.perf_counter() - begun)
        await asyncio.sleep(0.02)


async def _weighs(over: asyncio.Event, peak: list[int]) -> None:
    while not over.is_set():
        peak[0] = max(peak[0], sum(map(resident, descendants())))
        await asyncio.sleep(0.1)


def test_service_reaches_nothing_even_past_the_guard(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        here = f"http://127.0.0.1:{listener.getsockname()[1]}/"

        async def asks(pool: Pool) -> None:
            assert pool.state.isolated, "here workers cannot leave the network: the guard stands alone"
            for attack in ATTACKS:
                if attack.guard == "query-service":
                    await pool.ask(Asked(attack.text.replace(LISTENER, here), "json"), "malintenzionato")

        within(store, asks)
        with pytest.raises(TimeoutError):
            listener.accept()
        plain = next(attack for attack in ATTACKS if attack.name == "service-plain").text.replace(LISTENER, here)
        asked = f"from pyoxigraph import Store; Store().query({plain!r})"
        with subprocess.Popen([sys.executable, "-c", asked], stderr=subprocess.DEVNULL) as outside:
            listener.settimeout(20)
            listener.accept()[0].close()  # without the jail it does go out
            outside.kill()


def test_a_worker_that_ends_is_replaced_whoever_ended_it(store: Path) -> None:
    async def kills(pool: Pool) -> None:
        for _ in range(3):
            nursery, *workers = descendants()
            born = pool.state.born + len(workers)
            for worker in workers:
                os.kill(worker, signal.SIGKILL)
            await until(lambda born=born: pool.state.born == born)  # type: ignore[misc]
            assert len(rows(await pool.ask(QUICK, "a"))) == 1
        os.kill(nursery, signal.SIGKILL)
        await until(lambda: nursery not in descendants())
        await until(lambda: len(descendants()) == 4)
        await asyncio.sleep(0.3)
        assert len(rows(await pool.ask(QUICK, "a"))) == 1

    within(store, kills)


def test_a_worker_that_is_killed_at_work_is_told_from_one_that_was_slow(store: Path) -> None:
    async def dies(pool: Pool) -> None:
        asked = asyncio.ensure_future(pool.ask(ENDLESS, "a"))
        await asyncio.sleep(0.2)
        for worker in descendants()[1:]:
            os.kill(worker, signal.SIGSEGV)
        assert (await asked).outcome == "died"
        while (later := (await pool.ask(ENDLESS, "a")).outcome) == "died":  # one of those that were killed with it
            pass
        assert later == "late"
        doubling = next(attack.text for attack in ATTACKS if attack.name == "string-doubling")
        assert (await pool.ask(Asked(doubling, "json"), "a")).outcome in ("memory", "late")

    within(store, dies)


def test_a_client_holds_half_of_the_workers_and_the_queue_ends(store: Path) -> None:
    async def crowds(pool: Pool) -> None:
        greedy = [asyncio.ensure_future(pool.ask(ENDLESS, "avido")) for _ in range(30)]
        await asyncio.sleep(0.1)
        assert pool.state.working == 1
        begun = time.perf_counter()
        assert len(rows(await pool.ask(QUICK, "modesta"))) == 1
        assert time.perf_counter() - begun < 1
        outcomes = [reply.outcome for reply in await asyncio.gather(*greedy)]
        assert set(outcomes) == {"late", "busy"}
        assert outcomes.count("busy") >= 20
        assert pool.state.working == pool.state.waiting == 0
        assert len(rows(await pool.ask(QUICK, "avido"))) == 1

    within(store, crowds)


def test_a_query_whose_caller_goes_away_is_stopped(store: Path) -> None:
    async def leaves(pool: Pool) -> None:
        asked = asyncio.ensure_future(pool.ask(ENDLESS, "a"))
        await asyncio.sleep(0.1)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        assert pool.state.working == 0
        await until(lambda: pool.state.killed == 1)
        quick = asyncio.ensure_future(pool.ask(QUICK, "a"))
        await asyncio.sleep(0)
        quick.cancel()
        await asyncio.sleep(0.3)
        assert pool.state.killed == 1, "what ends by itself is let end"
        assert len(rows(await pool.ask(QUICK, "a"))) == 1

    within(store, leaves)


def test_a_new_version_takes_over_while_queries_go_on(store: Path, tmp_path: Path) -> None:
    other = Store(str(tmp_path / "nuova"))
    other.add(Quad(NamedNode(f"{EX}nodo/1"), NamedNode(f"{EX}p"), Literal("nuovo"), NamedNode(f"{EX}g")))
    other.flush()
    del other

    async def moves(pool: Pool) -> None:
        over = asyncio.Event()
        all_the_while = asyncio.ensure_future(_asks_all_the_while(pool, over, [0.0]))
        endless = asyncio.ensure_future(pool.ask(ENDLESS, "b"))
        await asyncio.sleep(0.1)
        await pool.move(tmp_path / "nuova")
        assert rows(await pool.ask(QUICK, "a"))[0]["o"]["value"] == "nuovo"
        over.set()
        await all_the_while
        assert (await endless).outcome == "late"
        await until(lambda: pool.state.alive == 6)
        with pytest.raises(StoreError):
            await pool.move(tmp_path / "manca")
        assert rows(await pool.ask(QUICK, "a"))[0]["o"]["value"] == "nuovo"

    within(store, moves, size=4)


def test_a_store_that_is_missing_is_said_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="store"):
        asyncio.run(Pool(tmp_path / "manca", 2).start())
    assert descendants() == []


def test_an_answer_is_cut_at_a_row_and_says_at_which_limit(store: Path) -> None:
    async def cuts(pool: Pool) -> None:
        first = await pool.ask(Asked(EVERYTHING, "json"), "a")
        assert (len(rows(first)), first.cut) == (LOW.rows, "rows")
        exact = await pool.ask(Asked(f"{EVERYTHING} LIMIT {LOW.rows}", "json"), "a")
        assert (len(rows(exact)), exact.cut) == (LOW.rows, "")
        graph = await pool.ask(Asked("CONSTRUCT WHERE { ?s ?p ?o }", "nt"), "a")
        assert (graph.body.count(b"\n"), graph.cut) == (LOW.rows, "rows")
        wide = f'SELECT (CONCAT(STR(?s), "{"x" * 2000}") AS ?x) WHERE {{ ?s ?p ?o }}'
        for form in ("csv", "json"):
            reply = await pool.ask(Asked(wide, form), "a")
            assert (reply.outcome, reply.cut) == ("answered", "bytes")
            assert LOW.size // 2 < len(reply.body) <= LOW.size
            assert all(len(line) > 2000 for line in reply.body.split(b"\r\n")[1:-1]), "no row is cut"
        huge = f'SELECT (REPLACE("{"x" * 1000}", "x", "{"y" * 2000}") AS ?x) {{}}'
        reply = await pool.ask(Asked(huge, "json"), "a")
        assert (rows(reply), reply.cut) == ([], "bytes")

    within(store, cuts)


def test_what_is_wrong_with_a_query_is_said_in_both_languages(store: Path) -> None:
    async def asks(pool: Pool) -> None:
        for asked, code in (
            (Asked("SELECT * WHERE {\n ?s ?p }", "json"), "query-syntax"),
            (Asked("ASK {}", "csv"), "query-unfit"),
            (Asked("CONSTRUCT WHERE { ?s ?p ?o }", "json"), "query-unfit"),
            (Asked("ASK {}", "json", default_graphs=("no iri",)), "query-graph"),
        ):
            reply = await pool.ask(asked, "a")
            assert (reply.outcome, reply.code, reply.body) == ("refused", code, b"")
            assert reply.sentence
            assert reply.remedy
            assert reply.sentence.it != reply.sentence.en
        assert (await pool.ask(Asked("ASK { <\udcff> ?p ?o }", "json"), "a")).outcome in ("refused", "failed")
        assert "line 2, column" in (await pool.ask(Asked("SELECT * WHERE {\n ?s ?p }", "json"), "a")).sentence.en  # type: ignore[union-attr]

    within(store, asks)


def test_the_graphs_of_the_protocol_are_those_that_are_asked(store: Path) -> None:
    async def asks(pool: Pool) -> None:
        count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
        for graphs, number in (((), 2 * NODES), ((f"{EX}grafo",), 2 * NODES), ((f"{EX}altro",), 0)):
            reply = await pool.ask(Asked(count, "json", default_graphs=graphs), "a")
            assert rows(reply)[0]["n"]["value"] == str(number)

    within(store, asks)


def test_a_worker_has_no_file_no_core_little_memory_and_no_secret(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PDZ_ENDPOINT_PASSWORD", "s3greto")

    async def looks(_: Pool) -> None:
        nursery, *workers = descendants()
        assert b"s3greto" not in Path(f"/proc/{nursery}/environ").read_bytes()
        for worker in workers:
            limits = limits_of(worker)
            assert limits["Max address space"] == str(LOW.memory)
            assert limits["Max file size"] == limits["Max core file size"] == "0"

    within(store, looks)


def test_neither_memory_nor_files_grow_with_what_is_asked(store: Path) -> None:
    async def asks(pool: Pool) -> None:
        big = Asked(EVERYTHING, "json")
        for _ in range(20):
            await pool.ask(big, "a")
        weight, files = sum(map(resident, descendants())), open_files()
        for number in range(50):
            assert (await pool.ask(big, "a")).cut == "rows"
            assert (await pool.ask(QUICK, f"cliente {number}")).outcome == "answered"
        assert sum(map(resident, descendants())) < weight + 30 * MEGABYTE
        assert open_files() == files
        assert len(pool.turns.held) == 0

    within(store, asks)


def test_a_worker_does_not_keep_the_memory_of_a_large_answer(store: Path) -> None:
    large = Asked("SELECT ?a ?c ?f WHERE { ?a ?b ?c . ?d ?e ?f }", "csv")

    async def asks(pool: Pool) -> None:
        assert len((await pool.ask(large, "a")).body) > 2 * MEGABYTE
        await until(lambda: len(descendants()) == 4)
        await until(lambda: max(map(resident, descendants())) < 200 * MEGABYTE)

    within(store, asks, limits=Limits(seconds=60, memory=1024 * MEGABYTE, rows=100_000, size=20 * MEGABYTE))


def test_workers_end_with_a_parent_that_is_killed(store: Path) -> None:
    script = (
        "import asyncio, sys, pathlib\n"
        "from pdz_graph.jail.pool import Pool\n"
        "async def main():\n"
        f"    pool = Pool(pathlib.Path({str(store)!r}), 2)\n"
        "    await pool.start()\n"
        "    print('ready', flush=True)\n"
        "    await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == b"ready\n"
        children = descendants(parent.pid)
        assert len(children) == 4
        parent.kill()
    end = time.monotonic() + DEAD_SOON
    while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < end:
        time.sleep(0.01)
    assert [child for child in children if Path(f"/proc/{child}").exists()] == []


@settings(max_examples=50)
@given(st.lists(st.tuples(st.text(), st.binary(max_size=200)), max_size=5), st.integers(1, 50))
def test_messages_arrive_whole_in_whatever_pieces(messages: list[tuple[str, bytes]], piece: int) -> None:
    replies = [Reply("answered", body, "", said, Text(said, said), None) for said, body in messages]
    data = b"".join(wire.reply_to(reply, last=not reply.body) for reply in replies)
    inbox = wire.Inbox(len(data))
    pieces = [data[at : at + piece] for at in range(0, len(data), piece)]
    heard = [wire.reply_from(message) for one in pieces for message in inbox.feed(one)]
    assert heard == [(reply, not reply.body) for reply in replies]


def test_a_message_that_is_too_long_is_not_waited_for() -> None:
    with pytest.raises(ValueError, match="bytes"):
        list(wire.Inbox(100).feed(wire.packed({}, b"x" * 200)))


def test_a_pool_whose_nursery_cannot_live_says_so_without_waiting_for_it(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))

    async def start() -> None:
        async with asyncio.timeout(PATIENCE / 2):
            await Pool(store, 2, LOW).start()

    with pytest.raises(StoreError) as raised:
        asyncio.run(start())
    assert raised.value.code == "query-closed"
    assert descendants() == []


def test_a_nursery_is_raised_again_until_it_lives(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def falls(pool: Pool) -> None:
        assert pool.crew
        python = sys.executable
        monkeypatch.setattr(sys, "executable", shutil.which("false"))
        os.kill(descendants()[0], signal.SIGKILL)
        await until(lambda: bool(pool.crew and pool.crew.fault))
        assert (await pool.ask(QUICK, "a")).code == "query-closed"
        monkeypatch.setattr(sys, "executable", python)
        await until(lambda: bool(pool.crew and pool.crew.idle), 20)
        assert (await pool.ask(QUICK, "a")).outcome == "answered"

    within(store, falls)
