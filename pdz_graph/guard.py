"""The text of a query, looked at before anybody evaluates it: its length, its depth, its words. It evaluates nothing.

Engines do not read SPARQL alike: Oxigraph has no border of words (``trueSERVICE<...>``), decodes escapes of code
points only inside strings and IRIs, and takes ``<`` after a value for an operator even where the longest token would be
an IRI; others do the opposite. So where two readings are possible both are followed, and what one of them finds counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pdz_graph.errors import Text, UsageError


@dataclass(frozen=True)
class Ceilings:
    """The most that a query may have: bytes in UTF-8, brackets inside each other, operators (see ``Reading``)."""

    size: int = 16 * 1024
    depth: int = 100
    operators: int = 1000


@dataclass(frozen=True)
class Inspected:
    """What the text of a query tells: its form, "select", "ask", "construct" or "describe" (SPARQL 1.1, 16)."""

    form: str


FORMS: Final = ("select", "ask", "construct", "describe")
_UPDATES: Final = frozenset(["insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"])
#: Words after which a name is a graph.
_GRAPHS: Final = frozenset(("graph", "from", "named"))
#: Words that are data, or stand for a term.
_DATA: Final = frozenset(("a", "true", "false", "undef"))

_HEX: Final = "[0-9A-Fa-f]"
_CODE: Final = rf"\\u(?![dD][89a-fA-F]){_HEX}{{4}}|\\U(?!0000[dD][89a-fA-F])00(?:0{_HEX}|10){_HEX}{{4}}"
_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME: Final = rf"{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040"
_LOCAL: Final = rf"(?:[{_NAME}:-]|%{_HEX}{_HEX}|\\[_~.!$&'()*+,;=/?#@%-])"
_ESCAPE: Final = rf"\\[tbnrf\"'\\]|{_CODE}"
#: The tokens of SPARQL 1.1 (19.8), the longest first; "odd" is what no token begins with.
_TOKEN: Final = re.compile(
    rf"""(?P<blank>[ \t\r\n]+|\#[^\r\n]*)
    |(?P<string>'''(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*'''|\"\"\"(?:\"{{0,2}}(?:[^\"\\]|{_ESCAPE}))*\"\"\"
        |'(?:[^'\\\r\n]|{_ESCAPE})*'|\"(?:[^\"\\\r\n]|{_ESCAPE})*\")
    |(?P<iri><(?:[^\x00-\x20<>\"{{}}|^`\\]|{_CODE})*>)
    |(?P<variable>[?$][{_NAME}]+)
    |(?P<tag>@[A-Za-z]+(?:-+[A-Za-z0-9]+)*)
    |(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)
    |(?P<name>(?:_|[{_BASE}](?:[{_NAME}-]|\.+(?=[{_NAME}-])){{0,200}}+)?:(?:{_LOCAL}(?:(?:{_LOCAL}|\.)*{_LOCAL})?)?)
    |(?P<word>[{_NAME}]+)
    |(?P<open>[{{(\[])|(?P<close>[\])}}])|(?P<mark>[.,;]|\^\^)
    |(?P<operator>\|\||&&|[!<>]=|[-=<>!+*/|^&?$~@])
    |(?P<odd>.)""",
    re.VERBOSE | re.DOTALL,
)
#: A long string that Oxigraph gives up because of what stands after a \, to read '' or "" there and go on behind it.
_LENIENT: Final = re.compile(r"'''.*?(?<!')'''|\"\"\".*?\"\"\"", re.DOTALL)
_ESCAPED: Final = re.compile(rf"\\u({_HEX}{{4}})|\\U({_HEX}{{8}})")
#: At most, what counts as an operator.
_COUNTED: Final = re.compile(r"\w+|[^\w\s]")
#: What in an IRI matters when it is no IRI: the end of a bracket, a comment, a string.
_TELLING: Final = re.compile(r"[#'()\[\]]|service", re.IGNORECASE)


@dataclass
class Reading:
    """How matters stand at a place of the text, at worst, whatever way it was read until there.

    ``service`` has a bit for each number of tokens since one that may be SERVICE: it makes a pattern only when a brace
    follows it behind a name, and SILENT if need be. Operators are signs, words that are no data, and opened brackets:
    each may be a step of an engine's recursion.
    """

    depth: int = 0
    operators: int = 0
    service: int = 0
    graph: bool = True

    def join(self, other: Reading) -> Reading:
        """Return the worst of two readings that meet."""
        return Reading(
            max(self.depth, other.depth),
            max(self.operators, other.operators),
            self.service | other.service,
            self.graph and other.graph,
        )


def inspect(text: str, ceilings: Ceilings | None = None) -> Inspected:
    """Return what a query tells of itself; raise UsageError for what is not to be evaluated here.

    Codes: query-long, query-deep, query-operators, query-service, query-update, query-form. Whatever else is wrong with
    it is left to the engine, which knows line and column.
    """
    return _inspected(text, ceilings or Ceilings())


@lru_cache(maxsize=256)  # the same queries are asked again and again
def _inspected(text: str, ceilings: Ceilings) -> Inspected:
    if len(text) > ceilings.size or len(text.encode("utf-8", "replace")) > ceilings.size:
        raise _long(ceilings.size)
    decoded = _ESCAPED.sub(_decode, text)  # SPARQL 1.1, 19.2: before anything else is read
    form = _form(decoded)
    for one in dict.fromkeys((text, decoded)):
        if not _plain(one, ceilings):
            _read(one, ceilings)
    return Inspected(form)


def _plain(text: str, ceilings: Ceilings) -> bool:
    """Tell whether a text cannot be refused, however it is read: most queries need no more than this."""
    if sum(map(text.count, "{([")) > ceilings.depth or "service" in text.lower():
        return False
    return len(text) <= ceilings.operators or len(_COUNTED.findall(text)) <= ceilings.operators


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield the tokens of a query, longest first, as their kind and their text; blanks and comments are left out."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "blank":
            yield match.lastgroup or "odd", match.group()


def form_of(text: str) -> str:
    """Return which form of query a text is, one of FORMS, by its first word that names one; the first of them where
    none does."""
    words = (said.lower() for kind, said in tokens(text) if kind == "word")
    return next((word for word in words if word in FORMS), FORMS[0])


def _form(text: str) -> str:
    found = tokens(text)
    for kind, said in found:
        word = said.lower() if kind == "word" else ""
        if word == "prefix":
            next(found, None)
        if word in ("prefix", "base", "version"):
            next(found, None)
            continue
        if word in FORMS:
            return word
        raise _update(word) if word in _UPDATES else _no_query(said)
    raise _no_query("")


def _read(text: str, ceilings: Ceilings) -> None:
    """Follow every reading of a text at once, from each place to those where the next token may begin."""
    reached = {0: Reading()}
    end = len(text)
    while reached:
        place = min(reached) if len(reached) > 1 else next(iter(reached))
        reading = reached.pop(place)
        if place >= end:
            continue
        for match in _readings(text, place):
            after = _after(reading, match[0], match[1], ceilings)
            there = place + len(match[1])
            reached[there] = reached[there].join(after) if there in reached else after


def _readings(text: str, place: int) -> Iterator[tuple[str, str]]:
    """Yield the tokens that may begin at a place: one nearly always; with ``<`` or a doubtful string, two."""
    match = _TOKEN.match(text, place)
    assert match is not None
    kind, said = match.lastgroup or "odd", match.group()
    yield kind, said
    if kind == "iri" and _TELLING.search(said):
        yield "operator", "<"
    elif said in ("''", '""') and (long := _LENIENT.match(text, place)):
        yield "string", long.group()


def _after(reading: Reading, kind: str, said: str, ceilings: Ceilings) -> Reading:
    """Return how matters stand after a token; raise UsageError where it is one too many."""
    if kind == "blank":
        return reading
    depth, operators, service = reading.depth, reading.operators, 0
    word = said.lower() if kind in ("word", "name") else ""
    if kind == "open":
        depth, operators = depth + 1, operators + 1
        if said == "{" and reading.service:
            raise _service()
        if depth > ceilings.depth:
            raise _deep(ceilings.depth)
    elif kind == "close":
        depth = max(depth - 1, 0)
    elif kind == "operator" or (kind == "word" and word not in _DATA):
        operators += 1
    begun = "service" in word and not (reading.graph and kind == "name")
    if begun or kind in ("name", "variable", "iri") or "silent" in word:
        service = (reading.service << 1 | begun) & 0b111
    if operators > ceilings.operators:
        raise _busy(ceilings.operators)
    return Reading(depth, operators, service, kind == "word" and word in _GRAPHS)


def _decode(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]


def _long(size: int) -> UsageError:
    return UsageError(
        "query-long",
        Text(f"La domanda supera {size} byte.", f"The query is longer than {size} bytes."),
        Text("Accorciarla, o dividerla in più domande.", "Shorten it, or split it into several queries."),
    )


def _deep(depth: int) -> UsageError:
    return UsageError(
        "query-deep",
        Text(
            f"La domanda ha più di {depth} parentesi una dentro l'altra.",
            f"The query has more than {depth} brackets inside each other.",
        ),
        Text("Togliere quelle che non servono.", "Take away those that are not needed."),
    )


def _busy(operators: int) -> UsageError:
    return UsageError(
        "query-operators",
        Text(
            f"La domanda ha più di {operators} operatori, parole e parentesi.",
            f"The query has more than {operators} operators, words and brackets.",
        ),
        Text(
            "Mettere gli elenchi in VALUES, o dividerla in più domande.",
            "Put lists into VALUES, or split it into several queries.",
        ),
    )


def _service() -> UsageError:
    return UsageError(
        "query-service",
        Text("Qui SERVICE non si può usare: nessuna domanda esce.", "SERVICE cannot be used here: no query goes out."),
        Text(
            "Chiedere a quel servizio a parte. Se è solo un nome che contiene «service», mettere un punto prima della"
            " graffa.",
            "Ask that service apart. If it is only a name with “service” in it, put a dot before the brace.",
        ),
    )


def _update(word: str) -> UsageError:
    return UsageError(
        "query-update",
        Text(
            f"{word.upper()} cambia i dati, e qui si può solo chiedere.", f"{word.upper()} changes data: only ask here."
        ),
        _ADMITTED,
    )


def _no_query(said: str) -> UsageError:
    begun = said[:40]
    return UsageError(
        "query-form",
        Text(f"Una domanda non comincia con «{begun}».", f"No query begins with “{begun}”.")
        if begun
        else Text("La domanda è vuota.", "The query is empty."),
        _ADMITTED,
    )


_ADMITTED: Final = Text(
    "Cominciare, dopo BASE e PREFIX, con SELECT, ASK, CONSTRUCT o DESCRIBE.",
    "Begin, after BASE and PREFIX, with SELECT, ASK, CONSTRUCT or DESCRIBE.",
)
