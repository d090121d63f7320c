"""What the service is, in the vocabulary of SPARQL 1.1 Service Description: its forms, its graphs, what it has not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from pdz_graph.terms import DCT, FORMATS, LABEL, SD, TYPE, VOID, XSD
from pdz_graph.web.publication import Edition
from pdz_graph.web.words import TITLE

#: The forms of answers that have a name among the formats of the W3C.
_FORMATS: Final = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
)
_PREFIXES: Final = {"sd": SD.iri, "void": VOID.iri, "formats": FORMATS.iri, "dct": DCT.iri, "xsd": XSD.iri}
Node = NamedNode | BlankNode


def written(address: str, edition: Edition | None, form: RdfFormat) -> bytes:
    """Return the description of the service at ``address`` in a syntax of RDF: the same bytes for the same data."""
    prefixes = _PREFIXES if form in (RdfFormat.TURTLE, RdfFormat.RDF_XML) else None
    return serialize(_triples(address, edition), format=form, prefixes=prefixes) or b""


def _triples(address: str, edition: Edition | None) -> Iterator[Triple]:
    service = NamedNode(address)
    yield Triple(service, TYPE, SD["Service"])
    for text, lang in ((TITLE.it, "it"), (TITLE.en, "en")):
        yield Triple(service, LABEL, Literal(text, language=lang))
    yield Triple(service, SD["endpoint"], service)
    yield Triple(service, SD["supportedLanguage"], SD["SPARQL11Query"])
    yield Triple(service, SD["feature"], SD["UnionDefaultGraph"])
    for name in _FORMATS:
        yield Triple(service, SD["resultFormat"], FORMATS[name])
    if edition and edition.graphs:
        yield from _dataset(service, edition)


def _dataset(service: NamedNode, edition: Edition) -> Iterator[Triple]:
    """Yield the dataset that is asked where a request names no other: named graphs, and their union by default."""
    whole, union = BlankNode("dataset"), BlankNode("default")
    yield Triple(service, SD["defaultDataset"], whole)
    yield Triple(whole, TYPE, SD["Dataset"])
    yield Triple(whole, DCT["identifier"], Literal(edition.version))
    yield Triple(whole, DCT["date"], Literal(edition.day.isoformat(), datatype=XSD["date"]))
    yield Triple(whole, SD["defaultGraph"], union)
    yield Triple(union, TYPE, SD["Graph"])
    for number, (name, triples) in enumerate(sorted(edition.graphs.items())):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield Triple(whole, SD["namedGraph"], named)
        yield Triple(named, TYPE, SD["NamedGraph"])
        yield Triple(named, SD["name"], NamedNode(name))
        yield Triple(named, SD["graph"], graph)
        yield Triple(graph, TYPE, SD["Graph"])
        yield Triple(graph, VOID["triples"], Literal(str(triples), datatype=XSD["integer"]))
