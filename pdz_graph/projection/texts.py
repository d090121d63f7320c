"""The texts that are about to be published as whoever looks for leaks sees them. What is made here is never written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode

from pdz_graph.facts import Node, Term, Triple
from pdz_graph.tables.names import words
from pdz_graph.terms import BASE, GRAFO, PDZ, TYPE, XSD

#: Values that are no text: nothing can be written in them.
_PLAIN = frozenset(XSD[name] for name in ("boolean", "date", "dateTime", "decimal", "integer"))
#: The least length at which words run together ("annarossi") are looked for inside another, and the most words of which
#: every order is tried.
_LEAST_TOGETHER, _MOST_ORDERS = 8, 4


class Texts:
    """Distinct literals and IRIs, each as a resource, and the hidden texts each is to be compared with."""

    def __init__(self, terms: Iterable[Term], hidden: Sequence[str]) -> None:
        self.terms: dict[Node, Term] = {GRAFO[f"testo/{n}"]: term for n, term in enumerate(sorted(terms, key=str), 1)}
        self.said: dict[Node, str] = {node: _text(term) for node, term in self.terms.items()}
        self.words = {node: words(text) for node, text in self.said.items()}
        self.hidden = {GRAFO[f"riservato/{n}"]: words(text).split() for n, text in enumerate(hidden, 1)}

    def triples(self) -> Iterator[Triple]:
        """Yield the texts, and beside them what is hidden and may stand in them."""
        for node, text in self.said.items():
            yield (node, TYPE, PDZ["TestoPubblicato"])
            yield (node, PDZ["detto"], Literal(text))
        for node, hidden in sorted(self._candidates(), key=str):
            loose = isinstance(self.terms[node], Literal)
            model = GRAFO[f"{GRAFO.name(hidden)}{'-largo' if loose else ''}"]
            yield (node, PDZ["parole"], Literal(f" {self.words[node]} "))
            yield (node, PDZ["confrontatoCon"], model)
            yield (model, TYPE, PDZ["TestoRiservato"])
            yield (model, PDZ["modello"], Literal(pattern(self.hidden[hidden], loose=loose)))

    def _candidates(self) -> set[tuple[Node, NamedNode]]:
        """Return each text that has all the words of a hidden one, or has them run together, with that one."""
        bags = {node: frozenset(said.split()) for node, said in self.words.items()}
        often = Counter(word for bag in bags.values() for word in bag)
        by_rarest: dict[str, list[NamedNode]] = {}
        for hidden, some in self.hidden.items():
            by_rarest.setdefault(min(some, key=lambda word: (often[word], word)), []).append(hidden)
        found: set[tuple[Node, NamedNode]] = set()
        for node, bag in bags.items():
            for word in bag & by_rarest.keys():
                found.update((node, hidden) for hidden in by_rarest[word] if bag.issuperset(self.hidden[hidden]))
        return found | set(_together(bags, self.hidden))


def pattern(some: Sequence[str], *, loose: bool) -> str:
    """Return the regular expression of all the ways in which words can be written: in any order, or run together.

    ``loose`` admits two more words between any two ("Rossi dott.ssa Anna").
    """
    between = " (?:[^ ]+ ){0,2}" if loose else " "
    orders = sorted(set(_orders(some)))
    apart = [f" {between.join(map(re.escape, order))} " for order in orders]
    runs = map("".join, orders) if len(some) > 1 else ()
    together = [re.escape(run) for run in runs if len(run) >= _LEAST_TOGETHER]
    return "|".join((*apart, *together))


def _orders(some: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if len(some) <= _MOST_ORDERS:
        return permutations(some)
    return ((*some[place:], *some[:place]) for place in range(len(some)))


def _together(
    bags: Mapping[Node, frozenset[str]], hidden: Mapping[NamedNode, Sequence[str]]
) -> Iterator[tuple[Node, NamedNode]]:
    """Yield each text in one of whose words all those of a hidden text are run together."""
    runs: dict[str, list[tuple[str, NamedNode]]] = {}
    for one, some in hidden.items():
        for run in {"".join(order) for order in _orders(some)} if len(some) > 1 else ():
            if len(run) >= _LEAST_TOGETHER:
                runs.setdefault(run[:_LEAST_TOGETHER], []).append((run, one))
    for node, bag in bags.items():
        for word in bag if runs else ():
            for start in range(len(word) - _LEAST_TOGETHER + 1):
                for run, one in runs.get(word[start : start + _LEAST_TOGETHER], ()):
                    if word.startswith(run, start):
                        yield node, one


def texts_of(triples: Iterable[Triple]) -> set[Term]:
    """Return the distinct IRIs and texts of statements; numbers, days and truths hold no text."""
    found: set[Term] = set()
    for subject, predicate, value in triples:
        found |= {subject, predicate}
        if not isinstance(value, Literal) or value.datatype not in _PLAIN:
            found.add(value)
    return found


def _text(term: Node | Term) -> str:
    return term.value if isinstance(term, Literal) else unquote(term.value.removeprefix(BASE))
