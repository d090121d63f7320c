"""How large a register may be: what is just enough is read, one more is refused, whatever the form of the source."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from registri import ACCORDO, ATTI, INCONTRI, folder, iri, known, only_problem, read

from pdz_graph.errors import Place
from pdz_graph.facts import triples_of
from pdz_graph.media import CSV, MEDIA, MEGABYTE, XLSX
from pdz_graph.sources import MOST_STATEMENTS as MOST_OF_A_FILE
from pdz_graph.tables import read_register
from pdz_graph.tables.archive import MOST_BYTES
from pdz_graph.tables.cells import LONGEST, MOST_VALUES
from pdz_graph.tables.grid import MOST_COLUMNS
from pdz_graph.tables.measure import MOST_IN_ALL, MOST_STATEMENTS, oversize
from pdz_graph.tables.schema import MOST_FACTS, MOST_ROWS
from pdz_graph.terms import PDZ, TYPE

PAGE = (Path(__file__).parents[1] / "docs" / "tabelle.md").read_text(encoding="utf-8")


def facts(kind: str, many: int) -> list[Quad]:
    return [Quad(iri(kind.lower(), str(number)), TYPE, PDZ[kind]) for number in range(many)]


def told(quads: Iterable[Quad]) -> list[str]:
    return [problem.message.it for problem in oversize(triples_of(quads), {})]


def test_a_kind_of_fact_has_its_limit_and_persons_and_bodies_have_none() -> None:
    assert told(facts("Atto", MOST_FACTS)) == []
    assert told(facts("Atto", MOST_FACTS + 1)) == [f"Il registro ha più di {MOST_FACTS} risorse pdz:Atto."]
    assert told([*facts("Persona", MOST_FACTS + 1), *facts("Ente", MOST_FACTS + 1)]) == []


def test_all_facts_together_have_their_limit() -> None:
    kinds = ("Atto", "Incontro", "Azione", "Stanziamento", "Carica")
    just = [quad for kind in kinds for quad in facts(kind, MOST_IN_ALL // len(kinds))]
    assert told(just) == []
    assert told([*just, *facts("Subentro", 1)]) == [f"Il registro ha più di {MOST_IN_ALL} fatti in tutto."]


def test_statements_have_their_limit_and_the_place_of_the_first_too_many() -> None:
    meeting, other = iri("incontro", "i1"), iri("incontro", "i2")
    just = [Quad(meeting, PDZ["presente"], Literal(str(number))) for number in range(MOST_STATEMENTS)]
    assert told(just) == []
    (problem,) = oversize(
        triples_of([*just, Quad(other, TYPE, PDZ["Incontro"])]), {other.value: Place("incontri.csv", row=7)}
    )
    assert (problem.code, problem.place) == ("register-large", Place("incontri.csv", row=7))
    assert str(MOST_STATEMENTS) in problem.message.en


def test_the_facts_of_several_sources_are_counted_together(tmp_path: Path) -> None:
    acts = [ATTI + "".join(f"{name}{n},nomina,,2012-05-01,,,,\n" for n in range(600)) for name in "ab"]
    one, two = (folder(tmp_path / str(n), {"atti": text}) for n, text in enumerate(acts))
    assert read_register([one], known(), ACCORDO).quads
    problem = only_problem(one, two)
    assert (problem.code, problem.place.file, problem.place.row) == ("register-large", str(two / "atti.csv"), 402)


def test_a_file_of_rdf_has_its_limit_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pdz_graph.sources.MOST_STATEMENTS", 3)
    lines = [f'<http://a/{n}> <https://w3id.org/pdz/onto#istat> "019035" .\n' for n in range(4)]
    (tmp_path / "a.nt").write_text("".join(lines[:3]))
    assert len(read_register([tmp_path / "a.nt"], known(), ACCORDO).quads) == 3
    (tmp_path / "a.nt").write_text("".join(lines))
    assert only_problem(tmp_path / "a.nt").code == "rdf-large"


def test_a_cell_holds_so_many_values_and_no_more(tmp_path: Path) -> None:
    people = "codice,nome\n" + "".join(f"p{n},Nome {n}\n" for n in range(MOST_VALUES + 1))
    for many in (MOST_VALUES, MOST_VALUES + 1):
        cell = ";".join(f"p{n}" for n in range(many))
        tables = {"persone": people, "incontri": INCONTRI + f"i1,udp,,2012-05-01,,{cell},,,,\n"}
        if many > MOST_VALUES:
            problem = only_problem(folder(tmp_path / str(many), tables))
            assert (problem.code, problem.place.row, problem.place.column) == ("values-many", 2, "presenti")
        else:
            present = [q for q in read(tmp_path / str(many), tables).quads if q.predicate == PDZ["presente"]]
            assert len(present) == many
            assert all(isinstance(quad.object, NamedNode) for quad in present)


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def test_the_page_says_every_limit() -> None:
    said = PAGE.split("\n## Quanto può essere grande\n")[1].split("\n## ")[0]
    said = " ".join(said.split())
    limits = (MOST_ROWS, MOST_FACTS, MOST_IN_ALL, MOST_STATEMENTS, MOST_COLUMNS, LONGEST, MOST_VALUES, MOST_OF_A_FILE)
    for limit in limits:
        assert dotted(limit) in said
    for size in (CSV.limit, XLSX.limit, MOST_BYTES, *(medium.limit for medium in MEDIA if medium.rdf)):
        assert f"{size // MEGABYTE} MB" in said
