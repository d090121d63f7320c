"""Who may hold a seat from a day on: everybody is tried in it, and the norms say why not. Nothing is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

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
    """Who may hold a seat on a day and who may not; the ``holders`` hold it already, of ``most`` for each body or area
    (None: as many as one likes)."""

    seat: NamedNode
    candidates: tuple[Candidate, ...]
    holders: tuple[Candidate, ...]
    most: int | None

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
    it asks for another seat, those who hold a seat; else every body, whoever the person. How full the seat is says
    nothing of who may hold it, and is told apart.
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
    candidates = tuple(
        Candidate(*one, tuple(found.get(node.value, ())), tuple(doubts.get(node, ()))) for node, one in terms.items()
    )
    most = next((int(value.value) for value in world.values(seat, PDZ["massimo"]) if isinstance(value, Literal)), None)
    return Eligibility(seat, candidates, tuple(world.holders(seat)), most)


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
            homes = set(self._pairs("Appartenenza", "membro", "aggregazione"))
            for person, body in self._pairs("Carica", "persona", "ente"):
                mine = [area for area in areas if (body, area) in homes]
                yield from ((person, home) for home in (mine if areas else [body]))
        elif self.values(seat, PDZ["titoloDaSeggio"]):
            yield from ((person, None) for person, _ in self._pairs("Incarico", "persona", "seggio"))
        else:
            bodies = areas or self.kinds.get(PDZ["Ente"], [])
            yield from ((None, body) for body in bodies)

    def holders(self, seat: NamedNode) -> Iterator[Candidate]:
        """Yield those who hold a seat on the day."""
        for node in self._lasting("Incarico"):
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
            yield from (body for area, body in self._pairs("Referenza", "aggregazione", "ente") if area == behalf)
        if self.values(seat, PDZ["nominatoDaTipo"]) and behalf:
            yield behalf

    def _pairs(self, kind: str, one: str, other: str) -> Iterator[tuple[NamedNode, NamedNode]]:
        """Yield what two properties say of each thing of a class that is in force on the day."""
        for node in self._lasting(kind):
            for first in self.values(node, PDZ[one]):
                for second in self.values(node, PDZ[other]):
                    yield first, second  # type: ignore[misc]

    def _lasting(self, kind: str) -> Iterable[NamedNode]:
        """Return the things of a class that are in force on the day."""
        now = set(self.kinds.get(PDZ["InVigore"], ()))
        return [node for node in self.kinds.get(PDZ[kind], ()) if node in now]
