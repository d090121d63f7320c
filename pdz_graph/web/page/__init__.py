"""The query page: a form that asks, and the questions of the catalogue as examples. It never evaluates a query."""

from __future__ import annotations

from pdz_graph.web.page.sheet import Sheet, words_of
from pdz_graph.web.page.routes import routes

__all__ = ["Sheet", "routes", "words_of"]
