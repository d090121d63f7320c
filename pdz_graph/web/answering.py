"""One query of one client, answered: inspected, found among those kept or asked of the workers. None is run here."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from pdz_graph import __version__
from pdz_graph.errors import Text
from pdz_graph.guard import Ceilings, Inspected, inspect
from pdz_graph.jail import Asked, Reply
from pdz_graph.web import figures
from pdz_graph.web.journal import mark
from pdz_graph.web.kept import Answer
from pdz_graph.web.offers import ANSWERS, Offer, pick
from pdz_graph.web.protocol import Operation
from pdz_graph.web.refused import Refused, unavailable
from pdz_graph.web.service import Service
from pdz_graph.web.visit import Visit, visit_of

#: Functions whose value is another each time (SPARQL 1.1, 17.4): an answer that may have them is not kept.
_CHANGING: Final = re.compile(r"\b(NOW|RAND|UUID|STRUUID|BNODE)\b", re.IGNORECASE)
#: How long, in seconds, an answer may be used without asking again: where the data are known not to change unseen, and
#: where they are behind an endpoint.
_FRESH, _REMOTE_FRESH = 0, 10
#: How many characters are looked at in no time.
_SHORT: Final = 4096
#: After how many seconds one looks whether a client that waits is still there.
_GLANCE: Final = 0.25
#: What is said to people, who speak a language.
_SPOKEN: Final = frozenset({"table", "md", "xlsx", "csv-excel"})


@dataclass(frozen=True)
class Wish:
    """What is to be answered: an operation, in which form and language; ``key`` is the same for the same bytes."""

    operation: Operation
    offer: Offer
    lang: str
    key: str
    steady: bool


async def answer(request: Request, operation: Operation) -> Response:
    """Return the answer to a query operation, in the form that the request wants.

    Raises Refused, or the UsageError of the guard, for whatever is no answer.
    """
    service: Service = request.app.service
    visit = visit_of(request.scope)
    visit.query = mark(operation.query)
    inspected = await _looked_at(operation.query, service.settings.query)
    wish = _wish(service, operation, pick(ANSWERS[inspected.form], accepted(request), operation.wanted), visit)
    visit.form = wish.offer.form.name
    known = bool(service.edition and service.edition.version) and wish.steady
    tag = f'W/"{wish.key[:32]}"' if known else ""
    if tag and request.method != "POST" and matches(request.headers.get("if-none-match"), tag):
        visit.outcome = "unchanged"
        return Response(status_code=304, headers=_headers(service, wish, tag))
    found = service.kept.get(wish.key) if known else None
    service.figures.count(figures.HITS if found else figures.MISSES)
    if found is None:
        found = await _asked(request, service, wish, visit)
        if known:
            service.kept.put(wish.key, found)
    return _response(service, wish, found, tag, request)


async def _looked_at(query: str, size: int) -> Inspected:
    """Return what the guard tells of a query; a long one may take it a while, and nobody else waits for that."""
    return _inspected(query, size) if len(query) <= _SHORT else await asyncio.to_thread(_inspected, query, size)


@lru_cache(maxsize=256)
def _inspected(query: str, size: int) -> Inspected:
    return inspect(query, Ceilings(size=size))


def accepted(request: Request) -> str | None:
    """Return the Accept of a request; several are one (RFC 9110, section 5.3)."""
    return ",".join(request.headers.getlist("accept")) or None


def _wish(service: Service, operation: Operation, offer: Offer, visit: Visit) -> Wish:
    lang = visit.lang if offer.form.name in _SPOKEN else "en"
    limits, version = service.settings, service.edition.version if service.edition else ""
    parts = (version, __version__, str(limits.rows), str(limits.size), offer.form.name, offer.media, lang)
    graphs = ("", *sorted(operation.default_graphs), "", *sorted(operation.named_graphs), "")
    key = sha256("\0".join((*parts, *graphs, operation.query)).encode("utf-8", "surrogatepass")).hexdigest()
    return Wish(operation, offer, lang, key, not _CHANGING.search(operation.query))


async def _asked(request: Request, service: Service, wish: Wish, visit: Visit) -> Answer:
    """Ask the workers; raises Refused for whatever comes that is no answer."""
    if not service.has_room(visit.client):
        raise busy()
    operation, query = wish.operation, service.prologue + wish.operation.query
    asked = Asked(query, wish.offer.form.name, wish.lang, operation.default_graphs, operation.named_graphs)
    reply = await _waited(request, service, asked, visit)
    visit.outcome = reply.outcome
    service.figures.count(figures.OUTCOMES, (("outcome", reply.outcome),))
    if reply.outcome != "answered":
        raise _refusal(reply, service)
    return Answer(reply.body, wish.offer.media, reply.cut)


async def _waited(request: Request, service: Service, asked: Asked, visit: Visit) -> Reply:
    """Wait for the workers as long as the client does: whoever leaves lets its worker go.

    Most answers come before anybody looks whether the client is still there, and cost no task of their own.
    """
    watch = _Watch(request)
    try:
        return await service.pool.ask(asked, visit.client)
    except asyncio.CancelledError:
        if watch.saw_it_leave():
            raise ClientDisconnect from None
        raise
    finally:
        watch.end()


class _Watch:
    """After a while, an eye on the client of a request: when it has gone, the task that answers it is cancelled."""

    def __init__(self, request: Request) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.request, self.task, self.gone = request, task, False
        self.looking: asyncio.Task[None] | None = None
        self.clock = asyncio.get_running_loop().call_later(_GLANCE, self._look)

    def saw_it_leave(self) -> bool:
        """Tell whether a cancellation was for the client's leaving; then it is over."""
        return self.gone and self.task.uncancel() == 0

    def end(self) -> None:
        """Look no more."""
        self.clock.cancel()
        if self.looking:
            self.looking.cancel()

    def _look(self) -> None:
        self.looking = asyncio.ensure_future(self._until_it_leaves())

    async def _until_it_leaves(self) -> None:
        while (await self.request.receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        self.task.cancel()


def _response(service: Service, wish: Wish, found: Answer, tag: str, request: Request) -> Response:
    if not tag and service.remote:
        tag = f'"{sha256(found.body).hexdigest()[:32]}"'
    headers = _headers(service, wish, tag)
    if found.cut:
        limit = service.settings.rows if found.cut == "rows" else service.settings.size * 2**20
        headers["Pdz-Truncated"] = f"{found.cut}; limit={limit}"
    if tag and request.method != "POST" and matches(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return Response(found.body, 200, headers, found.media)


def _headers(service: Service, wish: Wish, tag: str) -> dict[str, str]:
    """Return the headers of an answer that caches need (RFC 9111, RFC 9110 section 12.5.5)."""
    fresh = _REMOTE_FRESH if service.remote else _FRESH
    headers = {"Vary": "Accept, Accept-Language"}
    headers["Cache-Control"] = f"public, max-age={fresh}, must-revalidate" if tag else "no-store"
    if tag:
        headers["ETag"] = tag
    if wish.offer.form.name in _SPOKEN:
        headers["Content-Language"] = wish.lang
    return headers


def matches(asked: str | None, tag: str) -> bool:
    """Tell whether an If-None-Match names an entity tag, compared weakly (RFC 9110, section 13.1.2)."""
    if asked is None:
        return False
    wanted = [one.strip().removeprefix("W/") for one in asked.split(",")]
    return "*" in wanted or tag.removeprefix("W/") in wanted


def _refusal(reply: Reply, service: Service) -> Refused:
    """Return what a reply without an answer is refused with."""
    said, remedy = reply.sentence, reply.remedy
    match reply.outcome:
        case "refused":
            return Refused(400, reply.code or "query-refused", said or _NO_QUERY, remedy or _MEND)
        case "late":
            limit = f"{service.settings.seconds:g}"
            late = Text(f"La domanda ha superato {limit} secondi.", f"The query took more than {limit} seconds.")
            return unavailable("query-late", said or late, remedy or _SIMPLER, 30)
        case "memory":
            return unavailable("query-memory", said or _MEMORY, remedy or _SIMPLER, 30)
        case "busy":
            return busy()
        case _ if service.remote:
            return Refused(502, "endpoint", said or _DOWN, remedy or _LATER, {"Retry-After": "30"})
        case _:
            return unavailable("query-died", said or _DIED, remedy or _SIMPLER, 30)


def busy() -> Refused:
    """Return the refusal of what there is no room for now."""
    return unavailable("busy", _BUSY, _LATER, 2)


_NO_QUERY: Final = Text("La domanda non è ammessa.", "The query is not admitted.")
_MEND: Final = Text("Correggerla e ripetere.", "Mend it and repeat.")
_MEMORY: Final = Text("La domanda vuole troppa memoria.", "The query wants too much memory.")
_SIMPLER: Final = Text(
    "Chiedere di meno: legami tra le variabili, un LIMIT, un giorno o un organo solo.",
    "Ask for less: ties between the variables, a LIMIT, one day or one organ.",
)
_DIED: Final = Text("La domanda non si è potuta valutare.", "The query could not be evaluated.")
_DOWN: Final = Text("Il servizio SPARQL interrogato non risponde.", "The SPARQL service behind does not answer.")
_BUSY: Final = Text("Ci sono troppe domande in corso.", "Too many queries are going on.")
_LATER: Final = Text("Ripetere tra poco.", "Repeat in a while.")
