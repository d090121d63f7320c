"""The application: every route of the server in its place."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from pdz_graph.web.documents import Documents
from pdz_graph.web.front import Front
from pdz_graph.web.health import health, metrics
from pdz_graph.web.openapi import openapi
from pdz_graph.web.page import page_of
from pdz_graph.web.questions import asked, listed
from pdz_graph.web.service import Service
from pdz_graph.web.sparql import METHODS, sparql


def application(service: Service) -> Front:
    """Return the application that serves ``service``."""
    return Front([*routes(), *page_of(service), Documents()], service)


def routes() -> list[BaseRoute]:
    """Return the routes, those asked for most often first."""
    return [
        Route("/sparql", sparql, methods=METHODS),
        Route("/queries/{name}", asked),
        Route("/queries", listed),
        Route("/openapi.json", openapi),
        Route("/health", health),
        Route("/metrics", metrics),
    ]
