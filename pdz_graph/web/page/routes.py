"""The addresses of the query page and of the files that it needs. They answer with text that is never a query's."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from pdz_graph import words
from pdz_graph.web.negotiation import language
from pdz_graph.web.page import said
from pdz_graph.web.page.sheet import BY_FORM, Sheet, is_language

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
    "Cache-Control": "no-cache",
    "Vary": "Accept-Language",
}
#: The longest text that an address may put into the editor, in characters.
_LONGEST: Final = 16 * 1024


def routes(showing: Callable[[], Sheet], vendor: Path = VENDOR) -> list[BaseRoute]:
    """Return the routes of the page: ``/query`` and its files, the terms that complete a query, a mark for browsers.

    ``showing`` gives what is offered now: it is called at each request.
    """
    return [
        Route("/query", partial(_page, showing, (vendor / "yasgui.min.js").is_file()), name="page"),
        Route("/terms.json", partial(_terms, showing), name="terms"),
        Route("/favicon.ico", _icon, name="icon"),
        Mount("/query/static", StaticFiles(directory=STATIC), name="static"),
    ]


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.j2")


async def _page(showing: Callable[[], Sheet], built: bool, request: Request) -> Response:
    """Answer with the page in the language asked for, with the question that the address names in the editor."""
    sheet, asked = showing(), request.query_params
    lang = asked.get("lang", "")
    if lang not in words.LANGUAGES:
        lang = language(request.headers.get("accept-language"))
    question = sheet.question(asked.get("question", ""))
    text = asked.get("query", "")[:_LONGEST] or (sheet.text(question, lang) if question else "")
    body = _template().render(
        built=built,
        formats=BY_FORM,
        is_language=is_language,
        lang=lang,
        sheet=sheet,
        question=question,
        said=said,
        text=text,
        words=words,
    )
    return HTMLResponse(body, headers={**_HEADERS, "Content-Language": lang})


async def _terms(showing: Callable[[], Sheet], _request: Request) -> Response:
    """Answer with what completes a query: prefixes, classes and properties of the ontology."""
    sheet = showing()
    told = {"prefixes": sheet.prefixes, "classes": sheet.words.classes, "properties": sheet.words.properties}
    return JSONResponse(told, headers={"Cache-Control": "no-cache"})


async def _icon(_request: Request) -> Response:
    """Answer with the mark of the page, for answers that are no page and so name none."""
    return FileResponse(STATIC / "icon.svg", media_type="image/svg+xml")
