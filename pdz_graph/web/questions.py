"""``/queries``: the questions of the catalogue, listed and asked by name, with their parameters in the address."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pdz_graph.answers.forms import FORMS
from pdz_graph.catalogue import Question
from pdz_graph.errors import Text
from pdz_graph.parameters import Codes, Param
from pdz_graph.web import protocol
from pdz_graph.web.answering import answer
from pdz_graph.web.negotiation import chosen
from pdz_graph.web.offers import ANSWERS, form_called, offers, unacceptable
from pdz_graph.web.protocol import Operation
from pdz_graph.web.refused import bad_request, not_acceptable, not_found
from pdz_graph.web.service import Service
from pdz_graph.web.visit import visit_of

_LISTED: Final = ("application/json", "text/html")
#: The parameter of an address that names a form, and so cannot be a question's.
FORMAT: Final = "format"


async def listed(request: Request) -> Response:
    """Answer with the questions, what each asks, its parameters and the forms of its answer; to browsers the page."""
    service: Service = request.app.service
    place = chosen(request.headers.get("accept"), _LISTED)
    if place is None:
        raise not_acceptable(_LISTED[:1])
    if place == 1:
        return RedirectResponse("query", status_code=303, headers={"Vary": "Accept"})
    codes = service.edition.codes if service.edition else {}
    said = [told(question, codes) for question in service.questions.values()]
    text = json.dumps({"questions": said}, ensure_ascii=False, indent=2)
    return Response(f"{text}\n", 200, {"Vary": "Accept", "Cache-Control": "no-cache"}, "application/json")


async def asked(request: Request) -> Response:
    """Answer a question; the end of its name (".csv", ".json", ...) or ``format`` name a form, else Accept does."""
    service: Service = request.app.service
    name, _, extension = request.path_params["name"].partition(".")
    question = service.questions.get(name)
    if question is None or service.edition is None:
        raise not_found()
    said = protocol.parameters(request.scope["query_string"])
    wanted = _wanted(question, extension, said)
    values = _values(said)
    lang = visit_of(request.scope).lang
    complete = question.completed(values, service.edition.day, lang)
    return await answer(request, Operation(question.bound(complete, service.edition.codes), wanted=wanted))


def _wanted(question: Question, extension: str, said: protocol.Pairs) -> str:
    """Return the form that an address names, "" where it names none; refuse one that the answer cannot take."""
    answers = ANSWERS[question.form]
    asked_for = [value for name, value in said if name == FORMAT]
    if extension:
        asked_for.append(extension)
    for name in asked_for:
        form = form_called(answers, name) or next((f for f in FORMS.values() if f.extension == name), None)
        if form is None or answers not in form.serves:
            raise unacceptable(answers)
        return form.name
    return ""


def _values(said: protocol.Pairs) -> Mapping[str, str]:
    values: dict[str, str] = {}
    for name, value in said:
        if name == FORMAT:
            continue
        if name in values:
            raise bad_request(
                "param-twice",
                Text(f"Il parametro {name[:40]} è scritto due volte.", f"The parameter {name[:40]} is given twice."),
                Text("Scriverlo una volta.", "Give it once."),
            )
        values[name] = value
    return values


def told(question: Question, codes: Codes) -> dict[str, Any]:
    """Return a question as plain values, with the codes that its parameters admit."""
    return {
        "name": question.name,
        "path": f"queries/{question.name}",
        "summary": _both(question.summary),
        "description": _both(question.description),
        "tags": list(question.tags),
        "form": question.form,
        "parameters": [_parameter(param, codes) for param in question.params],
        "formats": [offer.form.name for offer in _own(question)],
        "query": question.text,
    }


def _parameter(param: Param, codes: Codes) -> dict[str, Any]:
    said = {"name": param.name, "kind": param.kind, "about": _both(param.about), "example": param.shown}
    return said | ({"admitted": sorted(codes[param.of])} if param.of in codes else {})


def _own(question: Question) -> list[Any]:
    return [offer for offer in offers(ANSWERS[question.form]) if offer.media == offer.form.media_type]


def _both(text: Text) -> dict[str, str]:
    return {"it": text.it, "en": text.en}
