"""The search: an index of all the pages for the script that looks it up, and the same as lists for whoever has none."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from pdz_graph.errors import Text
from pdz_graph.pages.page import Page
from pdz_graph.pages.scene import Scene
from pdz_graph.pages.search import said
from pdz_graph.reports.values import plain
from pdz_graph.terms import NOTATION, PDZ, SKOS, TYPE
from pdz_graph.words import LANGUAGES

#: The properties whose values are looked up beside the title.
_MORE: Final = (NOTATION, SKOS["altLabel"], PDZ["nomeNelTesto"])
_WORD: Final = re.compile(r"[^\W_]{3,}")
#: The family of the pages that are about no single thing.
_PAGES: Final = ""
#: The part of the site to which its own pages belong.
SECTION: Final = "cerca"


@dataclass(frozen=True)
class Entry:
    """Something that can be found: its title, its family, the page and the place in it, and what else names it.

    ``weight`` is how much leads to it: of things found alike what weighs more is shown first.
    """

    title: Text
    family: str
    path: str
    anchor: str
    more: Text
    weight: int = 0


@dataclass(frozen=True)
class Family:
    """Things of a kind: how the kind is called, and all of them."""

    name: str
    label: Text
    entries: tuple[Entry, ...]


def families(scene: Scene, pages: Iterable[Page]) -> tuple[Family, ...]:
    """Return all that can be found, by family: first the pages, then the families of things by name."""
    found: dict[str, list[Entry]] = {}
    kinds: dict[str, Counter[NamedNode]] = {}
    for page in pages:
        if page.section == SECTION:
            continue
        for thing in page.things or (None,):
            entry = _entry(scene, page, thing)
            found.setdefault(entry.family, []).append(entry)
            kinds.setdefault(entry.family, Counter()).update(scene.book.kinds(thing) if thing else ())
    rows = [Family(name, _label(scene, name, kinds[name]), tuple(entries)) for name, entries in found.items()]
    return tuple(sorted(rows, key=lambda one: (one.name != _PAGES, one.label.it.casefold(), one.name)))


def _entry(scene: Scene, page: Page, thing: NamedNode | None) -> Entry:
    if thing is None:
        return Entry(page.title, _PAGES, page.path, "", _words(page.title, (page.summary,)))
    title = page.title if len(page.things) == 1 else scene.book.label(thing)
    named = [value.value for name in _MORE for value in scene.book.all(thing, name) if isinstance(value, Literal)]
    summary = (page.summary,) if thing == page.things[0] else ()  # of a page about many words each would repeat it
    more = _words(title, (*(Text(one, one) for one in named), *summary))
    weight = sum(len(nodes) for name, nodes in scene.book.into(thing).items() if name != TYPE)
    return Entry(title, _family(page.path), page.path, scene.addresses.fragment(thing), more, weight)


def _family(path: str) -> str:
    """Return the family of a thing: what its address says before its own name ("norma", "ente", "vocabolario")."""
    parts = path.split("/")
    return parts[2] if len(parts) > 3 and parts[0] == "accordo" else parts[0]


def _words(title: Text, texts: Iterable[Text]) -> Text:
    texts = tuple(texts)
    told = []
    for lang in LANGUAGES:
        known = set(_WORD.findall(fold(title.say(lang))))
        found = dict.fromkeys(word for text in texts for word in _WORD.findall(fold(text.say(lang))))
        told.append(" ".join(word for word in found if word not in known))
    return Text(*told)


def fold(text: str) -> str:
    """Return a text as it is looked up: in lower case, without accents."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(one for one in apart if not unicodedata.combining(one))


def _label(scene: Scene, name: str, kinds: Mapping[NamedNode, int]) -> Text:
    """Return how a family is called: as the class that most of its things are of, the widest of several."""
    if name == _PAGES:
        return said.PAGE
    known = [kind for kind in kinds if kind in said.FAMILIES or scene.book.labels.names(kind)]
    named = {kind: kinds[kind] for kind in known if kind != PDZ["InVigore"]}
    if not named:
        return said.NAMES.get(name, said.ELSE)
    kind = max(sorted(named, key=str), key=lambda one: (named[one], len(scene.book.of_kind(one))))
    return said.FAMILIES.get(kind) or scene.book.label(kind)


def pages(scene: Scene, every: Sequence[Page]) -> Iterator[Page]:
    """Yield the page of the search, and the list of each family."""
    found = families(scene, every)
    shown = {"families": found[1:], "pages": found[0], "told": said}
    yield Page("cerca", said.SEARCH, "search/search.html.j2", shown, section=SECTION, summary=said.LEDE)
    for family in found[1:]:
        by_letter = {lang: _by_letter(family.entries, lang) for lang in LANGUAGES}
        yield Page(
            f"cerca/{family.name}",
            Text(f"{said.LIST.it}: {family.label.it}", f"{said.LIST.en}: {family.label.en}"),
            "search/list.html.j2",
            {"family": family, "by_letter": by_letter, "told": said},
            section=SECTION,
            trail=(("cerca", said.SEARCH),),
        )


def _by_letter(entries: Iterable[Entry], lang: str) -> Mapping[str, tuple[Entry, ...]]:
    """Return entries by the first letter of their titles ("#": no letter), in the order of the alphabet."""
    found: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: (fold(one.title.say(lang)), one.path, one.anchor)):
        first = fold(entry.title.say(lang)).lstrip()[:1]
        found.setdefault(first.upper() if first.isalpha() else "#", []).append(entry)
    return {letter: tuple(found[letter]) for letter in sorted(found)}


def files(scene: Scene, every: Sequence[Page]) -> Iterator[tuple[str, bytes]]:
    """Yield the index of each language (``static/cerca.it.json``).

    ``kinds`` are the names of the families; each of ``entries`` is title, number of its family, path (without language
    and extension), place in the page, and further words, folded; the pages come first, then what weighs more.
    """
    found = families(scene, every)
    rows = [(number, one) for number, family in enumerate(found) for one in family.entries]
    rows.sort(key=lambda row: (row[0] > 0, -row[1].weight, row[1].path, row[1].anchor))
    for lang in LANGUAGES:
        entries = [[one.title.say(lang), kind, one.path, one.anchor, one.more.say(lang)] for kind, one in rows]
        told = {"kinds": [family.label.say(lang) for family in found], "entries": entries}
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        yield f"static/cerca.{lang}.json", plain(text).encode()
