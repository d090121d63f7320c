"""Whoever writes to a register until somebody kills them: children of one process, which has opened no store itself.

``python tests/scrivano.py``: each line of its input, "folder file", starts a child that records change after change in
the register of a folder, and after each writes its number in the file; its number as a process is the answer.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from pdz_graph.facts import Triple
from pdz_graph.ledger import Change, Delta, Ledger
from pdz_graph.store import QuadStore, embedded
from pdz_graph.store.folder import Folder

#: Imported before the children are born, who have little time.
OPENED_WITH = embedded.EmbeddedStore
#: How many statements a change puts: all of them are there, or none.
WHOLE = 50


def statements(name: str) -> frozenset[Triple]:
    """Return what the change of that name puts into the register."""
    node = NamedNode(f"https://example.org/{name}")
    return frozenset((node, NamedNode("https://example.org/dice"), Literal(str(number))) for number in range(WHOLE))


def record(store: QuadStore, accordo: str, name: str) -> int:
    """Record a change and return its number; the name of whoever records it is the change's too."""
    ledger = Ledger(store, accordo)
    number = ledger.last + 1
    change = Change(number, ledger.next_instant(datetime.now(UTC)), name)
    assert ledger.append(change, Delta(statements(name)))
    return number


def write_on(root: Path, acknowledged: Path) -> None:
    """Record change after change, and say of each when it is recorded."""
    folder = Folder.read(root)
    file = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    with folder.writing() as store:
        for turn in count():
            number = record(store, folder.accordo, f"{os.getpid()}-{turn}")
            os.write(file, f"{number}\n".encode())


def main() -> None:
    """Start a child for each line."""
    for line in sys.stdin:
        root, acknowledged = line.split()
        child = os.fork()
        if not child:
            write_on(Path(root), Path(acknowledged))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
