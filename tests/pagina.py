"""The query page served for the tests: real data, real queries, and a browser that writes down all that it asks for."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import uvicorn
from grafo import CASA
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Error, Page, Request, sync_playwright
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store, serialize
from servizi import free_port
from starlette.applications import Starlette
from starlette.requests import Request as Asked
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pdz_graph.catalogue import Question
from pdz_graph.errors import Text
from pdz_graph.parameters import param_of
from pdz_graph.terms import PDZ
from pdz_graph.web.page import Sheet, routes
from pdz_graph.web.page.sheet import Words
from pdz_graph.web.page.routes import VENDOR

#: Chromium's own noise: it looks for updates and for its maker at each start, unless told not to.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PREFIXES = """\
PREFIX pdz:  <https://w3id.org/pdz/onto#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd:  <http://www.w3.org/2001/XMLSchema#>
"""


def question(name: str, summary: Text, tag: str, text: str, params: Mapping[str, tuple[Text, str]]) -> Question:
    """Return a question of a small catalogue; of each parameter is said what it is about and of which class."""
    known = tuple(param_of(param, about, of, text) for param, (about, of) in params.items())
    description = Text("Una riga per ciascuno, in ordine.", "A row for each, in order.")
    return Question(name, summary, description, (tag,), known, PREFIXES + text)


WHO_SIGNED = question(
    "chi-ha-firmato",
    Text("Chi ha firmato l'accordo?", "Who signed the agreement?"),
    "firme",
    """
SELECT ?ente ?nome
WHERE {
  ?firma a pdz:Firma ;
    pdz:ente ?ente .
  ?ente rdfs:label ?nome .
}
ORDER BY ?nome
LIMIT 60
""",
    {},
)
NORMS = question(
    "norme-per-genere",
    Text("Quali norme ci sono di un certo genere?", "Which norms are there of a genus?"),
    "norme",
    """
SELECT ?codice ?nome
WHERE {
  VALUES ?genere { <https://w3id.org/pdz/vocabolario/genere/COMP> }
  VALUES ?giorno { "2013-01-01"^^xsd:date }
  VALUES ?articolo { 1 }
  VALUES ?giudicate { true }
  VALUES ?lingua { "it" }

  ?norma a pdz:Norma ;
    skos:notation ?codice ;
    pdz:genere ?genere ;
    rdfs:label ?nome .

  FILTER (LANG(?nome) = ?lingua)
}
ORDER BY ?codice
""",
    {
        "genere": (Text("il genere", "the genus"), "pdz:Genere"),
        "giorno": (Text("il giorno a cui si guarda", "the day that is looked at"), ""),
        "articolo": (Text("dall'articolo", "from the article"), ""),
        "giudicate": (Text("solo le giudicate", "only those judged"), ""),
        "lingua": (Text("la lingua dei nomi", "the language of the names"), ""),
    },
)
PICTURE = question(
    "organi-in-org",
    Text("Come sono fatti gli organi, in termini ORG?", "How are the organs made, in ORG terms?"),
    "grafi",
    """
CONSTRUCT { ?organo rdfs:label ?nome }
WHERE {
  ?organo a pdz:Organo ;
    rdfs:label ?nome .
}
ORDER BY ?organo
""",
    {},
)
QUESTIONS = (WHO_SIGNED, NORMS, PICTURE)


def sheet(questions: Sequence[Question] = QUESTIONS) -> Sheet:
    """Return what the page offers in these tests."""
    return Sheet(
        title=Text("Accordo di programma del Cremasco", "Accordo di programma of the Cremasco"),
        version="0.0.0",
        questions=questions,
        day=date(2013, 6, 30),
        codes={"Genere": ["ATTO", "COMP"], "Organo": ["ads"]},
        words=Words((PDZ["Norma"].value, PDZ["Organo"].value), (PDZ["genere"].value, PDZ["modalita"].value)),
    )


def data() -> Store:
    """Return the accordo and the vocabularies, in one graph."""
    store = Store()
    for path in sorted((CASA.root / "data").rglob("*.ttl")):
        store.load(path=str(path), format=RdfFormat.TURTLE)
    return store


class Desk:
    """A tiny service that evaluates what it is asked: the page's other half, as far as these tests need it."""

    def __init__(self, vendor: Path = VENDOR) -> None:
        self.store = data()
        self.asked: list[dict[str, str]] = []
        self.app = Starlette(
            routes=[
                Route("/sparql", self.sparql, methods=["GET", "POST"]),
                Route("/queries/{name}", self.named),
                *routes(sheet, vendor),
            ]
        )

    async def sparql(self, request: Asked) -> Response:
        """Answer a query in JSON or Turtle, or with a problem document."""
        said = dict(parse_qsl((await request.body()).decode()))
        self.asked.append(said)
        return self.answer(said.get("query", ""), said.get("format"))

    async def named(self, request: Asked) -> Response:
        """Answer a question of the catalogue: the values of its parameters are only written down."""
        self.asked.append(dict(request.query_params))
        question = next(one for one in QUESTIONS if one.name == request.path_params["name"])
        return self.answer(question.text, request.query_params.get("format"))

    def answer(self, query: str, form: str | None) -> Response:
        """Return what a query answers; ``form`` "table" or "csv" is plain text."""
        try:
            found = self.store.query(query)
        except SyntaxError as error:
            told = {"title": "The query is not SPARQL.", "detail": str(error), "status": 400}
            return JSONResponse(told, status_code=400, media_type="application/problem+json")
        if form in ("csv", "table"):
            assert isinstance(found, QuerySolutions)
            return Response(found.serialize(format=QueryResultsFormat.CSV), media_type="text/plain")
        if isinstance(found, QuerySolutions | QueryBoolean):
            body = found.serialize(format=QueryResultsFormat.JSON)
            return Response(body, media_type=QueryResultsFormat.JSON.media_type)
        return Response(serialize(found, format=RdfFormat.TURTLE), media_type=RdfFormat.TURTLE.media_type)


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """Serve an application on a free port, and give its address."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium; where there is none the test is skipped."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is not installed: «make servers», as root")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page with all that it asked for and all that it complained of."""

    context: BrowserContext
    page: Page
    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def hear(self, told: Request | ConsoleMessage | Dialog | Error) -> None:
        """Write down what happened in the page."""
        match told:
            case Request():
                self.requests.append(told)
            case ConsoleMessage():
                self.complaints += [told.text] if told.type != "log" else []
            case Dialog():
                self.complaints.append(f"dialog: {told.message}")
                told.dismiss()
            case Error():
                self.complaints.append(str(told))

    def outside(self, address: str) -> list[str]:
        """Return the addresses asked that are not of the server at ``address``."""
        own = (address + "/", "data:", "blob:" + address)
        return [request.url for request in self.requests if not request.url.startswith(own)]


@contextmanager
def watched(
    browser: Browser, scripts: bool = True, width: int = 1280, lang: str = "it-IT", policy: bool = True
) -> Iterator[Watched]:
    """Open a page in a context of its own; without ``policy`` the browser does not heed the page's CSP."""
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": width, "height": 900}, locale=lang, bypass_csp=not policy
    )
    context.set_default_timeout(10_000)
    seen = Watched(context, context.new_page())
    context.on("request", seen.hear)
    seen.page.on("console", seen.hear)
    seen.page.on("pageerror", seen.hear)
    seen.page.on("dialog", seen.hear)
    try:
        yield seen
    finally:
        context.close()
