"""The changes of a register as statements about statements: what each put and took, by RDF's own reification."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from pdz_graph.facts import Triple
from pdz_graph.ledger import Ledger, node_of
from pdz_graph.terms import GRAFO, PDZ, RDF, TYPE, of_accordo


def history(ledger: Ledger, last: int) -> dict[NamedNode, tuple[Triple, ...]]:
    """Return the history of a register up to its change ``last`` (included) in two graphs: ``provenienza``, who made
    each change, when and from what; ``storia``, the statements that it added and took away.

    What was taken away is told of and not said: it does not come back among what is true.
    """
    numbers = range(1, last + 1)
    story = tuple(triple for number in numbers for triple in _of_change(ledger, number))
    return {ledger.graphs.provenance: ledger.story(last), GRAFO[f"{ledger.graphs.accordo}/storia"]: story}


def _of_change(ledger: Ledger, number: int) -> Iterator[Triple]:
    delta = ledger.delta(number)
    for side, verb, triples in (("aggiunta", "aggiuntaDa", delta.added), ("tolta", "toltaDa", delta.removed)):
        yield from _reified(ledger.graphs.accordo, number, (side, verb), triples)


def _reified(accordo: str, number: int, side: tuple[str, str], triples: Iterable[Triple]) -> Iterator[Triple]:
    name, verb = side
    change = node_of(accordo, number)
    for place, (subject, predicate, value) in enumerate(sorted(triples, key=lambda one: tuple(map(str, one))), 1):
        node = of_accordo(accordo, "cambio", str(number), name, str(place))
        yield (node, TYPE, RDF["Statement"])
        yield (node, RDF["subject"], subject)
        yield (node, RDF["predicate"], predicate)
        yield (node, RDF["object"], value)
        yield (node, PDZ[verb], change)
