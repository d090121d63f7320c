"""The graphs of the house as the tests question them: rows of plain text for a SPARQL query; nothing is judged here."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pyoxigraph import Quad, QuerySolutions, Store

from pdz_graph.house import House
from pdz_graph.terms import ACCORDO, DCT, PDZ, RDFS, SH, SKOS

ACCORDO_ID = "cremasco-2012-2014"
CASA = House.find(Path(__file__).resolve().parents[1])
TESTO = f"{ACCORDO.iri}{ACCORDO_ID}/testo/"
NORMA = f"{ACCORDO.iri}{ACCORDO_ID}/norma/"
PREFIXES = "".join(
    f"PREFIX {prefix}: <{iri}>\n"
    for prefix, iri in {
        "pdz": PDZ.iri,
        "dct": DCT.iri,
        "rdfs": RDFS.iri,
        "sh": SH.iri,
        "skos": SKOS.iri,
        "ente": "https://w3id.org/pdz/ente/",
        "norma": NORMA,
        "organo": f"{ACCORDO.iri}{ACCORDO_ID}/organo/",
    }.items()
)


@cache
def accordo() -> Store:
    """Return everything that ``data/accordi`` says of the accordo."""
    return _store(CASA.accordo(ACCORDO_ID))


@cache
def vocabolari() -> Store:
    """Return the SKOS schemes."""
    return _store(CASA.vocabularies())


@cache
def shapes() -> Store:
    """Return the shapes."""
    return _store(CASA.shapes())


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    """Return the answers to a SELECT as sorted text: the value of each term, "" where nothing is bound."""
    found = store.query(PREFIXES + query)
    assert isinstance(found, QuerySolutions)
    return sorted(tuple("" if term is None else str(getattr(term, "value", term)) for term in row) for row in found)


def column(store: Store, query: str) -> list[str]:
    """Return the only column of a SELECT, sorted."""
    return [row[0] for row in rows(store, query)]


def _store(quads: Iterable[Quad]) -> Store:
    store = Store()
    store.bulk_extend(quads)
    return store
