"""The query page: a form that asks, and the questions of the catalogue as examples. It never evaluates a query."""

from __future__ import annotations

from functools import partial

from starlette.routing import BaseRoute

from pdz_graph import __version__
from pdz_graph.house import House
from pdz_graph.web.page.routes import routes
from pdz_graph.web.page.sheet import Sheet, Words, words_of
from pdz_graph.web.service import Service
from pdz_graph.web.words import TITLE


def page_of(service: Service) -> list[BaseRoute]:
    """Return the routes of the page of a server; the words of the ontology are read once."""
    return routes(partial(_sheet, service, words_of(House.find().ontology())))


def _sheet(service: Service, words: Words) -> Sheet:
    """Return what the page shows now: of the edition that is served, if there is one already."""
    edition = service.edition
    return Sheet(
        title=edition.label if edition else TITLE,
        version=__version__,
        questions=tuple(service.questions.values()),
        day=edition.day if edition else None,
        codes={of: sorted(known) for of, known in edition.codes.items()} if edition else {},
        words=words,
    )
