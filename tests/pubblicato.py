"""The example register as it is published: its book and its documents, made once for all the tests."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from grafo import CASA
from servente import Server

from pdz_graph.agreement import Agreement
from pdz_graph.linked.addresses import Addresses
from pdz_graph.linked.book import Book
from pdz_graph.linked.context import context_of
from pdz_graph.linked.forms import Forms

CONFORME = CASA.root / "data" / "esempi" / "registro-conforme"
DAY = date(2013, 6, 30)


@dataclass(frozen=True)
class Published:
    """A server that serves documents, and the folder in which they are."""

    server: Server
    site: Path


def made(root: Path, server: Server) -> Path:
    """Wait until a server has its documents, and return their folder, in the temporary one that it was given."""
    for _ in range(600):
        if server.get("/health").json["site"] == "ready":
            return next(root.glob("pdz-serve-*/*.site"))
        time.sleep(0.1)
    raise TimeoutError(server.log.read_text(encoding="utf-8"))


@cache
def book() -> Book:
    """Return all that is said of the accordo and the conforming register on a day."""
    agreement = Agreement.open()
    return Book(agreement.id, agreement.dataset([CONFORME], DAY, (), today=DAY).graphs, Addresses())


@cache
def forms() -> Forms:
    """Return its documents."""
    return Forms(book(), context_of(Agreement.open().commons))
