"""The same question, asked one step at a time: an EXISTS of many patterns as EXISTS inside EXISTS. It runs nothing.

Oxigraph orders the patterns of a query, but not those of an EXISTS, which it joins as a product of all their matches.
``EXISTS { A . B . C FILTER (f) }`` means ``EXISTS { A FILTER EXISTS { B FILTER EXISTS { C FILTER (f) } } }``, whatever
the order: here, first the patterns with less to look at, each looked up with what those before it have bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

#: How many terms of a pattern the next one keeps after a mark.
KEPT = {",": 2, ";": 1, ".": 0}
#: What begins something that is neither a pattern nor a filter.
_OTHERWISE = {"OPTIONAL", "UNION", "BIND", "SELECT", "VALUES", "MINUS", "GRAPH", "SERVICE", "(", ")", *KEPT}
_TOKEN = re.compile(r'"[^"]*"(?:@[\w-]+|\^\^[^\s{}();,]+)?|<[^<>\s]+>|#[^\n]*|[{}();,]|[^\s{}();,"]+')


@dataclass
class Group:
    """What stands between braces: tokens, and the groups inside; ``exists`` when EXISTS stands before it."""

    exists: bool = False
    parts: list[str | Group] = field(default_factory=list)

    def variables(self) -> set[str]:
        """Return the variables that the group can bind: not those which only an EXISTS inside it mentions."""
        found: set[str] = set()
        for part in self.parts:
            if isinstance(part, str):
                found |= {part} if part[0] in "?$" else set()
            elif not part.exists:
                found |= part.variables()
        return found


@dataclass(frozen=True)
class Pattern:
    """A triple pattern, whose predicate may be a path."""

    subject: str
    predicate: str
    value: str

    def cost(self, bound: set[str]) -> int:
        """Return how much there is to look at, by rank, when these variables are bound."""
        has_subject = self.subject[0] not in "?$" or self.subject in bound
        has_value = self.value[0] not in "?$" or self.value in bound
        if has_subject:
            return 0 if has_value else 1
        return 2 if self.value in bound else 4 if self.predicate == "a" else 3 if has_value else 5


def nested(query: str) -> str:
    """Return the same SELECT, each of its EXISTS nested if it holds nothing but patterns and filters."""
    root = grouped(query)
    return "".join(word if word == "(" else f" {word}" for word in _written(root.parts, root.variables()))


def grouped(query: str) -> Group:
    """Return a query as a group: its tokens, without comments, and what stands between its braces."""
    root = Group()
    stack = [root]
    for token in _TOKEN.findall(query):
        if token == "{":  # noqa: S105
            stack.append(Group(stack[-1].parts[-1:] == ["EXISTS"]))
            stack[-2].parts.append(stack[-1])
        elif token == "}":  # noqa: S105
            stack.pop()
        elif token[0] != "#":
            stack[-1].parts.append(token)
    return root


def _written(parts: list[str | Group], bound: set[str]) -> list[str]:
    words: list[str] = []
    for part in parts:
        if isinstance(part, str):
            words.append(part)
        else:
            inside = _steps(part, bound) if part.exists else _written(part.parts, bound | part.variables())
            words += ["{", *inside, "}"]
    return words


def _steps(group: Group, bound: set[str]) -> list[str]:
    patterns, filters = _split(group.parts)
    if len(patterns) < 2:
        return _written(group.parts, bound | group.variables())
    words: list[str] = []
    known, depth = set(bound), len(patterns) - 1
    while patterns:
        pattern = min(patterns, key=lambda one: one.cost(known))
        patterns.remove(pattern)
        known |= {pattern.subject, pattern.value}
        words += [pattern.subject, pattern.predicate, pattern.value, "."]
        words += ["FILTER", "EXISTS", "{"] if patterns else _written(filters, known)
    return words + ["}"] * depth


def _split(parts: list[str | Group]) -> tuple[list[Pattern], list[str | Group]]:
    """Return the patterns and the filters of a group, no pattern when it holds anything else."""
    patterns: list[Pattern] = []
    filters: list[str | Group] = []
    terms: list[str] = []
    rest = list(reversed(parts))
    while rest:
        part = rest.pop()
        if part == "FILTER":
            filters.extend((part, *condition(rest)))
            terms = []
        elif isinstance(part, str) and part in KEPT and len(terms) == 3:
            terms = terms[: KEPT[part]]
        elif isinstance(part, str) and part not in _OTHERWISE and len(terms) < 3:
            terms.append(part)
            patterns.extend([Pattern(*terms)] if len(terms) == 3 else [])
        else:
            return [], []
    return patterns, filters


def condition(rest: list[str | Group]) -> Iterator[str | Group]:
    """Take from ``rest``, last part first, all that belongs to a FILTER."""
    depth = 0
    while rest:
        part = rest.pop()
        yield part
        depth += (part == "(") - (part == ")")
        if depth == 0 and (part == ")" or isinstance(part, Group)):
            return
