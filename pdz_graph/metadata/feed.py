"""What happened, as a feed (Atom, RFC 4287): the latest first; an entry never changes its id."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final
from xml.etree import ElementTree as ET

from pyoxigraph import NamedNode

from pdz_graph.files import FORBIDDEN
from pdz_graph.linked.addresses import Addresses
from pdz_graph.metadata import said
from pdz_graph.metadata.published import Happening, Published
from pdz_graph.tables.declared import slug
from pdz_graph.terms import ATOM, DCT, FOAF, of_accordo
from pdz_graph.words import LANGUAGES, say_day

#: The most entries of a feed.
MOST: Final = 200


def path(lang: str) -> str:
    """Return where the feed in a language stands."""
    return f"cambiamenti.{lang}.atom"


def feed(published: Published, lang: str) -> bytes:
    """Return the feed of what happened, at most the latest ``MOST`` things, in a language."""
    addresses, day = published.book.addresses, published.judgement.verdict.as_of
    ids = _ids(published)
    latest = sorted(ids, key=lambda name: (ids[name].day, name), reverse=True)[:MOST]
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": lang})
    _text(root, "id", addresses.url(path(lang)))
    _text(root, "title", f"{said.CHANGES.say(lang)}: {published.agreement.label.say(lang)}")
    _text(root, "updated", _instant(ids[latest[0]].day if latest else day))
    _text(ET.SubElement(root, "author"), "name", _author(published))
    _link(root, "self", addresses.url(path(lang)), "application/atom+xml", lang)
    for other in LANGUAGES:
        _link(root, "alternate", addresses.url(f"cambiamenti.{other}.html"), "text/html", other)
    for name in latest:
        _entry(root, name, ids[name], addresses, lang)
    ET.indent(root, " ")
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _ids(published: Published) -> dict[str, Happening]:
    """Return what happened by an id of its own: the thing that says so, the day and the kind."""
    found: dict[str, Happening] = {}
    times = Counter[str]()
    for one in sorted(published.happenings, key=lambda one: (one.day, one.iri, one.kind.it, one.label.it)):
        iri = published.book.addresses.iri(one.iri)
        name = f"{iri}{'-' if '#' in iri else '#'}{one.day.isoformat()}-{slug(one.kind.it)}"
        times[name] += 1
        found[f"{name}-{times[name]}" if times[name] > 1 else name] = one
    return found


def _entry(root: ET.Element, name: str, one: Happening, addresses: Addresses, lang: str) -> None:
    entry, node = ET.SubElement(root, "entry"), NamedNode(one.iri)
    _text(entry, "id", name)
    _text(entry, "title", f"{one.kind.say(lang)}: {one.label.say(lang)}")
    _text(entry, "updated", _instant(one.day))
    page = addresses.url(addresses.file(addresses.path(node), f"{lang}.html"))
    fragment = addresses.fragment(node)
    _link(entry, "alternate", f"{page}#{fragment}" if fragment else page, "text/html", lang)
    ET.SubElement(entry, "category", {"term": _clean(one.kind.say(lang))})
    _text(entry, "summary", f"{one.kind.say(lang)}: {one.label.say(lang)}, {say_day(one.day, lang)}")


def _author(published: Published) -> str:
    """Return who publishes the data, else what publishes them."""
    book = published.book
    who = book.one(of_accordo(published.agreement.id, "catalogo"), DCT["publisher"])
    return (book.text(who, FOAF["name"], "it") or book.label(who).it) if who else said.PROGRAM


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _clean(text)


def _link(parent: ET.Element, rel: str, place: str, media: str, lang: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": media, "hreflang": lang, "href": place})


def _clean(text: str) -> str:
    """Return a text without what XML cannot hold, nor what would act instead of being read."""
    return FORBIDDEN.sub(" ", text)


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
