"""What the accordo and the vocabularies know, so that a register need not say it; from a store, never from disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pyoxigraph import Literal, NamedNode, Quad, Store

from pdz_graph.errors import Place
from pdz_graph.facts import Term, Triple, triples_of
from pdz_graph.tables.schema import referable
from pdz_graph.terms import ACCORDO, ENTE, LABEL, NOTATION, OWL, PDZ, PERSONA, SKOS, TYPE, VOCABOLARIO

#: Names that people use, and the spellings of the text of the accordo, slips included.
_NAMES = (LABEL, SKOS["prefLabel"], SKOS["altLabel"])
_SPELLINGS = {PDZ["nomeNelTesto"]}
_DAYS = (PDZ["dal"], PDZ["al"])
#: All that is asked of a register: the rest of it says nothing about names.
_TELLING = frozenset((NOTATION, *_NAMES, *_SPELLINGS, *_DAYS, PDZ["istat"], PDZ["tipo"]))
#: What a word of the ontology is.
_WORDS = frozenset(
    OWL[kind] for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")
)


@dataclass(frozen=True)
class Entry:
    """A thing that a table may refer to: its IRI, code, kind (see ``kind_of``) and the names it goes by.

    ``spellings`` are ways in which the text of the accordo writes it: read too, but as guesses that are shown.
    ``tipo`` and ``istat`` are what is known of a body; ``place`` is the row that declares it, None for the accordo's.
    """

    iri: NamedNode
    code: str
    kind: str
    names: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    tipo: NamedNode | None = None
    istat: str | None = None
    place: Place | None = None


@dataclass(frozen=True)
class Known:
    """The things known, the words that the ontology declares (empty: not at hand), and the dated facts of the accordo.

    ``dated`` maps the IRI of a fact that lasts to its last day (as written), None while it runs.
    """

    entries: tuple[Entry, ...] = ()
    declared: frozenset[str] = frozenset()
    dated: Mapping[str, str | None] = field(default_factory=dict)

    def without(self, kinds: Iterable[str]) -> Known:
        """Return what is known but for the things of some kinds."""
        gone = frozenset(kinds)
        return replace(self, entries=tuple(entry for entry in self.entries if entry.kind not in gone))

    def with_statements(self, quads: Iterable[Quad], places: Mapping[str, Place]) -> Known:
        """Return what is known when ``quads`` are read too; ``places`` says where each of their resources stands."""
        more = _known(triples_of(quads))
        mine = {entry.iri for entry in self.entries}
        new = (replace(entry, place=places.get(entry.iri.value)) for entry in more.entries if entry.iri not in mine)
        return Known((*self.entries, *new), self.declared, {**self.dated, **more.dated})


#: What somebody knows who knows nothing.
NOTHING = Known()


def kind_of(iri: str) -> str | None:
    """Return the kind of a thing from its IRI: ente, persona, the family of a resource of an accordo (organo, seggio,
    sub-ambito, atto, ...), or vocabolario/{scheme} for a concept; None for anything else."""
    if iri.startswith(ENTE.iri):
        return "ente"
    if iri.startswith(PERSONA.iri):
        return "persona"
    if iri.startswith(VOCABOLARIO.iri):
        scheme, _, code = iri.removeprefix(VOCABOLARIO.iri).partition("/")
        return f"vocabolario/{scheme}" if code else None
    parts = iri.removeprefix(ACCORDO.iri).split("/") if iri.startswith(ACCORDO.iri) else []
    return parts[1] if len(parts) == 3 else None


def known_of(store: Store) -> Known:
    """Return what ``store`` knows, whatever the graph: whoever has a code and an IRI that tells a kind of the tables.

    The store should hold the accordo, the vocabularies and, to have the words of RDF sources checked, the ontology;
    not a register, whose rows would then count as said twice.
    """
    return _known(triples_of(store))


def known_of_register(triples: Iterable[Triple]) -> Known:
    """Return what a register knows that was read before."""
    return _known(triples)


def _known(triples: Iterable[Triple]) -> Known:
    """Return what triples know, looking at each once: a register is asked before every change of it."""
    told: dict[NamedNode, list[tuple[NamedNode, Term]]] = {}
    declared: set[str] = set()
    for subject, predicate, value in triples:
        if predicate in _TELLING and isinstance(subject, NamedNode):
            told.setdefault(subject, []).append((predicate, value))
        elif predicate == TYPE and value in _WORDS and isinstance(subject, NamedNode):
            declared.add(subject.value)
    entries: dict[str, Entry] = {}
    dated: dict[str, str | None] = {}
    kinds = referable()
    for node, said in told.items():
        one = dict(said)
        code, kind = one.get(NOTATION), kind_of(node.value)
        if isinstance(code, Literal) and kind and kind in kinds:
            entries[node.value] = _entry(said, node, code.value, kind)
        if PDZ["dal"] in one:
            last = one.get(PDZ["al"])
            dated[node.value] = last.value if isinstance(last, Literal) else None
    return Known(tuple(entries[iri] for iri in sorted(entries)), frozenset(declared), dated)


def _entry(said: Iterable[tuple[NamedNode, Term]], iri: NamedNode, code: str, kind: str) -> Entry:
    names: set[tuple[int, bool, str]] = set()
    spellings: dict[str, None] = {}
    tipo: NamedNode | None = None
    istat: str | None = None
    for predicate, value in said:
        if isinstance(value, Literal):
            if predicate in _NAMES:
                names.add((_NAMES.index(predicate), value.language not in (None, "it"), value.value))
            elif predicate in _SPELLINGS:
                spellings[value.value] = None
            elif predicate == PDZ["istat"]:
                istat = value.value
        elif predicate == PDZ["tipo"] and isinstance(value, NamedNode):
            tipo = value
    return Entry(iri, code, kind, _in_order(names), tuple(sorted(spellings)), tipo, istat)


def _in_order(names: Iterable[tuple[int, bool, str]]) -> tuple[str, ...]:
    """Return the names, the Italian label first: it is the one that messages show."""
    return tuple(dict.fromkeys(name for _, _, name in sorted(names)))
