"""The store in a folder: Oxigraph on disk, opened by one writer at a time, and copies of it for whoever reads."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from pdz_graph.errors import StoreError, Text
from pdz_graph.facts import Triple, triples_of
from pdz_graph.media import MEGABYTE
from pdz_graph.store import Commit, last_change

#: How many copies are kept: the newest, and those before it for whoever is opening one right now.
KEPT = 8
#: How often a reader tries anew when the copy goes while it is opened.
TRIES = 5
#: The file that stands in the folder while a change may be in the store and not yet in a copy.
PENDING = "pending"
#: Free space, in bytes, without which nothing is written: with less, RocksDB waits for more, and never gives up.
ROOM = 256 * MEGABYTE


class EmbeddedStore:
    """Oxigraph in ``root/store``; whoever writes holds the folder's lock.

    Every commit ends with a copy in ``root/copies`` (hard links), to which ``root/current`` then points: readers open
    that, never the store itself.
    """

    def __init__(self, root: Path, *, writing: bool) -> None:
        self.root = root
        if writing and (root / "current").exists() and not (root / "store" / "CURRENT").is_file():
            raise _lost(root)  # a new one would forget all that was recorded
        self.quads = opened(root / "store") if writing else _copy(root / "current")
        if writing and (pending(root) or not (root / "current").exists()):
            self._publish()

    def match(
        self, graph: NamedNode, subject: NamedNode | None = None, predicate: NamedNode | None = None
    ) -> list[Triple]:
        """Return the triples of a graph, all or those of a subject and a predicate."""
        try:
            return list(triples_of(self.quads.quads_for_pattern(subject, predicate, None, graph)))
        except OSError as error:
            raise failed(error) from error
        except RuntimeError as error:
            raise _corrupted(self.root, error) from error

    def apply(self, commit: Commit) -> bool:
        """Apply a commit in one update, make it safe on disk, and publish the copy for readers."""
        graphs, number = commit.graphs, commit.number
        if last_change(self, graphs) != number - 1:
            return False
        taken = [*_in(graphs.register, commit.removed), *_in(graphs.provenance, [graphs.head(number - 1)])]
        put = [
            *_in(graphs.register, commit.added),
            *_in(graphs.provenance, [*commit.provenance, graphs.head(number)]),
            *_in(graphs.added(number), commit.added),
            *_in(graphs.removed(number), commit.removed),
        ]
        check_room(self.root)
        try:
            (self.root / PENDING).touch()
            self.quads.update(f"DELETE DATA {{ {_ground(taken)} }} ; INSERT DATA {{ {_ground(put)} }}")
        except OSError as error:
            raise failed(error) from error
        except RuntimeError as error:
            raise _corrupted(self.root, error) from error
        try:
            self.quads.flush()
            self._publish()
        except OSError as error:
            raise _unsafe(error) from error
        return True

    def close(self) -> None:
        """Let the store go; nothing may be asked of it afterwards."""
        del self.quads

    def _publish(self) -> None:
        """Make a copy of what stands now and point readers to it; copies that nobody can need any more go."""
        copies = self.root / "copies"
        copies.mkdir(exist_ok=True)
        numbers = sorted(int(path.name) for path in copies.iterdir() if path.name.isdigit())
        fresh = copies / str((numbers[-1] if numbers else 0) + 1)
        self.quads.backup(str(fresh))
        pointer = self.root / "current.new"
        pointer.unlink(missing_ok=True)
        pointer.symlink_to(fresh.relative_to(self.root), target_is_directory=True)
        pointer.replace(self.root / "current")
        (self.root / PENDING).unlink(missing_ok=True)
        for number in numbers[: -(KEPT - 1)]:
            with suppress(OSError):
                shutil.rmtree(copies / str(number))


def pending(root: Path) -> bool:
    """Tell whether a change may be in the store and in no copy: whoever made it was killed, or had no room."""
    return (root / PENDING).exists()


def opened(path: Path, *, reading: bool = False) -> Store:
    """Open a folder of Oxigraph, to read only if so asked; raises StoreError."""
    try:
        return Store.read_only(str(path)) if reading else Store(str(path))
    except OSError as error:
        raise failed(error) from error
    except RuntimeError as error:  # as pyoxigraph calls what RocksDB finds corrupted
        raise _corrupted(path, error) from error


def _copy(current: Path) -> Store:
    """Open the copy to which a link points; where the link has moved meanwhile, and that copy gone, the next one."""
    for _ in range(TRIES):
        there = Path(os.path.realpath(current))
        try:
            return opened(there, reading=True)
        except StoreError:
            if there == Path(os.path.realpath(current)):
                raise
    return opened(Path(os.path.realpath(current)), reading=True)


def _in(graph: NamedNode, triples: Iterable[Triple]) -> list[Quad]:
    return [Quad(*triple, graph) for triple in triples]


def _ground(quads: Iterable[Quad]) -> str:
    return " ".join(f"GRAPH {quad.graph_name} {{ {quad.subject} {quad.predicate} {quad.object} }}" for quad in quads)


def check_room(root: Path) -> None:
    """Refuse to write where there is too little room left; raises StoreError."""
    room = os.statvfs(root)
    if room.f_bavail * room.f_frsize < ROOM:
        size = f"{ROOM // MEGABYTE} MB"
        raise StoreError(
            "store-full",
            Text(
                f"Sul disco del registro restano meno di {size}.", f"Less than {size} are left on the register's disk."
            ),
            Text("Liberare spazio e ripetere: nulla è cambiato.", "Free some space and repeat: nothing has changed."),
        )


def failed(error: OSError) -> StoreError:
    """Return the error of a store that could not be opened, read or changed."""
    said = " ".join(str(error).split())[:200]
    return StoreError(
        "store-failed",
        Text(f"L'archivio del registro non risponde: {said}.", f"The store of the register fails: {said}."),
        Text(
            "Controllare lo spazio e i permessi della cartella; nulla è cambiato.",
            "Check the space and the permissions of the folder; nothing has changed.",
        ),
    )


def _corrupted(path: Path, error: RuntimeError) -> StoreError:
    said = " ".join(str(error).split())[:200]
    return StoreError(
        "store-corrupted",
        Text(f"L'archivio in {path} è guasto: {said}.", f"The store in {path} is corrupted: {said}."),
        _PUT_BACK,
    )


def _lost(root: Path) -> StoreError:
    return StoreError(
        "store-lost",
        Text(
            f"In {root} manca «store», e il registro ha già dei cambiamenti.",
            f"“store” is missing in {root}, and the register has changes already.",
        ),
        _PUT_BACK,
    )


_PUT_BACK = Text(
    "Rimettere la cartella del registro da una copia di sicurezza; se «current» si legge ancora (pdz status),"
    " salvarlo subito con «pdz export --format nq --history».",
    "Put the register's folder back from a backup; if “current” can still be read (pdz status), save it at once by"
    " “pdz export --format nq --history”.",
)


def _unsafe(error: OSError) -> StoreError:
    said = " ".join(str(error).split())[:200]
    return StoreError(
        "store-unsafe",
        Text(
            f"Il cambiamento è scritto, ma il disco non lo ha confermato: {said}.",
            f"The change is written, but the disk did not confirm it: {said}.",
        ),
        Text(
            "Liberare spazio, poi guardare con «pdz status» se c'è: o c'è intero, o non c'è.",
            "Free some space, then see by “pdz status” whether it is there: it is whole, or not at all.",
        ),
    )
