"""How things are called: their own label, or one put together from what they link; never an IRI where a name exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

from pyoxigraph import Literal, NamedNode

from pdz_graph.errors import Text
from pdz_graph.facts import Term, Triple, as_day
from pdz_graph.terms import LABEL, PDZ, SKOS
from pdz_graph.words import say_day

#: The links that name a thing which has no label, in the order in which people say them.
_PARTS = tuple(
    PDZ[name]
    for name in [
        "norma",
        "normaDerogata",
        "cosaDerogata",
        "tipo",
        "fonte",
        "persona",
        "seggio",
        "carica",
        "organo",
        "membro",
        "aggregazione",
        "ente",
        "perContoDi",
        "elenco",
        "documento",
        "anno",
        "data",
    ]
)
#: The links that name it when none of those does, or not alone.
_DAYS = tuple(PDZ[name] for name in ("dal", "al"))
_WHOSE = PDZ["daDesignazione"]
_NAMING = frozenset((*_PARTS, *_DAYS))
_OWN = (LABEL, SKOS["prefLabel"])
_TELLING = frozenset((*_OWN, *_NAMING, _WHOSE))

Links = dict[NamedNode, dict[Term, None]]


class Labels:
    """The names of things, as some triples give them, ``beside`` others that were gathered before and come first."""

    def __init__(self, triples: Iterable[Triple], beside: Labels | None = None) -> None:
        self.beside = beside
        self.said: dict[Term, dict[str, str]] = {}
        self.linked: dict[Term, Links] = {}
        self.known: dict[Term, Text] = {}
        for triple in triples:
            if triple[1] in _TELLING:
                self.add(*triple)

    def add(self, subject: Term, predicate: NamedNode, value: Term) -> None:
        """Take one more triple into account; the same triple twice counts once."""
        if predicate in _OWN and isinstance(value, Literal):
            self.said.setdefault(subject, {}).setdefault(value.language or "", value.value)
        elif predicate == _WHOSE:
            self._link(value, _WHOSE, subject)
        elif predicate in _NAMING:
            self._link(subject, predicate, value)

    def _link(self, subject: Term, predicate: NamedNode, value: Term) -> None:
        self.linked.setdefault(subject, {}).setdefault(predicate, {})[value] = None

    def of(self, term: Term) -> Text:
        """Return the name of ``term`` in both languages; a day in words, any other literal by its lexical form."""
        if isinstance(term, Literal):
            day = as_day(term)
            return Text(say_day(day, "it"), say_day(day, "en")) if day else Text(term.value, term.value)
        if term not in self.known:
            named = self.beside is not None and self.beside.names(term)
            self.known[term] = self.beside.of(term) if self.beside and named else self._make(term)
        return self.known[term]

    def names(self, term: Term) -> bool:
        """Tell whether a thing has a name of its own here."""
        return term in self.said or (self.beside is not None and self.beside.names(term))

    def links(self, term: Term) -> Links:
        """Return all that could name a thing which has no name of its own."""
        mine = self.linked.get(term, {})
        theirs = self.beside.links(term) if self.beside else {}
        return {prop: {**theirs.get(prop, {}), **mine.get(prop, {})} for prop in {*theirs, *mine}} if theirs else mine

    def __iter__(self) -> Iterator[Term]:
        """Yield each thing that has a name of its own."""
        yield from self.beside or ()
        yield from (term for term in self.said if not (self.beside and self.beside.names(term)))

    def _make(self, term: Term) -> Text:
        said = self.said.get(term)
        if said:
            any_way = next(said[lang] for lang in ("", "it", "en", *said) if lang in said)
            return Text(said.get("it", any_way), said.get("en", any_way))
        local = term.value.rstrip("/").rpartition("#")[2].rpartition("/")[2]
        self.known[term] = Text(local, local)  # ends a circle of links
        links = self.links(term)
        parts = self._named(links, (_WHOSE, *_PARTS)) or self._named(links, _DAYS)
        if not parts:
            return Text(local, local)
        return Text(", ".join(part.it for part in parts), ", ".join(part.en for part in parts))

    def _named(self, links: Links, properties: Iterable[NamedNode]) -> list[Text]:
        """Return the names of what a thing is linked to, in the order of the properties, then of the names."""
        return [name for prop in properties for name in sorted(map(self.of, links.get(prop, ())), key=attrgetter("it"))]


class NamesByIri(Mapping[str, Text]):
    """The names of things by IRI, made when asked for."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    def __getitem__(self, iri: str) -> Text:
        try:
            return self.labels.of(NamedNode(iri))
        except ValueError:
            raise KeyError(iri) from None

    def __iter__(self) -> Iterator[str]:
        return (node.value for node in self.labels if isinstance(node, NamedNode))

    def __len__(self) -> int:
        return sum(1 for _ in self)
