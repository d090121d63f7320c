"""The page of the tables says what the schema says, admits what the vocabularies admit, and its examples are run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from grafo import ACCORDO_ID, accordo, vocabolari
from pyoxigraph import Store
from registri import folder

from pdz_graph.tables import Known, known_of, read_register
from pdz_graph.tables.schema import TABLES, Table

PAGE = (Path(__file__).parents[1] / "docs" / "tabelle.md").read_text(encoding="utf-8")
#: A column that admits at most so many codes of the accordo or of a vocabulary lists them all.
LISTED = 40


@pytest.fixture(scope="module")
def known() -> Known:
    store = Store()
    for part in (accordo(), vocabolari()):
        store.bulk_extend(iter(part))
    return known_of(store)


def section(name: str) -> str:
    return re.split(r"^## ", PAGE.split(f"\n## {name}\n")[1], flags=re.MULTILINE)[0]


def rows(table: Table) -> dict[str, str]:
    """Return what the page says of each column, by its name as written."""
    return dict(re.findall(r"^\| (\w+(?: \*)?) \| (.*) \|$", section(table.name), re.MULTILINE))


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_the_page_has_the_columns_of_the_table(table: Table) -> None:
    said = [*rows(table)][1:]
    assert said == [column.name + " *" * column.required for column in table.columns]


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_the_page_lists_every_code_and_no_other(known: Known, table: Table) -> None:
    for column in table.columns:
        cell = rows(table)[column.name + " *" * column.required]
        kinds = set(column.kinds) - {"sub-ambito"}
        codes = {entry.code for entry in known.entries if entry.kind in kinds}
        if kinds and not kinds & {"ente", "persona", "atto"} and len(codes) <= LISTED:
            assert set(re.findall(r"`([^`]+)`", cell)) == codes
        assert ("più d'un" in cell) == column.many


def test_the_examples_are_one_register_that_reads(tmp_path: Path, known: Known) -> None:
    tables = {table.name: re.findall(r"```csv\n(.*?)```", section(table.name), re.DOTALL)[0] for table in TABLES}
    register = read_register([folder(tmp_path / "esempi", tables)], known, ACCORDO_ID)
    assert [notice.message.it for notice in register.notices] == ["«Gomito» è letto come comune-gombito (Gombito)."]


def test_the_english_part_has_every_table() -> None:
    assert re.findall(r"^\| (\w+) \|", section("In English"), re.MULTILINE)[1:] == [table.name for table in TABLES]
