"""A register in one workbook: a sheet for each table, cells typed or not, and the wrong ones told by sheet and row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from datetime import time as hour
from pathlib import Path

import pytest
from fogli import PEOPLE, SHEET1, Cell, Sheet, book, rewritten, sheet, with_sheet
from registri import ACCORDO, folder, known, only_problem, problems, said

from pdz_graph.tables import Register, read_register
from pdz_graph.terms import LABEL, PDZ, PERSONA


def read(path: Path) -> Register:
    return read_register([path], known(), ACCORDO)


def test_a_workbook_says_what_a_folder_says(tmp_path: Path) -> None:
    sheets: dict[str, Sheet] = {
        "Persone": [["Nome *", "codice"], ["Anna Rossi", "p1"], [None, None], ["Ugo Verdi", 2]],
        "adesioni": [["ente", "data", "documento", "fine"], ["Crema", date(2012, 5, 1), 12, "31/12/2013"]],
        "azioni": [
            ["codice", "anno", "nome", "importo"],
            ["a1", 2013, "Asilo", 1234.5],
            ["a2", "2013", "Nido", "1.234,50"],
            ["a3", 2013.0, "Scuola", 0.1 + 0.2],
            ["a4", 2013, "Casa", 1500],
        ],
    }
    tables = {
        "persone": "codice,nome\np1,Anna Rossi\n2,Ugo Verdi\n",
        "adesioni": "ente,data,documento,fine\nCrema,2012-05-01,12,2013-12-31\n",
        "azioni": "codice,anno,nome,importo\na1,2013,Asilo,1234.50\n"
        "a2,2013,Nido,1234.50\na3,2013,Scuola,0.30\na4,2013,Casa,1500\n",
    }
    path = book(tmp_path / "registro.xlsx", sheets)
    register = read(path)
    assert register.quads == read_register([folder(tmp_path / "r", tables)], known(), ACCORDO).quads
    place = register.origins[PERSONA["2"].value]
    assert (place.file, place.sheet, place.row) == (str(path), "Persone", 4)
    assert [source.name for source in register.sources] == ["registro.xlsx"]
    assert not register.notices


def test_days_of_a_mac_workbook_are_the_same_days(tmp_path: Path) -> None:
    rows: Sheet = [["ente", "data"], ["Crema", date(2012, 5, 1)], ["Izano", datetime(2012, 5, 2)]]
    for mac in (False, True):
        register = read(book(tmp_path / f"{mac}.xlsx", {"adesioni": rows}, mac))
        assert said(register, PDZ["dal"]) == ["2012-05-01", "2012-05-02"]


def test_names_of_rows_are_those_of_the_sheet_when_it_begins_lower(tmp_path: Path) -> None:
    problem = only_problem(book(tmp_path / "a.xlsx", {"persone": [[], [], *PEOPLE]}))
    assert (problem.code, problem.place.sheet, problem.place.row) == ("header-missing", "persone", 1)


def test_notes_and_empty_sheets_are_left_alone(tmp_path: Path) -> None:
    sheets: dict[str, Sheet] = {
        "LEGGIMI": [["ciao"]], "Readme": [["x"]], "_bozze": [["y"]], "Foglio1": [], "atti": [], "persone": PEOPLE,
    }  # fmt: skip
    assert said(read(book(tmp_path / "a.xlsx", sheets)), LABEL) == ["Anna Rossi"]


def test_an_unknown_sheet_is_told_with_the_closest(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"persone": PEOPLE, "incarico": [["x"]]})
    problem = only_problem(path)
    assert (problem.code, problem.place.file, problem.place.sheet) == ("table-unknown", str(path), "incarico")
    assert "«incarichi»" in problem.remedy.it


def test_a_workbook_without_tables_is_an_error(tmp_path: Path) -> None:
    problem = only_problem(book(tmp_path / "a.xlsx", {"Foglio1": []}))
    assert problem.code == "table-none"
    assert "enti, persone" in problem.remedy.it


def test_two_sheets_of_one_table_are_an_error(tmp_path: Path) -> None:
    problem = only_problem(book(tmp_path / "a.xlsx", {"persone": PEOPLE, "Persone ": PEOPLE}))
    assert (problem.code, problem.place.sheet) == ("table-twice", "Persone ")


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        ("=1+1", "cell-formula", "mai calcolata"),
        ("#N/A", "cell-error", "errore del foglio"),
        (datetime(2012, 5, 1, 10, 30), "day-form", "senza ora"),
        (hour(10, 30), "day-form", "10:30:00"),
        (41364, "day-form", "«41364»"),
        (True, "day-form", "«VERO»"),
    ],
)
def test_a_wrong_typed_cell_is_told(tmp_path: Path, value: Cell, code: str, words: str) -> None:
    path = book(tmp_path / "a.xlsx", {"adesioni": [["ente", "data"], ["Izano", None], ["Crema", value]]})
    problem = only_problem(path)
    place = problem.place
    assert (problem.code, place.file, place.sheet, place.row, place.column) == (code, str(path), "adesioni", 3, "data")
    assert words in problem.message.it + problem.remedy.it


def test_a_formula_that_was_computed_is_its_value(tmp_path: Path) -> None:
    cells = '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>"A"</f><v>Anna</v></c></row>'
    register = read(with_sheet(tmp_path / "a.xlsx", sheet(cells)))
    assert said(register, LABEL) == ["Anna"]


def test_cells_without_reference_and_a_false_dimension_are_read(tmp_path: Path) -> None:
    """Some programs leave references out; a dimension of a million rows costs nothing."""
    cells = "<row><c><v>7</v></c><c t='inlineStr'><is><t>Anna</t></is></c></row>"
    register = read(with_sheet(tmp_path / "a.xlsx", sheet(cells, "A1:XFD1048576")))
    assert register.origins[PERSONA["7"].value].row == 2


def test_problems_of_sheets_come_sorted(tmp_path: Path) -> None:
    sheets: dict[str, Sheet] = {
        "persone": [["codice", "nome"], ["a", None]],
        "azioni": [["codice", "anno", "nome", "importo"], ["a1", 13, "A", 1.234]],
    }
    found = [(p.place.sheet, p.place.row, p.place.column) for p in problems(book(tmp_path / "a.xlsx", sheets))]
    assert found == [("azioni", 2, "anno"), ("azioni", 2, "importo"), ("persone", 2, "nome")]


def test_a_workbook_of_many_rows_is_read_whole(tmp_path: Path) -> None:
    rows: list[Sequence[Cell]] = [["codice", "nome"], *([f"p{n}", f"Persona {n}"] for n in range(20_000))]
    path = book(tmp_path / "a.xlsx", {"persone": rows})
    assert len(read(path).origins) == 20_000


def merged(path: Path, rows: Sheet, *areas: str) -> Path:
    """Write a workbook of persons with areas of merged cells, as a spreadsheet program leaves them."""
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in areas)

    def change(entries: dict[str, bytes]) -> None:
        end = b"</sheetData>"
        entries[SHEET1] = entries[SHEET1].replace(end, end + f"<mergeCells>{merges}</mergeCells>".encode())

    return rewritten(book(path, {"persone": rows}), change)


#: A table where the cells under those of the first person are empty.
SPARSE: Sheet = [["codice", "nome"], ["a", "Anna"], [None, "Ugo"], [None, None], [], ["b", "Bea"]]
FULL: Sheet = [["codice", "nome"], ["a", "Anna"], ["c", "Ugo"], ["d", "Ivo"], [], ["b", "Bea"]]


@pytest.mark.parametrize(
    ("areas", "places"),
    [
        (["A2:A4"], [(2, "codice")]),
        (["A3:A4", "B3:B4"], [(3, "codice"), (3, "nome")]),
        (["A1:A4"], [(2, "codice")]),
        (["A2:B2"], [(2, "codice")]),
    ],
)
def test_merged_cells_of_data_are_a_problem_told_once(
    tmp_path: Path, areas: list[str], places: list[tuple[int, str]]
) -> None:
    path = merged(tmp_path / "a.xlsx", SPARSE, *areas)
    found = [one for one in problems(path) if one.code == "cell-merged"]
    assert [(one.place.row, one.place.column) for one in found] == places
    assert {(one.place.file, one.place.sheet) for one in found} == {(str(path), "persone")}
    for area, one in zip(areas, found, strict=True):
        assert area in one.message.it
        assert "Separare le celle unite" in one.remedy.it


def test_cells_under_a_merged_one_are_not_told_as_empty(tmp_path: Path) -> None:
    assert [one.code for one in problems(merged(tmp_path / "a.xlsx", SPARSE, "A2:A4"))] == ["cell-merged"]


@pytest.mark.parametrize("area", ["D2:E4", "A5:B5", "A8:B9", "A2"])
def test_merged_cells_that_hide_nothing_are_left_alone(tmp_path: Path, area: str) -> None:
    assert len(read(merged(tmp_path / "a.xlsx", FULL, area)).origins) == 4


def test_cells_merged_nowhere_are_a_broken_workbook(tmp_path: Path) -> None:
    problem = only_problem(merged(tmp_path / "a.xlsx", FULL, "x"))
    assert (problem.code, problem.place.sheet) == ("xlsx-broken", "persone")
