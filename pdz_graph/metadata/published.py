"""What has to be known of a publication to describe it: the judgement, the book, who serves it, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from pdz_graph.agreement import Agreement
from pdz_graph.errors import Text
from pdz_graph.judgement import Judgement
from pdz_graph.linked.book import Book


class Happening(Protocol):
    """Something that happened: on which day, of what kind, what it is called, and the IRI of the thing that says so.

    The IRI is that of inside, on the project's base.
    """

    @property
    def day(self) -> date:
        """The day on which it happened."""

    @property
    def kind(self) -> Text:
        """What kind of thing happened, as people say it."""

    @property
    def label(self) -> Text:
        """What it is called."""

    @property
    def iri(self) -> str:
        """The thing that says so."""


class Published(Protocol):
    """An accordo as it goes out: ``book`` holds the catalogue record (see ``record.catalogued``).

    ``service`` is the address of a SPARQL service over the same graphs, "" where there is none.
    """

    @property
    def agreement(self) -> Agreement:
        """The accordo."""

    @property
    def judgement(self) -> Judgement:
        """How it was judged, and on which day."""

    @property
    def book(self) -> Book:
        """What is said of each thing; all of it goes out."""

    @property
    def version(self) -> str:
        """The version of the program."""

    @property
    def service(self) -> str:
        """The address of the SPARQL service, or ""."""

    @property
    def happenings(self) -> Sequence[Happening]:
        """What happened, in any order."""
