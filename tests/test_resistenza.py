"""What befalls a register: killed writers, many at once, no room left. What was acknowledged is there, whole."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import pytest
import scrivano
from quanto import tried
from scrivano import record, statements
from servizi import PASSWORD, USER

from pdz_graph.errors import StoreError
from pdz_graph.ledger import Ledger
from pdz_graph.store import QuadStore, embedded
from pdz_graph.store.endpoint import Endpoint
from pdz_graph.store.folder import Folder

#: How often a writer is killed, in parts that workers share; how many write at once, and what each writes.
PARTS, KILLS, WRITERS, EACH = 2, tried(30, 150), 8, tried(10, 50)
#: How often a writer is killed who writes to a server.
AFAR = tried(10, 30)
#: How many changes somebody makes while another reads.
READ = 60


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "registro", "prova")
    made.create()
    return made


def assert_whole(store: QuadStore, acknowledged: int) -> int:
    """Hold that whatever was acknowledged is there and that every change is whole; return the number of the last."""
    ledger = Ledger(store, "prova")
    changes = ledger.changes()
    assert len(changes) == ledger.last >= acknowledged
    assert ledger.register() == (ledger.last, frozenset().union(*(statements(change.agent) for change in changes)))
    assert [change.instant for change in changes] == sorted({change.instant for change in changes})
    return ledger.last


def acknowledged(path: Path) -> int:
    lines = path.read_text().split() if path.exists() else []
    return int(lines[-1]) if lines else 0


def killed(folder: Folder, file: Path, chance: random.Random, times: int) -> Iterator[int]:
    """Let somebody write and kill them, so many times at random moments, yielding the turn after each.

    The first is let alone until a change of theirs is acknowledged: half of the others live as long, wherever they are.
    """
    command = [sys.executable, scrivano.__file__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as zygote:
        assert zygote.stdin
        assert zygote.stdout
        for turn in range(times):
            zygote.stdin.write(f"{folder.root} {file}\n")
            zygote.stdin.flush()
            child = int(zygote.stdout.readline())
            if not turn:
                begun = time.monotonic()
                while not acknowledged(file):
                    time.sleep(0.001)
                pace = time.monotonic() - begun
            else:
                time.sleep(chance.uniform(0, 2 * pace))
            os.kill(child, signal.SIGKILL)
            yield turn
        zygote.stdin.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_a_killed_writer_leaves_every_acknowledged_change_and_no_half_of_another(
    part: int, folder: Folder, tmp_path: Path
) -> None:
    file, last = tmp_path / "detto", 0
    for turn in killed(folder, file, random.Random(part), KILLS):
        with folder.writing() if turn % 10 == 0 else folder.reading() as store:
            assert Ledger(store, "prova").last >= acknowledged(file)
        if turn % 25 == 24:
            with folder.writing() as store:
                last = assert_whole(store, acknowledged(file))
    assert last > 0


@pytest.mark.parametrize("server", ["oxigraph", "virtuoso"])
def test_nor_does_one_who_is_killed_while_a_server_listens(
    server: str, servers: dict[str, Endpoint], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the server had been asked it does or not, whole: nobody is left to know which."""
    monkeypatch.setenv("PDZ_ENDPOINT_USER", USER)
    monkeypatch.setenv("PDZ_ENDPOINT_PASSWORD", PASSWORD)
    folder, file = Folder(tmp_path / "lontano", "prova", servers[server]), tmp_path / "detto"
    folder.create()
    for _ in killed(folder, file, random.Random(server), AFAR):
        time.sleep(0.1)
    with folder.writing() as store:
        assert assert_whole(store, acknowledged(file)) > 0


def test_who_reads_while_somebody_writes_reads_whole_changes(folder: Folder, tmp_path: Path) -> None:
    """Whoever writes takes away old copies, one of which somebody may be opening."""
    file, seen = tmp_path / "detto", 0
    with folder.writing():
        pass  # the first copy, of an empty register
    command = [sys.executable, scrivano.__file__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as zygote:
        assert zygote.stdin
        assert zygote.stdout
        zygote.stdin.write(f"{folder.root} {file}\n")
        zygote.stdin.flush()
        child = int(zygote.stdout.readline())
        try:
            while seen < READ:
                before = acknowledged(file)
                with folder.reading() as store:
                    last = Ledger(store, "prova").last
                    assert last >= max(before, seen)
                    assert len(Ledger(store, "prova").register()[1]) == last * scrivano.WHOLE
                seen = last
        finally:
            os.kill(child, signal.SIGKILL)
            zygote.stdin.close()
    assert seen >= READ


def dies_unpublished(root: Path) -> None:
    """Record a change and die when it is in the store and in no copy yet."""
    embedded.EmbeddedStore._publish = lambda _: os._exit(9)  # type: ignore[method-assign, assignment]
    with Folder.read(root).writing() as store:
        record(store, "prova", "due")


def test_a_change_that_was_in_no_copy_when_its_writer_died_is_seen_by_who_reads_next(folder: Folder) -> None:
    with folder.writing() as store:
        assert record(store, "prova", "uno") == 1
    child = multiprocessing.get_context("spawn").Process(target=dies_unpublished, args=(folder.root,))
    child.start()
    child.join()
    assert child.exitcode == 9
    with folder.reading() as store:
        assert assert_whole(store, 1) == 2
    with folder.writing() as store:
        assert record(store, "prova", "tre") == 3


def write_some(root: Path, name: str, locked: bool) -> int:
    """Record changes one by one, each as a process of its own would; return how many went in."""
    folder, done = Folder.read(root), 0
    if not locked:
        Folder._locked = lambda *_: nullcontext()  # type: ignore[method-assign, assignment]
    for turn in range(EACH):
        with suppress(StoreError), folder.writing(60) as store:
            record(store, "prova", f"{name}-{turn}")
            done += 1
    return done


def all_at_once(folder: Folder, *, locked: bool) -> int:
    """Let eight processes, all of them there already, record changes, and return how many they say went in."""
    spawn = multiprocessing.get_context("spawn")
    with spawn.Pool(WRITERS, spawn.Barrier(WRITERS).wait, (60,)) as pool:
        return sum(pool.starmap(write_some, [(folder.root, f"n{number}", locked) for number in range(WRITERS)]))


def test_eight_who_record_at_once_lose_nothing(folder: Folder) -> None:
    assert all_at_once(folder, locked=True) == WRITERS * EACH
    with folder.reading() as store:
        assert assert_whole(store, WRITERS * EACH) == WRITERS * EACH


def test_without_the_lock_they_would(folder: Folder) -> None:
    assert all_at_once(folder, locked=False) < WRITERS * EACH


def test_whoever_waits_too_long_for_the_lock_is_told_who_holds_it(folder: Folder) -> None:
    with folder.writing(), pytest.raises(StoreError) as refused, folder.writing(0.1):
        pass
    assert refused.value.code == "store-busy"
    assert str(os.getpid()) in refused.value.sentence.en


def test_the_lock_of_a_dead_process_holds_nobody(folder: Folder) -> None:
    (folder.root / "lock").write_text("999999\n")
    with folder.writing(0.1) as store:
        assert record(store, "prova", "uno") == 1


# No room left.


@contextmanager
def small_disk(path: Path, megabytes: int) -> Iterator[Path | None]:
    """Mount a disk of so many megabytes; None where nobody may."""
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(path)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        yield None
        return
    try:
        yield path
    finally:
        subprocess.run(["umount", str(path)], check=True)


def test_a_full_disk_refuses_a_change_and_keeps_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no small disk can be mounted, any disk is too small for whoever wants as much room as there is."""
    with small_disk(tmp_path / "disco", 300) as disk:
        folder = Folder((disk or tmp_path) / "registro", "prova")
        folder.create()
        with folder.writing() as store:
            assert record(store, "prova", "uno") == 1
            with monkeypatch.context() as narrow:
                if disk:
                    (disk / "zavorra").write_bytes(bytes(60 * 1024 * 1024))
                else:
                    narrow.setattr(embedded, "ROOM", shutil.disk_usage(tmp_path).total + 1)
                with pytest.raises(StoreError) as refused:
                    record(store, "prova", "due")
        assert refused.value.code == "store-full"
        with folder.reading() as store:
            assert assert_whole(store, 1) == 1
        (folder.root.parent / "zavorra").unlink(missing_ok=True)
        with folder.writing() as store:
            assert record(store, "prova", "due") == 2


def limited(root: Path, limit: int) -> str:
    """Record with files that may not grow over a limit, and return the code of what went wrong."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    folder = Folder.read(root)
    try:
        with folder.writing() as store:
            for turn in range(1_000):
                record(store, "prova", f"limitato-{turn}")
    except StoreError as error:
        return error.code
    return ""


@pytest.mark.parametrize("limit", [60_000, 100_000])
def test_a_quota_that_is_used_up_is_told_and_the_store_is_whole(limit: int, folder: Folder) -> None:
    with folder.writing() as store:
        for turn in range(20):
            record(store, "prova", f"prima-{turn}")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(limited, (folder.root, limit)) in {"store-failed", "store-unsafe"}
    with folder.writing() as store:
        last = assert_whole(store, 20)
        assert record(store, "prova", "dopo") == last + 1
