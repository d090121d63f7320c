"""What of a snapshot each query can see: whether a triple may take part in what it finds. It runs no query.

A triple takes part in a query where it fits one of its patterns, and where those that must hold beside it (they share a
variable with it) have something to fit too. Which patterns must hold together is told by the groups of the query: those
of one group; those around a FILTER, whose EXISTS is asked of what they found; those before an OPTIONAL, which adds to
it. The branches of a UNION and the subqueries are looked at alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import count
from typing import Generic, TypeVar

from pyoxigraph import Literal, NamedNode, Store

from pdz_graph.facts import Term, Triple
from pdz_graph.nesting import KEPT, Group, condition, grouped
from pdz_graph.terms import TYPE

#: One end of a step: the name of a variable, an IRI, or anything at all.
End = str | NamedNode | None
#: Whoever tells whether there is a triple of some terms, None being any.
There = Callable[[Term | None, NamedNode, Term | None], bool]
#: How whoever asks calls a query.
Name = TypeVar("Name", bound=Hashable)
#: A chain of steps.
Way = tuple["Step", ...]

_VARIABLE = re.compile(r"[?$]\w+")
_LITERAL = re.compile(r'".*|true|false|[0-9.]+', re.DOTALL)
_STEP = re.compile(r"(\^?)(\w[\w-]*:[\w-]+|a)(\??)")


@dataclass(frozen=True)
class Step:
    """One property between two ends: a pattern, or a part of its path."""

    subject: End
    predicate: NamedNode
    value: End

    @property
    def variables(self) -> frozenset[str]:
        """The names of the variables at its ends."""
        return frozenset(end for end in (self.subject, self.value) if isinstance(end, str))

    def only(self, end: End) -> Step:
        """Return this step with one of its ends, the other being anything."""
        subject, value = (one if one == end else None for one in (self.subject, self.value))
        return Step(subject, self.predicate, value)

    def fits(self, triple: Triple) -> bool:
        """Tell whether a triple of this property has what stands at the ends."""
        first, last = self.subject, self.value
        return not (
            (isinstance(first, NamedNode) and first != triple[0]) or (isinstance(last, NamedNode) and last != triple[2])
        )


@dataclass(frozen=True)
class Place:
    """A step of a query, and those beside it that must have something to fit."""

    step: Step
    beside: Way

    def takes(self, triple: Triple, there: There) -> bool:
        """Tell whether a triple of the property of the step fits it, and something fits those beside it."""
        if not self.step.fits(triple):
            return False
        bound = {self.step.subject: triple[0], self.step.value: triple[2]}

        def term(end: End) -> Term | None:
            return bound.get(end) if isinstance(end, str) else end

        return all(there(term(one.subject), one.predicate, term(one.value)) for one in self.beside)


class UnreadError(Exception):
    """A query, or a part of it, that is not told apart into steps: it may see anything."""


class Reach(Generic[Name]):
    """The steps of some queries, by property; a query that cannot be told apart is always reached."""

    def __init__(self, queries: Mapping[Name, str]) -> None:
        self.unread: set[Name] = set()
        self.places: defaultdict[NamedNode, list[tuple[Name, Place]]] = defaultdict(list)
        for name, query in queries.items():
            try:
                for place in places(query):
                    self.places[place.step.predicate].append((name, place))
            except UnreadError:
                self.unread.add(name)

    def reached(self, triples: Iterable[Triple], store: Store) -> set[Name]:
        """Return the queries in which some triples of a store may take part."""
        there = cache(partial(_there, store))
        found = set(self.unread)
        for triple in triples:
            for name, place in self.places.get(triple[1], ()):
                if name not in found and place.takes(triple, there):
                    found.add(name)
        return found


def _there(store: Store, subject: Term | None, predicate: NamedNode, value: Term | None) -> bool:
    """Tell whether a store has a triple of these terms, whatever stands for None."""
    if isinstance(subject, Literal):
        return False
    return next(store.quads_for_pattern(subject, predicate, value, None), None) is not None


def places(query: str) -> list[Place]:
    """Return every step of a query; raises UnreadError where it cannot be told apart."""
    root = grouped(query)
    parts = root.parts
    prefixes = {
        str(name).rstrip(":"): str(iri).strip("<>")
        for word, name, iri in zip(parts, parts[1:], parts[2:], strict=False)
        if word == "PREFIX"
    }
    return [place for part in parts if isinstance(part, Group) for place in _Reader(prefixes).places(part, ())]


@dataclass(frozen=True)
class Pattern:
    """A pattern: its ends, and the ways from one to the other, one for each alternative of its path."""

    first: End
    last: End
    ways: tuple[Way, ...]

    @property
    def sure(self) -> Way:
        """The steps that every row must have: the only way, or how all of them begin and end."""
        if len(self.ways) == 1:
            return self.ways[0]
        heads = {way[0].only(self.first) for way in self.ways}
        tails = {way[-1].only(self.last) for way in self.ways}
        return tuple(step for same in (heads, tails) if len(same) == 1 for step in same)


@dataclass
class _Content:
    """What stands in a group: its patterns, and the groups inside, each with how many of these patterns it knows (None
    when it is looked at alone)."""

    patterns: list[Pattern] = field(default_factory=list)
    filters: list[Group] = field(default_factory=list)
    optional: list[tuple[Group, int]] = field(default_factory=list)
    alone: list[Group] = field(default_factory=list)


class _Reader:
    """Reads the groups of one query, whose prefixes are known."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes, self.fresh = prefixes, count()

    def places(self, group: Group, around: Way) -> Iterator[Place]:
        """Yield the steps of a group, and of those inside it, where the steps ``around`` it must hold too."""
        content = self._content(group)
        own = _sure(content.patterns)
        for pattern in content.patterns:
            for way in pattern.ways:
                yield from (_place(step, (*around, *own, *way)) for step in way)
        for inside in content.filters:
            yield from self.places(inside, (*around, *own))
        for inside, known in content.optional:
            yield from self.places(inside, _sure(content.patterns[:known]))
        for inside in content.alone:
            yield from self.places(inside, ())

    def _content(self, group: Group) -> _Content:
        content = _Content()
        if "SELECT" in group.parts:
            content.alone = [part for part in group.parts if isinstance(part, Group)]
            return content
        terms: list[str] = []
        rest = list(reversed(group.parts))
        while rest:
            part = rest.pop()
            if isinstance(part, Group) or part in ("FILTER", "BIND", "OPTIONAL", "UNION"):
                _ended(terms)
                terms = []
                self._inside(part, rest, content)
            elif part in KEPT:
                terms = _ended(terms)[: KEPT[part]]
            else:
                terms.append(part)
                if len(terms) == 3:
                    content.patterns.append(self._pattern(*terms))
        _ended(terms)
        return content

    def _inside(self, part: str | Group, rest: list[str | Group], content: _Content) -> None:
        """Take the group, or what the word rules, from the rest of its parts."""
        if isinstance(part, Group):
            content.alone.append(part)
        elif part == "OPTIONAL":
            inside = rest.pop()
            if not isinstance(inside, Group):
                raise UnreadError
            content.optional.append((inside, len(content.patterns)))
        elif part != "UNION":
            groups = [one for one in condition(rest) if isinstance(one, Group)]
            (content.filters if part == "FILTER" else content.alone).extend(groups)

    def _pattern(self, subject: str, path: str, value: str) -> Pattern:
        first, last = self._end(subject), self._end(value)
        spelt = (steps for one in path.split("|") for steps in _spelt(one.split("/")))
        return Pattern(first, last, tuple(self._way(first, steps, last) for steps in spelt))

    def _way(self, first: End, steps: list[tuple[bool, str]], last: End) -> Way:
        """Return a chain of steps, with a variable of its own between two of them."""
        ends = [first, *(f"/{next(self.fresh)}" for _ in steps[1:]), last]
        way = []
        for (inverse, name), one, other in zip(steps, ends, ends[1:], strict=False):
            predicate = self._iri(name)
            way.append(Step(other, predicate, one) if inverse else Step(one, predicate, other))
        return tuple(way)

    def _end(self, token: str) -> End:
        if _VARIABLE.fullmatch(token):
            return token[1:]
        return None if _LITERAL.fullmatch(token) else self._iri(token)

    def _iri(self, token: str) -> NamedNode:
        if token == "a":  # noqa: S105
            return TYPE
        if token[0] == "<":
            return NamedNode(token[1:-1])
        prefix, _, local = token.partition(":")
        if not _STEP.fullmatch(token) or prefix not in self.prefixes:
            raise UnreadError
        return NamedNode(self.prefixes[prefix] + local)


def _sure(patterns: Iterable[Pattern]) -> Way:
    return tuple(step for pattern in patterns for step in pattern.sure)


def _place(step: Step, others: Iterable[Step]) -> Place:
    return Place(step, tuple(dict.fromkeys(o for o in others if o != step and o.variables & step.variables)))


def _ended(terms: list[str]) -> list[str]:
    """Return the terms of a pattern that ends here, none where one had ended before."""
    if len(terms) not in (0, 3):
        raise UnreadError
    return terms


def _spelt(path: list[str]) -> list[list[tuple[bool, str]]]:
    """Return the ways of a sequence of steps: with and without each of those that may be left out."""
    ways: list[list[tuple[bool, str]]] = [[]]
    for spelt in path:
        match = _STEP.fullmatch(spelt)
        if not match:
            raise UnreadError
        step = (bool(match[1]), match[2])
        ways = [[*way, step] for way in ways] + (ways if match[3] else [])
    if [] in ways:
        raise UnreadError
    return ways
