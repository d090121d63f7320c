"""What a service answers when it does not answer: each problem, its status of HTTP, what it means and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from pdz_graph.errors import Text
from pdz_graph.pages.page import Page
from pdz_graph.pages.phrase import Door
from pdz_graph.pages.places import said_words
from pdz_graph.pages.places.sheet import Sheet, facts, leaf, section, sections, table
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import PROBLEMA


def pages(_scene: Scene) -> Iterator[Page]:
    """Yield the page of all the problems, then one for each: it stands at the IRI that a problem document names."""
    rows = [
        (Door(f"problema/{code}", _title(code)), str(status), why)
        for code, (status, why) in said_words.PROBLEMS.items()
    ]
    found = table(said_words.PROBLEMS_TITLE, (said_words.CODE, said_words.HTTP_STATUS, said_words.MEANING), rows)
    yield leaf(
        "problema",
        said_words.PROBLEMS_TITLE,
        Sheet((said_words.PROBLEMS_LEDE,), sections=sections(section("elenco", said_words.PROBLEMS_TITLE, found))),
        "dati",
    )
    for code, (status, why) in said_words.PROBLEMS.items():
        sheet = Sheet(
            (why,), facts((said_words.HTTP_STATUS, str(status)), (said_words.PROBLEM_TYPE, PROBLEMA[code].value))
        )
        yield leaf(f"problema/{code}", _title(code), sheet, "dati", (("problema", said_words.PROBLEMS_TITLE),))


def _title(code: str) -> Text:
    return Text(f"Problema: {code}", f"Problem: {code}")
