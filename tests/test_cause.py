"""One cause is told once: what refers to a table that could not be read, or to a code in dispute, adds nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from comando import Pdz
from fogli import book
from registri import ATTI, CARICHE, INCONTRI, PEOPLE, folder, only_problem, problems

SITTING = "i1,udp,,2012-05-01,,{},,,,\n"
REFERS = {
    "cariche": CARICHE + "rossi-anna,sindaco,Crema,2012-04-01,\nAnna Rossi,assessore,Izano,2012-04-01,\n",
    "incontri": INCONTRI + SITTING.format("rossi-anna; verdi-ugo"),
}


def _closed(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _open_quote(path: Path) -> None:
    path.write_text('codice,nome\nrossi-anna,"Anna\n')


def _no_code(path: Path) -> None:
    path.write_text("code,nome\nrossi-anna,Anna Rossi\n")


def _no_name(path: Path) -> None:
    path.write_text("codice,cognome\nrossi-anna,Anna Rossi\n")


def _no_header(path: Path) -> None:
    path.write_text("\ncodice,nome\nrossi-anna,Anna Rossi\n")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _divider(path: Path) -> None:
    path.write_text("sep=,\n" + PEOPLE)


def _misnamed(path: Path) -> None:
    path.rename(path.with_name("persona.csv"))


@pytest.mark.parametrize("spoil", [_closed, _open_quote, _no_code, _no_name, _no_header, _empty, _divider, _misnamed])
def test_what_refers_to_a_table_that_cannot_be_read_adds_no_problem(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    path = folder(tmp_path / "r", {"persone": PEOPLE, **REFERS})
    spoil(path / "persone.csv")
    found = problems(path)
    assert {Path(one.place.file).stem for one in found} <= {"persone", "persona"}
    assert len(found) <= 2


def test_what_else_is_wrong_with_those_rows_is_told(tmp_path: Path) -> None:
    path = folder(tmp_path / "r", {"persone": "x\n", "cariche": CARICHE + "rossi-anna,re,Crema,31/02/2012,\n"})
    assert {one.place.column for one in problems(path) if one.place.file.endswith("cariche.csv")} == {"carica", "dal"}


def test_a_reference_to_a_table_that_is_read_is_told_beside_one_that_is_not(tmp_path: Path) -> None:
    path = folder(
        tmp_path / "r", {"persone": PEOPLE, "atti": "x\n", "cariche": CARICHE + "boh,sindaco,Crema,2012-04-01,\n"}
    )
    (told,) = (one for one in problems(path) if one.place.file.endswith("cariche.csv"))
    assert (told.code, told.place.column) == ("reference-unknown", "persona")


def test_a_source_that_cannot_be_read_may_declare_anything(tmp_path: Path) -> None:
    path = folder(tmp_path / "r", REFERS)
    broken = {
        "a.xlsx": b"no workbook",
        "a.ttl": b"<a>",
        "a.ods": b"x",
    }
    for name, data in broken.items():
        (tmp_path / name).write_bytes(data)
        assert Path(only_problem(path, tmp_path / name).place.file).name == name
    assert Path(only_problem(path, tmp_path / "manca.xlsx").place.file).name == "manca.xlsx"
    assert Path(only_problem(path, tmp_path / "persone.csv").place.file).name == "persone.csv"
    assert len(problems(path, tmp_path / "azioni.csv")) > 1
    sheets = book(tmp_path / "b.xlsx", {"persona": [["codice", "nome"], ["rossi-anna", "Anna Rossi"]]})
    assert only_problem(path, sheets).place.sheet == "persona"


@pytest.mark.parametrize("code", ["ads", "bruno-brutti"])
def test_a_code_of_another_kind_is_told_where_it_is_declared_and_once(tmp_path: Path, code: str) -> None:
    tables = {
        "enti": f"codice,nome,tipo\n{code},Cooperativa Aurora,cooperativa_sociale\n",
        "incontri": INCONTRI + SITTING.format(code) + SITTING.format(code).replace("i1", "i2"),
    }
    path = folder(tmp_path / "r", tables)
    problem = only_problem(path)
    assert (problem.code, problem.place.row, problem.place.column) == ("code-other", 2, "codice")
    assert problem.place.file == str(path / "enti.csv")
    assert code in problem.message.it
    assert "nell'accordo" in problem.message.it
    assert "altro codice" in problem.remedy.it


def test_a_code_of_a_person_and_of_a_body_of_the_register_is_told_once_too(tmp_path: Path) -> None:
    tables = {
        "enti": "codice,nome,tipo\naurora,Cooperativa Aurora,cooperativa_sociale\n",
        "persone": "codice,nome\naurora,Aurora Alba\n",
        "incontri": INCONTRI + SITTING.format("aurora"),
    }
    path = folder(tmp_path / "r", tables)
    problem = only_problem(path)
    assert (problem.code, Path(problem.place.file).stem, problem.place.row) == ("code-other", "persone", 2)
    assert f"alla riga 2 di {path / 'enti.csv'}" in problem.message.it


def test_codes_that_no_cell_could_confuse_may_be_the_same(tmp_path: Path) -> None:
    from registri import read

    tables = {"persone": "codice,nome\nn1,Anna Rossi\n", "atti": ATTI + "n1,nomina,,2012-05-01,,,,\n"}
    assert len(read(tmp_path / "r", tables).origins) == 2


def test_a_code_that_cannot_be_one_is_told_once(tmp_path: Path) -> None:
    tables = {"persone": "codice,nome\n***,Anna Rossi\n", "cariche": CARICHE + "***,sindaco,Crema,2012-04-01,\n"}
    assert only_problem(folder(tmp_path / "r", tables)).code == "code-form"


def test_where_the_reading_stops_the_problems_are_at_least_so_many(pdz: Pdz, tmp_path: Path) -> None:
    path = folder(tmp_path / "r", {"persone": "codice,nome\n" + "p,\n" * 1_500})
    said = pdz("validate", path, "--lang", "it")
    assert said.status == 2
    assert "almeno 1000 problemi: a quel punto la lettura si è fermata." in said.err
    assert "at least 1000 problems" in pdz("validate", path).err
    few = folder(tmp_path / "s", {"persone": "codice,nome\n" + "".join(f"p{n},\n" for n in range(9))})
    assert "hanno 9 problemi." in pdz("validate", few, "--lang", "it").err


def test_a_file_of_rdf_where_the_reading_stops_says_so_too(pdz: Pdz, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text('<http://a> <https://w3id.org/pdz/onto#dal> "x", "y" .\n' * 1_000)
    assert "almeno" in pdz("validate", path, "--lang", "it").err


@pytest.mark.parametrize(
    ("table", "text", "told", "untold"),
    [
        ("cariche", CARICHE + '"Anna, Rossi",sindaco,Crema,2012-04-01,\n', "", "Più valori"),
        ("incontri", INCONTRI + 'i1,udp,,2012-05-01,,"Anna, Rossi",,,,\n', "Più valori si dividono con «;».", "£"),
        ("incarichi", "seggio,persona,per_conto_di,dal\nudp-operatore,Brutti Bruno,sub-ambito-9,2012-04-01\n",
         "sub-ambito-1, sub-ambito-2", "£"),
    ],
)  # fmt: skip
def test_a_remedy_says_what_the_column_admits(tmp_path: Path, table: str, text: str, told: str, untold: str) -> None:
    problem = only_problem(folder(tmp_path / "r", {table: text}))
    assert told in problem.remedy.it
    assert untold not in problem.remedy.it


def test_the_codes_of_the_kinds_that_have_few_are_listed_where_another_has_many(tmp_path: Path) -> None:
    bodies = "codice,nome,tipo\n" + "".join(f"coop-{n},Cooperativa {n},cooperativa_sociale\n" for n in range(60))
    seats = "seggio,persona,per_conto_di,dal\nudp-operatore,Brutti Bruno,zona-9,2012-04-01\n"
    problem = only_problem(folder(tmp_path / "r", {"enti": bodies, "incarichi": seats}))
    assert "Tra gli ammessi: sub-ambito-1, sub-ambito-2." in problem.remedy.it
    assert "di una riga di: enti" in problem.remedy.it
