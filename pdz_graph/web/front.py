"""The front of the application: what holds for every request, whatever it asks. Nothing of SPARQL is known here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Mount, Route, Router
from starlette.types import Receive, Scope, Send

from pdz_graph.errors import PdzError, Text
from pdz_graph.linked.served import POLICY
from pdz_graph.web import excused, figures, refused
from pdz_graph.web.refused import Refused
from pdz_graph.web.service import Service
from pdz_graph.web.visit import Visit

#: What every answer says to a browser: take it for what it is said to be, tell nobody where it came from.
_ALWAYS: Final = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"cross-origin"),
]
#: What an answer may load or run, where it does not say otherwise: nothing.
_POLICY: Final = b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
#: What pages of others may read of an answer, and bring in a request (Fetch, section 3.2).
_EXPOSED: Final = b"ETag, Pdz-Truncated, Retry-After, X-Request-ID, Allow, Content-Language, Link"
_BROUGHT: Final = "Accept, Accept-Language, Content-Type, If-None-Match, X-Request-ID"
#: Addresses that are answered however often they are asked for.
_UNCOUNTED: Final = ("/health", "/metrics", "/query/static/", "/static/")


class Front:
    """The application as a server calls it: it admits, lets the routes answer, and tells what came of it."""

    def __init__(self, routes: Sequence[BaseRoute], service: Service) -> None:
        self.service = service
        self.routes = list(routes)
        self.router = Router(self.routes, redirect_slashes=False)
        self._names = {id(one.endpoint): one.path for one in self.routes if isinstance(one, Route)}
        self._names |= {id(one.app): f"{one.path}/" for one in self.routes if isinstance(one, Mount)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        visit = Visit(scope, self.service.trusted)
        scope["app"], scope["visit"] = self, visit
        leave = visit.leaving(send, [*_ALWAYS, *self._cors(visit)], _POLICY, self.service.leaving)
        self.service.running += 1
        try:
            await self._answer(scope, receive, leave, visit)
        finally:
            self.service.running -= 1
            self._tell(scope, visit)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, visit: Visit) -> None:
        try:
            self._admit(scope, visit)
            if visit.method == "OPTIONS":
                await self._options(scope)(scope, receive, send)
            else:
                await self.router(scope, receive, send)
        except ClientDisconnect:
            visit.outcome = visit.outcome or "gone"
        except PdzError as error:
            await self._refusal(scope, error, visit)(scope, receive, send)
        except HTTPException as error:
            await self._refusal(scope, self._of_router(scope, error), visit)(scope, receive, send)
        except Exception as error:
            self.service.journal.defect(error, visit.id)
            if visit.begun:
                raise
            await self._refusal(scope, refused.failure(), visit)(scope, receive, send)

    def _admit(self, scope: Scope, visit: Visit) -> None:
        """Refuse a client that asks too often (RFC 6585, section 4)."""
        wait = 0.0 if scope["path"].startswith(_UNCOUNTED) else self.service.pace.wait(visit.client)
        if wait:
            raise Refused(
                429,
                "rate",
                Text("Troppe richieste in poco tempo.", "Too many requests in a short time."),
                Text("Aspettare e ripetere più piano.", "Wait, and repeat more slowly."),
                {"Retry-After": str(math.ceil(wait))},
            )

    def _cors(self, visit: Visit) -> list[tuple[bytes, bytes]]:
        """Return what lets pages of others read an answer, where they may (Fetch, section 3.2)."""
        admitted = self.service.settings.cors_origins
        if "*" in admitted:
            return [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", _EXPOSED)]
        if not admitted:
            return []
        varying = [(b"vary", b"Origin")]
        if visit.origin not in admitted:
            return varying
        allowed = (b"access-control-allow-origin", visit.origin.encode("latin-1"))
        return [*varying, allowed, (b"access-control-expose-headers", _EXPOSED)]

    def _options(self, scope: Scope) -> Response:
        """Return the answer to OPTIONS, also before a request from another page."""
        methods = self._methods(scope)
        if not methods:
            raise refused.not_found()
        headers = {
            "Allow": ", ".join(methods),
            "Access-Control-Allow-Methods": ", ".join(methods),
            "Access-Control-Allow-Headers": _BROUGHT,
            "Access-Control-Max-Age": "86400",
        }
        return Response(status_code=204, headers=headers)

    def _methods(self, scope: Scope) -> list[str]:
        """Return the methods that an address has, none where nothing is there."""
        found: set[str] = set()
        for route in self.routes:
            if route.matches(scope)[0] != Match.NONE:
                found |= set(getattr(route, "methods", None) or {"GET", "HEAD"})
        return sorted({*found, "OPTIONS"}) if found else []

    def _of_router(self, scope: Scope, error: HTTPException) -> Refused:
        """Return what the routes refuse, in our words."""
        if error.status_code == 405:
            return refused.bad_method(scope["method"], self._methods(scope))
        return refused.not_found()

    def _tell(self, scope: Scope, visit: Visit) -> None:
        """Write in the log, and count, what came of a request."""
        seconds, route = visit.seconds, self._names.get(id(scope.get("endpoint")), "other")
        method = visit.method if visit.method in ("GET", "HEAD", "POST", "OPTIONS") else "other"
        labels = (("route", route), ("method", method), ("status", str(visit.status)))
        self.service.figures.count(figures.REQUESTS, labels)
        self.service.figures.time(route, seconds)
        self.service.journal.write(
            "request",
            request=visit.id,
            method=method,
            route=route,
            status=visit.status,
            ms=round(seconds * 1000, 2),
            bytes=visit.sent,
            form=visit.form,
            query=visit.query,
            outcome=visit.outcome,
        )

    def _refusal(self, scope: Scope, error: PdzError, visit: Visit) -> Response:
        """Return the problem document of an error as an answer; to a browser, of what is not there, a page."""
        visit.outcome = error.code
        headers = {"Cache-Control": "no-store", "Content-Language": visit.lang, "Vary": "Accept-Language"}
        status = 400
        if isinstance(error, Refused):
            status, headers = error.http, headers | error.headers
        page = excused.page(scope, status, error, visit, self.service.site)
        if page is not None:
            headers |= {"Vary": "Accept, Accept-Language", "Content-Security-Policy": POLICY}
            return Response(page, status, headers, "text/html")
        return Response(refused.document(error, visit.lang, visit.id), status, headers, refused.MEDIA_TYPE)
