"""What a cell says: days and amounts are read back, and no text breaks the reading."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registri import ACCORDO, known

from pdz_graph.errors import InputError
from pdz_graph.tables import read_register
from pdz_graph.tables.cells import Unreadable, amount, day, several
from pdz_graph.tables.names import key


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_is_read_back_in_both_forms(one: date) -> None:
    assert day(one.isoformat()) == one
    assert day(one.strftime("%d/%m/%Y")) == one
    assert day(f"{one.day}/{one.month}/{one.year}") == one


@given(st.decimals(0, 10**12, places=2))
def test_an_amount_is_read_back_in_both_forms(one: Decimal) -> None:
    italian = f"{one:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    for text in (f"{one:.2f}", italian, f"€ {italian}", f"{one:.2f} EUR", f"{one:.2f}".replace(".", ",")):
        assert amount(text) == one


@given(st.text())
def test_no_text_breaks_the_reading_of_a_cell(text: str) -> None:
    for reader in (day, amount):
        with suppress(Unreadable):
            reader(text)
    assert all(part == part.strip() for part in several(text))
    assert key(key(text)) == key(text)


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_no_cell_breaks_the_reading_of_a_table(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]]
) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([("codice", "nome"), *cells])
    path = tmp_path_factory.mktemp("r") / "persone.csv"
    path.write_bytes(buffer.getvalue().encode("utf-8", "surrogatepass"))
    with suppress(InputError):
        read_register([path], known(), ACCORDO)
