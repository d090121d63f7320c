"""What is odd in the text and how it is read: anomalies, readings, the acts that it cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.pages.acts import said
from pdz_graph.pages.acts.leaf import leaf, nodes, once
from pdz_graph.pages.acts.norms import groups
from pdz_graph.pages.acts.rulings import by_code, in_text
from pdz_graph.pages.acts.text import outline_of
from pdz_graph.pages.page import Page
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import DCT, PDZ, RDFS, SH

_ANOMALY: Final = PDZ["Anomalia"]
_READING: Final = PDZ["Lettura"]
_CITED: Final = PDZ["AttoCitato"]


@once
def _by_gravity(scene: Scene) -> Mapping[str, tuple[NamedNode, ...]]:
    """Return the anomalies by their gravity, as data call it, in the order of the text."""
    found: dict[str, list[NamedNode]] = {}
    order = {
        node: place
        for place, node in enumerate(one for root in outline_of(scene).roots for one in outline_of(scene).under(root))
    }

    def first(node: NamedNode) -> tuple[int, str]:
        places = [order[one] for one in nodes(scene.book, node, DCT["source"]) if one in order]
        return min(places, default=len(order)), node.value

    for node in sorted(scene.book.of_kind(_ANOMALY), key=first):
        found.setdefault(scene.book.value(node, PDZ["gravitaAnomalia"]), []).append(node)
    return {gravity: tuple(found[gravity]) for gravity in sorted(found)}


def anomalies(scene: Scene) -> Iterator[Page]:
    """Yield the list of the anomalies."""
    groups_ = _by_gravity(scene)
    shown = {
        "groups": groups_,
        "total": sum(map(len, groups_.values())),
        "said_there": _quotes(scene),
        "read_as": {node: scene.book.texts(node, PDZ["lettura"]) for several in groups_.values() for node in several},
        "places": {node: nodes(scene.book, node, DCT["source"]) for several in groups_.values() for node in several},
    }
    yield leaf("anomalie", said.ANOMALIES, "anomalies", shown, section="anomalie", summary=said.ANOMALIES_LEDE)


def _quotes(scene: Scene) -> Mapping[NamedNode, tuple[str, ...]]:
    return {
        node: tuple(one.value for one in scene.book.all(node, PDZ["dice"])) for node in scene.book.of_kind(_ANOMALY)
    }


def anomaly(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of an anomaly."""
    node, book = things[0], scene.book
    places = nodes(book, node, DCT["source"])
    under = [one for place in places if place in outline_of(scene).parts for one in (place,)]
    shown = {
        "gravity": book.value(node, PDZ["gravitaAnomalia"]),
        "quotes": _quotes(scene)[node],
        "read_as": book.texts(node, PDZ["lettura"]),
        "about": book.texts(node, RDFS["comment"]),
        "places": places,
        "norms": list(dict.fromkeys(norm for place in under for norm in in_text(scene).get(place, ()))),
    }
    way = (("anomalie", said.ANOMALIES),)
    return leaf(path, book.label(node), "anomaly", shown, section="anomalie", things=things, trail=way)


def readings(scene: Scene) -> Iterator[Page]:
    """Yield the list of the readings, by the question that they answer."""
    found: dict[str, list[NamedNode]] = {}
    for node in scene.book.of_kind(_READING):
        found.setdefault(scene.book.value(node, PDZ["questione"]), []).append(node)
    chosen = set(scene.verdict.readings.values())
    shown = {
        "questions": [(_question(scene, name), tuple(found[name]), _hangs(scene, name)) for name in sorted(found)],
        "used": {node for several in found.values() for node in several if _code(node) in chosen},
        "why": {node: scene.book.texts(node, PDZ["motivazione"]) for several in found.values() for node in several},
        "adopted": {node for node in scene.book.of_kind(_READING) if _adopted(scene, node)},
    }
    yield leaf("letture", said.READINGS, "readings", shown, section="letture", summary=said.READINGS_LEDE)


def _code(node: NamedNode) -> str:
    return node.value.rpartition("/")[2]


def _adopted(scene: Scene, node: NamedNode) -> bool:
    return scene.book.value(node, PDZ["adottata"]) in ("true", "1")


def _question(scene: Scene, name: str) -> Text:
    """Return how a question is called: as the article that it is about, else by its code."""
    _, _, article = name.partition("-")
    group = next((one for one in groups(scene) if one.code == article.lstrip("0")), None)
    return group.label if group else Text(name, name)


def _hangs(scene: Scene, question: str) -> tuple[NamedNode, ...]:
    """Return the norms of which something found depends on a question."""
    found = {one.norm for one in scene.verdict.findings if question in one.depends_on}
    return tuple(by_code(scene)[norm].node for norm in sorted(found))


def reading(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of a reading."""
    node, book = things[0], scene.book
    question = book.value(node, PDZ["questione"])
    others = [one for one in book.of_kind(_READING) if one != node and book.value(one, PDZ["questione"]) == question]
    shown = {
        "question": _question(scene, question),
        "used": _code(node) in scene.verdict.readings.values(),
        "adopted": _adopted(scene, node),
        "why": book.texts(node, PDZ["motivazione"]),
        "start": book.one(node, PDZ["dal"]),
        "end": book.one(node, PDZ["al"]),
        "places": nodes(book, node, DCT["source"]),
        "others": others,
        "hangs": _hangs(scene, question),
        "verdicts": [
            one for one in book.subjects(PDZ["secondoLettura"], node) if SH["ValidationReport"] in book.kinds(one)
        ],
    }
    way = (("letture", said.READINGS),)
    return leaf(path, book.label(node), "reading", shown, section="letture", things=things, trail=way)


def cited(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of an act that the text cites."""
    node, book = things[0], scene.book
    facts = [
        (said.CITED_KIND, book.value(node, PDZ["tipoDiAttoCitato"])),
        (said.NUMBER, book.value(node, PDZ["numero"])),
        (said.YEAR, book.value(node, PDZ["anno"])),
        (said.CITED_ARTICLES, book.value(node, PDZ["articoliCitati"])),
    ]
    shown = {
        "facts": [(name, value) for name, value in facts if value],
        "day": book.one(node, PDZ["data"]),
        "about": book.texts(node, RDFS["comment"]),
        "places": nodes(book, node, PDZ["citatoIn"]),
        "others": [one for one in book.of_kind(_CITED) if one != node],
    }
    way = (("articoli", said.ARTICLES),)
    return leaf(path, book.label(node), "cited", shown, section="articoli", things=things, trail=way)
