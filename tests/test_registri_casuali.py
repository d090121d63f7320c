"""On random registers both engines say the same, and a verdict keeps what it promises. The draws never change."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from estrazioni import agreement, calm, conforming, on_registers, snapshot
from hypothesis import given, seed
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad
from quanto import tried
from registri_casuali import Drawn, after, completeness, registers
from situazioni import cremasco

from pdz_graph.agreement import Agreement
from pdz_graph.facts import Facts, Triple, triples_of, visible
from pdz_graph.judge import Judged
from pdz_graph.reasoner import close
from pdz_graph.reference import graph_of, oxigraph_term
from pdz_graph.ruling import find, keys, rule
from pdz_graph.snapshot import choose, readings_of, take
from pdz_graph.terms import PDZ, TYPE
from pdz_graph.verdict import Finding, Ruling, Verdict
from pdz_graph.wellformed import check

#: 60 registers or 200, in parts that workers share, and so many norms of each: the reference engine is slow.
PARTS, EACH, NORMS = 10, tried(2, 20), 8
Said = tuple[tuple[Ruling, ...], tuple[Finding, ...]]


def judged(register: Drawn) -> Verdict:
    return agreement().judge_facts(register.quads, as_of=register.day, today=register.day).verdict


def said(outcome: Judged, norms: Collection[NamedNode]) -> Said:
    """Return what an engine says of some norms, to the last field."""
    places = {node: place for node, place in agreement().judged_norms().items() if node in norms}
    assert len(keys(places, outcome)) == len(outcome.breaches)
    return rule(places, outcome, agreement().labels), find(places, outcome, agreement().labels)


def seen_by(norms: Collection[NamedNode], triples: Collection[Triple]) -> list[Triple]:
    asserted = {value for subject, predicate, value in triples if subject in norms and predicate == TYPE}
    return visible(triples, agreement().terms_of(kind for kind in agreement().kinds if kind.target in asserted))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_query_means_the_same_to_both_engines(part: int) -> None:
    nodes = sorted(agreement().judged_norms(), key=str)
    choice = random.Random(part)

    @on_registers(EACH, part)
    def agree(register: Drawn) -> None:
        norms = choice.sample(nodes, NORMS)
        closed = close(seen_by(norms, snapshot(register)), agreement().fast.schema)
        theirs = agreement().reference.judge(graph_of(Quad(*triple) for triple in closed), norms)
        assert said(agreement().fast(closed, norms), norms) == said(theirs, norms)

    agree()


@pytest.mark.parametrize("part", range(3))
def test_the_doors_say_the_same_by_both_engines(part: int) -> None:
    @on_registers(tried(2, 5), PARTS + part)
    def agree(register: Drawn) -> None:
        one, day = agreement(), register.day
        fast, reference = (
            one.judge_facts(register.quads, as_of=day, engine=engine, today=day).verdict
            for engine in ("fast", "reference")
        )
        assert fast == reference

    agree()


@pytest.mark.parametrize("part", range(2))
def test_the_fast_closure_is_the_reference_closure_as_far_as_norms_can_see(part: int) -> None:
    @on_registers(5, 20 + part)
    def agree(register: Drawn) -> None:
        assert_same_closure(agreement(), snapshot(register))

    agree()


def test_the_fast_closure_is_the_reference_closure_of_the_real_accordo() -> None:
    one = cremasco()
    facts = Facts(triples_of(one.quads))
    day = date(2013, 6, 30)
    assert_same_closure(one, take(facts, one.id, day, choose(readings_of(facts)).values()).triples)


def assert_same_closure(one: Agreement, triples: Collection[Triple]) -> None:
    ours = close(visible(triples, one.terms), one.fast.schema)
    reference = one.reference.close(visible(triples, one.terms))
    theirs: list[Any] = [tuple(map(oxigraph_term, triple)) for triple in reference]
    assert {t for t in visible(theirs, one.terms) if t[0] not in PDZ} == set(visible(ours, one.terms))


def test_what_is_drawn_is_well_formed() -> None:
    one = agreement()
    known = (*one.ontology, *one.quads)

    @on_registers(40, 70)
    def sound(register: Drawn) -> None:
        mine = [quad for quad in register.quads if quad not in register.beyond]
        assert check(mine, one.shapes, known, {}, one.terms) == ()

    sound()


def test_domains_and_ranges_infer_no_class_that_data_do_not_assert() -> None:
    @on_registers(30)
    def restate(register: Drawn) -> None:
        assert_restated(agreement(), snapshot(register))

    restate()
    for one in (agreement(), cremasco()):
        assert_restated(one, Facts(triples_of(one.quads)).triples)


def assert_restated(one: Agreement, triples: Collection[Triple]) -> None:
    schema = one.fast.schema
    without = replace(schema, domains=defaultdict(set), ranges=defaultdict(set))
    assert set(close(triples, schema)) == set(close(triples, without))


def test_what_no_norm_can_see_changes_nothing() -> None:
    @on_registers(30, 30)
    def prune(register: Drawn) -> None:
        one, triples = agreement(), snapshot(register)
        norms = one.judged_norms()
        assert said(one.fast(triples), norms) == said(one.fast(visible(triples, one.terms)), norms)

    prune()


def test_judging_twice_or_in_another_order_says_the_same() -> None:
    @on_registers(20, 40)
    def repeat(register: Drawn) -> None:
        shuffled = random.Random(7).sample(register.quads, len(register.quads))
        assert judged(register) == judged(register) == judged(replace(register, quads=tuple(shuffled)))

    repeat()


def test_what_happens_after_the_day_changes_nothing() -> None:
    @seed(50)
    @calm(30)
    @given(data=st.data(), register=registers(conforming(), agreement().quads))
    def ignore(data: st.DataObject, register: Drawn) -> None:
        later = data.draw(after(register.day))
        assert judged(register) == judged(replace(register, quads=(*register.quads, *later)))

    ignore()


def test_one_more_complete_list_decides_only_what_was_unknown() -> None:
    @seed(60)
    @calm(tried(20, 80))
    @given(data=st.data(), register=registers(conforming(), agreement().quads))
    def decide(data: st.DataObject, register: Drawn) -> None:
        more = replace(register, quads=(*register.quads, *data.draw(completeness(register.day))))
        before, now = ({ruling.norm: ruling.status for ruling in judged(one).rulings} for one in (register, more))
        changed = {norm: (before[norm], now[norm]) for norm in now if before[norm] != now[norm]}
        assert {was for was, _ in changed.values()} <= {"unknown"}

    decide()
