"""All that is published, by the thing of which it is said: what a page and an RDF document of a thing are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from operator import attrgetter

from pyoxigraph import BlankNode, Literal, NamedNode

from pdz_graph.errors import Text
from pdz_graph.facts import Node, Term, Triple
from pdz_graph.labels import Labels
from pdz_graph.linked.addresses import Addresses
from pdz_graph.terms import DCT, GRAFO, LABEL, SH, SKOS, TYPE
from pdz_graph.words import LANGUAGES

Said = dict[NamedNode, list[Term]]
_NOTHING: Said = {}


class Book:
    """The graphs of a publication, by thing: of the accordo with that id. Whatever is in ``graphs`` goes out.

    Things that have no name get the one that people are told, in a graph of their own (``grafo/ACCORDO/nomi``).
    """

    def __init__(self, accordo: str, graphs: Mapping[NamedNode, Iterable[Triple]], addresses: Addresses) -> None:
        self.accordo, self.addresses = accordo, addresses
        self.graphs = {name: tuple(triples) for name, triples in graphs.items()}
        self._said: dict[Node, Said] = {}
        self._into: dict[Term, Said] = {}
        self.labels = Labels(triple for triples in self.graphs.values() for triple in triples)
        for triples in self.graphs.values():
            self._read(triples)
        names = tuple(self._names())
        self._read(names)
        self.graphs[GRAFO[f"{accordo}/nomi"]] = names

    def _read(self, triples: Iterable[Triple]) -> None:
        for subject, predicate, value in triples:
            values = self._said.setdefault(subject, {}).setdefault(predicate, [])
            if value in values:
                continue
            values.append(value)
            if not isinstance(value, Literal):
                self._into.setdefault(value, {}).setdefault(predicate, []).append(subject)

    def _names(self) -> Iterator[Triple]:
        for thing in self.things:
            if thing not in self._said or not any(self._said[thing].get(name) for name in (LABEL, SKOS["prefLabel"])):
                said = self.label(thing)
                yield thing, LABEL, Literal(said.it, language="it")
                yield thing, LABEL, Literal(said.en, language="en")

    @cached_property
    def things(self) -> tuple[NamedNode, ...]:
        """Every IRI under our base of which something is said, or to which something leads, and the graphs; sorted."""
        predicates = {predicate for said in self._said.values() for predicate in said}
        found = {*self._said, *self._into, *predicates, *self.graphs}
        ours = (node for node in found if isinstance(node, NamedNode) and self.addresses.ours(node))
        return tuple(sorted(ours, key=attrgetter("value")))

    @cached_property
    def documents(self) -> Mapping[str, tuple[NamedNode, ...]]:
        """The things that each document is about, by its path, sorted: the whole before its parts."""
        found: dict[str, list[NamedNode]] = {}
        for thing in self.things:
            found.setdefault(self.addresses.path(thing), []).append(thing)
        return {path: tuple(found[path]) for path in sorted(found)}

    def said(self, node: Term) -> Said:
        """Return what is said of a node: the values of each property."""
        return self._said.get(node, _NOTHING)  # type: ignore[arg-type]

    def into(self, node: Term) -> Said:
        """Return what leads to a node: the subjects by property."""
        return self._into.get(node, _NOTHING)

    def all(self, node: Term, predicate: NamedNode) -> list[Term]:
        """Return the values of a property, in the order in which they are said."""
        return self.said(node).get(predicate, [])

    def one(self, node: Term, predicate: NamedNode) -> Term | None:
        """Return a value of a property, the least where there are several; None where there is none."""
        return min(self.all(node, predicate), key=str, default=None)

    def text(self, node: Term, predicate: NamedNode, lang: str) -> str:
        """Return what a property says in a language, else in any, else ""."""
        said = {value.language: value.value for value in self.all(node, predicate) if isinstance(value, Literal)}
        return said.get(lang) or next(iter(said.values()), "")

    def texts(self, node: Term, predicate: NamedNode) -> Text | None:
        """Return what a property says in both languages, None where it says nothing."""
        it, en = (self.text(node, predicate, lang) for lang in LANGUAGES)
        return Text(it, en) if it or en else None

    def amount(self, node: Term, predicate: NamedNode) -> Decimal | None:
        """Return an amount of euro, None where there is none that can be read."""
        try:
            found = Decimal(self.value(node, predicate))
        except InvalidOperation:
            return None
        return found if found.is_finite() else None

    def value(self, node: Term, predicate: NamedNode) -> str:
        """Return the lexical form, or the IRI, of a property of one value; "" where there is none."""
        found = self.one(node, predicate)
        return "" if found is None else found.value

    def subjects(self, predicate: NamedNode, value: Term) -> list[NamedNode]:
        """Return the named things of which a property says ``value``, sorted."""
        return sorted((node for node in self.into(value).get(predicate, []) if isinstance(node, NamedNode)), key=str)

    def kinds(self, node: Term) -> list[NamedNode]:
        """Return the classes of a thing, sorted."""
        return sorted((kind for kind in self.all(node, TYPE) if isinstance(kind, NamedNode)), key=str)

    def of_kind(self, kind: NamedNode) -> list[NamedNode]:
        """Return the things of a class, said or deduced, sorted by IRI."""
        return self.subjects(TYPE, kind)

    def label(self, term: Term) -> Text:
        """Return how a thing is called: a finding by what is wrong, and with what thing; what has no other name by its
        title."""
        if SH["resultMessage"] in self.said(term):
            about = self.labels.of(self.one(term, SH["value"]) or term)
            wrong = {lang: self.text(term, SH["resultMessage"], lang).rstrip(".") for lang in LANGUAGES}
            return Text(f"{wrong['it']}: {about.it}", f"{wrong['en']}: {about.en}")
        title = None if self.labels.names(term) else self.texts(term, DCT["title"])
        return title or self.labels.of(term)

    def describe(self, path: str) -> tuple[Triple, ...]:
        """Return the statements of a document, sorted: all that is said of its things, what leads to them, and how
        whatever else is mentioned is called.

        What is an instance of a class, or used as a property, is not told beside the word: that would be all the data.
        """
        about = self.documents[path]
        found = dict.fromkeys(triple for thing in about for triple in self._about(thing))
        told = {subject for subject, _, _ in found}
        for triple in tuple(found):
            for term in triple:
                if term not in told and self.addresses.ours(term):
                    told.add(term)  # type: ignore[arg-type]
                    found |= dict.fromkeys(self._called(term))  # type: ignore[arg-type]
        return tuple(sorted(found, key=lambda triple: tuple(map(str, triple))))

    def _about(self, thing: Node) -> Iterator[Triple]:
        """Yield what is said of a thing, what leads to it, and all that is said of the nodes without a name on the way:
        those that its statements go to, and those that nothing else would tell of."""
        found = self.into(thing).items()
        into = [(subject, predicate) for predicate, subjects in found if predicate != TYPE for subject in subjects]
        yield from ((subject, predicate, thing) for subject, predicate in into if isinstance(subject, NamedNode))
        nodes: list[Node] = [thing]
        nodes += (top for subject, _ in into if isinstance(subject, BlankNode) for top in self._tops(subject))
        told: set[Node] = set()
        while nodes:
            node = nodes.pop()
            if node in told:
                continue
            told.add(node)
            for predicate, values in self.said(node).items():
                yield from ((node, predicate, value) for value in values)
                nodes += (value for value in values if isinstance(value, BlankNode))

    def _tops(self, node: BlankNode) -> set[BlankNode]:
        """Return the nodes without a name from which one is reached, and to which nothing leads."""
        found, above, seen = set(), [node], {node}
        while above:
            one = above.pop()
            subjects = [subject for subjects in self.into(one).values() for subject in subjects]
            if not subjects:
                found.add(one)
            above += (subject for subject in subjects if isinstance(subject, BlankNode) and subject not in seen)
            seen |= set(above)
        return found

    def _called(self, node: NamedNode) -> Iterator[Triple]:
        for name in (LABEL, SKOS["prefLabel"]):
            yield from ((node, name, value) for value in self.all(node, name))
