"""RDF files as statements: parsed by Oxigraph alone, without fetching anything; tables are not read here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple, parse

from pdz_graph.errors import InputError, Place, Problem, Text
from pdz_graph.files import FORBIDDEN, Source, content, decoded, digest, refusal, source_of, unusable
from pdz_graph.inspection import inspect
from pdz_graph.media import JSON_LD, Medium
from pdz_graph.terms import BASE, PDZ, RDF, SHAPES, TYPE, XSD, of_accordo

Term = TypeVar("Term", NamedNode | BlankNode | Triple, NamedNode | BlankNode | Triple | Literal)

#: After so many problems of one file the reading stops.
MOST_PROBLEMS = 1000

#: The most statements of one file.
MOST_STATEMENTS = 300_000
#: How alike (0 to 1, as difflib counts) a namespace must be to ours to be a slip of the pen.
_ALIKE = 0.85
_LEXICAL = {
    XSD["date"].value: re.compile(r"\d{4}-\d\d-\d\d"),
    XSD["decimal"].value: re.compile(r"[+-]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})"),
    XSD["integer"].value: re.compile(r"[+-]?\d{1,18}"),
    XSD["boolean"].value: re.compile(r"true|false|1|0"),
}
_REFUSED = {RDF["HTML"].value, RDF["XMLLiteral"].value, RDF["JSON"].value}


@dataclass(frozen=True)
class Rules:
    """What the statements of a register may say.

    ``ranges`` maps the IRI of a property to the datatypes of its values, empty where the value is a resource;
    ``declared`` are the IRIs that the ontology declares, empty when it is not at hand and words go unchecked.
    """

    ranges: Mapping[str, frozenset[str]]
    declared: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Statements:
    """What an RDF file says: quads of the default graph, without blank nodes, and where they were read."""

    quads: tuple[Quad, ...]
    source: Source
    notices: tuple[Problem, ...]


def read_rdf(path: Path, medium: Medium, accordo: str, rules: Rules) -> Statements:
    """Read an RDF file of a register of ``accordo`` (its identifier).

    Blank nodes become IRIs of the accordo, from the digest of the file and their order in it; named graphs are read
    as one graph, which a notice tells. Refused, with every problem: what is not UTF-8, what the parser refuses,
    contexts elsewhere, DOCTYPE, deep nesting, statements about the ontology or the shapes, triple terms, HTML and XML
    literals, values that are not of their datatype, and files that say nothing.
    """
    place = Place(str(path))
    data = content(path, medium.limit)
    text = decoded(data, place)
    inspect(text, medium, place)
    names = _Nodes(of_accordo(accordo, "nodo", digest(data)[:12]).value)
    quads: list[Quad] = []
    problems: list[Problem] = []
    graphs: set[str] = set()
    for quad in _parsed(text, medium, of_accordo(accordo, "").value, place):
        problems.extend(_faults(quad, rules, place))
        if len(problems) >= MOST_PROBLEMS:
            break
        if len(quads) >= MOST_STATEMENTS:
            raise refusal("rdf-large", place, *_LARGE)
        if not isinstance(quad.graph_name, DefaultGraph):
            graphs.add(str(quad.graph_name))
        quads.append(Quad(names.named(quad.subject), quad.predicate, names.named(quad.object)))
    if problems:
        raise unusable(problems, stopped=len(problems) >= MOST_PROBLEMS)
    if not quads:
        raise refusal("rdf-nothing", place, *_NOTHING)
    if foreign := _foreign(quads):
        raise refusal("rdf-foreign", place, *_elsewhere(foreign))
    return Statements(tuple(quads), source_of(path, data), _merged(graphs, place))


class _Nodes:
    """The IRIs given to the blank nodes of one file, in the order of their appearance."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.given: dict[str, NamedNode] = {}

    def named(self, term: Term) -> Term | NamedNode:
        """Return ``term`` itself, or the IRI that stands for a blank node."""
        if not isinstance(term, BlankNode):
            return term
        return self.given.setdefault(term.value, NamedNode(f"{self.prefix}-{len(self.given) + 1}"))


def _parsed(text: str, medium: Medium, base: str, place: Place) -> Iterator[Quad]:
    """Yield the quads of ``text``; only JSON-LD has a base, because without one it drops statements in silence."""
    try:
        yield from parse(text, medium.rdf, base_iri=base if medium is JSON_LD else None)
    except SyntaxError as error:
        raise _broken(error, place) from error


def _broken(error: SyntaxError, place: Place) -> InputError:
    said = re.sub(r"^Parser error.*?\d: ", "", error.msg or "")
    column = str(error.offset) if error.offset else None
    message = Text(f"L'RDF è scritto male: {said}.", f"The RDF is broken: {said}.")
    remedy = Text(
        "Correggere il file in questo punto: prefissi dichiarati, IRI interi, virgolette chiuse, un punto alla fine.",
        "Mend the file at this point: declared prefixes, whole IRIs, closed quotes, a full stop at the end.",
    )
    return refusal("rdf-syntax", Place(place.file, column=column, line=error.lineno), message, remedy)


def _faults(quad: Quad, rules: Rules, place: Place) -> Iterator[Problem]:
    """Yield what is wrong with one statement."""
    subject, predicate, value = quad.subject, quad.predicate, quad.object
    if isinstance(value, Triple):
        yield Problem("rdf-1.2", place, *_triple_term(quad))
        return
    if subject in PDZ or subject in SHAPES:
        yield Problem("word-redefined", place, *_redefined(quad))
    if rules.declared:
        for word in (predicate, value):
            if word in PDZ and word.value not in rules.declared:
                yield Problem("word-unknown", place, *_unknown_word(word.value, rules.declared))
    wanted = rules.ranges.get(predicate.value)
    if isinstance(value, Literal):
        yield from _literal_faults(quad, value, wanted, place)
    elif wanted:
        yield Problem("value-kind", place, *_wrong_value(quad, wanted))


def _literal_faults(quad: Quad, value: Literal, wanted: frozenset[str] | None, place: Place) -> Iterator[Problem]:
    datatype = value.datatype.value
    if datatype in _REFUSED or getattr(value, "direction", None) is not None:
        yield Problem("literal-refused", place, *_refused_literal(quad, datatype))
    elif wanted is not None and datatype not in wanted:
        yield Problem("value-kind", place, *_wrong_value(quad, wanted))
    elif not _well_formed(value.value, datatype):
        yield Problem("literal-broken", place, *_broken_literal(quad, value))
    elif FORBIDDEN.search(value.value):
        yield Problem("control-character", place, *_controls(quad))


def _well_formed(lexical: str, datatype: str) -> bool:
    form = _LEXICAL.get(datatype)
    if form is None:
        return True
    if not form.fullmatch(lexical):
        return False
    if datatype == XSD["date"].value:
        try:
            date.fromisoformat(lexical)
        except ValueError:
            return False
    return True


def _foreign(quads: Iterable[Quad]) -> list[str]:
    """Return the namespaces of words that look like ours and are not, the likest first; all where no word is ours.

    A word is a property or a class: what is said in other words nobody looks at, in silence.
    """
    from difflib import SequenceMatcher

    used = {quad.object if quad.predicate == TYPE else quad.predicate for quad in quads}
    spaces = {re.split(r"[^#/]*$", word.value, maxsplit=1)[0] for word in used if isinstance(word, NamedNode)}
    like = {s: s.startswith(BASE) or SequenceMatcher(None, s, PDZ.iri).ratio() for s in spaces - {PDZ.iri}}
    if PDZ.iri not in spaces:
        return sorted(like, key=lambda space: (-like[space], space)) or [RDF.iri]
    return sorted(space for space in like if like[space] > _ALIKE)


def _elsewhere(spaces: Iterable[str]) -> tuple[Text, Text]:
    named = ", ".join(f"<{space}>" for space in list(spaces)[:5])
    return (
        Text(
            f"Il file usa parole che non sono dell'ontologia: {named}.",
            f"The file uses words that are not of the ontology: {named}.",
        ),
        Text(
            f"Le parole di un registro cominciano con <{PDZ.iri}>: correggere il prefisso.",
            f"The words of a register begin with <{PDZ.iri}>: mend the prefix.",
        ),
    )


def _merged(graphs: Iterable[str], place: Place) -> tuple[Problem, ...]:
    named = ", ".join(sorted(graphs))
    if not named:
        return ()
    message = Text(f"Il file ha grafi con nome: {named}.", f"The file has named graphs: {named}.")
    remedy = Text("Sono letti come un solo grafo, il registro.", "They are read as one graph, the register.")
    return (Problem("graphs-merged", place, message, remedy),)


def _about(quad: Quad) -> str:
    return f"{quad.subject} {quad.predicate}"


def _triple_term(quad: Quad) -> tuple[Text, Text]:
    return (
        Text(f"Una tripla fa da valore: {_about(quad)}.", f"A triple stands as a value: {_about(quad)}."),
        Text("Scrivere RDF 1.1, senza triple dentro le triple.", "Write RDF 1.1, without triples inside triples."),
    )


def _redefined(quad: Quad) -> tuple[Text, Text]:
    return (
        Text(
            f"Un registro non definisce le parole dell'ontologia o delle forme: {_about(quad)}.",
            f"A register does not define the words of the ontology or of the shapes: {_about(quad)}.",
        ),
        Text("Togliere l'affermazione dal registro.", "Take the statement away from the register."),
    )


def _unknown_word(word: str, declared: frozenset[str]) -> tuple[Text, Text]:
    from difflib import get_close_matches

    near = " ".join(f"<{one}>" for one in get_close_matches(word, sorted(declared), 3, 0.8))
    return (
        Text(f"L'ontologia non ha la parola <{word}>.", f"The ontology does not have the word <{word}>."),
        Text(
            f"Parole vicine: {near}." if near else "Usare le parole dell'ontologia.",
            f"Close words: {near}." if near else "Use the words of the ontology.",
        ),
    )


def _wrong_value(quad: Quad, wanted: frozenset[str]) -> tuple[Text, Text]:
    kinds = " | ".join(f"<{one}>" for one in sorted(wanted)) or "IRI"
    found = str(quad.object)
    return (
        Text(f"Il valore di {_about(quad)} è {found}.", f"The value of {_about(quad)} is {found}."),
        Text(f"Scrivere un valore di genere {kinds}.", f"Write a value of kind {kinds}."),
    )


def _refused_literal(quad: Quad, datatype: str) -> tuple[Text, Text]:
    return (
        Text(f"Un valore di {_about(quad)} è di tipo <{datatype}>.", f"A value of {_about(quad)} is a <{datatype}>."),
        Text("Scrivere testo semplice.", "Write plain text."),
    )


def _broken_literal(quad: Quad, value: Literal) -> tuple[Text, Text]:
    found = str(Literal(value.value[:60], datatype=value.datatype))
    return (
        Text(f"Il valore di {_about(quad)} non vale: {found}.", f"The value of {_about(quad)} is not valid: {found}."),
        Text(
            "Giorni che esistono come 2013-03-31; numeri come 1234.56, senza esponente.",
            "Days that exist, like 2013-03-31; numbers like 1234.56, without exponent.",
        ),
    )


def _controls(quad: Quad) -> tuple[Text, Text]:
    return (
        Text(
            f"Il valore di {_about(quad)} contiene caratteri di controllo.",
            f"The value of {_about(quad)} holds control characters.",
        ),
        Text("Togliere i caratteri che non si vedono.", "Take the invisible characters away."),
    )


_LARGE = (
    Text(
        f"Il file fa più di {MOST_STATEMENTS} affermazioni.", f"The file makes more than {MOST_STATEMENTS} statements."
    ),
    Text("Togliere dal registro ciò che non serve a giudicare.", "Leave out what is not needed to judge."),
)
_NOTHING = (
    Text("Il file non afferma nulla.", "The file states nothing."),
    Text(
        "Controllare il contenuto; in JSON-LD i nomi che il contesto non spiega non dicono nulla.",
        "Check the content; in JSON-LD names that the context does not explain state nothing.",
    ),
)
