"""``/sparql``: the SPARQL 1.1 Protocol, queries only; without a query, what the service is. It reads, others answer."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from pdz_graph.errors import Text
from pdz_graph.media import JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from pdz_graph.web import description, protocol
from pdz_graph.web.answering import answer
from pdz_graph.web.negotiation import chosen
from pdz_graph.web.refused import Refused, not_acceptable
from pdz_graph.web.service import Service

#: The methods of the SPARQL 1.1 Protocol, 2.1.
METHODS: Final = ("GET", "POST")
#: What a service description can be had as; a browser is sent to the page instead.
DESCRIBED: Final = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES)
_PAGES: Final = ("text/html", "application/xhtml+xml")


async def sparql(request: Request) -> Response:
    """Answer a query operation, or describe the service (SPARQL 1.1 Service Description, section 2)."""
    service: Service = request.app.service
    body = b""
    if request.method == "POST":
        protocol.check_type(request.headers.get("content-type"))
        body = await received(request, service.settings.body, service.settings.patience)
    content = request.headers.get("content-type")
    operation = protocol.read(request.method, request.scope["query_string"], content, body)
    return _described(request, service) if operation is None else await answer(request, operation)


async def received(request: Request, limit: int, seconds: float) -> bytes:
    """Return the body of a request; refuse one of more than ``limit`` bytes, or that takes more than ``seconds``."""
    stated = request.headers.get("content-length", "")
    if stated.isascii() and stated.isdigit() and (len(stated) > 12 or int(stated) > limit):
        raise _too_large(limit)
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await request.receive()
                if message["type"] == "http.disconnect":
                    raise ClientDisconnect
                body += message.get("body", b"")
                if len(body) > limit:
                    raise _too_large(limit)
                if not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError:
        raise _too_slow(seconds) from None


def _described(request: Request, service: Service) -> Response:
    """Return the description of the service, in the syntax of RDF that is wanted."""
    offered = (*(medium.media_type for medium in DESCRIBED), *_PAGES)
    place = chosen(request.headers.get("accept"), offered)
    if place is None:
        raise not_acceptable(offered[: len(DESCRIBED)])
    if place >= len(DESCRIBED):
        return RedirectResponse("query", status_code=303, headers={"Vary": "Accept"})
    address = f"{service.settings.address or str(request.base_url).rstrip('/')}{request.url.path}"
    medium = DESCRIBED[place]
    assert medium.rdf is not None
    text = description.written(address, service.edition, medium.rdf)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    return Response(text, 200, headers, medium.media_type)


def _too_large(limit: int) -> Refused:
    return Refused(
        413,
        "body-large",
        Text(f"Il corpo della richiesta supera {limit} byte.", f"The body of the request is more than {limit} bytes."),
        Text("Accorciare la domanda.", "Make the query shorter."),
        {"Connection": "close"},
    )


def _too_slow(seconds: float) -> Refused:
    return Refused(
        408,
        "body-slow",
        Text(
            f"Il corpo della richiesta non è arrivato in {seconds:g} secondi.",
            f"The body of the request did not arrive in {seconds:g} seconds.",
        ),
        Text("Ripetere.", "Repeat."),
        {"Connection": "close"},
    )
