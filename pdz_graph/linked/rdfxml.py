"""Statements as RDF/XML, flat: a description a thing. What XML 1.0 cannot say is left out, and counted in a comment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal

from pdz_graph.errors import Text
from pdz_graph.facts import Term, Triple
from pdz_graph.terms import RDF, XMLNS, XSD
from pdz_graph.words import LANGUAGES

#: The characters that XML 1.0 has not (section 2.2).
_NO_CHARACTER: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_START: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
#: The name that an IRI ends with, and where in it a name may begin (Namespaces in XML 1.0, NCName).
_END: Final = re.compile(f"[{_START}.0-9\u00b7\u0300-\u036f\u203f\u2040-]+\\Z")
_FIRST: Final = re.compile(f"[{_START}]")
#: The words of RDF/XML that no property may be called by (RDF/XML Syntax, sections 5.1.2 and 5.1.3).
_RESERVED: Final = frozenset(
    RDF[name].value
    for name in (
        *("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "li"),
        *("aboutEach", "aboutEachPrefix", "bagID"),
    )
)
_LEFT_OUT: Final = Text(
    "affermazioni non si possono scrivere in RDF/XML: sono nelle altre forme.",
    "statements cannot be written in RDF/XML: the other forms have them.",
)
_STRING: Final = XSD["string"]
#: What is not written as it is, and how a carriage return is, which XML would read as a line feed (section 2.11).
_SPECIAL: Final = re.compile(r"[&<>\"\r]")
_ESCAPED: Final = {"\r": "&#13;"}


def written(triples: Sequence[Triple], prefixes: Mapping[str, str]) -> bytes:
    """Return statements as RDF/XML, in their order, those of one subject together.

    A property whose IRI does not end in a name, and a text with a character that XML has not, cannot be written: a
    comment tells how many statements are left out.
    """
    names = _Names(prefixes)
    told: dict[Term, list[str]] = {}
    left_out = 0
    for subject, predicate, value in triples:
        name = names.of(predicate.value)
        if name is None or (isinstance(value, Literal) and _NO_CHARACTER.search(value.value)):
            left_out += 1
        else:
            told.setdefault(subject, []).append(_property(name, value))
    head = "".join(f" xmlns:{prefix}={quoteattr(iri)}" for prefix, iri in sorted(names.used.items()))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<rdf:RDF{head}>"]
    if left_out:
        lines += [f"<!-- {left_out} {_LEFT_OUT.say(lang)} -->" for lang in LANGUAGES]
    for node, properties in told.items():
        lines += [f"<rdf:Description {_about(node, 'about')}>", *properties, "</rdf:Description>"]
    return "\n".join([*lines, "</rdf:RDF>\n"]).encode()


class _Names:
    """The names of properties, and the prefixes that they use: those known, and one for each other beginning."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.known = {iri: prefix for prefix, iri in prefixes.items()} | {RDF.iri: "rdf"}
        self.used = {"rdf": RDF.iri}

    def of(self, iri: str) -> str | None:
        """Return the name of a property, None where it can have none."""
        parted = _parted(iri)
        if parted is None:
            return None
        start, local = parted
        prefix = self.known.setdefault(start, f"ns{len(self.used)}")
        self.used[prefix] = start
        return f"{prefix}:{local}"


@lru_cache(maxsize=4096)
def _parted(iri: str) -> tuple[str, str] | None:
    """Return the namespace and the name that an IRI is made of, None where it does not end in a name."""
    end = _END.search(iri)
    first = _FIRST.search(iri, end.start()) if end else None
    if first is None or iri in _RESERVED or iri[: first.start()] == XMLNS:
        return None
    return iri[: first.start()], iri[first.start() :]


def _property(name: str, value: Term) -> str:
    if not isinstance(value, Literal):
        return f"<{name} {_about(value, 'resource')}/>"
    if value.language:
        kind = f' xml:lang="{value.language}"'
    else:
        kind = "" if value.datatype == _STRING else f" rdf:datatype={_quoted(value.datatype.value)}"
    text = value.value
    return f"<{name}{kind}>{escape(text, _ESCAPED) if _SPECIAL.search(text) else text}</{name}>"


def _about(node: Term, how: str) -> str:
    """Return the attribute that names a node; a blank one has a name of XML, whatever it is called."""
    if isinstance(node, BlankNode):
        return f'rdf:nodeID="b{node.value}"'
    return f"rdf:{how}={_quoted(node.value)}"


def _quoted(text: str) -> str:
    return quoteattr(text) if _SPECIAL.search(text) else f'"{text}"'
