"""One accordo, opened: its norms, and its judgement on a day. All that the doors know; the clock is theirs to read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store

from pdz_graph.cards import NormCard, Norms
from pdz_graph.commons import Commons
from pdz_graph.errors import EngineError, Problem, Text, UsageError
from pdz_graph.facts import Facts, Term, Triple, day_said, triples_of, visible
from pdz_graph.house import House
from pdz_graph.judge import Engine, FastEngine, Judged
from pdz_graph.kinds import Kind, words
from pdz_graph.labels import Labels, NamesByIri
from pdz_graph.ruling import NormPlace, find, keys, rule
from pdz_graph.snapshot import Reading, Snapshot, choose, readings_of, take
from pdz_graph.states import DeadlineState, states_of
from pdz_graph.terms import PDZ, TYPE, of_accordo
from pdz_graph.verdict import Verdict

if TYPE_CHECKING:
    from pdz_graph.reference import ReferenceEngine

#: The engines by name; ``both`` runs the two and compares.
ENGINES = ("fast", "reference", "both")


@dataclass(frozen=True)
class Judgement:
    """A verdict, the guesses made while reading the register, the names of things, and the snapshot that was judged."""

    verdict: Verdict
    notices: tuple[Problem, ...]
    labels: Mapping[str, Text]
    snapshot: Snapshot

    def deadlines(self, norm: str) -> tuple[DeadlineState, ...]:
        """Return how each deadline of a norm stands, by year; none for a norm that sets none, or not in force."""
        ruling = next((ruling for ruling in self.verdict.rulings if ruling.norm == norm), None)
        findings = [finding for finding in self.verdict.findings if finding.norm == norm]
        node = of_accordo(self.verdict.accordo, "norma", norm)
        return states_of(node, self.snapshot.triples, ruling, findings)


class Agreement:
    """One accordo and the kinds of norm, loaded once; ``judge`` may be called as often as one likes."""

    def __init__(self, house: House, accordo: str, commons: Commons | None = None) -> None:
        self.house = house
        self.id = accordo
        self.commons = commons or Commons(house)
        self.ontology, self.shapes = self.commons.ontology, self.commons.shapes
        self.kinds = self.commons.kinds
        self.quads = (*house.accordo(accordo), *self.commons.vocabularies)

    @classmethod
    def open(cls, accordo: str | None = None, home: Path | None = None) -> Agreement:
        """Open an accordo of the house at ``home``; None is the only accordo there.

        Raises UsageError for an unknown id, or when there are several and none is named.
        """
        house = House.find(home)
        if accordo is None:
            accordi = house.accordi()
            if len(accordi) != 1:
                known = ", ".join(accordi) or "-"
                raise UsageError(
                    "accordo",
                    Text("Non è detto quale accordo.", "It is not said which accordo."),
                    Text(f"Indicarlo con «--accordo»: {known}.", f"Name it with “--accordo”: {known}."),
                )
            accordo = accordi[0]
        return cls(house, accordo)

    @staticmethod
    def known(home: Path | None = None) -> list[str]:
        """Return the ids of the accordi of the house."""
        return House.find(home).accordi()

    @cached_property
    def label(self) -> Text:
        """The name of the accordo."""
        return self.labels.of(of_accordo(self.id))

    @cached_property
    def labels(self) -> Labels:
        """The names of everything but a register."""
        return Labels(self.quads, self.commons.labels)

    @cached_property
    def signed(self) -> date | None:
        """The day on which the accordo was signed, None where it does not say: before it no norm applies."""
        return day_said(self.quads, of_accordo(self.id), PDZ["firmato"])

    @cached_property
    def _norms(self) -> Norms:
        return Norms(self.quads, self.kinds, self.labels)

    @property
    def fast(self) -> FastEngine:
        """The fast engine."""
        return self.commons.fast

    @property
    def reference(self) -> ReferenceEngine:
        """The reference engine; rdflib is imported only when it is asked for."""
        return self.commons.reference

    @cached_property
    def _facts(self) -> Facts:
        return Facts(self.quads, seen=self.terms)

    def norms(self) -> tuple[NormCard, ...]:
        """Return the card of every norm, sorted by id."""
        return tuple(sorted(map(self._norms.card, self._norms.nodes), key=lambda card: card.id))

    def card(self, norm: str) -> NormCard:
        """Return the card of one norm; raises UsageError for an unknown id, with the closest ones."""
        for node, code in self._norms.nodes.items():
            if code == norm:
                return self._norms.card(node)
        from difflib import get_close_matches

        close = ", ".join(get_close_matches(norm, self._norms.nodes.values(), n=3, cutoff=0.4))
        it, en = (f"Forse: {close}. ", f"Perhaps: {close}. ") if close else ("", "")
        raise UsageError(
            "norm",
            Text(f"Norma sconosciuta: «{norm}».", f"Unknown norm: “{norm}”."),
            Text(f"{it}L'elenco: pdz norms.", f"{en}The list: pdz norms."),
        )

    def judge(
        self,
        sources: Sequence[Path] = (),
        as_of: date | None = None,
        reading: Sequence[str] = (),
        engine: str = "fast",
        *,
        today: date,
    ) -> Judgement:
        """Judge the accordo with the registers in ``sources`` on ``as_of``.

        Without ``as_of`` the day is ``today``, or the last day of validity if that is past. Raises InputError for an
        unusable source, UsageError for an unknown reading, EngineError when an engine fails or the two disagree.
        """
        register, notices = self.read(sources)
        return self.judge_facts(register, notices, as_of, reading, engine, today=today)

    def judge_facts(
        self,
        register: Iterable[Quad],
        notices: tuple[Problem, ...] = (),
        as_of: date | None = None,
        reading: Sequence[str] = (),
        engine: str = "fast",
        *,
        today: date,
    ) -> Judgement:
        """Judge as ``judge`` does, on facts that are already in memory."""
        register = tuple(register)
        facts = Facts(register, self._facts, self.terms)
        readings = readings_of(facts)
        chosen = choose(readings, reading)
        day = as_of or min([today, *(r.end for r in chosen.values())])
        norms = self._in_force(facts, day)
        snapshot = take(facts, self.id, day, chosen.values())
        judge = self._engine(engine, norms)
        judged = judge(snapshot.triples, None) if self.signed is None or day >= self.signed else Judged((), {}, {})
        doubts = self._alternatives(facts, day, readings, chosen, {breach.norm for breach in judged.breaches})
        labels = self._labels_with(register, snapshot)
        verdict = Verdict(
            accordo=self.id,
            label=self.label,
            as_of=day,
            day_is_default=as_of is None,
            known_at=None,
            readings={question: one.code for question, one in chosen.items()},
            rulings=rule(norms, judged, labels),
            findings=find(norms, judged, labels, doubts),
            signed=self.signed,
        )
        return Judgement(verdict, notices, NamesByIri(labels), snapshot)

    def judged_norms(self) -> dict[NamedNode, NormPlace]:
        """Return every norm that data can judge, whatever the day."""
        return self._norms.judged()

    def view(self, facts: Facts, day: date, readings: Iterable[Reading]) -> list[Triple]:
        """Return the snapshot of a day, as far as any norm can see it."""
        return visible(take(facts, self.id, day, readings).triples, self.terms)

    @cached_property
    def terms(self) -> frozenset[Term]:
        """Every class and property that a norm can see, or from which something that it can see follows."""
        return self.terms_of(self.kinds)

    def terms_of(self, kinds: Iterable[Kind]) -> frozenset[Term]:
        """Return what norms of these kinds can see: the words of their shapes, and the classes that are values."""
        return self.fast.schema.sources({*words(kinds), *self._named})

    @cached_property
    def _named(self) -> frozenset[Term]:
        return frozenset(value for _, predicate, value in triples_of(self.quads) if predicate != TYPE and value in PDZ)

    def read(self, sources: Sequence[Path]) -> tuple[tuple[Quad, ...], tuple[Problem, ...]]:
        """Return the facts of a register and the guesses made while reading; raises InputError if it is unusable."""
        if not sources:
            return (), ()
        from pdz_graph.files import unusable
        from pdz_graph.tables import known_of, read_register
        from pdz_graph.wellformed import check

        known = (*self.ontology, *self.quads)
        store = Store()
        store.bulk_extend(known)
        read = read_register(sources, known_of(store), self.id)
        if any(place.row is None for place in read.origins.values()):  # what a table says is well formed already
            problems = check(read.quads, self.shapes, known, read.origins, self.terms)
            if problems:
                raise unusable(problems)
        return tuple(read.quads), tuple(read.notices)

    def _in_force(self, facts: Facts, day: date) -> dict[NamedNode, NormPlace]:
        starts, ends = facts.days[PDZ["dal"]], facts.days[PDZ["al"]]
        judged = self.judged_norms()
        return {n: place for n, place in judged.items() if starts.get(n, day) <= day <= ends.get(n, day)}

    def _engine(self, name: str, norms: Mapping[NamedNode, NormPlace]) -> Engine:
        if name == "fast":
            return self.fast
        if name == "reference":
            return self.reference
        if name == "both":
            return lambda triples, only: self._compared(tuple(triples), norms, only)
        admitted = ", ".join(ENGINES)
        raise UsageError(
            "engine",
            Text(f"Motore sconosciuto: «{name}».", f"Unknown engine: “{name}”."),
            Text(f"Quelli ammessi: {admitted}.", f"Those admitted: {admitted}."),
        )

    def _compared(
        self, triples: Sequence[Triple], norms: Mapping[NamedNode, NormPlace], only: Collection[NamedNode] | None
    ) -> Judged:
        fast, reference = self.fast(triples, only), self.reference(triples, only)
        ours, theirs = keys(norms, fast), keys(norms, reference)
        statuses = [{r.norm: r.status for r in rule(norms, judged, self.labels)} for judged in (fast, reference)]
        lines = [f"fast: {' '.join(key)}" for key in sorted(ours - theirs)]
        lines += [f"reference: {' '.join(key)}" for key in sorted(theirs - ours)]
        lines += [
            f"{norm}: fast {statuses[0][norm]}, reference {statuses[1][norm]}"
            for norm in statuses[0]
            if statuses[0][norm] != statuses[1][norm]
        ]
        if lines:
            difference = "\n".join(lines)
            raise EngineError(
                "engines-disagree",
                Text(f"I due motori non concordano:\n{difference}", f"The two engines disagree:\n{difference}"),
                Text(
                    "È un difetto del programma: segnalarlo con i dati.", "This is a defect: report it with the data."
                ),
            )
        return fast

    def _alternatives(
        self,
        facts: Facts,
        day: date,
        readings: Iterable[Reading],
        chosen: Mapping[str, Reading],
        norms: Collection[NamedNode],
    ) -> Iterator[tuple[str, Judged]]:
        """Yield, for each reading that was not chosen, its question and how ``norms`` are judged under it."""
        targets = {value for properties in facts.values(norms).values() for value in properties[TYPE]}
        terms = self.terms_of(kind for kind in self.kinds if kind.target in targets)
        for other in readings if norms else ():
            if chosen[other.question] != other:
                instead = {**chosen, other.question: other}
                triples = take(facts, self.id, day, instead.values()).triples
                yield other.question, self.fast(visible(triples, terms), norms)

    def _labels_with(self, register: Iterable[Quad], snapshot: Snapshot) -> Labels:
        """Return the names of a day: a register says nothing of what lies after it."""
        gone = snapshot.gone
        labels = Labels((q for q in register if q.subject not in gone and q.object not in gone), self.labels)
        for triple in snapshot.added:
            labels.add(*triple)
        return labels
