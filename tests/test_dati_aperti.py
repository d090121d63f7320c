"""Dumps, tables, digests, feeds and sitemap: what each file says is so, by readers that are not those who wrote it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import rdflib
from dati_aperti import (
    DAY,
    HAPPENINGS,
    REGISTER,
    SERVICE,
    Publication,
    example,
    publication,
    reversed_happenings,
    written,
)
from grafo import ACCORDO_ID, CASA
from pyoxigraph import Literal, NamedNode, RdfFormat

from pdz_graph.linked.addresses import Addresses
from pdz_graph.linked.book import Book
from pdz_graph.metadata.dumps import canonical
from pdz_graph.metadata.files import closing, files
from pdz_graph.metadata.outlines import OUTLINES
from pdz_graph.metadata.recorded import recorded
from pdz_graph.metadata.sitemap import robots, sitemaps
from pdz_graph.tables.schema import TABLES
from pdz_graph.terms import GRAFO, LABEL, PDZ, TYPE, XSD, of_accordo

TRIG, QUADS = f"dati/{ACCORDO_ID}.trig", f"dati/{ACCORDO_ID}.nq"
N3 = CASA.root / "web" / "node_modules" / "n3"
#: Reads RDF as another library reads it, and says it again a statement a line.
READ = """const N3 = require(process.argv[1]);
const quads = new N3.Parser({ format: process.argv[2] }).parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(new N3.Writer({ format: "N-Quads" }).quadsToString(quads));"""
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@cache
def manifest() -> dict[str, Any]:
    said: dict[str, Any] = json.loads(written()["dati/manifest.json"])
    return said


@cache
def described() -> dict[str, Any]:
    said: dict[str, Any] = json.loads(written()["dati/tabelle/csv-metadata.json"])
    return said


# The graphs.


@pytest.mark.parametrize(("path", "form"), [(TRIG, RdfFormat.TRIG), (QUADS, RdfFormat.N_QUADS)])
def test_a_dump_has_the_digest_that_the_manifest_says(path: str, form: RdfFormat) -> None:
    said = {one["path"]: (one["quads"], one["sha256"]) for one in manifest()["rdf"]}
    assert canonical(written()[path], form) == said[path]


@pytest.mark.parametrize(("path", "form"), [(TRIG, "trig"), (QUADS, "nquads")])
def test_rdflib_reads_the_same_statements(path: str, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    read = rdflib.Dataset()
    read.parse(data=written()[path].decode(), format=form)
    assert _again(read.serialize(format="nquads")) == _said(path)


@pytest.mark.skipif(not N3.is_dir() or not shutil.which("node"), reason="make web brings it")
@pytest.mark.parametrize(("path", "form"), [(TRIG, "application/trig"), (QUADS, "application/n-quads")])
def test_a_parser_of_the_web_reads_the_same_statements(path: str, form: str) -> None:
    command = ["node", "-e", READ, str(N3), form]
    read = subprocess.run(command, input=written()[path], capture_output=True, check=True)
    assert _again(read.stdout.decode()) == _said(path)


def _said(path: str) -> str:
    return next(str(one["sha256"]) for one in manifest()["rdf"] if one["path"] == path)


def _again(lines: str) -> str:
    return canonical(lines.encode(), RdfFormat.N_QUADS)[1]


# The tables, read by what their description says and by nothing else.


def _table(name: str) -> dict[str, Any]:
    return next(table for table in described()["tables"] if table["url"] == f"{name}.csv")


def _columns(name: str) -> list[dict[str, Any]]:
    columns: list[dict[str, Any]] = _table(name)["tableSchema"]["columns"]
    return columns


def _rows(name: str) -> list[list[str]]:
    text = written()[f"dati/tabelle/{name}.csv"].decode(described()["dialect"]["encoding"])
    return list(csv.reader(io.StringIO(text), delimiter=described()["dialect"]["delimiter"], strict=True))


def _values(cell: str, column: dict[str, Any]) -> list[Any]:
    """Return what a cell holds, by the datatype of its column; fail where it holds something else."""
    if cell == column["null"]:
        assert "required" not in column
        return []
    parts = cell.split(column["separator"]) if "separator" in column else [cell]
    return [_value(part, column["datatype"]) for part in parts]


def _value(text: str, datatype: str | dict[str, str]) -> Any:
    if isinstance(datatype, dict):
        assert re.fullmatch(datatype["format"], text)
        return _value(text, datatype["base"])
    if datatype == "anyURI":
        assert re.fullmatch(r"https?://[^\s<>]+", text)
        return text
    readers: dict[str, Callable[[str], Any]] = {
        "string": str,
        "date": date.fromisoformat,
        "integer": int,
        "decimal": Decimal,
    }
    return readers[datatype](text)


def _column(name: str, column: str) -> list[str]:
    head, *rows = _rows(name)
    return [row[head.index(column)] for row in rows]


NAMES = pytest.mark.parametrize("name", [outline.name for outline in OUTLINES])


@NAMES
def test_every_cell_of_a_table_is_what_its_column_says(name: str) -> None:
    columns, (head, *rows) = _columns(name), _rows(name)
    assert [column["name"] for column in columns] == head
    assert all(column["name"] in column["titles"]["it"] and column["titles"]["en"] for column in columns)
    assert rows
    for row in rows:
        for cell, column in zip(row, columns, strict=True):
            assert isinstance(_values(cell, column), list)


@NAMES
def test_keys_tell_rows_apart_and_links_lead_somewhere(name: str) -> None:
    schema, (head, *rows) = _table(name)["tableSchema"], _rows(name)
    places = [head.index(column) for column in schema.get("primaryKey", head)]
    keys = [tuple(row[place] for place in places) for row in rows]
    assert len(set(keys)) == len(keys)
    for link in schema.get("foreignKeys", []):
        table, (here,), (there,) = (
            link["reference"]["resource"],
            link["columnReference"],
            link["reference"]["columnReference"],
        )
        known = set(_column(table.removesuffix(".csv"), there))
        assert {cell for cell in _column(name, here) if cell} <= known


@NAMES
def test_what_a_row_says_as_rdf_is_in_the_graphs(name: str) -> None:
    schema, (head, *rows) = _table(name)["tableSchema"], _rows(name)
    if "aboutUrl" not in schema:
        return
    for cells in rows:
        row = dict(zip(head, cells, strict=True))
        about = NamedNode(schema["aboutUrl"].replace("{codice}", row["codice"]))
        for column in schema["columns"]:
            for value in _values(row[column["name"]], column) if "propertyUrl" in column else []:
                said = {one.value for one in example().book.all(about, NamedNode(column["propertyUrl"]))}
                template = column.get("valueUrl", "{+_}")
                wanted = re.sub(r"\{\+?\w+\}", str(value), template)
                assert wanted in said or value in {_decimal(one) for one in said}, (about, column["name"], value)


def _decimal(text: str) -> object:
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def test_tables_of_the_register_are_those_of_clerks() -> None:
    assert [outline.name for outline in OUTLINES[: len(TABLES)]] == [table.name for table in TABLES]
    for table in TABLES:
        assert _rows(table.name)[0] == [column.name for column in table.columns]
    mine = {row["codice"] for row in csv.DictReader((REGISTER / "enti.csv").read_text("utf-8").splitlines())}
    assert mine < set(_column("enti", "codice"))
    assert len(_column("comuni", "codice")) == 48


def test_a_norm_has_its_outcome_and_a_seat_tells_how_many_hold_it() -> None:
    norms = dict(zip(_column("norme", "codice"), _column("norme", "esito"), strict=True))
    assert norms["art-02-oggetto"] == "rispettata"
    assert norms["art-01-premesse"] == "non si giudica"
    held = dict(zip(_column("seggi", "codice"), _column("seggi", "occupati"), strict=True))
    assert held["ads-componente"] == "48"
    assert len(_column("rilievi", "codice")) == len(example().judgement.verdict.findings)


def test_who_is_not_named_has_a_row_by_the_end_of_an_address() -> None:
    person, term = of_accordo(ACCORDO_ID, "rappresentanza", "udp-asl-2013"), of_accordo(ACCORDO_ID, "incarico", "x")
    triples = (
        (term, TYPE, PDZ["Incarico"]),
        (term, PDZ["seggio"], of_accordo(ACCORDO_ID, "seggio", "udp-asl")),
        (term, PDZ["persona"], person),
        (term, PDZ["dal"], Literal("2013-01-01", datatype=XSD["date"])),
        (person, LABEL, Literal("persona in rappresentanza dell'ASL", language="it")),
    )
    book = example().book
    told = {**book.graphs, GRAFO[f"{ACCORDO_ID}/registro"]: triples}
    rows = recorded(Book(ACCORDO_ID, told, Addresses()))
    assert rows["incarichi"][0]["persona"] == "udp-asl-2013"
    assert {"codice": "udp-asl-2013", "nome": "persona in rappresentanza dell'ASL"} in rows["persone"]


def test_the_workbook_has_the_cells_of_the_tables() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written()[f"dati/{ACCORDO_ID}.xlsx"]))
    assert book.sheetnames == [outline.name for outline in OUTLINES]
    for outline in OUTLINES:
        columns, (_, *rows) = _columns(outline.name), _rows(outline.name)
        sheet = [[_plain(cell) for cell in row] for row in book[outline.name].iter_rows(min_row=2, values_only=True)]
        assert len(sheet) == len(rows)
        for mine, theirs in zip(sheet, rows, strict=True):
            said = [_values(cell, {**column, "separator": "\0"}) for cell, column in zip(theirs, columns, strict=True)]
            assert mine == [_plain(one[0]) if one else "" for one in said]


def _plain(value: object) -> str:
    if isinstance(value, int | float | Decimal):
        return f"{float(value):.6f}"
    return str(value or "").removesuffix(" 00:00:00")


# Digests.


def test_sha256sum_checks_every_file(tmp_path: Path) -> None:
    for path, data in written().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    command = ["sha256sum", "--check", "--strict", "--quiet", "dati/SHA256SUMS"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout == b""
    (tmp_path / "robots.txt").write_bytes(b"Disallow: /\n")
    assert b"robots.txt: FAILED" in subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout


def test_the_manifest_lists_every_file_but_itself_and_the_digests() -> None:
    listed = {one["path"]: one["bytes"] for one in manifest()["files"]}
    rest = {
        path: len(data) for path, data in written().items() if path not in ("dati/manifest.json", "dati/SHA256SUMS")
    }
    assert listed == rest
    assert manifest()["day"] == DAY.isoformat()


def test_a_file_may_be_told_by_its_length_and_digest() -> None:
    given = {path: data for path, data in written().items() if not path.startswith(("dati/manifest", "dati/SHA"))}
    measured = {path: (one["bytes"], one["sha256"]) for one in manifest()["files"] for path in (one["path"],)}
    assert dict(closing(example(), measured)) == dict(closing(example(), given))


def test_the_same_data_are_the_same_bytes_in_whatever_order_they_come() -> None:
    again = reversed_happenings(publication())
    first = {path: data for path, data in written().items() if not path.startswith(("dati/manifest", "dati/SHA"))}
    assert dict(files(again, ["norme", "index", "norme"])) == first


# What others are told.


@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_feed_tells_what_happened_the_latest_first(lang: str) -> None:
    root = ET.fromstring(written()[f"cambiamenti.{lang}.atom"])
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    days = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert len(set(ids)) == len(entries) == len(HAPPENINGS)
    assert all(re.fullmatch(r"https://w3id\.org/pdz/accordo/\S+", one or "") for one in ids)
    assert days == sorted(days, key=str, reverse=True)
    assert root.findtext(f"{ATOM}updated") == days[0] == "2012-04-05T00:00:00Z"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Comune di Crema"
    titles = {entry.findtext(f"{ATOM}title") for entry in entries}
    kind = "inizio" if lang == "it" else "beginning"
    assert f"{kind} A: tre < quattro & «cinque»  " in titles
    assert f"{kind} B: ]]> <script>alert(1)</script>" in titles
    links = {link.get("href") for entry in entries for link in entry.findall(f"{ATOM}link")}
    assert f"https://w3id.org/pdz/accordo/{ACCORDO_ID}/dataset.{lang}.html#validita" in links


def test_a_feed_in_which_nothing_happened_is_of_the_day() -> None:
    published = Publication(example().agreement, example().judgement, example().book)
    root = ET.fromstring(dict(files(published, []))["cambiamenti.it.atom"])
    assert root.findtext(f"{ATOM}updated") == f"{DAY.isoformat()}T00:00:00Z"
    assert root.findall(f"{ATOM}entry") == []


def test_the_sitemap_has_every_page_in_each_language_with_the_other() -> None:
    root = ET.fromstring(written()["sitemap.xml"])
    base = Addresses().base
    assert [url.findtext(f"{SITEMAP}loc") for url in root] == [
        f"{base}{page}.{lang}.html" for page in ("index", "norme") for lang in ("it", "en")
    ]
    links = [link.get("hreflang") for link in root[0].findall("{http://www.w3.org/1999/xhtml}link")]
    assert links == ["it", "en"]
    assert f"Sitemap: {base}sitemap.xml".encode() in written()["robots.txt"]


def test_programs_that_read_the_site_ask_no_questions() -> None:
    assert robots(Addresses(), SERVICE).decode().splitlines()[:3] == ["User-agent: *", "Disallow: /sparql", "Allow: /"]
    assert b"Disallow" not in robots(Addresses())


def test_many_pages_are_listed_in_several_sitemaps() -> None:
    pages = [f"ente/{number}&à" for number in range(25)]
    (name, index), *parts = sitemaps(pages, Addresses(), DAY, most=20)
    assert name == "sitemap.xml"
    listed = [one.findtext(f"{SITEMAP}loc") for one in ET.fromstring(index)]
    assert listed == [f"{Addresses().base}{part}" for part, _ in parts]
    places = [url.findtext(f"{SITEMAP}loc") for _, data in parts for url in ET.fromstring(data)]
    assert len(places) == len(set(places)) == 50
    assert max(len(ET.fromstring(data)) for _, data in parts) <= 20
    assert all(re.fullmatch(r"[\x21-\x7e]+", place or "") for place in places)
