"""What several tests start from: the command, and a register that breaks a norm. And in CI no test may be skipped."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import TypeVar

import altri_serventi
import pytest
from comando import Pdz, register
from hypothesis import settings
from pubblicato import Published, made
from servente import CONFORME, DAY, serving
from servizi import PASSWORD, USER, oxigraph, virtuoso

from pdz_graph.agreement import Agreement
from pdz_graph.house import House
from pdz_graph.store.endpoint import Endpoint
from pdz_graph.store.folder import Folder
from pdz_graph.terms import NOWHERE

#: Where nobody looks at each line, a skipped test would pass unseen: there it is a failure.
IN_CI = os.environ.get("CI", "").lower() == "true"

#: The kinds of store, and a number for each register made: servers keep them all.
WHERE, NUMBERS = ("embedded", "oxigraph", "virtuoso"), count()
_OPEN = Agreement.open
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

settings.register_profile("casa", deadline=None, derandomize=IN_CI)
settings.load_profile("casa")


def pytest_collection_finish() -> None:
    """What was made until now stays until the end: nobody looks through it again for what is no longer needed."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one, in CI."""
    return _seen((yield), item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a skipped module into a failed one, in CI."""
    return _seen((yield), collector.nodeid)


def _seen(report: Report, name: str) -> Report:
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{name} was skipped, and in CI nothing may be: {report.longrepr}"
    return report


@pytest.fixture
def pdz(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Pdz:
    """The command, speaking English unless asked otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "PDZ_DEBUG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return Pdz(capsys)


@cache
def _opened(root: Path, accordo: str | None) -> Agreement:
    return _OPEN(accordo, root)


@pytest.fixture
def opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """An accordo is read once for all the commands of this process, which takes a third of their time."""
    monkeypatch.setattr(Agreement, "open", lambda accordo=None, home=None: _opened(House.find(home).root, accordo))


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Endpoint]]:
    """Real servers, started once."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as one, virtuoso(tmp_path_factory.mktemp("virtuoso")) as two:
        yield {"oxigraph": one, "virtuoso": two}


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The example register, served with all its documents and pages, and the folder where they are."""
    root = tmp_path_factory.mktemp("pubblicato")
    with serving(root, CONFORME, "--as-of", DAY, site="yes", address=NOWHERE, rows=100_000, workers=2) as server:
        yield Published(server, made(root, server))


@pytest.fixture(scope="session")
def nginx(published: Published) -> Iterator[str]:
    """The address of a real nginx, which serves the same folder by the rules in it."""
    with altri_serventi.nginx(published.site) as address:
        yield address


@pytest.fixture(scope="session")
def apache(published: Published) -> Iterator[tuple[str, str]]:
    """The addresses of a real Apache, which serves the same folder by the rules in it, and does what w3id.org does."""
    with altri_serventi.apache(published.site, NOWHERE) as addresses:
        yield addresses


@pytest.fixture(params=WHERE)
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A new register of an accordo of its own in each kind of store."""
    monkeypatch.setenv("PDZ_ENDPOINT_USER", USER)
    monkeypatch.setenv("PDZ_ENDPOINT_PASSWORD", PASSWORD)
    where = request.param
    endpoint = None if where == "embedded" else request.getfixturevalue("servers")[where]
    made = Folder(tmp_path / "registro", f"prova-{next(NUMBERS)}", endpoint)
    made.create()
    return made


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A register with one act adopted by an organ that has no power to."""
    return register(
        tmp_path / "violato", atti="codice,tipo,anno,data,organo\nPO13,piano_operativo,2013,2013-03-20,cris\n"
    )
