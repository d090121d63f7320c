"""What is looked at in an RDF file before its parser, which hostile JSON-LD or XML can kill; nothing is parsed here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pdz_graph.errors import Place, Problem, Text
from pdz_graph.files import at, refusal, unusable
from pdz_graph.media import JSON_LD, RDF_XML, Medium

#: How deep elements of XML, and objects and arrays of JSON, may lie one inside the other.
DEPTH = 100

_JSON_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)
_DECLARATION = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def inspect(text: str, medium: Medium, place: Place) -> None:
    """Refuse a ``text`` that its parser must not see; formats that nothing can hurt pass untouched."""
    if medium is JSON_LD:
        _inspect_json(text, place)
    elif medium is RDF_XML:
        _inspect_xml(text, place)


def _inspect_json(text: str, place: Place) -> None:
    """Refuse JSON that nests too deep, is broken, or names a context elsewhere: a context is never fetched."""
    depth = 0
    for token in _JSON_TOKEN.finditer(text):
        symbol = token.group()
        depth += (symbol in "[{") - (symbol in "]}")
        if depth > DEPTH:
            raise refusal("nesting", at(place, text[: token.start()]), *_DEEP)
    contexts = sorted(set(_remote_contexts(_json(text, place))))
    if contexts:
        raise unusable(_remote(text, context, place) for context in contexts)


def _json(text: str, place: Place) -> object:
    import json

    try:
        return json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        message = Text(f"Il JSON è scritto male: {error.msg}.", f"The JSON is broken: {error.msg}.")
        remedy = Text("Correggere il file in questo punto.", "Mend the file at this point.")
        raise refusal("rdf-syntax", at(place, text[: error.pos]), message, remedy) from error


def _remote_contexts(value: object) -> Iterator[str]:
    """Yield each address that an @context or an @import of ``value`` names, at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from _remote_contexts(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == "@import" and isinstance(item, str):
                yield item
            elif name == "@context":
                yield from (one for one in (item if isinstance(item, list) else [item]) if isinstance(one, str))
            yield from _remote_contexts(item)


def _remote(text: str, context: str, place: Place) -> Problem:
    found = text.find(f'"{context}"')
    where = at(place, text[:found]) if found >= 0 else place
    message = Text(
        f"Il contesto JSON-LD «{context}» sta altrove: non si scarica nulla.",
        f'The JSON-LD context "{context}" is elsewhere: nothing is fetched.',
    )
    remedy = Text(
        'Scrivere il contesto dentro il file, come oggetto: "@context": {…}.',
        'Write the context inside the file, as an object: "@context": {…}.',
    )
    return Problem("remote-context", where, message, remedy)


def _inspect_xml(text: str, place: Place) -> None:
    """Refuse XML with a DOCTYPE or an entity, that nests too deep, or that is broken."""
    declaration = _DECLARATION.search(text)
    if declaration:
        raise refusal("doctype", at(place, text[: declaration.start()]), *_DOCTYPE)
    from xml.parsers import expat

    parser = expat.ParserCreate("utf-8")
    depth = 0

    def opened(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise refusal("nesting", _here(parser, place), *_DEEP)

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        message = Text(f"L'XML è scritto male: {said}.", f"The XML is broken: {said}.")
        remedy = Text("Correggere il file in questo punto.", "Mend the file at this point.")
        raise refusal("rdf-syntax", _here(parser, place), message, remedy) from error


def _here(parser: object, place: Place) -> Place:
    line: int = getattr(parser, "CurrentLineNumber", 0)
    column: int = getattr(parser, "CurrentColumnNumber", 0)
    return Place(place.file, column=str(column + 1), line=line)


_DEEP = (
    Text(f"Gli elementi sono annidati oltre {DEPTH} livelli.", f"Elements nest deeper than {DEPTH} levels."),
    Text("Scrivere le risorse una accanto all'altra.", "Write the resources side by side."),
)
_DOCTYPE = (
    Text("L'RDF/XML contiene un DOCTYPE o un'entità.", "The RDF/XML holds a DOCTYPE or an entity."),
    Text(
        "Togliere la dichiarazione e scrivere gli IRI per intero, o salvare il file in Turtle.",
        "Take the declaration away and write IRIs in full, or save the file as Turtle.",
    ),
)
