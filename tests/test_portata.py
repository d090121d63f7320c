"""What a query can see: a triple that may take part in what it finds reaches it, and what cannot does not."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from pdz_graph.facts import triples_of
from pdz_graph.reach import Reach
from pdz_graph.terms import PDZ, SHAPES

PREFIX = f"PREFIX pdz: <{PDZ.iri}>\n"
NAME = SHAPES["prova"]


def reached(where: str, world: str, moved: str) -> bool:
    """Tell whether a triple of a world reaches a query (all of ``pdz:``, in a prefix that is left out)."""
    store = Store()
    for text in (world, moved):
        store.extend(parse(f"@prefix : <{PDZ.iri}> . {text}", RdfFormat.TURTLE))
    triples = triples_of(Quad(*one) for one in parse(f"@prefix : <{PDZ.iri}> . {moved}", RdfFormat.TURTLE))
    reach = Reach({NAME: f"{PREFIX}SELECT $this ?value WHERE {{ {where} }}"})
    return reach.reached(triples, store) == {NAME}


@pytest.mark.parametrize(
    ("where", "world", "moved", "expected"),
    [
        # The property, and what stands at the ends.
        ("?a pdz:p ?b", "", ":x :p :y .", True),
        ("?a pdz:p ?b", "", ":x :q :y .", False),
        ("?a pdz:p pdz:Y", "", ":x :p :Y .", True),
        ("?a pdz:p pdz:Y", "", ":x :p :Z .", False),
        ("?a pdz:p true", "", ":x :p false .", True),
        # What stands beside it, about one of the ends or the other.
        ("?a a pdz:A ; pdz:p ?b .", ":x a :A .", ":x :p 1 .", True),
        ("?a a pdz:A ; pdz:p ?b .", ":x a :B .", ":x :p 1 .", False),
        ("?a a pdz:A . ?b pdz:p ?a .", ":x a :A .", ":y :p :x .", True),
        ("?a a pdz:A . ?b pdz:p ?a .", ":y a :A .", ":y :p :x .", False),
        ("?a pdz:p ?b . ?b pdz:q ?c .", "", ":x :p 'text' .", False),
        ("?a a pdz:A . FILTER (?a != 1) ?a pdz:p ?b", ":x a :B .", ":x :p 1 .", False),
        ("?a a ?class ; pdz:p ?b", "", ":x a :A .", False),
        ("?a a ?class ; pdz:p ?b", ":x :p 1 .", ":x a :A .", True),
        # An EXISTS is asked of what was found around it, wherever it stands.
        ("FILTER NOT EXISTS { ?a pdz:p ?b } ?a a pdz:A .", ":x a :B .", ":x :p 1 .", False),
        ("FILTER NOT EXISTS { ?a pdz:p ?b } ?a a pdz:A .", ":x a :A .", ":x :p 1 .", True),
        ("?a a pdz:A . FILTER (EXISTS { ?b pdz:q ?c } || EXISTS { ?b pdz:p ?a })", ":y a :A .", ":x :p :y .", True),
        ("?a a pdz:A . FILTER EXISTS { ?b a ?a . FILTER EXISTS { ?b pdz:p ?a } }", "", ":x :p :y .", False),
        # Of an OPTIONAL, what stands before it counts and what comes after does not: that would have joined without it.
        ("?a a pdz:A . OPTIONAL { ?a pdz:p ?b }", ":x a :B .", ":x :p 1 .", False),
        ("?c a pdz:C . OPTIONAL { ?a pdz:p ?b } ?a a pdz:A .", ":x a :B .", ":x :p 1 .", True),
        ("?c a pdz:C . OPTIONAL { ?a pdz:p ?b . OPTIONAL { ?c pdz:q ?d } }", "", ":x :q 1 .", True),
        # A branch, a group and a subquery are looked at alone.
        ("?a a pdz:A . { ?a pdz:p ?b } UNION { ?a pdz:q ?b }", "", ":x :q 1 .", True),
        ("?a a pdz:A . { ?b a pdz:B . FILTER EXISTS { ?a pdz:p ?b } }", ":y a :B .", ":x :p :y .", True),
        ("?a a pdz:A . { ?b a pdz:B . FILTER EXISTS { ?a pdz:p ?b } }", "", ":x :p :y .", False),
        ("?a a pdz:A . { SELECT $this (SUM(?b) AS ?all) WHERE { ?a pdz:p ?b } GROUP BY $this }", "", ":x :p 1 .", True),
        # A path is a chain of steps, or several; a step may be left out.
        ("?a pdz:p/^pdz:q ?b .", ":y :q :z .", ":x :p :z .", True),
        ("?a pdz:p/^pdz:q ?b .", ":z :q :y .", ":x :p :z .", False),
        ("?a a pdz:A ; pdz:p|pdz:q/pdz:r ?b .", ":x a :A .", ":x :p :z .", True),
        ("?a a pdz:A ; pdz:p|pdz:q/pdz:r ?b .", ":x a :A .", ":x :q :z .", False),
        ("?a a pdz:A ; pdz:q/pdz:r? ?b .", ":x a :A .", ":x :q :z .", True),
        ("?a pdz:p|pdz:q ?b ; pdz:r ?c .", "", ":x :r 1 .", True),
        ("?a pdz:p/pdz:q? ?b ; pdz:r ?c .", "", ":x :r 1 .", False),
        ("?a pdz:p/pdz:q? ?b ; pdz:r ?c .", ":x :p :y .", ":x :r 1 .", True),
        ("?a pdz:p/^pdz:s|pdz:q/^pdz:s ?b . ?b pdz:r ?c .", "", ":x :r 1 .", False),
        ("?a pdz:p/^pdz:s|pdz:q/^pdz:s ?b . ?b pdz:r ?c .", ":x :s :z .", ":x :r 1 .", True),
        # What cannot be told apart sees everything.
        ("?a pdz:p* ?b", "", ":x :q :y .", True),
        ("?a pdz:r? ?b", "", ":x :q :y .", True),
        ("?a (pdz:p|pdz:q)/pdz:r ?b", "", ":x :s :y .", True),
        ("?a ?b ?c . ?a a pdz:A", "", ":x :q :y .", True),
        ("?a a pdz:A . MINUS { ?a pdz:p ?b }", "", ":x :q :y .", True),
        ("VALUES ?a { pdz:X } ?a pdz:p ?b", "", ":x :q :y .", True),
        ("?a a pdz:A . filter not exists { ?a pdz:p ?b }", "", ":x :q :y .", True),
        ("?a a other:A", "", ":x :q :y .", True),
        ("GRAPH ?g { ?a a pdz:A }", "", ":x :q :y .", True),
    ],
)  # fmt: skip
def test_a_query_is_reached_by_what_may_take_part_in_it(where: str, world: str, moved: str, expected: bool) -> None:
    assert reached(where, world, moved) is expected


def test_an_iri_written_whole_is_one_like_any_other() -> None:
    assert reached(f"?a a <{PDZ['A'].value}> ; pdz:p ?b", ":x a :A .", ":x :p 1 .")
    assert not reached(f"?a a <{NamedNode('urn:A').value}> ; pdz:p ?b", ":x a :A .", ":x :p 1 .")
