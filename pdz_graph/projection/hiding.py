"""The texts that nothing published may hold: names and codes of people who are not named, but what is public anyway."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import Literal

from pdz_graph.facts import Node, Triple
from pdz_graph.projection.people import People
from pdz_graph.projection.rows import local
from pdz_graph.tables.names import words
from pdz_graph.terms import LABEL, NOTATION, PDZ, SKOS

#: By what a thing is called.
_CALLED = frozenset((LABEL, NOTATION, SKOS["prefLabel"], SKOS["altLabel"], SKOS["hiddenLabel"], PDZ["nomeNelTesto"]))
#: A code of fewer letters and digits is no text to look for: "p1" or "12" stand anywhere.
LEAST = 4


def hidden(accordo: Collection[Triple], register: Collection[Triple], people: People) -> tuple[str, ...]:
    """Return the names and codes of the people who are not named, sorted; ``accordo`` is all that it says.

    Left out is a name that somebody who is named has too, with all its words; and a code made of ordinary words of the
    accordo ("direttore-csc"), or too short to be looked for: rows are called after no code in any case.
    """
    public: dict[str, list[frozenset[str]]] = {}
    for bag in (*_bags(accordo, people.signers), *_bags(register, people.named)):
        for word in bag:
            public.setdefault(word, []).append(bag)
    called = (value for _, predicate, value in _of_things(accordo, people) if predicate in _CALLED)
    ordinary = {word for value in called for word in words(value.value).split()}
    found = set()
    for name, coded in _texts(register, people.reserved):
        bag = frozenset(words(name).split())
        spelt = any(map(str.isalpha, name)) and sum(map(str.isalnum, name)) >= LEAST
        plain = coded and (bag <= ordinary or not spelt)
        if bag and not plain and not any(bag <= other for other in public.get(min(bag), ())):
            found.add(name)
    return tuple(sorted(found))


def _of_things(accordo: Collection[Triple], people: People) -> Iterator[Triple]:
    """Yield what the accordo says of anything but people and their signatures."""
    signatures = {s for s, p, o in accordo if p == PDZ["persona"] and o in people.signers}
    return (t for t in accordo if t[0] not in people.signers and t[0] not in signatures)


def _texts(register: Iterable[Triple], people: Collection[Node]) -> Iterator[tuple[str, bool]]:
    """Yield each name and code of some people, and whether it is a code; whoever has none has the end of the IRI."""
    for subject, predicate, value in register:
        if subject in people and predicate in _CALLED and isinstance(value, Literal):
            yield value.value, predicate == NOTATION
    yield from ((local(person), True) for person in people)


def _bags(said: Iterable[Triple], people: Collection[Node]) -> Iterator[frozenset[str]]:
    """Yield the words of each name and code of some people."""
    seen = set()
    for subject, predicate, value in said:
        if subject in people and predicate in _CALLED:
            yield frozenset(words(value.value).split())
            seen.add(subject)
    yield from (frozenset(words(local(person)).split()) for person in people)
