"""A nested query asks the same question: same rows as the query of the shape, on whatever register."""

from __future__ import annotations

import pytest
from estrazioni import agreement, on_registers, snapshot
from pyoxigraph import Quad, Store
from registri_casuali import Drawn
from situazioni import cremasco

from pdz_graph.judge import Row, rows_of
from pdz_graph.nesting import nested
from pdz_graph.reasoner import close


def queries() -> dict[str, str]:
    """Return every SELECT of the kinds of norm, by the name of its constraint or selection."""
    found: dict[str, str] = {}
    for kind in cremasco().kinds:
        found |= {constraint.name: constraint.query for constraint in kind.constraints}
        name = kind.shape.value.rpartition("#")[2]
        found |= {f"{name}-considera": kind.looks_at, f"{name}-incognita": kind.unknowns}
    return {name: query for name, query in found.items() if query}


def rows(store: Store, query: str) -> list[list[tuple[str, str]]]:
    def line(row: Row) -> list[tuple[str, str]]:
        return sorted((name, str(term)) for name, term in row.items())

    return sorted(map(line, rows_of(store, query)))


def test_every_query_has_the_same_rows_when_nested() -> None:
    pairs = [(query, nested(query)) for query in queries().values()]

    @on_registers(12, 70)
    def same(register: Drawn) -> None:
        store = Store()
        store.bulk_extend(Quad(*triple) for triple in close(snapshot(register), agreement().fast.schema))
        assert [rows(store, one) for one, _ in pairs] == [rows(store, other) for _, other in pairs]

    same()


def test_some_query_is_nested() -> None:
    assert any(nested(query).count("EXISTS") > query.count("EXISTS") for query in queries().values())


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            "SELECT ?a WHERE { ?a a :A . FILTER NOT EXISTS { ?b a :B , :C ; :of ?a . FILTER (?b != ?a) } }",
            " SELECT ?a WHERE { ?a a :A . FILTER NOT EXISTS { ?b :of ?a . FILTER EXISTS { ?b a :B ."
            " FILTER EXISTS { ?b a :C . FILTER( ?b != ?a ) } } } }",
        ),
        (
            "SELECT ?a WHERE { ?a :p ?b FILTER EXISTS { ?c :q ?b . OPTIONAL { ?c :r ?d } } } # { a comment",
            " SELECT ?a WHERE { ?a :p ?b FILTER EXISTS { ?c :q ?b . OPTIONAL { ?c :r ?d } } }",
        ),
        (
            'SELECT ?a WHERE { ?a :p "{ (" FILTER (EXISTS { ?a :q ?b . ?b :r ?c FILTER (CONTAINS(?c, "x")) }'
            ' || ?a = "y"@en) }',
            ' SELECT ?a WHERE { ?a :p "{ (" FILTER( EXISTS { ?a :q ?b . FILTER EXISTS { ?b :r ?c . FILTER('
            ' CONTAINS( ?c , "x" ) ) } } || ?a = "y"@en ) }',
        ),
        (
            "SELECT ?a WHERE { ?a :p ?b FILTER NOT EXISTS { ?c :q ?b FILTER NOT EXISTS { ?c a :C . ?c :r ?a } } }",
            " SELECT ?a WHERE { ?a :p ?b FILTER NOT EXISTS { ?c :q ?b FILTER NOT EXISTS"
            " { ?c a :C . FILTER EXISTS { ?c :r ?a . } } } }",
        ),
    ],
    ids=["patterns and a filter", "something else is left alone", "strings and conditions", "inside one another"],
)
def test_an_exists_is_nested_when_it_holds_patterns_and_filters_alone(asked: str, expected: str) -> None:
    assert nested(asked) == expected
