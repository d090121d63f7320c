"""«pdz publish» as people run it: a whole site or nothing, the same bytes twice, pages that say what the data say."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote

import pytest
from altra_casa import build
from comando import ROOT, Pdz, process
from marcato import marked
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from quanto import tried
from sito import Documento, Elemento, read

from pdz_graph.files import digest
from pdz_graph.terms import BASE, ENTE, EXAMPLE, LABEL, NOTATION, PDZ, SKOS, concept

REGISTER, DAY = ROOT / "data" / "esempi" / "registro-con-errori", "2013-06-30"
NAMES = (LABEL, SKOS["prefLabel"])
KIND = concept("tipo-ente", "altro").value
WORD = re.compile(r"\w+")


def publish(folder: Path, *more: object, seed: str = "0") -> Path:
    said = process("publish", folder, REGISTER, "--as-of", DAY, *more, environ={"PYTHONHASHSEED": seed})
    assert said.returncode == 0, said.stderr
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("pubblicato") / "sito")


def files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_register_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    mine, theirs = files(site), files(publish(tmp_path / "altrove", seed="7"))
    assert list(mine) == list(theirs)
    assert [name for name in mine if mine[name].read_bytes() != theirs[name].read_bytes()] == []


def test_the_manifest_tells_of_every_file(site: Path) -> None:
    listed = {one["path"]: one for one in json.loads((site / "dati/manifest.json").read_bytes())["files"]}
    there = files(site)
    assert there.keys() - listed.keys() == {"dati/manifest.json", "dati/SHA256SUMS"}
    for name, one in listed.items():
        data = there[name].read_bytes()
        assert (len(data), digest(data)) == (one["bytes"], one["sha256"]), name


def place(here: str, href: str) -> str:
    """Return the file to which a relative address leads, from the base, with what comes after the hash."""
    path, hash_, rest = unquote(href).partition("#")
    if path.startswith("/"):
        return path.removeprefix("/") + hash_ + rest
    joined = normpath(f"{here.rpartition('/')[0]}/{path}").removeprefix("/") if path else here
    return joined + hash_ + rest


def iri(here: str, href: str) -> str:
    """Return the IRI of the thing to whose page an address leads."""
    if href.startswith(("http://", "https://")):
        return href
    path, hash_, rest = place(here, href).partition("#")
    return BASE + path.removesuffix(".it.html").removesuffix(".en.html") + hash_ + rest


def test_no_link_of_the_site_is_broken(site: Path) -> None:
    there = files(site)
    pages = [name for name in there if name.endswith(".html")]
    every = {name: read(there[name].read_bytes()) for name in pages[:: tried(9, 1)]}
    broken = []
    for here, page in every.items():
        for href in _addresses(page):
            path, _, rest = place(here, href).partition("#")
            inside = path in there and path.endswith(".html") and bool(rest)
            if path not in there or (inside and f'id="{rest}"' not in there[path].read_text("utf-8")):
                broken.append((here, href))
    assert broken == []


def _addresses(page: Documento) -> list[str]:
    found = [one.marks[name] for one in page.every() for name in ("href", "src") if name in one.marks]
    return [href for href in found if not href.startswith(("http://", "https://", "data:", "mailto:"))]


def documents(site: Path) -> list[str]:
    every = [name.removesuffix(".nt") for name in files(site) if name.endswith(".nt")]
    return every[:: tried(7, 1)]


def test_a_page_and_its_data_say_the_same(site: Path) -> None:
    for path in documents(site):
        statements = list(parse(path=str(site / f"{path}.nt"), format=RdfFormat.N_TRIPLES))
        about = NamedNode(BASE + path)
        mine = [one for one in statements if one.subject == about]
        leading = [one for one in statements if one.object == about and isinstance(one.subject, NamedNode)]
        if not mine or any(type(one.object).__name__ == "BlankNode" for one in mine):
            continue  # documents of words have sections of their own, tried below
        parts = [one for said in statements for one in (said.subject, said.predicate, said.object)]
        mentioned = {one.value for one in parts if isinstance(one, NamedNode)}
        for lang in ("it", "en"):
            here = f"{path}.{lang}.html"
            page = read((site / here).read_bytes())
            tables = page.section("tutti-i-dati").every("table")
            linked = {iri(here, a.marks["href"]) for table in tables for a in table.every("a")}
            told = {one.predicate.value for one in (*mine, *leading)} | {one.subject.value for one in leading}
            told |= {one.object.value for one in mine if isinstance(one.object, NamedNode)}
            web = {node for node in told if node.startswith(("http://", "https://"))}
            assert web <= linked <= mentioned, here
            name, title = (set(WORD.findall(one)) for one in (named(statements, about, lang), page.one("h1").text))
            assert name <= title or title <= name or "verdetto" in path, here  # a report bears the name of its accordo
            for table in tables:
                assert _misnamed(here, table, statements, lang) == [], here


def named(statements: list, node: NamedNode, lang: str) -> str:  # type: ignore[type-arg]
    """Return the name that statements give a node in a language, or in any."""
    said = [one.object for one in statements if one.subject == node and one.predicate in NAMES]
    names = {one.language: one.value for one in said if isinstance(one, Literal)}
    return " ".join((names.get(lang) or next(iter(names.values()), "")).split())


def _misnamed(here: str, table: Elemento, statements: list, lang: str) -> list[tuple[str, str]]:  # type: ignore[type-arg]
    """Return the links to things of ours whose words are not the name that the data give them."""
    found = []
    for link in table.every("a"):
        target = iri(here, link.marks["href"])
        name = named(statements, NamedNode(target), lang) if target.startswith(BASE) else ""
        if name and link.text != name:
            found.append((link.text, name))
    return found


def test_a_leak_writes_nothing(tmp_path: Path, pdz: Pdz) -> None:
    row = {"codice": "atto-zoq", "tipo": "nomina", "data": "2013-01-10", "anno": "2013"}
    person = {"codice": "zoqspia", "nome": "Zoqspia Zoqnascosta"}
    deed = {
        "ente": "coop-il-ponte",
        "data": "2013-02-01",
        "documento": "firmata da Nascosta ZOQSPIA, vedi Zoqnascosta Zoqspia",
    }
    register = marked(tmp_path, {"persone": [person], "atti": [row], "adesioni": [deed]})
    said = pdz("publish", tmp_path / "sito", register.folder, "--as-of", DAY)
    assert said.status == 2
    assert "adesioni.csv" in said.err
    assert not (tmp_path / "sito").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["registro"]


def test_another_base_moves_every_address_of_the_accordo(tmp_path: Path) -> None:
    build(tmp_path / "casa")
    environ = {"PDZ_HOME": str(tmp_path / "casa")}
    said = process("publish", tmp_path / "sito", "--base", EXAMPLE, environ=environ)
    assert said.returncode == 0, said.stderr
    for name, path in files(tmp_path / "sito").items():
        if not name.startswith(("server/", "static/")):
            data = path.read_bytes()
            moved = [family for family in ("accordo/", "ente/", "grafo/") if (BASE + family).encode() in data]
            assert moved == [], name
    accordo = (tmp_path / "sito/accordo/valverde-2018-2020.ttl").read_text("utf-8")
    assert f"{EXAMPLE}accordo/valverde-2018-2020" in accordo
    assert f"{BASE}onto#" in accordo


def test_whoever_is_killed_leaves_the_site_as_it_was_or_the_new_one_whole(tmp_path: Path) -> None:
    build(tmp_path / "casa")
    folder = tmp_path / "sito"
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PDZ_HOME": str(tmp_path / "casa")}
    command = [sys.executable, "-m", "pdz_graph.cli", "publish", str(folder)]
    took = time.monotonic()
    subprocess.run(command, env=environ, check=True, capture_output=True)
    took = time.monotonic() - took
    for part in range(1, tried(2, 40) + 1):
        running = subprocess.Popen(
            command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(took * part / (tried(2, 40) + 1))
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        test_the_manifest_tells_of_every_file(folder)
    subprocess.run(command, env=environ, check=True, capture_output=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["casa", "sito"]


@pytest.mark.parametrize("base", ["dati.example", "ftp://dati.example/", "https://x/?a", "https://x/'\"", "https://"])
def test_a_base_that_leads_nowhere_is_refused(tmp_path: Path, pdz: Pdz, base: str) -> None:
    said = pdz("publish", tmp_path / "sito", "--base", base)
    assert said.status == 2
    assert EXAMPLE in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_site_is_not_written_over_the_register(tmp_path: Path, pdz: Pdz) -> None:
    register = marked(tmp_path)
    for place_ in (register.folder, tmp_path):
        said = pdz("publish", place_, register.folder, "--as-of", DAY)
        assert said.status == 2
        assert "nothing is written there" in said.err
    assert (register.folder / "persone.csv").is_file()


def test_an_internal_site_names_everybody_and_says_so_on_every_page(tmp_path: Path) -> None:
    build(tmp_path / "casa")
    environ = {"PDZ_HOME": str(tmp_path / "casa")}
    said = process("publish", tmp_path / "sito", "--internal", environ=environ)
    assert said.returncode == 0, said.stderr
    pages = [path.read_text("utf-8") for path in (tmp_path / "sito").rglob("*.it.html")]
    assert len(pages) > 100
    assert [page for page in pages if "Edizione interna, con tutti i nomi" not in page] == []
    assert [page for page in pages if '<meta name="robots" content="noindex">' not in page] == []


def body(name: str) -> str:
    """Return a register of one body that is called so."""
    named = f"<{LABEL.value}> 'B' ; <{NOTATION.value}> 'b'"
    return f"<{ENTE.iri}{name}> a <{PDZ.iri}Ente> ; {named} ; <{PDZ.iri}tipo> <{KIND}> ."


@pytest.mark.parametrize(
    "name",
    ["a/../b", "a//b", "./b", "csc.nt/b", "csc.it.html/b", "x" * 201],
    ids=["up", "empty", "here", "nt", "html", "long"],
)
def test_an_iri_that_can_be_no_address_is_told_and_nothing_is_written(tmp_path: Path, pdz: Pdz, name: str) -> None:
    source = tmp_path / "registro.ttl"
    source.write_text(body(name), encoding="utf-8")
    told = pdz("publish", tmp_path / "sito", source, "--lang", "en")
    assert told.status == 2
    assert f"{ENTE.iri}{name}" in told.err
    assert "The IRI " in told.err
    assert "Call the thing by steps that are names" in told.err
    assert [path.name for path in tmp_path.iterdir()] == ["registro.ttl"]


def test_the_longest_step_has_its_documents(tmp_path: Path, pdz: Pdz) -> None:
    source, name = tmp_path / "registro.ttl", "x" * 200
    source.write_text(body(name), encoding="utf-8")
    assert pdz("publish", tmp_path / "sito", source).status == 0
    assert (tmp_path / "sito" / "ente" / f"{name}.jsonld").is_file()


def test_pages_may_ask_the_service_whoever_serves_them(tmp_path: Path) -> None:
    """A browser holds to what the page says and to what the server says: both let the service be asked."""
    build(tmp_path / "casa")
    service = "https://domande.example/pdz/"
    environ = {"PDZ_HOME": str(tmp_path / "casa")}
    said = process("publish", tmp_path / "sito", "--service", service, environ=environ)
    assert said.returncode == 0, said.stderr
    for name in ("index.it.html", "server/nginx.conf", "server/apache.htaccess"):
        text = (tmp_path / "sito" / name).read_text("utf-8").replace("&#39;", "'")
        assert f"connect-src 'self' {service}; form-action 'self' {service};" in text, name
