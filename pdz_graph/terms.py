"""The IRIs that the package knows, and nothing else: no module but this one spells an IRI."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode

BASE = "https://w3id.org/pdz/"
#: How the address of a page of the web begins: nothing else is a link.
WEB = ("http://", "https://")
#: An address under which an office could publish, to show how one is written.
EXAMPLE = "https://dati.example.org/pdz/"


class Vocabulary:
    """A namespace: ``PDZ["dal"]`` is the NamedNode of a term, the same object at each call."""

    def __init__(self, iri: str) -> None:
        self.iri = iri

    def __getitem__(self, name: str) -> NamedNode:
        return _node(self.iri + name)

    def __contains__(self, node: object) -> bool:
        return isinstance(node, NamedNode) and node.value.startswith(self.iri)

    def name(self, node: NamedNode) -> str:
        """Return the part of ``node``'s IRI after the namespace."""
        return node.value.removeprefix(self.iri)


@cache
def _node(iri: str) -> NamedNode:
    return NamedNode(iri)


PDZ = Vocabulary(BASE + "onto#")
SHAPES = Vocabulary(BASE + "shapes#")
ENTE = Vocabulary(BASE + "ente/")
PERSONA = Vocabulary(BASE + "persona/")
VOCABOLARIO = Vocabulary(BASE + "vocabolario/")
ACCORDO = Vocabulary(BASE + "accordo/")
GRAFO = Vocabulary(BASE + "grafo/")
PROBLEMA = Vocabulary(BASE + "problema/")
DCAT = Vocabulary("http://www.w3.org/ns/dcat#")
DCATAPIT = Vocabulary("http://dati.gov.it/onto/dcatapit#")
DCT = Vocabulary("http://purl.org/dc/terms/")
FOAF = Vocabulary("http://xmlns.com/foaf/0.1/")
OWL = Vocabulary("http://www.w3.org/2002/07/owl#")
PROV = Vocabulary("http://www.w3.org/ns/prov#")
RDF = Vocabulary("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Vocabulary("http://www.w3.org/2000/01/rdf-schema#")
SD = Vocabulary("http://www.w3.org/ns/sparql-service-description#")
SH = Vocabulary("http://www.w3.org/ns/shacl#")
FORMATS = Vocabulary("http://www.w3.org/ns/formats/")
SKOS = Vocabulary("http://www.w3.org/2004/02/skos/core#")
VCARD = Vocabulary("http://www.w3.org/2006/vcard/ns#")
VOID = Vocabulary("http://rdfs.org/ns/void#")
XSD = Vocabulary("http://www.w3.org/2001/XMLSchema#")

#: An address that is nobody's (RFC 2606), where one's own is to be written.
NOWHERE = "https://dati.example/pdz/"

#: The namespace of the prefixes of XML, of which no name can be.
XMLNS = "http://www.w3.org/2000/xmlns/"
#: The controlled lists of the European Union that catalogues of data are written with, and the media types of IANA.
EU_THEMES = Vocabulary("http://publications.europa.eu/resource/authority/data-theme")
EU_LANGUAGE = Vocabulary("http://publications.europa.eu/resource/authority/language/")
EU_FREQUENCY = Vocabulary("http://publications.europa.eu/resource/authority/frequency/")
EU_FORMAT = Vocabulary("http://publications.europa.eu/resource/authority/file-type/")
IANA = Vocabulary("https://www.iana.org/assignments/media-types/")
#: What JSON and XML documents are recognised by: tables for the Web, sitemaps, the links between languages, Atom.
CSVW = "http://www.w3.org/ns/csvw"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
ATOM = "http://www.w3.org/2005/Atom"

#: The prefixes by which answers are written, and that a query need not declare.
PREFIXES = {
    "dct": DCT.iri,
    "ente": ENTE.iri,
    "owl": OWL.iri,
    "pdz": PDZ.iri,
    "persona": PERSONA.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "sh": SH.iri,
    "shapes": SHAPES.iri,
    "skos": SKOS.iri,
    "xsd": XSD.iri,
}

#: The prefixes by which whole data sets are written, their catalogue record too.
CATALOGUE_PREFIXES = PREFIXES | {
    "dcat": DCAT.iri,
    "dcatapit": DCATAPIT.iri,
    "foaf": FOAF.iri,
    "vcard": VCARD.iri,
    "void": VOID.iri,
}

TYPE = RDF["type"]
LABEL = RDFS["label"]
NOTATION = SKOS["notation"]


def of_accordo(accordo: str, *path: str) -> NamedNode:
    """Return the IRI of a resource of an accordo: ``of_accordo("cremasco-2012-2014", "norma", "art-05")``."""
    return _node("/".join((ACCORDO.iri + accordo, *path)))


def concept(scheme: str, code: str) -> NamedNode:
    """Return the IRI of a concept: ``concept("tipo-atto", "nomina")``."""
    return VOCABOLARIO[f"{scheme}/{code}"]
