"""The workbook of a clerk: what the template offers, what of it is read, and what is told of a workbook of others."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from zipfile import ZipFile

import openpyxl
import pytest
from altra_casa import ALTRA, VALVERDE, build
from comando import ROOT, Pdz
from estrazioni import agreement
from fogli import PEOPLE, book, rewritten
from grafo import CASA
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from pdz_graph.agreement import Agreement
from pdz_graph.commands.template import filled
from pdz_graph.tables import schema
from pdz_graph.tables.properties import ACCORDO_NAME, MOST_BYTES, VERSION_NAME
from pdz_graph.tables.schema import TABLES

pytestmark = pytest.mark.usefixtures("opened_once")
DAY = ("--as-of", "2013-06-30")
CUSTOM = "docProps/custom.xml"
FORMATS = {schema.DAY: "dd/mm/yyyy", schema.AMOUNT: "#,##0.00", schema.YEAR: "0"}
#: Rows that a clerk writes: days, years and amounts as the spreadsheet keeps them.
ROWS: dict[str, list[list[str | int | float | date | None]]] = {
    "persone": [["rossi-anna", "Anna Rossi"]],
    "cariche": [["rossi-anna", "Sindaco", "Crema", date(2013, 1, 31), None]],
    "atti": [["po-2013", "piano_operativo", 2013, date(2013, 3, 20), "ads", "udp; cris", None, None]],
    "stanziamenti": [[2013, "fnps", "comune-crema", 1234.5, None], [2013, "fsr", None, 0.1 + 0.2, None]],
}


@pytest.fixture
def template(pdz: Pdz, tmp_path: Path) -> Path:
    """An empty workbook of the only accordo."""
    path = tmp_path / "registro.xlsx"
    assert pdz("template", path).status == 0
    return path


@pytest.fixture
def office(pdz: Pdz, tmp_path: Path) -> Path:
    """An empty register of the only accordo."""
    path = tmp_path / "ufficio"
    assert pdz("init", path).status == 0
    return path


def filled_in(path: Path, change: Callable[[Workbook], None]) -> Path:
    """Change a workbook in place, as a spreadsheet does."""
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(path)
    return path


def write_rows(workbook: Workbook) -> None:
    for name, rows in ROWS.items():
        for number, row in enumerate(rows, 2):
            for column, value in enumerate(row, 1):
                workbook[name].cell(number, column).value = value


def lists(workbook: Workbook, name: str) -> dict[str, DataValidation]:
    """Return the list that each column of a sheet offers, by its letter."""
    return {str(one.sqref)[0]: one for one in workbook[name].data_validations.dataValidation}


def offered(workbook: Workbook, one: DataValidation) -> list[str]:
    name, _, area = (one.formula1 or "").replace("$", "").partition("!")
    return [cell.value for (cell,) in workbook[name][area]]


# What the template offers.


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_template_has_every_table_and_column_of_the_schema_explained(lang: str, pdz: Pdz, tmp_path: Path) -> None:
    assert pdz("template", tmp_path / "registro.xlsx", "--lang", lang).status == 0
    workbook = openpyxl.load_workbook(tmp_path / "registro.xlsx")
    assert workbook.sheetnames == [*(table.name for table in TABLES), "_codici"]
    required = {"it": "Obbligatoria.", "en": "Required."}[lang]
    several = {"it": "«;»", "en": "“;”"}[lang]
    for table in TABLES:
        sheet = workbook[table.name]
        assert [cell.value for cell in sheet[1]] == [c.name + "*" * c.required for c in table.columns]
        for number, (cell, column) in enumerate(zip(sheet[1], table.columns, strict=True), 1):
            assert cell.comment
            note = cell.comment.text
            assert note.endswith(".")
            assert (required in note, several in note) == (column.required, column.many)
            assert "pdz:" not in note
            assert "xsd:" not in note
            assert sheet.column_dimensions[get_column_letter(number)].number_format == FORMATS.get(column.holds, "@")


def test_the_notes_speak_the_language_that_is_asked_for(pdz: Pdz, tmp_path: Path) -> None:
    notes = {}
    for lang in ("it", "en"):
        assert pdz("template", tmp_path / f"{lang}.xlsx", "--lang", lang).status == 0
        sheets = openpyxl.load_workbook(tmp_path / f"{lang}.xlsx").worksheets[:-1]
        notes[lang] = [cell.comment.text for sheet in sheets for cell in sheet[1] if cell.comment]
    assert len(notes["it"]) == sum(len(table.columns) for table in TABLES)
    assert all(it != en for it, en in zip(notes["it"], notes["en"], strict=True))


def test_the_lists_hold_every_code_that_a_cell_may_refer_to(template: Path) -> None:
    workbook, entries = openpyxl.load_workbook(template), Agreement.open().names.entries
    for table in TABLES:
        mine = lists(workbook, table.name)
        for letter, column in zip("ABCDEFGHIJ", table.columns, strict=False):
            codes = sorted(entry.code for entry in entries if entry.kind in column.kinds)
            assert sorted(offered(workbook, mine[letter]) if letter in mine else []) == codes, column.name
    told = {cell.value for row in workbook["_codici"].iter_rows() for cell in row}
    assert told >= {"comune-crema", "Crema", "ads", "Assemblea dei Sindaci", "sub-ambito-6", "udp-coordinatore"}


def test_a_list_reaches_the_last_row_that_is_read_and_refuses_no_name_nor_several_values(template: Path) -> None:
    workbook = openpyxl.load_workbook(template)
    warned = set()
    for table in TABLES:
        for letter, one in lists(workbook, table.name).items():
            column = table.columns["ABCDEFGHIJ".index(letter)]
            assert str(one.sqref) == f"{letter}2:{letter}{table.most + 1}"
            assert (one.type, one.errorStyle) == ("list", "warning")
            if one.showErrorMessage:
                assert one.error
                warned.add(f"{table.name}.{column.name}")
                assert not column.many
                assert not {"ente", "persona", "atto"} & set(column.kinds)
    assert {"enti.tipo", "cariche.carica", "incarichi.seggio", "completezza.elenco"} <= warned


def test_the_same_template_has_the_same_bytes_whatever_the_hour(template: Path, pdz: Pdz, tmp_path: Path) -> None:
    time.sleep(2.1)  # the clock of a zip ticks every two seconds
    assert pdz("template", tmp_path / "altro.xlsx").status == 0
    assert (tmp_path / "altro.xlsx").read_bytes() == template.read_bytes()
    with ZipFile(template) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", ["registro.xlsx", "registro.csv", "manca/registro.xlsx"])
def test_a_template_is_written_only_where_nothing_is_lost(name: str, pdz: Pdz, tmp_path: Path) -> None:
    (tmp_path / "registro.xlsx").write_bytes(b"mine")
    said = pdz("template", tmp_path / name, "--lang", "it")
    assert said.status == 2
    assert name.rpartition("/")[2] in said.err
    assert "Rimedio: Indicare un" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["registro.xlsx"]
    assert (tmp_path / "registro.xlsx").read_bytes() == b"mine"


def test_a_template_is_of_the_accordo_of_the_register_around(
    pdz: Pdz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are several accordi, and of none of them where it is not said."""
    other, accordi = Agreement.open().id, tmp_path / "casa" / "data" / "accordi"
    build(tmp_path / "casa")
    accordi.unlink()
    accordi.mkdir()
    for one in (ROOT / "data" / "accordi" / other, ALTRA / "data" / "accordi" / VALVERDE):
        (accordi / one.name).symlink_to(one, target_is_directory=True)
    monkeypatch.setenv("PDZ_HOME", str(tmp_path / "casa"))
    assert pdz("init", tmp_path / "ufficio", "--accordo", VALVERDE).status == 0
    assert pdz("template", tmp_path / "di-nessuno.xlsx").status == 2
    monkeypatch.setenv("PDZ_REGISTER", str(tmp_path / "ufficio"))
    assert pdz("template", tmp_path / "suo.xlsx").status == 0
    assert pdz("record", tmp_path / "suo.xlsx").status == 0
    assert pdz("template", tmp_path / "altro.xlsx", "--accordo", other).status == 0
    assert "[workbook-accordo]" in pdz("record", tmp_path / "altro.xlsx").err


# What is read of it.


def test_an_empty_template_changes_nothing(template: Path, office: Path, pdz: Pdz) -> None:
    said = pdz("record", template, "--register", office, *DAY, "--lang", "it")
    assert said.status == 0
    assert "Nulla da registrare: il registro dice già tutto questo." in said.out
    assert pdz("validate", template, *DAY, "--format", "json") == pdz("validate", *DAY, "--format", "json")


def test_what_a_clerk_writes_in_the_template_is_recorded(
    template: Path, office: Path, pdz: Pdz, tmp_path: Path
) -> None:
    filled_in(template, write_rows)
    assert pdz("record", template, "--register", office, *DAY, "--policy", "report").status == 0
    assert pdz("export", "--register", office, "--format", "csv", "--output", tmp_path / "fuori").status == 0
    read = {name: (tmp_path / "fuori" / f"{name}.csv").read_text("utf-8").splitlines()[1:] for name in ROWS}
    assert read == {
        "persone": ["rossi-anna,Anna Rossi,,"],
        "cariche": ["rossi-anna,sindaco,comune-crema,2013-01-31,"],
        "atti": ["po-2013,piano_operativo,2013,2013-03-20,ads,cris;udp,,"],
        "stanziamenti": ["2013,fnps,comune-crema,1234.50,", "2013,fsr,,0.30,"],
    }


def test_a_sheet_of_codes_or_of_notes_is_no_table_and_any_other_is_told(template: Path, office: Path, pdz: Pdz) -> None:
    filled_in(template, lambda workbook: workbook.create_sheet("_appunti").append(["da", "chiedere"]))
    assert pdz("record", template, "--register", office, *DAY).status == 0
    filled_in(template, lambda workbook: workbook.create_sheet("Incarichi 2014").append(["seggio", "persona"]))
    said = pdz("record", template, "--register", office, *DAY, "--lang", "it")
    assert said.status == 2
    assert "[table-unknown]" in said.err
    assert "«Incarichi 2014» non è una tabella del registro." in said.err
    assert "Un foglio di appunti comincia con «_»." in said.err


@pytest.mark.parametrize("name", ["registro.ods", "registro.XLS"])
def test_whoever_brings_another_spreadsheet_is_told_what_to_save_it_as(name: str, pdz: Pdz, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"PK")
    said = pdz("validate", tmp_path / name, *DAY, "--lang", "it")
    assert said.status == 2
    assert "Rimedio: Salvarlo nel formato .xlsx. Indicare" in said.err


# A workbook of another version, or of another accordo.


def properties(path: Path, **values: str) -> Path:
    """Give a workbook the properties of ours; a lower stroke stands for a hyphen."""

    def change(workbook: Workbook) -> None:
        for one in workbook.custom_doc_props.props:  # type: ignore[attr-defined]
            one.value = values.get(one.name.replace("-", "_"), one.value)

    return filled_in(path, change)


@pytest.mark.parametrize("command", ["validate", "record", "what-if"])
@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"pdz_formato": "2"}, ("[workbook-version]", "è della versione «2», e qui si legge la «1»")),
        ({"pdz_accordo": VALVERDE}, ("[workbook-accordo]", f"di un altro accordo, «{VALVERDE}»")),
    ],
)
def test_a_workbook_of_another_version_or_accordo_is_refused_by_every_command(
    command: str, said: dict[str, str], words: tuple[str, str], template: Path, pdz: Pdz
) -> None:
    filled_in(properties(template, **said), write_rows)
    office = template.parent / "ufficio"
    assert pdz("init", office).status == 0
    where = () if command == "validate" else ("--register", office)
    answer = pdz(command, template, *where, *DAY, "--lang", "it")
    assert answer.status == 2
    assert all(word in answer.err for word in (*words, template.name, "pdz template"))
    assert '"changes": []' in pdz("log", "--register", office, "--format", "json").out


def test_a_workbook_of_another_version_is_told_as_such_whatever_else_it_says(pdz: Pdz, tmp_path: Path) -> None:
    """Its properties come in any order: LibreOffice sorts them."""
    part = custom(**{ACCORDO_NAME: VALVERDE, VERSION_NAME: "2"})
    path = rewritten(book(tmp_path / "a.xlsx", {"persone": PEOPLE}), lambda parts: parts.update({CUSTOM: part}))
    said = pdz("validate", path, *DAY)
    assert "[workbook-version]" in said.err
    assert "[workbook-accordo]" not in said.err


def test_the_template_of_another_accordo_is_refused(pdz: Pdz, tmp_path: Path) -> None:
    (tmp_path / "altro.xlsx").write_bytes(filled(agreement(), "it", frozenset()))
    said = pdz("validate", tmp_path / "altro.xlsx", *DAY)
    assert (said.status, "[workbook-accordo]" in said.err) == (2, True)


def test_a_workbook_that_says_nothing_of_itself_is_read(pdz: Pdz, tmp_path: Path) -> None:
    said = pdz("validate", book(tmp_path / "a.xlsx", {"persone": PEOPLE}), *DAY)
    assert said.status == 0
    other = rewritten(tmp_path / "a.xlsx", lambda parts: parts.update({CUSTOM: custom(Autore="Anna")}))
    assert pdz("validate", other, *DAY) == said


def custom(**values: str) -> bytes:
    main = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    said = "".join(f'<property name="{name}"><v:lpwstr>{value}</v:lpwstr></property>' for name, value in values.items())
    return f'<Properties xmlns="{main}" xmlns:v="{kinds}">{said}</Properties>'.encode()


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "1">]>' + custom(), "doctype"),
        (custom()[:-3], "xlsx-broken"),
        (custom().decode().encode("utf-16"), "xlsx-broken"),
        (custom() + f"<!--{Random(0).randbytes(MOST_BYTES // 2).hex()}-->".encode(), "xlsx-bomb"),
    ],
)
@pytest.mark.parametrize("name", [CUSTOM, "DOCPROPS/Custom.XML"])
def test_what_a_workbook_says_of_itself_is_read_within_limits(
    name: str, part: bytes, code: str, pdz: Pdz, tmp_path: Path
) -> None:
    path = rewritten(book(tmp_path / "a.xlsx", {"persone": PEOPLE}), lambda parts: parts.update({name: part}))
    said = pdz("validate", path, *DAY, "--lang", "it")
    assert said.status == 2
    assert f"[{code}]" in said.err
    assert "Traceback" not in said.err


def test_the_properties_of_ours_are_those_that_the_template_has(template: Path) -> None:
    properties = openpyxl.load_workbook(template).custom_doc_props.props  # type: ignore[attr-defined]
    assert {one.name: one.value for one in properties} == {VERSION_NAME: "1", ACCORDO_NAME: Agreement.open().id}


def test_the_lists_offer_who_is_recorded_too(pdz: Pdz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tabelle").mkdir()
    (tmp_path / "tabelle" / "persone.csv").write_text("codice,nome\nzeno-prova,Zeno Prova\n", "utf-8")
    for typed in (("init",), ("record", "tabelle", *DAY), ("template", "nuovo.xlsx")):
        assert pdz(*typed).status == 0
    codes = {cell.value for row in openpyxl.load_workbook("nuovo.xlsx")["_codici"].iter_rows() for cell in row}
    assert "zeno-prova" in codes


def test_a_workbook_older_than_the_register_is_not_the_whole_of_it(
    pdz: Pdz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between an export and its correction somebody may have recorded more, which --whole would take away."""
    monkeypatch.chdir(tmp_path)
    for number in (1, 2):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "persone.csv").write_text(f"codice,nome\nprova-{number},Prova {number}\n", "utf-8")
    for typed in (("init",), ("record", "1", *DAY), ("export", "--output", "vecchio.xlsx"), ("record", "2", *DAY)):
        assert pdz(*typed).status == 0
    said = pdz("record", "vecchio.xlsx", "--whole", *DAY)
    assert (said.status, "[workbook-old]" in said.err, "vecchio.xlsx" in said.err) == (2, True, True)
    assert "Nothing to record" in pdz("record", "vecchio.xlsx", *DAY).out
    assert pdz("export", "--output", "nuovo.xlsx").status == 0
    assert "Nothing to record" in pdz("record", "nuovo.xlsx", "--whole", *DAY).out


def test_the_page_of_the_office_says_what_tells_a_row_apart() -> None:
    page = (CASA.root / "docs" / "ufficio.md").read_text("utf-8").split("### Quale riga è\n")[1].split("\n## ")[0]
    told = {
        table: set(columns.split(", "))
        for tables, columns in re.findall(r"^\| (`.+) \| (.+) \|$", page, re.MULTILINE)
        for table in re.findall(r"`(\w+)`", tables)
    }
    wanted = {table.name: {"il codice"} if table.coded else set(table.identity) for table in TABLES}
    assert told == wanted
