"""What money a body puts in, and the contracts in which it is the other party."""

from __future__ import annotations

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.linked.book import Book
from pdz_graph.pages.places import said
from pdz_graph.pages.places.reading import in_time, into, values_of
from pdz_graph.pages.places.sheet import Part, table
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import PDZ
from pdz_graph.words import say_amount


def allotments(scene: Scene, node: NamedNode) -> Part | None:
    """Return what a body puts into the fund, by year and source."""
    book = scene.book
    found = [one for one in into(book, node, "ente") if PDZ["Stanziamento"] in book.kinds(one)]
    found.sort(key=lambda one: (book.value(one, PDZ["anno"]), one.value))
    rows = [(one, values_of(book, one, "anno"), values_of(book, one, "fonte"), amount(book, one)) for one in found]
    return table(said.ALLOTMENTS, (said.ALLOTMENT, said.YEAR, said.SOURCE, said.AMOUNT), rows, {3})


def contracts(scene: Scene, node: NamedNode) -> Part | None:
    """Return the actions that contracts with a body pay for."""
    book = scene.book
    acts = in_time(book, (one for one in into(book, node, "controparte") if PDZ["Atto"] in book.kinds(one)))
    rows = [(action, act, amount(book, action)) for act in acts for action in into(book, act, "contratto")]
    return table(said.CONTRACTS, (said.ACTION, said.CONTRACT, said.AMOUNT), rows, {2})


def amount(book: Book, node: NamedNode) -> Text | None:
    """Return an amount of euro as people write it, None where there is none."""
    number = book.amount(node, PDZ["importo"])
    if number is None:
        return None
    return Text(say_amount(number, "it"), say_amount(number, "en"))
