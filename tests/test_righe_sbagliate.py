"""Every wrong input of a table: told by file, row and column, with what is admitted, and all at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from registri import ATTI, CARICHE, INCONTRI, PEOPLE, folder, only_problem, problems

from pdz_graph.tables.schema import table_of


class Wrong(NamedTuple):
    """A wrong table, and the problem that must be told: code, row, column, and what the remedy admits."""

    table: str
    text: str
    code: str
    row: int
    column: str | None
    admitted: str


WRONG = {
    "unknown column": Wrong("persone", "codice,nome,nomme\na,A,\n", "column-unknown", 1, "nomme", "«nome»"),
    "missing column": Wrong("persone", "codice\na\n", "column-missing", 1, "nome", "codice*, nome*"),
    "column twice": Wrong("persone", "codice,nome,Nome\na,A,B\n", "column-twice", 1, "nome", "«;»"),
    "no header": Wrong("persone", "\n\ncodice,nome\n", "header-missing", 1, None, "codice*, nome*"),
    "empty cell": Wrong("persone", "codice,nome\na,\n", "cell-missing", 2, "nome", "un nome"),
    "cell beyond": Wrong("persone", "codice,nome\na,A,B\n", "cell-beyond", 2, None, "virgolette"),
    "control": Wrong("persone", "codice,nome\na,A\x07\n", "cell-control", 2, "nome", "invisibili"),
    "direction mark": Wrong("persone", "codice,nome\na,A\u202eB\n", "cell-control", 2, "nome", "invisibili"),
    "long cell": Wrong("persone", f"codice,nome\na,{'A' * 10_001}\n", "cell-long", 2, "nome", "10000"),
    "long field": Wrong("persone", f"codice,nome\na,{'A' * 140_000}\n", "cell-long", 2, None, "10000"),
    "open quote": Wrong("persone", 'codice,nome\na,"A\nb,B\n', "csv-broken", 2, None, "virgolette"),
    "divider of Excel": Wrong("persone", "sep=;\ncodice;nome\na;A\n", "csv-divider", 1, None, "prima riga"),
    "divider of Excel, quoted": Wrong("persone", '"SEP=,"\ncodice,nome\na,A\n', "csv-divider", 1, None, "prima riga"),
    "too many values": Wrong(
        "incontri",
        INCONTRI + f'i1,udp,,2012-05-01,,"{";".join(f"p{n}" for n in range(501))}",,,,\n',
        "values-many",
        2,
        "presenti",
        "al più 500",
    ),
    "wide": Wrong("persone", "," * 101 + "\n", "header-missing", 1, None, "codice*"),
    "wide header": Wrong("persone", "codice,nome" + ",x" * 100 + "\n", "table-wide", 1, None, "100"),
    "code unfit": Wrong("persone", "codice,nome\n***,A\n", "code-form", 2, "codice", "Lettere e cifre"),
    "code twice": Wrong("persone", "codice,nome\na,A\na,B\n", "code-twice", 3, "codice", "una riga sola"),
    "code nearly twice": Wrong("persone", "codice,nome\na-b,A\nA b,B\n", "code-twice", 3, "codice", "una riga sola"),
    "act of the accordo": Wrong(
        "atti", ATTI + "piano,nomina,,2012-04-01,,,,\n", "code-twice", 2, "codice", "cambiarne uno"
    ),
    "code taken": Wrong(
        "enti", "codice,nome,tipo\ncomune-crema,Cremia,comune\n", "code-taken", 2, "codice", "altro codice"
    ),
    "other kind": Wrong(
        "enti", "codice,nome,tipo\nasl-cremona,ASL di Cremona,comune\n", "body-differs", 2, "tipo", "«asl»"
    ),
    "other istat": Wrong(
        "enti", "codice,nome,tipo,istat\ncomune-crema,Crema,comune,019036\n", "body-differs", 2, "istat", "019035"
    ),
    "second code": Wrong(
        "enti", "codice,nome,tipo\ncrema,Comune di Crema,comune\n", "body-known", 2, "codice", "comune-crema"
    ),
    "istat": Wrong("enti", "codice,nome,tipo,istat\nx,X,asl,19035\n", "istat-form", 2, "istat", "019035"),
    "kind": Wrong(
        "enti", "codice,nome,tipo\nx,X,comuna\n", "reference-unknown", 2, "tipo", "asl, comune, cooperativa_sociale"
    ),
    "unknown body": Wrong("adesioni", "ente\nAtlantide\n", "reference-unknown", 2, "ente", "di una riga di: enti"),
    "near body": Wrong("adesioni", "ente\nCrena\n", "reference-unknown", 2, "ente", "comune-crema (Crema)"),
    "seat": Wrong(
        "incarichi",
        "seggio,persona,dal\nudp-operatrice,Brutti Bruno,2012-04-01\n",
        "reference-unknown",
        2,
        "seggio",
        "udp-operatore",
    ),
    "other accordo": Wrong(
        "completezza", "elenco,dal\ngiunta,2012-04-01\n", "reference-unknown", 2, "elenco", "ads, atti, udp"
    ),
    "several": Wrong("adesioni", "ente\nCrema;Izano\n", "value-several", 2, "ente", "una riga per ciascuno"),
    "comma": Wrong(
        "incontri", INCONTRI + 'i1,udp,,2012-05-01,,"Crema, Izano",,,,\n', "reference-unknown", 2, "presenti", "«;»"
    ),
    "day": Wrong("adesioni", "ente,data\nCrema,1.5.2012\n", "day-form", 2, "data", "2013-03-31 oppure 31/03/2013"),
    "hour": Wrong("adesioni", "ente,data\nCrema,2012-05-01 10:30\n", "day-form", 2, "data", "senza ora"),
    "no such day": Wrong("adesioni", "ente,data\nCrema,31/02/2013\n", "day-impossible", 2, "data", "31/03/2013"),
    "far day": Wrong("adesioni", "ente,data\nCrema,0213-03-01\n", "day-far", 2, "data", "1900"),
    "year": Wrong("azioni", "codice,anno,nome\na,13,A\n", "year-form", 2, "anno", "Quattro cifre"),
    "ambiguous amount": Wrong(
        "azioni", "codice,anno,nome,importo\na,2013,A,1.234\n", "amount-ambiguous", 2, "importo", "1.234,00"
    ),
    "ambiguous comma": Wrong(
        "azioni", 'codice,anno,nome,importo\na,2013,A,"1,234"\n', "amount-ambiguous", 2, "importo", "1234"
    ),
    "English amount": Wrong(
        "azioni", 'codice,anno,nome,importo\na,2013,A,"1,234.56"\n', "amount-form", 2, "importo", "1.234,56"
    ),
    "exponent": Wrong("azioni", "codice,anno,nome,importo\na,2013,A,1E5\n", "amount-form", 2, "importo", "1234.56"),
    "negative": Wrong("azioni", "codice,anno,nome,importo\na,2013,A,-5\n", "amount-form", 2, "importo", "senza segno"),
    "reversed": Wrong(
        "cariche",
        CARICHE + "Brutti Bruno,sindaco,Crema,2013-01-02,2013-01-01\n",
        "interval-reversed",
        2,
        "al",
        "compreso",
    ),
    "reversed adhesion": Wrong(
        "adesioni", "ente,data,fine\nCrema,2013-01-02,2013-01-01\n", "interval-reversed", 2, "fine", "compreso"
    ),
    "row twice": Wrong(
        "adesioni",
        "ente,data\nCrema,2013-01-02\nIzano,2013-01-02\nComune di Crema,02/01/2013\n",
        "row-twice",
        4,
        None,
        "una sola",
    ),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_wrong_input_is_told_with_its_place_and_what_is_admitted(tmp_path: Path, wrong: Wrong) -> None:
    path = folder(tmp_path / "r", {wrong.table: wrong.text})
    problem = only_problem(path)
    assert problem.code == wrong.code
    assert problem.place.file == str(path / f"{wrong.table}.csv")
    assert (problem.place.row, problem.place.column) == (wrong.row, wrong.column)
    assert wrong.admitted in problem.remedy.it


def test_a_repetition_names_both_rows(tmp_path: Path) -> None:
    row = "udp-operatore,Brutti Bruno,Crema,2012-04-01\n"
    path = folder(tmp_path / "a", {"incarichi": "seggio,persona,per_conto_di,dal\n" + row + row})
    problem = only_problem(path)
    assert problem.place.row == 3
    assert f"alla riga 2 di {path / 'incarichi.csv'}" in problem.message.it
    assert f"at row 2 of {path / 'incarichi.csv'}" in problem.message.en
    again = folder(tmp_path / "b", {"persone": PEOPLE + "rossi-anna,Anna Bianchi\n"})
    assert f"at row 2 of {again / 'persone.csv'}" in only_problem(again).message.en


def test_all_problems_of_all_tables_come_at_once_sorted_by_place(tmp_path: Path) -> None:
    tables = {
        "persone": "codice,nome\na,\nb,B\n",
        "cariche": CARICHE + "zzz,re,Atlantide,31/02/2013,x\nb,sindaco,Crema,2012-04-01,\n",
        "azioni": "codice,anno,nome,importo,costo\na1,13,,1.234,\n",
        "incontro": "codice\n",
    }
    path = folder(tmp_path / "r", tables)
    found = [(Path(p.place.file).stem, p.place.row, p.place.column) for p in problems(path)]
    assert found == [
        ("azioni", 1, "costo"), ("azioni", 2, "anno"), ("azioni", 2, "importo"), ("azioni", 2, "nome"),
        ("cariche", 2, "al"), ("cariche", 2, "carica"), ("cariche", 2, "dal"), ("cariche", 2, "ente"),
        ("cariche", 2, "persona"), ("incontro", None, None), ("persone", 2, "nome"),
    ]  # fmt: skip


def test_a_row_with_a_wrong_cell_still_declares_its_code(tmp_path: Path) -> None:
    tables = {"persone": "codice,nome\na,\n", "cariche": CARICHE + "a,sindaco,Crema,2012-04-01,\n"}
    assert [problem.code for problem in problems(folder(tmp_path / "r", tables))] == ["cell-missing"]


@pytest.mark.parametrize(
    ("name", "near"), [("incontro", "«incontri»"), ("Personale", "«persone»"), ("xyz", "completezza")]
)
def test_an_unknown_table_is_told_with_the_closest(tmp_path: Path, name: str, near: str) -> None:
    path = folder(tmp_path / "r", {name: "codice\n", "persone": PEOPLE})
    problem = only_problem(path)
    assert (problem.code, problem.place.file) == ("table-unknown", str(path / f"{name}.csv"))
    assert near in problem.remedy.it


def test_a_folder_without_tables_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "note.txt").write_text("ciao")
    problem = only_problem(tmp_path / "r")
    assert (problem.code, problem.place.file) == ("table-none", str(tmp_path / "r"))
    assert "enti, persone, adesioni" in problem.remedy.it


def test_two_files_of_one_table_are_an_error(tmp_path: Path) -> None:
    problem = only_problem(folder(tmp_path / "r", {"Persone": PEOPLE, "persone": "codice,nome\nb,B\n"}))
    assert problem.code == "table-twice"
    assert "Persone.csv" in problem.message.it


def _utf16(path: Path) -> None:
    path.write_text(PEOPLE, encoding="utf-16")


def _latin(path: Path) -> None:
    path.write_bytes("codice,nome\na,Niccolò\n".encode("latin-1"))


def _nul(path: Path) -> None:
    path.write_bytes(b"codice,nome\na,A\0\n")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("write", "code", "line", "column"),
    [
        (_utf16, "encoding", None, None),
        (_latin, "encoding", 2, "9"),
        (_nul, "nul", 2, "4"),
        (_empty, "file-empty", None, None),
        (_folder, "file-special", None, None),
    ],
)
def test_a_file_that_is_not_utf8_text_is_told(
    tmp_path: Path, write: Callable[[Path], None], code: str, line: int | None, column: str | None
) -> None:
    write(tmp_path / "persone.csv")
    problem = only_problem(tmp_path)
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)
    assert problem.place.file == str(tmp_path / "persone.csv")


def test_too_many_rows_are_refused_and_too_many_problems_cut(tmp_path: Path) -> None:
    for name, most, row in (("persone", 50_000, "p{0},P"), ("adesioni", 1_000, "Crema,2012-05-01,p{0}")):
        header = ",".join(column.name for column in table_of(name).columns[:3])  # type: ignore[union-attr]
        rows = [header, *(row.format(number) for number in range(most + 1))]
        problem = only_problem(folder(tmp_path / name, {name: "\n".join(rows)}))
        assert (problem.code, problem.message.it) == ("table-long", f"Più di {most} righe.")
    empty = folder(tmp_path / "vuote", {"persone": "codice,nome\n" + "\n" * 60_000 + "a,A\n"})
    assert only_problem(empty).code == "table-long"
    wrong = folder(tmp_path / "b", {"persone": "codice,nome\n" + "p,\n" * 5_000})
    assert len(problems(wrong)) == 1_000


def test_a_hostile_table_of_unknown_names_is_refused(tmp_path: Path) -> None:
    many = "codice,nome\n" + "".join(f"p{n},Nome{n} Cognome{n}\n" for n in range(5_000))
    cells = (";".join(f"Ignoto{n} Cognome{n + m}" for n in range(200)) for m in range(10))
    rows = INCONTRI + "".join(f"i{n},udp,,2012-05-01,,{cell},,,,\n" for n, cell in enumerate(cells))
    assert len(problems(folder(tmp_path / "r", {"persone": many, "incontri": rows}))) == 1_000


def test_names_that_would_take_hours_to_compare_are_not_compared(tmp_path: Path) -> None:
    """Nearly alike, long, many: each pair would be worth a guess."""
    names = ["".join("abcdefgh"[(n * 7 + m * m) % 8] for m in range(140)) + f" {n}" for n in range(1_500)]
    bodies = "codice,nome,tipo\n" + "".join(f"e{n},{name},asl\n" for n, name in enumerate(names))
    rows = "ente,data\n" + "".join(f"{name[3:]},2012-05-01\n" for name in names[:1_000])
    before = time.process_time()
    assert len(problems(folder(tmp_path / "r", {"enti": bodies, "adesioni": rows}))) > 500
    assert time.process_time() - before < 30
