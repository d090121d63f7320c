"""The history of a register: each change with its story, and the register as it stood after any of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from pyoxigraph import Literal, NamedNode

from pdz_graph.errors import Text, UsageError
from pdz_graph.facts import Node, Term, Triple, day_literal
from pdz_graph.files import Source, digest
from pdz_graph.store import Commit, Graphs, QuadStore, last_change
from pdz_graph.tables.declared import slug
from pdz_graph.terms import LABEL, PDZ, PROV, TYPE, XSD, of_accordo

#: How many violations stood before a change, and after it.
_BEFORE, _AFTER = PDZ["violazioniPrima"], PDZ["violazioniDopo"]
#: When a change was recorded.
ENDED = PROV["endedAtTime"]


@dataclass(frozen=True)
class Change:
    """One change of a register, as the register tells it.

    ``instant`` is when it was recorded (UTC); ``day`` the day on which it was judged, under ``readings``; ``before``
    and ``after`` how many violations stood then; ``new`` and ``solved`` the findings that it made and mended, each as
    "norm constraint thing"; ``undoes`` the number of the change that it takes back.
    """

    number: int
    instant: datetime
    agent: str
    message: str = ""
    sources: tuple[Source, ...] = ()
    day: date | None = None
    readings: tuple[str, ...] = ()
    policy: str = ""
    engine: str = ""
    versions: tuple[str, ...] = ()
    before: int = 0
    after: int = 0
    new: tuple[str, ...] = ()
    solved: tuple[str, ...] = ()
    undoes: int | None = None


@dataclass(frozen=True)
class Delta:
    """What a change put into the register and what it took out."""

    added: frozenset[Triple] = field(default_factory=frozenset)
    removed: frozenset[Triple] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)

    def taken_back(self, register: frozenset[Triple]) -> frozenset[Triple]:
        """Return a register as it was without this."""
        return (register - self.added) | self.removed


class Ledger:
    """The history of one accordo in a store; nothing is kept between two questions."""

    def __init__(self, store: QuadStore, accordo: str) -> None:
        self.store, self.graphs = store, Graphs(accordo)

    @property
    def last(self) -> int:
        """The number of the last change, 0 before the first."""
        return last_change(self.store, self.graphs)

    def register(self) -> tuple[int, frozenset[Triple]]:
        """Return the number of the last change and the register as it stands after it, both of one moment."""
        while True:
            number = self.last
            triples = frozenset(self.store.match(self.graphs.register))
            if self.last == number:
                return number, triples

    def register_after(self, number: int) -> frozenset[Triple]:
        """Return the register as it stood after a change; 0 is before the first. Raises UsageError beyond the last."""
        last, known = self.register()
        if not 0 <= number <= last:
            raise no_change(number, last)
        for later in range(last, number, -1):
            known = self.delta(later).taken_back(known)
        return known

    def last_at(self, instant: datetime | None) -> int:
        """Return the number of the last change recorded by ``instant`` (included; None: of all); 0 where there was none
        yet."""
        if instant is None:
            return self.last
        return max((change.number for change in self.changes() if change.instant <= instant), default=0)

    def change(self, number: int) -> Change:
        """Return what is told of a change; raises UsageError when there is none of that number."""
        told = self.store.match(self.graphs.provenance, node_of(self.graphs.accordo, number))
        if not told:
            raise no_change(number, self.last)
        linked = {value for _, _, value in told if isinstance(value, NamedNode)}
        every = [one for node in linked for one in self.store.match(self.graphs.provenance, node)]
        return read_change(number, told, every)

    def changes(self) -> list[Change]:
        """Return every change, from the first."""
        every = self.store.match(self.graphs.provenance)
        by_subject: dict[Node, list[Triple]] = {}
        for triple in every:
            by_subject.setdefault(triple[0], []).append(triple)
        nodes = [node_of(self.graphs.accordo, number) for number in range(1, self.last + 1)]
        return [read_change(number, by_subject[node], every) for number, node in enumerate(nodes, 1)]

    def told(self, number: int) -> list[Triple]:
        """Return the statements that tell of a change."""
        return list(dict.fromkeys(written(self.change(number), self.graphs.accordo)))

    def story(self, last: int) -> tuple[Triple, ...]:
        """Return the statements that tell of the changes up to ``last`` (included), each once."""
        return tuple(dict.fromkeys(triple for number in range(1, last + 1) for triple in self.told(number)))

    def delta(self, number: int) -> Delta:
        """Return what a change put and took."""
        added, removed = (self.store.match(graph(number)) for graph in (self.graphs.added, self.graphs.removed))
        return Delta(frozenset(added), frozenset(removed))

    def append(self, change: Change, delta: Delta) -> bool:
        """Record a change; False, and nothing done, where another took its number meanwhile."""
        added, removed = (tuple(sorted(side, key=str)) for side in (delta.added, delta.removed))
        story = tuple(written(change, self.graphs.accordo))
        return self.store.apply(Commit(self.graphs, change.number, added, removed, story))

    def next_instant(self, now: datetime) -> datetime:
        """Return the instant of the next change: now, or just after the last one where the clock went back."""
        last = self.last
        if not last:
            return now
        ended = self.store.match(self.graphs.provenance, node_of(self.graphs.accordo, last), ENDED)
        return max(now, *(_instant(value.value) + timedelta(microseconds=1) for _, _, value in ended))


def node_of(accordo: str, number: int) -> NamedNode:
    """Return the IRI of a change."""
    return of_accordo(accordo, "cambio", str(number))


def written(change: Change, accordo: str) -> Iterator[Triple]:
    """Yield a change as PROV-O tells it: an activity, who answers for it, and the files that it used."""
    node = node_of(accordo, change.number)
    agent = of_accordo(accordo, "operatore", _name(change.agent))
    yield (node, TYPE, PDZ["Cambio"])
    yield (node, TYPE, PROV["Activity"])
    yield (node, ENDED, Literal(change.instant.astimezone(UTC).isoformat(), datatype=XSD["dateTime"]))
    yield (node, PROV["wasAssociatedWith"], agent)
    yield (agent, TYPE, PROV["Agent"])
    yield (agent, LABEL, Literal(change.agent))
    if change.day:
        yield (node, PDZ["giorno"], day_literal(change.day))
    if change.undoes is not None:
        yield (node, PDZ["annulla"], node_of(accordo, change.undoes))
    for predicate, texts in _texts(change):
        yield from ((node, predicate, Literal(text)) for text in texts if text)
    for predicate, number in ((_BEFORE, change.before), (_AFTER, change.after)):
        yield (node, predicate, Literal(str(number), datatype=XSD["integer"]))
    for place, origin in enumerate(change.sources, 1):
        source = of_accordo(accordo, "fonte-registrata", f"{change.number}-{place:03}")
        yield (node, PROV["used"], source)
        yield (source, TYPE, PROV["Entity"])
        yield (source, LABEL, Literal(origin.name))
        yield (source, PDZ["sha256"], Literal(origin.sha256))


def _name(agent: str) -> str:
    """Return the local name of an agent: two agents never share one, however alike their names."""
    safe = slug(agent)
    return safe if safe == agent else f"{safe or 'ignoto'}-{digest(agent.encode())[:8]}"


def _texts(change: Change) -> Iterator[tuple[NamedNode, tuple[str, ...]]]:
    yield LABEL, (change.message,)
    yield PDZ["politica"], (change.policy,)
    yield PDZ["motore"], (change.engine,)
    yield PDZ["versione"], change.versions
    yield PDZ["letturaUsata"], change.readings
    yield PDZ["rilievoNuovo"], change.new
    yield PDZ["rilievoRisolto"], change.solved


def read_change(number: int, told: Iterable[Triple], every: Iterable[Triple]) -> Change:
    """Read a change from what is told of it, and of the files and people that it names."""
    said = _Said(told)
    named: dict[str, dict[Term, str]] = {}
    for subject, predicate, value in every:
        named.setdefault(subject.value, {})[predicate] = value.value
    sources = (named[source] for source in said.several(PROV["used"]))
    day, undone = said.one(PDZ["giorno"]), said.one(PDZ["annulla"])
    return Change(
        number=number,
        instant=_instant(said.one(ENDED)),
        agent=named.get(said.one(PROV["wasAssociatedWith"]), {}).get(LABEL, ""),
        message=said.one(LABEL),
        sources=tuple(Source(source[LABEL], source[PDZ["sha256"]]) for source in sources),
        day=date.fromisoformat(day) if day else None,
        readings=said.several(PDZ["letturaUsata"]),
        policy=said.one(PDZ["politica"]),
        engine=said.one(PDZ["motore"]),
        versions=said.several(PDZ["versione"]),
        before=int(said.one(_BEFORE) or 0),
        after=int(said.one(_AFTER) or 0),
        new=said.several(PDZ["rilievoNuovo"]),
        solved=said.several(PDZ["rilievoRisolto"]),
        undoes=int(undone.rpartition("/")[2]) if undone else None,
    )


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)


class _Said:
    """The lexical forms of the values of one resource, by property."""

    def __init__(self, told: Iterable[Triple]) -> None:
        self.values: dict[Term, list[str]] = {}
        for _, predicate, value in told:
            self.values.setdefault(predicate, []).append(value.value)

    def one(self, predicate: NamedNode) -> str:
        """Return one value, or an empty string."""
        return next(iter(self.values.get(predicate, ())), "")

    def several(self, predicate: NamedNode) -> tuple[str, ...]:
        """Return every value, sorted."""
        return tuple(sorted(self.values.get(predicate, ())))


def no_change(number: int, last: int) -> UsageError:
    """Return the error of a change that is not there."""
    return UsageError(
        "change",
        Text(f"Il cambiamento {number} non c'è.", f"There is no change {number}."),
        Text(
            f"Ce ne sono {last}: «pdz log» li elenca." if last else "Il registro non ha ancora cambiamenti.",
            f"There are {last}: “pdz log” lists them." if last else "The register has no changes yet.",
        ),
    )
