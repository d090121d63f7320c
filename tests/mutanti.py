"""Each shape is weakened in every way, one at a time: some situation must notice.

``python tests/mutanti.py [--sample N] [--shape NAME] [--all]``. A mutant is killed when a situation of a norm of its
kind no longer gives the findings or the status that it states. One that changes only what a finding expected, found or
dates is a ``detail``; one that changes only what was looked at or unknown, while the status stands, a ``ground``. What
nobody notices survives, unless ``mutanti-equivalenti.txt`` says why it means the same as the shape.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from grafo import CASA
from mutazioni import mutations
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse
from situazioni import Situation, cremasco, files, read
from test_dal_giorno import CASES, PREFIXES

from pdz_graph.facts import Facts, Term, visible
from pdz_graph.house import is_prose
from pdz_graph.judge import Breach, Judged, breaches_of, rows_of
from pdz_graph.kinds import Constraint, Kind
from pdz_graph.nesting import nested
from pdz_graph.reasoner import Schema, close, read_schema
from pdz_graph.ruling import rule
from pdz_graph.selects import tokens
from pdz_graph.snapshot import choose, readings_of, take
from pdz_graph.terms import PDZ, RDFS, SHAPES, TYPE, VOCABOLARIO, of_accordo

EQUIVALENT = Path(__file__).with_name("mutanti-equivalenti.txt")
#: What becomes of a mutant, from noticed to not noticed at all.
FATES = ("killed", "detail", "ground", "survivor")


@dataclass(frozen=True)
class Part:
    """A query of a kind of norm: a constraint, or (None) the selection «considera» or «incognita»."""

    name: str
    query: str
    constraint: Constraint | None = None


@dataclass(frozen=True)
class Mutant:
    """A changed query, of which part, and how it was changed."""

    part: str
    name: str
    query: str

    @property
    def key(self) -> str:
        """What names it in lists: ``composizione-pochi: senza «…»``."""
        return f"{self.part}: {self.name}"


class Scene:
    """A situation made ready: the closed facts that its norm sees, and what the sound shapes say of them.

    ``exact`` is a constraint and the local name of a value: of such a scene only that finding is stated, in full.
    """

    def __init__(self, situation: Situation, exact: tuple[str, str] | None = None) -> None:
        agreement, removed = cremasco(), situation.removed
        self.name, self.exact = situation.path.name, exact
        self.node = of_accordo(agreement.id, "norma", situation.norm)
        self.norms = {self.node: agreement.judged_norms()[self.node]}
        kept = seen_by(self.node)
        if removed:
            kept = tuple(quad for quad in kept if (quad.subject, quad.predicate, quad.object) not in removed)
        facts = Facts((*kept, *situation.facts))
        readings = choose(readings_of(facts), situation.readings).values()
        triples = take(facts, agreement.id, situation.day, readings).triples
        self.kinds = tuple(kind for kind in agreement.kinds if (self.node, TYPE, kind.target) in triples)
        self.store = Store()
        closed = close(visible(triples, terms_of(self.kinds)), schema())
        self.store.bulk_extend(Quad(*triple) for triple in closed)
        self.parts = {part.name: part for kind in self.kinds for part in parts_of(kind)}
        self.said = {name: self.ask(name, stepwise(part.query)) for name, part in self.parts.items()}
        self.status = self.ruled(self.said)
        found = {breach for name in self.parts for breach in self.breaches(self.said, name)}
        keys = {(situation.norm, breach.value.value, breach.constraint.name) for breach in found}
        self.sound = exact is not None or (keys == situation.expected and self.status == situation.status)

    def ask(self, name: str, query: str) -> frozenset[Breach] | frozenset[Term]:
        """Return the breaches of a constraint, or what a selection holds, for the norm."""
        constraint = self.parts[name].constraint
        if constraint is not None:
            return frozenset(breaches_of(constraint, rows_of(self.store, query), {self.node}))
        rows = rows_of(self.store, query)
        return frozenset(row["value"] for row in rows if row.get("this") == self.node and "value" in row)

    def breaches(self, said: Mapping[str, frozenset[Breach] | frozenset[Term]], name: str) -> frozenset[Breach]:
        """Return what a constraint said; nothing for a selection."""
        return said[name] if self.parts[name].constraint else frozenset()  # type: ignore[return-value]

    def ruled(self, said: Mapping[str, frozenset[Breach] | frozenset[Term]]) -> str:
        """Return the status of the norm."""
        breaches = tuple(breach for name in said for breach in self.breaches(said, name))
        looked, unknown = ({v for name in said if name.endswith(end) for v in said[name]} for end in _SELECTIONS)
        judged = Judged(breaches, {self.node: looked}, {self.node: unknown})  # type: ignore[dict-item]
        (ruling,) = rule(self.norms, judged, cremasco().labels)
        return ruling.status

    def fate(self, mutant: Mutant) -> str:
        """Return what this situation makes of a mutant."""
        before, after = self.said[mutant.part], self.ask(mutant.part, stepwise(mutant.query))
        if self.exact:
            part, value = self.exact
            same = part != mutant.part or _about(before, value) == _about(after, value)
            return "survivor" if same else "killed"
        if before == after:
            return "survivor"
        if self.parts[mutant.part].constraint is None:
            return "killed" if self.ruled({**self.said, mutant.part: after}) != self.status else "ground"
        values = [{breach.value for breach in said} for said in (before, after)]
        return "detail" if values[0] == values[1] else "killed"


def _about(said: Iterable[Breach | Term], value: str) -> set[Breach]:
    """Return the breaches by the thing of that local name."""
    breaches = (one for one in said if isinstance(one, Breach))
    return {breach for breach in breaches if breach.value.value.rpartition("/")[2] == value}


_SELECTIONS = ("-considera", "-incognita")


@cache
def seen_by(norm: NamedNode) -> tuple[Quad, ...]:
    """Return what the accordo says that matters to a norm: what it sees, its readings and days, and no other norm."""
    every = [quad for quad in cremasco().quads if not is_prose(quad)]
    kinds = {quad.object for quad in every if quad.subject == norm and quad.predicate == TYPE}
    seen = terms_of(tuple(kind for kind in cremasco().kinds if kind.target in kinds))
    readings = {quad.subject for quad in every if quad.object == PDZ["Lettura"]}
    others = {quad.subject for quad in every if quad.object == PDZ["Norma"]} - {norm}
    days = {PDZ[name] for name in ("dal", "al", "data")}
    return tuple(
        quad
        for quad in every
        if quad.subject == norm
        or quad.subject in readings
        or (quad.subject not in others and (quad.object if quad.predicate == TYPE else quad.predicate) in seen | days)
    )


@cache
def terms_of(kinds: tuple[Kind, ...]) -> frozenset[Term]:
    """Return what norms of these kinds can see."""
    return cremasco().terms_of(kinds)


@cache
def schema() -> Schema:
    """Return the axioms of the ontology."""
    return read_schema(cremasco().ontology)


@lru_cache(1024)
def stepwise(query: str) -> str:
    """Return a query as the fast engine asks it."""
    return nested(query)


def parts_of(kind: Kind) -> list[Part]:
    """Return the queries of a kind of norm."""
    name = SHAPES.name(kind.shape)
    chosen = [Part(name + end, query) for end, query in zip(_SELECTIONS, (kind.looks_at, kind.unknowns), strict=True)]
    return [part for part in chosen if part.query] + [Part(c.name, c.query, c) for c in kind.constraints]


def mutants_of(kind: Kind) -> list[Mutant]:
    """Return every mutant of a kind of norm; asking that a norm be of the kind asks nothing more than its target."""
    swap, found = neighbours(kind), []
    target = f" $this a <{kind.target.value}> . "
    entailed = {**given_by_properties(), "a": frozenset()}
    for part in parts_of(kind):
        written = part.query.replace(f"WHERE {{{target}", "WHERE {", 1)
        found.append(Mutant(part.name, "senza nulla", "SELECT ?this ?value WHERE { FILTER (false) }"))
        for mutation in mutations(written, swap, entailed):
            head, where, body = mutation.query.partition("WHERE {")
            if not mutation.name.startswith(f"senza «$this a pdz:{PDZ.name(kind.target)}»"):
                found.append(Mutant(part.name, mutation.name, f"{head}{where}{target}{body}"))
    return found


def neighbours(kind: Kind) -> dict[str, str]:
    """Return for each word of the queries of a kind another one of the same sort: class, property or concept."""
    every = [token.text for part in parts_of(kind) for token in tokens(part.query) if token.kind == "name"]
    sorts: dict[str, set[str]] = {}
    for word in (*every, *concepts()):
        prefix, _, name = word.partition(":")
        if name:
            sorts.setdefault(f"{prefix} {name[0].isupper()}" if prefix == "pdz" else prefix, set()).add(word)
    turns = [sorted(words) for words in sorts.values() if len(words) > 1]
    return {word: turn[(place + 1) % len(turn)] for turn in turns for place, word in enumerate(turn)}


@cache
def concepts() -> frozenset[str]:
    """Return the concepts as queries write them: ``tipo-atto:nomina``."""
    known = (quad.subject for quad in CASA.vocabularies() if quad.subject in VOCABOLARIO)
    return frozenset(VOCABOLARIO.name(node).replace("/", ":") for node in known if isinstance(node, NamedNode))


@cache
def given_by_properties() -> dict[str, frozenset[str]]:
    """Return the classes that the ontology gives to whatever has a property, as queries write them."""
    found: dict[str, frozenset[str]] = {}
    for quad in cremasco().ontology:
        if quad.predicate == RDFS["domain"] and quad.subject in PDZ and isinstance(quad.subject, NamedNode):
            kinds = [quad.object]
            for kind in kinds:
                kinds.extend(above for above in schema().superclasses.get(kind, ()) if above not in kinds)  # type: ignore[arg-type]
            named = frozenset(f"pdz:{PDZ.name(kind)}" for kind in kinds if isinstance(kind, NamedNode))
            found[f"pdz:{PDZ.name(quad.subject)}"] = named
    return found


@cache
def scenes() -> tuple[Scene, ...]:
    """Return every situation made ready; those that do not hold yet are left out, and told."""
    every = [Scene(read(path)) for path in files()]
    for name, case in CASES.items():
        quads = tuple(parse(PREFIXES + case.register, format=RdfFormat.TURTLE))
        day = date.fromisoformat(case.day)
        situation = Situation(Path(name), case.norm, "", quads, frozenset(), day, (), frozenset())
        every.append(Scene(situation, (case.shape, case.subject)))
    for scene in every:
        if not scene.sound:
            print(f"non vale ancora: {scene.name}", file=sys.stderr)  # noqa: T201
    return tuple(scene for scene in every if scene.sound)


def run(part: str, share: float = 1.0) -> list[tuple[str, str]]:
    """Return the key and the fate of each mutant of a part of a kind; of a share of them, always the same."""
    kind = kinds_by_part()[part]
    mine = [scene for scene in scenes() if kind in scene.kinds]
    return [(one.key, fate_of(one, mine)) for one in mutants_of(kind) if one.part == part and chosen(one, share)]


@cache
def kinds_by_part() -> dict[str, Kind]:
    """Return the kind of norm of every constraint and selection."""
    return {part.name: kind for kind in cremasco().kinds for part in parts_of(kind)}


def chosen(mutant: Mutant, share: float) -> bool:
    """Tell whether a mutant is of a share of all of them, which its own name decides."""
    return int(sha256(mutant.key.encode()).hexdigest()[:8], 16) < share * 2**32


def fate_of(mutant: Mutant, mine: list[Scene]) -> str:
    """Return what becomes of a mutant; whoever notices one goes to the head of the line for the next."""
    worst = FATES[-1]
    for place, scene in enumerate(mine):
        try:
            fate = scene.fate(mutant)
        except SyntaxError:
            return FATES[0]
        worst = min(worst, fate, key=FATES.index)
        if worst == FATES[0]:
            mine.insert(0, mine.pop(place))
            break
    return worst


def equivalent() -> dict[str, str]:
    """Return the mutants that mean the same as the shape, each with the reason."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines() if EQUIVALENT.is_file() else []
    pairs = (line.rpartition(" # ") for line in lines if line.strip() and not line.startswith("#"))
    return {key.strip(): reason.strip() for key, _, reason in pairs}


def outcome(parts: Iterable[str], share: float = 1.0) -> dict[str, str]:
    """Return the fate of each mutant of these parts by its key, on two processes that share the situations."""
    names = sorted(parts, key=lambda name: -len(kinds_by_part()[name].target.value))
    scenes()
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        return {key: fate for found in pool.map(run, names, [share] * len(names)) for key, fate in found}


def main() -> int:
    """Print the survivors and the sums; 1 when a mutant survives that is not known to be equivalent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, help="about how many mutants, always the same ones")
    parser.add_argument("--part", action="append", help="a constraint or selection, by its name")
    parser.add_argument("--all", action="store_true", help="list details and grounds too")
    asked = parser.parse_args()
    total = sum(len(mutants_of(kind)) for kind in cremasco().kinds) if asked.sample else 1
    fates = outcome(asked.part or kinds_by_part(), min(1.0, (asked.sample or 1) / total))
    known = equivalent()
    listed = FATES[1:] if asked.all else FATES[-1:]
    for key, fate in sorted(fates.items()):
        if fate in listed and key not in known:
            print(f"{fate}  {key}")  # noqa: T201
    sums = Counter("equivalent" if fate == FATES[-1] and key in known else fate for key, fate in fates.items())
    print(" · ".join(f"{fate} {sums[fate]}" for fate in (*FATES, "equivalent")))  # noqa: T201
    return int(any(fate == FATES[-1] and key not in known for key, fate in fates.items()))


if __name__ == "__main__":
    sys.exit(main())
