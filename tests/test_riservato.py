"""A register in RDF speaks of what happened, in the words of a register: what the accordo describes is not its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from comando import Pdz
from grafo import CASA
from situazioni import cremasco
from test_ben_formato import ACT, D1, PREFIXES

from pdz_graph.errors import InputError, Problem
from pdz_graph.tables.schema import TABLES
from pdz_graph.terms import PDZ, SH
from pdz_graph.wellformed import classes_of_a_register, core

NORM = "<https://w3id.org/pdz/accordo/cremasco-2012-2014/norma/art-13-report>"
READING = "<https://w3id.org/pdz/accordo/cremasco-2012-2014/lettura/per-data>"
MEMBERSHIP = "appartenenza:comune-crema-sub-ambito-6-2012-04-01"
SIGNATURE = "<https://w3id.org/pdz/accordo/cremasco-2012-2014/firma/comune-crema>"


@cache
def prefixes() -> str:
    return PREFIXES + "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"


def problems(tmp_path: Path, turtle: str) -> tuple[Problem, ...]:
    """Return the problems of a register in Turtle, none when it is read."""
    path = tmp_path / "registro.ttl"
    path.write_text(f"{prefixes()}{turtle} .", encoding="utf-8")
    try:
        cremasco().read_register([path])
    except InputError as error:
        return error.problems
    return ()


@pytest.mark.parametrize(
    ("turtle", "word"),
    [
        (f'{NORM} pdz:al "2012-04-01"^^xsd:date', "pdz:al"),
        (f"{NORM} a pdz:Atto", "rdf:type"),
        (f"accordo: pdz:al {D1}", "pdz:al"),
        ('accordo: pdz:firmato "2030-01-01"^^xsd:date', "pdz:firmato"),
        ("accordo: pdz:firmatario ente:csc", "pdz:firmatario"),
        ('accordo: rdfs:label "Altro"', "rdfs:label"),
        ("seggio:udp-operatore pdz:minimo 99", "pdz:minimo"),
        (f"{READING} pdz:adottata true", "pdz:adottata"),
        (f"organo:udp pdz:dal {D1}", "pdz:dal"),
        ('sub:1 rdfs:label "Altro"', "rdfs:label"),
        (f"{SIGNATURE} pdz:data {D1}", "pdz:data"),
        ('tipo-atto:nomina skos:notation "altro"', "skos:notation"),
        ('<https://w3id.org/pdz/onto> owl:versionInfo "9"', "versionInfo"),
    ],
)
def test_what_the_accordo_describes_is_not_for_a_register_to_say(tmp_path: Path, turtle: str, word: str) -> None:
    (problem,) = problems(tmp_path, f"{ACT} . {turtle}")
    assert problem.code == "accordo-reserved"
    assert problem.place.file == str(tmp_path / "registro.ttl")
    assert turtle.split(maxsplit=1)[0].strip("<>").rpartition(":")[2].rpartition("/")[2] in problem.message.it
    for text in (problem.message.it, problem.message.en):
        assert word in text
    assert "Togliere" in problem.remedy.it
    assert "Take" in problem.remedy.en


@pytest.mark.parametrize(
    "turtle",
    [
        f"{MEMBERSHIP} pdz:al {D1}",
        f"atto:intesa-asl-2012-2014 pdz:data {D1}",
        "ente:comune-crema pdz:popolazione 34000 ; a pdz:Comune",
        "accordo: pdz:capofila ente:comune-crema ; pdz:firmatario ente:asl-cremona",
        'seggio:udp-operatore a pdz:Seggio ; skos:notation "udp-operatore"',
        'ex:y a pdz:CooperativaSociale ; rdfs:label "Aurora" ; pdz:tipo tipo-ente:cooperativa_sociale',
    ],
)
def test_it_may_complete_what_tables_write_and_say_again_what_is_said(tmp_path: Path, turtle: str) -> None:
    assert problems(tmp_path, f"{ACT} . {turtle}") == ()


@pytest.mark.parametrize(
    ("turtle", "word"),
    [
        ("ex:n a pdz:Norma , pdz:NormaDiScadenza ; pdz:verificabile true", "pdz:NormaDiScadenza"),
        (f'ex:l a pdz:Lettura ; pdz:questione "art-16" ; pdz:adottata true ; pdz:dal {D1}', "pdz:Lettura"),
        (f"ex:r a pdz:Rilevazione ; pdz:giorno {D1}", "pdz:Rilevazione"),
        (f"ex:i a pdz:Incarico , pdz:InVigore ; pdz:seggio seggio:udp-operatore ; pdz:persona ex:p ; pdz:dal {D1} ."
         ' ex:p a pdz:Persona ; rdfs:label "P"', "pdz:InVigore"),
        ("ente:csc a pdz:ComuneFirmatario", "pdz:ComuneFirmatario"),
        ("ente:csc pdz:firmatarioDi accordo:", "pdz:firmatarioDi"),
        (f"{MEMBERSHIP} pdz:fino {D1}", "pdz:fino"),
        (f"{MEMBERSHIP} pdz:dopo {D1}", "pdz:dopo"),
    ],
)  # fmt: skip
def test_it_keeps_to_the_words_of_a_register(tmp_path: Path, turtle: str, word: str) -> None:
    found = problems(tmp_path, f"{ACT} . {turtle}")
    assert {problem.code for problem in found} == {"word-reserved"}
    assert any(word in problem.message.it for problem in found)
    assert all("pdz:Incarico" in problem.remedy.it for problem in found if "classe" in problem.message.it)


def test_the_classes_of_a_register_are_those_that_tables_write() -> None:
    from pdz_graph.kinds import ShapeGraph

    graph = ShapeGraph(CASA.shapes())
    targets = {quad.object for quad in core(graph) if quad.predicate == SH["targetClass"]}
    assert targets == {PDZ[table.class_name] for table in TABLES} | {
        PDZ["Designazione"],
        PDZ["Referenza"],
        PDZ["Deroga"],
    }
    every = classes_of_a_register(graph, CASA.ontology())
    assert targets < every
    assert PDZ["CooperativaSociale"] in every
    assert not every & {PDZ["ComuneFirmatario"], PDZ["Organo"], PDZ["Norma"], PDZ["Firma"], PDZ["Seggio"]}


def test_the_norms_are_not_repealed_from_the_command(pdz: Pdz, tmp_path: Path) -> None:
    path = tmp_path / "abrogo.ttl"
    path.write_text(f'{prefixes()}{NORM} pdz:al "2012-04-01"^^xsd:date .', encoding="utf-8")
    said = pdz("validate", path, "--as-of", "2013-06-30", "--lang", "it")
    assert (said.status, said.out) == (2, "")
    assert "[accordo-reserved]" in said.err
    assert f"Dove: {path}" in said.err
