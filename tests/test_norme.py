"""Every judged norm on each side of each of its bounds, by both engines."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pytest
from pyoxigraph import NamedNode, Quad
from quanto import WHOLE
from situazioni import Situation, cremasco, files, judge, read

from pdz_graph.facts import Triple
from pdz_graph.judge import Judged
from pdz_graph.reasoner import close
from pdz_graph.reference import graph_of
from pdz_graph.terms import TYPE

SITUATIONS = [read(path) for path in files()]
#: For each norm the situation that breaks it in most ways, from the one that is broken in fewest.
WORST = list({one.norm: one for one in sorted(SITUATIONS, key=lambda one: (len(one.expected), one.path.name))}.values())


def of_each_kind(situations: Iterable[Situation]) -> list[Situation]:
    """Return the last of the situations whose norms are of the same kinds."""
    kinds: dict[str, set[str]] = {}
    for quad in cremasco().quads:
        if quad.predicate == TYPE:
            kinds.setdefault(str(quad.subject), set()).add(str(quad.object))
    nodes = {place.code: str(node) for node, place in cremasco().judged_norms().items()}
    return list({frozenset(kinds[nodes[one.norm]]): one for one in situations}.values())


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.path.stem)
def test_the_fast_engine_finds_what_the_situation_says(situation: Situation) -> None:
    findings, status = judge(situation, cremasco().fast)
    assert findings == situation.expected
    assert status == situation.status


@pytest.mark.parametrize("situation", SITUATIONS if WHOLE else WORST, ids=lambda situation: situation.path.stem)
def test_every_query_means_the_same_to_the_reference_engine(situation: Situation) -> None:
    """PySHACL and rdflib on a situation of each norm, closed by the fast rules (held equal to owlrl's elsewhere)."""
    findings, status = judge(situation, on_a_fast_closure)
    assert (set(situation.expected), situation.status) == (findings, status)


@pytest.mark.parametrize(
    "situation", WORST if WHOLE else of_each_kind(WORST), ids=lambda situation: situation.path.stem
)
def test_the_reference_engine_agrees(situation: Situation) -> None:
    """The whole engine, owlrl too, on one situation that breaks a norm: of each norm, or of norms of the same kinds."""
    findings, status = judge(situation, cremasco().reference)
    assert (set(situation.expected), situation.status) == (findings, status)


def on_a_fast_closure(triples: Iterable[Triple], only: Collection[NamedNode] | None) -> Judged:
    """Ask the reference engine of some norms alone: it would be as long over the others, which nobody asks for."""
    others = cremasco().judged_norms().keys() - set(only or ())
    closed = close(triples, cremasco().fast.schema)
    seen = (Quad(*triple) for triple in closed if triple[1] != TYPE or triple[0] not in others)
    return cremasco().reference.judge(graph_of(seen), only)


def test_every_judged_norm_has_both_sides() -> None:
    """Whatever is broken has a finding; a note, or a doubt, has one too, and violates nothing."""
    judged = {place.code for place in cremasco().judged_norms().values()}
    assert judged == {situation.norm for situation in SITUATIONS if situation.status == "satisfied"}
    assert judged == {situation.norm for situation in SITUATIONS if situation.expected}


def test_every_constraint_is_met_by_some_situation() -> None:
    met = {constraint for situation in SITUATIONS for _, _, constraint in situation.expected}
    assert met == {constraint.name for kind in cremasco().kinds for constraint in kind.constraints}


def test_no_situation_names_a_norm_that_is_not_judged() -> None:
    judged = {place.code for place in cremasco().judged_norms().values()}
    assert {situation.norm for situation in SITUATIONS} <= judged
    assert all(isinstance(node, NamedNode) for node in cremasco().judged_norms())
