"""The documents of things over HTTP: 303 from a thing to the document that is wanted, then its bytes as published."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from pdz_graph.linked import served
from pdz_graph.web import refused
from pdz_graph.web.answering import accepted, busy, matches
from pdz_graph.web.negotiation import chosen
from pdz_graph.web.service import Service
from pdz_graph.web.site import LARGE, File, Site
from pdz_graph.web.visit import visit_of

#: The form of each media type that can be asked for, its own name before others, the preferred first.
_OFFERED: Final = {
    **{form.media: form for form in served.FORMS},
    **{name: form for form in served.FORMS for name in form.also},
}
_VARY: Final = "Accept, Accept-Language"
#: Where whoever looks for questions goes as long as there is no front page.
_QUERY: Final = "query"


class Documents(Route):
    """The route of all that is published, and of nothing else: what is not there is as if it had no address."""

    def __init__(self) -> None:
        super().__init__("/{path:path}", document, methods=["GET"])

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether an address is one of the publication."""
        match, child = super().matches(scope)
        if match == Match.NONE or not _answers(scope["app"].service, _path(scope), scope.get("raw_path", b"")):
            return Match.NONE, {}
        return match, child


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix("/")


def _answers(service: Service, path: str, raw: bytes) -> bool:
    """Tell whether something is said at a path; one with a slash that is written as %2F has no address."""
    if b"%2f" in raw.lower():
        return False
    site = service.site
    return not path or service.building or _gone(service, path) or (site is not None and _has(site, path))


def _has(site: Site, path: str) -> bool:
    return path in site.files or bool(site.forms(path))


def _gone(service: Service, path: str) -> bool:
    """Tell whether a path, or that of which it is a form, was of somebody who was erased."""
    gone = service.edition.gone if service.edition else frozenset()
    return bool(gone) and (path in gone or served.parted(path)[0] in gone)


async def document(request: Request) -> Response:
    """Answer with a file of the publication, or send to the one that is wanted.

    Raises Refused: 410 for what was of somebody erased, 503 while the files are made, 406 where no form fits.
    """
    service: Service = request.app.service
    path, site = _path(request.scope), service.site
    if _gone(service, path):
        raise refused.gone()
    if site is None:
        if path:
            raise refused.being_made()
        asked = request.url.query
        return _elsewhere(f"{_QUERY}?{asked}" if asked else _QUERY, {})
    if path in site.files:
        return await _file(request, service, site, site.files[path])
    return _chosen(request, site, path or "index")


def _chosen(request: Request, site: Site, path: str) -> Response:
    """Send from a thing, or a page, to the document that the request prefers (RFC 9110, section 15.4.4)."""
    ends = site.forms(path)
    visit = visit_of(request.scope)
    links = ", ".join(served.alternates(path, ends))
    offered = _medias(ends)
    place = chosen(accepted(request), offered)
    if place is None:
        told = refused.not_acceptable([form.media for form in served.FORMS if form.media in offered])
        told.headers |= {"Link": links, "Vary": _VARY}
        raise told
    form = _OFFERED[offered[place]]
    end = form.end if form.end in ends else f"{visit.lang}.{form.end}"
    visit.form = form.end
    name = path.rpartition("/")[2]
    return _elsewhere(quote(f"{name}.{end}", safe=""), {"Link": links, "Vary": _VARY})


@lru_cache(maxsize=64)
def _medias(ends: tuple[str, ...]) -> tuple[str, ...]:
    """Return the media types in which a document can be had."""
    there = {end.rpartition(".")[2] for end in ends}
    return tuple(media for media, form in _OFFERED.items() if form.end in there)


def _elsewhere(place: str, headers: dict[str, str]) -> Response:
    """Return an answer that sends to another address, relative to the one that was asked for."""
    return Response(b"", 303, {"Location": place, "Cache-Control": "public, max-age=0, must-revalidate", **headers})


async def _file(request: Request, service: Service, site: Site, file: File) -> Response:
    visit = visit_of(request.scope)
    visit.form = file.name.rpartition(".")[2]
    headers = site.headers(file)
    if matches(request.headers.get("if-none-match"), file.tag):
        visit.outcome = "unchanged"
        return Response(status_code=304, headers=headers)
    headers["Content-Type"] = served.media_type(file.name)
    if request.method == "HEAD":
        return Response(b"", headers={**headers, "Content-Length": str(file.size)})
    if file.size > LARGE and not service.has_room(visit.client):
        raise busy()
    return Response(await site.body(file, service.kept), headers=headers)
