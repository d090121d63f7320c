"""A page of every kind in a real browser: accessible, nothing off the side, no complaint, readable without scripts."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from comando import ROOT
from pagina import Watched, chromium, opened
from playwright.sync_api import Browser, Page, expect
from sede import hosted
from sito import Sito, sito

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
#: What a program can check of WCAG 2.2, levels A and AA.
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
#: What of it another width or other colours can change.
LOOKS = {
    "type": "rule",
    "values": ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"],
}
CHECK = "async (rules) => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations"
#: What is alike many times over is looked at once: of the words of a vocabulary the first; all the statements of a
#: page, which stand in tables that are the same on every page, on every so many.
SHORTEN = "(what) => document.querySelectorAll(what).forEach((one) => one.remove())"
WORDS, STATEMENTS, EVERY = ".word ~ .word", ".word ~ .word, .all table.data", 6
PHONE, DESK = 360, 1280
#: In how many parts the kinds are looked at, so that several can be at it.
SHARES = 3


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def sede() -> Iterator[str]:
    """The address of the site."""
    with hosted(sito()) as address:
        yield address


def places(site: Sito) -> list[str]:
    """Return a page of each kind: one in Italian, the next in English."""
    return [f"{paths[0]}.{('it', 'en')[number % 2]}.html" for number, paths in enumerate(site.kinds().values())]


@pytest.mark.parametrize("share", range(SHARES))
def test_a_page_of_every_kind_is_accessible(browser: Browser, sede: str, share: int) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: «make web»")
    axe, faults = AXE.read_text(encoding="utf-8"), {}
    context = browser.new_context(reduced_motion="reduce")
    with opened(context) as seen:
        for number, place in enumerate(places(sito())[share::SHARES]):
            seen.page.set_viewport_size({"width": PHONE, "height": 900})
            seen.page.emulate_media(color_scheme="light")
            seen.page.goto(f"{sede}/{place}")
            found = _across(seen.page, PHONE)
            seen.page.evaluate(axe)
            seen.page.evaluate(SHORTEN, STATEMENTS if number % EVERY else WORDS)
            found += _serious(seen.page.evaluate(CHECK, ALL))
            seen.page.set_viewport_size({"width": DESK, "height": 900})
            seen.page.emulate_media(color_scheme="dark")
            found += _serious(seen.page.evaluate(CHECK, LOOKS)) + _across(seen.page, DESK)
            if found + seen.complaints:
                faults[place] = found + seen.complaints
            seen.complaints.clear()
        assert seen.outside(sede) == []
    context.close()
    assert faults == {}


def _across(page: Page, width: int) -> list[str]:
    found = page.evaluate("document.documentElement.scrollWidth")
    return [f"{found} pixels wide of {width}"] if found > width else []


def _serious(violations: list[dict[str, object]]) -> list[str]:
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')}"
        for one in violations
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]  # type: ignore[attr-defined]
    ]


def test_a_page_of_every_kind_is_valid_html(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (ROOT / "web" / "node_modules" / "html-validate").is_dir():
        pytest.skip("html-validate is not installed: «make web»")
    site = sito()
    for place in places(site):
        (tmp_path / place.replace("/", "_")).write_bytes(site[place])
    done = subprocess.run(
        [node, ROOT / "web" / "validate.mjs", tmp_path], capture_output=True, text=True, timeout=120, check=True
    )
    assert json.loads(done.stdout) == []


@pytest.fixture
def seen(browser: Browser, sede: str) -> Iterator[Watched]:
    """A page in a browser that knows nothing yet; nobody else is asked, and nothing is complained of."""
    context = browser.new_context(viewport={"width": DESK, "height": 900}, locale="it-IT")
    context.set_default_timeout(10_000)
    with opened(context) as one:
        yield one
        assert one.outside(sede) == []
        assert one.complaints == []
        assert context.cookies() == []
        assert one.page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


def found(page: Page) -> list[str]:
    """Return the names of the results that a search shows."""
    return page.locator("#risultati .name").all_inner_texts()


def test_the_search_finds_by_first_letters_and_forgives_a_slip(seen: Watched, sede: str) -> None:
    page = seen.page
    page.goto(f"{sede}/cerca.it.html")
    page.locator("#parole").fill("castelleone")
    expect(page.locator("#quanti")).to_contain_text("risultati")
    assert found(page)[0] == "Castelleone"
    page.locator("#parole").fill("casteleone")
    page.wait_for_timeout(200)
    assert found(page)[0] == "Castelleone"
    page.locator("#parole").fill("comita rist")
    page.wait_for_timeout(200)
    assert any("Comitato Ristretto" in one for one in found(page)[:3])
    page.locator("#parole").fill("Perché")
    page.locator("#parole").fill("perche zzzz")
    expect(page.locator("#quanti")).to_have_text("Nessun risultato per «perche zzzz».")


def test_the_search_is_walked_by_keyboard_and_has_an_address(seen: Watched, sede: str) -> None:
    page = seen.page
    page.goto(f"{sede}/cerca.it.html?q=gombito")
    expect(page.locator("#risultati .name").first).to_have_text("Gombito")
    page.locator("#parole").press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#parole")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Gombito")
    page.go_back()
    expect(page.locator("#parole")).to_have_value("gombito")


def test_the_list_of_the_norms_is_filtered(seen: Watched, sede: str) -> None:
    page = seen.page
    page.goto(f"{sede}/norme.it.html")
    counts = sito().scene.verdict.counts
    page.locator(".filter select").select_option("violated")
    expect(page.locator("#norme-tutte .row:visible")).to_have_count(counts["violated"])
    expect(page.locator(".filter .told")).to_have_text(f"{counts['violated']} su {len(sito().scene.cards)}")
    page.locator(".filter input").fill("tavolo terzo settore")
    assert 0 < page.locator("#norme-tutte .row:visible").count() < counts["violated"]
    page.locator(".filter input").fill("qqqq")
    expect(page.locator(".filter .told")).to_have_text("Nulla corrisponde.")


def test_all_can_be_read_without_scripts(browser: Browser, sede: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 900})
    with opened(context) as seen:
        page = seen.page
        page.goto(f"{sede}/norme.it.html")
        assert page.locator(".filter").is_hidden()
        assert page.locator("#norme-tutte .row").count() == len(sito().scene.cards)
        page.locator("a[href='#esito-unknown']").click()
        assert page.url.endswith("#esito-unknown")
        page.goto(f"{sede}/cerca.it.html")
        assert page.locator("#cerca").is_hidden()
        page.locator("a[href='cerca/ente.it.html']").click()
        page.get_by_role("link", name="Gombito", exact=True).click()
        expect(page.locator("h1")).to_have_text("Gombito")
        assert seen.complaints == []
    context.close()
