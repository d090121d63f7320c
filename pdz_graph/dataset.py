"""The graphs that a question sees: all that is known of an accordo on a day, said or deduced; nobody is asked here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Quad, Store

from pdz_graph.answers import Answered
from pdz_graph.asking import ask
from pdz_graph.catalogue import Question, codes_of
from pdz_graph.commons import Commons
from pdz_graph.facts import Triple, triples_of
from pdz_graph.house import is_prose
from pdz_graph.judgement import Judgement
from pdz_graph.reasoner import close
from pdz_graph.statements import blocks_of
from pdz_graph.states import DeadlineState
from pdz_graph.terms import GRAFO, LABEL, PDZ, XSD, concept

#: How a deadline fared, as the vocabulary of statuses calls it.
_FARED: Mapping[str, str] = {
    "void": "nulla",
    "to-come": "attesa",
    "done": "nei-termini",
    "late": "in-ritardo",
    "missed": "mancata",
    "unknown": "unknown",
}
_ADOPTED = PDZ["adottata"]


@dataclass(frozen=True)
class Dataset:
    """The graphs of one accordo on ``day``, by name; no statement is in two of them but what a register repeats.

    The default graph of whoever asks is their union.
    """

    accordo: str
    day: date
    graphs: Mapping[NamedNode, tuple[Triple, ...]]

    def quads(self) -> Iterator[Quad]:
        """Yield every statement in its graph."""
        return (Quad(*triple, graph) for graph, triples in self.graphs.items() for triple in triples)

    @cached_property
    def store(self) -> Store:
        """The graphs in a store in memory, made when it is first asked."""
        store = Store()
        store.bulk_extend(self.quads())
        return store

    def ask(self, text: str, rows: int | None = None) -> Answered:
        """Ask a query (SPARQL 1.1): see ``asking.ask``."""
        return ask(self.store, text, rows=rows)

    def answer(self, question: Question, values: Mapping[str, str], lang: str = "it") -> Answered:
        """Ask a question of the catalogue with values for its parameters; raises UsageError for those not admitted."""
        bound = question.bound(question.completed(values, self.day, lang), codes_of([question], self.ask))
        return self.ask(bound)


def dataset(
    commons: Commons,
    quads: Iterable[Quad],
    register: Iterable[Triple],
    judgement: Judgement,
    history: Mapping[NamedNode, Iterable[Triple]] = MappingProxyType({}),
) -> Dataset:
    """Return the graphs of an accordo (``quads``) and a register as a judgement saw them on its day.

    What lies after the day is left out everywhere, as the snapshot leaves it out. The graphs, under ``grafo/``:
    ``ontologia`` (with the vocabularies), ``allineamenti``; and under the accordo ``accordo`` (text, organs, norms),
    ``registro``, ``rilevazione`` (what the day adds), ``inferenze`` (what follows by OWL 2 RL), ``rilievi`` (verdict,
    findings, how each deadline fared); then those of a register's ``history``.
    """
    snapshot, verdict = judgement.snapshot, judgement.verdict
    folder, gone = f"{verdict.accordo}/", snapshot.gone
    shared = tuple(triples_of((*commons.ontology, *commons.vocabularies)))
    common = set(shared)
    mine = tuple(t for t in triples_of(quads) if t not in common and _stays(t, gone))
    said = tuple(triple for triple in register if _stays(triple, gone))
    named = {subject for subject, predicate, _ in (*shared, *mine, *said) if predicate == LABEL}
    graphs = {
        GRAFO["ontologia"]: shared,
        GRAFO["allineamenti"]: tuple(t for t in triples_of(commons.alignments) if t not in common),
        GRAFO[f"{folder}accordo"]: mine,
        GRAFO[f"{folder}registro"]: said,
        GRAFO[f"{folder}rilevazione"]: snapshot.added,
        GRAFO[f"{folder}inferenze"]: _follows((*mine, *said, *snapshot.added), commons),
        GRAFO[f"{folder}rilievi"]: tuple(
            dict.fromkeys(t for t in _found(judgement) if t[1] != LABEL or t[0] not in named)
        ),
    }
    graphs |= {name: tuple(triples) for name, triples in history.items()}
    return Dataset(verdict.accordo, verdict.as_of, graphs)


def _stays(triple: Triple, gone: Iterable[object]) -> bool:
    return triple[0] not in gone and triple[2] not in gone and triple[1] != _ADOPTED


def _follows(said: Iterable[Triple], commons: Commons) -> tuple[Triple, ...]:
    """Return what follows from statements and is not among them."""
    facts = dict.fromkeys(triple for triple in said if not is_prose(triple[2]))
    return tuple(triple for triple in close(facts, commons.schema) if triple not in facts)


def _found(judgement: Judgement) -> Iterator[Triple]:
    """Yield the verdict, and how each deadline fared."""
    for node, statements in blocks_of(judgement.verdict):
        yield from ((node, predicate, value) for predicate, values in statements for value in values)
    for ruling in judgement.verdict.rulings:
        for state in judgement.deadlines(ruling.norm):
            yield from _fared(state)


def _fared(deadline: DeadlineState) -> Iterator[Triple]:
    node = NamedNode(deadline.id)
    yield (node, PDZ["esitoDellaScadenza"], concept("stato", _FARED[deadline.state]))
    if deadline.days_late is not None:
        yield (node, PDZ["giorniDiRitardo"], Literal(str(deadline.days_late), datatype=XSD["integer"]))
