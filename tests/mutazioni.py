"""The ways to weaken a SELECT of the shapes: one small change each, named by what it changes; nothing is run here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from pdz_graph.selects import Token, tokens

_FLIPS = {"<=": "<", "<": "<=", ">=": ">", ">": ">=", "=": "!=", "!=": "="}
_NEUTRAL = {"&&": "true", "||": "false"}


@dataclass(frozen=True)
class Mutation:
    """A changed query, and what was changed in words: ``senza «FILTER (?a < ?b)»``."""

    name: str
    query: str


@dataclass(frozen=True)
class Span:
    """A stretch of a query, from the token ``first`` to the token before ``last``."""

    first: int
    last: int


@dataclass
class Statement:
    """A subject with its pairs: each a predicate and its objects."""

    span: Span
    subject: Span
    pairs: list[tuple[Span, list[Span]]] = field(default_factory=list)


@dataclass
class Query:
    """The parts of a query that can be taken away or changed, wherever they are nested."""

    text: str
    tokens: list[Token]
    statements: list[Statement] = field(default_factory=list)
    filters: list[Span] = field(default_factory=list)
    optionals: list[Span] = field(default_factory=list)
    binds: list[Span] = field(default_factory=list)
    branches: list[Span] = field(default_factory=list)
    havings: list[Span] = field(default_factory=list)
    existences: list[int] = field(default_factory=list)
    conditions: list[Span] = field(default_factory=list)

    def said(self, span: Span) -> str:
        """Return the text of a span."""
        if span.first >= span.last:
            return ""
        last = self.tokens[span.last - 1]
        return self.text[self.tokens[span.first].start : last.start + len(last.text)]

    def put(self, span: Span, new: str) -> str:
        """Return the query with something else in the place of a span."""
        last = self.tokens[span.last - 1]
        return self.text[: self.tokens[span.first].start] + new + self.text[last.start + len(last.text) :]


def mutations(text: str, neighbours: Mapping[str, str], entailed: Mapping[str, Set[str]]) -> list[Mutation]:
    """Return every weakening of a query, each under a name of its own.

    ``neighbours`` swaps one word for another; ``entailed`` has the classes that a property gives to its subject, so
    that asking for one of them beside the property asks for nothing more.
    """
    query = Query(text, _joined(tokens(text)))
    start = next(place for place, token in enumerate(query.tokens) if token.text == "{")
    end = _group(query, start)
    _tail(query, end)
    found: dict[str, Mutation] = {}
    for what, new in _changes(query, neighbours, entailed, start):
        name, number = " ".join(what.split()), 2
        while name in found:
            name, number = f"{' '.join(what.split())} ({number})", number + 1
        found[name] = Mutation(name, new)
    return list(found.values())


def _changes(
    query: Query, neighbours: Mapping[str, str], entailed: Mapping[str, Set[str]], start: int
) -> Iterator[tuple[str, str]]:
    for span in (*query.filters, *query.optionals, *query.binds, *query.branches, *query.havings):
        yield f"senza «{query.said(span)}»", query.put(span, "")
    for statement in query.statements:
        yield from _without_a_pair(query, statement, entailed)
    for place in query.existences:
        yield from _other_existence(query, place)
    for span in query.conditions:
        yield from _other_condition(query, span)
    yield from _other_words(query, neighbours, start)


def _without_a_pair(query: Query, statement: Statement, entailed: Mapping[str, Set[str]]) -> Iterator[tuple[str, str]]:
    subject = query.said(statement.subject)
    given = {kind for path, _ in statement.pairs for kind in entailed.get(query.said(path), ())}
    for number, (predicate, objects) in enumerate(statement.pairs):
        for one in range(len(objects)):
            kept = []
            for other, (path, values) in enumerate(statement.pairs):
                rest = [value for place, value in enumerate(values) if (other, place) != (number, one)]
                kept += [f"{query.said(path)} {' , '.join(map(query.said, rest))}"] if rest else []
            gone = f"{subject} {query.said(predicate)} {query.said(objects[one])}"
            if query.said(predicate) != "a" or query.said(objects[one]) not in given:
                yield f"senza «{gone}»", query.put(statement.span, f"{subject} {' ; '.join(kept)} . " if kept else "")
        yield from _without_an_alternative(query, subject, predicate)


def _without_an_alternative(query: Query, subject: str, path: Span) -> Iterator[tuple[str, str]]:
    parts = query.said(path).split("|")
    for number in range(len(parts) if len(parts) > 1 else 0):
        kept = "|".join(part for place, part in enumerate(parts) if place != number)
        yield f"«{subject} {query.said(path)}» diventa «{kept}»", query.put(path, kept)


def _other_existence(query: Query, place: int) -> Iterator[tuple[str, str]]:
    negated = query.tokens[place - 1].text.upper() == "NOT"
    group = query.said(Span(place + 1, _end(query.tokens, place + 1)))
    span = Span(place - negated, place + 1)
    new = "EXISTS" if negated else "NOT EXISTS"
    yield f"«{query.said(span)} {group}» diventa «{new}»", query.put(span, new)


def _other_condition(query: Query, span: Span) -> Iterator[tuple[str, str]]:
    """Yield a condition without each of its parts, and with each comparison moved by one."""
    whole = query.said(span)
    depth, operators = 0, []
    for place in range(span.first, span.last):
        text = query.tokens[place].text
        depth += (text in "({") - (text in ")}")
        if depth == 0 and text in _NEUTRAL:
            operators.append(place)
        elif depth == 0 and text in _FLIPS and not _of_the_two(query, span, place):
            here = Span(place, place + 1)
            yield f"«{whole}»: {text} diventa {_FLIPS[text]}", query.put(here, _FLIPS[text])
        elif depth == 0 and text == "!":
            yield f"«{whole}»: senza !", query.put(Span(place, place + 1), "")
    bounds = [span.first - 1, *operators, span.last]
    for before, after in pairwise(bounds):
        if operators:
            part = Span(before + 1, after)
            neutral = _NEUTRAL[query.tokens[operators[0]].text]
            yield f"«{whole}»: senza «{query.said(part)}»", query.put(part, neutral)


def _of_the_two(query: Query, span: Span, place: int) -> bool:
    """Tell whether a comparison chooses between what it compares, as ``IF(?a > ?b, ?a, ?b)``: equals are one."""
    after = [token.text for token in query.tokens[span.last : span.last + 4]]
    return after == [",", query.tokens[place - 1].text, ",", query.tokens[place + 1].text]


def _other_words(query: Query, neighbours: Mapping[str, str], start: int) -> Iterator[tuple[str, str]]:
    for place, token in enumerate(query.tokens):
        here = Span(place, place + 1)
        if place > start and token.kind == "name" and token.text in neighbours:
            context = query.said(Span(max(start, place - 2), min(place + 2, len(query.tokens))))
            new = neighbours[token.text]
            yield f"«{context}»: {token.text} diventa {new}", query.put(here, new)
        elif place > start and token.text in ("true", "false"):
            new = "false" if token.text == "true" else "true"
            yield f"«{query.said(Span(place - 1, place + 1))}» diventa {new}", query.put(here, new)
        elif token.text.upper() in ("MIN", "MAX"):
            new = "MAX" if token.text.upper() == "MIN" else "MIN"
            yield f"«{query.said(Span(place, place + 4))}» diventa {new}", query.put(here, new)
        elif token.text.upper() == "DISTINCT":
            yield f"«{query.said(Span(place - 2, place + 3))}»: senza DISTINCT", query.put(here, "")


def _joined(every: Sequence[Token]) -> list[Token]:
    """Return the tokens with the marks that stand together made one: && || <= >= !=."""
    found: list[Token] = []
    for token in every:
        last = found[-1] if found else None
        pair = (last.text if last else "") + token.text
        if last and last.start + len(last.text) == token.start and pair in ("&&", "||", "<=", ">=", "!="):
            found[-1] = Token("mark", pair, last.start)
        else:
            found.append(token)
    return found


def _end(every: Sequence[Token], place: int) -> int:
    """Return the place after the bracket that closes the one at ``place``."""
    depth = 0
    for number in range(place, len(every)):
        text = every[number].text
        depth += (text in ("(", "{")) - (text in (")", "}"))
        if depth == 0:
            return number + 1
    raise ValueError(every[place])


def _group(query: Query, place: int) -> int:
    """Read the group that opens at ``place``; return the place after it."""
    end = _end(query.tokens, place)
    at = place + 1
    if query.tokens[at].text.upper() == "SELECT":
        inner = next(number for number in range(at, end) if query.tokens[number].text == "{")
        _tail(query, _group(query, inner), end - 1)
        return end
    while at < end - 1:
        at = _element(query, at)
    return end


def _element(query: Query, at: int) -> int:
    text = query.tokens[at].text.upper()
    if text == "FILTER":
        return _filter(query, at)
    if text == "OPTIONAL":
        end = _group(query, at + 1)
        query.optionals.append(Span(at, end))
        return end
    if text == "BIND":
        end = _end(query.tokens, at + 1)
        query.binds.append(Span(at, end))
        _conditions(query, Span(at + 2, end - 1))
        return end
    if text == "{":
        return _union(query, at)
    return at + 1 if text == "." else _statement(query, at)


def _union(query: Query, at: int) -> int:
    groups = [Span(at, _group(query, at))]
    while query.tokens[groups[-1].last].text.upper() == "UNION":
        begin = groups[-1].last + 1
        groups.append(Span(begin, _group(query, begin)))
    if len(groups) > 1:
        query.branches += [Span(groups[0].first, groups[1].first)]
        query.branches += [Span(one.last, other.last) for one, other in pairwise(groups)]
    return groups[-1].last


def _filter(query: Query, at: int) -> int:
    after = at + 1
    while query.tokens[after].text not in ("(", "{"):
        after += 1
    end = _end(query.tokens, after)
    query.filters.append(Span(at, end))
    _conditions(query, Span(at + 1, end))
    return end


def _conditions(query: Query, span: Span) -> None:
    """Read a condition: what it compares, the groups that must exist or not, and what stands in its parentheses."""
    at = span.first
    while at < span.last:
        text = query.tokens[at].text
        if text == "{":
            query.existences.append(at - 1)
            at = _group(query, at)
        elif text == "(":
            end = _end(query.tokens, at)
            query.conditions += _arguments(query.tokens, Span(at + 1, end - 1))
            _conditions(query, Span(at + 1, end - 1))
            at = end
        else:
            at += 1


def _arguments(every: Sequence[Token], span: Span) -> Iterator[Span]:
    """Yield what stands between the commas of a pair of parentheses."""
    depth, first = 0, span.first
    for place in range(span.first, span.last):
        text = every[place].text
        depth += (text in ("(", "{")) - (text in (")", "}"))
        if text == "," and depth == 0:
            yield Span(first, place)
            first = place + 1
    yield Span(first, span.last)


def _statement(query: Query, at: int) -> int:
    statement = Statement(Span(at, at), Span(at, at + 1))
    at += 1
    while True:
        path, at = at, at + 1
        while query.tokens[at].kind != "variable" and not _is_value(query.tokens, path, at):
            at += 1
        objects = [Span(at, at + 1)]
        at += 1
        while query.tokens[at].text == ",":
            objects.append(Span(at + 1, at + 2))
            at += 2
        statement.pairs.append((Span(path, objects[0].first), objects))
        if query.tokens[at].text != ";":
            break
        at += 1
    at += query.tokens[at].text == "."
    statement.span = Span(statement.subject.first, at)
    query.statements.append(statement)
    return at


def _is_value(every: Sequence[Token], path: int, at: int) -> bool:
    """Tell whether the token is an object: it stands after a word of the path, and no sign joins it to the path."""
    if at == path or every[at - 1].text in ("/", "|", "^", "("):
        return False
    return every[at].kind in ("name", "string", "number", "iri") or every[at].text in ("true", "false")


def _tail(query: Query, at: int, end: int | None = None) -> None:
    """Read what comes after the groups of a SELECT: its HAVING, which lasts to the end."""
    end = len(query.tokens) if end is None else end
    for place in range(at, end):
        if query.tokens[place].text.upper() == "HAVING":
            query.havings.append(Span(place, end))
            query.conditions.append(Span(place + 2, end - 1))
            return
