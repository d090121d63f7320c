"""The registers of example: the sound one breaks nothing, the other breaks exactly what is planted in it."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from grafo import CASA
from quanto import WHOLE
from situazioni import cremasco

from pdz_graph.terms import BASE
from pdz_graph.verdict import Verdict

ESEMPI = CASA.root / "data" / "esempi"
DAY = date(2013, 6, 30)
#: What the text of the accordo itself raises, whatever the register.
OF_THE_TEXT = ("art-16-durata", "durata-discorde", "accordo/cremasco-2012-2014")


@cache
def judged(name: str, engine: str = "fast") -> Verdict:
    return cremasco().judge([ESEMPI / name], as_of=DAY, engine=engine, today=DAY).verdict


def found(name: str) -> set[tuple[str, str, str]]:
    return {(f.norm, f.shape, f.subject.id.removeprefix(BASE)) for f in judged(name).findings}


def planted() -> list[dict[str, str]]:
    with (ESEMPI / "registro-con-errori.attesi.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_the_sound_register_breaks_nothing() -> None:
    assert found("registro-conforme") == {OF_THE_TEXT}
    assert judged("registro-conforme").conforms


def test_the_sound_register_leaves_nothing_unknown_but_the_duration() -> None:
    rulings = judged("registro-conforme").rulings
    assert {r.norm for r in rulings if r.status == "unknown"} == {"art-16-durata"}
    assert {r.norm for r in rulings if r.status == "not_applicable"} == {"art-19-referente-unione"}


def test_every_planted_error_is_found_and_nothing_else() -> None:
    expected = {(row["norma"], row["vincolo"], row["cosa"]) for row in planted()}
    assert found("registro-con-errori") == expected | {OF_THE_TEXT}


def test_there_are_at_least_twenty_five_different_errors() -> None:
    assert len({row["errore"] for row in planted()}) >= 25
    assert len({(row["norma"], row["vincolo"]) for row in planted()}) >= 25


@pytest.mark.parametrize("name", ["registro-conforme", "registro-con-errori"])
def test_the_workbook_says_what_the_folder_says(name: str) -> None:
    assert judged(f"{name}.xlsx") == judged(name)


@pytest.mark.parametrize("name", ["registro-con-errori", *(["registro-conforme"] if WHOLE else [])])
def test_both_engines_agree(name: str) -> None:
    assert judged(name, "both") == judged(name)


@pytest.mark.parametrize("name", ["registro-conforme", "registro-con-errori"])
def test_people_are_plainly_fictitious(name: str) -> None:
    with (ESEMPI / name / "persone.csv").open(encoding="utf-8") as lines:
        surnames = {row["nome"].split()[-1] for row in csv.DictReader(lines)}
    assert surnames <= {"Esempio", "Finzione", "Prova", "Immaginaria", "Inventata"}
    assert isinstance(ESEMPI, Path)
