"""Who is named in public, to the day; and a public register that is the same register, but for the names."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from altra_casa import ALTRA, VALVERDE, build
from comando import register
from estrazioni import agreement, on_registers
from grafo import CASA
from marcato import CONFORME, DAY, named_on, renamed, tables, write
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from quanto import tried
from registri_casuali import Drawn
from situazioni import cremasco

from pdz_graph.agreement import Agreement
from pdz_graph.answers import Rows
from pdz_graph.errors import InputError
from pdz_graph.facts import triples_of
from pdz_graph.house import House
from pdz_graph.office import Office
from pdz_graph.pages.places.asked import answers
from pdz_graph.projection import Projected, project
from pdz_graph.projection.edition import Wanted, opened
from pdz_graph.proposal import Terms
from pdz_graph.store.folder import Folder
from pdz_graph.terms import LABEL, NOTATION, PDZ, PERSONA, TYPE, of_accordo
from pdz_graph.verdict import Verdict

ESEMPI = CASA.root / "data" / "esempi"
ONE = timedelta(days=1)
LAST = date(2013, 3, 31)
PEOPLE = "codice,nome\nrossi-anna,Anna Rossi\nverdi-ugo,Ugo Verdi\n"
OFFICES = "persona,carica,ente,dal,al\n"
TERMS = "seggio,persona,per_conto_di,designato_da,data_designazione,dal,al,atto,elettori\n"
MAYOR = f"{OFFICES}rossi-anna,sindaco,comune-crema,2012-04-01,2013-03-31\n"
COOP = "codice,nome,tipo\ncoop-aurora,Cooperativa Aurora,cooperativa_sociale\n"
DELEGATE = f"{TERMS}udp-cooperazione,rossi-anna,coop-aurora,,,2012-05-01,,,\n"
ANNA = PERSONA["rossi-anna"]


def read(folder: Path, **some: str) -> list[Quad]:
    return cremasco().read_register([register(folder, **some)]).quads


def names(projected: Projected) -> set[str]:
    """Return the names of the people of a public register."""
    people = {quad.subject for quad in projected.quads if quad.predicate == TYPE and quad.object == PDZ["Persona"]}
    said = (q.object for q in projected.quads if q.subject in people and q.predicate == LABEL)
    return {name.value for name in said if isinstance(name, Literal)}


def of_class(projected: Projected, name: str) -> set[str]:
    """Return the last parts of the IRIs of a class."""
    found = (str(q.subject) for q in projected.quads if q.predicate == TYPE and q.object == PDZ[name])
    return {iri.rstrip(">").rpartition("/")[2] for iri in found}


# Who is named, on each side of each bound.


@pytest.mark.parametrize(("day", "named"), [(date(2012, 3, 31), False), (date(2012, 4, 1), True), (LAST, True)])
def test_a_mayor_is_named_from_the_first_day_of_the_office_to_the_last(tmp_path: Path, day: date, named: bool) -> None:
    projected = project(cremasco(), read(tmp_path / "r", persone=PEOPLE, cariche=MAYOR), day)
    assert ("Anna Rossi" in names(projected)) == named
    assert ("rossi-anna" in projected.hidden) != named


def test_the_day_after_the_office_only_the_office_is_told(tmp_path: Path) -> None:
    projected = project(cremasco(), read(tmp_path / "r", persone=PEOPLE, cariche=MAYOR), LAST + ONE)
    assert "Una persona che ricopre la carica: Sindaco, Crema" in names(projected)
    assert of_class(projected, "Carica") == of_class(projected, "PersonaRiservata") - {"persona"}
    assert {"Anna Rossi", "rossi-anna"} <= set(projected.hidden)


@pytest.mark.parametrize(("day", "named"), [(LAST - ONE, False), (LAST, True), (LAST + ONE, True)])
def test_whoever_consents_is_named_from_that_day(tmp_path: Path, day: date, named: bool) -> None:
    people = "codice,nome,pubblicazione\nrossi-anna,Anna Rossi,2013-03-31\n"
    projected = project(cremasco(), read(tmp_path / "r", persone=people, enti=COOP, incarichi=DELEGATE), day)
    shown = (
        {"Anna Rossi"}
        if named
        else {
            "Una persona in rappresentanza di Cooperativa Aurora",
            "One representative of Cooperativa Aurora",
        }
    )
    assert names(projected) == shown


def test_an_office_that_is_not_political_names_nobody(tmp_path: Path) -> None:
    offices = {code for _, code in _offices()}
    political = {code for concept, code in _offices() if concept in _political(cremasco())}
    assert len(offices) > len(political) == 6
    rows = "".join(f"p-{n:03},{code},comune-crema,2012-04-01,\n" for n, code in enumerate(sorted(offices)))
    people = "".join(f"p-{n:03},Nome{code.replace('_', '')}\n" for n, code in enumerate(sorted(offices)))
    quads = read(tmp_path / "r", persone=f"codice,nome\n{people}", cariche=OFFICES + rows)
    shown = {name for name in names(project(cremasco(), quads, DAY)) if name.startswith("Nome")}
    assert shown == {f"Nome{code.replace('_', '')}" for code in political}


def _offices() -> list[tuple[object, str]]:
    scheme = PDZ.iri.replace("onto#", "vocabolario/carica/")
    told = [q for q in cremasco().quads if q.predicate == NOTATION and scheme in str(q.subject)]
    return [(quad.subject, quad.object.value) for quad in told if isinstance(quad.object, Literal)]


def _political(one: Agreement) -> set[object]:
    return {quad.subject for quad in one.quads if quad.predicate == PDZ["caricaPolitica"]}


def test_a_politician_is_named_wherever_he_or_she_sits(tmp_path: Path) -> None:
    quads = read(tmp_path / "r", persone=PEOPLE, cariche=MAYOR, enti=COOP, incarichi=DELEGATE)
    while_in_office, after = (project(cremasco(), quads, day) for day in (LAST, LAST + ONE))
    assert "Anna Rossi" in names(while_in_office)
    assert any(quad.object == ANNA and "/incarico/" in str(quad.subject) for quad in while_in_office.quads)
    assert "Una persona in rappresentanza di Cooperativa Aurora" in names(after)


def test_an_erased_politician_is_not_named_whatever_the_office(tmp_path: Path) -> None:
    people = "codice,nome,pubblicazione,cancellata\nrossi-anna,,2012-04-01,2013-02-01\n"
    projected = project(cremasco(), read(tmp_path / "r", persone=people, cariche=MAYOR), LAST)
    assert names(projected) == {
        "Una persona cancellata, che ricopre la carica: Sindaco, Crema",
        "One erased person, in the office: Mayor, Crema",
    }
    assert projected.gone == {ANNA.value}
    assert projected.hidden == ("rossi-anna",)
    assert of_class(projected, "PersonaCancellata") == {"sindaco-comune-crema-2012-04-01"}


def test_whoever_signed_is_named_in_the_signature_and_not_in_the_register(tmp_path: Path) -> None:
    people = "codice,nome\nbelli-marco,Marco Belli\n"
    seats = f"{TERMS}udp-operatore,belli-marco,sub-ambito-1,,,2012-05-01,,,\n"
    projected = project(cremasco(), read(tmp_path / "r", persone=people, incarichi=seats), DAY)
    signer = PERSONA["belli-marco"]
    assert signer not in {term for quad in projected.quads for term in (quad.subject, quad.object)}
    assert of_class(projected, "PersonaRiservata") == {"udp-operatore-1-2012-05-01"}
    assert projected.hidden == ()
    assert projected.gone == frozenset()


def test_a_signer_may_consent_and_may_be_erased_and_comes_back_from_the_tables(tmp_path: Path) -> None:
    people = "codice,nome,pubblicazione,cancellata\nbelli-marco,Belli Marco,2012-04-01,\nscaini-ornella,,,2013-01-01\n"
    seats = f"{TERMS}udp-operatore,belli-marco,sub-ambito-1,,,2012-05-01,,,\n"
    quads = read(tmp_path / "r", persone=people, incarichi=seats)
    projected = project(cremasco(), quads, DAY)
    assert "Belli Marco" in names(projected)
    assert projected.gone == frozenset()
    assert len(of_class(projected, "PersonaCancellata")) == 1
    folder = Folder(tmp_path / "ufficio", cremasco().id)
    folder.create()
    rows = Office(folder, cremasco()).tables(frozenset(triples_of(quads)))
    assert rows.unwritten == 0
    assert [row["codice"] for row in rows.rows["persone"]] == ["belli-marco", "scaini-ornella"]


def test_an_accordo_has_political_offices_of_its_own_by_data_alone(tmp_path: Path) -> None:
    house = build(tmp_path / "casa")
    (house.root / "data" / "accordi").unlink()
    shutil.copytree(ALTRA / "data" / "accordi", house.root / "data" / "accordi")
    own = f"<{PDZ.iri.replace('onto#', 'vocabolario/carica/podesta')}>"
    text = f'{own} a skos:Concept ; skos:prefLabel "Podestà"@it ; skos:notation "podesta" ; pdz:caricaPolitica true .\n'
    prefixes = f"@prefix pdz: <{PDZ.iri}> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    (house.root / "data" / "accordi" / VALVERDE / "cariche.ttl").write_text(prefixes + text, encoding="utf-8")
    other = Agreement(house, VALVERDE)
    offices = f"{OFFICES}rossi-anna,podesta,comune-rocca-finta,2018-06-01,\n"
    folder = register(tmp_path / "r", persone=PEOPLE, cariche=offices)
    assert "Anna Rossi" in names(project(other, other.read_register([folder]).quads, date(2019, 1, 1)))


def test_an_agent_of_whom_nothing_is_known_is_a_person_and_reserved() -> None:
    meeting = of_accordo(cremasco().id, "incontro", "i1")
    body, organ = PDZ["presente"], of_accordo(cremasco().id, "organo", "ads")
    agents = [NamedNode("https://example.org/anna-rossi"), PERSONA["neri-ada"], organ]
    quads = [Quad(meeting, TYPE, PDZ["Incontro"]), *(Quad(meeting, body, agent) for agent in agents)]
    projected = project(cremasco(), quads, DAY)
    there = {quad.object for quad in projected.quads if quad.predicate == body}
    assert len(there) == 3
    assert there & set(agents) == {organ}
    assert {"anna-rossi", "neri-ada"} <= set(projected.hidden)
    assert of_class(projected, "PersonaRiservata") == {"presente", "presente-2"}


# The same register, but for the names.


def judged(one: Agreement, quads: Iterable[Quad], day: date) -> Verdict:
    return one.judge_facts(quads, as_of=day, today=day).verdict


def outline(verdict: Verdict) -> object:
    """Return what a verdict says, without what it says it of."""
    rulings = [(r.norm, r.status, r.checked, len(r.looked_at), len(r.unknown)) for r in verdict.rulings]
    found = [(f.norm, f.shape, f.severity, str(f.since), f.depends_on, f.waiver is not None) for f in verdict.findings]
    return verdict.counts, rulings, sorted(found)


@cache
def example(name: str) -> tuple[Quad, ...]:
    return tuple(cremasco().read_register([ESEMPI / name]).quads)


@pytest.mark.parametrize("name", ["registro-conforme", "registro-con-errori"])
@pytest.mark.parametrize("day", [date(2012, 5, 2), DAY, date(2014, 3, 31)])
def test_the_verdict_of_the_public_register_is_that_of_the_register(name: str, day: date) -> None:
    public = project(cremasco(), example(name), day)
    assert outline(judged(cremasco(), public.quads, day)) == outline(judged(cremasco(), example(name), day))


@pytest.mark.parametrize("part", range(2))
def test_so_it_is_of_random_registers(part: int) -> None:
    @on_registers(tried(12, 50), 700 + part)
    def same(drawn: Drawn) -> None:
        public = project(agreement(), drawn.quads, drawn.day)
        assert outline(judged(agreement(), public.quads, drawn.day)) == outline(
            judged(agreement(), drawn.quads, drawn.day)
        )

    same()


def test_each_class_has_as_many_resources_and_each_property_as_many_values() -> None:
    public = project(cremasco(), example("registro-conforme"), DAY)
    sums = [
        Counter(q.object for q in quads if q.predicate == TYPE)
        for quads in (example("registro-conforme"), public.quads)
    ]
    assert sums[1].pop(PDZ["PersonaRiservata"]) == 91 - len(named_on(tables()))
    assert sums[0] == sums[1]
    several = [
        Counter(q.predicate for q in quads if q.predicate not in (TYPE, LABEL, NOTATION))
        for quads in (example("registro-conforme"), public.quads)
    ]
    assert several[0] == several[1]


def test_names_and_codes_of_people_who_are_not_named_leave_no_trace(tmp_path: Path) -> None:
    """The same register with other names and codes, in another order, is the same public register."""
    every = tables(CONFORME)
    others = [row["codice"] for row in every["persone"] if row["codice"] not in named_on(every)]
    code = {old: f"altro-{len(others) - n:03}" for n, old in enumerate(others)}
    name = {row["codice"]: row["nome"] for row in every["persone"]}
    name |= {old: f"Nome{n} Altro" for n, old in enumerate(others)}
    folder = write(tmp_path / "r", renamed(every, code, name))
    one, two = (project(cremasco(), cremasco().read_register([where]).quads, DAY).quads for where in (CONFORME, folder))
    assert one == two


def test_whoever_would_be_called_alike_is_told_apart_by_what_is_public(tmp_path: Path) -> None:
    seats = TERMS + "".join(f"ctop-tecnico,{who},comune-crema,,,2012-05-02,,,\n" for who in ("rossi-anna", "verdi-ugo"))
    there = "codice,organo,data,presenti\ni1,ctop,2012-06-01,verdi-ugo\ni2,ctop,2012-07-01,rossi-anna;verdi-ugo\n"
    projected = project(cremasco(), read(tmp_path / "r", persone=PEOPLE, incarichi=seats, incontri=there), DAY)
    name = "ctop-tecnico-comune-crema-2012-05-02"
    assert of_class(projected, "PersonaRiservata") == {name, f"{name}-2"} == of_class(projected, "Incarico")
    first = of_accordo(cremasco().id, "incontro", "i1")
    (alone,) = {q.object for q in projected.quads if q.subject == first and q.predicate == PDZ["presente"]}
    assert alone == of_accordo(cremasco().id, "rappresentanza", name)


def test_a_waiver_keeps_its_reason_and_says_no_name(tmp_path: Path) -> None:
    seats = f"{TERMS}udp-operatore,rossi-anna,sub-ambito-1,,,2012-05-01,,,\n"
    quads = read(tmp_path / "r", persone=PEOPLE, incarichi=seats)
    (thing,) = {quad.subject for quad in quads if quad.object == PDZ["Incarico"]}
    waiver = of_accordo(cremasco().id, "deroga", "art-08-operatori-udp-operatore-rossi-anna-0a1b2c3d")
    day = Literal("2013-12-31", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    norm = of_accordo(cremasco().id, "norma", "art-08-operatori")
    said = {"normaDerogata": norm, "cosaDerogata": thing, "motivo": Literal("in attesa"), "al": day}
    quads += [Quad(waiver, TYPE, PDZ["Deroga"]), *(Quad(waiver, PDZ[name], value) for name, value in said.items())]
    projected = project(cremasco(), quads, DAY)
    assert of_class(projected, "Deroga") == {"art-08-operatori-udp-operatore-1-2012-05-01-2013-12-31"}
    assert not any("rossi" in str(quad) for quad in projected.quads)
    assert any(quad.object == Literal("in attesa") for quad in projected.quads)


def test_a_register_of_its_own_iris_is_renamed_too() -> None:
    text = f"""@prefix pdz: <{PDZ.iri}> . @prefix ex: <https://example.org/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    ex:anna-rossi a foaf:Person ; rdfs:label "Anna Rossi" ; foaf:mbox <mailto:anna@example.org> .
    ex:anna-coordina a pdz:Incarico ; pdz:persona ex:anna-rossi ; pdz:daDesignazione ex:designata-anna ;
        pdz:seggio <{of_accordo(cremasco().id, "seggio", "udp-coordinatore").value}> .
    ex:designata-anna a pdz:Designazione ; pdz:elettore ex:anna-rossi ."""
    projected = project(cremasco(), tuple(parse(text, format=RdfFormat.TURTLE)), DAY)
    assert not any("anna" in str(quad) for quad in projected.quads)
    assert of_class(projected, "Incarico") == of_class(projected, "Designazione") == {"udp-coordinatore"}


# How one is erased.


@pytest.fixture
def office(tmp_path: Path) -> Office:
    folder = Folder(tmp_path / "ufficio", cremasco().id)
    folder.create()
    office = Office(folder, cremasco())
    office.record([register(tmp_path / "prima", persone=PEOPLE, cariche=MAYOR)], terms())
    return office


def terms() -> Terms:
    return Terms("anna", datetime(2026, 1, 7, tzinfo=UTC), "report", DAY)


def erase(office: Office, root: Path) -> None:
    source = register(root / "andata", persone="codice,nome,cancellata\nrossi-anna,,2026-01-08\n")
    assert office.record([source], terms()).change


def test_an_erasure_takes_the_name_of_a_recorded_person_away(office: Office, tmp_path: Path) -> None:
    erase(office, tmp_path)
    said = {(predicate, value.value) for subject, predicate, value in office.register() if subject == ANNA}
    assert said == {
        (TYPE, PDZ["Persona"].value),
        (NOTATION, "rossi-anna"),
        (PDZ["cancellata"], "2026-01-08"),
    }
    again = office.tables(office.register())
    assert again.rows["persone"][0] == {
        "codice": "rossi-anna", "nome": "", "pubblicazione": "", "cancellata": "2026-01-08",
    }  # fmt: skip
    assert again.unwritten == 0
    whole = write(tmp_path / "intero", {name: list(rows) for name, rows in again.rows.items() if rows})
    assert not office.record([whole], terms(), whole=True).proposal.delta


def test_what_was_erased_does_not_come_back_with_an_old_sheet(office: Office, tmp_path: Path) -> None:
    erase(office, tmp_path)
    with pytest.raises(InputError) as met:
        office.record([tmp_path / "prima"], terms())
    (problem,) = met.value.problems
    assert (problem.code, problem.place.row, problem.place.column) == ("row-erased", 2, "nome")
    office.undo(2, terms())
    assert ("Anna Rossi" in {value.value for _, _, value in office.register()}) is True


def test_a_name_beside_an_erasure_is_not_read(tmp_path: Path) -> None:
    people = "codice,nome,cancellata\nrossi-anna,Anna Rossi,2026-01-08\n"
    assert not [quad for quad in read(tmp_path / "r", persone=people) if quad.predicate == LABEL]


def test_nobody_else_goes_without_a_name(tmp_path: Path) -> None:
    with pytest.raises(InputError) as met:
        read(tmp_path / "r", persone="codice,nome,pubblicazione,cancellata\nrossi-anna,,2013-01-01,\n")
    assert [(one.code, one.place.column) for one in met.value.problems] == [("cell-missing", "nome")]


def test_old_tables_are_read_as_ever(tmp_path: Path) -> None:
    columns = "codice,nome,pubblicazione,cancellata\nrossi-anna,Anna Rossi,,\nverdi-ugo,Ugo Verdi,,\n"
    assert read(tmp_path / "a", persone=PEOPLE) == read(tmp_path / "b", persone=columns)


def test_a_house_is_what_it_was_for_the_judge() -> None:
    """What looks for leaks serves no judge: no norm, and no register, is asked by it."""
    leaks = {quad.subject for quad in House(CASA.root).leaks() if "pubblicazione" in str(quad.subject)}
    assert leaks
    assert not leaks & {quad.subject for quad in CASA.shapes()}


@pytest.mark.parametrize("register", ["registro-con-errori", "registro-conforme"])
def test_every_question_has_as_many_answers_in_public(register: str) -> None:
    """The public register is the same with other names: what is counted, listed or compared stays as it was."""
    source = (ESEMPI / register,)
    counts = []
    for public in (False, True):
        found = opened(Wanted(sources=source, as_of=DAY, public=public), DAY)
        asked = answers(found.agreement.commons.questions, found.dataset)
        counts.append({name: len(said["it"].rows) for name, said in asked.items() if isinstance(said["it"], Rows)})
    del counts[0]["cariche-di-una-persona"], counts[1]["cariche-di-una-persona"]  # of whoever comes first by code
    assert len(counts[0]) > 40
    assert counts[0] == counts[1]
