"""A small accordo for the tests of tables, and the shortest way to a register: a folder of CSV from texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from pdz_graph.errors import InputError, Problem
from pdz_graph.tables import Known, Register, known_of, read_register
from pdz_graph.terms import of_accordo

ACCORDO = "prova"
PEOPLE = "codice,nome\nrossi-anna,Anna Rossi\nverdi-ugo,Ugo Verdi\n"
ATTI = "codice,tipo,anno,data,organo,predisposto_da,basato_su,controparte\n"
INCONTRI = "codice,organo,tipo,data,convocato_da,presenti,invitati,lettera_firmata_da,destinatari,riguarda\n"
CARICHE = "persona,carica,ente,dal,al\n"

_PREFIXES = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pdz: <https://w3id.org/pdz/onto#> .
@prefix ente: <https://w3id.org/pdz/ente/> .
@prefix persona: <https://w3id.org/pdz/persona/> .
@prefix accordo: <https://w3id.org/pdz/accordo/prova/> .
@prefix altrove: <https://w3id.org/pdz/accordo/altrove/> .
@prefix voc: <https://w3id.org/pdz/vocabolario/> .
"""
_COMUNI = {
    "crema": "Crema",
    "gombito": "Gombito",
    "izano": "Izano",
    "ricengo": "Ricengo",
    "ticengo": "Ticengo",
    "rivolta-d-adda": "Rivolta d'Adda",
    "credera-rubbiano": "Credera Rubbiano",
    "ripalta-arpina": "Ripalta Arpina",
    "ripalta-guerina": "Ripalta Guerina",
    "casale": "Casale Cremasco-Vidolasco",
}
_CONCEPTS = {
    "tipo-ente": ("comune", "cooperativa_sociale", "asl"),
    "carica": ("sindaco", "assessore"),
    "tipo-atto": ("nomina", "piano_operativo"),
    "tipo-incontro": ("confronto_forum", "commissione"),
    "fonte": ("fnps",),
    "livello": ("comunale", "distrettuale"),
    "elenco": ("atti",),
}
_ACCORDO = r"""
ente:comune-crema pdz:istat "019035" .
ente:comune-casale skos:altLabel "Casale Cremasco" ; pdz:nomeNelTesto "CASALE C." .
ente:asl
    pdz:tipo voc:tipo-ente\/asl ;
    rdfs:label "ASL di Cremona"@it , "Health authority"@en ;
    skos:notation "asl-cremona" ;
.
persona:bruno-brutti rdfs:label "Brutti Bruno" ; skos:notation "bruno-brutti" .
accordo:organo\/udp rdfs:label "Ufficio di Piano"@it ; skos:altLabel "UdP" ; skos:notation "udp" .
accordo:organo\/ads rdfs:label "Assemblea dei Sindaci"@it ; skos:notation "ads" .
accordo:seggio\/udp-operatore rdfs:label "Operatore"@it ; skos:notation "udp-operatore" .
accordo:sub-ambito\/1 rdfs:label "Sub-ambito 1"@it ; skos:notation "sub-ambito-1" .
accordo:sub-ambito\/2 rdfs:label "Sub-ambito 2"@it ; skos:notation "sub-ambito-2" .
accordo:atto\/piano rdfs:label "Piano di zona"@it ; skos:notation "piano" .
accordo:appartenenza\/comune-crema-sub-ambito-1-2012-04-01 pdz:dal "2012-04-01"^^xsd:date .
accordo:appartenenza\/comune-izano-sub-ambito-1-2012-04-01
    pdz:dal "2012-04-01"^^xsd:date ;
    pdz:al "2013-04-01"^^xsd:date ;
.
altrove:organo\/giunta rdfs:label "Giunta"@it ; skos:notation "giunta" .
"""


def _turtle() -> str:
    comuni = (
        f'ente:comune-{code} pdz:tipo voc:tipo-ente\\/comune ; rdfs:label "{name}" ; skos:notation "comune-{code}" .'
        for code, name in _COMUNI.items()
    )
    concepts = (
        f'voc:{scheme}\\/{code} skos:prefLabel "{code.capitalize()}"@it ; skos:notation "{code}" .'
        for scheme, codes in _CONCEPTS.items()
        for code in codes
    )
    return "\n".join((_PREFIXES, _ACCORDO, *comuni, *concepts))


def known(turtle: str = "") -> Known:
    """Return what the small accordo knows, and what ``turtle`` adds."""
    store = Store()
    store.bulk_extend(parse((_turtle() + turtle).encode(), RdfFormat.TURTLE))
    return known_of(store)


def folder(path: Path, tables: Mapping[str, str]) -> Path:
    """Write a folder of CSV tables: the name of each, and its text."""
    path.mkdir(exist_ok=True)
    for name, text in tables.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return path


def read(path: Path, tables: Mapping[str, str]) -> Register:
    """Read a register of the small accordo, written as CSV."""
    return read_register([folder(path, tables)], known(), ACCORDO)


def problems(*paths: Path, turtle: str = "") -> tuple[Problem, ...]:
    """Return the problems of a register, which must have some."""
    with pytest.raises(InputError) as caught:
        read_register(paths, known(turtle), ACCORDO)
    assert caught.value.status == 2
    assert caught.value.problems
    return caught.value.problems


def only_problem(*paths: Path, turtle: str = "") -> Problem:
    """Return the one problem of a register; it speaks both languages, and says what to do."""
    (problem,) = problems(*paths, turtle=turtle)
    for text in (problem.message, problem.remedy):
        assert text.it
        assert text.en
        assert text.it != text.en
    return problem


def iri(*path: str) -> NamedNode:
    """Return the IRI of a resource of the small accordo."""
    return of_accordo(ACCORDO, *path)


def said(register: Register, predicate: NamedNode) -> list[str]:
    """Return the values of a property, whatever the resource, as text, in order."""
    values = (quad.object for quad in register.quads if quad.predicate == predicate)
    return [value.value for value in values if isinstance(value, NamedNode | Literal)]


def quads_of(turtle: str) -> set[Quad]:
    """Return the quads of a Turtle text with the prefixes of the small accordo."""
    return set(parse((_PREFIXES + turtle).encode(), RdfFormat.TURTLE))
