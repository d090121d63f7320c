"""The query page: a form that asks, and the questions of the catalogue as examples. It never evaluates a query."""

from __future__ import annotations

from pdz_graph.web.page.routes import Offer, routes

__all__ = ["Offer", "routes"]
