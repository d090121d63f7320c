"""The parts of the server by themselves: what a client would rather have, who it is, how often it asks."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from comando import ROOT, Pdz
from servente import FORM

from pdz_graph.errors import UsageError
from pdz_graph.web.figures import Figures
from pdz_graph.web.kept import Answer, Kept
from pdz_graph.web.negotiation import chosen, language
from pdz_graph.web.offers import ANSWERS, offers, pick
from pdz_graph.web.protocol import Operation, read
from pdz_graph.web.refused import Refused
from pdz_graph.web.settings import Settings, about
from pdz_graph.web.settings import read as read_settings
from pdz_graph.web.visitors import Pace, client, networks

OFFERED = ("a/json", "a/xml", "text/csv", "text/csv; header=present", "text/plain")


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (None, 0),
        ("", 0),
        ("*/*", 0),
        ("text/*", 2),
        ("a/xml", 1),
        ("A/XML", 1),
        ("a/json;q=0.2, a/xml;q=0.4", 1),
        ("a/xml;q=0.2, */*;q=0.1", 1),
        ("*/*, text/csv", 2),
        ("text/csv, */*", 2),
        ("text/csv;header=present", 3),
        ("text/csv;q=0, text/*", 4),
        ("text/csv;q=0, text/csv;header=present;q=0, text/*", 4),
        ('a/xml;profile="x", a/json;q=0.9', 1),
        ("a/xml;level=1", None),
        ("image/png", None),
        ("*/*;q=0", None),
        ("a/json;q=0, a/xml;q=0.001", 1),
        ("boh", 0),
        ("boh, a/xml", 1),
        ("a/xml;q=2, text/plain", 4),
        ("*/xml, a/xml;q=0.5", 1),
        (", ,a/xml", 1),
        ("a/json;q=0.5;q=0.9, a/xml;q=0.6", 0),
    ],
)
def test_the_form_that_a_client_would_rather_have_is_chosen(accept: str | None, wanted: int | None) -> None:
    assert chosen(accept, OFFERED) == wanted


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (None, "en"), ("it", "it"), ("it-IT,it;q=0.9,en;q=0.8", "it"), ("en;q=0.1, IT", "it"), ("de", "en"),
        ("de, it;q=0.1", "it"), ("it;q=0", "en"), ("it;q=x", "en"), ("*", "en"), ("en, it", "en"),
    ],
)  # fmt: skip
def test_the_language_that_a_client_would_rather_have_is_chosen(accept: str | None, wanted: str) -> None:
    assert language(accept) == wanted


@pytest.mark.parametrize("form", ANSWERS)
def test_each_answer_has_a_form_for_each_media_type_that_is_told(form: str) -> None:
    kind = ANSWERS[form]
    for offer in offers(kind):
        assert pick(kind, offer.media) == offer or pick(kind, offer.media).media == offer.media
        assert pick(kind, "image/png", offer.form.name).form == offer.form
    with pytest.raises(Refused) as refusal:
        pick(kind, "image/png", "boh")
    assert refusal.value.http == 406
    for common in ("json", "xml"):
        assert kind in pick(kind, None, common).form.serves


def test_an_operation_is_read_as_the_protocol_says() -> None:
    assert read("GET", b"", None, b"") is None
    assert read("GET", b"altro=1", None, b"") is None
    assert read(
        "GET", b"query=ASK+%7B%7D&named-graph-uri=x:a&default-graph-uri=x:b&default-graph-uri=x:c", None, b""
    ) == (Operation("ASK {}", ("x:b", "x:c"), ("x:a",)))
    assert read("POST", b"", f"{FORM} ; Charset=UTF-8", b"query=%C3%A8&format=csv") == Operation("è", wanted="csv")
    assert read("POST", b"named-graph-uri=x:a", "application/sparql-query", "è".encode()) == Operation(
        "è", (), ("x:a",)
    )
    for address in (
        b"query=x&default-graph-uri=x:" + b"&default-graph-uri=x:".join(b"%d" % n for n in range(200)),
        b"x&" * 600,
    ):
        with pytest.raises(Refused):
            read("GET", b"query=x&" + address, None, b"")


TRUSTED = networks(["10.0.0.0/8", "2001:db8::/32"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "told"),
    [
        ("192.0.2.1", "198.51.100.1", "192.0.2.1"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "203.0.113.5, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "203.0.113.5, 198.51.100.1, 10.2.3.4", "198.51.100.1"),
        ("10.0.0.1", "10.9.9.9, 10.2.3.4", "10.9.9.9"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "chiunque", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1, chiunque", "10.0.0.1"),
        ("2001:db8::1", "2001:470:1:2:3:4:5:6", "2001:470:1:2::/64"),
        ("2001:470:1:2:ffff::1", "", "2001:470:1:2::/64"),
        ("::ffff:192.0.2.1", "", "192.0.2.1"),
        ("fe80::1%eth0", "", "fe80::/64"),
        ("", "", ""),
    ],
)
def test_a_client_is_the_last_hop_that_is_not_trusted(peer: str, forwarded: str, told: str) -> None:
    assert client(peer, forwarded, TRUSTED) == told
    assert client(peer, forwarded, ()) == client(peer, "", ())


def test_a_client_may_ask_so_often_and_so_many_times_in_a_row() -> None:
    now = [100.0]
    pace = Pace(2, 3, lambda: now[0])
    assert [pace.wait("a") for _ in range(3)] == [0, 0, 0]
    assert pace.wait("a") == pytest.approx(0.5)
    assert pace.wait("b") == 0
    now[0] += 0.5
    assert pace.wait("a") == 0
    assert pace.wait("a") > 0
    now[0] += 1000
    assert [pace.wait("a") > 0 for _ in range(4)] == [False, False, False, True]
    assert Pace(0, 1).wait("a") == 0
    for number in range(30_000):
        pace.wait(str(number))
    assert len(pace._known) <= 20_000


def test_the_answers_kept_have_a_bound_and_the_least_asked_for_goes_first() -> None:
    kept = Kept(100_000)
    for number in range(100):
        kept.put(str(number), Answer(b"x" * 9000, "text/csv"))
        kept.get("0")
        assert kept.used <= 100_000
    assert kept.get("0")
    assert kept.get("50") is None
    kept.put("grande", Answer(b"x" * 50_000, "text/csv"))
    assert kept.get("grande") is None
    kept.clear()
    assert (len(kept), kept.used) == (0, 0)


def test_figures_are_told_as_prometheus_reads_them() -> None:
    figures = Figures()
    figures.count("pdz_prova_total", (("detto", 'con "virgolette"\n'),), 3)
    for seconds in (0.001, 0.002, 99):
        figures.time("/x", seconds)
    said = figures.written({"pdz_ora": 2}).decode().splitlines()
    assert r'pdz_prova_total{detto="con \"virgolette\"\n"} 3' in said
    assert 'pdz_request_seconds_bucket{route="/x",le="0.001"} 1' in said
    assert 'pdz_request_seconds_bucket{route="/x",le="0.0025"} 2' in said
    assert 'pdz_request_seconds_bucket{route="/x",le="30"} 2' in said
    assert 'pdz_request_seconds_bucket{route="/x",le="+Inf"} 3' in said
    assert 'pdz_request_seconds_count{route="/x"} 3' in said
    assert said[-1] == "pdz_ora 2"


def test_settings_come_from_a_file_then_the_environment_then_the_options(tmp_path: Path) -> None:
    file = tmp_path / "servizio.toml"
    file.write_text('port = 1\nworkers = 2\nrate = 7\ncors_origins = ["https://a.example"]\n', encoding="utf-8")
    environ = {"PDZ_SERVE_WORKERS": "3", "PDZ_SERVE_TRUSTED_PROXIES": "10.0.0.0/8, ::1", "PDZ_HOME": "x"}
    found = read_settings(file, environ, {"host": None, "port": 5})
    assert (found.port, found.workers, found.rate, found.host) == (5, 3, 7.0, "127.0.0.1")
    assert (found.cors_origins, found.trusted_proxies) == (("https://a.example",), ("10.0.0.0/8", "::1"))
    assert read_settings(None, {}, {}) == Settings()
    moved = read_settings(None, {"PDZ_SERVE_SITE": "No"}, {"base": "https://dati.example/pdz"})
    assert (moved.site, moved.base) == (False, "https://dati.example/pdz/")


@pytest.mark.parametrize(
    ("toml", "environ", "said"),
    [
        ("porta = 1", {}, "there is no setting “porta”"),
        ("port = 'x'", {}, "a whole number is needed"),
        ("port = true", {}, "a whole number is needed"),
        ("workers = 0", {}, "it goes from 1 to 256"),
        ("memory = 1", {}, "the least is 256"),
        ("cors_origins = 'x'", {}, "a list of texts is needed"),
        ("trusted_proxies = ['qui']", {}, "“qui” is no network"),
        ("workers =", {}, "it is no TOML"),
        ("host = 3", {}, "a text is needed"),
        ("", {"PDZ_SERVE_SECONDS": "presto"}, "a number is needed"),
        ("", {"PDZ_SERVE_BOH": "1"}, "there is no setting “boh”"),
        ("address = 'ftp:x'", {}, "no http or https address"),
        ("base = 'ftp://x/'", {}, "is no address"),
        ("base = 'https://x/?a=1'", {}, "is no address"),
        ("base = 'https://x/a b/'", {}, "is no address"),
        ("site = 'forse'", {}, "“true” or “false” is needed"),
        ("", {"PDZ_SERVE_SITE": "forse"}, "“true” or “false” is needed"),
    ],
)
def test_a_wrong_setting_is_told_before_anything_is_served(
    toml: str, environ: dict[str, str], said: str, tmp_path: Path, pdz: Pdz
) -> None:
    config = tmp_path / "servizio.toml"
    config.write_text(toml, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environ.items():
            patch.setenv(name, value)
        done = pdz("serve", "--config", config)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    with pytest.raises(UsageError):
        read_settings(config, environ, {})


def test_every_setting_is_documented_with_its_default_and_what_it_is() -> None:
    page = (ROOT / "docs" / "servizio.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \|$", page, re.MULTILINE)
    told = {name: (default, what) for name, default, what in rows}
    for one in fields(Settings):
        default = ", ".join(one.default) if isinstance(one.default, tuple) else str(one.default)
        default = default.lower() if isinstance(one.default, bool) else default
        assert told[one.name] == (default or "-", about(one.name).en)


def test_every_setting_says_what_it_is_in_both_languages() -> None:
    for one in fields(Settings):
        assert about(one.name).it != about(one.name).en
