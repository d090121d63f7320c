"""The norms: all of them by article, and the page of each with its verdict and all that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import NamedNode

from pdz_graph.cards import Parameter, lists_of
from pdz_graph.errors import Text
from pdz_graph.pages.acts import said
from pdz_graph.pages.acts.dues import of_norm
from pdz_graph.pages.acts.leaf import leaf, nodes, once
from pdz_graph.pages.acts.rulings import STANDINGS, Norm, norms, outcomes, pages_of_findings, readings_of
from pdz_graph.pages.acts.strip import strip
from pdz_graph.pages.acts.text import outline_of, trail
from pdz_graph.pages.page import Page
from pdz_graph.pages.scene import Scene
from pdz_graph.reports.outline import in_order
from pdz_graph.reports.values import say_article
from pdz_graph.terms import DCT, NOTATION, PDZ, SHAPES, SKOS
from pdz_graph.verdict import Waiver

_MANY: Final = 12


@dataclass(frozen=True)
class Group:
    """The norms of an article: how it is called, its part of the text where there is one, its anchor."""

    code: str
    label: Text
    node: NamedNode | None
    norms: tuple[Norm, ...]


@once
def groups(scene: Scene) -> tuple[Group, ...]:
    """Return all the norms by article, in the order of the articles."""
    found: dict[str, list[Norm]] = {}
    for norm in norms(scene).values():
        found.setdefault(norm.card.article, []).append(norm)
    return tuple(_group(scene, code, tuple(found[code])) for code in in_order(found))


def _group(scene: Scene, code: str, several: tuple[Norm, ...]) -> Group:
    """Return an article as the part of the text from which most of its norms come calls it."""
    outline = outline_of(scene)
    places = [one for norm in several for one in nodes(scene.book, norm.node, DCT["source"]) if one in outline.parts]
    chapters = [outline.chapter(place) for place in places]
    order = [one for root in outline.roots for one in outline.under(root)]
    node = max(sorted(set(chapters), key=order.index), key=chapters.count, default=None)
    label = scene.book.label(node) if node else Text(say_article(code, "it"), say_article(code, "en"))
    return Group(code, label, node, several)


@once
def counts(scene: Scene) -> Mapping[str, int]:
    """Return how many norms stand in each way; ways in which none does are left out."""
    standings = [norm.standing for norm in norms(scene).values()]
    return {name: standings.count(name) for name in STANDINGS if name in standings}


def listing(scene: Scene) -> Iterator[Page]:
    """Yield the list of the norms."""
    every = tuple(norms(scene).values())
    shown = {
        "groups": groups(scene),
        "counts": counts(scene),
        "by_standing": {name: [one for one in every if one.standing == name] for name in counts(scene)},
        "total": len(every),
    }
    yield leaf("norme", said.NORMS, "norms", shown, section="norme", summary=said.NORMS_LEDE)


def norm(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a norm."""
    here = norms(scene)[things[0]]
    group = next(group for group in groups(scene) if here in group.norms)
    node = group.node
    way = (*trail(scene, node), (scene.addresses.path(node), scene.book.label(node))) if node else ()
    shown = {**_card(scene, here), **_verdict(scene, here), "norm": here}
    title = here.card.label
    return leaf(path, title, "norm", shown, section="norme", things=things, trail=way, summary=here.card.description)


def _card(scene: Scene, norm: Norm) -> dict[str, Any]:
    book, node = scene.book, norm.node
    kinds = [kind for kind in book.kinds(node) if kind in PDZ and PDZ.name(kind) in norm.card.kinds]
    named = [Parameter((), PDZ["genere"], nodes(book, node, PDZ["genere"]))] if book.all(node, PDZ["genere"]) else []
    facts = [
        (said.PLACE, nodes(book, node, DCT["source"])),
        (said.MODALITY, nodes(book, node, PDZ["modalita"])),
        (said.BEARER, nodes(book, node, PDZ["destinatario"])),
        (said.COUNTERPART, nodes(book, node, PDZ["controparte"])),
        (said.GENUS, tuple(value for one in named for value in one.values)),
        (said.KIND, tuple(kinds)),
    ]
    own = [one for one in norm.card.terms if not one.through and one.name not in (PDZ["dal"], PDZ["al"])]
    through: dict[tuple[Any, ...], list[Parameter]] = {}
    for one in norm.card.terms:
        if one.through:
            through.setdefault(one.through, []).append(one)
    return {
        "facts": [(name, values) for name, values in facts if values],
        "parameters": own,
        "through": through,
        "days": [one for one in norm.card.terms if not one.through and one.name in (PDZ["dal"], PDZ["al"])],
        "modalities": [book.value(one, NOTATION) for one in nodes(book, node, PDZ["modalita"])],
        "definitions": {one: _meaning(scene, one) for one in nodes(book, node, PDZ["modalita"])},
        "shapes": [(SHAPES[name], checks(scene)[name]) for name in norm.card.shapes],
    }


@once
def checks(scene: Scene) -> Mapping[str, Text]:
    """Return what each check says when something does not pass it, by the name of the constraint."""
    return {one.name: one.message for kind in scene.agreement.kinds for one in kind.constraints}


def _meaning(scene: Scene, concept: NamedNode) -> Text:
    book = scene.book
    return Text(*(book.text(concept, SKOS["definition"], lang) for lang in ("it", "en")))


def _verdict(scene: Scene, norm: Norm) -> dict[str, Any]:
    dues = of_norm(scene, norm.card.id)
    elsewhere = {row.due.iri for row in dues}
    looked = [one for one in norm.ruling.looked_at if one.id not in elsewhere] if norm.ruling else []
    known = elsewhere | {one.id for one in looked}
    unknown = [one for one in norm.ruling.unknown if one.id not in known] if norm.ruling else []
    return {
        "strip": strip(scene, norm.card.id),
        "dues": dues,
        "looked": looked,
        "short": _MANY,
        "unknown": unknown,
        "lists": lists_to_complete(scene, norm),
        "pages": pages_of_findings(scene),
        "outcome": outcomes(scene).get(norm.card.id),
        "readings": readings_of(scene, norm),
        "waivers": waivers(scene, norm),
    }


def lists_to_complete(scene: Scene, norm: Norm) -> tuple[str, ...]:
    """Return the codes of the lists that, said complete, would let what is unknown be known."""
    unknown = [thing.id for thing in norm.ruling.unknown] if norm.ruling else []
    return lists_of(scene.agreement.quads, unknown) if unknown else ()


def waivers(scene: Scene, norm: Norm) -> tuple[Waiver, ...]:
    """Return the waivers of a norm in force on the day, those that fit nothing too."""
    used = [finding.waiver for finding in norm.findings if finding.waiver]
    return tuple(dict.fromkeys((*used, *(one for one in scene.verdict.idle if one.norm == norm.card.id))))


def outcome(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of how a norm fared on the day."""
    node = scene.book.one(things[0], PDZ["norma"])
    here = norms(scene)[node]  # type: ignore[index]
    way = (("norme", said.NORMS), (scene.addresses.path(here.node), here.card.label))
    title = Text(f"Esito: {here.card.label.it}", f"Outcome: {here.card.label.en}")
    shown = {**_verdict(scene, here), "norm": here}
    return leaf(path, title, "outcome", shown, section="norme", things=things, trail=way)
