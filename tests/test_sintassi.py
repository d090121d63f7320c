"""Conformity of syntax: the queries of the W3C's tests, by guard, engine and server; and where ours reads otherwise."""

from __future__ import annotations

import pytest
from pyoxigraph import Store
from rdflib.plugins.sparql.parser import parseQuery
from sintassi import BAD, GOOD, REFUSED, TAKEN

from pdz_graph.asking import ask
from pdz_graph.errors import UsageError
from pdz_graph.guard import form_of, inspect

STORE = Store()


@pytest.mark.parametrize("name", list(GOOD))
def test_a_query_is_taken(name: str) -> None:
    assert inspect(GOOD[name]).form == form_of(GOOD[name])
    assert ask(STORE, GOOD[name]) is not None
    parseQuery(GOOD[name])


@pytest.mark.parametrize("name", list(BAD))
def test_what_is_no_query_is_refused_with_its_place(name: str) -> None:
    with pytest.raises(UsageError) as raised:
        ask(STORE, BAD[name])
    assert raised.value.code == "query-syntax"
    assert "line 1, column " in raised.value.sentence.en


@pytest.mark.parametrize("name", list(REFUSED))
def test_a_query_that_the_engine_refuses_is_known(name: str) -> None:
    parseQuery(REFUSED[name])
    with pytest.raises(UsageError):
        ask(STORE, REFUSED[name])


@pytest.mark.parametrize("name", list(TAKEN))
def test_what_the_engine_takes_for_a_query_is_known(name: str) -> None:
    assert ask(STORE, TAKEN[name]) is not None


def test_a_function_that_nobody_knows_is_told() -> None:
    with pytest.raises(UsageError) as raised:
        ask(STORE, "SELECT * WHERE { ?s ?p ?o FILTER (<http://example.org/f>(?o)) }")
    assert raised.value.code == "query-unknown"
    assert "example.org/f" in raised.value.sentence.en


def test_an_iri_that_is_not_whole_begins_as_those_of_the_project() -> None:
    assert "w3id.org/pdz/ente/csc" in str(ask(STORE, "SELECT (<ente/csc> AS ?x) WHERE { }"))
