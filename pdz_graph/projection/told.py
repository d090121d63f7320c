"""The history of a register as everybody may read it: when it changed and by how much, never who or what."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from pdz_graph.facts import Triple
from pdz_graph.ledger import ENDED, Ledger, node_of
from pdz_graph.projection import said
from pdz_graph.terms import LABEL, PDZ, TYPE, XSD


def told(ledger: Ledger, last: int) -> dict[NamedNode, tuple[Triple, ...]]:
    """Return the graph of the changes up to ``last`` (included): of each its number, its instant (UTC), how many
    statements it put and took. Who made it, why, from which file, and the statements themselves are left out."""
    return {ledger.graphs.provenance: tuple(one for number in range(1, last + 1) for one in _of_change(ledger, number))}


def _of_change(ledger: Ledger, number: int) -> Iterator[Triple]:
    node, delta = node_of(ledger.graphs.accordo, number), ledger.delta(number)
    name = said.change(number)
    yield (node, TYPE, PDZ["Cambio"])
    yield (node, LABEL, Literal(name.it, language="it"))
    yield (node, LABEL, Literal(name.en, language="en"))
    yield (node, ENDED, Literal(ledger.change(number).instant.isoformat(), datatype=XSD["dateTime"]))
    for predicate, some in (("affermazioniAggiunte", delta.added), ("affermazioniTolte", delta.removed)):
        yield (node, PDZ[predicate], Literal(str(len(some)), datatype=XSD["integer"]))
