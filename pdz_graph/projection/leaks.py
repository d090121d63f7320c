"""The check of what is about to be published: the shapes of leaks over the public graphs. A leak stops everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from pyoxigraph import NamedNode, Quad, Store

from pdz_graph.errors import InputError, Place, Problem, Text, UsageError
from pdz_graph.facts import Node, Term, Triple, visible
from pdz_graph.files import order
from pdz_graph.house import House
from pdz_graph.judge import breaches_of, rows_of
from pdz_graph.kinds import Kind, ShapeGraph, read_kinds, words
from pdz_graph.nesting import nested
from pdz_graph.projection.public import Projected
from pdz_graph.projection.texts import Texts, texts_of
from pdz_graph.terms import GRAFO, PDZ, SH, SHAPES, TYPE
from pdz_graph.wellformed import faults

_RESERVED = PDZ["PersonaRiservata"]
#: The most leaks that are told of one by one.
_MOST = 1000


@dataclass(frozen=True)
class _Leak:
    """A shape that found something, and where: a person or a text."""

    shape: NamedNode
    focus: Node


def check(
    graphs: Mapping[NamedNode, Iterable[Triple]],
    projected: Projected,
    house: House,
    origins: Mapping[str, Place] = MappingProxyType({}),
) -> None:
    """Look for leaks in graphs that are about to be published.

    What the accordo, the ontology and the vocabularies say is public already, and only helps. Raises InputError "leak"
    with every leak, each with a statement in which it stands and a remedy; UsageError where the house has no shapes of
    leaks: nothing is published unseen. ``origins`` maps the IRI of a resource to the row that it comes from.
    """
    shapes = tuple(house.leaks())
    kinds, graph = read_kinds(shapes), ShapeGraph(shapes)
    if not kinds:
        raise _no_shapes(house)
    parted = _Parted(graphs)
    texts = Texts(texts_of(parted.fresh) - texts_of(parted.stated), projected.hidden)
    made = tuple(texts.triples())
    found = sorted({*_of_core(graph, parted, made), *_of_kinds(kinds, parted, made)}, key=str)
    if found:
        told = _Telling(graph, parted, texts, origins)
        raise _refusal(len(found), sorted(map(told.problem, found[:_MOST]), key=order))


class _Parted:
    """The statements of some graphs: those of register and judgement, and those that are public in any case."""

    def __init__(self, graphs: Mapping[NamedNode, Iterable[Triple]]) -> None:
        self.fresh: list[Triple] = []
        self.stated: list[Triple] = []
        for name in sorted(graphs, key=str):
            (self.stated if _is_stated(name) else self.fresh).extend(graphs[name])

    @property
    def every(self) -> Iterator[Triple]:
        """All of them."""
        yield from self.fresh
        yield from self.stated

    @cached_property
    def first(self) -> Mapping[Term, Triple]:
        """The first statement in which each term stands, classes last."""
        found: dict[Term, Triple] = {}
        for triple in sorted(self.fresh, key=lambda triple: (triple[1] == TYPE, tuple(map(str, triple)))):
            for term in triple:
                found.setdefault(term, triple)
        return found


def _is_stated(graph: NamedNode) -> bool:
    return graph in (GRAFO["ontologia"], GRAFO["allineamenti"]) or GRAFO.name(graph).partition("/")[2] == "accordo"


def _of_core(graph: ShapeGraph, parted: _Parted, made: Iterable[Triple]) -> Iterator[_Leak]:
    """Yield what the Core shapes find: in texts, and in what is said of people who are not named."""
    reserved = {subject for subject, predicate, kind in parted.fresh if predicate == TYPE and kind == _RESERVED}
    said = (triple for triple in parted.fresh if triple[0] in reserved)
    for fault in faults(graph, [Quad(*triple) for part in (made, said) for triple in part]):
        yield _Leak(fault.shape, fault.focus)


def _of_kinds(kinds: Iterable[Kind], parted: _Parted, made: Iterable[Triple]) -> Iterator[_Leak]:
    """Yield what the constraints find: people without a title to be named, texts that name the others."""
    kinds, store = tuple(kinds), Store()
    store.bulk_extend(Quad(*triple) for triple in visible((*parted.every, *made), words(kinds)))
    for kind in kinds:
        for one in kind.constraints:
            for breach in breaches_of(one, rows_of(store, nested(one.query)), None):
                yield _Leak(one.node, breach.norm)


class _Telling:
    """The words for a leak: what it is, a statement in which it stands and the row that this comes from, the remedy."""

    def __init__(self, graph: ShapeGraph, parted: _Parted, texts: Texts, origins: Mapping[str, Place]) -> None:
        self.graph, self.parted, self.texts, self.origins = graph, parted, texts, origins

    def problem(self, leak: _Leak) -> Problem:
        """Return the problem of one leak, whose code is the local name of its shape."""
        term = self.texts.terms.get(leak.focus, leak.focus)
        statement = self.parted.first.get(term)
        shown = " ".join(map(str, statement)) if statement else str(term)
        place = self.origins.get(statement[0].value) if statement else None
        message, remedy = self.graph.text(leak.shape, SH["message"]), self.graph.text(leak.shape, PDZ["rimedio"])
        said = Text(f"{message.it} In: {shown}", f"{message.en} In: {shown}")
        return Problem(SHAPES.name(leak.shape), place or Place(""), said, remedy)


def _refusal(many: int, problems: Sequence[Problem]) -> InputError:
    return InputError(
        "leak",
        Text(
            f"La pubblicazione direbbe ciò che non deve ({many}): non è stato scritto nulla.",
            f"The publication would tell what it must not ({many}): nothing was written.",
        ),
        Text(
            "Correggere il registro dove è indicato, e pubblicare di nuovo.",
            "Mend the register where it is shown, and publish again.",
        ),
        problems,
        stopped=many > len(problems),
    )


def _no_shapes(house: House) -> UsageError:
    return UsageError(
        "leak-shapes",
        Text(
            f"In {house.root} mancano le forme che cercano perdite: non si pubblica nulla senza averle cercate.",
            f"In {house.root} the shapes that look for leaks are missing: nothing is published unseen.",
        ),
        Text("Rimettere shapes/pubblicazione.ttl.", "Put shapes/pubblicazione.ttl back."),
    )
