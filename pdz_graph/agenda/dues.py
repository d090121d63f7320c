"""What falls due by the norms of an accordo: by which day, for whom, and how it stands on the day that was judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode

from pdz_graph.agreement import Agreement
from pdz_graph.deadlines import last_of, months
from pdz_graph.errors import Text, UsageError
from pdz_graph.facts import Term, as_day, triples_of
from pdz_graph.judgement import Judgement
from pdz_graph.snapshot import Snapshot
from pdz_graph.states import DeadlineState, State
from pdz_graph.terms import NOTATION, PDZ, TYPE, concept, of_accordo
from pdz_graph.verdict import Finding, Ruling
from pdz_graph.words import closest

_ADVISED = frozenset(concept("modalita", code) for code in ("raccomandazione", "facolta"))


@dataclass(frozen=True)
class Bearer:
    """Whoever a norm addresses, and so has to act: IRI, code, name."""

    iri: str
    code: str
    label: Text


@dataclass(frozen=True)
class Due:
    """One thing that a norm asks for by a day.

    ``kind`` is "deadline" (pdz:Scadenza, one for each year) or "period" (pdz:Periodo, a month in which a body is to
    meet). It runs from ``since`` to ``due``, both included (None where it is void); ``year`` is the one that it is
    about. ``seen`` is the day that was judged: ``state`` is as of then, and ``days_late`` is there only for what was
    done late, which is never missed. ``binding`` is False where the text advises or allows and does not impose
    (``modality`` is the code). ``finding`` is what was found wrong.
    """

    iri: str
    kind: OneOf["deadline", "period"]
    norm: str
    norm_iri: str
    label: Text
    article: str
    year: int
    since: date | None
    due: date
    state: State
    days_late: int | None
    bearers: tuple[Bearer, ...]
    modality: str
    modality_label: Text
    binding: bool
    finding: Finding | None
    seen: date

    @property
    def message(self) -> Text | None:
        """What was found wrong, in a sentence; None where nothing was."""
        return self.finding.message if self.finding else None


def agenda(agreement: Agreement, judgement: Judgement) -> tuple[Due, ...]:
    """Return every deadline of the validity, and every whole month of it for a norm that asks for a meeting a month;
    by day, then by norm. Only norms in force on the day judged set any.

    Names are those of the accordo: nothing that a register calls its own is told.
    """
    reader = _Reader(agreement, judgement)
    return tuple(sorted(reader.dues(), key=lambda due: (due.due, due.norm, due.iri)))


def bearers(dues: Iterable[Due]) -> tuple[Bearer, ...]:
    """Return whoever has something due, each once, sorted by code."""
    return tuple(sorted({one for due in dues for one in due.bearers}, key=lambda one: (one.code, one.iri)))


def of_bearer(dues: Sequence[Due], code: str) -> tuple[Due, ...]:
    """Return what a bearer has due; raises UsageError for a code that nobody in ``dues`` has, with the closest."""
    found = tuple(due for due in dues if code in {one.code for one in due.bearers})
    if found:
        return found
    known = [one.code for one in bearers(dues)]
    near, listed = closest(code, known), ", ".join(known) or "-"
    raise UsageError(
        "bearer",
        Text(
            f"Nessuna scadenza riguarda «{code}».",
            f"No deadline concerns “{code}”.",
        ),
        Text(f"{near.it}Chi ne ha: {listed}.", f"{near.en}Those who have some: {listed}."),
    )


class _Reader:
    """Reads what falls due out of an accordo and its judgement."""

    def __init__(self, agreement: Agreement, judgement: Judgement) -> None:
        self.agreement, self.judgement = agreement, judgement
        self.accordo, self.seen = agreement.id, judgement.verdict.as_of
        self.rulings = {ruling.norm: ruling for ruling in judgement.verdict.rulings}
        self.findings = {(finding.norm, finding.subject.id): finding for finding in judgement.verdict.findings}
        self.said: dict[Term, dict[Term, list[Term]]] = {}
        for subject, predicate, value in triples_of(agreement.quads):
            if predicate in (TYPE, NOTATION, PDZ["modalita"], PDZ["destinatario"]):
                self.said.setdefault(subject, {}).setdefault(predicate, []).append(value)
        self.starts = _starts(judgement.snapshot)

    def dues(self) -> Iterator[Due]:
        """Yield everything, in no order."""
        for code, ruling in self.rulings.items():
            kinds = self.said.get(of_accordo(self.accordo, "norma", code), {}).get(TYPE, ())
            if PDZ["NormaDiScadenza"] in kinds:
                yield from (self._due(ruling, "deadline", one) for one in self.judgement.deadlines(code))
            if PDZ["NormaDiFrequenza"] in kinds:
                yield from (self._due(ruling, "period", one) for one in self._months(ruling))

    def _months(self, ruling: Ruling) -> Iterator[DeadlineState]:
        """Yield the whole months of the validity; those that are not over have no statements in the snapshot yet."""
        first_day, last_day = self._validity()
        unknown = {thing.id for thing in ruling.unknown}
        for first in months(first_day, last_day):
            last = last_of(first.year, first.month)
            if last <= last_day:
                iri = of_accordo(self.accordo, "periodo", f"{ruling.norm}-{first:%Y-%m}").value
                missed, over = (ruling.norm, iri) in self.findings, last < self.seen
                state: State = "missed" if missed else "unknown" if iri in unknown else "done" if over else "to-come"
                yield DeadlineState(first.year, last, state, None, iri)

    def _validity(self) -> tuple[date, date]:
        """Return the first and the last day of the validity, as the day judged reads it; an empty one without any."""
        added, root = self.judgement.snapshot.added, of_accordo(self.accordo)
        found = {t[1]: as_day(t[2]) for t in added if t[0] == root and isinstance(t[2], Literal)}
        return found.get(PDZ["dal"]) or date.max, found.get(PDZ["al"]) or date.min

    def _due(self, ruling: Ruling, kind: OneOf["deadline", "period"], one: DeadlineState) -> Due:
        node = of_accordo(self.accordo, "norma", ruling.norm)
        said, labels = self.said.get(node, {}), self.agreement.labels
        modality = min(said.get(PDZ["modalita"], ()), key=str, default=None)
        return Due(
            iri=one.id,
            kind=kind,
            norm=ruling.norm,
            norm_iri=node.value,
            label=labels.of(node),
            article=ruling.article,
            year=one.year,
            since=None if one.state == "void" else self.starts.get(one.id, one.due.replace(day=1)),
            due=one.due,
            state=self._state(one),
            days_late=one.days_late,
            bearers=tuple(sorted(map(self._bearer, said.get(PDZ["destinatario"], ())), key=lambda who: who.code)),
            modality=self._code(modality) if modality else "",
            modality_label=labels.of(modality) if modality else Text("", ""),
            binding=modality not in _ADVISED,
            finding=self.findings.get((ruling.norm, one.id)),
            seen=self.seen,
        )

    def _state(self, one: DeadlineState) -> State:
        """Return how a thing due stands; before the signature nothing was judged, and what is past is not known."""
        settled = one.state in ("void", "to-come") or not self.judgement.verdict.is_early
        return one.state if settled else "unknown"

    def _bearer(self, node: Term) -> Bearer:
        return Bearer(node.value, self._code(node), self.agreement.labels.of(node))

    def _code(self, node: Term) -> str:
        codes = (value.value for value in self.said.get(node, {}).get(NOTATION, ()))
        return next(codes, node.value.rstrip("/").rpartition("/")[2])


def _starts(snapshot: Snapshot) -> dict[str, date]:
    """Return since when each thing that the day spells out runs, by IRI."""
    return {
        subject.value: day
        for subject, predicate, value in snapshot.added
        if predicate == PDZ["dal"] and isinstance(subject, NamedNode) and isinstance(value, Literal)
        if (day := as_day(value))
    }
