"""What a SELECT of the shapes may say: its tokens and its faults. It asks nothing of any data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from pyoxigraph import Store

from pdz_graph.terms import PDZ, VOCABOLARIO

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
    |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:[A-Za-z][\w-]*)?:[\w-]*(?:\.[\w-]+)*)
    |(?P<number>(?<!\w)\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<language>@[A-Za-z-]+)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<mark>\S)""",
    re.VERBOSE,
)
#: What would make the two engines differ, what knows the clock or chance, and what picks one of many.
FORBIDDEN = frozenset(
    {"MINUS", "VALUES", "SERVICE", "GRAPH", "FROM", "LIMIT", "OFFSET", "NOW", "RAND", "UUID", "STRUUID"}
    | {"BNODE", "SAMPLE", "GROUP_CONCAT"}
)
#: The numbers that a shape may write: none and one. Every other bound is data.
NUMBERS = frozenset({"0", "1"})
#: After one of these a variable is read, never bound.
_ASKED_OF = frozenset(["(", ",", "<", ">", "=", "!", "|", "&", "+", "-", "DISTINCT"])
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Token:
    """A piece of a query: its kind (a group of the pattern), its text and where it begins, from 0."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True)
class Words:
    """What a query may name: prefixes and their namespaces, words of the ontology, concepts of the vocabularies."""

    prefixes: Mapping[str, str]
    declared: Set[str]
    concepts: Set[str]


@dataclass(frozen=True)
class QueryFault:
    """One fault of a query: its code, what was found, and where it begins in the query."""

    code: str
    found: str
    start: int


def tokens(query: str) -> list[Token]:
    """Return the tokens of a query, without comments."""
    found = (Token(str(match.lastgroup), match.group(), match.start()) for match in _TOKEN.finditer(query))
    return [token for token in found if token.kind != "comment"]


def query_faults(query: str, words: Words) -> Iterator[QueryFault]:
    """Yield what is wrong with a SELECT of a shape; a query that cannot be parsed is not read further."""
    broken = _syntax(query, words)
    if broken:
        yield broken
        return
    every = tokens(query)
    yield from _projections(every)
    yield from _opening(query, every)
    yield from _lonely(every)
    for token in every:
        yield from _token_faults(token, words)


def _syntax(query: str, words: Words) -> QueryFault | None:
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in sorted(words.prefixes.items()))
    try:
        Store().query(prologue + query)
    except SyntaxError as error:
        row = (error.lineno or 1) - 1 - len(words.prefixes)
        lines = query.splitlines(keepends=True)
        return QueryFault("select-syntax", error.msg or "", sum(map(len, lines[: max(row, 0)])))
    return None


def _projections(every: list[Token]) -> Iterator[QueryFault]:
    """Yield each SELECT, subqueries too, that does not name what it must: $this, and at the top ?value."""
    for place, token in enumerate(every):
        if token.kind != "word" or token.text.upper() != "SELECT":
            continue
        named, star, assigned = _projected(every[place + 1 :])
        needed = {"this", "value"} if place == 0 else {"this"}
        if star or not needed <= named:
            missing = "*" if star else " ".join(f"?{name}" for name in sorted(needed - named))
            yield QueryFault("select-projection", missing, token.start)
        if "this" in assigned:
            yield QueryFault("select-forbidden", "AS ?this", token.start)


def _projected(rest: list[Token]) -> tuple[set[str], bool, set[str]]:
    """Return the variables that a SELECT returns, whether it returns all, and those it computes."""
    named: set[str] = set()
    assigned: set[str] = set()
    star = False
    depth = 0
    for place, token in enumerate(rest):
        if token.text == "{" or (token.kind == "word" and token.text.upper() == "WHERE"):
            break
        depth += (token.text == "(") - (token.text == ")")
        star |= token.text == "*" and depth == 0
        after_as = place > 0 and rest[place - 1].text.upper() == "AS"
        if token.kind == "variable" and (depth == 0 or after_as):
            named.add(token.text[1:])
            assigned |= {token.text[1:]} if after_as else set()
    return named, star, assigned


def _opening(query: str, every: list[Token]) -> Iterator[QueryFault]:
    """Yield a fault where the first WHERE cannot be given the target of the shape."""
    where = next((token.start for token in every if token.text.upper() == "WHERE"), -1)
    if where < 0 or not query.startswith("WHERE {", where):
        yield QueryFault("select-opening", query[max(where, 0) :].lstrip()[:20], max(where, 0))


def _lonely(every: list[Token]) -> Iterator[QueryFault]:
    """Yield each variable that is returned, compared or counted and that nothing ever binds: a slip of the pen."""
    head = next((place for place, token in enumerate(every) if token.text == "{"), 0)
    often = Counter(token.text[1:] for token in every if token.kind == "variable")
    for place, token in enumerate(every):
        alone = token.kind == "variable" and often[token.text[1:]] == 1
        before = every[place - 1].text
        if alone and (before in _ASKED_OF or (place < head and before.upper() != "AS")):
            yield QueryFault("variable-unbound", token.text, token.start)


def _token_faults(token: Token, words: Words) -> Iterator[QueryFault]:
    if token.kind == "word" and token.text.upper() in FORBIDDEN:
        yield QueryFault("select-forbidden", token.text, token.start)
    elif _counts(token):
        yield QueryFault("number", token.text, token.start)
    elif token.kind == "iri":
        yield QueryFault("name-of-accordo", token.text, token.start)
    elif token.kind == "name":
        prefix, _, local = token.text.partition(":")
        iri = words.prefixes[prefix] + local
        if iri.startswith(PDZ.iri):
            if iri not in words.declared:
                yield QueryFault("term-undeclared", token.text, token.start)
        elif iri.startswith(VOCABOLARIO.iri):
            if iri not in words.concepts:
                yield QueryFault("concept-undeclared", token.text, token.start)
        else:
            yield QueryFault("name-of-accordo", token.text, token.start)


def _counts(token: Token) -> bool:
    """Tell whether a token is a number, or a text with one in it, other than those admitted."""
    if token.kind == "string":
        return _DIGIT.search(token.text) is not None
    return token.kind == "number" and token.text not in NUMBERS
