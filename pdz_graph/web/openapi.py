"""``/openapi.json``: what can be asked of the server, as OpenAPI 3.1 has it, from the catalogue. It asks nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from pdz_graph import __version__
from pdz_graph.answers import Graph, Rows, Truth
from pdz_graph.catalogue import Question
from pdz_graph.errors import Text
from pdz_graph.parameters import BOOLEAN, DAY, DECIMAL, INTEGER, Codes, Param
from pdz_graph.web import refused
from pdz_graph.web.offers import ANSWERS, media_types, offers
from pdz_graph.web.protocol import DIRECT, FORM
from pdz_graph.web.questions import FORMAT
from pdz_graph.web.service import Service
from pdz_graph.web.visit import visit_of
from pdz_graph.web.words import TITLE

MEDIA_TYPE: Final = "application/openapi+json"
#: The most codes that are listed for a parameter; more make it a text.
_LISTED: Final = 200
_PROBLEM: Final[dict[str, Any]] = {"$ref": "#/components/responses/problem"}
_TYPES: Final[Mapping[str, dict[str, Any]]] = {
    DAY: {"type": "string", "format": "date"},
    INTEGER: {"type": "integer"},
    DECIMAL: {"type": "number"},
    BOOLEAN: {"type": "boolean"},
}


async def openapi(request: Request) -> Response:
    """Answer with the description of the routes, in the language that the request prefers."""
    service: Service = request.app.service
    lang = visit_of(request.scope).lang
    codes = service.edition.codes if service.edition else {}
    text = json.dumps(document(service.questions, codes, lang), ensure_ascii=False, indent=2)
    headers = {"Vary": "Accept-Language", "Content-Language": lang, "Cache-Control": "no-cache"}
    return Response(f"{text}\n", 200, headers, MEDIA_TYPE)


def document(questions: Mapping[str, Question], codes: Codes, lang: str) -> dict[str, Any]:
    """Return the whole document in a language ("it" or "en")."""
    paths = {"/sparql": _sparql(lang), "/queries": _list(lang)}
    paths |= {f"/queries/{name}": {"get": _question(question, codes, lang)} for name, question in questions.items()}
    paths |= {"/health": _plain(_HEALTH, "health", lang), "/metrics": _plain(_METRICS, "metrics", lang)}
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE.say(lang), "version": __version__, "description": _ABOUT.say(lang)},
        "servers": [{"url": "./"}],
        "paths": paths,
        "components": {"responses": {"problem": _problem(lang)}, "headers": {"Pdz-Truncated": _truncated(lang)}},
    }


def _question(question: Question, codes: Codes, lang: str) -> dict[str, Any]:
    answers = ANSWERS[question.form]
    forms = sorted(offer.form.name for offer in offers(answers) if offer.media == offer.form.media_type)
    return {
        "operationId": question.name,
        "summary": question.summary.say(lang),
        "description": question.description.say(lang),
        "tags": list(question.tags),
        "parameters": [
            *(_parameter(param, codes, lang) for param in question.params),
            _in_query(FORMAT, _FORMAT.say(lang), {"type": "string", "enum": forms}),
        ],
        "responses": _responses(answers, lang),
    }


def _parameter(param: Param, codes: Codes, lang: str) -> dict[str, Any]:
    schema = dict(_TYPES.get(param.kind, {"type": "string"}))
    known = sorted(codes.get(param.of, {}))
    if 0 < len(known) <= _LISTED:
        schema["enum"] = known
    return _in_query(param.name, param.about.say(lang), schema) | {"example": _example(param)}


def _example(param: Param) -> str | int | float | bool:
    match param.kind:
        case kind if kind == INTEGER:
            return int(param.shown)
        case kind if kind == DECIMAL:
            return float(param.shown)
        case kind if kind == BOOLEAN:
            return param.shown == "true"
    return param.shown


def _in_query(name: str, about: str, schema: dict[str, Any], required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": about, "required": required, "schema": schema}


def _sparql(lang: str) -> dict[str, Any]:
    text, graphs = {"type": "string"}, {"type": "array", "items": {"type": "string", "format": "iri"}}
    query = _in_query("query", _QUERY.say(lang), text)
    dataset = [_in_query(name, _GRAPHS.say(lang), graphs) for name in ("default-graph-uri", "named-graph-uri")]
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {"query": text} | {d["name"]: graphs for d in dataset},
    }
    said = {"summary": _SPARQL.say(lang), "responses": _responses(None, lang)}
    body = {"required": True, "content": {FORM: {"schema": form}, DIRECT: {"schema": text}}}
    return {
        "get": {"operationId": "sparql-get", "parameters": [query, *dataset], **said},
        "post": {"operationId": "sparql-post", "parameters": dataset, "requestBody": body, **said},
    }


def _responses(answers: type | None, lang: str) -> dict[str, Any]:
    """Return what may come back: the answer in each media type (of any answer where ``answers`` is None)."""
    kinds = (answers,) if answers else (Rows, Truth, Graph)
    content: dict[str, dict[str, Any]] = {media: {} for kind in kinds for media in media_types(kind)}
    good = {
        "description": _ANSWER.say(lang),
        "content": dict(sorted(content.items())),
        "headers": {"Pdz-Truncated": {"$ref": "#/components/headers/Pdz-Truncated"}},
    }
    wrong = ("400", "406", "429", "503") if answers else ("400", "403", "406", "408", "413", "415", "429", "503")
    return {"200": good, "304": {"description": _UNCHANGED.say(lang)}} | dict.fromkeys(wrong, _PROBLEM)


def _list(lang: str) -> dict[str, Any]:
    return _plain(_QUESTIONS, "queries", lang)


def _plain(about: Text, name: str, lang: str) -> dict[str, Any]:
    return {"get": {"operationId": name, "summary": about.say(lang), "responses": {"200": {"description": "OK"}}}}


def _problem(lang: str) -> dict[str, Any]:
    known = ("type", "title", "detail", "remedy", "code", "request")
    properties = {name: {"type": "string"} for name in known} | {"status": {"type": "integer"}}
    schema = {"type": "object", "properties": dict(sorted(properties.items()))}
    return {"description": _WRONG.say(lang), "content": {refused.MEDIA_TYPE: {"schema": schema}}}


def _truncated(lang: str) -> dict[str, Any]:
    return {"description": _CUT.say(lang), "schema": {"type": "string"}}


_ABOUT: Final = Text(
    "Le domande del catalogo, e SPARQL 1.1, sugli accordi di programma e i loro registri. Si interroga soltanto.",
    "The questions of the catalogue, and SPARQL 1.1, on programme agreements and their registers. Queries only.",
)
_SPARQL: Final = Text("Una domanda in SPARQL 1.1.", "A query in SPARQL 1.1.")
_QUERY: Final = Text(
    "La domanda; senza, si ha la descrizione del servizio.", "The query; without, one gets the service description."
)
_GRAPHS: Final = Text("Un grafo di cui è fatto il dataset.", "A graph of which the dataset is made.")
_FORMAT: Final = Text(
    "La forma della risposta, altrimenti decide Accept.", "The form of the answer; else Accept decides."
)
_ANSWER: Final = Text("La risposta.", "The answer.")
_UNCHANGED: Final = Text("Nulla è cambiato.", "Nothing has changed.")
_WRONG: Final = Text(
    "Perché non c'è risposta, e che fare (RFC 9457).", "Why there is no answer, what to do (RFC 9457)."
)
_CUT: Final = Text(
    "C'è se la risposta è tagliata a un limite: «rows; limit=10000», o «bytes; limit=…».",
    "There where the answer is cut at a limit: “rows; limit=10000”, or “bytes; limit=…”.",
)
_QUESTIONS: Final = Text("L'elenco delle domande.", "The list of the questions.")
_HEALTH: Final = Text("Se il servizio risponde, e che cosa serve.", "Whether the service answers, and what it serves.")
_METRICS: Final = Text("Le misure del servizio, per Prometheus.", "The figures of the service, for Prometheus.")
