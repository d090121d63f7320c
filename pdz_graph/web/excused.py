"""What a browser is shown where nothing is: the page of the site that says so, else a bare one. It looks nothing up."""

from __future__ import annotations

from html import escape
from typing import Final

from starlette.datastructures import Headers
from starlette.types import Scope

from pdz_graph.errors import PdzError
from pdz_graph.web import refused
from pdz_graph.web.negotiation import chosen
from pdz_graph.web.site import Site
from pdz_graph.web.visit import Visit

#: The statuses that people meet who follow a link.
_SHOWN: Final = (404, 410, 503)
#: What a problem can be had as, to whoever admits everything the first.
_OFFERED: Final = (refused.MEDIA_TYPE, "application/json", "text/html", "application/xhtml+xml")
#: Their addresses are asked by programs, whatever they accept.
_PROGRAMS: Final = ("/sparql", "/queries/")


def page(scope: Scope, status: int, error: PdzError, visit: Visit, site: Site | None) -> bytes | None:
    """Return the page that says why there is no answer; None where a problem document is to be given."""
    if status not in _SHOWN or scope["path"].startswith(_PROGRAMS) or visit.method not in ("GET", "HEAD"):
        return None
    accept = ",".join(Headers(scope=scope).getlist("accept"))
    place = chosen(accept, _OFFERED) if accept else 0
    if place is None or place < 2:
        return None
    name = f"{status}.{visit.lang}.html"
    return site.page(site.files[name]) if site and name in site.files else _bare(status, error, visit.lang)


def _bare(status: int, error: PdzError, lang: str) -> bytes:
    title, *said = (escape(one.say(lang)) for one in (refused.TITLES[status], error.sentence, error.remedy))
    text = "".join(f"<p>{one}</p>\n" for one in said)
    head = f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>{title}</title>'
    return f'<!doctype html>\n<html lang="{lang}">\n{head}\n<h1>{title}</h1>\n{text}</html>\n'.encode()
