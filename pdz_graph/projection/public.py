"""A register as everybody may read it: the same rows, and in the place of most people a node without a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from pdz_graph.agreement import Agreement
from pdz_graph.facts import Node, Triple, triples_of
from pdz_graph.labels import Labels
from pdz_graph.projection.hiding import hidden
from pdz_graph.projection.people import People, people_of
from pdz_graph.projection.reserved import label, reserved
from pdz_graph.projection.rows import Rows
from pdz_graph.terms import LABEL, NOTATION, PDZ, TYPE

#: All that is said in public of a person who is named; of the others nothing but class and made name.
SAID_OF_PEOPLE = frozenset((TYPE, LABEL, NOTATION, PDZ["consensoDal"]))


@dataclass(frozen=True)
class Projected:
    """A register as everybody may read it.

    ``hidden`` are the texts that may be in no byte of what is published: names and codes of the people who are not
    named; they are never written anywhere. ``gone`` are the IRIs, in the register itself, of the people who were
    erased, and of whom nothing stands there any more.
    """

    quads: tuple[Quad, ...]
    hidden: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()


def project(agreement: Agreement, register: Iterable[Quad], day: date) -> Projected:
    """Return a register as it is published on ``day``.

    It is a consistent renaming: whoever is not named (see ``people_of``) becomes a node made of what is public, one for
    each person, the rows that are of such people get other IRIs, and of no person more than class, name, code and
    consent is left. Norms see no difference: the verdict is the same. A person who only signed the accordo keeps the
    name in that signature, which is the accordo's, and has another node in the register.
    """
    triples, accordo = tuple(triples_of(register)), tuple(triples_of(agreement.quads))
    people = people_of(agreement, accordo, triples, day)
    rows = Rows(triples, people.reserved)
    renamed = reserved(rows, agreement.id)
    labels = Labels((t for t in triples if t[0] not in people.every), agreement.labels)
    made = {*_kept(triples, people, renamed), *_instead(rows, people, renamed, labels)}
    still = {node.value for node in people.signers}
    return Projected(
        quads=tuple(Quad(*triple) for triple in sorted(made, key=str)),
        hidden=hidden(accordo, triples, people),
        gone=frozenset(node.value for node in people.erased) - still,
    )


def _kept(triples: Collection[Triple], people: People, renamed: Mapping[Node, NamedNode]) -> Iterator[Triple]:
    """Yield what stays of a register, with other nodes in the place of some."""
    for subject, predicate, value in triples:
        if subject not in people.every or (subject in people.named and predicate in SAID_OF_PEOPLE):
            there = value if isinstance(value, Literal) else renamed.get(value, value)
            yield (renamed.get(subject, subject), predicate, there)


def _instead(rows: Rows, people: People, renamed: Mapping[Node, NamedNode], labels: Labels) -> Iterator[Triple]:
    """Yield what is said of the people who are not named."""
    for person in people.reserved:
        node, erased = renamed[person], person in people.erased
        kinds = ("Persona", "PersonaRiservata", *(("PersonaCancellata",) if erased else ()))
        yield from ((node, TYPE, PDZ[kind]) for kind in kinds)
        name = label(rows, person, labels, erased=erased)
        yield (node, LABEL, Literal(name.it, language="it"))
        yield (node, LABEL, Literal(name.en, language="en"))
