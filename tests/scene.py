"""Every fixture made ready to try a changed shape on: its closed facts, what the sound shapes say, and what it states.

A scene is a situation of ``tests/norme``, a case of ``test_dal_giorno``, or a whole register: those of example, and
those of the imaginary accordo with one thing done otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from tempfile import mkdtemp

import test_altro_accordo as altro
from altra_casa import ALTRA, valverde
from grafo import CASA
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse
from situazioni import Situation, cremasco, files, read
from test_dal_giorno import CASES, PREFIXES

from pdz_graph.agreement import Agreement
from pdz_graph.facts import Facts, Term, Triple, triples_of, visible
from pdz_graph.house import is_prose
from pdz_graph.judge import Breach, Judged, breaches_of, rows_of
from pdz_graph.kinds import Constraint, Kind
from pdz_graph.nesting import nested
from pdz_graph.reasoner import close
from pdz_graph.ruling import NormPlace, rule
from pdz_graph.snapshot import choose, readings_of, take
from pdz_graph.terms import PDZ, SHAPES, TYPE, of_accordo

SELECTIONS = ("-considera", "-incognita")
#: What a part says of a scene: breaches, or norms each with something looked at or unknown.
Said = frozenset[Breach] | frozenset[tuple[NamedNode, Term]]
Statuses = Mapping[str, str]


@dataclass(frozen=True)
class Part:
    """A query of a kind of norm: a constraint, or (None) the selection «considera» or «incognita»."""

    name: str
    query: str
    constraint: Constraint | None = None


def parts_of(kind: Kind) -> list[Part]:
    """Return the queries of a kind of norm."""
    name = SHAPES.name(kind.shape)
    chosen = [Part(name + end, query) for end, query in zip(SELECTIONS, (kind.looks_at, kind.unknowns), strict=True)]
    return [part for part in chosen if part.query] + [Part(c.name, c.query, c) for c in kind.constraints]


@lru_cache(1024)
def stepwise(query: str) -> str:
    """Return a query as the fast engine asks it."""
    return nested(query)


class Scene:
    """Closed facts, the norms that are asked of them, and what the sound shapes say.

    ``stated`` is what the fixture states of the statuses, out of all of them. ``exact`` is a constraint and the local
    name of a value: of such a scene only that finding is stated, in full.
    """

    def __init__(
        self,
        name: str,
        agreement: Agreement,
        norms: Mapping[NamedNode, NormPlace],
        triples: Iterable[Triple],
        *,
        stated: Callable[[Statuses], object] = dict,
        exact: tuple[str, str] | None = None,
    ) -> None:
        self.name, self.agreement, self.norms, self.stated, self.exact = name, agreement, norms, stated, exact
        closed = close(triples, agreement.fast.schema)
        present = {triple[2] for triple in closed if triple[0] in norms and triple[1] == TYPE}
        self.kinds = tuple(kind for kind in agreement.kinds if kind.target in present)
        others = frozenset(agreement.judged_norms()) - norms.keys()
        self.store = Store()
        self.store.bulk_extend(Quad(*triple) for triple in closed if triple[1] != TYPE or triple[0] not in others)
        self.parts = {part.name: part for kind in self.kinds for part in parts_of(kind)}
        self.said = {name: self.ask(name, stepwise(part.query)) for name, part in self.parts.items()}
        self.statuses = self.ruled(self.said)

    def ask(self, name: str, query: str) -> Said:
        """Return the breaches of a constraint, or what a selection holds for each norm."""
        constraint = self.parts[name].constraint
        if constraint is not None:
            return frozenset(breaches_of(constraint, rows_of(self.store, query), self.norms.keys()))
        rows = rows_of(self.store, query)
        return frozenset((row["this"], row["value"]) for row in rows if row["this"] in self.norms and "value" in row)  # type: ignore[return-value]

    def found(self, said: Mapping[str, Said]) -> frozenset[Breach]:
        """Return the breaches of every constraint."""
        return frozenset(one for part in said.values() for one in part if isinstance(one, Breach))

    def ruled(self, said: Mapping[str, Said]) -> Statuses:
        """Return the status of each norm."""
        pairs: list[dict[NamedNode, set[Term]]] = [{}, {}]
        for place, end in enumerate(SELECTIONS):
            for name, things in said.items():
                for norm, thing in things if name.endswith(end) else ():  # type: ignore[misc]
                    pairs[place].setdefault(norm, set()).add(thing)
        rulings = rule(self.norms, Judged(tuple(self.found(said)), *pairs), self.agreement.labels)
        return {ruling.norm: ruling.status for ruling in rulings}

    def fate(self, name: str, query: str) -> str:
        """Return what this scene makes of another query in the place of a part: see ``mutanti``."""
        before, after = self.said[name], self.ask(name, stepwise(query))
        if self.exact:
            part, value = self.exact
            return "survivor" if part != name or _about(before, value) == _about(after, value) else "killed"
        if before == after:
            return "survivor"
        statuses = self.ruled({**self.said, name: after})
        if self.stated(statuses) != self.stated(self.statuses):
            return "killed"
        if self.parts[name].constraint is None:
            return "ground"
        keys = [{(breach.norm, breach.value) for breach in self.found({name: said})} for said in (before, after)]
        return "detail" if keys[0] == keys[1] else "killed"


def _about(said: Said, value: str) -> set[Breach]:
    """Return the breaches by the thing of that local name."""
    return {one for one in said if isinstance(one, Breach) and one.value.value.rpartition("/")[2] == value}


def nothing(_: Statuses) -> None:
    """State nothing of the statuses."""


def violated(statuses: Statuses) -> frozenset[str]:
    """State which norms are violated, and no more."""
    return frozenset(norm for norm, status in statuses.items() if status == "violated")


def of_situation(situation: Situation, exact: tuple[str, str] | None = None) -> Scene:
    """Make a situation ready; raises AssertionError when it does not hold under the sound shapes."""
    agreement, removed = cremasco(), situation.removed
    node = of_accordo(agreement.id, "norma", situation.norm)
    kept = _seen_by(node)
    if removed:
        kept = tuple(quad for quad in kept if (quad.subject, quad.predicate, quad.object) not in removed)
    facts = Facts(triples_of((*kept, *situation.facts)))
    readings = choose(readings_of(facts), situation.readings).values()
    triples = take(facts, agreement.id, situation.day, readings).triples
    kinds = tuple(kind for kind in agreement.kinds if (node, TYPE, kind.target) in triples)
    norms = {node: agreement.judged_norms()[node]}
    scene = Scene(situation.path.name, agreement, norms, visible(triples, _terms_of(kinds)), exact=exact)
    keys = {(norms[b.norm].code, b.value.value, b.constraint.name) for b in scene.found(scene.said)}
    if exact is None:
        assert keys == situation.expected, scene.name
        assert scene.statuses == {situation.norm: situation.status}, scene.name
    return scene


def of_register(agreement: Agreement, folder: Path, day: date, stated: Callable[[Statuses], object] = dict) -> Scene:
    """Make a whole register ready: every norm is asked of it."""
    facts = Facts(triples_of((*agreement.quads, *agreement.read_register([folder]).quads)))
    taken = take(facts, agreement.id, day, choose(readings_of(facts)).values())
    triples = visible(taken.triples, agreement.terms)
    return Scene(str(folder), agreement, agreement.judged_norms(), triples, stated=stated)


@cache
def _seen_by(norm: NamedNode) -> tuple[Quad, ...]:
    """Return what the accordo says that matters to a norm: what it sees, readings and days, what makes deadlines."""
    every = [quad for quad in cremasco().quads if not is_prose(quad.object)]
    kinds = {quad.object for quad in every if quad.subject == norm and quad.predicate == TYPE}
    seen = _terms_of(tuple(kind for kind in cremasco().kinds if kind.target in kinds))
    whole = {quad.subject for quad in every if quad.object in {PDZ["Lettura"], PDZ["NormaDiScadenza"]}} | {norm}
    days = {PDZ[name] for name in ("dal", "al", "data")}
    return tuple(
        quad
        for quad in every
        if quad.subject in whole or (quad.object if quad.predicate == TYPE else quad.predicate) in seen | days
    )


@cache
def _terms_of(kinds: tuple[Kind, ...]) -> frozenset[Term]:
    return cremasco().terms_of(kinds)


@cache
def situations() -> tuple[Scene, ...]:
    """Return the situations, and the cases that state a finding in full."""
    every = [of_situation(read(path)) for path in files()]
    for name, case in CASES.items():
        quads = tuple(parse(PREFIXES + case.register, format=RdfFormat.TURTLE))
        day = date.fromisoformat(case.day)
        situation = Situation(Path(name), case.norm, "", quads, frozenset(), day, (), frozenset())
        every.append(of_situation(situation, (case.shape, case.subject)))
    return tuple(every)


@cache
def whole_registers() -> tuple[Scene, ...]:
    """Return the registers of example, and those of the imaginary accordo with one thing done otherwise."""
    examples, day = CASA.root / "data" / "esempi", date(2013, 6, 30)
    every = [
        of_register(cremasco(), examples / "registro-conforme", day),
        of_register(cremasco(), examples / "registro-con-errori", day, nothing),
    ]
    root = Path(mkdtemp())
    other = valverde(root / "casa")
    every.append(of_register(other, ALTRA / "registro", altro.DAY))
    for number, case in enumerate(altro.CASES):
        (root / str(number)).mkdir()
        every.append(of_register(other, altro.register(root / str(number), case), altro.DAY, violated))
    return tuple(every)
