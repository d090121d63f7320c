"""One accordo, opened: its norms, and its judgement on a day. All that the doors know; the clock is theirs to read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store

from pdz_graph.answers import Answered
from pdz_graph.cards import NormCard, Norms
from pdz_graph.catalogue import find as find_question
from pdz_graph.commons import Commons
from pdz_graph.dataset import Dataset, dataset
from pdz_graph.engines import engine_of
from pdz_graph.errors import Problem, Text
from pdz_graph.facts import Facts, Term, Triple, day_said, triples_of, visible
from pdz_graph.house import House
from pdz_graph.judge import FastEngine, Judged
from pdz_graph.judgement import Judgement
from pdz_graph.kinds import Kind, words
from pdz_graph.labels import Labels, NamesByIri
from pdz_graph.ruling import NormPlace, find, rule
from pdz_graph.snapshot import Reading, Snapshot, choose, default_day, readings_of, take
from pdz_graph.terms import PDZ, TYPE, of_accordo
from pdz_graph.verdict import Verdict
from pdz_graph.waivers import waive, waivers_of

if TYPE_CHECKING:
    from pdz_graph.reference import ReferenceEngine
    from pdz_graph.tables import Known, Register


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
        return cls(house, accordo or house.only_accordo())

    @cached_property
    def nodes(self) -> frozenset[Term]:
        """Everything of which the accordo or the vocabularies say something."""
        return frozenset(subject for subject, _, _ in triples_of(self.quads))

    @cached_property
    def label(self) -> Text:
        """The name of the accordo."""
        return self.labels.of(of_accordo(self.id))

    @cached_property
    def labels(self) -> Labels:
        """The names of everything but a register."""
        return Labels(triples_of(self.quads), self.commons.labels)

    @cached_property
    def signed(self) -> date | None:
        """The day on which the accordo was signed, None where it does not say: before it no norm applies."""
        return day_said(self.quads, of_accordo(self.id), PDZ["firmato"])

    def binds(self, day: date) -> bool:
        """Tell whether the accordo was signed on ``day`` or before it; True where it does not say when."""
        return self.signed is None or day >= self.signed

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
        return Facts(triples_of(self.quads), seen=self.terms)

    def norms(self) -> tuple[NormCard, ...]:
        """Return the card of every norm, sorted by id."""
        return tuple(sorted(map(self._norms.card, self._norms.nodes), key=lambda card: card.id))

    def card(self, norm: str) -> NormCard:
        """Return the card of one norm; raises UsageError for an unknown id, with the closest ones."""
        return self._norms.called(norm)

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
        if not sources:
            return self.judge_facts((), (), as_of, reading, engine, today=today)
        read = self.read_register(sources)
        judgement = self.judge_facts(read.quads, read.notices, as_of, reading, engine, today=today)
        return replace(judgement, sources=read.sources)

    def judge_facts(
        self,
        register: Iterable[Quad],
        notices: tuple[Problem, ...] = (),
        as_of: date | None = None,
        reading: Sequence[str] = (),
        engine: str = "fast",
        *,
        today: date,
        known_at: datetime | None = None,
    ) -> Judgement:
        """Judge as ``judge`` does, on facts that are already in memory, as they were known at an instant."""
        said = tuple(triples_of(register))
        facts = self.facts(said)
        readings = readings_of(facts)
        chosen = choose(readings, reading)
        day = as_of or default_day(chosen, today)
        norms, snapshot = self.taken(facts, day, chosen)
        judge = engine_of(engine, self.commons, norms, self.labels)
        judged = judge(snapshot.triples, None) if self.binds(day) else Judged((), {}, {})
        doubts = self._alternatives(facts, day, readings, chosen, {breach.norm for breach in judged.breaches})
        labels = self.labels_with(said, snapshot)
        found, idle = waive(find(norms, judged, labels, doubts), waivers_of(said, day))
        verdict = Verdict(
            accordo=self.id,
            label=self.label,
            as_of=day,
            day_is_default=as_of is None,
            known_at=known_at,
            readings={question: one.code for question, one in chosen.items()},
            rulings=rule(norms, judged, labels),
            findings=found,
            signed=self.signed,
            idle=idle,
        )
        return Judgement(verdict, notices, NamesByIri(labels), snapshot)

    def query(
        self,
        name: str,
        *,
        sources: Sequence[Path] = (),
        as_of: date | None = None,
        reading: Sequence[str] = (),
        **params: str | int | date,
    ) -> Answered:
        """Ask a question of the catalogue about the accordo and the registers in ``sources``, as they stand on a day.

        ``params`` are the values of its parameters; the others keep those of its file, but for ``giorno``, which is
        ``as_of``. Without it the day is the last of the validity. Raises UsageError for an unknown question, parameter
        or value, InputError for an unusable source.
        """
        question = find_question(self.commons.questions, name)
        values = {key: str(value) for key, value in params.items()}
        return self.dataset(sources, as_of, reading).answer(question, values)

    def dataset(
        self,
        sources: Sequence[Path] = (),
        as_of: date | None = None,
        reading: Sequence[str] = (),
        *,
        today: date = date.max,
    ) -> Dataset:
        """Return the graphs that a query sees, of the accordo and the registers in ``sources``; the day as ``judge``
        has it."""
        register = self.read_register(sources) if sources else None
        quads, notices = (register.quads, register.notices) if register else ((), ())
        judgement = self.judge_facts(quads, notices, as_of, reading, today=today)
        return dataset(self.commons, self.quads, triples_of(quads), judgement)

    def readings(self, wanted: Sequence[str] = ()) -> dict[str, Reading]:
        """Return the reading to use for each question: see ``snapshot.choose``."""
        return choose(readings_of(self._facts), wanted)

    def snapshot(
        self, register: Iterable[Triple], day: date, readings: Mapping[str, Reading]
    ) -> tuple[dict[NamedNode, NormPlace], Snapshot]:
        """Return the norms in force on a day, and the snapshot of it, with a register that is already in memory."""
        return self.taken(self.facts(register), day, readings)

    def facts(self, register: Iterable[Triple]) -> Facts:
        """Return the facts of the accordo and of a register that is already in memory, for ``taken``."""
        return Facts(register, self._facts, self.terms)

    def taken(
        self, facts: Facts, day: date, readings: Mapping[str, Reading]
    ) -> tuple[dict[NamedNode, NormPlace], Snapshot]:
        """Return the norms in force on a day, and the snapshot of it, from the facts of the accordo and a register."""
        return self._in_force(facts, day), take(facts, self.id, day, readings.values())

    def judged_norms(self) -> dict[NamedNode, NormPlace]:
        """Return every norm that data can judge, whatever the day."""
        return self._norms.judged()

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

    def read_register(
        self, sources: Sequence[Path], recorded: Iterable[Triple] = (), *, whole: bool = False
    ) -> Register:
        """Read a register beside what is ``recorded``, as ``tables.read_register``; RDF must be well formed too."""
        from pdz_graph.files import unusable
        from pdz_graph.tables import known_of_register, read_register
        from pdz_graph.wellformed import check

        recorded = tuple(recorded)
        read = read_register(sources, self.names, self.id, known_of_register(recorded), whole=whole)
        if any(place.row is None for place in read.origins.values()):  # what a table says is well formed already
            beside = (*self.ontology, *self.quads, *(Quad(*triple) for triple in recorded))
            problems = check(read.quads, self.shapes, beside, read.origins, self.terms)
            if problems:
                raise unusable(problems)
        return read

    @cached_property
    def names(self) -> Known:
        """What the accordo, the vocabularies and the ontology know: a register need not say it."""
        from pdz_graph.tables import known_of

        store = Store()
        store.bulk_extend((*self.ontology, *self.quads))
        return known_of(store)

    def _in_force(self, facts: Facts, day: date) -> dict[NamedNode, NormPlace]:
        starts, ends = facts.days[PDZ["dal"]], facts.days[PDZ["al"]]
        judged = self.judged_norms()
        return {n: place for n, place in judged.items() if starts.get(n, day) <= day <= ends.get(n, day)}

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

    def labels_with(self, register: Iterable[Triple], snapshot: Snapshot) -> Labels:
        """Return the names of a day: a register says nothing of what lies after it."""
        gone = snapshot.gone
        left = (t for t in register if t[0] not in gone and t[2] not in gone) if gone else register
        return Labels(chain(left, snapshot.added), self.labels)
