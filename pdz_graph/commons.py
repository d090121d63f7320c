"""What every accordo of a house shares, read once: ontology, vocabularies, shapes, and the engines made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad

from pdz_graph.catalogue import Question
from pdz_graph.catalogue import read as read_questions
from pdz_graph.errors import Text
from pdz_graph.facts import Term, Triple, triples_of
from pdz_graph.house import House
from pdz_graph.judge import FastEngine
from pdz_graph.kinds import Kind, read_kinds
from pdz_graph.labels import Labels
from pdz_graph.reach import Reach
from pdz_graph.reasoner import Schema, read_schema
from pdz_graph.terms import GRAFO, PDZ, RDFS

if TYPE_CHECKING:
    from pdz_graph.reference import ReferenceEngine


class Commons:
    """The graphs of a house that speak of no accordo; each is read when first asked for."""

    def __init__(self, house: House) -> None:
        self.house = house

    @cached_property
    def ontology(self) -> tuple[Quad, ...]:
        """The ontology, without the alignments."""
        return tuple(self.house.ontology())

    @cached_property
    def alignments(self) -> tuple[Quad, ...]:
        """The alignments of the ontology with those of others."""
        return tuple(self.house.alignments())

    @cached_property
    def graphs(self) -> dict[NamedNode, tuple[Triple, ...]]:
        """The ontology with the vocabularies, and the alignments, as graphs; their blank nodes have the names that
        RDFC-1.0 gives them, so that the same files are the same statements."""
        words = (*self.ontology, *self.vocabularies)
        return _canonical({GRAFO["ontologia"]: words, GRAFO["allineamenti"]: self.alignments})

    @cached_property
    def forms(self) -> tuple[Triple, ...]:
        """The shapes as a graph to be published beside those (``grafo/forme``): its blank nodes are none of theirs."""
        name = GRAFO["forme"]
        return tuple(_apart(triple) for triple in _canonical({name: self.shapes})[name])

    @cached_property
    def schema(self) -> Schema:
        """What follows from what, by the ontology."""
        return read_schema(self.ontology)

    @cached_property
    def vocabularies(self) -> tuple[Quad, ...]:
        """The SKOS schemes."""
        return tuple(self.house.vocabularies())

    @cached_property
    def shapes(self) -> tuple[Quad, ...]:
        """The shapes: those of the kinds of norm, and those of a register."""
        return tuple(self.house.shapes())

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of norm, as the shapes state them."""
        return read_kinds(self.shapes)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The questions of the catalogue, by name."""
        return read_questions(self.house)

    @cached_property
    def labels(self) -> Labels:
        """The names of the words of the ontology and of the concepts."""
        return Labels(triples_of((*self.ontology, *self.vocabularies)))

    @cached_property
    def meanings(self) -> dict[str, Text]:
        """What each word of the ontology means, by its local name."""
        said: dict[str, dict[str, str]] = {}
        for quad in self.ontology:
            if quad.predicate == RDFS["comment"] and quad.subject in PDZ and isinstance(quad.object, Literal):
                said.setdefault(PDZ.name(quad.subject), {})[quad.object.language or ""] = quad.object.value  # type: ignore[arg-type]
        return {name: Text(text.get("it", ""), text.get("en", "")) for name, text in said.items()}

    @cached_property
    def fast(self) -> FastEngine:
        """The fast engine over this ontology and these kinds."""
        return FastEngine(self.schema, self.kinds)

    @cached_property
    def reach(self) -> Reach[NamedNode]:
        """What the constraints of these kinds can see, by their nodes."""
        return Reach({one.node: one.query for kind in self.kinds for one in kind.constraints})

    @cached_property
    def sight(self) -> Reach[str]:
        """What every query of these kinds can see, by its own text: the constraints and the selections."""
        return Reach({query: query for kind in self.kinds for query in kind.queries})

    @cached_property
    def reference(self) -> ReferenceEngine:
        """The reference engine; rdflib is imported only here."""
        from pdz_graph.reference import ReferenceEngine

        return ReferenceEngine(self.ontology, self.shapes, self.kinds)


def _canonical(parts: Mapping[NamedNode, Iterable[Quad]]) -> dict[NamedNode, tuple[Triple, ...]]:
    """Return graphs whose blank nodes have the names that RDFC-1.0 gives them, in the order of their statements."""
    whole = Dataset(Quad(*triple, name) for name, part in parts.items() for triple in triples_of(part))
    whole.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    ordered = sorted(whole, key=str)
    return {name: tuple(triples_of(quad for quad in ordered if quad.graph_name == name)) for name in parts}


def _apart(triple: Triple) -> Triple:
    """Return a triple whose blank nodes have names of their own."""
    subject, predicate, value = triple
    return _renamed(subject), predicate, _renamed(value)  # type: ignore[return-value]


def _renamed(term: Term) -> Term:
    return BlankNode(f"forme-{term.value}") if isinstance(term, BlankNode) else term
