"""The page of a verdict stands alone: two languages, no script, nothing from elsewhere, legible by everybody."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from verdetti import FULL, report

from pdz_graph import words

ROOT = Path(__file__).parent.parent


class Page(HTMLParser):
    """Gathers what an assertion asks of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def values(self, name: str) -> list[str]:
        return [value or "" for attribute, value in self.attributes if attribute == name]


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_the_page_stands_alone_in_both_languages(lang: str) -> None:
    text = report("html", lang)
    page = Page(text)
    assert text.startswith("<!doctype html>")
    assert f'<html lang="{lang}">' in text
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert "alert(1)&lt;/script&gt;" in text
    assert "\x1b" not in text
    assert all(target.startswith("#") for target in page.values("href"))
    assert not page.values("src")
    assert "url(" not in text
    assert "@import" not in text
    assert "Members are missing." in text
    assert "Mancano componenti." in text
    assert re.search(rf'value="{lang}" checked', text)


def test_every_norm_has_its_anchor_once() -> None:
    page = Page(report("html"))
    named = page.values("id")
    assert len(named) == len(set(named))
    assert {ruling.norm for ruling in FULL.rulings} | {said.norm for said in FULL.findings} <= set(named)
    assert {target[1:] for target in page.values("href")} <= set(named)


def luminance(colour: str) -> float:
    parts = [int(part, 16) / 255 for part in re.findall("..", colour)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_every_colour_of_writing_stands_out_on_every_ground() -> None:
    style = (ROOT / "pdz_graph/reports/report.css").read_text()
    inks = re.findall(r"[^-]color: #([0-9a-f]{6})", style) + re.findall(
        r"--(?:ink|quiet|accent): #([0-9a-f]{6})", style
    )
    grounds = re.findall(r"background: #([0-9a-f]{6})", style) + re.findall(r"--paper: #([0-9a-f]{6})", style)
    assert len(inks) > 6
    assert len(grounds) > 6
    for ink in inks:
        for ground in grounds:
            assert (luminance(ground) + 0.05) / (luminance(ink) + 0.05) >= 4.5, (ink, ground)
