"""Each shape is weakened in every way, one at a time: some fixture must notice.

``python tests/mutanti.py [--sample N] [--shape NAME] [--part NAME] [--all]``. A mutant is killed when a fixture no
longer gives the findings or the statuses that it states. One that changes only what a finding expected, found or dates
is a ``detail``; one that changes only what was looked at or unknown, while every status stands, a ``ground``. What
nobody notices survives, unless ``equivalenti/{shape}.txt`` says why it means the same as the shape.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from grafo import CASA
from mutazioni import mutations
from pyoxigraph import NamedNode, Store
from scene import Scene, parts_of, situations, whole_registers
from situazioni import cremasco

from pdz_graph.kinds import Kind
from pdz_graph.selects import tokens
from pdz_graph.terms import PDZ, RDFS, SHAPES, VOCABOLARIO

#: A file for each shape: a line for each mutant of it that means the same as the shape, with the reason.
EQUIVALENT = Path(__file__).with_name("equivalenti")
#: What becomes of a mutant, from noticed to not noticed at all.
FATES = ("killed", "detail", "ground", "survivor")


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
                kinds.extend(above for above in cremasco().fast.schema.superclasses.get(kind, ()) if above not in kinds)  # type: ignore[arg-type]
            named = frozenset(f"pdz:{PDZ.name(kind)}" for kind in kinds if isinstance(kind, NamedNode))
            found[f"pdz:{PDZ.name(quad.subject)}"] = named
    return found


def run(part: str, share: float = 1.0) -> list[tuple[str, str]]:
    """Return the key and the fate of each mutant of a part of a kind; or of a share of them, whose turn it is."""
    mine = [scene for scene in (*situations(), *whole_registers()) if part in scene.parts]
    mutants = [one for one in mutants_of(kinds_by_part()[part]) if one.part == part and chosen(one, share)]
    return [(one.key, fate_of(one, mine)) for one in mutants if sound(one.query)]


@cache
def turn() -> bytes:
    """Return a digest of all that fates depend on: whatever changes in it, the turn of other mutants comes."""
    digest = sha256()
    for folder in ("data", "ontology", "pdz_graph", "shapes", "tests"):
        for path in sorted((CASA.root / folder).rglob("*")):
            digest.update(path.read_bytes() if path.suffix in {".csv", ".py", ".ttl"} else b"")
    return digest.digest()


@cache
def kinds_by_part() -> dict[str, Kind]:
    """Return the kind of norm of every constraint and selection."""
    return {part.name: kind for kind in cremasco().kinds for part in parts_of(kind)}


def sound(query: str) -> bool:
    """Tell whether a query can be asked at all: a change may leave something that is not SPARQL, which is no mutant."""
    try:
        Store().query(query)
    except SyntaxError:
        return False
    return True


def chosen(mutant: Mutant, share: float) -> bool:
    """Tell whether a mutant is of a share of all of them, which its own name and the turn decide."""
    return int(sha256(turn() + mutant.key.encode()).hexdigest()[:8], 16) < share * 2**32


def fate_of(mutant: Mutant, mine: list[Scene]) -> str:
    """Return what becomes of a mutant; whoever notices one goes to the head of the line for the next."""
    worst = FATES[-1]
    for place, scene in enumerate(mine):
        worst = min(worst, scene.fate(mutant.part, mutant.query), key=FATES.index)
        if worst == FATES[0]:
            mine.insert(0, mine.pop(place))
            break
    return worst


def equivalent() -> dict[str, str]:
    """Return the mutants that mean the same as the shape, each with the reason."""
    lines = [line for path in sorted(EQUIVALENT.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    pairs = (line.rpartition(" # ") for line in lines if line.strip() and not line.startswith("#"))
    return {key.strip(): reason.strip() for key, _, reason in pairs}


def outcome(parts: Iterable[str], share: float = 1.0) -> dict[str, str]:
    """Return the fate of each mutant of these parts by its key, on two processes that share the situations."""
    names = sorted(parts, key=lambda name: -len(kinds_by_part()[name].target.value))
    situations(), whole_registers(), turn()
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        return {key: fate for found in pool.map(run, names, [share] * len(names)) for key, fate in found}


def main() -> int:
    """Print the survivors and the sums; 1 when a mutant survives that is not known to be equivalent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, help="about how many mutants: others whenever something changes")
    parser.add_argument("--part", action="append", default=[], help="a constraint or selection, by its name")
    parser.add_argument("--shape", action="append", default=[], help="a kind of norm, by the name of its shape")
    parser.add_argument("--all", action="store_true", help="list details and grounds too")
    asked = parser.parse_args()
    total = sum(len(mutants_of(kind)) for kind in cremasco().kinds) if asked.sample else 1
    of_shapes = [name for name, kind in kinds_by_part().items() if SHAPES.name(kind.shape) in asked.shape]
    fates = outcome([*asked.part, *of_shapes] or kinds_by_part(), min(1.0, (asked.sample or 1) / total))
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
