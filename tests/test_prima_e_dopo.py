"""How a register stands after a change is how it stands when it is judged anew, whatever the change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from estrazioni import agreement, calm, conforming
from hypothesis import given, seed
from hypothesis import strategies as st
from pyoxigraph import Quad
from quanto import tried
from registri_casuali import Drawn, registers

from pdz_graph.facts import Triple, day_literal, triples_of
from pdz_graph.proposal import Triples
from pdz_graph.standing import Standing
from pdz_graph.terms import PDZ
from pdz_graph.verdict import Finding

Step = Callable[[st.DataObject, Triples, Triples], Triples]


def judged(register: Triples, day: date) -> tuple[Finding, ...]:
    """Return the findings of the whole judgement, without the questions of reading, which a standing does not ask."""
    verdict = agreement().judge_facts([Quad(*triple) for triple in register], as_of=day, today=day).verdict
    return tuple(replace(finding, depends_on=()) for finding in verdict.findings)


def mixed(data: st.DataObject, one: Triples, other: Triples) -> Triples:
    """Return a register with what is said of some things taken from another, and some of its intervals ended."""
    nodes = sorted({triple[0] for triple in one | other}, key=str)
    swapped = data.draw(st.sets(st.sampled_from(nodes), max_size=6))
    found = {t for t in one if t[0] not in swapped} | {t for t in other if t[0] in swapped}
    lasting = sorted((t[0], t[2].value) for t in found if t[1] == PDZ["dal"])
    for node, first in data.draw(st.lists(st.sampled_from(lasting), max_size=2)) if lasting else ():
        last = date.fromisoformat(first) + timedelta(days=data.draw(st.integers(0, 400)))
        found = {t for t in found if (t[0], t[1]) != (node, PDZ["al"])} | {(node, PDZ["al"], day_literal(last))}
    return frozenset(found)


def grown(data: st.DataObject, one: Triples, other: Triples) -> Triples:
    """Return a register with some things of another: what most sources do."""
    nodes = sorted({triple[0] for triple in other - one} - {triple[0] for triple in one}, key=str)
    more = data.draw(st.sets(st.sampled_from(nodes), max_size=6)) if nodes else set()
    return one | {triple for triple in other if triple[0] in more}


def triples(drawn: Drawn) -> frozenset[Triple]:
    return frozenset(triples_of(drawn.quads))


@pytest.mark.parametrize("step", [mixed, grown], ids=["mixed", "grown"])
def test_a_register_that_moved_stands_as_one_judged_anew(step: Step) -> None:
    @seed(4)
    @calm(tried(20, 30))
    @given(registers(conforming(), agreement().quads), registers(conforming(), agreement().quads), st.data())
    def same(first: Drawn, second: Drawn, data: st.DataObject) -> None:
        readings = agreement().readings()
        before = Standing.of(agreement(), triples(first), first.day, readings)
        for _ in range(2):
            register = step(data, frozenset(before.register), triples(second))
            after = before.moved(register)
            assert after.findings == judged(register, first.day)
            anew = Standing.of(agreement(), register, first.day, readings)
            assert {name: set(found) for name, found in after.breaches.items()} == {
                name: set(found) for name, found in anew.breaches.items()
            }
            before = after

    same()


def test_whoever_stays_behind_is_not_changed_by_who_moves_on() -> None:
    """The world that holds the closure goes along with who moves: who stays makes another."""
    day, register = date(2019, 10, 15), frozenset(triples_of(conforming()))
    before = Standing.of(agreement(), frozenset(), day, agreement().readings())
    full, empty = before.moved(register), before.moved(frozenset())
    assert full.findings == judged(register, day)
    assert empty.findings == judged(frozenset(), day)
    assert full.moved(frozenset()).findings == empty.findings != full.findings


def test_what_every_constraint_can_see_is_known() -> None:
    """One whose query could not be told apart would be asked after every change: right, and slow."""
    assert agreement().commons.reach.unread == set()
