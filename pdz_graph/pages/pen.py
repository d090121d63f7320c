"""How a page writes names, values and links, in one language and from one place. A literal never becomes HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from textwrap import dedent
from typing import Any, Final

from markupsafe import Markup, escape
from pyoxigraph import BlankNode, Literal, NamedNode

from pdz_graph.errors import Text
from pdz_graph.facts import Term, as_day
from pdz_graph.pages import said
from pdz_graph.pages.phrase import Badge, Door, Folded, Named, Phrase, Told
from pdz_graph.pages.scene import APART, Scene
from pdz_graph.terms import LABEL, PREFIXES, RDF, SKOS, TYPE, WEB, XSD
from pdz_graph.words import AND, LANGUAGES, say_day

#: How deep things without a name are told one in another, and how many members of a list.
_DEEP: Final = 6
_LONG: Final = 200


class Pen:
    """Writes for the page at path ``here`` (from the base) in ``lang``."""

    def __init__(self, scene: Scene, here: str, lang: str) -> None:
        self.scene, self.here, self.lang = scene, here, lang
        self._root, self._from = (scene.root, "") if here in APART else ("", here)
        folder = here if here in APART else here.rpartition("/")[0]
        self._links, self._parts = scene.written.setdefault((folder, lang), ({}, {}))

    def once(self, name: str, write: Callable[[], Any]) -> Any:
        """Return a part that is the same in all the pages of a folder, written when it is first asked for."""
        if name not in self._parts:
            self._parts[name] = write()
        return self._parts[name]

    def say(self, text: Text) -> str:
        """Return a text in the language of the page."""
        return text.say(self.lang)

    def label(self, term: Term) -> str:
        """Return how a thing is called."""
        if isinstance(term, NamedNode) and not self.scene.addresses.ours(term):
            return self.scene.book.label(term).say(self.lang) if self.scene.book.labels.names(term) else short(term)
        return self.scene.book.label(term).say(self.lang)

    def page(self, path: str, lang: str = "") -> str:
        """Return the relative address of a page that describes no thing ("norme", "domande/verdetti")."""
        return self.file(f"{path}.{lang or self.lang}.html")

    def file(self, path: str) -> str:
        """Return the relative address of a file of the site; the whole path where the page may be shown anywhere."""
        return self._root + self.scene.addresses.to(self._from, path)

    def place(self, node: NamedNode) -> str:
        """Return the address of the page of a thing, as ``file`` has it."""
        return self._root + self.scene.addresses.link(self._from, node, self.lang)

    def link(self, node: Term, words: str = "") -> Markup:
        """Return a link to the page of a thing, or out to the web; a name alone where there is nowhere to go."""
        if words:
            return self._link(node, words)
        if node not in self._links:
            self._links[node] = self._link(node, self.label(node))
        return self._links[node]

    def _link(self, node: Term, shown: str) -> Markup:
        if isinstance(node, NamedNode) and self.scene.addresses.ours(node):
            # A question may answer with things of its own making, of which there is no page.
            known = self.scene.addresses.path(node) in self.scene.book.documents
            return Markup('<a href="%s">%s</a>') % (self.place(node), shown) if known else escape(shown)
        if isinstance(node, NamedNode) and node.value.startswith(WEB):
            return Markup('<a rel="external" href="{}">{}</a>').format(node.value, shown)
        return escape(shown)

    def value(self, term: Term) -> Markup:
        """Return a value as people read it: days in words, yes and no, texts in another language marked as such."""
        if isinstance(term, NamedNode):
            return self.link(term)
        return self._nested(term, 0) if isinstance(term, BlankNode) else self._literal(term)

    def _literal(self, term: Literal) -> Markup:
        day = as_day(term)
        if day:
            return self.day(day)
        if term.datatype == XSD["boolean"]:
            return escape(self.say(said.YES if term.value in ("true", "1") else said.NO))
        if term.language and term.language != self.lang:
            return Markup('<span lang="{}">{}</span>').format(term.language, term.value)
        if "\n" in term.value.strip():
            return Markup('<pre class="text">{}</pre>').format(dedent(term.value).strip())
        return escape(term.value)

    def _nested(self, node: BlankNode, depth: int) -> Markup:
        """Return what is said of something without a name, in brackets: a list as its members."""
        said = self.scene.book.said(node)
        parts: list[Markup] = []
        if depth > _DEEP or not said:
            return escape(self.label(node))
        rest: Term = node
        while isinstance(rest, BlankNode) and len(parts) < _LONG:
            head = self.scene.book.one(rest, RDF["first"])
            if head is None:
                break
            parts.append(self._inside(head, depth))
            rest = self.scene.book.one(rest, RDF["rest"]) or RDF["nil"]
        if parts:
            return Markup("({})").format(Markup(", ").join(parts))
        parts = [
            Markup("{}: {}").format(self.link(name), Markup(", ").join([self._inside(one, depth) for one in values]))
            for name, values in _ordered(said).items()
        ]
        return Markup("[{}]").format(Markup("; ").join(parts))

    def _inside(self, term: Term, depth: int) -> Markup:
        return self._nested(term, depth + 1) if isinstance(term, BlankNode) else self.value(term)

    def day(self, day: date) -> Markup:
        """Return a day in words."""
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), say_day(day, self.lang))

    def number(self, number: int) -> str:
        """Return a whole number with its thousands apart: "1.234", "1,234"."""
        return f"{number:,}".replace(",", "." if self.lang == "it" else ",")

    def tell(self, told: Told) -> Markup:
        """Return anything that a page tells (``phrase.Told``), links and all; several values as a series."""
        way = _WAYS.get(type(told))
        return way(self, told) if way else escape(str(told))

    def _phrase(self, told: Phrase) -> Markup:
        parts = {name: self.tell(part) for name, part in told.parts.items()}
        return escape(self.say(told.pattern)).format(**parts)

    def _door(self, told: Door) -> Markup:
        place = self.page(told.path) + (f"#{told.anchor}" if told.anchor else "")
        return Markup('<a href="{}">{}</a>').format(place, self.say(told.text))

    def _folded(self, told: Folded) -> Markup:
        items = Markup().join(Markup("<li>{}</li>").format(self.tell(item)) for item in told.items)
        title = self.tell(told.title)
        return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(title, items)

    def series(self, parts: list[Markup]) -> Markup:
        """Join parts as a sentence does: "a, b and c"."""
        if len(parts) < 2:
            return Markup().join(parts)
        return Markup("{} {} {}").format(Markup(", ").join(parts[:-1]), self.say(AND), parts[-1])

    def said(self, node: NamedNode) -> dict[NamedNode, list[Term]]:
        """Return what is said of a thing, by property: its class and its names first."""
        return _ordered(self.scene.book.said(node))

    def leads(self, node: NamedNode) -> dict[NamedNode, list[Term]]:
        """Return what leads to a thing, by property, as its RDF documents tell it."""
        found = self.scene.book.into(node)
        named = {name: [one for one in nodes if isinstance(one, NamedNode)] for name, nodes in found.items()}
        return _ordered({name: list[Term](nodes) for name, nodes in named.items() if nodes and name != TYPE})

    def iri(self, node: NamedNode) -> str:
        """Return the IRI of a thing as it goes out."""
        return self.scene.addresses.iri(node.value)

    @property
    def other(self) -> str:
        """The language that the page is not in."""
        return next(lang for lang in LANGUAGES if lang != self.lang)


def _ordered(said: dict[NamedNode, list[Term]]) -> dict[NamedNode, list[Term]]:
    first = {TYPE: 0, LABEL: 1, SKOS["prefLabel"]: 1}
    return {name: sorted(said[name], key=str) for name in sorted(said, key=lambda one: (first.get(one, 2), str(one)))}


@cache
def short(node: NamedNode) -> str:
    """Return an IRI by its prefix where it has one that everybody knows, else whole."""
    for prefix, start in PREFIXES.items():
        if node.value.startswith(start):
            return f"{prefix}:{node.value.removeprefix(start)}"
    return node.value


def is_prose(term: Term) -> bool:
    """Tell whether a value speaks in a language."""
    return isinstance(term, Literal) and term.language is not None


#: How each sort of thing that a page tells is written.
_WAYS: Final[Mapping[type, Callable[[Pen, Any], Markup]]] = {
    type(None): lambda _pen, _told: Markup(),
    Text: lambda pen, told: escape(pen.say(told)),
    Phrase: Pen._phrase,
    Badge: lambda pen, told: Markup('<span class="status {}">{}</span>').format(told.code, pen.say(told.text)),
    Door: Pen._door,
    Named: lambda pen, told: pen.link(told.node, pen.say(told.text)),
    Folded: Pen._folded,
    NamedNode: Pen.value,
    BlankNode: Pen.value,
    Literal: Pen.value,
    date: Pen.day,
    int: lambda pen, told: escape(pen.number(told)),
    tuple: lambda pen, told: pen.series([pen.tell(one) for one in told]),
}
