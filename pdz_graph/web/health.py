"""``/health`` and ``/metrics``: whether the server answers, what it serves, and its figures. Nothing about who asks."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from pdz_graph import __version__
from pdz_graph.web import figures
from pdz_graph.web.service import Service


async def health(request: Request) -> Response:
    """Answer 200 and what is served, 503 while nothing is."""
    service: Service = request.app.service
    edition = service.edition
    said = {
        "status": "ok" if edition else "starting",
        "release": __version__,
        "version": (edition.version or None) if edition else None,
        "day": edition.day.isoformat() if edition else None,
        "change": edition.change if edition else None,
        "stale": service.stale,
        "site": "ready" if service.site else "building" if service.building else None,
    }
    text = json.dumps(said, indent=2)
    return Response(f"{text}\n", 200 if edition else 503, {"Cache-Control": "no-store"}, "application/json")


async def metrics(request: Request) -> Response:
    """Answer with the figures, as Prometheus reads them."""
    service: Service = request.app.service
    pool = service.pool.state
    now = {
        "pdz_workers": float(pool.alive),
        "pdz_workers_working": float(pool.working),
        "pdz_queries_waiting": float(pool.waiting),
        "pdz_workers_born": float(pool.born),
        "pdz_workers_killed": float(pool.killed),
        "pdz_workers_isolated": float(pool.isolated),
        "pdz_cache_bytes": float(service.kept.used),
        "pdz_requests_running": float(service.running),
        "pdz_stale": float(service.stale),
        "pdz_connections": float(service.connections.total()),
    }
    return Response(service.figures.written(now), 200, {"Cache-Control": "no-store"}, figures.MEDIA_TYPE)
