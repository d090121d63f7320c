"""Names that a register writes: read in silence, guessed and told, or refused with the candidates."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from grafo import ACCORDO_ID, accordo, vocabolari
from pyoxigraph import Store
from registri import CARICHE, PEOPLE, folder, iri, only_problem, read, said

from pdz_graph.tables import Known, known_of, read_register
from pdz_graph.terms import ENTE, PDZ


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("comune-crema", "comune-crema"),
        ("CREMA", "comune-crema"),
        ("Comune di Crema", "comune-crema"),
        ("Comune-Crema", "comune-crema"),
        ("Città di Crema", "comune-crema"),
        ("CITTA' DI CREMA", "comune-crema"),
        ("Rivolta D'Adda", "comune-rivolta-d-adda"),
        ("RIVOLTA D’ADDA", "comune-rivolta-d-adda"),
        ("rivolta d`adda", "comune-rivolta-d-adda"),
        ("Comune di Rivolta d'Àdda", "comune-rivolta-d-adda"),
        ("Credera-Rubbiano", "comune-credera-rubbiano"),
        ("Casale Cremasco", "comune-casale"),
        ("casale cremasco - vidolasco", "comune-casale"),
        ("Health authority", "asl"),
    ],
)
def test_a_name_is_read_in_silence_whatever_its_marks(tmp_path: Path, written: str, code: str) -> None:
    register = read(tmp_path / "r", {"adesioni": f'ente,data\n"{written}",2012-05-01\n'})
    assert said(register, PDZ["ente"]) == [ENTE[code].value]
    assert not register.notices


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Gomito", "comune-gombito"),
        ("Comune di Gomito", "comune-gombito"),
        ("Rivolta", "comune-rivolta-d-adda"),
        ("Casale C.", "comune-casale"),
        ("Ripalta Guerrina", "comune-ripalta-guerina"),
    ],
)
def test_a_guess_is_told(tmp_path: Path, written: str, code: str) -> None:
    register = read(tmp_path / "r", {"adesioni": f"data,ente\n2012-05-01,{written}\n"})
    (notice,) = register.notices
    assert (notice.code, notice.place.row, notice.place.column) == ("guess", 2, "ente")
    assert f"«{written}» è letto come {code}" in notice.message.it
    assert f'"{written}" is read as {code}' in notice.message.en


@pytest.mark.parametrize(
    ("written", "candidates"),
    [
        ("Vicengo", ["comune-ricengo", "comune-ticengo"]),
        ("Ripalta", ["comune-ripalta-arpina", "comune-ripalta-guerina"]),
    ],
)
def test_what_stays_ambiguous_is_an_error_of_the_row(tmp_path: Path, written: str, candidates: list[str]) -> None:
    problem = only_problem(folder(tmp_path / "r", {"adesioni": f"ente,data\n{written},2012-05-01\n"}))
    assert (problem.code, problem.place.row, problem.place.column) == ("reference-ambiguous", 2, "ente")
    for candidate in candidates:
        assert candidate in problem.message.it


def test_a_person_is_never_guessed_but_name_and_surname_turn(tmp_path: Path) -> None:
    cariche = "persona,carica,ente,dal\n{},Sindaco,Crema,2012-04-01\n"
    people = PEOPLE.replace("rossi-anna", "p1")
    register = read(tmp_path / "a", {"persone": people, "cariche": cariche.format("Rossi Anna")})
    assert [notice.code for notice in register.notices] == ["guess"]
    problem = only_problem(folder(tmp_path / "b", {"persone": people, "cariche": cariche.format("Anne Rossi")}))
    assert (problem.code, problem.place.row, problem.place.column) == ("reference-unknown", 2, "persona")
    assert "p1 (Anna Rossi)" in problem.remedy.it


def test_two_persons_of_one_name_need_a_code(tmp_path: Path) -> None:
    tables = {
        "persone": "codice,nome\np1,Anna Rossi\np2,Anna Rossi\n",
        "cariche": CARICHE + "Anna Rossi,sindaco,Crema,2012-04-01,\n",
    }
    problem = only_problem(folder(tmp_path / "r", tables))
    assert problem.code == "reference-ambiguous"
    assert "p1 (Anna Rossi), p2 (Anna Rossi)" in problem.message.it


def test_a_namesake_of_the_accordo_is_another_person_and_told(tmp_path: Path) -> None:
    tables = {
        "persone": "codice,nome\np1,Brutti Bruno\n",
        "cariche": CARICHE + "Brutti Bruno,sindaco,Crema,2012-04-01,\n",
    }
    register = read(tmp_path / "r", tables)
    assert [notice.code for notice in register.notices] == ["namesake"]
    assert iri("carica", "p1-sindaco-comune-crema-2012-04-01").value in register.origins


def test_numbers_are_never_guessed(tmp_path: Path) -> None:
    problem = only_problem(
        folder(tmp_path / "r", {"appartenenze": "comune,sub_ambito,dal\nCrema,sub-ambito-7,2012-04-01\n"})
    )
    assert (problem.code, problem.place.column) == ("reference-unknown", "sub_ambito")


@cache
def cremasco() -> Known:
    """What the accordo and the vocabularies know, as they are published."""
    store = Store()
    for part in (accordo(), vocabolari()):
        store.bulk_extend(iter(part))
    return known_of(store)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Gomito", "comune-gombito"),
        ("Rivolta D'Adda", "comune-rivolta-d-adda"),
        ("Credera-Rubbiano", "comune-credera-rubbiano"),
        ("Casale Cremasco", "comune-casale-cremasco-vidolasco"),
        ("Comune di Spino d’Adda", "comune-spino-d-adda"),
        ("Comunità sociale cremasca", "csc"),
        ("ASL", "asl-cremona"),
    ],
)
def test_names_of_the_cremasco_are_reconciled(tmp_path: Path, written: str, code: str) -> None:
    path = folder(tmp_path / "r", {"adesioni": f"ente,data\n{written},2012-05-01\n"})
    origins = read_register([path], cremasco(), ACCORDO_ID).origins
    assert [one.rpartition("/")[2] for one in origins] == [f"{code}-2012-05-01"]


def test_every_official_name_of_the_cremasco_is_read_in_silence(tmp_path: Path) -> None:
    things = cremasco()
    bodies = [entry for entry in things.entries if entry.kind == "ente"]
    rows = "".join(
        f'"{name}",2012-05-{day + 1:02}\n' for entry in bodies for day, name in enumerate((entry.code, entry.names[0]))
    )
    path = folder(tmp_path / "r", {"adesioni": "ente,data\n" + rows})
    register = read_register([path], things, ACCORDO_ID)
    assert len(register.origins) == 2 * len(bodies)
    assert not register.notices
