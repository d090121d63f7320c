"""Before an accordo is signed it binds nobody: no norm applies and nothing is found, and the report says why."""

from __future__ import annotations

import json
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from altra_casa import valverde
from comando import Pdz
from situazioni import cremasco

from pdz_graph.agreement import Agreement

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "data" / "esempi" / "registro-con-errori"
SIGNED = date(2012, 3, 28)
EVE = SIGNED - timedelta(days=1)


def both(tmp_path: Path) -> list[tuple[Agreement, date]]:
    return [(cremasco(), SIGNED), (valverde(tmp_path / "casa"), date(2018, 5, 24))]


@pytest.mark.parametrize("engine", ["fast", "both"])
def test_the_day_before_nothing_applies_and_on_the_day_the_norms_do(tmp_path: Path, engine: str) -> None:
    for one, signed in both(tmp_path):
        eve = signed - timedelta(days=1)
        before = one.judge(as_of=eve, engine=engine, today=eve).verdict
        assert {ruling.status for ruling in before.rulings} == {"not_applicable"}
        assert (before.findings, before.conforms, before.signed, before.is_early) == ((), True, signed, True)
        on_the_day = one.judge(as_of=signed, engine="fast", today=signed).verdict
        assert not on_the_day.is_early
        assert {ruling.norm for ruling in on_the_day.rulings} == {ruling.norm for ruling in before.rulings}
        assert on_the_day.counts["not_applicable"] < len(on_the_day.rulings)


def test_a_register_of_that_day_accuses_nobody_either(pdz: Pdz) -> None:
    said = pdz("validate", EXAMPLE, "--as-of", EVE, "--format", "json")
    assert said.status == 0
    report = json.loads(said.out)
    assert report["findings"] == []
    assert {norm["status"] for norm in report["norms"]} == {"not_applicable"}
    assert {norm["checked"] for norm in report["norms"]} == {0}


@pytest.mark.parametrize(
    ("lang", "why"),
    [
        ("it", "L'accordo è stato firmato il 28 marzo 2012: prima di quel giorno nessuna norma si applica."),
        ("en", "The agreement was signed on 28 March 2012: before that day no norm applies."),
    ],
)
def test_the_report_says_why(pdz: Pdz, lang: str, why: str) -> None:
    for command in (["validate"], ["validate", "--format", "html"], ["explain", "art-07-forum"], ["norms"]):
        early = pdz(*command, "--as-of", EVE, "--lang", lang)
        assert early.status == 0
        assert why in " ".join(unescape(early.out).split())
        assert why not in " ".join(unescape(pdz(*command, "--as-of", SIGNED, "--lang", lang).out).split())
