"""The example register as it is published: its book and its documents, made once for all the tests."""

from __future__ import annotations

from datetime import date
from functools import cache

from grafo import CASA

from pdz_graph.agreement import Agreement
from pdz_graph.linked.addresses import Addresses
from pdz_graph.linked.book import Book
from pdz_graph.linked.context import context_of
from pdz_graph.linked.forms import Forms

CONFORME = CASA.root / "data" / "esempi" / "registro-conforme"
DAY = date(2013, 6, 30)


@cache
def book() -> Book:
    """Return all that is said of the accordo and the conforming register on a day."""
    agreement = Agreement.open()
    return Book(agreement.id, agreement.dataset([CONFORME], DAY, (), today=DAY).graphs, Addresses())


@cache
def forms() -> Forms:
    """Return its documents."""
    return Forms(book(), context_of(Agreement.open().commons))
