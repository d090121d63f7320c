"""The query page in a real browser: it asks, fills, falls back, speaks two languages, and calls nobody else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, quote

import httpx
import pytest
from grafo import CASA
from pagina import Watched, chromium, fresh, opened, served, watched
from playwright.sync_api import Browser, BrowserContext, expect
from servente import CONFORME, DAY, serving
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pdz_graph.answers.forms import FORMS
from pdz_graph.catalogue import Question
from pdz_graph.catalogue import read as read_questions
from pdz_graph.errors import Text
from pdz_graph.parameters import Param
from pdz_graph.web.page import said
from pdz_graph.web.page.routes import POLICY, STATIC, VENDOR, routes
from pdz_graph.web.page.sheet import BY_FORM, Sheet

EDITOR, TABLE = ".yasqe .CodeMirror", ".yasr table.dataTable tbody tr"
#: A question of the catalogue that has an organ, a day and a language.
SITS = read_questions(CASA)["chi-siede"]
SIXTY = f"SELECT ?n WHERE {{ VALUES ?n {{ {' '.join(map(str, range(60)))} }} }} ORDER BY ?n\n"
#: A literal, a literal of HTML and IRIs that would run or be fetched if a page believed them.
PROBES = """\
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?probe WHERE { VALUES ?probe {
  "<img src=/seen onerror=alert(1)><script>alert(2)</script>"
  "<b onclick=alert(3)>x</b><iframe src=/seen></iframe>"^^rdf:HTML
  "{{<img src=/seen>}}"@it
  <javascript:alert(4)>
  <http://nowhere.invalid/seen.png>
} }
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real server, with the editor in its page."""
    if not (VENDOR / "yasgui.min.js").is_file():
        pytest.skip("the editor is not built: «make web»")
    with serving(tmp_path_factory.mktemp("pagina"), CONFORME, "--as-of", DAY, rows=100) as server:
        yield server.address


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with fresh(browser) as one:
        yield one


@pytest.fixture
def seen(context: BrowserContext, address: str) -> Iterator[Watched]:
    """The page, just opened; whatever a test does with it, nobody else is asked and nothing is complained of."""
    with opened(context) as one:
        one.page.goto(f"{address}/query")
        yield one
        assert one.outside(address) == []
        assert one.complaints == []


def write(seen: Watched, text: str) -> None:
    """Put a text in the editor as somebody who types over what was there."""
    seen.page.locator(EDITOR).click()
    seen.page.keyboard.press("Control+A")
    seen.page.keyboard.insert_text(text)


def sitting(address: str, organ: str) -> int:
    """Return how many sit in an organ, as the server tells a client that is no browser."""
    got = httpx.get(f"{address}/queries/{SITS.name}.json", params={"organo": organ})
    return len(got.raise_for_status().json()["results"]["bindings"])


def test_the_editor_asks_shows_a_table_and_keeps_nothing(seen: Watched) -> None:
    page = seen.page
    expect(page.locator(EDITOR)).to_be_visible()
    expect(page.locator("#query")).to_be_hidden()
    write(seen, SIXTY)
    page.locator("#go").click()
    expect(page.locator(TABLE)).to_have_count(50)
    expect(page.locator("#status")).to_have_text(re.compile(r"^60 righe in [0-9,]+ s\.$"))
    expect(page.locator(".yasr_header")).to_contain_text("Tabella")
    expect(page.locator(".tableFilter")).to_have_attribute("placeholder", "Filtra la risposta")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert seen.context.cookies() == []


def test_an_example_fills_the_editor_and_the_keyboard_asks(seen: Watched, address: str) -> None:
    page = seen.page
    page.locator(f"#q-{SITS.name} summary").click()
    page.locator(f"#q-{SITS.name} a.edit").click()
    expect(page.locator(EDITOR)).to_contain_text(f"# {SITS.summary.it}")
    page.keyboard.press("Control+Enter")
    expect(page.locator(TABLE)).to_have_count(sitting(address, "cris"))
    assert f"question={SITS.name}" in page.url


def test_the_keyboard_leaves_the_editor(seen: Watched) -> None:
    write(seen, SIXTY)
    seen.page.keyboard.press("Tab")
    expect(seen.page.locator("#format")).to_be_focused()
    seen.page.keyboard.press("Tab")
    expect(seen.page.locator("#go")).to_be_focused()
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator(TABLE)).to_have_count(50)


def test_a_question_with_its_values_is_answered_in_the_page(seen: Watched, address: str) -> None:
    page = seen.page
    form = page.locator(f"#q-{SITS.name}")
    form.locator("summary").click()
    expect(form.get_by_label("Il giorno")).to_have_value(DAY)
    expect(page.locator("#codes-Organo option[value=udp]")).to_have_count(1)
    form.get_by_label("L'organo").fill("udp")
    with page.expect_response(lambda got: "/queries/" in got.url) as response:
        form.locator("button").click()
    assert response.value.url == f"{address}/queries/{SITS.name}?organo=udp&giorno={DAY}&lingua=it"
    expect(page.locator(TABLE)).to_have_count(sitting(address, "udp"))
    expect(page.locator("#answer-title")).to_be_focused()


def test_another_format_is_a_file_of_its_own(seen: Watched, address: str) -> None:
    write(seen, SIXTY)
    seen.page.locator("#format").select_option("csv")
    with seen.page.expect_download() as download:
        seen.page.locator("#go").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert lines == ["n", *map(str, range(60))]


def test_a_graph_and_a_yes_are_shown_too(seen: Watched) -> None:
    write(seen, "ASK { ?s ?p ?o }")
    seen.page.locator("#go").click()
    expect(seen.page.locator(".booleanResult")).to_be_visible()
    write(seen, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3")
    seen.page.locator("#go").click()
    expect(seen.page.locator(TABLE)).to_have_count(3)


def test_an_answer_that_is_cut_says_so(seen: Watched) -> None:
    write(seen, "SELECT ?s { ?s ?p ?o }")
    seen.page.locator("#go").click()
    expect(seen.page.locator("#status")).to_contain_text(said.SCRIPT["cut"].it)


@pytest.mark.parametrize("policy", [True, False], ids=["policy", "no-policy"])
def test_what_would_run_in_an_answer_is_only_shown(browser: Browser, address: str, policy: bool) -> None:
    with watched(browser, policy=policy) as seen:
        page = seen.page
        page.goto(f"{address}/query")
        write(seen, PROBES)
        page.locator("#go").click()
        expect(page.locator(TABLE)).to_have_count(5)
        expect(page.locator(TABLE).first).to_contain_text("<img src=/seen onerror=alert(1)>")
        page.get_by_text("Vista semplice").click()
        expect(page.locator(TABLE).first).to_contain_text("1<img src=/seen onerror=alert(1)>")
        assert page.locator('.yasr_results a[href^="javascript"]').count() == 0
        page.locator(".select_response").click()
        expect(page.locator(".yasr .CodeMirror")).to_be_visible()
        page.locator(".select_table").click()
        expect(page.locator(TABLE)).to_have_count(5)
        assert page.locator(".yasr_results :is(img, script, iframe, [onerror], [onclick])").count() == 0
        assert [one.url for one in seen.requests if "seen" in one.url] == seen.outside(address) == []
        # The editor's cleaner reads a text in a document that shows nothing: there the policy speaks, and nothing runs.
        assert [one for one in seen.complaints if not (policy and "inline event handler" in one)] == []


def test_a_problem_is_told_as_people_read_it(browser: Browser, address: str) -> None:
    with watched(browser) as seen:
        seen.page.goto(f"{address}/query")
        write(seen, "SELECT nothing")
        seen.page.locator("#go").click()
        expect(seen.page.locator(".problem strong")).to_have_text("Richiesta non ammessa")
        expect(seen.page.locator(".problem p")).to_have_count(2)
        expect(seen.page.locator("#status")).to_have_text(said.SCRIPT["failed"].it)
        assert all("400" in one for one in seen.complaints)


def test_words_are_completed_from_the_ontology_and_from_nowhere_else(seen: Watched) -> None:
    seen.page.wait_for_load_state("networkidle")
    write(seen, "PREFIX pdz: <https://w3id.org/pdz/onto#>\nSELECT ?n WHERE { ?n a pdz:Comp")
    seen.page.keyboard.press("Control+Space")
    expect(seen.page.locator(".CodeMirror-hint")).to_have_text(["pdz:Completezza"])
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator(EDITOR)).to_contain_text("a pdz:Completezza")
    write(seen, "PREFIX pdz: <https://w3id.org/pdz/onto#>\nSELECT ?n WHERE { ?n pdz:nellOr")
    seen.page.keyboard.press("Control+Space")
    expect(seen.page.locator(".CodeMirror-hint")).to_have_text(["pdz:nellOrgano"])


def test_the_questions_are_searched_by_words(seen: Watched) -> None:
    seen.page.get_by_label(said.FIND.it).fill("organo SIEDE")
    expect(seen.page.locator(f"#q-{SITS.name}")).to_be_visible()
    seen.page.get_by_label(said.FIND.it).fill("nulla di simile")
    expect(seen.page.get_by_text(said.NONE_FOUND.it)).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_fits_and_every_field_has_a_name(browser: Browser, address: str, width: int) -> None:
    with watched(browser, width=width, lang="en-GB") as seen:
        seen.page.goto(f"{address}/query")
        seen.page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        write(seen, SIXTY)
        seen.page.locator("#go").click()
        expect(seen.page.locator(TABLE)).to_have_count(50)
        assert seen.page.evaluate("document.documentElement.scrollWidth") == width
        unnamed = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea, button")]
            .filter((one) => one.checkVisibility() && !one.labels?.length && !one.textContent.trim()
                && !one.getAttribute("aria-label") && !one.getAttribute("aria-labelledby") && !one.title)
            .map((one) => one.outerHTML)"""
        assert seen.page.evaluate(unnamed) == []
        small = """() => [...document.querySelectorAll("main button, main select, summary, .links a")]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 24)
            .map((one) => one.outerHTML)"""
        assert seen.page.evaluate(small) == []


def test_everything_works_without_scripts(browser: Browser, address: str) -> None:
    with watched(browser, scripts=False, lang="en-GB") as seen:
        page = seen.page
        page.goto(f"{address}/query")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.locator(f"#q-{SITS.name} summary").click()
        page.locator(f"#q-{SITS.name} a.edit").click()
        expect(page.locator("#query")).to_have_value(re.compile(r'VALUES \?lingua \{ "en" \}'))
        page.locator("#go").click()
        page.wait_for_url("**/sparql")
        assert "Esempio" in page.locator("body").inner_text()
        page.goto(f"{address}/query?lang=it")
        form = page.locator(f"#q-{SITS.name}")
        form.locator("summary").click()
        form.get_by_label("L'organo").fill("udp")
        form.locator("button").click()
        page.wait_for_url(f"**/queries/{SITS.name}?*")
        assert parse_qs(page.url.partition("?")[2])["organo"] == ["udp"]
        assert "nell'Ufficio" in page.locator("body").inner_text()
        assert seen.outside(address) == []
        assert seen.complaints == []


def test_without_the_editor_there_is_a_plain_form(browser: Browser, tmp_path: Path) -> None:
    async def echo(request: Request) -> Response:
        return PlainTextResponse(await request.body())

    sheet = Sheet(Text("x", "x"), "0", [SITS])
    app = Starlette(routes=[Route("/sparql", echo, methods=["POST"]), *routes(lambda: sheet, vendor=tmp_path)])
    with served(app) as address, watched(browser) as seen:
        seen.page.goto(f"{address}/query")
        seen.page.locator("#query").fill("ASK {}")
        seen.page.locator(f"#q-{SITS.name} summary").click()
        seen.page.locator(f"#q-{SITS.name} a.edit").click()
        expect(seen.page.locator("#query")).to_have_value(sheet.text(SITS, "it"))
        seen.page.locator("#go").click()
        seen.page.wait_for_url("**/sparql")
        sent = parse_qs(seen.page.locator("body").inner_text())
        assert sent["query"][0].replace("\r\n", "\n") == sheet.text(SITS, "it")
        assert sent["format"] == ["table"]
        assert [one.url for one in seen.requests if "vendor" in one.url] == []
        assert seen.complaints == []


class Markup(HTMLParser):
    """The tags of a page with their attributes, and the text inside scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


HOSTILE = '</textarea><script>alert(1)</script>"><img src=x onerror=alert(2)> {{ 7*7 }}'


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    """A page whose catalogue says what a page must not believe."""
    text = Text(HOSTILE, HOSTILE)
    params = [Param("p", "text", text, "", f'"{HOSTILE}"'), Param("q", "resource", text, HOSTILE, HOSTILE)]
    one = Question(HOSTILE, text, text, (HOSTILE,), tuple(params), f"{HOSTILE}\nSELECT ?x")
    page = routes(lambda: Sheet(text, HOSTILE, [one], codes={HOSTILE: [HOSTILE]}))
    with served(Starlette(routes=page)) as address:
        yield address


@pytest.mark.parametrize(
    "path", ["", f"?query={quote(HOSTILE)}", f"?lang={quote(HOSTILE)}", f"?question={quote(HOSTILE)}"]
)
def test_whatever_is_shown_is_text(hostile: str, path: str) -> None:
    got = httpx.get(f"{hostile}/query{path}")
    tags = Markup(got.text).tags
    assert [attributes.get("src") for tag, attributes in tags if tag == "script"] == SCRIPTS
    assert [tag for tag, _ in tags if tag in ("img", "iframe", "style", "base")] == []
    assert [name for _, attributes in tags for name in attributes if name.startswith("on") or name == "style"] == []
    assert got.headers["content-security-policy"] == POLICY
    assert "49" not in got.text


SCRIPTS = [f"query/static/{name}" for name in ("vendor/yasgui.min.js", "page.js") if (STATIC / name).is_file()]


def test_the_policy_lets_nothing_in_but_this_host() -> None:
    told = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert told["script-src"] == told["connect-src"] == told["form-action"] == "'self'"
    assert told["default-src"] == told["base-uri"] == told["frame-ancestors"] == "'none'"


@pytest.mark.parametrize(
    ("asked", "accepted", "lang"),
    [
        ("it", "en", "it"),
        ("en", "it", "en"),
        ("fr", "it-IT,it;q=0.9,en;q=0.8", "it"),
        ("", "de,en;q=0.3,it;q=0.2", "en"),
    ],
)
def test_the_page_speaks_the_language_that_is_asked(address: str, asked: str, accepted: str, lang: str) -> None:
    got = httpx.get(f"{address}/query", params={"lang": asked}, headers={"Accept-Language": accepted})
    assert f'<html lang="{lang}">' in got.text
    assert got.headers["content-language"] == lang
    assert got.headers["vary"] == "Accept-Language"


def test_the_switch_of_language_keeps_the_question(address: str) -> None:
    got = httpx.get(f"{address}/query?lang=en&question={SITS.name}")
    assert got.headers["content-language"] == "en"
    links = [attributes.get("href") for tag, attributes in Markup(got.text).tags if attributes.get("hreflang") == "it"]
    assert links == [f"?lang=it&question={SITS.name}"]
    assert all(f"queries/{one.name}" in got.text for one in read_questions(CASA).values())


def test_every_format_that_there_is_is_offered() -> None:
    assert set(said.FORMATS) == set(FORMS)
    assert {name for names in BY_FORM.values() for name in names} == set(FORMS)


def test_every_colour_of_writing_stands_out_by_day_and_by_night() -> None:
    sheets = [(STATIC / name).read_text(encoding="utf-8") for name in ("page.css", "editor.css")]
    for night in (False, True):
        found: dict[str, str] = {}
        for sheet in sheets:
            blocks = re.findall(r":root \{([^}]*)\}", sheet)[: 2 if night else 1]
            for block in blocks:
                found |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
        grounds = [found[name] for name in ("paper", "card", "lit")]
        inks = [
            found[name] for name in ("ink", "quiet", "accent", "keyword", "name", "iri", "variable", "value", "remark")
        ]
        assert all(contrast(ink, ground) >= 4.5 for ink in inks for ground in grounds)
        assert contrast(found["on-press"], found["press"]) >= 4.5
        assert contrast(found["on-press"], found["pressed"]) >= 4.5
        assert contrast(found["bad"], found["bad-ground"]) >= 4.5
        assert contrast(found["edge"], found["paper"]) >= 3


def luminance(colour: str) -> float:
    parts = [int(part, 16) / 255 for part in re.findall("..", colour[1:])]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, relative luminance)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_what_npm_gives_is_locked_with_digests_and_without_addresses() -> None:
    lock = json.loads((CASA.root / "web/package-lock.json").read_text(encoding="utf-8"))
    wanted = json.loads((CASA.root / "web/package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = {name: about for name, about in lock["packages"].items() if name}
    assert lock["packages"][""]["dependencies"] == wanted
    assert wanted == {name: packages[f"node_modules/{name}"]["version"] for name in ("@zazuko/yasgui", "cytoscape")}
    assert [name for name, about in packages.items() if not about["integrity"].startswith("sha512-")] == []
    assert [name for name, about in packages.items() if "resolved" in about] == []


def test_the_script_says_nothing_that_is_not_in_both_languages() -> None:
    script = (STATIC / "page.js").read_text(encoding="utf-8")
    assert set(re.findall(r"\bsaid\.([a-z]+)", script)) <= set(said.SCRIPT) | {"editor", "stop"}
    assert all(text.it and text.en for text in said.SCRIPT.values())


def test_a_question_in_the_editor_speaks_the_language_of_the_page_and_asks_of_its_day() -> None:
    text = Sheet(Text("x", "x"), "0", [SITS], day=date(2014, 3, 31)).text(SITS, "en")
    assert text.startswith(f"# {SITS.summary.en}\n\nPREFIX ")
    assert 'VALUES ?lingua { "en" }' in text
    assert 'VALUES ?giorno { "2014-03-31"^^xsd:date }' in text
    assert "#+" not in text


def test_every_subject_of_the_catalogue_has_a_name_in_both_languages() -> None:
    assert {tag for question in read_questions(CASA).values() for tag in question.tags} <= set(said.SUBJECTS)
