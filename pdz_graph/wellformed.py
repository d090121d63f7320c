"""Whether a register is well formed: the Core shapes of the house over its resources. It judges no norm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from pdz_graph.errors import EngineError, Place, Problem, Text
from pdz_graph.files import order, unusable
from pdz_graph.kinds import ShapeGraph
from pdz_graph.terms import PDZ, RDF, RDFS, SH, SHAPES, SKOS, TYPE, XSD, Vocabulary

#: After so many results the shapes stop: more would not be read.
MOST_RESULTS = 1000

_PREFIXES: dict[str, Vocabulary] = {"pdz": PDZ, "rdf": RDF, "rdfs": RDFS, "skos": SKOS, "xsd": XSD}


@dataclass(frozen=True)
class Fault:
    """One resource that breaks one Core shape, by one value (None: by how many values it has, or by having none)."""

    focus: NamedNode
    shape: NamedNode
    value: NamedNode | Literal | None


def check(
    register: Iterable[Quad],
    shapes: Iterable[Quad],
    known: Iterable[Quad],
    origins: Mapping[str, Place],
    seen: Collection[object] = (),
) -> tuple[Problem, ...]:
    """Return what is ill formed in ``register``, sorted by place; nothing for a register that says nothing.

    ``shapes`` are those of the house, of which only the Core ones are asked (the compiled engine compares no dates in
    SPARQL); ``known`` are the ontology, the vocabularies and the accordo, to which a register may refer and of whose
    resources it may complete those that registers write; ``origins`` maps the IRI of a resource to where it was read;
    ``seen`` are the words that some norm can see. Raises InputError where there was so much that the shapes stopped.
    """
    said = list(register)
    if not said:
        return ()
    graph, rest = ShapeGraph(shapes), list(known)
    reserved = dict(_reserved(graph, said, rest, seen, origins))
    data = [*said, *beside(said, rest)]
    mine = {quad.subject for quad in said} - reserved.keys()
    gathered: dict[tuple[NamedNode, NamedNode], list[Fault]] = {}
    found = list(faults(graph, data))
    for fault in found:
        if fault.focus in mine:
            gathered.setdefault((fault.focus, fault.shape), []).append(fault)
    if not gathered and not reserved:
        return ()
    telling = _Telling(graph, ShapeGraph(data), rest, origins)
    problems = [telling.problem(focus, shape, together) for (focus, shape), together in gathered.items()]
    every = sorted([*problems, *reserved.values()], key=lambda problem: (order(problem), problem.message.it))
    if len(found) >= MOST_RESULTS:
        raise unusable(every, stopped=True)
    return tuple(every)


def classes_of_a_register(graph: ShapeGraph, ontology: Iterable[Quad]) -> frozenset[object]:
    """Return the classes whose resources a register describes: those of the Core shapes, and what is below them.

    A class that the ontology concludes from what an accordo says (a signatory comune) is not one of them.
    """
    found: set[object] = {quad.object for quad in core(graph) if quad.predicate == SH["targetClass"]}
    above = [quad for quad in ontology if quad.predicate == RDFS["subClassOf"]]
    concluded = {quad.object for quad in above if not isinstance(quad.subject, NamedNode)}
    while more := {quad.subject for quad in above if quad.object in found} - concluded - found:
        found |= more
    return frozenset(found)


def _reserved(
    graph: ShapeGraph,
    said: Sequence[Quad],
    known: Sequence[Quad],
    seen: Collection[object],
    origins: Mapping[str, Place],
) -> Iterator[tuple[object, Problem]]:
    """Yield each resource of which a register says what is not for it to say, with the problem; never a restatement.

    Of what the accordo describes it may complete what registers write; and it keeps to their classes, and where a norm
    looks to their properties.
    """
    classes, written = classes_of_a_register(graph, known), {(q.subject, q.predicate, q.object) for q in known}
    paths = {quad.object for quad in core(graph) if quad.predicate == SH["path"]}
    kinds: defaultdict[object, set[object]] = defaultdict(set)
    for quad in known:
        kinds[quad.subject] |= {quad.object} if quad.predicate == TYPE else set()
    alien: defaultdict[object, dict[object, None]] = defaultdict(dict)
    for quad in said:
        subject, predicate, value = quad.subject, quad.predicate, quad.object
        if (subject, predicate, value) in written:
            continue
        if subject in kinds and not kinds[subject] & classes:
            alien[subject][predicate] = None
        elif predicate == TYPE and value in PDZ and value not in classes:
            alien[subject][value] = None
        elif predicate in PDZ and predicate in seen and predicate not in paths:
            alien[subject][predicate] = None
    for node, found in alien.items():
        of_accordo = node in kinds and not kinds[node] & classes
        code, say = ("accordo-reserved", _of_accordo) if of_accordo else ("word-reserved", _of_words)
        yield node, Problem(code, origins.get(getattr(node, "value", ""), Place("")), *say(node, found))


def _of_accordo(subject: object, found: Iterable[object]) -> tuple[Text, Text]:
    named = ", ".join(map(_short, found))
    return (
        Text(
            f"{subject} è dell'accordo, e un registro non ne dice altro: {named}.",
            f"{subject} belongs to the accordo, and a register says nothing more of it: {named}.",
        ),
        Text(
            "Togliere ciò che l'accordo non dice già: il registro racconta che cosa è accaduto.",
            "Take away what the accordo does not say already: a register tells what happened.",
        ),
    )


def _of_words(subject: object, found: Iterable[object]) -> tuple[Text, Text]:
    named = ", ".join(map(_short, found))
    return (
        Text(
            f"Di {subject} il registro usa una classe o una proprietà non sua: {named}.",
            f"Of {subject} the register uses a class or a property that is not its own: {named}.",
        ),
        Text(
            "Usare le classi e le proprietà delle tabelle: pdz:Incarico, pdz:Atto, pdz:Incontro e così via.",
            "Use the classes and properties of the tables: pdz:Incarico, pdz:Atto, pdz:Incontro and so on.",
        ),
    )


def faults(graph: ShapeGraph, data: Iterable[Quad]) -> Iterator[Fault]:
    """Yield what the Core shapes of ``graph`` find in ``data``; raises EngineError when the engine fails."""
    import shacl

    try:
        report = shacl.Shapes.from_text(_lines(core(graph)), "ntriples").validate_text(
            _lines(data), "ntriples", max_results=MOST_RESULTS
        )
    except ValueError as error:
        raise EngineError(
            "core-shapes",
            Text(f"Le forme del registro non si possono usare: {error}", f"The register shapes are unusable: {error}"),
            Text("Controllarle con «pdz check-shapes».", "Check them with “pdz check-shapes”."),
        ) from error
    for result in report.results:
        focus, shape = _term(result.focus_node), _term(result.source_shape or "")
        if isinstance(focus, NamedNode) and isinstance(shape, NamedNode):
            yield Fault(focus, shape, _term(result.value) if result.value else None)


def core(graph: ShapeGraph) -> list[Quad]:
    """Return the node shapes that ask nothing in SPARQL, with all that they point to."""
    shapes = [node for node in graph.subjects[TYPE, SH["NodeShape"]] if (node, SH["sparql"]) not in graph.values]
    by_subject: defaultdict[object, list[tuple[NamedNode, object]]] = defaultdict(list)
    for (subject, predicate), objects in graph.values.items():
        by_subject[subject].extend((predicate, value) for value in objects)
    found: dict[object, None] = dict.fromkeys(shapes)
    for node in (agenda := list(shapes)):
        for _, value in by_subject.get(node, ()):
            if value in by_subject and value not in found:
                found[value] = None
                agenda.append(value)
    return [Quad(node, predicate, value) for node in found for predicate, value in by_subject[node]]  # type: ignore[arg-type]


def beside(said: Sequence[Quad], known: Sequence[Quad]) -> list[Quad]:
    """Return what is known of whatever a register speaks of and completes, and the hierarchy of classes."""
    above = RDFS["subClassOf"]
    mentioned = {node for quad in said for node in (quad.subject, quad.object)}
    told = [quad for quad in known if quad.subject in mentioned or quad.predicate == above]
    mine = {quad.subject for quad in said}
    more = {quad.object for quad in told if quad.subject in mine} - mentioned
    return told + [quad for quad in known if quad.subject in more] if more else told


def _lines(quads: Iterable[Quad]) -> str:
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    return str(serialize(triples, format=RdfFormat.N_TRIPLES) or b"", "utf-8")


def _term(text: str) -> NamedNode | Literal | None:
    """Return the term that N-Triples write as ``text``; None for a blank node, which names nothing."""
    if not text or text.startswith("_:"):
        return None
    (quad,) = parse(f"_:it {TYPE} {text} .", format=RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, NamedNode | Literal)
    return quad.object


class _Telling:
    """The words for a fault: the resource, the property, what was found, what is admitted and the remedy."""

    def __init__(
        self, graph: ShapeGraph, values: ShapeGraph, known: Iterable[Quad], origins: Mapping[str, Place]
    ) -> None:
        self.graph, self.values, self.known, self.origins = graph, values, known, origins

    def problem(self, focus: NamedNode, shape: NamedNode, together: Iterable[Fault]) -> Problem:
        """Return the problem of one resource with one shape, whose local name is the code."""
        values = {fault.value for fault in together}
        text = self.graph.text
        admitted, remedy, name = text(shape, SH["message"]), text(shape, PDZ["rimedio"]), text(shape, SH["name"])
        path = self.graph.one(shape, SH["path"])
        where = f" ({_short(path)})" if path else ""
        found = " ; ".join(sorted({_shown(value) for value in self._found(focus, shape, values)}))
        near = " ".join(sorted({iri for value in values for iri in self._near(value)}))
        return Problem(
            SHAPES.name(shape),
            self.origins.get(focus.value, Place("")),
            Text(
                f"{focus}, {name.it}{where}: {admitted.it}" + (f" Trovato: {found}." if found else ""),
                f"{focus}, {name.en}{where}: {admitted.en}" + (f" Found: {found}." if found else ""),
            ),
            Text(
                remedy.it + (f" Vicini: {near}." if near else ""),
                remedy.en + (f" Close ones: {near}." if near else ""),
            ),
        )

    def _found(self, focus: NamedNode, shape: NamedNode, values: set[NamedNode | Literal | None]) -> Iterator[object]:
        """Yield the values at fault and those they are compared to, or every value when it is their number."""
        yield from values - {None}
        other = self.graph.one(shape, SH["path"] if None in values else SH["lessThanOrEquals"])
        yield from self.values.values.get((focus, other), ())  # type: ignore[arg-type]

    def _near(self, value: object) -> list[str]:
        """Return the known IRIs that look like an unknown one."""
        if not isinstance(value, NamedNode):
            return []
        from difflib import get_close_matches

        family = value.value.rpartition("/")[0] + "/"
        known = {str(q.subject) for q in self.known if isinstance(q.subject, NamedNode) and family in q.subject.value}
        return get_close_matches(str(value), sorted(known - {str(value)}), 3, 0.9)


def _short(iri: object) -> str:
    names = (f"{prefix}:{vocabulary.name(iri)}" for prefix, vocabulary in _PREFIXES.items() if iri in vocabulary)  # type: ignore[arg-type]
    return next(names, str(iri))


def _shown(value: object) -> str:
    return f"«{value.value}» ({_short(value.datatype)})" if isinstance(value, Literal) else str(value)
