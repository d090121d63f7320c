"""Receipts: a judgement that others can repeat, and what they are told when it comes out otherwise."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import rdflib
from altra_casa import ALTRA, VALVERDE, build
from comando import Pdz, Said, process, register
from estrazioni import agreement
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

from pdz_graph.receipts import receipt_of, written

DAY = ("--as-of", "2019-10-15")
PDZ = "https://w3id.org/pdz/onto#"
SAME = "Same: the same judgement, from the same things.\n"


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The imaginary house, and beside it its tables, a register with them in it, and a receipt of the tables."""
    desk = tmp_path_factory.mktemp("ricevute")
    (desk / "casa").mkdir()
    build(desk / "casa")
    shutil.copytree(ALTRA / "registro", desk / "registro")
    for typed in (
        ("init", "ufficio"),
        ("record", "registro", "--register", "ufficio", *DAY),
        ("validate", "registro", *DAY, "--receipt", "ricevuta.json"),
    ):
        said = process(*typed, environ={"PDZ_HOME": str(desk / "casa")}, cwd=desk)
        assert said.returncode == 0, said.stderr
    return desk


@pytest.fixture
def casa(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the house, which is the one that the commands find, and we are beside it."""
    shutil.copytree(prepared, tmp_path, symlinks=True, dirs_exist_ok=True)
    monkeypatch.setenv("PDZ_HOME", str(tmp_path / "casa"))
    monkeypatch.delenv("PDZ_REGISTER", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "casa"


@pytest.fixture
def source(casa: Path) -> Path:
    """The tables."""
    return casa.parent / "registro"


@pytest.fixture
def receipt(casa: Path) -> Path:
    """The receipt of the judgement of the tables."""
    return casa.parent / "ricevuta.json"


@pytest.fixture
def ufficio(casa: Path) -> Path:
    """The register with the same tables in it."""
    return casa.parent / "ufficio"


def more(pdz: Pdz, root: Path, code: str) -> None:
    """Record another person."""
    people = register(root.parent / code, persone=f"codice,nome\n{code},Zeno Zolla\n")
    assert pdz("record", people, "--register", root, *DAY).status == 0


def differing(said: Said) -> list[str]:
    """Return what is told to differ, by name."""
    assert said.status == 1, said.err
    first, *lines = said.out.splitlines()
    assert first == "It differs:"
    return [line.strip().partition(":")[0] for line in lines]


def refused(said: Said, code: str, *told: str) -> None:
    assert (said.status, said.out) == (2, ""), said.err
    for word in (f"[{code}]", "Remedy", *told):
        assert word in said.err, said.err


# What it is.


def canonical(quads: Iterable[Quad]) -> str:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def test_it_is_rdf_that_needs_no_network(receipt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both libraries read the same graph, and in it each digest has its name."""

    def offline(*_: object, **__: object) -> None:
        raise AssertionError("somebody looks for the network")

    monkeypatch.setattr(socket, "socket", offline)
    data = receipt.read_bytes()
    graph = rdflib.Graph().parse(data=data, format="json-ld")
    one = canonical(parse(data, RdfFormat.JSON_LD))
    assert one == canonical(parse(graph.serialize(format="nt").encode(), RdfFormat.N_TRIPLES))
    onto = rdflib.Namespace(PDZ)
    (node,) = graph.subjects(rdflib.RDF.type, onto.Ricevuta)
    assert graph.value(node, onto.accordo) == rdflib.URIRef(f"https://w3id.org/pdz/accordo/{VALVERDE}")
    assert graph.value(node, onto.giorno).toPython() == date(2019, 10, 15)  # type: ignore[union-attr]
    said: dict[str, Any] = json.loads(data)
    for name, term, value in (("digests", "impronta", "sha256"), ("versions", "programma", "version")):
        told = onto.sha256 if value == "sha256" else onto.versione
        found = {(str(graph.value(one, onto.nome)), str(graph.value(one, told))) for one in graph[node : onto[term]]}
        assert found == {(one["name"], one[value]) for one in said[name]}
    assert [one["name"] for one in said["digests"]] == ["ontology", "norms", "shapes", "snapshot", "report"]
    assert len(list(graph[node : rdflib.PROV.used])) == len(said["sources"]) == 12


def test_every_word_of_it_is_in_the_ontology(receipt: Path) -> None:
    ontology = {str(quad.subject).strip("<>") for quad in agreement().ontology}
    words = {quad.predicate.value for quad in parse(receipt.read_bytes(), RdfFormat.JSON_LD)}
    assert {word for word in words if word.startswith(PDZ)} <= ontology
    assert f"{PDZ}Ricevuta" in ontology


def test_it_is_the_same_bytes_twice(pdz: Pdz, source: Path, receipt: Path) -> None:
    again = source.parent / "ancora.json"
    for form in ("text", "json", "html"):
        assert pdz("validate", source, *DAY, "--receipt", again, "--format", form, "--lang", "it").status == 0
        assert again.read_bytes() == receipt.read_bytes()


def test_it_does_not_depend_on_the_day_on_which_it_is_made(pdz: Pdz, source: Path) -> None:
    """The last day of validity is judged alike, whenever and whether or not it was asked for."""
    judged = [agreement().judge([ALTRA / "registro"], today=date(year, 3, 2)) for year in (2026, 2031)]
    judged.append(agreement().judge([ALTRA / "registro"], judged[0].verdict.as_of, today=date(2026, 3, 2)))
    assert len({written(receipt_of(agreement(), one, "fast")) for one in judged}) == 1
    assert pdz("validate", source, "--receipt", "senza-giorno.json").err == ""
    assert pdz("verify", "senza-giorno.json", source) == Said(0, SAME, "")


# Files.


@pytest.mark.usefixtures("receipt")
def test_the_same_files_give_the_same_wherever_they_are(pdz: Pdz, source: Path) -> None:
    assert pdz("verify", "ricevuta.json", source) == Said(0, SAME, "")
    source.rename(source.parent / "altrove")
    assert pdz("verify", "ricevuta.json", "altrove") == Said(0, SAME, "")
    refused(pdz("verify", "ricevuta.json"), "receipt-sources", "registro/atti.csv")


@pytest.mark.usefixtures("receipt")
def test_a_file_that_changed_is_named_with_what_came_of_it(pdz: Pdz, source: Path) -> None:
    table = source / "stanziamenti.csv"
    text = table.read_text("utf-8")
    table.write_text(f"{text}\n", "utf-8")  # other bytes that say the same
    assert differing(pdz("verify", "ricevuta.json", source)) == ["source registro/stanziamenti.csv"]
    table.write_text("".join(text.splitlines(keepends=True)[:-1]), "utf-8")
    told = differing(pdz("verify", "ricevuta.json", source))
    assert told == ["source registro/stanziamenti.csv", "report", "facts of the day"]


@pytest.mark.usefixtures("receipt")
def test_other_files_are_told(pdz: Pdz, source: Path) -> None:
    told = differing(pdz("verify", "ricevuta.json", source / "enti.csv", source / "persone.csv"))
    assert told[-2:] == ["report", "facts of the day"]
    assert "source registro/atti.csv" in told
    assert "source registro/enti.csv" not in told


# The house.

DATA = f"data/accordi/{VALVERDE}"


def changed(casa: Path, name: str, old: str, new: str) -> None:
    """Change one place of one file of the house, which is a copy from then on."""
    folder = casa / Path(name).parts[0] if name.startswith(("ontology", "shapes")) else casa / "data" / "accordi"
    target = folder.resolve()
    folder.unlink()
    shutil.copytree(target, folder)
    file = casa / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.usefixtures("receipt")
@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("ontology/storia.ttl", '"receipt"@en', '"slip"@en', ["ontology"]),
        ("shapes/livello.ttl", "HAVING (COUNT(?livello) > 1)", "HAVING (COUNT(?livello) > 2)", ["shapes"]),
        (f"{DATA}/organi.ttl", "pdz:massimo 3", "pdz:massimo 2", ["accordo and norms", "report", "facts of the day"]),
        (f"{DATA}/accordo.ttl", '"The text admits no other."', '"None other."', ["accordo and norms"]),
    ],
)
def test_a_house_that_changed_is_told_part_by_part(  # noqa: PLR0917
    name: str, old: str, new: str, told: list[str], pdz: Pdz, casa: Path
) -> None:
    changed(casa, name, old, new)
    assert differing(pdz("verify", "ricevuta.json", "registro")) == told


# A register.


def test_a_register_is_judged_again_as_it_was(pdz: Pdz, ufficio: Path) -> None:
    on = ("--register", ufficio)
    assert pdz("validate", *on, *DAY, "--receipt", "prima.json").status == 0
    said = json.loads((ufficio.parent / "prima.json").read_text())
    assert (said["change"], said["known_at"], said["sources"]) == (1, None, [])
    more(pdz, ufficio, "zeno-zolla")
    assert pdz("verify", "prima.json", *on) == Said(0, SAME, "")
    assert pdz("undo", "1", *on, *DAY, "--policy", "report").status == 0
    assert pdz("verify", "prima.json", *on) == Said(0, SAME, "")
    instant = json.loads(pdz("log", *on, "--format", "json").out)["changes"][1]["instant"]
    assert pdz("validate", *on, *DAY, "--known-at", instant, "--receipt", "allora.json").status == 0
    said = json.loads((ufficio.parent / "allora.json").read_text())
    assert (said["change"], said["known_at"]) == (2, instant)
    assert pdz("verify", "allora.json", *on) == Said(0, SAME, "")


def test_another_register_is_told(pdz: Pdz, ufficio: Path, source: Path) -> None:
    on = ("--register", ufficio)
    assert pdz("validate", *on, *DAY, "--receipt", "prima.json").status == 0
    assert pdz("init", "altro").status == 0
    refused(pdz("verify", "prima.json", "--register", "altro"), "change", "no changes yet")
    more(pdz, ufficio.parent / "altro", "zeno-zolla")
    assert differing(pdz("verify", "prima.json", "--register", "altro")) == ["report", "facts of the day"]
    refused(pdz("verify", "prima.json", source, *on), "receipt-register", "change 1")
    refused(pdz("verify", "prima.json"), "register-none", "--register")


@pytest.mark.usefixtures("casa")
def test_what_one_engine_found_the_other_finds(pdz: Pdz, tmp_path: Path) -> None:
    typed = ("validate", *DAY, "--engine", "reference", "--reading", "unica", "--receipt", "r.json")
    assert pdz(*typed).status == 0
    said = json.loads((tmp_path / "r.json").read_text())
    assert (said["engine"], said["readings"]) == ("reference", {"durata": "unica"})
    (tmp_path / "r.json").write_text(json.dumps(said | {"engine": "fast"}))
    assert pdz("verify", "r.json") == Said(0, SAME, "")


# What is no receipt.


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(lambda good: good[:200], id="truncated"),
        pytest.param(lambda _: "{}", id="empty"),
        pytest.param(lambda _: "[1]", id="list"),
        pytest.param(lambda _: "3", id="number"),
        pytest.param(lambda _: "[" * 100_000, id="deep"),
        pytest.param(lambda _: '{"conforms": true, "findings": []}', id="report"),
        pytest.param(lambda good: good.replace("2019-10-15", "2019-15-10"), id="day"),
        pytest.param(lambda good: good.replace('"change": null', '"change": 1e999'), id="change"),
        pytest.param(lambda good: good.replace('"sha256": "', '"sha": "'), id="keys"),
        pytest.param(lambda good: good.replace('"sources": [', '"sources": [3,'), id="source"),
    ],
)
def test_a_file_that_is_no_receipt_is_refused(text: Any, pdz: Pdz, receipt: Path) -> None:
    bad = receipt.with_name("altra.json")
    bad.write_text(text(receipt.read_text()))
    refused(pdz("verify", bad, "registro"), "receipt", "altra.json", "pdz validate --receipt")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (VALVERDE, "altrove", "accordo"),
        ("fast", "slow", "engine"),
        ("unica", "altra", "reading"),
    ],
)
def test_what_the_receipt_names_and_is_not_here_is_told(old: str, new: str, code: str, pdz: Pdz, receipt: Path) -> None:
    receipt.write_text(receipt.read_text().replace(f'{old}"', f'{new}"'))
    refused(pdz("verify", receipt, "registro"), code, new)


def test_versions_alone_are_told_and_change_nothing(pdz: Pdz, receipt: Path) -> None:
    receipt.write_text(receipt.read_text().replace('"version": "0', '"version": "9'))
    said = pdz("verify", receipt, "registro", "--lang", "it")
    assert said.status == 0
    assert said.out.startswith("Uguale: lo stesso giudizio, dalle stesse cose.\nLe versioni sono altre, e non conta:\n")
    assert "versione di pyoxigraph: 9" in said.out


@pytest.mark.parametrize(
    ("where", "code"),
    [("-", "receipt-place"), ("r.html", "receipt-place"), ("non/esiste/r.json", "output"), ("ufficio/lock", "output")],
)
def test_a_receipt_has_a_file_of_its_own(where: str, code: str, pdz: Pdz, ufficio: Path) -> None:
    lock = (ufficio / "lock").read_bytes()
    refused(pdz("validate", *DAY, "--receipt", where, "--output", "r.html"), code, "--receipt")
    assert not (ufficio.parent / "r.html").exists()
    assert (ufficio / "lock").read_bytes() == lock


def test_of_two_files_with_one_name_each_counts(source: Path, casa: Path, pdz: Pdz) -> None:
    """A label is in no snapshot: only the digest of its file can tell that it changed."""
    text = (source / "persone.csv").read_text("utf-8")
    folders = []
    for name in ("uno", "due"):
        folder = casa.parent / name / "tabelle"
        folder.parent.mkdir()
        folders.append(register(folder, persone=text if name == "uno" else "codice,nome\nzeno-prova,Zeno Prova\n"))
    rest = [path for path in sorted(source.glob("*.csv")) if path.name != "persone.csv"]
    typed = (*folders, *rest)
    assert pdz("validate", *typed, *DAY, "--receipt", "doppia.json").status == 0
    assert pdz("verify", "doppia.json", *typed).out == SAME
    head, first, *others = text.splitlines(keepends=True)
    (folders[0] / "persone.csv").write_text("".join([head, first.replace(",", ",Altro "), *others]), "utf-8")
    said = pdz("verify", "doppia.json", *typed)
    assert said.status == 1
    assert "tabelle/persone.csv" in said.out
