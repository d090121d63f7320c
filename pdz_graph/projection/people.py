"""The people of whom a register speaks, and which of them are named in public on a day. It changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from pdz_graph.agreement import Agreement
from pdz_graph.facts import Node, Term, Triple, as_day
from pdz_graph.tables.schema import TABLES
from pdz_graph.terms import ENTE, OWL, PDZ, PERSONA, RDFS, TYPE, XSD

#: By what a row of the register names a person, besides the one that it is about: a body or an organ may stand there.
AGENTS = frozenset(PDZ[c.to] for table in TABLES for c in table.columns if "persona" in c.kinds and c.to != "persona")
_OF, _OFFICE = PDZ["persona"], PDZ["carica"]
_FROM, _UNTIL = PDZ["dal"], PDZ["al"]
_CONSENT, _ERASED, _POLITICAL = PDZ["consensoDal"], PDZ["cancellata"], PDZ["caricaPolitica"]
_TRUE = Literal("true", datatype=XSD["boolean"])


@dataclass(frozen=True)
class People:
    """The people of whom a register speaks: all, those who are named in public on the day, those who were erased.

    ``signers`` are the people whom the accordo itself names, in its signatures.
    """

    every: frozenset[Node]
    named: frozenset[Node]
    erased: frozenset[Node]
    signers: frozenset[Node]

    @property
    def reserved(self) -> frozenset[Node]:
        """Those who are not named."""
        return self.every - self.named


def people_of(agreement: Agreement, accordo: Collection[Triple], register: Collection[Triple], day: date) -> People:
    """Return the people of a register, and who of them is named in public on ``day``; ``accordo`` is all that the
    accordo and the vocabularies say.

    Named is who holds a political office in force on the day (first and last day included), and who consents to be
    published from that day or one before it; never who was erased, whatever the office. Which offices are political is
    said by the vocabulary.
    """
    kinds = _kinds(agreement)
    signers = frozenset(subject for subject, predicate, kind in accordo if predicate == TYPE and kind in kinds)
    every = frozenset(_people(register, agreement.nodes - signers, kinds))
    erased = frozenset(subject for subject, predicate, _ in register if predicate == _ERASED) & every
    political = {subject for subject, predicate, value in accordo if predicate == _POLITICAL and value == _TRUE}
    titled = {*_officers((*accordo, *register), political, day), *_consenting(register, day)}
    return People(every, (every & titled) - erased, erased, signers)


def _kinds(agreement: Agreement) -> frozenset[object]:
    """Return the classes of people: ours, what is below it, and what others call so."""
    ours, above = PDZ["Persona"], RDFS["subClassOf"]
    below = (quad.subject for quad in agreement.ontology if quad.predicate == above and quad.object == ours)
    same = (above, OWL["equivalentClass"])
    theirs = (quad.object for quad in agreement.commons.alignments if quad.subject == ours and quad.predicate in same)
    return frozenset((ours, *below, *theirs))


def _people(register: Collection[Triple], others: Collection[Term], kinds: Collection[object]) -> Iterator[Node]:
    """Yield whoever is said to be a person, is what only a person can be, or acts and is nothing that is known."""
    told: dict[Term, bool] = {}
    for subject, predicate, value in register:
        if predicate == TYPE:
            told[subject] = told.get(subject, False) or value in kinds
    for subject, predicate, value in register:
        for node in (subject, value):
            if not isinstance(node, Literal) and told.get(node, node in PERSONA):
                yield node
        unknown = not isinstance(value, Literal) and value not in told and value not in others
        if unknown and (predicate == _OF or (predicate in AGENTS and value not in ENTE)):
            yield value  # type: ignore[misc]


def _officers(said: Iterable[Triple], political: Collection[Term], day: date) -> Iterator[Term]:
    """Yield who holds one of the ``political`` offices on a day."""
    rows: dict[Node, dict[NamedNode, Term]] = {}
    for subject, predicate, value in said:
        if predicate in (_OF, _OFFICE, _FROM, _UNTIL):
            rows.setdefault(subject, {})[predicate] = value
    for row in rows.values():
        if row.get(_OFFICE) in political and _OF in row and _holds(row.get(_FROM), row.get(_UNTIL), day):
            yield row[_OF]


def _holds(first: Term | None, last: Term | None, day: date) -> bool:
    begins = as_day(first) if isinstance(first, Literal) else None
    ends = as_day(last) if isinstance(last, Literal) else None
    return begins is not None and begins <= day and (ends is None or day <= ends)


def _consenting(register: Iterable[Triple], day: date) -> Iterator[Node]:
    for subject, predicate, value in register:
        if predicate == _CONSENT and _holds(value, None, day):
            yield subject
