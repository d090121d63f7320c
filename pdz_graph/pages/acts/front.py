"""The front page, and the page of the accordo itself: what it is, how it stands, what comes next, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pyoxigraph import NamedNode

from pdz_graph.pages.acts import said_of_front
from pdz_graph.pages.acts.changes import lately
from pdz_graph.pages.acts.dues import day_of, overdue, upcoming
from pdz_graph.pages.acts.findings import gravest
from pdz_graph.pages.acts.leaf import both, leaf, nodes, once
from pdz_graph.pages.acts.norms import counts
from pdz_graph.pages.acts.rulings import by_code, norms, pages_of_findings
from pdz_graph.pages.page import Page
from pdz_graph.pages.scene import Scene
from pdz_graph.reports.outline import headline, mood, too_early
from pdz_graph.terms import PDZ

#: How many of each the front page shows.
_FINDINGS: Final = 5
_DUES: Final = 5
_EVENTS: Final = 8
#: How long the bar of the norms is, in pixels.
BAR: Final = 720


@dataclass(frozen=True)
class Share:
    """The norms that stand in a way, as a piece of the bar."""

    standing: str
    number: int
    x: float
    width: float


@dataclass(frozen=True)
class Facts:
    """What an accordo is: who signed it, the days on which it holds, and by which reading of the text."""

    comuni: tuple[NamedNode, ...]
    others: tuple[NamedNode, ...]
    signed: date | None
    start: date | None
    end: date | None
    readings: tuple[NamedNode, ...]


@once
def facts(scene: Scene) -> Facts:
    """Return what the accordo is."""
    book, accordo = scene.book, scene.accordo
    signatories = nodes(book, accordo, PDZ["firmatario"])
    comuni = tuple(one for one in signatories if PDZ["Comune"] in book.kinds(one))
    chosen = set(scene.verdict.readings.values())
    readings = [one for one in book.of_kind(PDZ["Lettura"]) if one.value.rpartition("/")[2] in chosen]
    return Facts(
        comuni,
        tuple(one for one in signatories if one not in set(comuni)),
        scene.agreement.signed,
        day_of(scene, accordo, "dal"),
        day_of(scene, accordo, "al"),
        tuple(readings),
    )


@once
def shares(scene: Scene) -> tuple[Share, ...]:
    """Return the bar of the norms."""
    every, row, x = counts(scene), [], 0.0
    total = sum(every.values()) or 1
    for standing, number in every.items():
        width = round(BAR * number / total, 1)
        row.append(Share(standing, number, round(x, 1), width))
        x += width
    return tuple(row)


def _state(scene: Scene) -> dict[str, Any]:
    return {
        "facts": facts(scene),
        "shares": shares(scene),
        "bar": BAR,
        "headline": both(headline, scene.verdict),
        "mood": mood(scene.verdict),
        "early": both(too_early, scene.verdict),
        "total": len(norms(scene)),
        "about": scene.book.texts(scene.accordo, PDZ["oggetto"]),
    }


def front(scene: Scene) -> Iterator[Page]:
    """Yield the front page."""
    found = gravest(scene)
    shown = {
        **_state(scene),
        "gravest": found[:_FINDINGS],
        "more": max(0, len(found) - _FINDINGS),
        "norms": by_code(scene),
        "pages": pages_of_findings(scene),
        "upcoming": upcoming(scene, _DUES),
        "overdue": overdue(scene)[:_DUES],
        "lately": lately(scene, _EVENTS),
    }
    yield leaf("index", scene.agreement.label, "index", shown, section="index", summary=said_of_front.INDEX_SUMMARY)


def accordo(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of the accordo."""
    book, node = scene.book, things[0]
    shown = {
        **_state(scene),
        "signatures": {_signer(scene, one): one for one in book.of_kind(PDZ["Firma"])},
        "district": nodes(book, node, PDZ["ambito"]),
        "lead": nodes(book, node, PDZ["capofila"]),
        "organs": nodes(book, node, PDZ["organoDellAccordo"]),
        "annexes": nodes(book, node, PDZ["allegato"]),
        "cited": nodes(book, node, PDZ["cita"]),
        "adherents": _adherents(scene),
    }
    return leaf(path, book.label(node), "accordo", shown, section="articoli", things=things)


def _signer(scene: Scene, signature: NamedNode) -> NamedNode | None:
    return next(iter(nodes(scene.book, signature, PDZ["ente"])), None)


def _adherents(scene: Scene) -> tuple[NamedNode, ...]:
    found = {one for each in scene.book.of_kind(PDZ["Adesione"]) for one in nodes(scene.book, each, PDZ["ente"])}
    return tuple(sorted(found, key=lambda one: (scene.book.label(one).it.casefold(), one.value)))
