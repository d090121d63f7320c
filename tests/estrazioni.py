"""Registers drawn from the imaginary accordo for a property to hold on: how many, which, and what is seen of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from altra_casa import ALTRA, valverde
from hypothesis import HealthCheck, Phase, given, seed, settings
from pyoxigraph import Quad
from registri_casuali import Drawn, registers

from pdz_graph.agreement import Agreement
from pdz_graph.facts import Facts, Triple, triples_of
from pdz_graph.snapshot import choose, readings_of, take

Test = Callable[[Drawn], None]


@cache
def agreement() -> Agreement:
    """Return the imaginary accordo, opened once."""
    return valverde(Path(mkdtemp()) / "casa")


@cache
def conforming() -> tuple[Quad, ...]:
    """Return the conforming register, without most of the meetings that are only there to be one a month."""
    register = agreement().read_register([ALTRA / "registro"]).quads
    monthly = {quad.subject for quad in register if "/ufficio-2019" in str(quad.subject)}
    return tuple(quad for quad in register if quad.subject not in monthly)


def calm(examples: int) -> settings:
    """Return the settings of every property here: no time limit, no memory of past failures, nothing shrunk."""
    checks = list(HealthCheck)
    return settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=checks, phases=[Phase.generate]
    )


def on_registers(examples: int, part: int = 0) -> Callable[[Test], Callable[[], None]]:
    """Run a test on so many registers, always the same ones for a part."""

    def decorated(test: Test) -> Callable[[], None]:
        return seed(part)(calm(examples)(given(registers(conforming(), agreement().quads))(test)))

    return decorated


def facts_of(register: Drawn) -> Facts:
    """Return all that is said in the accordo, but for the gaps, and in the register."""
    kept = (quad for quad in agreement().quads if quad not in register.without)
    return Facts(triples_of((*kept, *register.quads)))


def snapshot(register: Drawn) -> tuple[Triple, ...]:
    """Return the snapshot of the day of the register."""
    facts = facts_of(register)
    return take(facts, agreement().id, register.day, choose(readings_of(facts)).values()).triples
