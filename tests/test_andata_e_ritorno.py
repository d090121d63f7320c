"""A register as tables, out and in again: nothing is lost, nothing is mixed, and the least that differs is recorded."""

from __future__ import annotations

import json
import resource
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from altra_casa import VALVERDE
from comando import ROOT, Pdz, Said, process
from estrazioni import agreement, on_registers
from pyoxigraph import Literal
from registri_casuali import Drawn

from pdz_graph.commands.template import filled
from pdz_graph.facts import Triple, day_literal, triples_of
from pdz_graph.store import canonical
from pdz_graph.tables.cells import LONGEST, MOST_VALUES
from pdz_graph.tables.schema import TABLES
from pdz_graph.tables.written import Written, as_csv, codes_of, written
from pdz_graph.terms import ENTE, LABEL, NOTATION, PDZ, TYPE, VOCABOLARIO, XSD, of_accordo

pytestmark = pytest.mark.usefixtures("opened_once")
DAY = ("--as-of", "2013-06-30")
ESEMPI = ROOT / "data" / "esempi"


class Desk:
    """A register of the only accordo, and the commands that work on it."""

    def __init__(self, pdz: Pdz, root: Path) -> None:
        self.pdz, self.root = pdz, root
        assert pdz("init", root).status == 0

    def record(self, source: Path, *more: str) -> Any:
        """Record a source, whatever comes of it, and return what is told of it."""
        said = self.pdz("record", source, *self.here, *DAY, "--policy", "report", "--format", "json", *more)
        assert said.status == 0, said.err
        return json.loads(said.out)

    def export(self, form: str, output: Path, *more: str) -> Said:
        """Write the register."""
        return self.pdz("export", *self.here, "--format", form, "--output", output, *more)

    def files(self, form: str, output: Path) -> dict[str, bytes]:
        """Write the register, and return the files that it became."""
        assert self.export(form, output).status == 0
        return {path.name: path.read_bytes() for path in (output.iterdir() if form == "csv" else [output])}

    @property
    def here(self) -> tuple[str, str]:
        return "--register", str(self.root)


@pytest.fixture
def desk(pdz: Pdz, tmp_path: Path) -> Desk:
    """An empty register."""
    return Desk(pdz, tmp_path / "ufficio")


def table(folder: Path, name: str, *lines: str) -> Path:
    """Write a table, and return the folder."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.csv").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return folder


def tables(triples: Iterable[Triple]) -> Written:
    """Return a register of the imaginary accordo as tables."""
    return written(triples, codes_of(agreement().names), VALVERDE)


def read(rows: Written, form: str) -> frozenset[Triple]:
    """Write tables as CSV or as a workbook, and read them."""
    with TemporaryDirectory() as name:
        path = Path(name) / "registro.xlsx"
        if form == "xlsx":
            path.write_bytes(filled(agreement(), "it", frozenset(), rows.rows))
        else:
            path = path.parent
            for table in TABLES:
                (path / f"{table.name}.csv").write_text(as_csv(table, rows.rows[table.name]), "utf-8", newline="")
        return frozenset(canonical(triples_of(agreement().read_register([path]).quads)))


@on_registers(30)
def test_the_tables_of_any_register_come_back_as_they_are(drawn: Drawn) -> None:
    """What tables cannot say is lost at the first time and counted; then nothing ever changes any more."""
    said = frozenset(canonical(triples_of(drawn.quads)))
    once = tables(said)
    register = read(once, "csv")
    assert len(said - register) == once.unwritten
    assert tables(register) == Written(once.rows, 0)
    assert read(once, "xlsx") == register


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["registro-conforme", "registro-con-errori"])
def test_a_register_goes_out_and_comes_in_the_same(name: str, form: str, desk: Desk, tmp_path: Path) -> None:
    desk.record(ESEMPI / name)
    ending = "" if form == "csv" else ".xlsx"
    once = desk.files(form, tmp_path / f"fuori{ending}")
    other = Desk(desk.pdz, tmp_path / "altro")
    assert other.record(tmp_path / f"fuori{ending}")["outcome"] == "recorded"
    again = other.files(form, tmp_path / f"ancora{ending}")
    assert list(again.values()) == list(once.values())
    assert other.files("trig", tmp_path / "b.trig").popitem()[1] == desk.files("trig", tmp_path / "a.trig").popitem()[1]
    assert desk.record(tmp_path / f"fuori{ending}", "--whole")["outcome"] == "nothing"


def test_the_order_of_the_values_in_a_cell_makes_no_other_row(desk: Desk, tmp_path: Path) -> None:
    head = "ente,comune,funzioni,dal"
    first = table(tmp_path / "a", "subentri", head, "csc,comune-crema,tutela; affidi,2013-01-01")
    other = table(tmp_path / "b", "subentri", head, "csc,comune-crema,affidi;tutela,2013-01-01")
    assert desk.record(first)["outcome"] == "recorded"
    assert desk.record(other)["outcome"] == "nothing"


TWINS = """
@prefix pdz: <https://w3id.org/pdz/onto#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix p: <https://w3id.org/pdz/persona/> . @prefix e: <https://w3id.org/pdz/ente/> .
@prefix a: <https://w3id.org/pdz/accordo/valverde-2018-2020/carica/> .
p:rossi-anna a pdz:Persona ; rdfs:label "Anna\tRossi"@it , "Ann Red"@en ; skos:notation "rossi-anna" .
p:senza-codice a pdz:Persona ; rdfs:label "Chi sa" .
a:uno a pdz:Carica ; pdz:persona p:rossi-anna ; pdz:ente e:ats-valverde ; pdz:dal "2018-06-01"^^xsd:date ;
    pdz:carica <https://w3id.org/pdz/vocabolario/carica/sindaco> .
a:due a pdz:Carica ; pdz:persona p:rossi-anna ; pdz:ente e:ats-valverde ; pdz:dal "2018-06-01"^^xsd:date ;
    pdz:carica <https://w3id.org/pdz/vocabolario/carica/sindaco> .
a:tre a pdz:Carica ; pdz:persona p:senza-codice ; pdz:ente e:ats-valverde ; pdz:dal "2018-06-01"^^xsd:date ;
    pdz:carica <https://w3id.org/pdz/vocabolario/carica/sindaco> .
"""


def test_what_tables_cannot_say_is_left_out_and_the_rest_can_be_read(tmp_path: Path) -> None:
    """A name in two languages becomes one, two rows alike become one, and whoever has no code is not named."""
    path = tmp_path / "registro.ttl"
    path.write_text(TWINS, "utf-8")
    said = frozenset(canonical(triples_of(agreement().read_register([path]).quads)))
    rows = tables(said)
    assert {name: some for name, some in rows.rows.items() if some} == {
        "persone": ({"codice": "rossi-anna", "nome": "Anna Rossi", "pubblicazione": "", "cancellata": ""},),
        "cariche": (
            {"persona": "rossi-anna", "carica": "sindaco", "ente": "ats-valverde", "dal": "2018-06-01", "al": ""},
        ),
    }
    back = read(rows, "csv")
    assert len(back) == 3 + 5
    assert rows.unwritten == len(said - back) == len(said) - 2


@pytest.mark.parametrize("value", ["-5", "0.125", "1000000000000000000"])
def test_an_amount_that_no_cell_may_hold_is_left_out(value: str) -> None:
    node = of_accordo(VALVERDE, "stanziamento", "uno")
    said: set[Triple] = {
        (node, TYPE, PDZ["Stanziamento"]),
        (node, PDZ["anno"], Literal("2018", datatype=XSD["integer"])),
        (node, PDZ["fonte"], VOCABOLARIO["fonte/fsr"]),
        (node, PDZ["importo"], Literal(value, datatype=XSD["decimal"])),
    }
    assert (tables(said).rows["stanziamenti"], tables(said).unwritten) == ((), 4)


def test_what_the_accordo_declares_is_no_row_of_the_register() -> None:
    said: set[Triple] = {
        (ENTE["ats-valverde"], TYPE, PDZ["Ente"]),
        (ENTE["ats-valverde"], NOTATION, Literal("ats-valverde")),
        (ENTE["ats-valverde"], LABEL, Literal("ATS Valverde")),
        (ENTE["ats-valverde"], PDZ["tipo"], VOCABOLARIO["tipo-ente/asl"]),
    }
    assert (tables(said).rows["enti"], tables(said).unwritten) == ((), 4)


@pytest.mark.parametrize(
    ("values", "whole"),
    [
        (["x" * LONGEST], True),
        (["x" * (LONGEST + 1)], False),
        (range(MOST_VALUES), True),
        (range(MOST_VALUES + 1), False),
    ],
    ids=["long", "too-long", "many", "too-many"],
)
def test_a_cell_holds_no_more_than_can_be_read(values: Iterable[str | int], whole: bool) -> None:
    node = of_accordo(VALVERDE, "subentro", "uno")
    said: set[Triple] = {
        (node, TYPE, PDZ["Subentro"]),
        (node, PDZ["ente"], ENTE["ats-valverde"]),
        (node, PDZ["membro"], ENTE["comune-rocca-finta"]),
        (node, PDZ["dal"], day_literal(date(2018, 6, 1))),
        *((node, PDZ["funzioni"], Literal(str(value))) for value in values),
    }
    once = tables(said)
    assert bool(once.rows["subentri"][0]["funzioni"]) is whole
    assert tables(read(once, "csv")) == Written(once.rows, 0)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("amount", ["0", "0.01", "1234.5", "20.51", "999999999999999.99", "900719925474099.31"])
def test_an_amount_comes_back_to_the_cent(amount: str, form: str, tmp_path: Path) -> None:
    path = table(tmp_path / "a", "stanziamenti", "anno,fonte,importo", f"2018,fsr,{amount}")
    said = frozenset(canonical(triples_of(agreement().read_register([path]).quads)))
    assert read(tables(said), form) == said


# The folder of an export.


def test_an_export_takes_the_place_of_the_one_before(desk: Desk, tmp_path: Path) -> None:
    once = desk.files("csv", tmp_path / "fuori")
    (tmp_path / "fuori" / "_appunti.csv").write_text("mine")
    desk.record(table(tmp_path / "a", "persone", "codice,nome", "rossi-anna,Anna Rossi"))
    again = desk.files("csv", tmp_path / "fuori")
    assert {name for name in again if again[name] != once.get(name)} == {"persone.csv", "_appunti.csv"}
    assert again["_appunti.csv"] == b"mine"
    assert desk.record(tmp_path / "fuori")["outcome"] == "nothing"


@pytest.mark.parametrize("name", ["bilancio.csv", "Persone.csv", "persone.CSV"])
def test_an_export_does_not_mix_with_other_tables(name: str, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "fuori").mkdir()
    (tmp_path / "fuori" / name).write_text("codice\n")
    said = desk.export("csv", tmp_path / "fuori", "--lang", "it")
    assert said.status == 2
    assert f"contiene altre tabelle ({name})" in said.err
    assert "Indicare un'altra cartella" in said.err
    assert [path.name for path in (tmp_path / "fuori").iterdir()] == [name]


def test_an_export_goes_to_no_file_and_not_among_the_data_of_the_project(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "fuori").write_text("mine")
    said = desk.export("csv", tmp_path / "fuori", "--lang", "it")
    assert (said.status, (tmp_path / "fuori").read_text()) == (2, "mine")
    assert "Indicare un'altra cartella" in said.err
    before = (ESEMPI / "registro-conforme" / "enti.csv").read_bytes()
    said = desk.export("csv", ESEMPI / "registro-conforme", "--lang", "it")
    assert (said.status, (ESEMPI / "registro-conforme" / "enti.csv").read_bytes()) == (2, before)
    assert "sta tra i dati del progetto" in said.err


@pytest.mark.parametrize(
    ("form", "name"), [("csv", None), ("csv", "-"), ("csv", "fuori.xlsx"), ("xlsx", None), ("xlsx", "fuori.csv")]
)
def test_an_export_is_given_a_place_of_its_kind(form: str, name: str | None, desk: Desk, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    output = () if name is None else ("--output", name if name == "-" else tmp_path / name)
    said = desk.pdz("export", *desk.here, "--format", form, *output, "--lang", "it")
    assert (said.status, said.out) == (2, "")
    assert "Indicare un file .xlsx per xlsx, una cartella per csv." in said.err
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_that_does_not_fit_leaves_what_was_there(form: str, desk: Desk, tmp_path: Path) -> None:
    output = tmp_path / ("fuori" if form == "csv" else "fuori.xlsx")
    before = desk.files(form, output)
    if form == "xlsx":
        output, before = tmp_path / "altro.xlsx", {}
    rows = [f"persona-{number},{number * 7919 % 10007:x} Nome {number:o}" for number in range(4_000)]
    desk.record(table(tmp_path / "a", "persone", "codice,nome", *rows))
    limit = (60_000, 60_000)
    said = process(
        *("export", *desk.here, "--format", form, "--output", output, "--lang", "it"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
    )
    assert (said.returncode, said.stdout) == (2, "")
    assert "La risposta non si è potuta scrivere: il file è troppo grande per il sistema." in said.stderr
    assert {
        path.name: path.read_bytes() for path in (output.iterdir() if form == "csv" else tmp_path.glob(output.name))
    } == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


# What a spreadsheet might take for a formula.

TEXTS = (
    "=1+1",
    "+39 0373",
    "-",
    "@somma",
    '=HYPERLINK("x")',
    "'=1",
    "\u20ac 5",
    "1e3",
    "007",
    "TRUE",
    "#N/A",
    "2013-01-01",
)


def test_a_text_that_looks_like_a_formula_stays_a_text(desk: Desk, tmp_path: Path) -> None:
    """In a workbook it is no formula, and out of either form it comes as it went."""
    quoted = [text.replace('"', '""') for text in TEXTS]
    rows = [f'comune-crema,2013-01-{day:02},"{text}"' for day, text in enumerate(quoted, 1)]
    desk.record(table(tmp_path / "a", "adesioni", "ente,data,documento", *rows))
    once = desk.files("csv", tmp_path / "fuori")
    desk.files("xlsx", tmp_path / "fuori.xlsx")
    cells = [cell for (cell,) in openpyxl.load_workbook(tmp_path / "fuori.xlsx")["adesioni"][f"C2:C{len(TEXTS) + 1}"]]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in TEXTS]
    for source in (tmp_path / "fuori", tmp_path / "fuori.xlsx"):
        assert desk.record(source, "--whole")["outcome"] == "nothing"
        other = Desk(desk.pdz, tmp_path / f"altro-{source.suffix[1:]}")
        other.record(source)
        assert other.files("csv", tmp_path / f"ancora-{source.suffix[1:]}") == once


# What a workbook that comes again changes.


def told(answer: Any) -> list[tuple[str, str, list[tuple[str, list[str], list[str]]]]]:
    """Return the rows that differ: kind, table, and the cells with what they said and say."""
    return [
        (row["kind"], row["table"], [(cell["column"], cell["before"], cell["after"]) for cell in row["cells"]])
        for row in answer["rows"]
    ]


@pytest.fixture
def kept(desk: Desk, tmp_path: Path) -> Path:
    """A workbook with a few rows, that the register holds."""
    table(tmp_path / "a", "persone", "codice,nome", "rossi-anna,Anna Rossi", "verdi-ugo,Ugo Verdi", "neri-ada,Ada Neri")
    table(
        tmp_path / "a",
        "cariche",
        "persona,carica,ente,dal,al",
        "rossi-anna,sindaco,comune-crema,2012-06-01,",
        "verdi-ugo,assessore,comune-crema,2012-06-01,",
    )
    desk.record(tmp_path / "a")
    desk.files("xlsx", tmp_path / "registro.xlsx")
    return tmp_path / "registro.xlsx"


def write(path: Path, sheet: str, cell: str, value: str | date | None) -> None:
    """Write a cell of a workbook, as a spreadsheet does."""
    workbook = openpyxl.load_workbook(path)
    workbook[sheet][cell] = value
    workbook.save(path)


def without_row(path: Path, sheet: str, row: int) -> None:
    """Take a row of a workbook away, as a spreadsheet does."""
    workbook = openpyxl.load_workbook(path)
    workbook[sheet].delete_rows(row)
    workbook.save(path)


@pytest.mark.parametrize("whole", [(), ("--whole",)])
def test_the_same_workbook_again_changes_nothing_and_it_is_told(kept: Path, desk: Desk, whole: tuple[str, ...]) -> None:
    said = desk.pdz("record", kept, *desk.here, *DAY, "--lang", "it", *whole)
    assert said.status == 0
    assert "Nulla da registrare: il registro dice già tutto questo." in said.out
    answer = desk.record(kept, *whole)
    assert (answer["outcome"], answer["change"], told(answer)) == ("nothing", None, [])
    assert len(json.loads(desk.pdz("log", *desk.here, "--format", "json").out)["changes"]) == 1


@pytest.mark.parametrize("whole", [(), ("--whole",)])
def test_a_new_row_and_a_last_day_are_all_that_changes(kept: Path, desk: Desk, whole: tuple[str, ...]) -> None:
    write(kept, "cariche", "E2", date(2013, 6, 29))
    for cell, value in (("A4", "neri-ada"), ("B4", "sindaco"), ("C4", "comune-crema"), ("D4", date(2013, 6, 30))):
        write(kept, "cariche", cell, value)
    answer = desk.record(kept, *whole)
    assert told(answer) == [
        ("added", "cariche", []),
        ("ended", "cariche", [("al", [], ["2013-06-29"])]),
    ]
    assert [row["subject"].rpartition("/")[2] for row in answer["rows"]] == [
        "neri-ada-sindaco-comune-crema-2013-06-30",
        "rossi-anna-sindaco-comune-crema-2012-06-01",
    ]
    assert desk.record(kept, *whole)["outcome"] == "nothing"


def test_a_person_who_is_named_otherwise_contradicts_and_in_the_whole_register_is_changed(
    kept: Path, desk: Desk
) -> None:
    write(kept, "persone", "B3", "Anna Maria Rossi")
    said = desk.pdz("record", kept, *desk.here, *DAY, "--lang", "it")
    assert said.status == 2
    assert "[row-contradicts]" in said.err
    assert "foglio persone, riga 3, colonna nome" in said.err
    assert "È registrato «Anna Rossi», e qui si dice «Anna Maria Rossi»." in said.err
    assert "--whole" in said.err
    assert told(desk.record(kept, "--whole")) == [
        ("changed", "persone", [("nome", ["Anna Rossi"], ["Anna Maria Rossi"])])
    ]


def test_a_row_that_is_gone_from_the_whole_register_is_withdrawn(kept: Path, desk: Desk) -> None:
    without_row(kept, "cariche", 3)
    assert desk.record(kept)["outcome"] == "nothing"
    assert told(desk.record(kept, "--whole")) == [("withdrawn", "cariche", [])]
    assert desk.record(kept, "--whole")["outcome"] == "nothing"


def test_a_day_that_is_taken_away_opens_the_row_again_only_in_the_whole_register(kept: Path, desk: Desk) -> None:
    write(kept, "cariche", "E2", date(2013, 6, 29))
    desk.record(kept)
    write(kept, "cariche", "E2", None)
    assert desk.record(kept)["outcome"] == "nothing"
    assert told(desk.record(kept, "--whole")) == [("changed", "cariche", [("al", ["2013-06-29"], [])])]


# Rows that are recorded and that a source does not say again.

NAMES = tuple(f"persona-{number},Nome {number}" for number in range(6))


@pytest.mark.parametrize(("again", "left"), [(0, 0), (1, 0), (2, 0), (3, 3), (4, 2), (6, 0)], ids=str)
def test_what_a_source_lacks_is_told_only_if_it_says_half_of_its_table_or_more(
    again: int, left: int, desk: Desk, tmp_path: Path
) -> None:
    desk.record(table(tmp_path / "a", "persone", "codice,nome", *NAMES))
    source = table(tmp_path / "b", "persone", "codice,nome", "nuova,Nome Nuovo", *NAMES[:again])
    said = desk.pdz("record", source, *desk.here, *DAY, "--lang", "it", "--dry-run").out
    assert ("non sono nelle fonti" in said, "--whole" in said) == (bool(left), bool(left))
    assert len(desk.record(source)["left"]) == left


def test_each_table_is_told_by_itself(desk: Desk, tmp_path: Path) -> None:
    """Of one the source says two rows of three, of the other one of six."""
    lines = ("anno,fonte,importo", "2013,fsr,10", "2013,fnps,20", "2013,f_sol,30")
    desk.record(table(table(tmp_path / "a", "persone", "codice,nome", *NAMES), "stanziamenti", *lines))
    source = table(table(tmp_path / "b", "persone", "codice,nome", NAMES[0]), "stanziamenti", *lines[:3])
    (left,) = desk.record(source)["left"]
    assert left.endswith("/stanziamento/2013-f_sol-30")


# What a clerk is told.


def test_a_row_that_others_need_is_told_by_its_name_and_not_by_its_address(
    kept: Path, desk: Desk, tmp_path: Path
) -> None:
    few = table(tmp_path / "poche", "persone", "codice,nome", "verdi-ugo,Ugo Verdi")
    said = desk.pdz("record", few, *desk.here, *DAY, "--whole", "--lang", "it")
    assert said.status == 2
    assert "Si toglierebbe una riga a cui altre si riferiscono: Anna Rossi, Sindaco, Crema." in said.err
    assert "http" not in said.err


def test_a_change_tells_whether_its_day_was_asked_for(kept: Path, desk: Desk) -> None:
    said = desk.pdz("record", kept, *desk.here, *DAY, "--lang", "it").out
    assert "30 giugno 2013 (il giorno richiesto)." in said
    said = desk.pdz("record", kept, *desk.here, "--lang", "it").out
    assert "31 marzo 2015 (l'ultimo giorno di validità, già passato" in said
