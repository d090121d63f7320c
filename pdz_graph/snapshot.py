"""The snapshot of an accordo on a day: what had happened, what is in force, what falls due. It never judges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from pdz_graph.deadlines import expand, years
from pdz_graph.errors import Text, UsageError
from pdz_graph.facts import Facts, Node, Term, Triple, day_literal, first_text
from pdz_graph.terms import NOTATION, PDZ, TYPE, XSD, of_accordo

_ADOPTED = PDZ["adottata"]


@dataclass(frozen=True)
class Reading:
    """One way to read a contradictory place of the text: the closed validity [start, end] that it gives."""

    node: NamedNode
    question: str
    code: str
    adopted: bool
    start: date
    end: date


@dataclass(frozen=True)
class Snapshot:
    """The triples of one day, with no prose and nothing that lies after it: what is ``gone`` is not even mentioned."""

    accordo: NamedNode
    day: date
    kept: tuple[Triple, ...]
    added: tuple[Triple, ...]
    gone: frozenset[Node]

    @property
    def triples(self) -> tuple[Triple, ...]:
        """The facts that are left, and what the day adds to them."""
        return self.kept + self.added

    @cached_property
    def every(self) -> frozenset[Triple]:
        """The same as a set."""
        return frozenset(self.triples)


def readings_of(facts: Facts) -> list[Reading]:
    """Return the readings of the accordo, sorted by question and code."""
    found = []
    for node, properties in facts.values(facts.of("Lettura")).items():
        found.append(
            Reading(
                node=node,  # type: ignore[arg-type]
                question=first_text(properties, PDZ["questione"]),
                code=first_text(properties, NOTATION),
                adopted=first_text(properties, PDZ["adottata"]) == "true",
                start=facts.days[PDZ["dal"]][node],
                end=facts.days[PDZ["al"]][node],
            )
        )
    return sorted(found, key=lambda reading: (reading.question, reading.code))


def choose(readings: Iterable[Reading], wanted: Iterable[str] = ()) -> dict[str, Reading]:
    """Return one reading per question: the one asked for, by its code or as "question=code", else the adopted one.

    Raises UsageError for a code that no reading has (of that question), with the codes admitted, and for two readings
    of one question.
    """
    readings = list(readings)
    chosen = {reading.question: reading for reading in readings if reading.adopted}
    asked: dict[str, Reading] = {}
    for text in wanted:
        question, _, code = text.rpartition("=")
        match = [one for one in readings if one.code == code and question in ("", one.question)]
        if not match:
            raise _unknown_reading(text, readings)
        other = asked.setdefault(match[0].question, match[0])
        if other != match[0]:
            raise _two_readings(other, match[0])
    return dict(sorted({**chosen, **asked}.items()))


def _unknown_reading(text: str, readings: Iterable[Reading]) -> UsageError:
    admitted = ", ".join(reading.code for reading in readings) or "-"
    return UsageError(
        "reading",
        Text(f"Lettura sconosciuta: «{text}».", f"Unknown reading: “{text}”."),
        Text(f"Quelle ammesse: {admitted}.", f"Those admitted: {admitted}."),
    )


def _two_readings(one: Reading, other: Reading) -> UsageError:
    question, codes = one.question, (one.code, other.code)
    return UsageError(
        "reading",
        Text(
            f"Sono chieste due letture di {question}: {codes[0]} e {codes[1]}.",
            f"Two readings of {question} are asked for: {codes[0]} and {codes[1]}.",
        ),
        Text("Sceglierne una; per confrontarle, giudicare due volte.", "Choose one; to compare them, judge twice."),
    )


def default_day(readings: Mapping[str, Reading], today: date) -> date:
    """Return the day that is judged when none is asked for: today, or the last of the validity if that is past."""
    return min([today, *(reading.end for reading in readings.values())])


def take(facts: Facts, accordo: str, day: date, readings: Iterable[Reading]) -> Snapshot:
    """Build the snapshot of ``accordo`` on ``day`` under the given readings.

    What begins or happens after ``day``, norms closed before it, and money of a year to come or that the validity does
    not touch, are left out with every triple that mentions them. What lasts gets pdz:fino, its last day, or the last
    day of all when it has none (closed interval); of a complete list, the last through which it is so without a break.
    What holds on ``day`` is marked pdz:InVigore; what has ended before ``day`` gets pdz:dopo, the day after its end.
    Deadlines, whole months and years gone by are spelled out (see ``deadlines``). The readings used are those
    said to be adopted.
    """
    root, chosen = of_accordo(accordo), tuple(readings)
    validity = _validity(chosen)
    gone = _gone(facts, day, validity)
    left = [t for t in facts.triples if t[0] not in gone and t[2] not in gone] if gone else facts.triples
    kept = tuple(t for t in left if t[1] != _ADOPTED)
    added = [*_marks(facts, day, gone), *_adopted(facts, {reading.node for reading in chosen})]
    if validity is not None:
        added.extend(_of_validity(root, day, *validity))
        added.extend(years(accordo, day, *validity))
        added.extend(expand(facts.values(facts.of("Norma") - gone), accordo, day, *validity))
    moment = of_accordo(accordo, "rilevazione", day.isoformat())
    added.append((moment, TYPE, PDZ["Rilevazione"]))
    added.append((moment, PDZ["giorno"], day_literal(day)))
    return Snapshot(root, day, kept, tuple(added), frozenset(gone))


def _adopted(facts: Facts, chosen: set[NamedNode]) -> Iterator[Triple]:
    """Say of each reading whether it is used."""
    for node in sorted(facts.of("Lettura"), key=str):
        yield (node, _ADOPTED, Literal(str(node in chosen).lower(), datatype=XSD["boolean"]))


def _gone(facts: Facts, day: date, validity: tuple[date, date] | None) -> set[Node]:
    late = {node for name in ("dal", "data") for node, when in facts.days[PDZ[name]].items() if when > day}
    closed = {node for node in facts.of("Norma") if facts.days[PDZ["al"]].get(node, day) < day}
    first, last = validity or (date.min, day)
    money = facts.values(facts.of("Stanziamento") | facts.of("Azione"))
    years = {node: first_text(properties, PDZ["anno"]) for node, properties in money.items()}
    outside = {node for node, year in years.items() if year and not first.year <= int(year) <= min(last, day).year}
    return (late | closed | outside) - facts.of("Lettura")


def _marks(facts: Facts, day: date, gone: set[Node]) -> Iterator[Triple]:
    skip = gone | facts.of("Lettura")
    starts, ends = facts.days[PDZ["dal"]], facts.days[PDZ["al"]]
    through = _complete_through(facts, gone)
    for node in starts.keys() - skip:
        last = ends.get(node, date.max)
        yield (node, PDZ["fino"], day_literal(through.get(node, last)))
        if last >= day:
            yield (node, TYPE, PDZ["InVigore"])
    for node, end in ends.items():
        if node not in skip and end < day:
            yield (node, PDZ["dopo"], day_literal(end + timedelta(days=1)))


def _complete_through(facts: Facts, gone: set[Node]) -> dict[Node, date]:
    """Return for each pdz:Completezza the last day to which its list is complete from its first day on, unbroken."""
    starts, ends = facts.days[PDZ["dal"]], facts.days[PDZ["al"]]
    lists: defaultdict[Term, list[Node]] = defaultdict(list)
    for node, properties in facts.values(facts.of("Completezza") & starts.keys() - gone).items():
        for one in properties.get(PDZ["elenco"], ()):
            lists[one].append(node)
    through: dict[Node, date] = {}
    for nodes in lists.values():
        stretch: list[Node] = []
        last = date.min
        for node in sorted(nodes, key=starts.__getitem__):
            if stretch and starts[node].toordinal() > last.toordinal() + 1:
                through |= dict.fromkeys(stretch, last)
                stretch, last = [], date.min
            stretch.append(node)
            last = max(last, ends.get(node, date.max))
        through |= dict.fromkeys(stretch, last)
    return through


def _validity(readings: Iterable[Reading]) -> tuple[date, date] | None:
    chosen = list(readings)
    return (max(r.start for r in chosen), min(r.end for r in chosen)) if chosen else None


def _of_validity(root: NamedNode, day: date, start: date, end: date) -> Iterator[Triple]:
    yield (root, PDZ["dal"], day_literal(start))
    yield (root, PDZ["al"], day_literal(end))
    if start <= day <= end:
        yield (root, TYPE, PDZ["InVigore"])
    if end < day:
        yield (root, PDZ["dopo"], day_literal(end + timedelta(days=1)))
