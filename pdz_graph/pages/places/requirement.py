"""What a seat asks for, in the words of the ontology: how many, for whom, who appoints, who may hold it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from pdz_graph.pages.phrase import Told
from pdz_graph.pages.places import said
from pdz_graph.pages.places.reading import by_name, is_true
from pdz_graph.pages.places.sheet import Fact
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import DCT, LABEL, NOTATION, PDZ, RDFS, TYPE

#: What is said elsewhere on the page of a seat or a requirement.
_ELSEWHERE: Final = {TYPE, LABEL, NOTATION, RDFS["comment"], DCT["source"]}
_COUNTED: Final = {PDZ[name] for name in ("minimo", "massimo", "perOgni", "perOgniEnte", "nellOrgano", "elenco")}


def asked(scene: Scene, node: NamedNode, counted: bool = True) -> Iterator[Fact]:
    """Yield all that a seat, or a requirement, asks for, by property; ``counted`` leaves out how many and for whom."""
    book, out = scene.book, _ELSEWHERE | (_COUNTED if counted else set())
    for name, values in sorted(book.said(node).items(), key=lambda pair: book.label(pair[0]).it):
        if name in out or name not in PDZ:
            continue
        told: Told = tuple(by_name(book, values))
        if is_true(book, node, PDZ.name(name)):
            told = said.YES
        yield Fact(name, told)
