"""The addresses of the query page and of the files that it needs. They answer with text that is never a query's."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from pdz_graph.web.page import said
from pdz_graph.web.page.offer import BY_FORM, GRAPH, ROWS, Offer

STATIC: Final = Path(__file__).parent / "static"
#: Where «make web» puts the editor; without it the page is a plain form.
VENDOR: Final = STATIC / "vendor"
#: CSP level 3. The editor sets styles of its own and draws its marks from data: addresses; nothing else is let in.
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
    "Vary": "Accept-Language",
}
#: The longest text that an address may put into the editor, in characters.
_LONGEST: Final = 16 * 1024


def routes(offer: Offer, vendor: Path = VENDOR) -> list[BaseRoute]:
    """Return the routes of the page: ``/``, the terms that complete a query, and ``/static``."""
    return [
        Route("/", partial(_page, offer, (vendor / "yasgui.min.js").is_file()), name="page"),
        Route("/terms.json", partial(_terms, offer), name="terms"),
        Route("/favicon.ico", _icon, name="icon"),
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
    ]


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


async def _page(offer: Offer, built: bool, request: Request) -> Response:
    """Answer with the page in the language asked for, with the question that the address names in the editor."""
    lang = spoken(request.query_params.get("lang"), request.headers.get("accept-language", ""))
    asked = offer.question(request.query_params.get("question", "")) or next(iter(offer.questions), None)
    text = request.query_params.get("query", "")[:_LONGEST] or (asked.text if asked else "")
    body = (
        _environment()
        .get_template("page.html.j2")
        .render(
            asked=asked,
            built=built,
            formats=BY_FORM,
            graph=GRAPH,
            lang=lang,
            offer=offer,
            rows=ROWS,
            said=said,
            text=text,
        )
    )
    return HTMLResponse(body, headers={**_HEADERS, "Content-Language": lang})


async def _terms(offer: Offer, _request: Request) -> Response:
    """Answer with what completes a query: prefixes, classes and properties of the ontology."""
    told = {"prefixes": dict(offer.prefixes), "classes": list(offer.classes), "properties": list(offer.properties)}
    return JSONResponse(told, headers={"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"})


async def _icon(_request: Request) -> Response:
    """Answer with the mark of the page, for answers that are no page and so name none."""
    return FileResponse(STATIC / "icon.svg", media_type="image/svg+xml")


def spoken(asked: str | None, accepted: str) -> str:
    """Return "it" or "en": what is asked for, else what an Accept-Language header prefers, else Italian.

    The header is read as RFC 9110 section 12.5.4 says; a weight that is no number counts as none.
    """
    if asked in ("it", "en"):
        return asked
    weighed = {"it": 0.0, "en": 0.0}
    for part in accepted.split(",")[:20]:
        tag, _, weight = part.partition(";")
        code = tag.strip().lower().partition("-")[0]
        if code in weighed:
            weighed[code] = max(weighed[code], _weight(weight))
    return "en" if weighed["en"] > weighed["it"] else "it"


def _weight(said_weight: str) -> float:
    name, _, value = said_weight.strip().partition("=")
    if not name:
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
