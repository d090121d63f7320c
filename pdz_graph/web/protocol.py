"""What a request asks by the SPARQL 1.1 Protocol: a query and its dataset. Updates are refused; nothing is run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.web.negotiation import media_type
from pdz_graph.web.refused import Refused, bad_request

#: The content types of a POST (SPARQL 1.1 Protocol, 2.1.2 and 2.1.3), and that of an update, which is refused.
FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
#: What makes a request an update (SPARQL 1.1 Protocol, 2.2).
_UPDATING: Final = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})
#: The encodings of a text that are UTF-8.
_UTF8: Final = frozenset({"utf-8", "utf8", "us-ascii"})
#: The most parameters of a request, and the most graphs of a dataset.
PARAMETERS, GRAPHS = 500, 100

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Operation:
    """A query operation (SPARQL 1.1 Protocol, 2.1): its text, and the graphs that its dataset is made of.

    ``wanted`` is the form named by the parameter ``format``, which is a convenience of ours; "" where there is none.
    """

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    wanted: str = ""


def read(method: str, address: bytes, content_type: str | None, body: bytes) -> Operation | None:
    """Return what is asked by a GET or a POST; None is a GET that asks for the description of the service.

    ``address`` is the part of the URL after "?". Raises Refused (400, 403, 415) for what the protocol does not admit.
    """
    said = parameters(address)
    if method != "POST":
        return _operation(said) if said and _asks(said) else None
    check_type(content_type)
    inside = parameters(body) if _content(content_type)[0] == FORM else [("query", _decoded(body))]
    return _operation([*said, *inside])


def check_type(content_type: str | None) -> None:
    """Refuse a body whose type is not admitted, before it is read: Refused 403 for an update, 400 for what is not
    UTF-8, 415 for any other."""
    encoding = _content(content_type)[1]
    if encoding not in _UTF8:
        raise _not_utf8(encoding)


def parameters(encoded: bytes) -> list[tuple[str, str]]:
    """Return the parameters of a URL or of a form, in their order; refuse what is not UTF-8, or too many of them."""
    try:
        text = encoded.decode("ascii") if encoded.isascii() else encoded.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=PARAMETERS)
    except UnicodeDecodeError:
        raise _not_utf8("") from None
    except ValueError:
        raise _too_many(PARAMETERS) from None


def _asks(said: Pairs) -> bool:
    return any(name in ("query", "default-graph-uri", "named-graph-uri") or name in _UPDATING for name, _ in said)


def _operation(said: Pairs) -> Operation:
    if any(name in _UPDATING for name, _ in said):
        raise _no_update()
    queries = [value for name, value in said if name == "query"]
    if len(queries) != 1:
        raise _one_query(len(queries))
    default, named = (tuple(value for name, value in said if name == wanted) for wanted in _DATASET)
    if len(default) + len(named) > GRAPHS:
        raise _too_many(GRAPHS)
    for graph in (*default, *named):
        _check_graph(graph)
    wanted = next((value for name, value in said if name == "format"), "")
    return Operation(queries[0], default, named, wanted)


_DATASET: Final = ("default-graph-uri", "named-graph-uri")


def _content(content_type: str | None) -> tuple[str, str]:
    """Return the media type and the encoding of a body; raises Refused for a type that is not admitted."""
    said = media_type(content_type or "")
    kind = said[0] if said else ""
    if kind == UPDATE:
        raise _no_update()
    if said is None or kind not in (FORM, DIRECT):
        raise _no_type(content_type)
    return kind, said[1].get("charset", "utf-8")


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise _not_utf8("") from None


def _check_graph(graph: str) -> None:
    try:
        NamedNode(graph)
    except ValueError:
        raise bad_request(
            "graph-iri",
            Text("Il nome di un grafo non è un IRI intero.", "The name of a graph is no whole IRI."),
            Text(
                "Scriverlo per intero in default-graph-uri o named-graph-uri.",
                "Write it in full in default-graph-uri or named-graph-uri.",
            ),
        ) from None


def _one_query(found: int) -> Refused:
    return bad_request(
        "query-one",
        Text(f"La richiesta ha {found} parametri «query».", f"The request has {found} parameters “query”."),
        Text("Ne serve uno, e uno soltanto.", "One is needed, and only one."),
    )


def _no_update() -> Refused:
    return Refused(
        403,
        "update",
        Text("Qui si interroga soltanto: nulla si può cambiare.", "Queries only: nothing can be changed here."),
        Text(
            "Un registro si cambia con «pdz record», dove sta.", "A register is changed by “pdz record”, where it is."
        ),
    )


def _no_type(found: str | None) -> Refused:
    it, en = ("manca", "is missing") if not found else ("non è ammesso", "is not admitted")
    return Refused(
        415,
        "content-type",
        Text(f"Il tipo del contenuto {it}.", f"The type of the content {en}."),
        Text(f"Content-Type: {DIRECT}, o {FORM}.", f"Content-Type: {DIRECT}, or {FORM}."),
        {"Accept-Post": f"{DIRECT}, {FORM}"},
    )


def _not_utf8(encoding: str) -> Refused:
    it, en = (f"è in {encoding[:40]}", f"is in {encoding[:40]}") if encoding else ("ha byte sbagliati", "has bad bytes")
    return bad_request(
        "encoding",
        Text(f"La richiesta non è in UTF-8: {it}.", f"The request is not in UTF-8: it {en}."),
        Text("Scriverla in UTF-8.", "Write it in UTF-8."),
    )


def _too_many(most: int) -> Refused:
    return bad_request(
        "parameters-many",
        Text("La richiesta ha troppi parametri.", "The request has too many parameters."),
        Text(f"Al massimo {most}.", f"At most {most}."),
    )
