"""Where the documents of a thing stand: beside its IRI, which only the base of a publication changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final
from urllib.parse import quote

from pyoxigraph import NamedNode

from pdz_graph.facts import Term, Triple
from pdz_graph.terms import BASE
from pdz_graph.words import LANGUAGES

#: The forms of a document by their extension: a page in each language, then the same statements as RDF.
PAGES: Final = tuple(f"{lang}.html" for lang in LANGUAGES)
STATEMENTS: Final = ("ttl", "jsonld", "nt", "rdf")
#: What is of an accordo, and so moves with the base; the words that all the accordi share keep their IRIs.
_DATA: Final = tuple(f"{family}/" for family in ("accordo", "ente", "persona", "ambito", "grafo"))
#: What has documents: the data, and the words. Whatever else stands under the base is a file of the site.
_THINGS: Final = (*_DATA, "onto", "shapes", "vocabolario/", "problema/")
_OURS: Final = tuple(BASE + family for family in _THINGS)


@dataclass(frozen=True)
class Addresses:
    """The IRIs of a publication and where their documents stand.

    ``base`` takes the place of the project's own at the beginning of the IRIs of an accordo; it ends in a slash. Inside
    the program every IRI keeps the project's base: ``public`` is what goes out.
    """

    base: str = BASE

    @cached_property
    def _moves(self) -> bool:
        return self.base != BASE

    def ours(self, node: object) -> bool:
        """Tell whether a node is a thing of ours, and so has documents; a page or a dump of the site is a file."""
        return isinstance(node, NamedNode) and node.value.startswith(_OURS)

    def public(self, node: Term) -> Term:
        """Return a term as it goes out."""
        return NamedNode(self.iri(node.value)) if self._moves and isinstance(node, NamedNode) else node

    def iri(self, iri: str) -> str:
        """Return an IRI as it goes out."""
        rest = iri.removeprefix(BASE)
        return self.base + rest if self._moves and rest != iri and rest.startswith(_DATA) else iri

    def text(self, text: str) -> str:
        """Return a text that spells our IRIs (a query, a context) as it goes out."""
        if not self._moves:
            return text
        for family in _DATA:
            text = text.replace(BASE + family, self.base + family)
        return text

    def triples(self, triples: Iterable[Triple]) -> Iterator[Triple]:
        """Yield triples as they go out."""
        if not self._moves:
            yield from triples
            return
        for subject, predicate, value in triples:
            yield self.public(subject), predicate, self.public(value)  # type: ignore[misc]

    def path(self, node: NamedNode) -> str:
        """Return where the documents of one of our things stand, from the base, without what tells their form.

        What comes after a hash is in the document of what is before it.
        """
        return node.value.removeprefix(BASE).partition("#")[0]

    def fragment(self, node: NamedNode) -> str:
        """Return what comes after the hash, "" where there is none."""
        return node.value.partition("#")[2]

    def url(self, file: str) -> str:
        """Return where a file of the site stands for the world."""
        return self.base + quote(file)

    def file(self, path: str, form: str) -> str:
        """Return a document: ``form`` is one of PAGES or STATEMENTS."""
        return f"{path}.{form}"

    def link(self, here: str, node: NamedNode, lang: str) -> str:
        """Return the relative address, from the page at path ``here``, of the page about a thing in a language."""
        fragment = self.fragment(node)
        place = self.to(here, self.file(self.path(node), f"{lang}.html"))
        return f"{place}#{quote(fragment)}" if fragment else place

    def to(self, here: str, file: str) -> str:
        """Return the relative address of a file of the site, from the page at path ``here``; both are from the base."""
        return _way(here.rpartition("/")[0], file)


@lru_cache(maxsize=1 << 16)
def _way(folder: str, file: str) -> str:
    """Return the relative address of a file from a folder, both from the base; every page asks for the same again."""
    steps, parts = folder.split("/") if folder else [], file.split("/")
    shared = 0
    while shared < min(len(steps), len(parts) - 1) and steps[shared] == parts[shared]:
        shared += 1
    return quote("../" * (len(steps) - shared) + "/".join(parts[shared:]))
