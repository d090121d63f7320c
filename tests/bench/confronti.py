"""How the two engines compare, and whether many accordi cost what one does: ratios of one run, written to docs.

A ratio holds where seconds do not: both of its terms are measured here and now, on the same machine. Nothing fails when
a target is missed; the table says so.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

from pyoxigraph import Quad
from righe import Line
from servito import beside, documents, under_load

from pdz_graph.agreement import Agreement

ROOT = Path(__file__).resolve().parents[2]
REGISTER = Path("data") / "esempi" / "registro-conforme"
PAGE = ROOT / "docs" / "benchmarks.md"
DAY = date(2013, 6, 30)
#: A quick thing is measured so many times and the median is kept; a slow one once.
TIMES = 7
#: How many accordi are judged in one process.
MANY = (1, 10, 100, 300)
#: How many accordi are in the store in which a row is recorded.
STORED = (1, 100, 300)
TEXT = """\
# Benchmarks

Written by `make bench`. Seconds are of one machine on one day; ratios are what to look at, for both of their terms were
measured in the same run. The register is the conforming one of the examples, on 30 June 2013.

{machine}.

| what | measured | target | reached |
|---|---|---|---|
{rows}

The many accordi are the Cremasco one, minted anew under other identifiers, each with a register of its own that lacks a
tenth of the resources. They are opened, judged and forgotten one at a time in one process; ontology, shapes and engines
are read once. A row is imported from a CSV table into a register on disk that is open, with the registers of all those
accordi in one store: read, judged, committed in one update and flushed; persons, bodies, offices, meetings, sums and
actions take turns.

The endpoint is `pdz serve`, asked by connections that are kept; but for the load, and where it is said, nothing is
remembered between two queries. The bare store is `oxigraph serve-read-only` with the same graphs, their union as
default graph, without any limit. The documents are one page, one document in Turtle and one thing that leads to its
own, asked for again and again by as many clients as the line says, of `pdz serve` and of an nginx with the same files.
The queries are those of the catalogue, and one that is heavy by itself.
rdflib-endpoint has the same graphs too.
"""
LIBRARIES = ("pyoxigraph", "rdflib", "pyshacl", "owlrl")


def seconds(step: Callable[[], object], times: int = 1) -> float:
    """Return the median of the seconds of the wall clock that a step takes."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        step()
        taken.append(time.perf_counter() - start)
    return median(taken)


def engines() -> list[Line]:
    """Judge the example register by each engine, which is ready and has judged before."""
    agreement = Agreement.open()
    facts = agreement.read_register([ROOT / REGISTER]).quads

    def judge(engine: str, register: Sequence[Quad] = facts) -> None:
        agreement.judge_facts(register, as_of=DAY, engine=engine, today=DAY)

    for engine in ("fast", "reference"):
        judge(engine, ())
    fast = seconds(lambda: judge("fast"), TIMES)
    reference = seconds(lambda: judge("reference"))
    return [
        Line("A judgement, everything ready: `fast`", f"{fast:.3f} s"),
        Line("The same by `reference`", f"{reference:.1f} s"),
        Line("`fast` is so many times quicker", f"{reference / fast:.0f}", "at least 50", reference / fast >= 50),
    ]


def commands() -> list[Line]:
    """Run the whole command, from nothing to the report in JSON, by each engine."""
    pdz = Path(sys.executable).with_name("pdz")
    typed = [str(pdz), "validate", str(REGISTER), "--as-of", DAY.isoformat(), "--format", "json"]

    def run(*more: str) -> None:
        subprocess.run([*typed, *more], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    run()
    fast = seconds(run, TIMES)
    reference = seconds(lambda: run("--engine", "reference"))
    return [
        Line("The whole command, from nothing: `fast`", f"{fast:.2f} s", "at most 0.6 s", fast <= 0.6),
        Line("The same by `reference`", f"{reference:.1f} s"),
        Line("`fast` is so many times quicker", f"{reference / fast:.0f}", "at least 5", reference / fast >= 5),
    ]


def sites() -> list[Line]:
    """Publish the example register as a site, from nothing, and as often over the one before."""
    pdz = Path(sys.executable).with_name("pdz")
    with tempfile.TemporaryDirectory() as folder:
        typed = [str(pdz), "publish", f"{folder}/sito", str(REGISTER), "--as-of", DAY.isoformat()]
        taken = seconds(lambda: subprocess.run(typed, cwd=ROOT, check=True, capture_output=True), 3)
        many = sum(1 for path in Path(folder).rglob("*") if path.is_file())
    return [Line(f"A site of {many} files, from nothing", f"{taken:.1f} s", "under 10 s", taken < 10)]


def many() -> tuple[list[Line], float]:
    """Judge more and more accordi, each number in a process of its own; return also the seconds of each of the last."""
    found = {}
    for number in MANY:
        child = [sys.executable, str(Path(__file__).with_name("molti.py")), str(number)]
        said = json.loads(subprocess.run(child, cwd=ROOT, check=True, capture_output=True).stdout)
        found[number] = (median(said["seconds"]), said["megabytes"])
    lines = [
        Line(
            f"{number} accord{'i' if number > 1 else 'o'}, one after another",
            f"{each:.3f} s each, {peak:.0f} MB at most",
        )
        for number, (each, peak) in found.items()
    ]
    each, peak = (
        found[MANY[-1]][place] / min(found[number][place] for number in MANY if number < MANY[-1]) for place in (0, 1)
    )
    lines.append(
        Line("Seconds of the last number to the least of the others", f"{each:.2f}", "at most 1.3", each <= 1.3)
    )
    lines.append(
        Line("Memory of the last number to the least of the others", f"{peak:.2f}", "at most 1.3", peak <= 1.3)
    )
    return lines, found[MANY[-1]][0]


def changes(each: float) -> list[Line]:
    """Record a row in a store of more and more accordi, each number in a process of its own.

    ``each`` is how long it takes to judge one accordo whole, in seconds.
    """
    found = {}
    for number in STORED:
        child = [sys.executable, str(Path(__file__).with_name("registro.py")), str(number)]
        found[number] = median(json.loads(subprocess.run(child, cwd=ROOT, check=True, capture_output=True).stdout))
    lines = [
        Line(
            f"A row recorded, in a store of {number} accord{'i' if number > 1 else 'o'}",
            f"{1000 * taken:.0f} ms",
            "under 60 ms",
            taken < 0.06,
        )
        for number, taken in found.items()
    ]
    flat = found[STORED[-1]] / found[STORED[0]]
    lines.append(Line("The last of these to the first", f"{flat:.2f}", "at most 1.3", flat <= 1.3))
    whole = each * STORED[-1] / found[STORED[-1]]
    lines.append(Line(f"Judging the {STORED[-1]} whole takes so many times as long", f"{whole:.0f}"))
    return lines


def page(lines: Sequence[Line]) -> str:
    """Return the page: the machine in general words, and the table."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    rows = [f"| {line.what} | {line.measured} | {line.target} | {line.answer} |" for line in lines]
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {libraries}"
    return TEXT.format(machine=machine, rows="\n".join(rows))


def main() -> None:
    """Measure everything, print the page and write it."""
    judged, each = many()
    text = page([*engines(), *commands(), *sites(), *judged, *changes(each), *beside(), *documents(), *under_load()])
    sys.stdout.write(text)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
