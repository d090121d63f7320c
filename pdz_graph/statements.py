"""A verdict as statements: a SHACL validation report whose every node has a name, and beside it how each norm fared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from pdz_graph import terms
from pdz_graph.errors import Text
from pdz_graph.terms import LABEL, PDZ, SH, SHAPES, TYPE, XSD, of_accordo
from pdz_graph.verdict import Finding, Ruling, Thing, Value, Verdict, is_iri, several

Term = NamedNode | Literal
#: A resource: its IRI and its statements, in the order in which they are written.
Block = tuple[NamedNode, Sequence[tuple[NamedNode, Sequence[Term]]]]

#: The property that holds each count of a verdict.
COUNTS: Final[Mapping[str, str]] = {
    "satisfied": "normeRispettate",
    "violated": "normeViolate",
    "unknown": "normeIgnote",
    "not_applicable": "normeNonApplicabili",
    "violation": "violazioni",
    "warning": "avvisi",
    "info": "note",
}


def blocks_of(verdict: Verdict) -> list[Block]:
    """Return what a verdict says, a block for each resource: the whole, the findings, the outcomes, and the labels of
    what broke a norm.

    ``sh:conforms`` is SHACL's (true only without any finding), ``pdz:conforme`` is ours (no violation).
    """
    names = _Names(verdict)
    blocks = [_report(verdict, names)]
    blocks += [_result(verdict, node, finding) for node, finding in names.results]
    blocks += [_outcome(verdict, node, ruling) for node, ruling in names.outcomes]
    blocks += _labels(verdict)
    return blocks


def findings_of(verdict: Verdict) -> dict[NamedNode, Finding]:
    """Return the findings of a verdict by the IRI that ``blocks_of`` gives each, in their order."""
    return dict(_Names(verdict).results)


def rulings_of(verdict: Verdict) -> dict[NamedNode, Ruling]:
    """Return the rulings of a verdict by the IRI that ``blocks_of`` gives the outcome of each, in their order."""
    return dict(_Names(verdict).outcomes)


class _Names:
    """The IRIs of a verdict: one for the whole, one for each finding (norm and number), one for each outcome (norm)."""

    def __init__(self, verdict: Verdict) -> None:
        day = verdict.as_of.isoformat()
        self.report = of_accordo(verdict.accordo, "verdetto", day)
        self.outcomes = [(of_accordo(verdict.accordo, "esito", day, ruling.norm), ruling) for ruling in verdict.rulings]
        self.results: list[tuple[NamedNode, Finding]] = []
        numbers: Counter[str] = Counter()
        for finding in verdict.findings:
            numbers[finding.norm] += 1
            name = f"{finding.norm}-{numbers[finding.norm]}"
            self.results.append((of_accordo(verdict.accordo, "rilievo", day, name), finding))


def _report(verdict: Verdict, names: _Names) -> Block:
    readings = sorted(set(verdict.readings.values()))
    counts = [(PDZ[COUNTS[name]], [_integer(number)]) for name, number in verdict.counts.items()]
    return names.report, [
        (TYPE, [PDZ["Verdetto"], SH["ValidationReport"]]),
        (LABEL, _texts(verdict.label)),
        (PDZ["accordo"], [of_accordo(verdict.accordo)]),
        (PDZ["giorno"], _values(verdict.as_of)),
        (PDZ["notoAl"], _values(verdict.known_at)),
        (PDZ["secondoLettura"], [of_accordo(verdict.accordo, "lettura", name) for name in readings]),
        (PDZ["conforme"], [_boolean(verdict.conforms)]),
        *counts,
        (PDZ["esito"], [node for node, _ in names.outcomes]),
        (SH["conforms"], [_boolean(not verdict.findings)]),
        (SH["result"], [node for node, _ in names.results]),
    ]


def _result(verdict: Verdict, node: NamedNode, finding: Finding) -> Block:
    return node, [
        (TYPE, [SH["ValidationResult"]]),
        (SH["focusNode"], [of_accordo(verdict.accordo, "norma", finding.norm)]),
        (SH["value"], [_thing(finding.subject)]),
        (SH["sourceConstraintComponent"], [SH["SPARQLConstraintComponent"]]),
        (SH["sourceConstraint"], [SHAPES[finding.shape]]),
        (SH["resultSeverity"], [SH[finding.severity.capitalize()]]),
        (PDZ["atteso"], _values(finding.expected)),
        (PDZ["trovato"], _values(finding.found)),
        (PDZ["stabileDal"], _values(finding.since)),
        (PDZ["dipendeDa"], [Literal(question) for question in finding.depends_on]),
        (PDZ["derogatoDa"], [NamedNode(finding.waiver.id)] if finding.waiver else []),
        (SH["resultMessage"], _texts(finding.message)),
        (PDZ["rimedio"], _texts(finding.remedy)),
    ]


def _outcome(verdict: Verdict, node: NamedNode, ruling: Ruling) -> Block:
    return node, [
        (TYPE, [PDZ["Esito"]]),
        (PDZ["norma"], [of_accordo(verdict.accordo, "norma", ruling.norm)]),
        (PDZ["stato"], [terms.concept("stato", ruling.status)]),
        (PDZ["guardate"], [_integer(ruling.checked)]),
        (PDZ["esaminato"], [_thing(thing) for thing in ruling.looked_at]),
        (PDZ["nonNoto"], [_thing(thing) for thing in ruling.unknown]),
    ]


def _labels(verdict: Verdict) -> Iterator[Block]:
    """Yield the labels of what broke a norm, so that the report can be read by itself."""
    things = {finding.subject.id: finding.subject.label for finding in verdict.findings}
    for iri in sorted(filter(is_iri, things)):
        yield NamedNode(iri), [(LABEL, _texts(things[iri]))]


def _texts(text: Text) -> list[Term]:
    return [Literal(said, language=lang) for said, lang in ((text.it, "it"), (text.en, "en")) if said]


def _thing(thing: Thing) -> Term:
    if is_iri(thing.id):
        return NamedNode(thing.id)
    return _integer(int(thing.id)) if thing.id.isascii() and thing.id.isdigit() else Literal(thing.id)


def _values(value: Value) -> list[Term]:
    """Return a value as a term of RDF, typed; nothing for None."""
    if value is None:
        return []
    if isinstance(value, str):
        parts = several(value)
        return [NamedNode(part) for part in parts] if all(map(is_iri, parts)) else [Literal(value)]
    return [_typed(value)]


def _typed(value: bool | int | Decimal | datetime | date) -> Literal:
    match value:
        case bool():
            return _boolean(value)
        case int():
            return _integer(value)
        case Decimal():
            return Literal(format(value, "f"), datatype=XSD["decimal"])
        case datetime():
            return Literal(value.isoformat(), datatype=XSD["dateTime"])
        case _:
            return Literal(value.isoformat(), datatype=XSD["date"])


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=XSD["integer"])


def _boolean(value: bool) -> Literal:
    return Literal(str(value).lower(), datatype=XSD["boolean"])
