"""What the pages of the agreement say is what data say: norms, findings, history, deadlines, money."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from decimal import Decimal
from html import unescape
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from altra_casa import valverde
from comando import ROOT
from pyoxigraph import Literal, NamedNode, Quad
from sito import DAY, FAULTY, SOUND, Documento, Sito, read, scena, scene_of, sito

from pdz_graph.errors import Text
from pdz_graph.facts import Triple, day_literal
from pdz_graph.linked.addresses import STATEMENTS
from pdz_graph.metadata import distributions
from pdz_graph.pages.acts import said, said_of_front
from pdz_graph.pages.acts.strip import strip
from pdz_graph.pages.scene import Scene
from pdz_graph.pages.search import fold
from pdz_graph.reports.outline import headline
from pdz_graph.reports.values import say_thing
from pdz_graph.tables.register import Register
from pdz_graph.terms import GRAFO, PDZ, TYPE, WEB, of_accordo
from pdz_graph.timeline import history
from pdz_graph.words import DEADLINE_STATE, LANGUAGES, STATUS, say_day

BOTH = pytest.mark.parametrize("register", [FAULTY, SOUND])
#: What other rooms write beside the pages.
_BESIDE = re.compile(r"(cambiamenti\.(it|en)\.atom|calendari/[a-z0-9-]+\.(it|en)\.ics|domande/[a-z-]+\.[a-z]+)")
_WHOLE = {"context.jsonld", ".well-known/void", "sitemap.xml", "dati/catalogo.ttl", "static/designazioni.it.json"}
_HREF, _ID = re.compile(rb'(?:href|src)="([^"]*)"'), re.compile(rb'\bid="([^"]*)"')
#: Things of this accordo that neither code nor templates may name.
_OURS = re.compile(
    r"crem(a|asc)|comitato ristretto|\b(ads|cris|udp|tlts|ctop)\b|art(icolo|icle|\.)? ?\d", re.IGNORECASE
)


def _beside(site: Sito) -> set[str]:
    """Return the places of the files that other rooms write."""
    accordo = site.scene.agreement.id
    dumps = {one.path for one in distributions.dumps(accordo)} | {distributions.MANIFEST, distributions.DIGESTS}
    return _WHOLE | dumps | {f"{path}.{form}" for path in site.scene.book.documents for form in STATEMENTS}


def test_every_link_leads_somewhere() -> None:
    site = sito()
    beside = _beside(site)
    ids = {place: {unescape(name.decode()) for name in _ID.findall(site[place])} for place in site.pages}
    lost: Counter[str] = Counter()
    for place in site.pages:
        for href in {unescape(found.decode()) for found in _HREF.findall(site[place])}:
            target, _, anchor = href.partition("#")
            if target.startswith(WEB):
                continue
            file = normpath(join(dirname(place), unquote(target))).removeprefix("/") if target else place
            known = file in site.pages or file in site.files or file in beside or _BESIDE.fullmatch(file)
            if not known or (anchor and unquote(anchor) not in ids.get(file, ())):
                lost[f"{file}#{anchor}" if anchor else file] += 1
    assert lost == {}


def test_every_page_is_whole_and_in_one_language() -> None:
    site = sito()
    faults = [(place, fault) for place in site.sample(4) for fault in _faults(read(site[place]), site.pages[place][1])]
    assert faults == []


def _faults(page: Documento, lang: str) -> list[str]:
    html = page.one("html")
    levels = [int(one.name[1]) for one in page.every() if re.fullmatch("h[1-6]", one.name)]
    ids = Counter(page.ids)
    found = [f"id {name}" for name, number in ids.items() if number > 1]
    found += [] if html.marks["lang"] == lang else ["lang"]
    found += [] if levels and levels[0] == 1 and levels.count(1) == 1 else ["h1"]
    found += [f"h{after} after h{before}" for before, after in pairwise(levels) if after > before + 1]
    found += [
        f"empty {one.name}"
        for one in page.every()
        if re.fullmatch("h[1-6]|a|th|summary|caption|title", one.name) and not one.text
    ]
    found += [
        f"{one.name} {name}" for one in page.every() for name in one.marks if name == "style" or name.startswith("on")
    ]
    found += [
        "inline script"
        for one in page.every("script")
        if "src" not in one.marks and one.marks.get("type") != "application/json"
    ]
    found += [f"table without caption: {one.text[:40]}" for one in page.every("table") if not one.every("caption")]
    found += [
        f"labelledby {one.marks['aria-labelledby']}"
        for one in page.every()
        if one.marks.get("aria-labelledby", next(iter(ids), "")) not in ids
    ]
    return found


@BOTH
def test_the_front_page_says_how_the_accordo_stands(register: str) -> None:
    site = sito(register)
    scene = site.scene
    for lang in LANGUAGES:
        page = site.page("index", lang)
        state = page.section("come-sta")
        assert headline(scene.verdict, lang) in state.text
        told = {
            one.marks["href"].partition("#esito-")[2]: one.one("strong").text
            for one in state.every("a")
            if "#esito-" in one.marks["href"]
        }
        judged = {
            name: str(scene.verdict.counts[name])
            for name in ("satisfied", "violated", "unknown", "not_applicable")
            if scene.verdict.counts[name]
        }
        assert told == judged | {"not-judged": str(sum(not card.judged for card in scene.cards.values()))}
        assert len(page.section("scade").every("li")) >= 5
        assert page.section("cambiato").every("li", class_="row")


def test_the_front_page_names_who_signed() -> None:
    page = sito().page("index")
    assert "48 comuni" in page.section("che-cosa").text
    assert "dal 1° aprile 2012 al 31 marzo 2015 (secondo la lettura: Per durata" in page.section("che-cosa").text


@BOTH
def test_a_norm_is_told_with_its_verdict(register: str) -> None:
    site = sito(register)
    for node, card in site.scene.cards.items():
        page = site.page(site.scene.addresses.path(node))
        ruling = site.scene.rulings.get(card.id)
        assert page.one("h1").text == _flat(card.label.it)
        assert _flat(card.description.it) in page.main.text
        assert (
            page.one("p", class_="sum").one("span", class_="status").text
            == said.STANDING[ruling.status if ruling else "not-judged"].it
        )
        if ruling is None:
            assert card.reason
            assert _flat(card.reason.it) in page.main.text
        for finding in site.scene.findings.get(card.id, ()):
            assert _flat(finding.message.it) in page.section("rilievi").text
            assert _flat(finding.remedy.it) in page.section("rilievi").text
            assert _flat(say_thing(finding.subject, "it")) in page.section("rilievi").text


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_a_norm_that_looks_at_many_things_tells_each_with_how_it_fared() -> None:
    site = sito()
    for norm, ruling in site.scene.rulings.items():
        dues = {one.iri for one in site.scene.dues if one.norm == norm}
        rows = _rows(site.page(f"accordo/{site.scene.agreement.id}/norma/{norm}"), "guardato")
        assert len(rows) == len([one for one in ruling.looked_at if one.id not in dues])


def _rows(page: Documento, anchor: str) -> list[str]:
    section = next((one for one in page.every("section") if one.marks.get("aria-labelledby") == anchor), None)
    return [row.text for body in section.every("tbody") for row in body.every("tr")] if section else []


@BOTH
def test_the_history_of_a_norm_is_that_of_its_verdicts(register: str) -> None:
    site = sito(register)
    for card in site.scene.cards.values():
        runs = history(site.scene.moments, card.id)
        rows = _rows(site.page(f"accordo/{site.scene.agreement.id}/norma/{card.id}"), "storia")
        told = [f"{say_day(run.start, 'it')} {say_day(run.end, 'it')} {STATUS[run.status].it}" for run in runs]
        assert rows == told[::-1]


def test_a_strip_covers_all_the_days_and_shows_the_last() -> None:
    site = sito()
    for norm in site.scene.rulings:
        drawn = strip(site.scene, norm)
        assert drawn is not None
        assert drawn.stretches[-1].x + drawn.stretches[-1].width == pytest.approx(720, abs=0.2)
        assert all(one.width > 0 for one in drawn.stretches)
        for before, after in pairwise(drawn.stretches):
            assert before.x + before.width == pytest.approx(after.x, abs=0.2)


@BOTH
def test_every_finding_has_its_page_and_stands_in_the_list(register: str) -> None:
    site = sito(register)
    scene = site.scene
    for lang in LANGUAGES:
        listed = site.page("rilievi", lang)
        pages = {link for link in listed.links if "/rilievo/" in link}
        assert len(pages) == len(scene.verdict.findings)
        for link in pages:
            page = read(site[link])
            assert page.one("dl", class_="facts").text
    assert {len(site.page("rilievi").every("article"))} == {
        len({(one.norm, one.shape, one.message, one.severity, one.depends_on) for one in scene.verdict.findings})
    }


def test_what_falls_due_is_told_year_by_year() -> None:
    site = sito()
    page = site.page("scadenze", "en")
    for due in site.scene.dues:
        year = page.section(f"anno-{due.due.year}")
        row = [one.text for one in year.every("tr") if say_day(due.due, "en") in one.text and due.label.en in one.text]
        assert len(row) == 1
        assert ("indicative" in row[0]) == (not due.binding)
        if due.kind == "deadline":
            assert DEADLINE_STATE[due.state].en in row[0]


def test_late_is_not_missed() -> None:
    site = sito()
    late = next(one for one in site.scene.dues if one.state == "late")
    page = site.page(site.scene.addresses.path(NamedNode(late.iri)))
    assert f"fatto in ritardo ({late.days_late} giorni dopo)" in page.main.text
    assert "mancata" not in page.main.one("p", class_="lede").text


@pytest.mark.parametrize(("lang", "money"), [("it", "1.928.000,75 €"), ("en", "€1,928,000.75")])
def test_money_is_counted_and_written_as_people_write_it(lang: str, money: str) -> None:
    with (ROOT / "data" / "esempi" / FAULTY / "stanziamenti.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert sum(Decimal(row["importo"]) for row in rows if row["anno"] == "2012") == Decimal("1928000.75")
    page = sito().page("fondo", lang)
    totals = [
        one.text.replace("\xa0", " ") for foot in page.section("per-fonte").every("tfoot") for one in foot.every("td")
    ]
    assert totals[0] == money
    assert [one.text for foot in page.section("per-fonte").every("tfoot") for one in foot.every("td")] == [
        one.text for foot in page.section("per-ente").every("tfoot") for one in foot.every("td")
    ]


def test_money_that_is_missing_is_said() -> None:
    text = sito().page("fondo").section("manca").text
    assert "Azioni senza contratto" in text
    assert "Azioni senza livello" in text


def test_anomalies_are_all_told_with_what_the_text_says() -> None:
    site = sito()
    page = site.page("anomalie")
    assert len(page.every("article", class_="oddity")) == 63
    assert [one.text for one in page.every("q")].count("Gomito") == 1


def test_the_outline_of_the_text_is_walked_from_the_list_of_articles() -> None:
    site = sito()
    scene = site.scene
    listed = set(site.page("articoli").links)
    for node in scene.cards:
        assert scene.addresses.link("articoli", node, "it") in listed


def test_what_changed_is_told_by_month() -> None:
    site = sito()
    page = site.page("cambiamenti")
    events = [one for one in page.every("li") if not one.every("li")]
    assert len([one for one in events if one.every("a")]) >= len(
        {(one.iri, one.kind, one.day) for one in site.scene.happenings}
    )
    months = [one.text for one in page.every("h3")]
    assert months[0] == "giugno 2013"
    assert months[-1] == "marzo 2012"


def test_all_can_be_found_by_script_and_in_lists() -> None:
    site = sito()
    told = json.loads(site["static/cerca.it.json"])
    assert len(site["static/cerca.it.json"]) < 300_000
    found = {path for _, _, path, _, _ in told["entries"]}
    assert found >= set(site.scene.book.documents)
    assert all(words == fold(words) for *_, words in told["entries"])
    listed = {
        normpath(join("cerca", link)).partition("#")[0]
        for place in site
        if place.startswith("cerca/") and place.endswith(".it.html")
        for link in read(site[place]).links
    }
    assert {f"{path}.it.html" for path in site.scene.book.documents} <= listed


def test_pages_of_an_accordo_without_a_register_say_so(tmp_path: Path) -> None:
    scene = scena()
    bare = scene_of(scene.agreement, Register([], (), {}, ()), course=False)
    empty = Sito(Scene(bare.agreement, bare.judgement, bare.book, "0"))
    assert said_of_front.NO_CHANGES.it in empty.page("index").text
    assert said.NO_DEADLINES.it in empty.page("scadenze").text
    assert "Non è registrata nessuna somma" in empty.page("fondo").text
    for place in empty.sample(1):
        assert _faults(read(empty[place]), empty.pages[place][1]) == []


def test_pages_of_another_accordo_are_made_of_its_own_data(tmp_path: Path) -> None:
    agreement = valverde(tmp_path)
    other = Sito(scene_of(agreement, Register([], (), {}, ()), agreement.signed or DAY, course=False))
    for place in other.sample(2):
        page = read(other[place])
        assert _faults(page, other.pages[place][1]) == []
        assert not re.search("crem(a|asc)", page.one("html").text, re.IGNORECASE), place


def test_no_page_is_made_for_one_accordo() -> None:
    folder = ROOT / "pdz_graph" / "pages"
    files = [
        *(folder / "acts").glob("*.py"),
        *(folder / "templates" / "acts").glob("*"),
        *(folder / "search").glob("*.py"),
    ]
    named = [(path.name, found[0]) for path in files for found in _OURS.finditer(path.read_text(encoding="utf-8"))]
    assert [one for one in named if "articol" not in one[1]] == []


def test_what_is_said_is_said_in_both_languages() -> None:
    texts = [
        (name, text) for one in (said, said_of_front) for name, text in vars(one).items() if isinstance(text, Text)
    ]
    assert [name for name, text in texts if not (text.it and text.en)] == []


def test_a_waiver_is_told_wherever_what_it_covers_is() -> None:
    faulty = scena()
    norm, thing = next((one.norm, one.subject.id) for one in faulty.verdict.findings if one.severity == "violation")
    told = of_accordo(faulty.agreement.id, "deroga", "prova")
    node = of_accordo(faulty.agreement.id, "norma", norm)
    deroga: list[Triple] = [
        (told, TYPE, PDZ["Deroga"]),
        (told, PDZ["normaDerogata"], node),
        (told, PDZ["cosaDerogata"], NamedNode(thing)),
        (told, PDZ["motivo"], Literal("In attesa di riscontro.")),
        (told, PDZ["attoDellaDeroga"], Literal("delibera di prova n. 1")),
        (told, PDZ["al"], day_literal(DAY)),
    ]
    register = faulty.book.graphs[GRAFO[f"{faulty.agreement.id}/registro"]]
    quads = [Quad(*triple) for triple in (*register, *deroga)]
    site = Sito(scene_of(faulty.agreement, Register(quads, (), {}, ()), course=False))
    said_so = "In deroga fino al 30 giugno 2013: In attesa di riscontro. (delibera di prova n. 1)"
    norm_page = site.page(site.scene.addresses.path(node))
    assert said_so in norm_page.section("deroghe").text
    assert said_so in site.page("rilievi").section("waived").text
    links = {one.marks["href"] for one in site.page("rilievi").section("waived").every("a")}
    (finding,) = [link for link in links if "/rilievo/" in link]
    assert said_so in read(site[finding]).main.text
