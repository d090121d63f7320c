"""The JSON-LD context: a name for each word of the ontology, and of what values it is. No register changes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode

from pdz_graph.commons import Commons
from pdz_graph.facts import Triple, triples_of
from pdz_graph.terms import BASE, OWL, PDZ, PREFIXES, RDFS, SHAPES, TYPE, XSD

#: Where the context stands, from the base.
FILE: Final = "context.jsonld"
#: What values of a property are, where it is no datatype: nodes, or prose in languages.
NODES, PROSE = "@id", "@language"
#: What the ontology cannot say of its properties, since OWL 2 RL has no such range: which hold days, which prose.
_DAYS: Final = (
    *("al", "cancellata", "consensoDal", "dal", "data", "decorrenzaDichiarata", "dopo", "entro", "fino", "firmato"),
    *("giorno", "scadenzaDichiarata", "stabileDal"),
)
_PROSE: Final = ("dice", "lettura", "motivazione", "motivoNonVerificabile", "oggetto", "rimedio", "senzaNorma")


@dataclass(frozen=True)
class Name:
    """How a property is called in a document, and of what its values are: NODES, PROSE, a datatype, "" for any."""

    name: str
    of: str = ""


@dataclass(frozen=True)
class Context:
    """The names of a context: of properties and classes by IRI, and the prefixes of what has no name of its own."""

    properties: dict[str, Name]
    classes: dict[str, str]
    prefixes: dict[str, str]
    _names: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def taken(self) -> frozenset[str]:
        """Every name: an IRI whose scheme is one of them cannot be written beside this context."""
        return frozenset({*self.prefixes, *self.classes.values(), *(one.name for one in self.properties.values())})

    def name(self, iri: str) -> str:
        """Return how a property or a class is called where its own name is not fit: with a prefix, else in full."""
        if iri not in self._names:
            shortened = (
                f"{prefix}:{iri.removeprefix(start)}"
                for prefix, start in self.prefixes.items()
                if iri.startswith(start) and not iri.startswith(f"{start}//")
            )
            self._names[iri] = next(shortened, iri)
        return self._names[iri]

    def kind(self, iri: str) -> str:
        """Return how a class is called."""
        return self.classes.get(iri) or self.name(iri)

    def written(self) -> bytes:
        """Return the context as the document that is served."""
        terms: dict[str, object] = {"@version": 1.1, **dict(sorted(self.prefixes.items()))}
        terms |= {name: iri for iri, name in sorted(self.classes.items())}
        for iri, said in sorted(self.properties.items()):
            terms[said.name] = {"@id": self.name(iri), **_values(said.of, self)}
        return f"{json.dumps({'@context': terms}, ensure_ascii=False, indent=2)}\n".encode()


def context_of(commons: Commons) -> Context:
    """Return the context of a house: the same whatever its accordi and their registers say."""
    ontology = tuple(triples_of(commons.ontology))
    of = {PDZ[name].value: XSD["date"].value for name in _DAYS} | {PDZ[name].value: PROSE for name in _PROSE}
    for subject, predicate, value in ontology:
        if predicate == TYPE and value == OWL["ObjectProperty"]:
            of[str(subject.value)] = NODES
        elif predicate == RDFS["range"] and isinstance(value, NamedNode) and value in XSD:
            of[str(subject.value)] = value.value
    properties = {node.value: Name(PDZ.name(node), of.get(node.value, "")) for node in _declared(ontology, "Property")}
    classes = {node.value: PDZ.name(node) for node in _declared(ontology, "Class")}
    taken = {*classes.values(), *(one.name for one in properties.values()), *_prefixes()}
    for iri, kind in sorted(_used((*ontology, *(one for graph in commons.graphs.values() for one in graph))).items()):
        name = iri.replace("#", "/").rpartition("/")[2]
        if name not in taken and iri != TYPE.value:
            taken.add(name)
            properties[iri] = Name(name, kind)
    return Context(properties, classes, _prefixes())


def _prefixes() -> dict[str, str]:
    """Return the prefixes of vocabularies: what is of an accordo is always written in full, as an address."""
    return {name: iri for name, iri in PREFIXES.items() if iri in (PDZ.iri, SHAPES.iri) or not iri.startswith(BASE)}


def _declared(ontology: Iterable[Triple], kind: str) -> Iterator[NamedNode]:
    """Yield the words of our ontology that are classes, or properties, of any kind of them."""
    for subject, predicate, value in ontology:
        is_ours = predicate == TYPE and isinstance(subject, NamedNode) and subject in PDZ
        if is_ours and value in OWL and value.value.endswith(kind):
            yield subject  # type: ignore[misc]


def _used(triples: Iterable[Triple]) -> dict[str, str]:
    """Return the properties of others' vocabularies that the house uses, and of what their values are there."""
    found: dict[str, set[str]] = {}
    for _, predicate, value in triples:
        if predicate not in PDZ and any(predicate.value.startswith(iri) for iri in _prefixes().values()):
            found.setdefault(predicate.value, set()).add(_kind(value))
    return {iri: kinds.pop() if len(kinds) == 1 else "" for iri, kinds in found.items()}


def _kind(value: object) -> str:
    if not isinstance(value, Literal):
        return NODES
    return PROSE if value.language else "" if value.datatype == XSD["string"] else value.datatype.value


def _values(of: str, context: Context) -> dict[str, str]:
    if of == PROSE:
        return {"@container": "@language"}
    if not of or of == XSD["string"].value:
        return {}
    return {"@type": of if of == NODES else context.name(of)}
