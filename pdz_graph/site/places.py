"""Whether every thing can have its pages where its IRI says: a register in RDF may call things as no file is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from pdz_graph.errors import Place, Problem, Text
from pdz_graph.files import unusable
from pdz_graph.linked.addresses import PAGES, STATEMENTS, Addresses
from pdz_graph.linked.book import Book

#: The longest step of a path, in bytes, that still leaves room for what tells the form of a document.
LONGEST: Final = 200
_REMEDY: Final = Text(
    f"Chiamarla con passi che siano nomi, di {LONGEST} byte al più, che non finiscano come i documenti (.ttl, ...).",
    f"Call the thing by steps that are names, of {LONGEST} bytes at most, that do not end as documents do (.ttl, ...).",
)


def check(book: Book) -> None:
    """Refuse (InputError, with every one) the things of a book whose documents cannot be files under one folder."""
    problems = [
        Problem("iri-place", Place(book.addresses.iri(thing.value)), why, _REMEDY)
        for path, why in _wrong(book.addresses, book.documents)
        for thing in book.documents[path][:1]
    ]
    if problems:
        raise unusable(problems)


def _wrong(addresses: Addresses, paths: Iterable[str]) -> Iterator[tuple[str, Text]]:
    """Yield the paths at which no document can stand, and why."""
    every = list(paths)
    documents = {addresses.file(path, form) for path in every for form in (*PAGES, *STATEMENTS)}
    for path in every:
        steps = path.split("/")
        if not {"", ".", ".."}.isdisjoint(steps):
            yield (
                path,
                Text("L'IRI ha un passo vuoto, o di soli punti.", "The IRI has a step that is empty, or dots alone."),
            )
        elif max(len(step.encode()) for step in steps) > LONGEST:
            yield path, Text("L'IRI ha un passo troppo lungo.", "The IRI has a step that is too long.")
        elif not documents.isdisjoint(map(str, PurePosixPath(path).parents)):
            yield (
                path,
                Text(
                    "L'IRI passa per il documento di un'altra cosa.", "The IRI leads through another thing's document."
                ),
            )
