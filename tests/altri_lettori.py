"""RDF as readers that are not ours read it: rdflib, Oxigraph and, where it is installed, Jena; each to one digest."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

from pdz_graph.facts import Triple

OXIGRAPH = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
RDFLIB = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}


def digest(triples: Iterable[Triple]) -> str:
    """Return the SHA-256 of the canonical N-Quads (RDFC-1.0) of triples."""
    dataset = Dataset(Quad(*triple) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return hashlib.sha256("".join(sorted(f"{quad} .\n" for quad in dataset)).encode()).hexdigest()


def by_oxigraph(document: bytes, form: str, context: bytes) -> list[Triple]:
    """Return the triples of a document as Oxigraph reads it."""
    said = _whole(document, context) if form == "jsonld" else document
    return [(q.subject, q.predicate, q.object) for q in parse(said, OXIGRAPH[form])]


def by_rdflib(document: bytes, form: str, context: bytes) -> list[Triple]:
    """Return the triples of a document as rdflib reads it, their literals as they are written."""
    said = _whole(document, context) if form == "jsonld" else document
    with _as_written():
        lines = rdflib.Graph().parse(data=said, format=RDFLIB[form]).serialize(format="nt", encoding="utf-8")
    return by_oxigraph(lines, "nt", context)


def _whole(document: bytes, context: bytes) -> bytes:
    """Return a JSON-LD document with the context inside: nothing is fetched here."""
    said = json.loads(document)
    if isinstance(said, dict):
        assert str(said["@context"]).endswith("context.jsonld")
        said |= json.loads(context)
    return json.dumps(said).encode()


@contextmanager
def _as_written() -> Iterator[None]:
    """Let rdflib neither change a literal nor complain of one that is ill typed."""
    normal, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = normal
        logger.setLevel(level)
