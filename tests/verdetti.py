"""Verdicts made by hand, with everything that a report must stand: long names, hostile ones, every kind of value."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from pdz_graph.errors import Place, Problem, Text
from pdz_graph.reports import render
from pdz_graph.terms import ENTE, of_accordo
from pdz_graph.verdict import Finding, Ruling, Thing, Verdict

ACCORDO = "esempio"
LONG = "Associazione " + "molto lunga " * 16 + "in fondo"
HOSTILE = "=cmd()<script>alert(1)</script>\x1b[31m[bold]rosso\u202e"
CREMA = ENTE["comune-crema"].value
LABELS = {
    CREMA: Text("Comune di Crema", "Comune of Crema"),
    of_accordo(ACCORDO, "norma", "art-07-1-componenti").value: Text("Due componenti", "Two members"),
    of_accordo(ACCORDO, "lettura", "per-data").value: Text("fino al giorno scritto", "up to the day written"),
}
NOTICE = Problem(
    "name",
    Place("atti.csv", row=4, column="organo"),
    Text("«Gomito» letto come Gombito.", "“Gomito” read as Gombito."),
    Text("Correggere, se è altro.", "Correct it, if another."),
)


def thing(name: str, label: str | None = None) -> Thing:
    said = label or name
    return Thing(of_accordo(ACCORDO, "sub-ambito", name).value, Text(said, f"{said} (en)"))


def finding(norm: str, article: str, severity: str = "violation", **facts: object) -> Finding:
    given: dict[str, object] = {
        "subject": thing("2"),
        "since": date(2012, 4, 1),
        "message": Text("Mancano componenti.", "Members are missing."),
        "remedy": Text("Nominarli.", "Appoint them."),
        "expected": 2,
        "found": 1,
        "depends_on": (),
        "shape": "composizione-pochi",
    }
    return Finding(norm, article, severity, **(given | facts))  # type: ignore[arg-type]


def verdict(*findings: Finding, **facts: object) -> Verdict:
    rulings = (
        Ruling("art-02-oggetto", "2", "satisfied", (thing("1"),), ()),
        Ruling("art-07-1-componenti", "7", "violated", (thing("1"), thing("2")), ()),
        Ruling("art-10-frequenza", "10", "unknown", (), (thing("3"),)),
        Ruling("firme", "firme", "not_applicable", (), ()),
    )
    given: dict[str, object] = {
        "accordo": ACCORDO,
        "label": Text("Accordo di esempio", "Example agreement"),
        "as_of": date(2013, 6, 30),
        "day_is_default": False,
        "known_at": None,
        "readings": {"art-16": "per-data"},
        "rulings": rulings,
        "findings": findings,
    }
    return Verdict(**(given | facts))  # type: ignore[arg-type]


FULL = verdict(
    finding("art-07-1-componenti", "7"),
    finding("art-07-1-componenti", "7", subject=thing("5", LONG), found=0),
    finding(
        "art-07-forum", "7", "warning", expected=None, found=None, shape="confronto-mancante", depends_on=("art-16",)
    ),
    finding("art-10-frequenza", "10", "info", subject=Thing("2013", Text("2013", "2013")), since=None),
    finding(
        "art-15-compatibilita", "15", subject=thing("x", HOSTILE), expected=Decimal("1234.5"), found=Decimal("-2E+3")
    ),
    finding("art-18-burl", "18", expected=CREMA, found=date(2013, 3, 31)),
    known_at=datetime(2013, 7, 1, 9, 30, tzinfo=UTC),
)
CLEAN = verdict()


def report(form: str, lang: str = "it", said: Verdict = FULL, **more: object) -> str:
    return render(said, form, lang, labels=LABELS, notices=(NOTICE,), **more)  # type: ignore[arg-type]
