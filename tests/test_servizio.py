"""The server: its answers kept and told apart, the catalogue over HTTP, what it says of itself, how it ends."""

from __future__ import annotations

import http.client
import json
import re
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from comando import ROOT, Pdz, process
from servente import CHEAP, CONFORME, CSV, DAY, JSON, TURTLE, Server, serving, typed
from sintassi import BAD, GOOD

from pdz_graph.commands import manual

ROWS = "SELECT ?s WHERE { ?s a <https://w3id.org/pdz/onto#Organo> } ORDER BY ?s"
#: More rows than the server gives.
MANY = "SELECT ?s ?c WHERE { ?s a ?c } ORDER BY ?s ?c"
LIMIT = 50
#: A query that takes longer than the server lets it.
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
QUESTION = "/queries/chi-siede"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("servizio")
    with serving(folder, CONFORME, "--as-of", DAY, seconds=3, workers=4, rows=LIMIT) as one:
        yield one


def test_an_answer_is_known_by_its_tag_as_long_as_the_data_are_the_same(server: Server) -> None:
    first = server.query(ROWS)
    tag = first.headers["etag"]
    again = server.get(f"/sparql?{urlencode({'query': ROWS})}", Accept=JSON, If_None_Match=f'"altro", {tag}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    for header in ("vary", "cache-control"):
        assert again.headers[header] == first.headers[header]
    assert {"Accept", "Accept-Language"} <= set(re.split(r",\s*", first.headers["vary"]))
    others = {server.query(ROWS, accept=CSV).headers["etag"], server.query(f"{ROWS} ").headers["etag"]}
    others.add(server.query(ROWS, default_graph_uri="https://w3id.org/pdz/grafo/ontologia").headers["etag"])
    assert len(others | {tag}) == 4
    assert server.query(ROWS).body == first.body


def test_what_changes_at_each_asking_is_not_kept(server: Server) -> None:
    said = server.query("SELECT (UUID() AS ?x) WHERE {}")
    assert said.headers["cache-control"] == "no-store"
    assert "etag" not in said.headers
    assert server.query("SELECT (UUID() AS ?x) WHERE {}").body != said.body


def test_a_result_that_is_cut_says_so(server: Server) -> None:
    for _ in range(2):  # the second time from those kept
        said = server.query(MANY)
        assert said.status == 200
        assert said.headers["pdz-truncated"] == f"rows; limit={LIMIT}"
        assert "Pdz-Truncated" in said.headers["access-control-expose-headers"]
        assert len(said.json["results"]["bindings"]) == LIMIT
    whole = server.query(f"{MANY} LIMIT {LIMIT}")
    assert "pdz-truncated" not in whole.headers


def test_a_query_that_takes_too_long_is_a_problem_and_never_half_an_answer(server: Server) -> None:
    said = server.query(SLOW)
    assert (said.status, said.json["code"]) == (503, "query-late")
    assert int(said.headers["retry-after"]) > 0
    assert said.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("lang", "word"), [("it", "Nessuna"), ("en", "form"), ("de, it;q=0.3", "Nessuna"), ("", "form")]
)
def test_a_problem_is_told_in_the_language_of_whoever_asks(server: Server, lang: str, word: str) -> None:
    path = f"/sparql?{urlencode({'query': ROWS})}"
    said = server.get(path, Accept="image/png", **({"Accept_Language": lang} if lang else {}))
    problem = said.json
    assert said.type == "application/problem+json"
    assert set(problem) == {"type", "title", "status", "detail", "remedy", "code", "request"}
    assert problem["status"] == said.status == 406
    assert problem["request"] == said.headers["x-request-id"]
    assert word in problem["title"]


def test_every_answer_defends_its_reader(server: Server) -> None:
    for said in (server.query(ROWS), server.get("/nulla"), server.get("/health"), server.query("no")):
        assert said.headers["x-content-type-options"] == "nosniff"
        assert said.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in said.headers["content-security-policy"]
        assert "server" not in said.headers


def test_pages_of_others_may_ask(server: Server) -> None:
    said = server.ask(
        "OPTIONS",
        "/sparql",
        Origin="https://altrove.example",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type",
    )
    assert (said.status, said.body) == (204, b"")
    assert said.headers["access-control-allow-origin"] == "*"
    assert said.headers["allow"] == said.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS, POST"
    assert "Content-Type" in said.headers["access-control-allow-headers"]
    assert server.query(ROWS).headers["access-control-allow-origin"] == "*"
    assert server.ask("OPTIONS", "/nulla").status == 404


def test_the_id_of_a_request_is_the_clients_where_it_is_well_made(server: Server) -> None:
    for brought, kept in (("abc-1234_x.y", True), ("corto", False), ("a b c d e f g h", False), ("x" * 65, False)):
        said = server.get("/health", X_Request_ID=brought)
        assert (said.headers["x-request-id"] == brought) is kept
        assert re.fullmatch(r"[\w.-]{8,64}", said.headers["x-request-id"])


def test_the_questions_are_listed_and_each_is_answered_in_each_form(server: Server) -> None:
    from pyoxigraph import RdfFormat, parse

    listed = server.get("/queries", Accept="application/json").json["questions"]
    assert {one["name"] for one in listed} == {path.stem for path in (ROOT / "queries").glob("*.rq")}
    for one in listed:
        forms = one["formats"]
        for form in forms if one["name"] == "chi-siede" else forms[:1]:
            said = server.get(f"/queries/{one['name']}?format={form}")
            assert (said.status, bool(said.body)) == (200, True), said.text
            if form == "ttl":
                assert list(parse(said.body, RdfFormat.TURTLE)) is not None
    assert server.get("/queries", Accept="text/html").status == 303
    assert server.get("/queries", Accept="text/csv").status == 406


def test_the_end_of_a_name_names_a_form(server: Server) -> None:
    for end, media in (("csv", CSV), ("json", JSON), ("srj", JSON), ("tsv", "text/tab-separated-values")):
        assert server.get(f"{QUESTION}.{end}", Accept="text/html").type == media
    assert server.get(f"{QUESTION}?format=csv").body == server.get(f"{QUESTION}.csv").body
    for path in (f"{QUESTION}.ttl", f"{QUESTION}.exe", f"{QUESTION}?format=boh"):
        assert (server.get(path).status, server.get(path).json["code"]) == (406, "not-acceptable")


def test_the_parameters_of_a_question_are_typed(server: Server) -> None:
    cris, udp = (server.get(f"{QUESTION}.csv?organo={organ}").body for organ in ("cris", "udp"))
    assert cris != udp
    assert server.get(f"{QUESTION}.csv?giorno=30/06/2013").body == server.get(f"{QUESTION}.csv?giorno=2013-06-30").body
    for wrong, code, admitted in (
        ("organo=boh", "param-value", "ads, cris"),
        ("giorno=ieri", "param-value", "2013-06-30"),
        ("boh=1", "param-unknown", "organo"),
        ("organo=cris&organo=udp", "param-twice", "once"),
        ("giorno=2099-01-01", "param-later", ""),
        (f"organo={quote('> } # ')}", "param-value", "ads, cris"),
    ):
        said = server.get(f"{QUESTION}?{wrong}")
        assert (said.status, said.json["code"]) == (400, code), said.text
        assert admitted in said.json["remedy"]
    assert server.get("/queries/non-esiste").status == 404
    assert server.ask("POST", QUESTION).status == 405


def test_what_can_be_asked_is_described_the_same_each_time(server: Server) -> None:
    said = server.get("/openapi.json")
    assert said.type == "application/openapi+json"
    assert said.body == server.get("/openapi.json").body
    document = said.json
    assert document["openapi"].startswith("3.1")
    questions = {path.stem for path in (ROOT / "queries").glob("*.rq")}
    assert {f"/queries/{name}" for name in questions} | {"/sparql", "/queries", "/health"} <= set(document["paths"])
    asked = document["paths"][QUESTION]["get"]
    organ = next(one for one in asked["parameters"] if one["name"] == "organo")
    assert "cris" in organ["schema"]["enum"]
    refs = set(re.findall(r'"#/([^"]+)"', said.text))
    for ref in refs:
        found = document
        for part in ref.split("/"):
            found = found[part]
    italian = server.get("/openapi.json", Accept_Language="it").json
    assert italian["paths"][QUESTION]["get"]["summary"] != asked["summary"]
    ids = [way["operationId"] for path in document["paths"].values() for way in path.values()]
    assert len(ids) == len(set(ids))


def test_the_server_says_how_it_is(server: Server) -> None:
    health = server.get("/health").json
    assert (health["status"], health["day"], health["stale"]) == ("ok", DAY, False)
    assert re.fullmatch("[0-9a-f]{64}", health["version"])
    server.query(ROWS)
    server.query(ROWS)
    said = server.get("/metrics")
    assert said.headers["content-type"].startswith("text/plain; version=0.0.4")
    figures = dict(line.rsplit(" ", 1) for line in said.text.splitlines() if not line.startswith("#"))
    assert float(figures["pdz_cache_hits_total"]) >= 1
    assert float(figures['pdz_request_seconds_bucket{route="/sparql",le="+Inf"}']) == float(
        figures['pdz_request_seconds_count{route="/sparql"}']
    )
    assert any(name.startswith('pdz_requests_total{route="/sparql",method="GET",status="200"}') for name in figures)
    for name in {name.partition("{")[0].removesuffix("_bucket").removesuffix("_sum") for name in figures}:
        assert f"# TYPE {name.removesuffix('_count')} " in said.text


def test_the_log_tells_of_each_request_and_nothing_of_what_it_said(server: Server) -> None:
    secret = "segreto-di-anna"
    said = server.query(f'ASK {{ FILTER("{secret}" = "x") }}')
    server.get(f"{QUESTION}?organo={secret}", X_Request_ID="prova-del-registro")
    server.get(f"/{secret}", Referer=f"https://x.example/{secret}", User_Agent=secret)
    server.query(f"{secret} !")
    time.sleep(0.1)
    assert secret not in server.log.read_text(encoding="utf-8")
    lines = server.events("request")
    told = next(line for line in lines if line["request"] == said.headers["x-request-id"])
    assert (told["method"], told["route"], told["status"], told["form"]) == ("GET", "/sparql", 200, "json")
    assert told["bytes"] == len(said.body)
    assert re.fullmatch("[0-9a-f]{16}", told["query"])
    assert next(line for line in lines if line["request"] == "prova-del-registro")["status"] == 400


def test_a_client_that_asks_too_often_waits(tmp_path: Path) -> None:
    with serving(tmp_path, "--as-of", DAY, rate=1, burst=5, workers=1, trusted_proxies="127.0.0.1/32") as server:
        found = [server.query(CHEAP) for _ in range(8)]
        assert [said.status for said in found[:5]] == [200] * 5
        late = next(said for said in found if said.status == 429)
        assert int(late.headers["retry-after"]) >= 1
        assert late.json["code"] == "rate"
        assert server.query(CHEAP, source="127.0.0.2").status == 200
        path = f"/sparql?{urlencode({'query': CHEAP})}"
        assert server.get(path, X_Forwarded_For="192.0.2.7").status == 200
        assert server.get(path, X_Forwarded_For="192.0.2.7, 127.0.0.1").status == 200
        statuses = [server.get(path, X_Forwarded_For=f"198.51.100.{n}, 192.0.2.9").status for n in range(8)]
        assert 429 in statuses, "what a client says of itself is not believed"
        assert [server.get("/health").status for _ in range(10)] == [200] * 10


def test_a_server_told_to_stop_finishes_what_it_is_doing(tmp_path: Path) -> None:
    with serving(tmp_path, CONFORME, "--as-of", DAY, seconds=1, workers=1) as server, ThreadPoolExecutor(1) as one:
        waiting = one.submit(server.query, SLOW)
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        assert waiting.result(20).status == 503
        assert server.process.wait(20) == 0
    assert [line["event"] for line in map(json.loads, server.log.read_text().splitlines()[-1:])] == ["stopped"]
    assert [path for path in tmp_path.iterdir() if path.name.startswith("pdz-serve-")] == []
    left = subprocess.run(["pgrep", "-g", str(server.process.pid)], capture_output=True, check=False, text=True).stdout
    assert left == ""


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("--config", "manca.toml"), "serve-setting"),
        (("--port", "ottomila"), "serve-setting"),
        (("--port", 65536), "serve-setting"),
        (("manca", "--port", 0), "file-unreadable"),
        ((CONFORME, "--endpoint", "http://127.0.0.1:1/sparql"), "endpoint-alone"),
        (("--internal", "--endpoint", "http://127.0.0.1:1/sparql"), "endpoint-alone"),
        (("--endpoint", "ftp://127.0.0.1/", "--port", 0), "endpoint-address"),
        (("--accordo", "boh", "--port", 0), "accordo"),
    ],
)
def test_what_cannot_be_served_is_told(
    typed: tuple[object, ...], code: str, pdz: Pdz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    said = pdz("serve", *typed)
    assert (said.status, said.out) == (2, "")
    assert f"[{code}]" in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_told(pdz: Pdz) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = pdz("serve", "--port", taken.getsockname()[1])
    assert (said.status, "[serve-port]" in said.err) == (2, True)


def test_keep_alive_serves_many_requests_on_one_connection(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    for _ in range(200):
        connection.request("GET", f"/sparql?{urlencode({'query': CHEAP})}", headers={"Accept": TURTLE + "," + JSON})
        answer = connection.getresponse()
        assert (answer.status, bool(answer.read())) == (200, True)
    connection.close()


def shown() -> list[str]:
    """Return how the help page and the document start a server."""
    page = (ROOT / "docs" / "servizio.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line.startswith("pdz serve") and "--endpoint" not in line]
    return sorted({*lines, *manual.COMMANDS["serve"].examples})


@pytest.mark.parametrize("line", shown())
def test_a_server_starts_as_it_is_shown(line: str, tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data", target_is_directory=True)
    shutil.copytree(CONFORME, tmp_path / "registro")
    (tmp_path / "servizio.toml").write_text(_toml(), encoding="utf-8")
    if "--register" in line:
        assert process("init", tmp_path / "ufficio").returncode == 0
    with serving(tmp_path, *shlex.split(line)[2:], public=True, workers=1) as server:
        assert server.get("/health").status == 200


def _toml() -> str:
    """Return the settings that the document shows."""
    page = (ROOT / "docs" / "servizio.md").read_text(encoding="utf-8")
    return page.split("```toml\n")[1].split("```")[0]


def test_what_the_document_shows_is_answered(server: Server) -> None:
    page = (ROOT / "docs" / "servizio.md").read_text(encoding="utf-8")
    shown = [line for line in page.splitlines() if line.startswith("curl ") and "/ente/" not in line]
    assert len(shown) >= 3
    for line in shown:
        assert typed(line, server), line


def test_every_query_of_the_syntax_tests_is_answered_and_whatever_is_none_refused(server: Server) -> None:
    """Of all the data here some would take too long: that is no fault of theirs."""
    answers = {name: server.query(text, accept="*/*").status for name, text in (GOOD | BAD).items()}
    assert {name for name, status in answers.items() if status in (200, 503)} == set(GOOD)
    assert {name for name, status in answers.items() if status == 400} == set(BAD)
