"""What the server serves: the register as it changes, one version for the same data, an endpoint behind it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from comando import process, register
from pyoxigraph import Store
from servente import CONFORME, CSV, DAY, Server, serving
from servizi import oxigraph

from pdz_graph.errors import InputError, UsageError
from pdz_graph.store.endpoint import Connection
from pdz_graph.web.builder import build
from pdz_graph.web.building import published
from pdz_graph.web.publication import Order

TERMS = "SELECT (COUNT(*) AS ?n) WHERE { ?t a <https://w3id.org/pdz/onto#Incarico> }"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dati") / "ufficio"
    assert process("init", folder).returncode == 0
    return folder


def count(server: Server) -> int:
    said = server.query(TERMS, accept=CSV)
    assert said.status == 200, said.text
    return int(said.text.split()[1])


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until something holds: a register is looked at every two seconds, and a publication takes one."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_register_is_followed_as_it_changes(office: Path) -> None:
    with serving(office.parent, "--register", office, "--as-of", DAY, seconds=1, workers=2) as server:
        before, tag = server.get("/health").json, server.query(TERMS).headers["etag"]
        assert (before["change"], count(server)) == (0, 0)
        done = process("record", CONFORME, "--register", office, "--as-of", DAY, "--policy", "report")
        assert done.returncode == 0, done.stderr
        eventually(lambda: server.get("/health").json["change"] == 1)
        after = server.get("/health").json
        assert after["version"] != before["version"]
        assert count(server) > 10
        assert server.query(TERMS).headers["etag"] != tag
        eventually(lambda: len(list(office.parent.glob("pdz-serve-*/*"))) == 1)
        assert 'pdz_publications_total{outcome="new"} 1' in server.get("/metrics").text


def test_the_same_data_have_the_same_version(tmp_path: Path) -> None:
    order = Order(sources=(str(CONFORME),), as_of=DAY)
    one, two = (published(order, tmp_path / name, date(2026, 1, 1)) for name in ("uno", "due"))
    assert one == two
    assert Store.read_only(str(tmp_path / "uno")).query(TERMS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["due", "uno"]


def test_what_cannot_be_published_is_told_with_each_problem(tmp_path: Path) -> None:
    folder = register(tmp_path / "registro", adesioni="ente,data,documento\nboh,2012-05-01,p\nmah,2012-05-01,p\n")
    with pytest.raises(InputError) as met:
        asyncio.run(build(Order(sources=(str(folder),)), tmp_path / "uno", date(2026, 1, 1)))
    assert len(met.value.problems) == 2
    assert {problem.place.row for problem in met.value.problems} == {2, 3}
    with pytest.raises(UsageError):
        asyncio.run(build(Order(accordo="boh"), tmp_path / "due", date(2026, 1, 1)))
    assert not (tmp_path / "uno").exists()


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[str]:
    """An Oxigraph of its own, with a little in it."""
    with oxigraph(tmp_path) as endpoint:
        organ = "<https://w3id.org/pdz/accordo/cremasco-2012-2014/organo/cris>"
        Connection(endpoint, {}).update(f"INSERT DATA {{ {organ} a <https://w3id.org/pdz/onto#Organo> }}")
        yield endpoint.query


def test_the_same_server_stands_before_an_endpoint(behind: str, tmp_path: Path) -> None:
    with serving(tmp_path, "--endpoint", behind, seconds=2, workers=2) as server:
        query = "SELECT ?s WHERE { ?s a <https://w3id.org/pdz/onto#Organo> }"
        said = server.query(query, accept=CSV)
        assert (said.status, said.text.split()[1:]) == (
            200,
            ["https://w3id.org/pdz/accordo/cremasco-2012-2014/organo/cris"],
        )
        assert said.headers["cache-control"] == "public, max-age=10, must-revalidate"
        assert server.get("/health").json["version"] is None
        assert server.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }").status == 400
        admitted = server.get("/queries", Accept="application/json").json["questions"][0]["parameters"][0]
        assert admitted.get("admitted", ["cris"]) == ["cris"]


def test_an_endpoint_that_does_not_answer_is_told(tmp_path: Path) -> None:
    done = process("serve", "--endpoint", "http://127.0.0.1:1/sparql", "--port", 0, cwd=tmp_path, timeout=60)
    assert done.returncode == 3
    assert "endpoint-down" in done.stderr
