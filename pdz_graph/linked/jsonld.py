"""Statements as JSON-LD with a context that stands elsewhere: a node a line, in the order of the statements."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, serialize
from pyoxigraph import Triple as Statement

from pdz_graph.facts import Term, Triple
from pdz_graph.linked.context import NODES, PROSE, Context, Name
from pdz_graph.terms import TYPE, XSD

_STRING, _INTEGER, _BOOLEAN = (XSD[name].value for name in ("string", "integer", "boolean"))
#: Integers that every reader of JSON reads as they are (RFC 8259, section 6), both included.
_SAFE: Final = 2**53 - 1
_TRUTHS: Final = {"true": True, "false": False}
_ANY: Final = Name("")


def written(triples: Sequence[Triple], context: Context, address: str) -> bytes:
    """Return statements as JSON-LD 1.1, compacted by the context that stands at ``address``.

    Where an IRI could be taken for one with a prefix (its scheme is a name of the context) nothing is compacted, and
    there is no context.
    """
    if any(_doubtful(term, context) for triple in triples for term in triple):
        return serialize((Statement(*one) for one in triples), format=RdfFormat.JSON_LD) or b"[]"
    nodes: dict[Term, dict[str, Any]] = {}
    for subject, predicate, value in triples:
        node = nodes.get(subject)
        if node is None:
            node = nodes[subject] = {"@id": _iri(subject)}
        _tell(node, predicate, value, context)
    lines = ",\n".join(json.dumps(node, ensure_ascii=False, separators=(",", ":")) for node in nodes.values())
    return f'{{"@context":{json.dumps(address)},"@graph":[\n{lines}\n]}}\n'.encode()


def _tell(node: dict[str, Any], predicate: NamedNode, value: Term, context: Context) -> None:
    """Add one statement to a node."""
    if predicate == TYPE and not isinstance(value, Literal):
        _add(node, "@type", context.kind(value.value) if isinstance(value, NamedNode) else _iri(value))
        return
    said = context.properties.get(predicate.value, _ANY)
    if said.of == PROSE:
        if isinstance(value, Literal) and value.language:
            _add(node.setdefault(said.name, {}), value.language, value.value)
            return
        said = _ANY
    _add(node, said.name or context.name(predicate.value), _value(value, said.of, context))


def _add(node: dict[str, Any], key: str, value: object) -> None:
    """Put a value beside those of a key: one alone stands by itself, several in a list."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _value(value: Term, of: str, context: Context) -> object:
    """Return a value as it stands under a property whose values are ``of`` something."""
    if not isinstance(value, Literal):
        return _iri(value) if of == NODES else {"@id": _iri(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value
    if datatype == _STRING:
        return value.value if of in ("", _STRING) else {"@value": value.value}
    if of in ("", datatype):
        plain = _plain(value.value, datatype)
        if plain is not None:
            return plain
    return value.value if of == datatype else {"@value": value.value, "@type": context.name(datatype)}


def _plain(text: str, datatype: str) -> int | bool | None:
    """Return an integer or a truth as JSON has it, None for whatever JSON would write or read otherwise."""
    if datatype == _BOOLEAN:
        return _TRUTHS.get(text)
    if datatype == _INTEGER and len(text) < 18 and text.removeprefix("-").isdecimal() and text.isascii():
        number = int(text)
        return number if str(number) == text and abs(number) <= _SAFE else None
    return None


def _iri(node: Term) -> str:
    return f"_:{node.value}" if isinstance(node, BlankNode) else node.value


def _doubtful(term: object, context: Context) -> bool:
    """Tell whether a term is an IRI, or of a datatype, that the context would change."""
    if isinstance(term, Literal):
        term = term.datatype
    if not isinstance(term, NamedNode) or term.value.startswith("http"):
        return False
    scheme, _, rest = term.value.partition(":")
    return scheme in context.taken and not rest.startswith("//")
