"""Many accordi judged one after another in one process: the seconds each took and the most memory in use, as JSON.

The accordi are the one of the house, minted anew under other identifiers, each with a register of its own: the example
register without a tenth of its resources, another tenth for each. One at a time they are made, opened, judged and
forgotten; what they share (ontology, shapes, engines) is read once. Making them is not counted.
"""

from __future__ import annotations

import gc
import json
import random
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from pdz_graph.agreement import Agreement
from pdz_graph.house import House
from pdz_graph.terms import of_accordo

ROOT = Path(__file__).resolve().parents[2]
REGISTER = ROOT / "data" / "esempi" / "registro-conforme"
DAY = date(2013, 6, 30)
#: So many accordi are judged before those that are counted.
WARM_UP = 2


def main() -> None:
    """Judge as many accordi as the first argument says, and write what it took."""
    with TemporaryDirectory() as folder:
        seconds = list(judged(Path(folder), int(sys.argv[1]) + WARM_UP))[WARM_UP:]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "megabytes": peak}))


def judged(folder: Path, many: int) -> Iterator[float]:
    """Judge so many accordi, yielding the seconds that each took to be opened and judged."""
    model = Agreement.open()
    said, happened = lines(model.house.accordo(model.id)), lines(model.read_register([REGISTER]).quads)
    house = House(folder)
    for number in range(many):
        name = f"sintetico-{number}"
        file = folder / "data" / "accordi" / name / "accordo.ttl"
        file.parent.mkdir(parents=True)
        file.write_text(minted(said, model.id, name), encoding="utf-8")
        facts = thinned(parse(minted(happened, model.id, name), RdfFormat.N_TRIPLES), number)
        gc.collect()
        start = time.perf_counter()
        Agreement(house, name, model.commons).judge_facts(facts, as_of=DAY, today=DAY)
        yield time.perf_counter() - start
        file.unlink()
        file.parent.rmdir()


def lines(quads: Iterable[Quad]) -> str:
    """Return quads as N-Triples, whatever their graph."""
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    return str(serialize(triples, format=RdfFormat.N_TRIPLES) or b"", "utf-8")


def minted(text: str, model: str, name: str) -> str:
    """Return the same statements about another accordo."""
    return text.replace(of_accordo(model).value, of_accordo(name).value)


def thinned(quads: Iterable[Quad], number: int) -> list[Quad]:
    """Return the statements without a tenth of the resources of a register, chosen by ``number``."""
    quads = list(quads)
    own = sorted({str(quad.subject) for quad in quads if "/accordo/" in str(quad.subject)})
    out = set(random.Random(number).sample(own, len(own) // 10))
    return [quad for quad in quads if str(quad.subject) not in out and str(quad.object) not in out]


if __name__ == "__main__":
    main()
