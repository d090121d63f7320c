"""The register of an office: its folder, its accordo, and what may be done to it, each time through the gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from pdz_graph.agreement import Agreement
from pdz_graph.difference import broken, differences, joined, replaced
from pdz_graph.errors import Text
from pdz_graph.facts import Triple, triples_of
from pdz_graph.files import unusable
from pdz_graph.gate import Weighed
from pdz_graph.hints import alike, left_alone, missing
from pdz_graph.judgement import Judgement
from pdz_graph.labels import Labels
from pdz_graph.ledger import Change, Delta, Ledger
from pdz_graph.proposal import Enter, Entry, Proposal, Recorded, Terms, Triples, ended, story
from pdz_graph.refusals import check_age, check_size, overtaken, said_otherwise, still_referred, touched_since
from pdz_graph.snapshot import default_day
from pdz_graph.standing import Standing
from pdz_graph.store import QuadStore, canonical
from pdz_graph.store.folder import Folder
from pdz_graph.tables import known_of_register
from pdz_graph.tables.written import Written, codes_of, written
from pdz_graph.verdict import Waiver
from pdz_graph.waivers import every_waiver

#: How many times a change is tried again when somebody else's came first (only behind an endpoint: a folder is locked).
TRIES = 10


@dataclass(frozen=True)
class State:
    """Where a register stands: its accordo, where it is kept, its last change (None before the first), how many rows
    each table has and how many statements stand in none, the waivers whatever their days.
    """

    accordo: str
    label: Text
    kept: str
    last: Change | None
    rows: Mapping[str, int]
    unwritten: int
    waivers: tuple[Waiver, ...]


class Office:
    """A register open for business: what is written is judged first, under one lock, and written whole.

    It remembers what it wrote last and how the register stood: whoever makes many changes neither reads nor judges it
    anew for each.
    """

    def __init__(self, folder: Folder, agreement: Agreement) -> None:
        self.folder, self.agreement = folder, agreement
        self._last: Standing | None = None
        self._written: tuple[Change, Triples] | None = None

    @classmethod
    def open(cls, folder: Folder, accordo: str | None = None) -> Office:
        """Open the register in ``folder`` for its accordo, or for another that it keeps too."""
        return cls(folder, Agreement.open(accordo or folder.accordo))

    def ledger(self, store: QuadStore) -> Ledger:
        """Return the history of this accordo in a store."""
        return Ledger(store, self.agreement.id)

    def record(self, sources: Sequence[Path], terms: Terms, *, whole: bool = False, trial: bool = False) -> Recorded:
        """Record what ``sources`` say: read, joined to what is recorded, judged, and committed or refused.

        With ``whole`` the sources are all that the register is to hold of their tables; a ``trial`` writes nothing.
        Raises InputError with every problem of the sources, contradictions too; StoreError when the store fails.
        """
        return self.change(self.entering(sources, whole=whole), terms, trial=trial)

    def entering(self, sources: Sequence[Path], *, whole: bool = False) -> Enter:
        """Return what ``record`` makes of what is recorded, for ``change_in``."""

        def enter(known: Triples, ledger: Ledger) -> Entry:
            read = self.agreement.read_register(sources, known, whole=whole)
            said = canonical(triples_of(read.quads))
            notices = read.notices
            if whole:
                check_age(read.sources, ledger)
                after = replaced(known, said, read.tables)
                notices += left_alone(after, read.blank)
            else:
                after, contradictions = joined(known, said, read.origins)
                if contradictions:
                    codes = self._codes(after)
                    raise unusable(one.problem(codes) for one in contradictions)
                notices += alike(known, said, read.origins)
            check_size(known & after, said, read.origins)
            return Entry(after, notices, read.sources, () if whole else missing(known, said, read.tables))

        return enter

    def register(self, known_at: datetime | None = None) -> Triples:
        """Return the register as it stands, or as it was known at an instant (included)."""
        return self.known(known_at)[1]

    def known(self, known_at: datetime | None = None) -> tuple[int, Triples]:
        """Return the number of the last change, or of the last that was known at an instant, and the register then."""
        with self.folder.reading() as store:
            ledger = self.ledger(store)
            number = ledger.last_at(known_at)
            return number, ledger.register_after(number)

    def graphs(self, known_at: datetime | None = None, *, history: bool = False) -> dict[NamedNode, Iterable[Triple]]:
        """Return the graph of the register, as it stands or was known, and with ``history`` those of its changes."""
        with self.folder.reading() as store:
            ledger = self.ledger(store)
            last = ledger.last_at(known_at)
            found: dict[NamedNode, Iterable[Triple]] = {ledger.graphs.register: ledger.register_after(last)}
            if history:
                found[ledger.graphs.provenance] = ledger.story(last)
                for number in range(1, last + 1):
                    delta = ledger.delta(number)
                    found[ledger.graphs.added(number)] = delta.added
                    found[ledger.graphs.removed(number)] = delta.removed
        return found

    def tables(self, known: Triples) -> Written:
        """Return a register as the rows of its tables."""
        return written(known, codes_of(self.agreement.names), self.agreement.id)

    def _codes(self, known: Triples) -> dict[str, str]:
        """Return the code of whatever has one, in the accordo or in a register."""
        return codes_of(self.agreement.names, known_of_register(known))

    def state(self) -> State:
        """Return where the register stands."""
        with self.folder.reading() as store:
            ledger = self.ledger(store)
            number, known = ledger.register()
            last = ledger.change(number) if number else None
        rows, endpoint = self.tables(known), self.folder.endpoint
        return State(
            accordo=self.agreement.id,
            label=self.agreement.label,
            kept=endpoint.query if endpoint else self.folder.name,
            last=last,
            rows={name: len(some) for name, some in rows.rows.items()},
            unwritten=rows.unwritten,
            waivers=every_waiver(known),
        )

    def judge(
        self,
        as_of: date | None = None,
        reading: Sequence[str] = (),
        engine: str = "fast",
        *,
        today: date,
        known_at: datetime | None = None,
        after: int | None = None,
    ) -> Judgement:
        """Judge the register as it stands, as it was known at an instant, or as a change left it: see
        ``Agreement.judge``."""
        with self.folder.reading() as store:
            ledger = self.ledger(store)
            number = ledger.last_at(known_at) if after is None else after
            known = quads(ledger.register_after(number))
        judgement = self.agreement.judge_facts(known, (), as_of, reading, engine, today=today, known_at=known_at)
        return replace(judgement, change=number, folder=self.folder.name)

    def add(self, triples: Iterable[Triple], terms: Terms, *, trial: bool = False) -> Recorded:
        """Record triples that are well formed, through the gate; raises UsageError where something else is recorded of
        their subjects."""
        said = frozenset(canonical(triples))
        nodes = {triple[0] for triple in said}

        def enter(known: Triples, _: Ledger) -> Entry:
            if {triple for triple in known if triple[0] in nodes} - said:
                raise said_otherwise()
            return Entry(known | said)

        return self.change(enter, terms, trial=trial)

    def undo(self, number: int, terms: Terms, *, trial: bool = False) -> Recorded:
        """Take a change back by its inverse, through the gate, on the day of that change if no other is asked.

        Raises UsageError when there is no such change, or when a later one has touched what it would take back.
        """
        if terms.day is None:
            with self.folder.reading() as store:
                terms = replace(terms, day=self.ledger(store).change(number).day)

        def enter(known: Triples, ledger: Ledger) -> Entry:
            ledger.change(number)
            delta = ledger.delta(number)
            after = delta.taken_back(known)
            if (delta.added - known) or (delta.removed & known) or broken(after, delta.added | delta.removed):
                raise touched_since(number, ledger, delta)
            return Entry(after, undoes=number)

        return self.change(enter, terms, trial=trial)

    def end(self, term: str, last: date, terms: Terms) -> Recorded:
        """Try what would come of a term (by IRI, or the last part of it) that ends on ``last``; nothing is recorded.

        Raises UsageError when there is no such term, or when it is not in force on that day.
        """

        def enter(known: Triples, _: Ledger) -> Entry:
            return Entry(ended(term, last, known))

        return self.change(enter, terms, trial=True)

    def change(self, enter: Enter, terms: Terms, *, trial: bool = False) -> Recorded:
        """Make a change of what is recorded, as ``enter`` says, through the gate; a ``trial`` writes nothing."""
        with self.folder.reading() if trial else self.folder.writing() as store:
            return self.change_in(store, enter, terms, trial=trial)

    def change_in(self, store: QuadStore, enter: Enter, terms: Terms, *, trial: bool = False) -> Recorded:
        """Make a change in a store that is open already: whoever makes many opens it once."""
        ledger = self.ledger(store)
        for _ in range(TRIES):
            number, known = self._known(ledger)
            proposal = self._propose(number + 1, known, enter(known, ledger), terms)
            if trial or not proposal.delta or proposal.weighed.refusing:
                return Recorded(proposal, None)
            change = story(proposal, terms, ledger.next_instant(terms.clock() if terms.clock else terms.now))
            if ledger.append(change, proposal.delta):
                self._last, self._written = proposal.after, (change, proposal.entry.after)
                return Recorded(proposal, change)
        raise overtaken()

    def _known(self, ledger: Ledger) -> tuple[int, Triples]:
        """Return the number of the last change and the register after it: not read again where that change is ours."""
        last = ledger.last
        if self._written and last and self._written[0] == ledger.change(last):
            return last, self._written[1]
        return ledger.register()

    def _propose(self, number: int, known: Triples, entry: Entry, terms: Terms) -> Proposal:
        self._check_references(known, entry.after)
        delta = Delta(entry.after - known, known - entry.after)
        readings = self.agreement.readings(terms.readings)
        day = terms.day or default_day(readings, terms.now.date())
        before = self._last
        if before is None or (before.register, before.day, before.readings) != (known, day, readings):
            before = self._last = Standing.of(self.agreement, known, day, readings)
        after = before.moved(entry.after)
        weighed = Weighed(terms.policy, before.findings, after.findings)
        return Proposal(number, entry, delta, differences(known, entry.after), weighed, before, after)

    def _check_references(self, known: Triples, after: Triples) -> None:
        """Refuse a change that takes away something to which what stays refers."""
        if known <= after:
            return
        there = {triple[0] for triple in after} | self.agreement.nodes
        gone = {triple[0] for triple in known} - there
        held = {subject for subject, _, value in after if value in gone}
        if held:
            labels = Labels((*known, *after), self.agreement.labels)
            raise still_referred([labels.of(node) for node in sorted(held, key=str)])


def quads(triples: Iterable[Triple]) -> list[Quad]:
    """Return triples as quads of the default graph."""
    return [Quad(*triple) for triple in triples]
