"""The facts of the accordo: who signed, who stands where, which codes and places the other graphs may count on."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from grafo import CASA, TESTO, accordo, column, rows, vocabolari
from pyoxigraph import BlankNode

from pdz_graph.house import read_turtle
from pdz_graph.terms import VOCABOLARIO

FILES = sorted((CASA.root / "data").rglob("*.ttl"))
SIZES = {1: 7, 2: 10, 3: 11, 4: 11, 5: 8, 6: 1}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CASA.root)))
def test_a_file_says_what_it_is_and_names_what_it_describes(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith(".")
    quads = list(read_turtle(path))
    assert quads
    nameless = [quad for quad in quads if BlankNode in (type(quad.subject), type(quad.object))]
    assert nameless == []


def test_the_signatories_are_forty_eight_comuni_the_asl_and_the_provincia() -> None:
    kinds = Counter(
        kind.rsplit("/", 1)[1]
        for _, kind in rows(accordo(), "SELECT ?e ?t WHERE { ?a a pdz:Accordo ; pdz:firmatario ?e . ?e pdz:tipo ?t }")
    )
    assert kinds == {"comune": 48, "asl": 1, "provincia": 1}
    stated = rows(accordo(), "SELECT ?c ?f WHERE { ?a pdz:comuniDichiarati ?c ; pdz:firmatariDichiarati ?f }")
    assert stated == [("48", "50")]


def test_each_comune_has_its_codes_names_and_place() -> None:
    found = rows(
        accordo(),
        """SELECT ?code ?label ?istat ?belfiore ?city ?lat ?lon ?people WHERE {
          ?e pdz:istat ?istat ; skos:notation ?code ; rdfs:label ?label ; pdz:belfiore ?belfiore ; pdz:citta ?city ;
            pdz:latitudine ?lat ; pdz:longitudine ?lon ; pdz:popolazione ?people }""",
    )
    assert len(found) == 48
    assert len({istat for _, _, istat, *_ in found}) == len({belfiore for _, _, _, belfiore, *_ in found}) == 48
    for code, label, istat, belfiore, city, lat, lon, people in found:
        assert code == "comune-" + re.sub(r"[^a-z]+", "-", label.lower())
        assert re.fullmatch(r"019\d{3}", istat)
        assert re.fullmatch(r"[A-Z]\d{3}", belfiore)
        assert f"/cities/{istat}-(" in city
        assert 45.2 < float(lat) < 45.5
        assert 9.4 < float(lon) < 9.9
        assert int(people) > 0
    unnamed = "SELECT ?e WHERE { ?e pdz:istat ?i FILTER NOT EXISTS { ?e pdz:nomeNelTesto ?n } }"
    assert column(accordo(), unnamed) == []


def test_every_body_has_a_code_a_kind_a_label_and_a_name_in_the_text() -> None:
    poor = """SELECT ?e WHERE { ?e a pdz:Ente
      FILTER NOT EXISTS { ?e skos:notation ?c ; pdz:tipo ?t ; rdfs:label ?l ; pdz:nomeNelTesto ?n } }"""
    assert column(accordo(), poor) == []


def test_a_name_means_one_body() -> None:
    names = rows(
        accordo(),
        "SELECT DISTINCT (LCASE(STR(?n)) AS ?name) ?e WHERE { ?e a pdz:Ente ; pdz:nomeNelTesto|rdfs:label ?n }",
    )
    assert [name for name, count in Counter(name for name, _ in names).items() if count > 1] == []


def test_every_comune_stands_in_one_sub_ambito_from_the_first_day() -> None:
    found = rows(
        accordo(),
        """SELECT ?c ?n ?day WHERE { ?x a pdz:Appartenenza ; pdz:membro ?c ;
          pdz:aggregazione/pdz:numero ?n ; pdz:dal ?day }""",
    )
    comuni = column(accordo(), "SELECT ?e WHERE { ?a pdz:firmatario ?e . ?e pdz:istat ?i }")
    assert [comune for comune, _, _ in found] == comuni
    assert Counter(int(number) for _, number, _ in found) == SIZES
    assert {day for _, _, day in found} == {"2012-04-01"}


def test_every_sub_ambito_has_one_referente_of_its_own() -> None:
    found = rows(
        accordo(),
        """SELECT ?n ?code WHERE { ?x a pdz:Referenza ; pdz:aggregazione ?s ; pdz:ente ?e .
          ?s pdz:numero ?n . ?e skos:notation ?code .
          ?y a pdz:Appartenenza ; pdz:aggregazione ?s ; pdz:membro ?e }""",
    )
    towns = ("pandino", "sergnano", "bagnolo-cremasco", "soncino", "castelleone", "crema")
    assert found == [(str(number), f"comune-{town}") for number, town in enumerate(towns, start=1)]


def test_what_the_text_does_not_say_of_sub_ambito_six_is_called_a_reading() -> None:
    said = "SELECT (LANG(?c) AS ?lang) WHERE { ?x a pdz:Referenza ; pdz:aggregazione/pdz:numero 6 ; rdfs:comment ?c }"
    assert column(accordo(), said) == ["en", "it"]


def test_fifty_signatures_each_of_another_body_and_person() -> None:
    found = rows(
        accordo(),
        """SELECT ?n ?e ?p ?day ?place WHERE { ?f a pdz:Firma ; pdz:accordo/pdz:firmatario ?e ; pdz:ente ?e ;
          pdz:persona ?p ; pdz:data ?day ; pdz:luogo ?place ; pdz:ordine ?n }""",
    )
    assert sorted(int(number) for number, *_ in found) == list(range(1, 51))
    assert len({body for _, body, *_ in found}) == len({person for _, _, person, *_ in found}) == 50
    assert {(day, place) for *_, day, place in found} == {("2012-03-28", "Crema")}
    assert found[0][1].endswith("/comune-crema")


def test_no_name_keeps_the_spaces_of_the_extraction() -> None:
    names = column(accordo(), "SELECT DISTINCT ?n WHERE { ?x pdz:nomeNelTesto|skos:altLabel ?n }")
    bodies = column(accordo(), "SELECT DISTINCT ?n WHERE { ?x a pdz:Ente ; rdfs:label ?n }")
    persons = column(accordo(), "SELECT DISTINCT ?n WHERE { ?x a pdz:Persona ; rdfs:label ?n }")
    assert len(persons) == 50
    for name in (*names, *bodies, *persons):
        assert name == " ".join(name.split())
        assert not re.search(r"(^|\s)\w(\s|$)", name), name
    for name in persons:
        assert all(re.fullmatch(r"[A-Z][a-z]+", word) for word in name.split()), name


def test_a_signature_lends_nobody_an_office() -> None:
    lent = "SELECT ?x WHERE { ?x pdz:persona ?p . ?x pdz:carica ?c }"
    assert column(accordo(), lent) == []


@pytest.mark.parametrize("link", ["dct:source", "pdz:citatoIn", "pdz:parteDi"])
def test_every_place_of_the_text_that_is_named_exists(link: str) -> None:
    lost = f"""SELECT DISTINCT ?place WHERE {{ ?x {link} ?place FILTER(STRSTARTS(STR(?place), "{TESTO}"))
      FILTER NOT EXISTS {{ ?place a pdz:SuddivisioneDelTesto }} }}"""
    assert column(accordo(), lost) == []


def test_a_place_of_the_text_is_called_by_its_eid_and_hangs_from_the_accordo() -> None:
    found = rows(
        accordo(), "SELECT ?t ?code WHERE { ?t a pdz:SuddivisioneDelTesto OPTIONAL { ?t skos:notation ?code } }"
    )
    assert [place for place, code in found if place != TESTO + code] == []
    hanging = "SELECT ?t WHERE { ?t pdz:parteDi+ ?a . ?a a pdz:Accordo }"
    assert column(accordo(), hanging) == [place for place, _ in found]


def test_brothers_in_the_text_have_each_a_place_in_the_order() -> None:
    twins = """SELECT ?a ?b WHERE { ?a pdz:parteDi ?p ; pdz:ordine ?n . ?b pdz:parteDi ?p ; pdz:ordine ?n
      FILTER(STR(?a) < STR(?b)) }"""
    assert rows(accordo(), twins) == []
    unplaced = "SELECT ?t WHERE { ?t a pdz:SuddivisioneDelTesto FILTER NOT EXISTS { ?t pdz:ordine ?n } }"
    assert column(accordo(), unplaced) == []


def test_one_reading_is_adopted_for_each_question() -> None:
    found = rows(
        accordo(),
        "SELECT ?q ?code ?adopted WHERE { ?l pdz:questione ?q ; skos:notation ?code ; pdz:adottata ?adopted }",
    )
    questions = {question for question, *_ in found}
    assert questions == {"art-16"}
    assert [code for _, code, adopted in found if adopted == "true"] == ["per-durata"]
    days = rows(
        accordo(),
        "SELECT ?code ?from ?to WHERE { ?l a pdz:Lettura ; skos:notation ?code ; pdz:dal ?from ; pdz:al ?to }",
    )
    assert days == [("per-data", "2012-04-01", "2014-03-31"), ("per-durata", "2012-04-01", "2015-03-31")]


def test_a_code_means_one_thing() -> None:
    codes = rows(accordo(), "SELECT DISTINCT ?code ?x WHERE { ?x skos:notation ?code }")
    assert [code for code, count in Counter(code for code, _ in codes).items() if count > 1] == []
    concepts = rows(
        vocabolari(), "SELECT DISTINCT ?code ?scheme ?x WHERE { ?x skos:notation ?code ; skos:inScheme ?scheme }"
    )
    twice = Counter((code, scheme) for code, scheme, _ in concepts)
    assert [pair for pair, count in twice.items() if count > 1] == []
    assert {code for code, _ in codes} & {code for code, _, _ in concepts} == set()


def test_every_concept_that_the_accordo_uses_is_in_a_scheme() -> None:
    is_concept = f'FILTER(STRSTARTS(STR(?v), "{VOCABOLARIO.iri}"))'
    used = set(column(accordo(), f"SELECT DISTINCT ?v WHERE {{ ?x ?p ?v {is_concept} }}"))
    assert used
    assert sorted(used - set(column(vocabolari(), "SELECT ?v WHERE { ?v skos:inScheme ?scheme }"))) == []


def test_every_cited_act_has_kind_number_time_and_place() -> None:
    acts = column(accordo(), "SELECT ?x WHERE { ?x a pdz:AttoCitato }")
    whole = """SELECT DISTINCT ?x WHERE {
      ?accordo pdz:cita ?x .
      ?x pdz:tipoDiAttoCitato ?kind ; pdz:numero ?n ; pdz:citatoIn ?t ; pdz:data|pdz:anno ?when }"""
    assert len(acts) == 11
    assert column(accordo(), whole) == acts


def test_the_plan_is_annexed_and_approved_and_the_asl_consented() -> None:
    plan = """SELECT ?day ?by WHERE { ?a pdz:allegato ?p .
      ?p a pdz:Atto ; pdz:anno 2012 ; pdz:data ?day ; pdz:organo/skos:notation ?by }"""
    assert rows(accordo(), plan) == [("2012-03-28", "ads")]
    consent = """SELECT ?by ?day WHERE { ?x a pdz:Atto ; pdz:organo/skos:notation ?by
      FILTER(?by = "asl-cremona") OPTIONAL { ?x pdz:data ?day } }"""
    assert rows(accordo(), consent) == [("asl-cremona", "")]


def test_every_anomaly_has_its_place_its_words_and_its_reading() -> None:
    anomalies = column(accordo(), "SELECT ?x WHERE { ?x a pdz:Anomalia }")
    whole = """SELECT DISTINCT ?x WHERE { ?x a pdz:Anomalia ; dct:source ?t ; pdz:dice ?words ; pdz:gravitaAnomalia ?g ;
      rdfs:label ?li , ?le ; pdz:lettura ?ri , ?re FILTER(?g IN ("A", "B", "C"))
      FILTER(LANG(?li) = "it" && LANG(?le) = "en" && LANG(?ri) = "it" && LANG(?re) = "en") }"""
    assert len(anomalies) == 63
    assert column(accordo(), whole) == anomalies
