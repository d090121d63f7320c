"""How long a judgement takes, step by step: the accordo alone, and with the register of example. Nothing is checked."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from pyoxigraph import Store

from pdz_graph.agreement import Agreement
from pdz_graph.facts import Facts, triples_of, visible
from pdz_graph.reasoner import close
from pdz_graph.reports import FORMATS, render
from pdz_graph.snapshot import choose, readings_of, take
from pdz_graph.tables import known_of, read_register

ROOT = Path(__file__).resolve().parents[2]
REGISTER = ROOT / "data" / "esempi" / "registro-conforme"
DAY = date(2013, 6, 30)
#: Each step is taken so many times, and the median is shown.
TIMES = 3

Result = TypeVar("Result")


def timed(name: str, step: Callable[[], Result]) -> Result:
    """Take a step, tell the median of its times in seconds of the wall clock, and return what it gives."""
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        result = step()
        times.append(time.perf_counter() - start)
    sys.stdout.write(f"{name:<44}{median(times):8.3f} s\n")
    return result


def main() -> None:
    """Take every step and tell how long each took, then the most memory that was in use."""
    agreement = timed("open the accordo", Agreement.open)
    timed("judge the accordo alone", lambda: agreement.judge((), DAY, today=DAY))
    store = Store()
    store.bulk_extend((*agreement.ontology, *agreement.quads))
    known = timed("know the names of the accordo", lambda: known_of(store))
    register = timed("read the register of example", lambda: read_register([REGISTER], known, agreement.id))
    facts = timed("gather its facts", lambda: Facts(triples_of((*agreement.quads, *register.quads))))
    readings = choose(readings_of(facts)).values()
    snapshot = timed("take the snapshot", lambda: take(facts, agreement.id, DAY, readings))
    triples = visible(snapshot.triples, agreement.terms)
    timed("close it", lambda: close(triples, agreement.fast.schema))
    timed("close it and run every query", lambda: agreement.fast(triples, None))
    judgement = timed(
        "judge the whole, register read", lambda: agreement.judge_facts(register.quads, as_of=DAY, today=DAY)
    )
    for form in FORMATS:
        timed(f"say it as {form}", partial(render, judgement.verdict, form, "it", labels=judgement.labels))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{len(facts.triples)} triples, {len(judgement.verdict.rulings)} norms judged, {peak:.0f} MB at most\n"
    )


if __name__ == "__main__":
    main()
