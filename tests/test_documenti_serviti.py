"""The documents as the server gives them: kept, told apart, gone, still being made; and their base moved."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import httpx
import pytest
from pyoxigraph import NamedNode, Store
from servente import CONFORME, DAY

from pdz_graph.asking import ask
from pdz_graph.catalogue import read as read_questions
from pdz_graph.errors import EngineError, Text, UsageError
from pdz_graph.files import digest
from pdz_graph.house import House
from pdz_graph.jail.pool import Pool
from pdz_graph.linked.addresses import Addresses, address
from pdz_graph.metadata.distributions import MANIFEST
from pdz_graph.store.endpoint import Endpoint
from pdz_graph.web import renewal
from pdz_graph.web.app import application
from pdz_graph.web.builder import site_of
from pdz_graph.web.building import published
from pdz_graph.web.publication import Edition, Order
from pdz_graph.web.service import Service
from pdz_graph.web.serving import _questions
from pdz_graph.web.settings import Settings
from pdz_graph.web.site import Site

THERE = "https://dati.example/pdz/"
PAGE = b"<!doctype html><title>x</title>"
FILES: Mapping[str, bytes] = {
    **{f"ente/a.{end}": f"{end} di a".encode() for end in ("it.html", "en.html", "ttl", "jsonld", "nt", "rdf")},
    **{f"{name}.{lang}.html": PAGE for name in ("index", "norme", "410") for lang in ("it", "en")},
    "calendari/tutti.it.ics": b"BEGIN:VCALENDAR",
    "dati/x.trig": b"",
    "dati/x.nq": b"",
    "dati/SHA256SUMS": b"0  x",
    "dati/x.xlsx": b"PK",
    "dati/tabelle/enti.csv": b"codice\r\n",
    "dati/tabelle/csv-metadata.json": b"{}",
    "cambiamenti.it.atom": b"<feed/>",
    "static/site.css": b"a{}",
    ".well-known/void": b"",
    "robots.txt": b"",
    "sitemap.xml": b"<urlset/>",
    "boh.boh": b"?",
}


@pytest.fixture
def service(tmp_path: Path) -> Service:
    """A server with a few files, and no workers: no query is asked."""
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    listed = [
        {"path": name, "bytes": len(data), "sha256": digest(data)} for name, data in FILES.items() if "SUMS" not in name
    ]
    (tmp_path / MANIFEST).write_text(json.dumps({"files": listed}), encoding="utf-8")
    (tmp_path / "segreto.txt").write_text("root: segreto", encoding="utf-8")
    edition = Edition("0", date(2013, 6, 30), Text("x", "x"), gone=frozenset({"persona/ada-esempio"}))
    made = Service(Settings(rate=0), Pool(tmp_path, 1), {}, edition)
    made.journal.write = lambda *_, **__: None  # type: ignore[method-assign]
    made.site = Site.read(tmp_path, Addresses())
    return made


def ask_for(service: Service, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(application(service))
        async with httpx.AsyncClient(transport=transport, base_url="http://qui.example") as client:
            said = {name.replace("_", "-"): value for name, value in headers.items()}
            return await client.request(method, f"http://qui.example{path}", headers=said)

    return asyncio.run(asked())


@pytest.mark.parametrize(
    ("file", "media"),
    [
        ("calendari/tutti.it.ics", "text/calendar; charset=utf-8"),
        ("dati/x.trig", "application/trig"),
        ("dati/x.nq", "application/n-quads"),
        ("dati/SHA256SUMS", "text/plain; charset=utf-8"),
        ("dati/x.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("dati/tabelle/enti.csv", "text/csv; charset=utf-8"),
        ("dati/tabelle/csv-metadata.json", "application/csvm+json"),
        ("cambiamenti.it.atom", "application/atom+xml"),
        ("static/site.css", "text/css; charset=utf-8"),
        (".well-known/void", "text/turtle; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("sitemap.xml", "application/xml"),
        ("boh.boh", "application/octet-stream"),
    ],
)
def test_every_file_goes_with_its_type(service: Service, file: str, media: str) -> None:
    said = ask_for(service, f"/{file}")
    assert (said.status_code, said.headers["content-type"], said.content) == (200, media, FILES[file])
    assert said.headers["link"] == f'<https://w3id.org/pdz/{file}>; rel="canonical"'
    fresh = 3600 if file.startswith("static/") else 0
    assert said.headers["cache-control"] == f"public, max-age={fresh}, must-revalidate"


def test_a_document_is_known_by_its_tag(service: Service) -> None:
    said = ask_for(service, "/ente/a.ttl")
    tag = said.headers["etag"]
    assert tag == f'"{digest(FILES["ente/a.ttl"])[:32]}"'
    for sent in (tag, f'"altro", {tag}', "*", f"W/{tag}"):
        again = ask_for(service, "/ente/a.ttl", If_None_Match=sent)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["link"] == said.headers["link"]
    assert ask_for(service, "/ente/a.ttl", If_None_Match='"altro"').status_code == 200
    assert ask_for(service, "/ente/a.nt").headers["etag"] != tag
    head = ask_for(service, "/ente/a.ttl", "HEAD")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(FILES["ente/a.ttl"]))


def test_a_document_is_kept_in_mind_and_never_changes(service: Service) -> None:
    assert service.site
    before = ask_for(service, "/ente/a.ttl").content
    (service.site.root / "ente" / "a.ttl").write_bytes(b"altro")
    assert ask_for(service, "/ente/a.ttl").content == before
    assert service.kept.used > 0
    service.kept.clear()
    assert ask_for(service, "/ente/a.ttl").status_code == 500


def test_a_link_that_leads_out_is_not_followed(service: Service, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert service.site
    out = tmp_path_factory.mktemp("fuori") / "a.ttl"
    out.write_bytes(FILES["ente/a.ttl"])
    place = service.site.root / "ente" / "a.ttl"
    place.unlink()
    place.symlink_to(out)
    assert ask_for(service, "/ente/a.ttl").status_code == 500


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_documents_are_only_read(service: Service, method: str) -> None:
    for path in ("/ente/a", "/ente/a.ttl", "/"):
        said = ask_for(service, path, method)
        assert (said.status_code, said.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert ask_for(service, "/nulla", method).status_code == 404
    assert ask_for(service, "/nulla", "OPTIONS").status_code == 404
    assert ask_for(service, "/ente/a", "OPTIONS").status_code == 204


@pytest.mark.parametrize("path", ["/segreto.txt", "/ente", "/ente/", "//ente/a", "/ente%2Fa", "/ente/a.ttl/", "/dati"])
def test_only_what_the_manifest_names_is_given(service: Service, path: str) -> None:
    said = ask_for(service, path)
    assert (said.status_code, said.json()["code"]) == (404, "not-found")


def test_people_are_told_in_a_page_and_programs_in_a_problem(service: Service) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    page = ask_for(service, "/nulla", Accept=browser, Accept_Language="it")
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "<h1>Non c'è</h1>" in page.text.replace("&#x27;", "'")
    assert page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    for accept in ("text/turtle", "*/*", "application/json", ""):
        said = ask_for(service, "/nulla", Accept=accept)
        assert said.headers["content-type"] == "application/problem+json"
    assert ask_for(service, "/sparql?query=boh", Accept=browser).headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("end", ["", ".ttl", ".it.html", ".jsonld"])
def test_who_was_erased_is_gone_and_so_are_the_documents(service: Service, end: str) -> None:
    said = ask_for(service, f"/persona/ada-esempio{end}", Accept="text/turtle")
    assert (said.status_code, said.json()["code"]) == (410, "gone")
    page = ask_for(service, f"/persona/ada-esempio{end}", Accept="text/html", Accept_Language="en")
    assert (page.status_code, page.content, page.headers["content-language"]) == (410, PAGE, "en")
    assert ask_for(service, f"/persona/ada-esempio-altra{end}").status_code == 404
    assert "ada-esempio" not in said.text


def test_until_there_are_documents_one_is_told_when_to_come_back(service: Service) -> None:
    service.site, service.building = None, True
    said = ask_for(service, "/ente/a", Accept="text/turtle")
    assert (said.status_code, said.json()["code"], said.headers["retry-after"]) == (503, "being-made", "5")
    front = ask_for(service, "/?question=chi-siede", Accept="text/html")
    assert (front.status_code, front.headers["location"]) == (303, "query?question=chi-siede")
    assert ask_for(service, "/health").json()["site"] == "building"
    assert ask_for(service, "/persona/ada-esempio").status_code == 410
    service.building = False
    assert ask_for(service, "/ente/a").status_code == 404
    assert ask_for(service, "/").headers["location"] == "query"


def test_a_page_is_given_in_a_language(service: Service) -> None:
    for accepted, lang in (("it", "it"), ("de", "en"), ("en;q=0.2, it;q=0.3", "it")):
        for path, place in (("/", f"index.{lang}.html"), ("/norme", f"norme.{lang}.html")):
            said = ask_for(service, path, Accept_Language=accepted)
            assert (said.status_code, said.headers["location"]) == (303, place)
            assert said.headers["vary"] == "Accept, Accept-Language"


def test_what_a_document_describes_moves_with_the_base(service: Service) -> None:
    assert service.site
    service.site = replace(service.site, addresses=Addresses(THERE))
    link = ask_for(service, "/ente/a.ttl").headers["link"]
    assert link.startswith(f'<{THERE}ente/a>; rel="describes", <{THERE}ente/a.ttl>; rel="canonical", <a.it.html>')
    assert ask_for(service, "/norme.it.html").headers["link"].startswith(f'<{THERE}norme.it.html>; rel="canonical"')


def test_with_another_base_the_graphs_move_and_the_questions_with_them(tmp_path: Path) -> None:
    order = Order(sources=(str(CONFORME),), as_of=DAY, base=THERE, site=False)
    edition = published(order, tmp_path / "dati", date(2026, 1, 1))
    assert f"{THERE}grafo/cremasco-2012-2014/registro" in edition.graphs
    assert edition.codes["Organo"]["cris"] == NamedNode(f"{THERE}accordo/cremasco-2012-2014/organo/cris")
    store = Store.read_only(str(tmp_path / "dati"))
    found = {term.value for quad in store for term in (quad.subject, quad.object) if isinstance(term, NamedNode)}
    assert not [iri for iri in found if iri.startswith("https://w3id.org/pdz/ente/")]
    assert "https://w3id.org/pdz/onto#Ente" in found
    asked = _questions(Addresses(THERE))
    here = read_questions(House.find())
    assert asked.keys() == here.keys()
    rows = ask(store, asked["chi-siede"].bound({"organo": "udp"}, edition.codes))
    assert len(rows) > 3  # type: ignore[arg-type]
    assert _questions(Addresses()) == here


def test_with_another_base_a_query_needs_to_declare_no_more_than_before(tmp_path: Path) -> None:
    moved = Service(Settings(base=THERE), Pool(tmp_path, 1), {})
    store = Store()
    store.update(f"INSERT DATA {{ <{THERE}ente/csc> <urn:p> <{THERE}persona/ada> }}")
    assert ask(store, moved.prologue + "ASK { ente:csc <urn:p> persona:ada }").value  # type: ignore[union-attr]
    assert ask(store, moved.prologue + "ASK { <ente/csc> ?p ?o }").value  # type: ignore[union-attr]
    assert Service(Settings(), Pool(tmp_path, 1), {}).prologue == ""


@pytest.mark.parametrize(
    "base", ["", "dati.example", "ftp://dati.example/", "https:///x", "https://x/?a", "https://x/#a"]
)
def test_a_base_begins_iris_that_lead_somewhere(base: str) -> None:
    with pytest.raises(UsageError):
        address("--base", base)
    assert address("--base", "https://dati.example:8443/pdz") == "https://dati.example:8443/pdz/"


class Child:
    """What the server knows of a child that builds: here nothing is built, and the files of the third edition fail."""

    made = 0

    def __init__(self, target: Path) -> None:
        self.target, Child.made = target, Child.made + 1
        self.number = Child.made

    @classmethod
    async def start(cls, _order: Order, target: Path, _today: date) -> Child:
        return cls(target)

    async def edition(self) -> Edition:
        self.target.mkdir()
        return Edition(str(self.number), date(2013, 6, self.number), Text("x", "x"))

    async def site(self) -> None:
        if self.number == 3:
            raise EngineError("site", Text("x", "x"), Text("x", "x"))
        folder = site_of(self.target) / "dati"
        folder.mkdir(parents=True)
        listed = [{"path": f"{self.number}.ttl", "bytes": 0, "sha256": digest(b"")}]
        (folder / "manifest.json").write_text(json.dumps({"files": listed}), encoding="utf-8")

    async def end(self) -> None:
        """Do nothing."""


class Movable(Pool):
    """Workers that only tell to which store they were moved."""

    moved: tuple[Path, ...] = ()

    async def move(self, backend: Path | Endpoint) -> None:
        assert isinstance(backend, Path)
        self.moved = (*self.moved, backend)


def test_graphs_and_documents_are_replaced_together_and_what_fails_leaves_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewal, "Builder", Child)
    monkeypatch.setattr(renewal, "GLANCE", 0.01)
    days = iter([date(2026, 1, 1)] * 3 + [date(2026, 1, 2)] * 2 + [date(2026, 1, 3)] * 2 + [date(2026, 1, 4)] * 1000)

    async def followed() -> list[tuple[str, set[str], bool]]:
        watch = renewal.Renewal(Order(), tmp_path, lambda: next(days))
        edition, path = await watch.first()
        pool = Movable(path, 1)
        service = Service(Settings(seconds=0.1), pool, {}, edition, building=True)
        service.journal.write = lambda *_, **__: None  # type: ignore[method-assign]
        task = asyncio.create_task(watch.watch(service))
        seen: list[tuple[str, set[str], bool]] = []
        while len(seen) < 5 and not task.done():
            await asyncio.sleep(0)
            assert service.edition
            now = (service.edition.version, set(service.site.files) if service.site else set(), service.stale)
            seen += [now] if now not in seen else []
        task.cancel()
        assert [one.name for one in pool.moved] == ["2", "4"]
        assert not service.building
        return seen

    assert asyncio.run(asyncio.wait_for(followed(), 20)) == [
        ("1", set(), False),
        ("1", {"1.ttl", MANIFEST}, False),
        ("2", {"2.ttl", MANIFEST}, False),
        ("2", {"2.ttl", MANIFEST}, True),
        ("4", {"4.ttl", MANIFEST}, False),
    ]
