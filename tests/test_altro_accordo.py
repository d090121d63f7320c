"""Another ambito, another triennio, served by data alone: an imaginary accordo before the same shapes and engines."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from altra_casa import ALTRA, VALVERDE, valverde

from pdz_graph.agreement import Agreement
from pdz_graph.reports import render
from pdz_graph.verdict import Verdict

DAY = date(2019, 10, 15)
#: What breaks a norm, as a report shows it: (norm, last part of the IRI of what breaks it, constraint).
Found = set[tuple[str, str, str]]


@dataclass(frozen=True)
class Case:
    """One thing done otherwise: a sentence, the edits of the tables that say so, and what they break."""

    sentence: str
    edits: tuple[tuple[str, str, str], ...]
    found: frozenset[tuple[str, str, str]]


def case(sentence: str, *edits: tuple[str, str, str], found: Found) -> Case:
    return Case(sentence, edits, frozenset(found))


_FABIO = "giunta-membro,fabio-fonte,valle-alta,assemblea,2018-06-04,2018-06-05,,,\n"
_IRMA = "ufficio-tecnico,irma-isola,valle-alta,comune-rocca-finta,2018-06-01,2018-06-05,,,\n"
_PIA = "tavolo-osservatore,pia-prato,forum-valverde,,,2018-06-05,,,\n"
_UFFICIO = "pia-prato,funzionario,forum-valverde,2017-01-01,\n"
_UNION = "sindacati-2019,giunta,confronto_sindacati,2019-06-13,elsa-erba,giunta;sindacato-unico,,,,piano-2019\n"

CASES = (
    case(
        "Due membri in un sub-ambito che ne vuole tre",
        ("incarichi", _FABIO, ""),
        found={("art-06-membri", "alto", "composizione-pochi")},
    ),
    case(
        "Tre tecnici dove se ne ammettono due",
        (
            "incarichi",
            _IRMA,
            _IRMA + _IRMA.replace("irma-isola", "olga-onda") + _IRMA.replace("irma-isola", "nino-neve"),
        ),
        found={("art-07-tecnici", "alto", "composizione-troppi")},
    ),
    case(
        "Un tecnico nominato da un comune che non è referente",
        ("incarichi", "lino-lago,valle-bassa,comune-borgo-inventato", "lino-lago,valle-bassa,comune-san-pretesto"),
        found={("art-07-tecnici", "ufficio-tecnico-lino-lago-valle-bassa-2018-06-05", "designazione-altrui")},
    ),
    case(
        "Un garante che è sindaco del capofila",
        ("incarichi", "assemblea-garante,dario-duna", "assemblea-garante,anna-alba"),
        found={("art-05-garante", "assemblea-garante-anna-alba-2018-06-05", "provenienza-esclusa")},
    ),
    case(
        "Due osservatori mandati dal Forum",
        ("incarichi", _PIA, _PIA + _PIA.replace("pia-prato", "ugo-ulivo")),
        ("cariche", _UFFICIO, _UFFICIO + _UFFICIO.replace("pia-prato", "ugo-ulivo")),
        found={("art-08-osservatori", "forum-valverde", "composizione-troppi")},
    ),
    case(
        "Un osservatore che non ha ufficio in chi lo manda",
        ("cariche", "pia-prato,funzionario,forum-valverde", "pia-prato,operatore_sociale,forum-valverde"),
        found={("art-08-osservatori", "tavolo-osservatore-pia-prato-forum-valverde-2018-06-05", "carica-assente")},
    ),
    case(
        "Il piano approvato il giorno dopo l'ultimo di giugno",
        ("atti", "piano-2018,piano_operativo,2018,2018-06-30", "piano-2018,piano_operativo,2018,2018-07-01"),
        found={("art-09-piano", "art-09-piano-2018", "scadenza-tardiva")},
    ),
    case(
        "Il piano approvato dalla Giunta",
        ("atti", "2019-06-20,assemblea,ufficio", "2019-06-20,giunta,ufficio"),
        found={
            ("art-09-piano", "piano-2019", "competenza-altrui"),
            ("art-09-piano", "art-09-piano-2019", "scadenza-mancata"),
            ("art-10-azioni", "pasti-2019", "contratto-senza-piano"),
        },
    ),
    case(
        "Il consuntivo del primo anno che manca",
        ("atti", "consuntivo-2018,report_annuale,2018,2019-09-30,assemblea,ufficio,piano-2018,\n", ""),
        found={("art-09-consuntivo", "art-09-consuntivo-2018", "scadenza-mancata")},
    ),
    case(
        "L'adesione di chi designa, il giorno dopo la designazione",
        ("adesioni", "amici-della-rocca,04/06/2018", "amici-della-rocca,05/06/2018"),
        found={
            ("art-08-rappresentanti", "tavolo-volontari-nino-neve-amici-della-rocca-2018-06-05", constraint)
            for constraint in ("aderenti-alla-designazione", "aderenti-elettori")
        },
    ),
    case(
        "Un solo rappresentante nel Tavolo",
        ("incarichi", "2019-01-16,,,coop-fola;coop-nuvola", "2019-01-16,2019-10-14,,coop-fola;coop-nuvola"),
        found={("art-08-rappresentanti", "rappresentanti", "composizione-pochi")},
    ),
    case(
        "Un centesimo oltre il fondo dell'anno",
        ("azioni", '"30.000,00"', '"30.000,01"'),
        found={("art-10-fondo", "2019", "compatibilita-superata")},
    ),
    case(
        "Un'azione di distretto nel contratto dell'anno prima",
        ("azioni", ",contratto-2019", ",contratto-2018"),
        found={
            ("art-10-azioni", "pasti-2019", "gestione-fuori-contratto"),
            ("art-10-azioni", "pasti-2019", "contratto-senza-piano"),
        },
    ),
    case(
        "Il Fondo versato da un comune che non ha firmato",
        ("enti", "coop-fola,", "comune-di-fuori,Comune di Fuori,comune,\ncoop-fola,"),
        ("stanziamenti", "2019,f_sol,comune-borgo-inventato", "2019,f_sol,comune-di-fuori"),
        found={("art-10-fondo", "2019-f_sol-comune-di-fuori-41000", "fonte-di-altri")},
    ),
    case(
        "Un'azione di distretto fuori contratto",
        ("azioni", '"52.500,50",contratto-2018', '"52.500,50",'),
        found={("art-10-azioni", "pasti-2018", "gestione-fuori-contratto")},
    ),
    case(
        "Forum e sindacati sentiti in una sola riunione",
        ("incontri", _UNION, ""),
        ("incontri", "forum-2019,giunta,confronto_forum", "forum-2019,giunta,confronto_forum;confronto_sindacati"),
        found={("art-06-confronto", "piano-2019", "confronto-unico")},
    ),
    case(
        "Un'unione che subentra senza assenso",
        ("subentri", "delibera 7/2018", ""),
        found={
            (
                "art-11-subentro",
                "unione-delle-fole-comune-castel-nessuno-2018-09-01-servizio-sociale",
                "subentro-senza-assenso",
            )
        },
    ),
    case(
        "L'accordo pubblicato dall'ATS, che ha dato l'intesa il giorno dopo la firma",
        ("atti", "2018-06-11,comune-rocca-finta", "2018-06-11,ats-valverde"),
        ("atti", "2018-05-21", "2018-05-25"),
        found={
            ("art-12-pubblicazione", "pubblicazione_burl", "atto-mancante"),
            ("art-12-pubblicazione", "intesa", "atto-dopo-la-firma"),
        },
    ),
    case(
        "L'ATS non invitata all'Assemblea",
        ("incontri", "2018-06-04,,assemblea,ugo-ulivo;tavolo", "2018-06-04,,assemblea,tavolo"),
        found={("art-05-inviti", "assemblea-1", "invito-mancante")},
    ),
    case(
        "Un incarico dopo l'ultimo giorno dell'accordo",
        (
            "incarichi",
            "giunta-portavoce,elsa-erba,,,,2018-06-05,",
            "giunta-portavoce,elsa-erba,,,,2018-06-05,2021-06-01",
        ),
        found={("art-12-validita", "giunta-portavoce-elsa-erba-2018-06-05", "validita-incarico")},
    ),
)


@pytest.fixture(scope="module")
def agreement(tmp_path_factory: pytest.TempPathFactory) -> Agreement:
    return valverde(tmp_path_factory.mktemp("altra") / "casa")


def register(path: Path, *cases: Case) -> Path:
    """Write in ``path`` the conforming register with the edits of some cases."""
    folder = Path(shutil.copytree(ALTRA / "registro", path / "registro"))
    for table, old, new in (edit for case in cases for edit in case.edits):
        file = folder / f"{table}.csv"
        text = file.read_text("utf-8")
        assert text.count(old) == 1, old
        file.write_text(text.replace(old, new), "utf-8")
    return folder


def judged(agreement: Agreement, folder: Path, day: date = DAY, engine: str = "fast") -> Verdict:
    return agreement.judge([folder], as_of=day, engine=engine, today=day).verdict


def found(verdict: Verdict) -> Found:
    return {
        (norm, value.rpartition("/")[2], constraint) for norm, value, constraint in (f.key for f in verdict.findings)
    }


def test_every_norm_is_satisfied_by_the_conforming_register(agreement: Agreement) -> None:
    verdict = judged(agreement, ALTRA / "registro", engine="both")
    assert {ruling.norm: ruling.status for ruling in verdict.rulings if ruling.status != "satisfied"} == {}
    assert verdict.findings == ()
    assert verdict.readings == {"durata": "unica"}


@pytest.mark.parametrize("one", CASES, ids=lambda case: case.sentence)
def test_one_thing_done_otherwise_breaks_its_norm_alone(agreement: Agreement, one: Case, tmp_path: Path) -> None:
    verdict = judged(agreement, register(tmp_path, one))
    assert found(verdict) == one.found
    broken = {norm for norm, _, _ in one.found}
    assert {ruling.norm for ruling in verdict.rulings if ruling.status == "violated"} == broken


def test_everything_done_otherwise_is_found_by_both_engines(agreement: Agreement, tmp_path: Path) -> None:
    verdict = judged(agreement, register(tmp_path, *CASES), engine="both")
    assert {key for case in CASES for key in case.found} <= found(verdict)


def test_without_a_register_nothing_that_needs_one_is_decided(agreement: Agreement) -> None:
    verdict = agreement.judge((), as_of=DAY, engine="both", today=DAY).verdict
    assert verdict.counts["violated"] == 0
    assert verdict.counts["unknown"] > verdict.counts["satisfied"] > 0


@pytest.mark.parametrize(("day", "state"), [(date(2019, 6, 30), set()), (date(2019, 7, 1), {"art-09-piano-2019"})])
def test_its_own_deadline_has_passed_from_the_day_after(
    agreement: Agreement, day: date, state: set[str], tmp_path: Path
) -> None:
    late = case(
        "",
        ("atti", "piano-2019,piano_operativo,2019,2019-06-20", "piano-2019,piano_operativo,2019,2019-12-31"),
        found=set(),
    )
    verdict = judged(agreement, register(tmp_path, late), day)
    assert {value for _, value, constraint in found(verdict) if constraint == "scadenza-mancata"} == state


def test_the_default_day_is_the_last_of_its_validity(agreement: Agreement) -> None:
    verdict = agreement.judge((), today=date(2030, 1, 1)).verdict
    assert (verdict.as_of, verdict.day_is_default) == (date(2021, 5, 31), True)


@pytest.mark.parametrize("form", ["text", "json", "ttl", "html", "csv"])
def test_a_report_of_it_speaks_of_nothing_else(agreement: Agreement, form: str, tmp_path: Path) -> None:
    judgement = agreement.judge([register(tmp_path, *CASES)], as_of=DAY, today=DAY)
    for lang in ("it", "en"):
        text = render(judgement.verdict, form, lang, labels=judgement.labels, notices=judgement.notices)
        assert VALVERDE in text or "Valverde" in text
        assert "crem" not in text.lower()
