"""The rules for nginx, Apache and w3id.org: what they choose and answer, and that it is what the live server does."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pubblicato import Published
from servente import Said
from viandante import walk

from pdz_graph.linked import accept, rules, served
from pdz_graph.linked.addresses import Addresses
from pdz_graph.terms import BASE, NOWHERE
from pdz_graph.web.documents import _OFFERED
from pdz_graph.web.negotiation import chosen, language

THING, PAGE = "ente/comune-crema", "index"
CRAWLERS = {
    "": "html",
    "*/*": "html",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": "html",
    "text/turtle": "ttl",
    "text/turtle;q=0.8, application/rdf+xml;q=0.95": "rdf",
    "application/rdf+xml, text/html;q=0.5": "rdf",
    "application/ld+json, application/json;q=0.9": "jsonld",
    "application/n-triples, text/turtle;q=0.8, */*;q=0.1": "nt",
    "text/html;q=0, */*": "ttl",
    "text/html;q=0.2, */*;q=0.4": "ttl",
    "TEXT/Turtle; charset=utf-8": "ttl",
    "image/png": "",
    "text/turtle;q=0": "",
    "boh": "html",
}
QUALITY = st.sampled_from(
    ["", ";q=1", ";q=1.0", ";q=0.9", "; q=0.55", ";q=0.3", ";q=0.05", ";q=0", ";charset=utf-8;q=0.7"]
)
RANGE = st.sampled_from([*_OFFERED, "*/*", "image/png"])
SPOKEN = st.sampled_from(["it", "en", "it-IT", "de", "*", "EN-us"])


@cache
def patterns() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(regex.replace("(?<pdz", "(?P<pdz"), re.IGNORECASE), end) for regex, end in accept.forms()]


def by_rules(header: str) -> str:
    """Return the form that the regular expressions choose, "" for none."""
    for pattern, end in patterns():
        found = pattern.search(header)
        if found:
            return end or accept.medias()[found["pdz_media"].lower()]
    return ""


def live(header: str) -> str:
    place = chosen(header, tuple(_OFFERED))
    return "" if place is None else _OFFERED[tuple(_OFFERED)[place]].end


@pytest.mark.parametrize("header", CRAWLERS)
def test_the_rules_choose_what_is_meant(header: str) -> None:
    assert by_rules(header) == live(header) == CRAWLERS[header]


@settings(max_examples=300)
@given(st.dictionaries(RANGE, QUALITY, max_size=5))
def test_the_rules_choose_what_the_server_chooses(said: dict[str, str]) -> None:
    header = ", ".join(media + quality for media, quality in said.items())
    assert by_rules(header) == live(header), header


@settings(max_examples=100)
@given(st.lists(st.tuples(SPOKEN, st.sampled_from(["", ";q=0.8", ";q=0.2", "; q=0", ";q=1.0"])), max_size=4))
@example([("en", ";q=0.2"), ("it", ";q=0.8")])
def test_the_rules_speak_the_language_that_the_server_speaks(said: list[tuple[str, str]]) -> None:
    header = ",".join(tag + quality for tag, quality in said)
    found = (re.search(one.replace("(?<pdz", "(?P<pdz"), header, re.IGNORECASE) for one in accept.languages())
    spoken = next((match["pdz_tongue"].lower() for match in found if match), "en")
    assert spoken == language(header), header


@pytest.fixture(params=["live", "nginx", "apache"])
def address(request: pytest.FixtureRequest, published: Published) -> str:
    """The addresses of the servers that serve the same folder."""
    if request.param == "live":
        return published.server.address
    found = request.getfixturevalue(request.param)
    return found[0] if request.param == "apache" else found  # type: ignore[no-any-return]


def asked(address: str, path: str, wanted: str) -> list[Said]:
    return walk([(f"{address}/{path}", wanted)])[0]


def test_a_thing_leads_to_the_form_that_is_wanted(address: str) -> None:
    said = walk([(f"{address}/{THING}", header or "*/*") for header in CRAWLERS])
    for (header, form), answers in zip(CRAWLERS.items(), said, strict=True):
        if not form:
            assert [one.status for one in answers] == [406], header
            assert answers[0].headers["link"].count('rel="alternate"') == 6
            assert "application/rdf+xml" in answers[0].text
            continue
        assert [one.status for one in answers] == [303, 200], header
        assert answers[0].headers["location"].endswith(f"comune-crema.{'en.' if form == 'html' else ''}{form}"), header
        assert {"Accept", "Accept-Language"} <= set(re.split(r",\s*", answers[0].headers["vary"]))


def test_a_page_that_describes_no_thing_has_no_statements(address: str) -> None:
    assert [one.status for one in asked(address, PAGE, "text/html")] == [303, 200]
    said = asked(address, PAGE, "text/turtle")
    assert [one.status for one in said] == [406]
    assert said[0].headers["link"].count('rel="alternate"') == 2
    assert [one.status for one in asked(address, "", "*/*")] == [303, 200]
    page = asked(address, "index.it.html", "*/*")[0]
    assert (page.headers["content-language"], "describes" in page.headers["link"]) == ("it", False)


@pytest.mark.parametrize(
    ("file", "media"),
    [
        (f"{THING}.it.html", "text/html; charset=utf-8"),
        (f"{THING}.ttl", "text/turtle; charset=utf-8"),
        (f"{THING}.jsonld", "application/ld+json"),
        (f"{THING}.nt", "application/n-triples"),
        (f"{THING}.rdf", "application/rdf+xml"),
        ("context.jsonld", "application/ld+json"),
        ("dati/manifest.json", "application/json"),
        ("server/nginx.conf", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_goes_with_its_type_and_its_links(address: str, file: str, media: str) -> None:
    said = asked(address, file, "image/png")[0]
    assert (said.status, said.headers["content-type"]) == (200, media)
    assert f'<https://w3id.org/pdz/{file}>; rel="canonical"' in said.headers["link"]
    assert ('rel="describes"' in said.headers["link"]) is file.startswith(THING)
    assert said.headers["access-control-allow-origin"] == "*"
    assert said.headers["x-content-type-options"] == "nosniff"
    assert said.headers["etag"]
    assert (said.headers.get("content-security-policy", "") == served.POLICY) is file.endswith(".html")


@pytest.mark.parametrize(
    "path",
    [
        "nulla",
        "accordo/",
        "ente/",
        "ente",
        "ente//comune-crema",
        "ente%2Fcomune-crema",
        "ente/comune-crema/",
        "ente/../../../../etc/passwd",
        "ente/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "ente/comune-crema%0d%0aX-Inside:%201",
        "ente/comune-crema.ttl.ttl",
        "ente/comune-crema%00.ttl",
        ".htaccess",
        "dati/tabelle",
    ],
)
def test_where_nothing_is_nothing_is_given(address: str, path: str) -> None:
    said = asked(address, path, "text/turtle")
    statuses = [one.status for one in said]
    assert statuses[-1] in (400, 403, 404) or _the_same_thing(path, said), (path, statuses)
    assert all("x-inside" not in one.headers for one in said)
    assert b"root:" not in said[-1].body


def _the_same_thing(path: str, said: list[Said]) -> bool:
    """Tell whether an address was put in order, and then is one that there is: as some servers do with slashes."""
    return path in ("ente//comune-crema", "ente%2Fcomune-crema") and said[-1].type == "text/turtle"


def test_w3id_sends_each_thing_to_the_document_that_is_wanted(apache: tuple[str, str]) -> None:
    here, w3id = apache
    for header, form in {
        "text/turtle": "ttl",
        "application/ld+json": "jsonld",
        "*/*": "en.html",
        "image/png": "en.html",
    }.items():
        said = walk([(f"{w3id}/{THING}", header)])[0]
        assert [one.status for one in said] == [303, 200]
        assert said[0].headers["location"] == f"{here}/{THING}.{form}"
    for path, status in ((f"{THING}.rdf", 303), ("sparql", 307), ("dati/manifest.json", 303), ("context.jsonld", 303)):
        said = walk([(f"{w3id}/{path}", "*/*")])[0]
        assert (said[0].status, said[0].headers["location"]) == (status, f"{here}/{path}")
    assert walk([(f"{w3id}/", "*/*")])[0][0].headers["location"] == f"{here}/"


def test_the_rules_say_the_base_and_the_address_and_what_they_cannot_do() -> None:
    there = Addresses("https://dati.example/pdz/")
    found = dict(rules.files(there, "https://casa.example/"))
    assert set(found) == {f"server/{name}" for name in rules.NAMES}
    texts = {name: data.decode() for name, data in found.items()}
    for address in ("", BASE, BASE.rstrip("/")):
        unknown = dict(rules.files(Addresses(), address))["server/w3id.htaccess"].decode()
        assert f"{NOWHERE}$1.ttl" in unknown
        assert f"{BASE}$1" not in unknown
    assert "https://casa.example/$1.ttl" in texts["server/w3id.htaccess"]
    assert "do not weigh the qualities" in texts["server/w3id.htaccess"]
    for name in ("server/nginx.conf", "server/apache.htaccess"):
        assert "https://dati.example/pdz" in texts[name]
        assert "https://w3id.org/pdz" in texts[name]
    assert not [name for name, text in texts.items() if re.search("@[A-Z]+@", text)]
    assert max(len(line) for line in texts["server/w3id.htaccess"].splitlines() if line.startswith("#")) <= 122
