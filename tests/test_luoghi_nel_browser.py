"""The map, the network and the questions in a browser: by mouse and keys, with scripts and without, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from pagina import chromium, served, watched
from playwright.sync_api import Browser
from sito import Sito, accordo, scena
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pdz_graph.answers import Rows
from pdz_graph.answers.forms import FORMS, write
from pdz_graph.pages import leaflets
from pdz_graph.pages.places import said_words
from pdz_graph.pages.places.asked import answer_of

VENDORED = Path(leaflets.__file__).parent / "static" / "vendor" / "cytoscape.min.js"
_TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
QUESTION = "domande/verdetti.it.html"


@cache
def site_at(address: str) -> Sito:
    """The site as it is beside a service at an address."""
    return Sito(replace(scena(), service=address))


async def file(request: Request) -> Response:
    """Answer with a file of the site."""
    site, place = site_at(str(request.base_url)), request.path_params["place"]
    if place not in site:
        return Response(status_code=404)
    return Response(site[place], media_type=_TYPES.get(Path(place).suffix, "application/octet-stream"))


async def question(request: Request) -> Response:
    """Answer a question as the service does, with what the site knows; to those of Italian only."""
    if request.query_params.get("lingua") == "en":
        return JSONResponse({"detail": "Not today.", "remedy": "Tomorrow."}, 400, media_type="application/problem+json")
    found = answer_of(scena(), request.path_params["name"], "it")
    assert isinstance(found, Rows)
    form = FORMS[request.query_params["format"]]
    return Response(write(found, form, "it"), media_type=form.media_type)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a site beside a service."""
    routes = [Route("/queries/{name}", question), Route("/{place:path}", file)]
    with served(Starlette(routes=routes)) as where:
        yield f"{where}/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as one:
        yield one


def test_the_network_moves_under_hand_and_keys(browser: Browser, address: str) -> None:
    if not VENDORED.is_file():
        pytest.skip("the moving picture is not built: «make web»")
    with watched(browser) as seen:
        page = seen.page
        page.goto(f"{address}designazioni.it.html")
        canvas = page.locator("#rete-tela")
        canvas.locator("canvas").first.wait_for()
        assert page.locator("#disegno-fermo").is_hidden()
        canvas.focus()
        page.keyboard.press("ArrowRight")
        first = page.locator("#rete-quale").inner_text()
        page.keyboard.press("ArrowRight")
        second = page.locator("#rete-quale").inner_text()
        assert first
        assert second
        assert first != second
        for key in ("+", "-", "0"):
            page.keyboard.press(key)
        page.locator("#rete-piu").click()
        page.locator("#rete-cambia").click()
        assert page.locator("#disegno-fermo").is_visible()
        assert canvas.is_hidden()
        page.locator("#rete-cambia").click()
        canvas.focus()
        page.keyboard.press("ArrowLeft")
        name = page.locator("#rete-quale").inner_text()
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "designazioni" not in url)
        assert name.casefold() in page.locator("h1, h3").all_inner_texts()[0].casefold() or "#" in page.url
        assert seen.complaints == []
        assert seen.outside(address.rstrip("/")) == []


def test_without_scripts_the_network_is_drawn_in_columns(browser: Browser, address: str) -> None:
    with watched(browser, scripts=False, width=360) as seen:
        page = seen.page
        page.goto(f"{address}designazioni.it.html")
        assert page.locator("#disegno-fermo").is_visible()
        assert page.locator("#rete").is_hidden()
        assert page.locator("#rete-cambia").is_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(("width", "shown", "hidden"), [(1280, "name", "number"), (360, "number", "name")])
def test_the_map_can_be_read_at_every_width(
    browser: Browser, address: str, width: int, shown: str, hidden: str
) -> None:
    with watched(browser, width=width) as seen:
        page = seen.page
        page.goto(f"{address}territorio.it.html")
        links = page.locator(".plan svg[role=group] a")
        assert links.count() == 48
        assert page.locator(f".plan .{shown}").first.is_visible()
        assert page.locator(f".plan .{hidden}").first.is_hidden()
        box = page.locator(f".plan .{shown}").first.bounding_box()
        assert box
        assert box["height"] >= 9
        links.nth(5).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/ente/" in url)
        assert seen.complaints == []


def test_a_question_is_asked_in_the_page(browser: Browser, address: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(f"{address}{QUESTION}")
        page.locator("#domanda button").click()
        page.locator("#risposta-righe table").wait_for()
        rows = page.locator("#risposta-righe tbody tr")
        found = answer_of(scena(), "verdetti", "it")
        assert isinstance(found, Rows)
        assert rows.count() == len(found)
        assert page.locator("#risposta-stato").inner_text() == said_words.N_ROWS.it.replace("{n}", str(len(found)))
        link = rows.first.locator("a").first.get_attribute("href") or ""
        assert link.startswith("../")
        assert seen.complaints == []
        assert seen.outside(address.rstrip("/")) == []


def test_a_question_that_is_refused_says_why(browser: Browser, address: str) -> None:
    with watched(browser, lang="en-GB") as seen:
        page = seen.page
        page.goto(f"{address}{QUESTION.replace('.it.', '.en.')}")
        page.locator("#domanda button").click()
        page.get_by_text("Not today. Tomorrow.").wait_for()
        assert page.locator("#risposta-righe table").count() == 0


def test_without_scripts_the_form_leads_to_the_answer(browser: Browser, address: str) -> None:
    with watched(browser, scripts=False) as seen:
        page = seen.page
        page.goto(f"{address}{QUESTION}")
        page.locator("#p-format").select_option("table")
        page.locator("#domanda button").click()
        page.wait_for_url(lambda url: "/queries/verdetti" in url)
        assert "art-02-oggetto" in page.content()


def test_every_format_that_is_offered_fits() -> None:
    for name, one in accordo().commons.questions.items():
        offered = {
            form for form, _ in site_at("http://127.0.0.1:1/").pages[f"domande/{name}.it.html"][0].shown["forms"]
        }
        assert offered
        assert ("csv" in offered) == (one.form == "select")
