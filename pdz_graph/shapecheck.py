"""The shapes checked before any data: a misspelt shape finds nothing and stays silent. It judges no norm."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from pdz_graph.errors import Place, Problem
from pdz_graph.files import order
from pdz_graph.house import House, read_turtle
from pdz_graph.kinds import ShapeGraph
from pdz_graph.selects import NUMBERS, Words, query_faults
from pdz_graph.shapefaults import said
from pdz_graph.terms import OWL, PDZ, RDF, RDFS, SH, SHAPES, SKOS, TYPE, VOCABOLARIO, XSD, Vocabulary

#: The file of the words that a shape may use, beside the shapes, and its last section.
LIST, VALUES = "parole-ammesse.txt", "valori"
_PREFIXES: dict[str, Vocabulary] = {
    "owl": OWL, "pdz": PDZ, "rdf": RDF, "rdfs": RDFS, "sh": SH, "shapes": SHAPES, "skos": SKOS, "xsd": XSD,
}  # fmt: skip
_ARTICLE = re.compile(r"\b(?:artt?\.|articol[oi]|articles?|comm[ai]|paragraphs?)\s*\d", re.IGNORECASE)
_BOTH = ["en", "it"]
#: What each class of resource must have, once and no more: plain values, and texts in both languages.
_ONE = {
    SH["PropertyShape"]: ("sh:path",),
    SH["SPARQLConstraint"]: ("sh:prefixes", "sh:select"),
    PDZ["Selezione"]: ("sh:prefixes", "sh:select"),
}
_TEXTS = {
    SH["NodeShape"]: ("rdfs:label",),
    SH["PropertyShape"]: ("pdz:rimedio", "sh:message", "sh:name"),
    SH["SPARQLConstraint"]: ("pdz:rimedio", "sh:message"),
}
#: By what a resource of each class is reached; a node shape may have a target instead.
_REACHED = {
    SH["NodeShape"]: ("sh:node", "sh:not", "rdf:first"),
    SH["PropertyShape"]: ("sh:property", "rdf:first"),
    SH["SPARQLConstraint"]: ("sh:sparql",),
    PDZ["Selezione"]: ("pdz:considera", "pdz:incognita"),
}
#: What says something about a shape and asks nothing of data.
_SILENT = frozenset(
    {"rdf:type", "rdfs:label", "rdfs:comment", "sh:name", "sh:message", "sh:severity", "pdz:rimedio"}
    | {"sh:path", "sh:targetClass", "sh:targetSubjectsOf", "pdz:considera", "pdz:incognita"}
)


def check_shapes(house: House | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with the shapes of a house (None: the one at hand), sorted by file and line.

    Refused: words outside the list; classes, properties and concepts that nobody declares; resources without a name,
    reached by nothing, or that ask nothing; texts missing in a language; queries that the engines would not read
    alike; clocks, chance, numbers other than none and one, names and articles of an accordo.
    """
    house = house or House.find()
    files, broken = [], []
    for path in house.shape_files():
        try:
            files.append(_File(path))
        except SyntaxError as error:
            place = Place(str(path), line=error.lineno)
            broken.append(Problem("shape-syntax", place, *said("shape-syntax", error.msg or "")))
    check = _Check(house, files)
    return tuple(sorted(dict.fromkeys([*broken, *check.problems()]), key=order))


class _File:
    """A file of shapes: its text, what it says, and on which line it says it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        self.quads = list(read_turtle(path))

    def place(self, node: object, within: str = "", start: int = 0) -> Place:
        """Return where the block of a resource begins, or the character at ``start`` of a text ``within`` it."""
        name = re.escape(_short(node)) + "|" + re.escape(str(node))
        block = re.search(rf"^(?:{name})(?=\s|$)", self.text, re.MULTILINE)
        at = block.start() if block else 0
        inner = self.text.find(within, at) if within else -1
        return Place(str(self.path), line=self.text.count("\n", 0, inner + start if inner >= 0 else at) + 1)


class _Check:
    """The shapes of a house, and all that they may name."""

    def __init__(self, house: House, files: Iterable[_File]) -> None:
        self.files = tuple(files)
        quads = [quad for file in self.files for quad in file.quads]
        self.graph = ShapeGraph(quads)
        self.above = {value: quad.subject for quad in quads if isinstance(value := quad.object, BlankNode)}
        self.said: defaultdict[object, set[str]] = defaultdict(set)
        for quad in quads:
            self.said[quad.subject].add(_short(quad.predicate))
        self.home: dict[object, _File] = {}
        for file in self.files:
            for quad in file.quads:
                self.home.setdefault(quad.subject, file)
        self.admitted = _admitted(house.root / "shapes" / LIST)
        ontology, vocabularies = list(house.ontology()), list(house.vocabularies())
        self.words = Words(
            prefixes=self._declared_prefixes(),
            declared={q.subject.value for q in ontology if q.predicate == TYPE and q.subject in PDZ},  # type: ignore[union-attr]
            concepts={q.subject.value for q in vocabularies if q.predicate == TYPE and q.subject in VOCABOLARIO},  # type: ignore[union-attr]
        )

    def problems(self) -> Iterator[Problem]:
        """Yield every problem, file by file."""
        for file in self.files:
            for number, line in enumerate(file.text.splitlines(), 1):
                if _ARTICLE.search(line):
                    yield Problem("article", Place(str(file.path), line=number), *said("article", line.strip()))
            for quad in file.quads:
                yield from self._statement(quad, file)
            for node in dict.fromkeys(quad.subject for quad in file.quads):
                yield from self._resource(node, file)

    def _problem(self, code: str, file: _File, node: object, found: str, near: Iterable[str] = ()) -> Problem:
        close = get_close_matches(found, sorted(near), 3, 0.6)
        return Problem(code, file.place(node), *said(code, f"{_short(node)}: {found}", close))

    def _statement(self, quad: Quad, file: _File) -> Iterator[Problem]:
        """Yield what is wrong with the words of one statement."""
        node, predicate, value = quad.subject, _short(quad.predicate), quad.object
        if isinstance(node, BlankNode):
            if quad.predicate not in (RDF["first"], RDF["rest"], SH["prefix"], SH["namespace"]):
                yield self._problem("blank-node", file, self._owner(node), predicate)
        else:
            for kind in self.graph.values.get((node, TYPE), ()):
                mine = self.admitted.get(_short(kind), frozenset())
                if predicate not in mine:
                    yield self._problem("word-not-admitted", file, node, predicate, mine)
        if isinstance(value, NamedNode):
            yield from self._value(value, file, self._owner(node) if isinstance(node, BlankNode) else node)
        elif isinstance(value, Literal) and value.datatype == XSD["integer"] and value.value not in NUMBERS:
            yield self._problem("number", file, node, value.value)

    def _value(self, value: NamedNode, file: _File, node: object) -> Iterator[Problem]:
        short = _short(value)
        if value in SHAPES or value.value == SHAPES.iri.rstrip("#"):
            if value not in self.home:
                yield self._problem("shape-unknown", file, node, short, map(_short, self.home))
        elif value in PDZ:
            if value.value not in self.words.declared:
                near = {"pdz:" + iri.removeprefix(PDZ.iri) for iri in self.words.declared}
                yield self._problem("term-undeclared", file, node, short, near)
        elif value in VOCABOLARIO:
            if value.value not in self.words.concepts:
                yield self._problem("concept-undeclared", file, node, short, self.words.concepts)
        elif short == str(value):
            yield self._problem("name-of-accordo", file, node, short)
        elif short not in self.admitted:
            mine = self.admitted[VALUES]
            if short not in mine:
                yield self._problem("word-not-admitted", file, node, short, mine)

    def _resource(self, node: object, file: _File) -> Iterator[Problem]:
        """Yield what is wrong with a resource as a whole."""
        kinds = self.graph.values.get((node, TYPE), [])
        if isinstance(node, BlankNode) or OWL["Ontology"] in kinds:
            return
        if node not in SHAPES or len(kinds) != 1 or _short(kinds[0]) not in self.admitted:
            yield self._problem("class", file, node, " ".join(map(_short, kinds)) or "-")
            return
        yield from self._counts(node, kinds[0], file)
        yield from self._reach(node, kinds[0], file)
        if kinds[0] == SH["NodeShape"]:
            yield from self._node_shape(node, file)
        for query in self._values(node, "sh:select"):
            if isinstance(query, Literal):
                for fault in query_faults(query.value, self.words):
                    place = file.place(node, query.value, fault.start)
                    yield Problem(fault.code, place, *said(fault.code, f"{_short(node)}: {fault.found}"))

    def _counts(self, node: object, kind: object, file: _File) -> Iterator[Problem]:
        for name in _ONE.get(kind, ()):  # type: ignore[call-overload]
            if len(self._values(node, name)) != 1:
                yield self._problem("not-one", file, node, name)
        for name in _TEXTS.get(kind, ()):  # type: ignore[call-overload]
            texts = [text for text in self._values(node, name) if isinstance(text, Literal) and text.value.strip()]
            if sorted(str(text.language) for text in texts) != _BOTH:
                yield self._problem("languages", file, node, name)

    def _reach(self, node: object, kind: object, file: _File) -> Iterator[Problem]:
        """Yield what nobody asks, what two kinds would ask at once, and what asks nothing."""
        paths = _REACHED[kind]  # type: ignore[index]
        users = [user for name in paths for user in self.graph.subjects.get((_long(name), node), ())]
        targets = self._values(node, "sh:targetClass") + self._values(node, "sh:targetSubjectsOf")
        if not users and not targets:
            yield self._problem("orphan", file, node, " ".join(paths))
        if len(users) > 1 and kind in (SH["SPARQLConstraint"], PDZ["Selezione"]):
            yield self._problem("shared", file, node, " ".join(sorted(map(_short, users))))
        if not self.said[node] - _SILENT:
            yield self._problem("empty", file, node, _short(kind))

    def _node_shape(self, node: object, file: _File) -> Iterator[Problem]:
        if not self._values(node, "sh:sparql"):
            return
        for name, code in (("sh:targetClass", "not-one"), ("pdz:considera", "no-selection")):
            if len(self._values(node, name)) != 1:
                yield self._problem(code, file, node, name)

    def _values(self, node: object, name: str) -> list[object]:
        return self.graph.values.get((node, _long(name)), [])

    def _owner(self, node: object) -> object:
        """Return the named resource in whose block a blank node stands."""
        while isinstance(node, BlankNode):
            node = self.above.get(node)
        return node

    def _declared_prefixes(self) -> dict[str, str]:
        found = {}
        for (node, predicate), values in self.graph.values.items():
            namespace = self.graph.one(node, SH["namespace"])
            if predicate == SH["prefix"] and isinstance(values[0], Literal) and isinstance(namespace, Literal):
                found[values[0].value] = namespace.value
        return found


def _admitted(path: Path) -> dict[str, frozenset[str]]:
    """Read the list of the words that a shape may use: by class of resource, and those admitted as values.

    Without the list nothing is admitted: every shape is then refused, and the list is named in the remedy.
    """
    if not path.is_file():
        return {VALUES: frozenset()}
    found: dict[str, set[str]] = {VALUES: set()}
    section = VALUES
    for line in path.read_text(encoding="utf-8").splitlines():
        word = line.partition("#")[0].strip()
        if word.startswith("["):
            section = word.strip("[]")
            found.setdefault(section, set())
        elif word:
            found[section].add(word)
    return {name: frozenset(words) for name, words in found.items()}


def _short(node: object) -> str:
    for prefix, vocabulary in _PREFIXES.items():
        if node in vocabulary:
            return f"{prefix}:{vocabulary.name(node)}"  # type: ignore[arg-type]
    return str(node)


def _long(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return _PREFIXES[prefix][local]
