"""How things are called: their own label, or one put together from what they link; never an IRI where a name exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

from pyoxigraph import Literal, NamedNode

from pdz_graph.errors import Text
from pdz_graph.facts import Term, Triple, as_day
from pdz_graph.terms import LABEL, PDZ, SH, SKOS
from pdz_graph.words import say_day

#: The links that name a thing which has no label, in the order in which people say them.
_PARTS = (
    *(
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
            "giorno",
        ]
    ),
    SH["focusNode"],
    SH["value"],
)
#: The links that name it when none of those does, or not alone.
_DAYS = tuple(PDZ[name] for name in ("dal", "al"))
_WHOSE = PDZ["daDesignazione"]
_OWN = (LABEL, SKOS["prefLabel"])
_TELLING = frozenset((*_OWN, *_PARTS, *_DAYS))

Links = dict[NamedNode, dict[Term, None]]


class Labels:
    """The names of things, as some triples give them, ``beside`` others that were gathered before and come first."""

    def __init__(self, triples: Iterable[Triple], beside: Labels | None = None) -> None:
        self.beside = beside
        self.told: dict[Term, list[tuple[NamedNode, Term]]] = {}
        self.known: dict[Term, Text] = {}
        for subject, predicate, value in triples:
            if predicate == _WHOSE:
                self.told.setdefault(value, []).append((predicate, subject))
            elif predicate in _TELLING:
                self.told.setdefault(subject, []).append((predicate, value))

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
        return bool(self._own(term)) or (self.beside is not None and self.beside.names(term))

    def links(self, term: Term) -> Links:
        """Return all that could name a thing which has no name of its own."""
        found = self.beside.links(term) if self.beside else {}
        for predicate, value in self.told.get(term, ()):
            if predicate not in _OWN:
                found.setdefault(predicate, {})[value] = None
        return found

    def __iter__(self) -> Iterator[Term]:
        """Yield each thing that has a name of its own."""
        yield from self.beside or ()
        yield from (term for term in self.told if self._own(term) and not (self.beside and self.beside.names(term)))

    def _own(self, term: Term) -> dict[str, str]:
        """Return the names that a thing is given here, by language; of several in one the first."""
        said: dict[str, str] = {}
        for predicate, value in self.told.get(term, ()):
            if predicate in _OWN and isinstance(value, Literal):
                said.setdefault(value.language or "", value.value)
        return said

    def _make(self, term: Term) -> Text:
        said = self._own(term)
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
