"""What a request is refused with: a status of HTTP, a sentence, a remedy, as a problem document (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from pdz_graph.errors import PdzError, Text
from pdz_graph.terms import PROBLEMA

#: The media type of a problem document (RFC 9457, section 3).
MEDIA_TYPE: Final = "application/problem+json"

#: What each status says of itself, whatever the occasion (RFC 9457, section 3.1.4).
TITLES: Final[Mapping[int, Text]] = {
    400: Text("Richiesta non ammessa", "Bad request"),
    403: Text("Vietato", "Forbidden"),
    404: Text("Non c'è", "Not found"),
    405: Text("Metodo non ammesso", "Method not allowed"),
    406: Text("Nessuna forma adatta", "No form fits"),
    408: Text("Richiesta troppo lenta", "Request too slow"),
    410: Text("Cancellato", "Gone"),
    413: Text("Richiesta troppo grande", "Request too large"),
    414: Text("Indirizzo troppo lungo", "Address too long"),
    415: Text("Tipo di contenuto non ammesso", "Content type not admitted"),
    429: Text("Troppe richieste", "Too many requests"),
    431: Text("Intestazioni troppo grandi", "Header fields too large"),
    500: Text("Guasto del servizio", "Failure of the service"),
    502: Text("Il servizio interrogato non risponde", "The service behind does not answer"),
    503: Text("Il servizio non può rispondere ora", "The service cannot answer now"),
}


class Refused(PdzError):  # noqa: N818
    """A request that gets no answer: ``http`` is the status, ``headers`` those that go with it."""

    def __init__(
        self, http: int, code: str, sentence: Text, remedy: Text, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code, sentence, remedy)
        self.http, self.headers = http, dict(headers or {})


def document(error: PdzError, lang: str, request: str) -> bytes:
    """Return the problem document of an error, in a language; ``request`` is the id by which the log knows it."""
    http = error.http if isinstance(error, Refused) else 400
    said = {
        "type": PROBLEMA[error.code].value,
        "title": TITLES[http].say(lang),
        "status": http,
        "detail": error.sentence.say(lang),
        "remedy": error.remedy.say(lang),
        "code": error.code,
        "request": request,
    }
    return json.dumps(said, ensure_ascii=False, indent=2).encode() + b"\n"


def not_found() -> Refused:
    """Return the refusal of an address where nothing is."""
    return Refused(
        404,
        "not-found",
        Text("A questo indirizzo non c'è nulla.", "There is nothing at this address."),
        Text(
            "Le domande si fanno a /query, a /sparql e a /queries; il resto è in /openapi.json.",
            "Ask at /query, at /sparql and at /queries; the rest is told by /openapi.json.",
        ),
    )


def gone() -> Refused:
    """Return the refusal of what was of somebody who asked to be erased (RFC 9110, section 15.5.11)."""
    return Refused(
        410,
        "gone",
        Text("Ciò che era a questo indirizzo è stato cancellato.", "What was at this address has been erased."),
        Text("Togliere il collegamento: non tornerà.", "Take the link away: it will not come back."),
    )


def being_made() -> Refused:
    """Return the refusal of a document while all of them are being made."""
    return unavailable(
        "being-made",
        Text("I documenti si stanno preparando.", "The documents are being made."),
        Text("Ripetere tra qualche secondo; /sparql risponde già.", "Repeat in some seconds; /sparql answers already."),
        5,
    )


def bad_method(method: str, admitted: Sequence[str]) -> Refused:
    """Return the refusal of a method that an address does not have (RFC 9110, section 15.5.6)."""
    listed = ", ".join(admitted)
    return Refused(
        405,
        "method",
        Text(f"Qui il metodo {method} non è ammesso.", f"The method {method} is not admitted here."),
        Text(f"Ammessi: {listed}.", f"Admitted: {listed}."),
        {"Allow": listed},
    )


def not_acceptable(admitted: Sequence[str]) -> Refused:
    """Return the refusal of a request that accepts none of the forms there are (RFC 9110, section 15.5.7)."""
    listed = ", ".join(admitted)
    return Refused(
        406,
        "not-acceptable",
        Text(
            "Nessuna delle forme accettate dalla richiesta si può dare a questa risposta.",
            "This answer can be given in none of the forms that the request accepts.",
        ),
        Text(f"Chiederne una con Accept: {listed}.", f"Ask for one by Accept: {listed}."),
    )


def bad_request(code: str, sentence: Text, remedy: Text) -> Refused:
    """Return the refusal of a request that is not as it should be."""
    return Refused(400, code, sentence, remedy)


def failure() -> Refused:
    """Return what is said when the server itself failed: nothing of why, which only the log says."""
    return Refused(
        500,
        "defect",
        Text("Il servizio ha un difetto.", "The service has a defect."),
        Text(
            "Segnalarlo a chi lo cura, con l'identificativo di questa richiesta.",
            "Tell those who keep it, with the id of this request.",
        ),
    )


def unavailable(code: str, sentence: Text, remedy: Text, after: int) -> Refused:
    """Return the refusal of what cannot be answered now, and may be after some seconds (RFC 9110, section 15.6.4)."""
    return Refused(503, code, sentence, remedy, {"Retry-After": str(after)})
