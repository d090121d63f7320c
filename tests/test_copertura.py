"""Coverage both ways: every comma has a norm or a reason why none, every norm has its comma and its kind."""

from __future__ import annotations

import re

import pytest
from grafo import NORMA, TESTO, accordo, column, rows, shapes

EXPECTED = """
premesse-atti premesse-approvazione art-01-premesse art-02-oggetto art-03-firmatari art-04-adesione
art-04-designazione-aderenti art-05-organismi
art-06-componenti art-06-presidenza art-06-sostituto art-06-invito-asl art-06-invito-provincia art-06-funzionamento
art-06-compiti-1..8 art-06-competenza
art-07-1-componenti art-07-1-cariche art-07-referente art-07-compiti-1..4 art-07-convocazione art-07-forum
art-07-sindacati
art-08-capofila art-08-compiti-1..10 art-08-debito-informativo art-08-coordinatore art-08-operatori art-08-asl
art-08-tlts-cooperazione art-08-tlts-volontariato art-08-tlts-promozione art-08-tlts-diocesi art-08-enti-gestori
art-08-ospedale art-08-csc
art-09-partecipazione art-09-modalita art-09-commissione-volontariato art-09-commissione-cooperazione
art-09-commissione-promozione art-09-commissione-confessioni art-09-di-diritto art-09-presidenza
art-09-quattro-designati
art-09-designati-aderenti art-09-elettori-aderenti art-09-obiettivi-1..8 art-09-regolamento
art-10-componenti art-10-frequenza art-10-referente
art-11-capofila art-11-responsabile art-11-avvalimento
art-12-partizione art-12-referente art-12-coordinatore-tecnico art-12-funzioni-1..2 art-12-coordinatore-compiti-1..5
art-13-piano-operativo art-13-contratto-servizio art-13-report art-13-aggiornamento
art-14-livelli art-14-distrettuale art-14-contratto-annuale art-14-incontri-1..4
art-15-fonti art-15-compatibilita art-16-durata art-16-entro-validita
art-17-sovrintendenza art-18-burl art-18-documentazione art-19-subentro art-19-referente-unione firme
"""

#: What a norm of each kind must carry: of every group at least one property.
PARAMETERS = {
    "NormaDiComposizione": ["disciplina disciplinaInsieme"],
    "NormaDiDesignazione": ["disciplina"],
    "NormaDiCarica": ["disciplina"],
    "NormaDiTitolarita": ["disciplina"],
    "NormaDiProvenienza": ["disciplina"],
    "NormaSugliAderenti": ["momento", "disciplina tipoDiIncontro"],
    "NormaDiInvito": ["organo", "partecipante"],
    "NormaDiPresenza": ["partecipante", "organo tipoDiIncontro"],
    "NormaDiConvocazione": ["organo", "convocante"],
    "NormaDiScadenza": ["tipoDiAtto", "mese"],
    "NormaDiCompetenza": ["tipoDiAtto", "competente"],
    "NormaDiAttoDovuto": ["attoDovuto"],
    "NormaDiPreparazione": ["tipoDiAtto", "organo"],
    "NormaDiConfronto": ["tipoDiAtto", "organo", "tipoDiIncontro"],
    "NormaDiFrequenza": ["organo"],
    "NormaDiFonte": ["fonteAmmessa"],
    "NormaDiLivello": ["livelloAmmesso"],
    "NormaDiGestione": ["livello", "tipoDiAtto"],
    "NormaDiContratto": ["tipoDiAtto", "basatoSuTipo"],
    "NormaDiDurata": ["questione", "mesiDichiarati", "decorrenzaDichiarata", "scadenzaDichiarata"],
    "NormaCostitutiva": ["richiede richiedeAllegato richiedeAttiCitati"],
}

#: What at least one seat under a norm of each kind must carry: else the kind would look and see nothing.
SEATS = {
    "NormaDiComposizione": "minimo massimo",
    "NormaDiDesignazione": "nominatoDa nominatoDalReferente nominatoDaTipo",
    "NormaDiCarica": "caricaRichiesta",
    "NormaDiTitolarita": "titoloDaSeggio incompatibileCon",
    "NormaDiProvenienza": "tipoAmmesso enteAmmesso enteEscluso",
}

#: Kinds that no data can judge: they have no shape.
UNJUDGED = {"NormaDiDefinizione", "NormaDiCompito", "NormaDiFacolta", "NormaDiObbligo"}


def expected() -> set[str]:
    """Return the ids of EXPECTED, ``compiti-1..8`` spelled out."""
    ids: set[str] = set()
    for name in EXPECTED.split():
        stem, _, last = name.partition("1..")
        ids |= {f"{stem}{number}" for number in range(1, int(last) + 1)} if last else {name}
    return ids


def kinds() -> dict[str, set[str]]:
    """Return the kind classes of each norm, by its id."""
    found: dict[str, set[str]] = {}
    for norm, kind in rows(accordo(), "SELECT ?n ?c WHERE { ?n a pdz:Norma , ?c FILTER(?c != pdz:Norma) }"):
        found.setdefault(norm.removeprefix(NORMA), set()).add(kind.rsplit("#", 1)[1])
    return found


def both(prop: str, subject: str = "?x") -> str:
    """Return the pattern of a text said in the two languages."""
    name = re.sub(r"\W", "", prop)
    return " ".join(
        f'{subject} {prop} ?{name}_{lang} FILTER(LANG(?{name}_{lang}) = "{lang}" && STRLEN(?{name}_{lang}) > 0)'
        for lang in ("it", "en")
    )


def test_every_norm_of_the_accordo_is_there() -> None:
    norms = [norm.removeprefix(NORMA) for norm in column(accordo(), "SELECT ?n WHERE { ?n a pdz:Norma }")]
    assert sorted(expected() - set(norms)) == []
    assert [norm for norm in norms if norm not in expected()] == []


def test_a_norm_is_called_by_its_code() -> None:
    found = rows(accordo(), "SELECT ?n ?code WHERE { ?n a pdz:Norma OPTIONAL { ?n skos:notation ?code } }")
    assert [norm for norm, code in found if norm != NORMA + code] == []


def test_every_leaf_of_the_text_has_a_norm_or_a_reason_why_none() -> None:
    leaves = "SELECT ?t WHERE { ?t a pdz:SuddivisioneDelTesto FILTER NOT EXISTS { ?part pdz:parteDi ?t }"
    assert {leaf.removeprefix(TESTO).split("__")[0] for leaf in column(accordo(), leaves + "}")} == {
        *(f"art_{number}" for number in range(1, 20)),
        *("preface", "preamble", "conclusions", "annex_1"),
    }
    norm = "?n a pdz:Norma ; dct:source ?t"
    uncovered = f"{leaves} FILTER NOT EXISTS {{ {norm} }} FILTER NOT EXISTS {{ {both('pdz:senzaNorma', '?t')} }} }}"
    assert column(accordo(), uncovered) == []


def test_no_place_has_both_a_norm_and_a_reason_why_none() -> None:
    torn = "SELECT DISTINCT ?t WHERE { ?n a pdz:Norma ; dct:source ?t . ?t pdz:senzaNorma ?why }"
    assert column(accordo(), torn) == []


@pytest.mark.parametrize(
    "pattern",
    [
        "?x dct:source ?t . ?t a pdz:SuddivisioneDelTesto",
        "?x pdz:genere ?g",
        "?x pdz:modalita ?m",
        "?x pdz:destinatario ?d",
        both("rdfs:label"),
        both("dct:description"),
        f"{{ ?x pdz:verificabile true }} UNION {{ ?x pdz:verificabile false . {both('pdz:motivoNonVerificabile')} }}",
    ],
    ids=["source", "genere", "modalita", "destinatario", "label", "description", "verificabile"],
)
def test_every_norm_is_complete(pattern: str) -> None:
    norms = column(accordo(), "SELECT ?x WHERE { ?x a pdz:Norma }")
    assert column(accordo(), f"SELECT DISTINCT ?x WHERE {{ ?x a pdz:Norma . {pattern} }}") == norms


def test_every_judged_norm_has_a_shape_and_no_other_has() -> None:
    targets = {iri.rsplit("#", 1)[1] for iri in column(shapes(), "SELECT DISTINCT ?c WHERE { ?s sh:targetClass ?c }")}
    judged = column(accordo(), "SELECT ?x WHERE { ?x a pdz:Norma ; pdz:verificabile true }")
    by_norm = kinds()
    shapeless = {norm: by_norm[norm] - targets - UNJUDGED for norm in by_norm if by_norm[norm] - targets - UNJUDGED}
    assert shapeless == {}
    assert targets & UNJUDGED == set()
    with_shape = [NORMA + norm for norm in sorted(by_norm) if by_norm[norm] & targets]
    assert sorted(with_shape) == judged


@pytest.mark.parametrize("kind", sorted(PARAMETERS))
def test_every_kind_has_its_parameters(kind: str) -> None:
    members = column(accordo(), f"SELECT ?x WHERE {{ ?x a pdz:{kind} }}")
    assert members
    for group in PARAMETERS[kind]:
        path = "|".join(f"pdz:{name}" for name in group.split())
        assert column(accordo(), f"SELECT DISTINCT ?x WHERE {{ ?x a pdz:{kind} ; {path} ?v }}") == members, group


@pytest.mark.parametrize("kind", sorted(SEATS))
def test_every_kind_finds_what_it_looks_for_on_its_seats(kind: str) -> None:
    path = "|".join(f"pdz:{name}" for name in SEATS[kind].split())
    lists = "(pdz:disciplina|pdz:disciplinaInsieme)"
    blind = f"SELECT ?x WHERE {{ ?x a pdz:{kind} FILTER NOT EXISTS {{ ?x {lists}/({path}) ?v }} }}"
    assert column(accordo(), blind) == []


def test_whatever_a_norm_points_at_is_described() -> None:
    lost = """SELECT DISTINCT ?n ?v WHERE {
      ?n a pdz:Norma ; pdz:disciplina|pdz:disciplinaInsieme|pdz:partecipante|pdz:attoDovuto|pdz:fonteRiservata
        |pdz:convocante|pdz:letteraDa|pdz:richiede|pdz:organo|pdz:competente|pdz:destinatario|pdz:controparte ?v
      FILTER NOT EXISTS { ?v a ?class } }"""
    assert rows(accordo(), lost) == []
