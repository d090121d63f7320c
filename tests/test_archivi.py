"""The stores: a commit is whole or not at all, in a folder, behind Oxigraph and behind Virtuoso alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode
from servizi import USER, elsewhere, forgetful, page

from pdz_graph.errors import StoreError, UsageError
from pdz_graph.facts import Triple, day_literal
from pdz_graph.store import Commit, Graphs, QuadStore, canonical, last_change
from pdz_graph.store.endpoint import Connection, Endpoint
from pdz_graph.store.folder import Folder
from pdz_graph.terms import XSD


def node(name: object) -> NamedNode:
    return NamedNode(f"https://example.org/{name}")


def triple(name: object, value: str = "1") -> Triple:
    return (node(name), node("dice"), Literal(value))


def commit(folder: Folder, number: int, added: list[Triple], removed: list[Triple] = []) -> Commit:  # noqa: B006
    told = (node(f"cambio-{folder.accordo}-{number}"), node("disse"), Literal('è "così"\n\\ e basta', language="it"))
    return Commit(Graphs(folder.accordo), number, tuple(added), tuple(removed), (told,))


def register(store: QuadStore, folder: Folder) -> set[Triple]:
    return set(store.match(Graphs(folder.accordo).register))


def test_a_new_register_is_empty(folder: Folder) -> None:
    with folder.reading() as store:
        assert register(store, folder) == set()
        assert last_change(store, Graphs(folder.accordo)) == 0


def test_a_commit_is_there_for_whoever_reads_next(folder: Folder) -> None:
    graphs = Graphs(folder.accordo)
    first, second = [triple(1), triple(2)], [triple(3)]
    with folder.writing() as store:
        assert store.apply(commit(folder, 1, first))
        assert store.apply(commit(folder, 2, second, first[:1]))
    with folder.reading() as store:
        assert register(store, folder) == {*first[1:], *second}
        assert last_change(store, graphs) == 2
        assert set(store.match(graphs.added(1))) == set(first)
        assert set(store.match(graphs.removed(2))) == set(first[:1])
        assert set(commit(folder, 1, []).provenance) <= set(store.match(graphs.provenance))


def test_a_commit_that_is_not_the_next_does_nothing(folder: Folder) -> None:
    with folder.writing() as store:
        assert store.apply(commit(folder, 1, [triple(1)]))
        for number in (1, 3):
            assert not store.apply(commit(folder, number, [triple("altro")]))
        assert register(store, folder) == {triple(1)}
        assert last_change(store, Graphs(folder.accordo)) == 1


def test_more_than_a_page_and_more_than_an_operation_go_and_come_whole(folder: Folder) -> None:
    many = [triple(number, f"à «{number}»") for number in range(11_000)]
    with folder.writing() as store:
        assert store.apply(commit(folder, 1, many))
        assert store.apply(commit(folder, 2, [triple("x")], many[:9_000]))
    with folder.reading() as store:
        assert register(store, folder) == {triple("x"), *many[9_000:]}


def test_each_kind_of_literal_comes_back_as_it_went(folder: Folder) -> None:
    kinds = {"decimal": "1.50", "integer": "012", "boolean": "1", "dateTime": "2026-11-25T10:00:00.123456+00:00"}
    literals = [Literal(text, datatype=XSD[kind]) for kind, text in kinds.items()]
    literals += [Literal("codice 040012"), Literal("perché"), Literal("why", language="en"), Literal("'\"\\\n\t")]
    said = canonical([(node("x"), node("dice"), one) for one in literals])
    said += [(node("x"), node("da"), day_literal_of("2012-04-01")), (node("x"), node("a"), node("y"))]
    with folder.writing() as store:
        assert store.apply(commit(folder, 1, said))
    with folder.reading() as store:
        assert register(store, folder) == set(said)


def day_literal_of(text: str) -> Literal:
    from datetime import date

    return day_literal(date.fromisoformat(text))


def test_two_accordi_share_a_store_and_nothing_else(folder: Folder) -> None:
    other = replace(folder, accordo=f"{folder.accordo}-altro")
    with folder.writing() as store:
        assert store.apply(commit(folder, 1, [triple(1)]))
        assert store.apply(commit(other, 1, [triple(2)]))
        assert register(store, folder) == {triple(1)}
        assert register(store, other) == {triple(2)}


# What goes wrong.


def test_settings_are_read_as_they_were_written(folder: Folder) -> None:
    assert Folder.find(folder.root, Path()) == folder
    inside = folder.root / "dentro" / "ancora"
    inside.mkdir(parents=True)
    assert Folder.find(None, inside) == folder
    with pytest.raises(UsageError) as refused:
        folder.create()
    assert refused.value.code == "register-there"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("format = 2\naccordo = 'x'\n", "register-format"),
        ("accordo = 'x'\n", "register-format"),
        ("format = 1\n", "register-settings"),
        ("format = 1\naccordo = 'x'\n[endpoint]\nquary = 'http://x'\n", "register-settings"),
        ("format: 1", "register-settings"),
        ("\xff", "register-settings"),
    ],
)
def test_settings_that_are_not_understood_are_refused_and_kept(text: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "pdz.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(UsageError) as refused:
        Folder.find(tmp_path, Path())
    assert refused.value.code == code
    assert path.read_bytes() == text.encode("latin-1")


def test_a_folder_that_is_no_register_is_refused(tmp_path: Path) -> None:
    assert Folder.find(None, tmp_path) is None
    with pytest.raises(UsageError) as refused:
        Folder.find(tmp_path, tmp_path)
    assert refused.value.code == "register-none"


def remote(tmp_path: Path, endpoint: Endpoint) -> Folder:
    made = Folder(tmp_path / "lontano", "prova", endpoint)
    made.create()
    return made


def refused(folder: Folder) -> str:
    with pytest.raises((StoreError, UsageError)) as found, folder.writing() as store:
        store.apply(commit(folder, 1, [triple(1)]))
    return found.value.code


def test_an_endpoint_that_is_down_or_no_endpoint_is_told(tmp_path: Path, servers: dict[str, Endpoint]) -> None:
    base = servers["oxigraph"].query.removesuffix("/query")
    with page() as site:
        there = {
            "down": Endpoint("http://127.0.0.1:9/query", "http://127.0.0.1:9/update"),
            "page": Endpoint(site, site),
            "lost": Endpoint(f"{base}/niente", f"{base}/niente"),
        }
        codes = {name: refused(remote(tmp_path / name, endpoint)) for name, endpoint in there.items()}
    assert codes == {"down": "endpoint-down", "page": "endpoint-strange", "lost": "endpoint-failed"}


def test_whoever_may_not_write_is_told_and_writes_nothing(
    tmp_path: Path, servers: dict[str, Endpoint], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PDZ_ENDPOINT_USER", USER)
    monkeypatch.setenv("PDZ_ENDPOINT_PASSWORD", "sbagliata")
    wrong = remote(tmp_path, servers["virtuoso"])
    assert refused(wrong) == "endpoint-refused"
    with replace(wrong, endpoint=replace(servers["virtuoso"], auth="none")).reading() as store:
        assert store.match(Graphs("prova").register) == []


@pytest.mark.parametrize(
    ("endpoint", "code"),
    [
        (Endpoint("ftp://example.org/x", "http://example.org/x"), "endpoint-address"),
        (Endpoint("http://anna:segreto@example.org/x", "http://example.org/x"), "endpoint-secret"),
        (Endpoint("http://example.org/x", "http://example.org/x", profile="altro"), "endpoint-setting"),
        (Endpoint("http://example.org/x", "http://example.org/x", auth="parola"), "endpoint-setting"),
        (Endpoint("http://example.org/x", "http://example.org/x", auth="basic"), "endpoint-credentials"),
    ],
)
def test_settings_of_an_endpoint_are_checked_before_it_is_called(
    endpoint: Endpoint, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PDZ_ENDPOINT_USER", "PDZ_ENDPOINT_PASSWORD", "PDZ_ENDPOINT_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "nessuno"))
    assert refused(remote(tmp_path, endpoint)) == code


def test_a_change_whose_answer_was_lost_is_looked_for(tmp_path: Path, servers: dict[str, Endpoint]) -> None:
    with forgetful(servers["oxigraph"].query.removesuffix("/query")) as base:
        lossy = replace(remote(tmp_path, Endpoint(f"{base}/query", f"{base}/update", "oxigraph")), accordo="perduta")
        with lossy.writing() as store:
            assert store.apply(commit(lossy, 1, [triple(1)]))
            assert register(store, lossy) == {triple(1)}


@pytest.mark.parametrize("auth", ["basic", "bearer"])
def test_credentials_are_not_taken_elsewhere(auth: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.setenv(f"PDZ_ENDPOINT_{name}", "segreto")
    heard: list[str] = []
    with elsewhere("/altrove", heard) as site:
        assert refused(remote(tmp_path, Endpoint(site, site, auth=auth))) == "endpoint-strange"
    assert heard == []


def test_each_host_has_its_own_line_in_the_netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text("machine one.example login a password b\nmachine two.example login c password d\n")
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"PDZ_ENDPOINT_{name}", raising=False)
    two = Endpoint("https://one.example/q", "https://two.example/u", auth="basic")
    known = Connection(two, {"NETRC": str(tmp_path / "netrc")}).known
    assert known == {two.query: ("a", "b"), two.update: ("c", "d")}
