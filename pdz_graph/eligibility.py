"""Who may hold a seat from a day on: everybody is tried in it, and the norms say why not. Nothing is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from pdz_graph.facts import Term, Triple, day_literal
from pdz_graph.standing import Standing
from pdz_graph.terms import PDZ, TYPE, of_accordo
from pdz_graph.verdict import Finding

_ABOUT = PDZ["disciplina"]
#: Somebody tried in a seat: a person, None for whoever it may be, and on whose behalf.
Tried = tuple[NamedNode | None, NamedNode | None]


@dataclass(frozen=True)
class Candidate:
    """A person (None: whoever it may be), on whose behalf, the violations that would follow, and the codes of the norms
    that cannot tell.
    """

    person: NamedNode | None
    behalf: NamedNode | None
    obstacles: tuple[Finding, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Eligibility:
    """Who may hold a seat on a day and who may not; the ``holders`` hold it already, of ``most`` (None: as many as one
    likes), ``each`` tells whether so many for each body or area; ``designators`` are those by whom the seat wants
    whoever holds it to be designated, where it names them.
    """

    seat: NamedNode
    candidates: tuple[Candidate, ...]
    holders: tuple[Candidate, ...]
    most: int | None
    each: bool
    designators: tuple[NamedNode, ...]

    @property
    def eligible(self) -> tuple[Candidate, ...]:
        """Those in whose way nothing stands."""
        return tuple(one for one in self.candidates if not one.obstacles and not one.doubts)

    @property
    def uncertain(self) -> tuple[Candidate, ...]:
        """Those of whom the register does not say enough."""
        return tuple(one for one in self.candidates if not one.obstacles and one.doubts)

    @property
    def others(self) -> tuple[Candidate, ...]:
        """Those in whose way something stands."""
        return tuple(one for one in self.candidates if one.obstacles)


def who_may(seat: NamedNode, standing: Standing) -> Eligibility:
    """Try everybody in a seat on the day of ``standing``, as if designated on that day by whoever has to.

    Tried are, where the seat asks for an office, those who hold one, for the body or the area where they hold it; where
    it asks for another seat, those who hold a seat (for an area, where it is of areas); else every body, whoever the
    person, and whoever it may be on nobody's behalf: where nothing stands in the way of that one nor of any body, that
    one answers for them all. How full the seat is says nothing of who may hold it, and is told apart.
    """
    world = _World(standing)
    tried = sorted(set(world.candidates(seat)), key=str)
    accordo = standing.agreement.id
    terms = {of_accordo(accordo, "incarico", f"prova-{number}"): one for number, one in enumerate(tried)}
    more = [triple for node, one in terms.items() for triple in world.appointed(node, seat, one, accordo)]
    after = standing.moved(frozenset(standing.register) | frozenset(more))
    found: dict[str, list[Finding]] = {}
    for finding in after.findings:
        if finding.breaks:
            found.setdefault(finding.subject.id, []).append(finding)
    doubts = _doubts(after, seat)
    candidates = (
        Candidate(*one, tuple(found.get(node.value, ())), tuple(doubts.get(node, ()))) for node, one in terms.items()
    )
    return Eligibility(
        seat=seat,
        candidates=_together(tuple(candidates)),
        holders=tuple(sorted(world.holders(seat), key=str)),
        most=next((int(value.value) for value in world.values(seat, PDZ["massimo"])), None),
        each=bool(world.values(seat, PDZ["perOgni"]) or world.values(seat, PDZ["perOgniEnte"])),
        designators=tuple(sorted(world.values(seat, PDZ["nominatoDa"]), key=str)),  # type: ignore[arg-type]
    )


def _together(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Return the candidates, or the one that answers for them all; elsewhere that one says nothing."""
    anybody = tuple(one for one in candidates if one.person is None and one.behalf is None)
    if anybody and not any(one.obstacles or one.doubts for one in candidates):
        return anybody
    return tuple(one for one in candidates if one not in anybody)


def _doubts(standing: Standing, seat: NamedNode) -> dict[Term, list[str]]:
    """Return what the norms on a seat cannot know, each thing with the codes of those norms."""
    about = {subject for subject, predicate, value in standing.snapshot.triples if (predicate, value) == (_ABOUT, seat)}
    norms = [norm for norm in standing.norms if norm in about]
    found: dict[Term, list[str]] = {}
    for norm, things in standing.agreement.fast(standing.snapshot.triples, norms).unknown.items():
        for thing in things:
            found.setdefault(thing, []).append(standing.norms[norm].code)
    return found


class _World:
    """A snapshot, asked in the few ways that candidates need."""

    def __init__(self, standing: Standing) -> None:
        self.day = standing.day
        self.said: dict[Term, dict[NamedNode, list[Term]]] = {}
        self.kinds: dict[Term, list[NamedNode]] = {}
        for subject, predicate, value in standing.snapshot.triples:
            self.said.setdefault(subject, {}).setdefault(predicate, []).append(value)
            if predicate == TYPE and isinstance(subject, NamedNode):
                self.kinds.setdefault(value, []).append(subject)

    def values(self, node: Term, predicate: NamedNode) -> list[Term]:
        """Return the values of a property."""
        return self.said.get(node, {}).get(predicate, [])

    def candidates(self, seat: NamedNode) -> Iterator[Tried]:
        """Yield whoever may be tried in a seat."""
        areas = [area for kind in self.values(seat, PDZ["perOgni"]) for area in self.kinds.get(kind, ())]
        if self.values(seat, PDZ["caricaRichiesta"]):
            homes = set(self._pairs("membro", "aggregazione"))
            for person, body in self._pairs("persona", "ente"):
                mine = [area for area in areas if (body, area) in homes]
                yield from ((person, home) for home in (mine if areas else [body]))
        elif self.values(seat, PDZ["titoloDaSeggio"]):
            for person, place in self._pairs("persona", "perContoDi" if areas else "seggio"):
                yield from ([(person, place)] if place in areas else [] if areas else [(person, None)])
        else:
            bodies: list[NamedNode | None] = [None, *self.kinds.get(PDZ["Ente"], ())]
            yield from ((None, body) for body in (areas or bodies))

    def holders(self, seat: NamedNode) -> Iterator[Candidate]:
        """Yield those who hold a seat on the day."""
        for node in self._lasting():
            if seat in self.values(node, PDZ["seggio"]):
                person, behalf = (next(iter(self.values(node, PDZ[name])), None) for name in ("persona", "perContoDi"))
                yield Candidate(person, behalf)  # type: ignore[arg-type]

    def appointed(self, node: NamedNode, seat: NamedNode, one: Tried, accordo: str) -> Iterator[Triple]:
        """Yield the term of somebody tried in a seat, and the designation by whom the seat names."""
        name = node.value.rpartition("/")[2]
        person = one[0] or of_accordo(accordo, "persona", name)
        designation = of_accordo(accordo, "designazione", name)
        yield from ((node, TYPE, PDZ["Incarico"]), (node, PDZ["seggio"], seat), (node, PDZ["persona"], person))
        yield from ((node, PDZ["dal"], day_literal(self.day)), (node, PDZ["daDesignazione"], designation))
        if one[1]:
            yield (node, PDZ["perContoDi"], one[1])
        yield from ((designation, TYPE, PDZ["Designazione"]), (designation, PDZ["data"], day_literal(self.day)))
        yield from ((designation, PDZ["designante"], whoever) for whoever in self._designators(seat, one[1]))
        for lead in self.values(of_accordo(accordo), PDZ["capofila"]):  # an elector of whom nothing is asked
            yield (designation, PDZ["elettore"], lead)

    def _designators(self, seat: NamedNode, behalf: NamedNode | None) -> Iterator[Term]:
        """Yield by whom the seat wants whoever holds it to be designated."""
        yield from self.values(seat, PDZ["nominatoDa"])
        if self.values(seat, PDZ["nominatoDalReferente"]):
            yield from (body for area, body in self._pairs("aggregazione", "ente") if area == behalf)
        if self.values(seat, PDZ["nominatoDaTipo"]) and behalf:
            yield behalf

    def _pairs(self, one: str, other: str) -> Iterator[tuple[NamedNode, NamedNode]]:
        """Yield what two properties say together of each thing that is in force on the day (a person and a body: an
        office; a member and an aggregation: a membership; an aggregation and a body: who is its referente)."""
        for node in self._lasting():
            for first in self.values(node, PDZ[one]):
                for second in self.values(node, PDZ[other]):
                    yield first, second  # type: ignore[misc]

    def _lasting(self) -> Iterable[NamedNode]:
        """Return the things that are in force on the day."""
        return self.kinds.get(PDZ["InVigore"], ())
