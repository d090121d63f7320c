"""A register is well formed, or every fault is told: as pySHACL finds it, and as the tables ask."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest
import rdflib
from grafo import ACCORDO_ID, CASA, rows, shapes
from lessico import SCHEMES
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from pyshacl import validate

from pdz_graph.errors import InputError, Place
from pdz_graph.kinds import ShapeGraph
from pdz_graph.reference import graph_of, oxigraph_term
from pdz_graph.tables.schema import TABLES
from pdz_graph.terms import ENTE, PDZ, RDFS, SHAPES, SKOS, VOCABOLARIO, XSD
from pdz_graph.wellformed import beside, check, core, faults

ACCORDO = "https://w3id.org/pdz/accordo/cremasco-2012-2014/"
PREFIXES = "".join(
    f"@prefix {prefix}: <{iri}> .\n"
    for prefix, iri in {
        "accordo": ACCORDO.removesuffix("/"),
        "ex": "https://example.org/",
        "ente": ENTE.iri,
        "pdz": PDZ.iri,
        "rdfs": RDFS.iri,
        "skos": SKOS.iri,
        "xsd": XSD.iri,
        "sub": f"{ACCORDO}sub-ambito/",
        **{name: f"{ACCORDO}{name}/" for name in ("appartenenza", "atto", "organo", "seggio")},
        **{path.stem: VOCABOLARIO[f"{path.stem}/"].value for path in SCHEMES},
    }.items()
)
CREMA, SEAT, ORGAN, AREA = "ente:comune-crema", "seggio:udp-operatore", "organo:udp", "sub:1"
D1, D2, D3 = ('"2013-01-01"^^xsd:date', '"2013-01-02"^^xsd:date', '"2012-12-31"^^xsd:date')
ACT = f"ex:x a pdz:Atto ; pdz:tipo tipo-atto:nomina ; pdz:data {D1}"
TERM = f"ex:x a pdz:Incarico ; pdz:seggio {SEAT} ; pdz:persona ex:anna ; pdz:dal {D1}"
OFFICE = f"ex:x a pdz:Carica ; pdz:persona ex:anna ; pdz:carica carica:sindaco ; pdz:ente {CREMA} ; pdz:dal {D1}"
MEETING = f"ex:x a pdz:Incontro ; pdz:organo {ORGAN} ; pdz:data {D1}"
MONEY = "ex:x a pdz:Stanziamento ; pdz:anno 2013 ; pdz:fonte fonte:fnps ; pdz:importo 1234.56"
ACTION = 'ex:x a pdz:Azione ; pdz:anno 2013 ; rdfs:label "Asili"'
MEMBERSHIP = f"ex:x a pdz:Appartenenza ; pdz:membro {CREMA} ; pdz:aggregazione {AREA} ; pdz:dal {D1}"
LEAD = f"ex:x a pdz:Referenza ; pdz:ente {CREMA} ; pdz:aggregazione {AREA} ; pdz:dal {D1}"
UNION = f"ex:x a pdz:Subentro ; pdz:ente {CREMA} ; pdz:membro {CREMA} ; pdz:dal {D1}"
LIST = f"ex:x a pdz:Completezza ; pdz:elenco {ORGAN} ; pdz:dal {D1}"
BODY = 'ex:x a pdz:Ente ; rdfs:label "Coop" ; pdz:tipo tipo-ente:cooperativa_sociale'

#: A register in Turtle, and the codes of its problems in order, without «registro-»; none for a sound one.
REGISTERS = [
    (ACT, ""),
    (f"{ACT} ; pdz:anno 2013 ; pdz:organo {ORGAN} ; pdz:predispostoDa {ORGAN} ; pdz:controparte {CREMA}", ""),
    (f"{ACT} ; pdz:organo {CREMA} ; pdz:basatoSu ex:y . {ACT.replace('ex:x', 'ex:y')}", ""),
    (f"{TERM} ; pdz:al {D1} ; pdz:perContoDi {AREA}", ""),
    (f"{TERM} ; pdz:al {D2} ; pdz:daDesignazione ex:d . ex:d a pdz:Designazione ; pdz:data {D3}", ""),
    (f"{OFFICE} ; pdz:al {D2}", ""),
    (f"{MEETING} ; pdz:tipo tipo-incontro:commissione ; pdz:presente ex:anna , {CREMA} ; pdz:convocatoDa ex:anna", ""),
    (f"{MONEY} ; pdz:ente {CREMA}", ""),
    ("ex:x a pdz:Stanziamento ; pdz:anno 2013 ; pdz:fonte fonte:fnps ; pdz:importo 0", ""),
    (f"{ACTION} ; pdz:livello livello:comunale , livello:distrettuale ; pdz:importo 10", ""),
    (MEMBERSHIP, ""),
    (LEAD, ""),
    (f'{UNION} ; pdz:funzioni "referente" , "asili" ; pdz:assenso "delibera 3"', ""),
    (LIST, ""),
    (f'ex:x a pdz:Completezza ; pdz:elenco elenco:atti ; pdz:dal {D1} ; pdz:fonteDati "protocollo"', ""),
    (f'{BODY} ; skos:notation "coop" ; pdz:istat "019035"', ""),
    ('ex:x a pdz:CooperativaSociale ; rdfs:label "Coop" ; pdz:tipo tipo-ente:cooperativa_sociale', ""),
    ('ex:x a pdz:Persona ; rdfs:label "Anna"', ""),
    ("ex:x a pdz:Adesione ; pdz:ente ente:asl-cremona", ""),
    (f'ex:x a pdz:Adesione ; pdz:ente ente:asl-cremona ; pdz:dal {D1} ; pdz:al {D1} ; pdz:documento "prot. 3"', ""),
    (f"appartenenza:comune-crema-sub-ambito-6-2012-04-01 pdz:al {D1}", ""),
    (f"{CREMA} pdz:popolazione 1", ""),
    ("ex:x a pdz:Atto", "atto-tipo-manca data-manca"),
    ("ex:x a pdz:Incarico", "dal-manca persona-di-manca seggio-manca"),
    ("ex:x a pdz:Carica", "carica-tenuta-manca dal-manca ente-di-manca persona-di-manca"),
    ("ex:x a pdz:Incontro", "data-manca incontro-organo-manca"),
    ("ex:x a pdz:Stanziamento", "anno-manca fonte-manca importo-manca"),
    ("ex:x a pdz:Azione", "anno-manca nome-manca"),
    ("ex:x a pdz:Appartenenza", "aggregazione-manca dal-manca membro-manca"),
    ("ex:x a pdz:Referenza", "aggregazione-manca dal-manca ente-di-manca"),
    ("ex:x a pdz:Subentro", "dal-manca ente-di-manca membro-manca"),
    ("ex:x a pdz:Completezza", "dal-manca elenco-manca"),
    ("ex:x a pdz:Ente", "ente-tipo-manca nome-manca"),
    ("ex:x a pdz:Persona", "persona-nome-manca"),
    (f"ex:x a pdz:Persona ; pdz:consensoDal {D1}", "persona-nome-manca"),
    (f"ex:x a pdz:Persona ; pdz:cancellata {D1}", ""),
    ('ex:x a pdz:Persona ; rdfs:label "Anna" ; pdz:consensoDal 2013', "consenso-dal"),
    (f"ex:x a pdz:Persona ; pdz:cancellata {D1} , {D2}", "cancellata"),
    ("ex:x a pdz:Adesione", "ente-di-manca"),
    (f"ex:x pdz:seggio {SEAT}", "classe-manca"),
    (f"{TERM} ; pdz:al {D3}", "intervallo"),
    (f"{TERM} , {D2} ; pdz:al {D3}", "dal intervallo"),
    (f"{TERM} ; pdz:al {D2} , {D1}", "al"),
    (f"{TERM} ; pdz:al 2013", "al intervallo"),
    (f"{TERM} ; pdz:al {D2} ; pdz:seggio seggio:udp-operatori", "seggio"),
    (f"{TERM} ; pdz:perContoDi ente:comune-cremaa", "per-conto-di"),
    (f"{TERM} ; pdz:perContoDi {CREMA} , {AREA}", "per-conto-di"),
    (f"{TERM} ; pdz:daDesignazione ex:d", "da-designazione"),
    (f'{TERM} ; pdz:daDesignazione ex:d . ex:d a pdz:Designazione ; pdz:designante "UdP"', "designante"),
    (f"ex:x a pdz:Designazione ; pdz:data {D1} , {D2} ; pdz:atto ex:no", "atto-di data"),
    ("appartenenza:comune-crema-sub-ambito-6-2012-04-01 pdz:al \"2012-03-31\"^^xsd:date", "intervallo"),
    (f"{MEMBERSHIP} ; pdz:membro ente:comune-cremona", "membro"),
    (f"ex:x a pdz:Appartenenza ; pdz:membro {CREMA} ; pdz:aggregazione {ORGAN} ; pdz:dal {D1}", "aggregazione"),
    (f"{ACT} ; pdz:anno 13", "anno"),
    (f'{ACT} ; pdz:anno "2013"', "anno"),
    (f"{ACT} ; pdz:anno 2012 , 2013", "anno"),
    (f"{ACT} ; pdz:tipo tipo-ente:comune", "atto-tipo"),
    (f"ex:x a pdz:Atto ; pdz:tipo tipo-atto:piano ; pdz:data {D1}", "atto-tipo"),
    (f"{ACT} ; pdz:basatoSu ex:niente ; pdz:organo ex:nessuno", "atto-organo basato-su"),
    (f"{MEETING} ; pdz:tipo tipo-incontro:riunione", "incontro-tipo"),
    (f'{MEETING} ; pdz:presente "Anna" ; pdz:riguarda ex:niente', "presente riguarda"),
    (f"ex:x a pdz:Incontro ; pdz:organo {CREMA} ; pdz:data {D1}", "incontro-organo"),
    (f'{MONEY} ; pdz:importo "mille"', "importo"),
    ("ex:x a pdz:Stanziamento ; pdz:anno 2013 ; pdz:fonte fonte:fnps ; pdz:importo -0.01", "importo"),
    ("ex:x a pdz:Stanziamento ; pdz:anno 2013 ; pdz:fonte fonte:fnp ; pdz:importo true", "fonte importo"),
    (f"{ACTION} ; pdz:livello livello:locale ; pdz:contratto ex:niente", "contratto livello"),
    (f'{UNION} ; pdz:assenso "sì"@it ; pdz:funzioni 3', "assenso funzioni"),
    (f"{LIST} ; pdz:elenco elenco:atti", "elenco"),
    (f"ex:x a pdz:Completezza ; pdz:elenco fonte:fnps ; pdz:dal {D1} ; pdz:al {D3}", "elenco intervallo"),
    (f'{BODY} ; pdz:istat "19035" ; skos:notation "a" , "b"', "codice istat"),
    (f'{CREMA} pdz:istat "019036"', "istat"),
    (f'ex:x a pdz:Adesione ; pdz:ente {CREMA} , ente:asl-cremona ; pdz:documento 3', "documento ente-di"),
    (f'{MEETING} ; pdz:invitato "a" ; pdz:destinatarioDellaLettera "b" ; pdz:letteraFirmataDa "c" ; pdz:convocatoDa 3',
     "convocato-da destinatario invitato lettera-firmata-da"),
]  # fmt: skip


@cache
def graph() -> ShapeGraph:
    return ShapeGraph(CASA.shapes())


@cache
def known() -> tuple[Quad, ...]:
    return (*CASA.ontology(), *CASA.vocabularies(), *CASA.accordo(ACCORDO_ID))


def quads_of(turtle: str) -> list[Quad]:
    return list(parse((PREFIXES + turtle + " .").encode(), RdfFormat.TURTLE))


def compare(said: list[Quad]) -> set[tuple[str, str, str]]:
    """Return what both engines find, in resources of the register or not; they must find the same."""
    data = [*said, *beside(said, known())]
    ours = {(f.focus.value, f.shape.value, str(f.value)) for f in faults(graph(), data)}
    _, report, _ = validate(graph_of(data), shacl_graph=graph_of(core(graph())), advanced=False, inference="none")
    assert isinstance(report, rdflib.Graph)
    sh, theirs = rdflib.SH, set()
    for result in report.objects(None, sh.result):
        value = report.value(result, sh.value)
        shown = str(_plain(oxigraph_term(value))) if value is not None else "None"
        theirs.add((str(report.value(result, sh.focusNode)), str(report.value(result, sh.sourceShape)), shown))
    assert {one for one in ours ^ theirs if not _apart(one, data)} == set()
    return ours


def _apart(found: tuple[str, str, str], data: list[Quad]) -> bool:
    """Tell where pySHACL departs from SHACL: an end that cannot be compared with its beginning is always a fault."""
    days, focus = (PDZ["dal"], PDZ["al"]), NamedNode(found[0])
    ends = [quad.object for quad in data if quad.subject == focus and quad.predicate in days]
    wrong = any(getattr(end, "datatype", None) != XSD["date"] for end in ends)
    return wrong and found[1].endswith("registro-intervallo")


def _plain(term: object) -> object:
    return Literal(term.value) if isinstance(term, Literal) and str(term.datatype).endswith("#string>") else term


@pytest.mark.parametrize(("turtle", "codes"), REGISTERS)
def test_a_register_has_the_problems_it_should_and_pyshacl_finds_the_same(turtle: str, codes: str) -> None:
    said = quads_of(turtle)
    problems = check(said, CASA.shapes(), known(), {"https://example.org/x": Place("registro.ttl")})
    assert sorted(problem.code.removeprefix("registro-") for problem in problems) == codes.split()
    mine = {quad.subject.value for quad in said if isinstance(quad.subject, NamedNode)}
    found = {shape.partition("#registro-")[2] for focus, shape, _ in compare(said) if focus in mine}
    assert found == set(codes.split())


def test_the_engines_agree_on_registers_made_at_random() -> None:
    chance = random.Random(2013)
    classes = [table.class_name for table in TABLES] + ["Designazione", "Referenza"]
    properties = [f"pdz:{column.to}" for table in TABLES for column in table.columns if column.to] + ["rdfs:label"]
    values = [CREMA, SEAT, ORGAN, AREA, D1, D2, D3, '"a"', '"b"@it', "2013", "-3.5", "0.5", "ex:r1", "ex:nessuno"]
    values += ["tipo-atto:nomina", "carica:sindaco", "fonte:fnps", "livello:comunale", "elenco:atti"]
    lines = []
    for number in range(250):
        said = [f"a pdz:{chance.choice(classes)}"] * (chance.random() < 0.95)
        said += [f"{chance.choice(properties)} {chance.choice(values)}" for _ in range(chance.randint(0, 8))]
        lines += [f"ex:r{number} {' ; '.join(said)}"] * bool(said)
    assert len(compare(quads_of(" .\n".join(lines)))) > 500


def test_every_required_cell_of_the_tables_is_required_of_rdf_too_and_no_other() -> None:
    asked = rows(
        shapes(),
        """SELECT ?class ?path (MIN(COALESCE(?least, 0)) AS ?min) (MAX(COALESCE(?most, 0)) AS ?max) WHERE {
          ?shape sh:targetClass ?class ; sh:property ?property . ?property sh:path ?path .
          OPTIONAL { ?property sh:maxCount ?most }
          OPTIONAL { ?shape sh:property ?other . ?other sh:path ?path ; sh:minCount ?least }
        } GROUP BY ?class ?path""",
    )
    bounds = {(kind, path): (least, most) for kind, path, least, most in asked}
    for table in TABLES:
        for column in table.columns:
            kind = "Designazione" if column.designation else table.class_name
            least, most = bounds.get((PDZ[kind].value, PDZ[column.to].value), ("0", "0"))
            if column.to:
                assert least == ("1" if column.required else "0"), (table.name, column.name)
                assert (most == "1") == (not column.many) or column.holds == "text", (table.name, column.name)


def test_every_property_of_the_tables_asks_for_a_class() -> None:
    with_class = f"?shape sh:targetSubjectsOf ?p ; sh:property {SHAPES['registro-classe-manca']}"
    asked = {iri for (iri,) in rows(shapes(), f"SELECT ?p WHERE {{ {with_class} }}")}
    written = {PDZ[column.to].value for table in TABLES for column in table.columns if column.to}
    assert asked == written | {PDZ["daDesignazione"].value}


def test_a_problem_says_where_what_which_property_and_what_to_do_in_both_languages() -> None:
    said = quads_of(f"{TERM} ; pdz:al {D3} ; pdz:perContoDi ente:comune-cremaa")
    place = Place("registro.ttl")
    one, two = check(said, CASA.shapes(), known(), {"https://example.org/x": place})
    assert one.place == two.place == place
    assert one.message.it == (
        "<https://example.org/x>, primo giorno (pdz:dal): L'ultimo giorno viene prima del primo. "
        "Trovato: «2012-12-31» (xsd:date) ; «2013-01-01» (xsd:date)."
    )
    assert two.message.en.startswith("<https://example.org/x>, on behalf of (pdz:perContoDi): One sits")
    assert "Close ones: <https://w3id.org/pdz/ente/comune-crema>" in two.remedy.en
    assert "Vicini: <https://w3id.org/pdz/ente/comune-crema>" in two.remedy.it


def test_nothing_is_asked_of_a_register_that_says_nothing_nor_of_the_accordo_itself() -> None:
    assert check((), CASA.shapes(), known(), {}) == ()
    said = quads_of('ex:x a pdz:Persona ; rdfs:label "Anna" ; skos:related atto:intesa-asl-2012-2014')
    assert check(said, CASA.shapes(), known(), {}) == ()


def test_the_example_register_is_well_formed() -> None:
    from pyoxigraph import Store

    from pdz_graph.tables import known_of, read_register

    store = Store()
    store.bulk_extend(known())
    for folder in sorted(Path(CASA.root / "data" / "esempi").glob("registro-conforme*")):
        register = read_register([folder], known_of(store), ACCORDO_ID)
        assert check(register.quads, CASA.shapes(), known(), register.origins) == ()


def test_where_the_shapes_stop_there_may_be_more_problems() -> None:
    said = quads_of(" . ".join(f"ex:x{number} a pdz:Atto" for number in range(600)))
    with pytest.raises(InputError) as caught:
        check(said, CASA.shapes(), known(), {})
    assert caught.value.stopped
    assert "almeno" in caught.value.sentence.it
