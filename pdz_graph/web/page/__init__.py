"""The query page: a form that asks, and the questions of the catalogue as examples. It never evaluates a query."""

from __future__ import annotations

from functools import partial

from starlette.routing import BaseRoute

from pdz_graph import __version__
from pdz_graph.house import House
from pdz_graph.linked.addresses import Addresses
from pdz_graph.terms import GRAFO, of_accordo
from pdz_graph.web.page.routes import routes
from pdz_graph.web.page.sheet import PREFIXES, Sheet, Words, words_of
from pdz_graph.web.publication import Edition
from pdz_graph.web.service import Service
from pdz_graph.web.words import TITLE


def page_of(service: Service) -> list[BaseRoute]:
    """Return the routes of the page of a server; the words of the ontology are read once."""
    return routes(partial(_sheet, service, words_of(House.find().ontology())))


def _sheet(service: Service, words: Words) -> Sheet:
    """Return what the page shows now: of the edition that is served, if there is one already."""
    edition, questions = service.edition, tuple(service.questions.values())
    addresses = service.addresses
    if edition is None:
        return Sheet(TITLE, __version__, questions, words=words)
    return Sheet(
        title=edition.label,
        version=__version__,
        questions=questions,
        day=edition.day,
        codes={of: sorted(known) for of, known in edition.codes.items()},
        prefixes={name: addresses.iri(iri) for name, iri in PREFIXES.items()} | _of_accordo(edition, addresses),
        words=words,
    )


def _of_accordo(edition: Edition, addresses: Addresses) -> dict[str, str]:
    """Return the prefix of the things of the accordo, where the graphs are of one."""
    inside = [name.removeprefix(addresses.iri(GRAFO.iri)).partition("/") for name in edition.graphs]
    accordi = sorted({accordo for accordo, slash, _ in inside if slash})
    return {"accordo": addresses.iri(of_accordo(accordi[0], "").value)} if len(accordi) == 1 else {}
