"""A register as tables, out and in again: nothing is lost, nothing is mixed, and the least that differs is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from altra_casa import VALVERDE
from comando import ROOT
from estrazioni import agreement, on_registers
from registri_casuali import Drawn

from pdz_graph.commands.template import filled
from pdz_graph.facts import Triple, triples_of
from pdz_graph.store import canonical
from pdz_graph.tables.schema import TABLES
from pdz_graph.tables.written import Written, as_csv, codes_of, written

ESEMPI = ROOT / "data" / "esempi"


def tables(triples: Iterable[Triple]) -> Written:
    """Return a register of the imaginary accordo as tables."""
    return written(triples, codes_of(agreement().names), VALVERDE)


def read(rows: Written, form: str) -> frozenset[Triple]:
    """Write tables as CSV or as a workbook, and read them."""
    with TemporaryDirectory() as name:
        path = Path(name) / "registro.xlsx"
        if form == "xlsx":
            path.write_bytes(filled(agreement(), "it", rows.rows))
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
