"""Whatever stands in the data is read, never obeyed: nothing runs, nothing is fetched, nothing becomes an element."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import quote

import pytest
from ostili import TEXTS, THINGS, scene
from pagina import chromium, fresh, opened
from playwright.sync_api import Browser
from sede import hosted
from sito import Documento, Sito, read

from pdz_graph.terms import WEB

#: Elements that no page of ours has, and attributes that run.
_NEVER = frozenset(("img", "iframe", "object", "embed", "style", "base", "math", "animate", "applet", "frame"))
POLICY = "Content-Security-Policy"
_RUNS = re.compile(r"on[a-z]+|style|srcdoc|formaction|ping")


@cache
def site() -> Sito:
    """The site of the hostile register."""
    return Sito(scene())


def believed(page: Documento) -> list[str]:
    """Return the elements and attributes of a page that come from a text that was believed."""
    every = page.every()
    found = [one.name for one in every if one.name in _NEVER]
    found += [f"{one.name} {name}" for one in every for name in one.marks if _RUNS.fullmatch(name)]
    found += [f"script {one.text[:40]}" for one in page.every("script") if not _ours(one.marks)]
    found += [
        f"meta {one.marks}"
        for one in page.every("meta")
        if one.marks.get("http-equiv", "Content-Security-Policy") != "Content-Security-Policy"
    ]
    for one in every:
        for name in ("href", "src", "action", "xlink:href"):
            scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", one.marks.get(name, ""), re.IGNORECASE)
            if scheme and not one.marks[name].startswith(WEB):
                found.append(f"{one.name} {name} {one.marks[name]}")
    return found


def _ours(marks: dict[str, str]) -> bool:
    return marks.get("type") == "application/json" or ("src" in marks and "static/" in marks["src"])


def test_no_text_becomes_an_element() -> None:
    hostile = site()
    wrong = {place: found for place in hostile.sample(5) if (found := believed(read(hostile[place])))}
    assert wrong == {}


def test_every_text_is_there_to_be_read() -> None:
    hostile = site()
    seen = " ".join(read(hostile[place]).text for place in hostile.sample(5))
    flat = re.sub(r"\s+", "", seen)
    assert [text for text in TEXTS if text.isprintable() and re.sub(r"\s+", "", text) not in flat] == []


def test_what_would_act_is_shown_as_a_mark() -> None:
    hostile = site()
    acting = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
    assert [
        place
        for place in (*hostile.sample(5), *hostile.files)
        if place.endswith(("html", "json")) and acting.search(hostile[place].decode())
    ] == []


def test_the_index_of_the_search_is_still_what_it_was() -> None:
    told = json.loads(site()["static/cerca.it.json"])
    assert {path for _, _, path, _, _ in told["entries"]} >= set(site().scene.book.documents)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.mark.parametrize(("policy", "step"), [(False, 1), (True, 6)])
def test_nothing_runs_and_nothing_is_fetched(browser: Browser, policy: bool, step: int) -> None:
    """Without the policy (CSP) the escapes alone have to hold; with it nothing has to be refused."""
    hostile = site()
    wrong: dict[str, list[str]] = {}
    with hosted(hostile) as address, fresh(browser, policy=policy) as context, opened(context) as seen:
        for place in _visited(hostile)[::step]:
            seen.page.goto(f"{address}/{quote(place)}")
            told = seen.page.evaluate("[typeof window.ostile, document.querySelectorAll('.ostile, #ostile').length]")
            if told != ["undefined", 0] or seen.complaints:
                wrong[place] = [*map(str, told), *seen.complaints]
            seen.complaints.clear()
        seen.page.goto(f"{address}/cerca.it.html?q=script")
        seen.page.locator("#risultati a").first.wait_for()
        assert "<script>" in seen.page.locator("#risultati").inner_text()
        assert seen.page.evaluate("typeof window.ostile") == "undefined"
        assert seen.outside(address) == []
        assert [one.url for one in seen.requests if "ostile.png" in one.url] == []
    assert wrong == {}


def _visited(hostile: Sito) -> list[str]:
    """Return a page of each kind, some in each language, and those of the hostile things."""
    kinds = enumerate(hostile.kinds().values())
    some = [f"{paths[number % len(paths)]}.{('it', 'en')[number % 2]}.html" for number, paths in kinds]
    return [*some, *(f"{hostile.scene.addresses.path(thing)}.it.html" for thing in THINGS)]
