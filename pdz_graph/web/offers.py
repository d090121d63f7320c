"""The forms that an answer may take over HTTP: media types with their other names, and which one a request wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pdz_graph.answers import Graph, Rows, Truth
from pdz_graph.answers.forms import FORMS, Form, forms_for
from pdz_graph.web.negotiation import chosen
from pdz_graph.web.refused import Refused, not_acceptable

#: What each form of query answers, by the name that the guard gives it.
ANSWERS: Final[Mapping[str, type]] = {"select": Rows, "ask": Truth, "construct": Graph, "describe": Graph}
#: The forms of the W3C, the one that is given to whoever asks for none first; those of people come after.
_FIRST: Final = ("json", "xml", "csv", "tsv", "ttl", "nt", "jsonld", "rdf")
#: Other names by which clients ask for a form.
_ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "json": ("application/json",),
    "xml": ("application/xml", "text/xml"),
    "jsonld": ("application/json",),
    "rdf": ("application/xml", "text/xml"),
    "ttl": ("application/x-turtle", "application/turtle"),
}
#: Names of forms by which the parameter ``format`` is filled by common clients.
_CALLED: Final[Mapping[str, str]] = {
    "turtle": "ttl",
    "n-triples": "nt",
    "ntriples": "nt",
    "json-ld": "jsonld",
    "rdf+xml": "rdf",
    "rdfxml": "rdf",
}


@dataclass(frozen=True)
class Offer:
    """A form, and the media type by which it goes: one of its names, as the client asked for it."""

    form: Form
    media: str


@cache
def offers(answers: type) -> tuple[Offer, ...]:
    """Return what can be offered of an answer (Rows, Truth or Graph), the preferred first."""
    order = {name: place for place, name in enumerate(_FIRST)}
    forms = sorted(forms_for(answers), key=lambda form: order.get(form.name, len(order)))
    own = [Offer(form, form.media_type) for form in forms]
    return (*own, *(Offer(form, name) for form in forms for name in _ALSO.get(form.name, ())))


@cache
def media_types(answers: type) -> tuple[str, ...]:
    """Return the media types that can be offered of an answer, as ``offers`` has them."""
    return tuple(offer.media for offer in offers(answers))


def pick(answers: type, accept: str | None, wanted: str = "") -> Offer:
    """Return the form that a request wants: the one that ``wanted`` names, else the one that its Accept prefers.

    ``wanted`` is a parameter of ours that the protocol does not know: where it names no form that fits it is idle.
    Raises Refused (406) where Accept admits none.
    """
    named = form_called(answers, wanted)
    if named:
        return Offer(named, named.media_type)
    place = chosen(accept, media_types(answers))
    if place is None:
        raise unacceptable(answers)
    return offers(answers)[place]


def form_called(answers: type, name: str) -> Form | None:
    """Return the form with a name, or a media type, if an answer can take it."""
    if not name:
        return None
    lower = name.lower()
    lower = _CALLED.get(lower, lower)
    lower = "rdf" if lower == "xml" and answers is Graph else lower
    form = FORMS.get(lower) or next((one.form for one in offers(answers) if one.media == lower), None)
    return form if form and answers in form.serves else None


def unacceptable(answers: type) -> Refused:
    """Return the refusal of a request that wants a form that an answer cannot take, with those that it can."""
    return not_acceptable(sorted(set(media_types(answers))))
