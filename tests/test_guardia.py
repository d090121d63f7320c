"""What the guard of queries lets through and what it does not, compared with how two engines read the same text."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from attacchi import ATTACKS, DISGUISES, FALSE_FRIENDS, Attack
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store
from rdflib.plugins.sparql.parser import parseQuery

from pdz_graph.errors import UsageError
from pdz_graph.guard import Ceilings, inspect, tokens

PREFIXES = "PREFIX : <a:> PREFIX ex: <http://b.example/> PREFIX port: <http://a:> PREFIX service: <c:>\n"
#: What stands in a query at its ceilings: how it begins, what is repeated, how it ends, and how often it may be.
CHAINS = {
    "braces": ("SELECT * ", "{", "}", 100),
    "brackets": ("SELECT * { FILTER", "(", "1" + ")" * 99 + "}", 99),
    "lists": ("SELECT * { ?s ?p ", "(", "1" + ")" * 99 + "}", 99),
    "exists": ("SELECT * ", "{ FILTER EXISTS ", "{}" + "}" * 99, 99),
    "selects": ("SELECT * ", "{{ SELECT * ", "{}" + "}}" * 49, 49),
    "calls": ("SELECT * { BIND(", "IF(1, ", "1" + ", 2)" * 98 + " AS ?x)}", 98),
    "nots": ("SELECT * { FILTER(", "!", "1)}", 990),
    "sums": ("SELECT * { FILTER(1", "+1", ")}", 990),
    "products": ("SELECT * { FILTER(1", "*?x", ")}", 990),
    "ors": ("SELECT * { FILTER(1", "||1", ")}", 990),
    "unions": ("SELECT * {{}", "UNION{}", "}", 490),
    "minuses": ("SELECT * {", "MINUS{}", "}", 490),
    "binds": ("SELECT * {", "BIND(1 AS ?x)", "}", 330),
    "orders": ("SELECT * {} ORDER BY ", "(1)", "", 990),
    "alternatives": ("SELECT * { ?s a", "|a", " ?o }", 990),
}


def code(text: str, ceilings: Ceilings | None = None) -> str:
    """Return what the guard says: the code of a refusal, or the form of the query."""
    try:
        return inspect(text, ceilings).form
    except UsageError as error:
        return error.code


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_known_or_left_to_the_pool(attack: Attack) -> None:
    assert code(attack.text) == (attack.guard or attack.text.split()[0].lower())


@pytest.mark.parametrize("name", FALSE_FRIENDS)
def test_what_only_looks_like_service_is_let_through(name: str) -> None:
    assert code(FALSE_FRIENDS[name]) == "select"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ASK{}", "ask"),
        ("# SELECT\nBASE <http://a/#select>\n prefix select: <ask>CONSTRUCT WHERE {}", "construct"),
        ("PREFIX : <a:> describe :select", "describe"),
        ("\\u0053ELECT * {}", "select"),
        ("select(1 AS ?x){}", "select"),
        ("", "query-form"),
        ("  # only a comment", "query-form"),
        ("DEFINE get:soft 'replacing' SELECT * {}", "query-form"),
        ("{ ?s ?p ?o }", "query-form"),
        ("\ud800", "query-form"),
    ],
)
def test_the_form_is_the_first_word_after_the_prologue(text: str, said: str) -> None:
    assert code(text) == said


@pytest.mark.parametrize("name", CHAINS)
def test_at_the_ceilings_a_query_is_let_through_and_beyond_it_is_not(name: str) -> None:
    head, part, tail, number = CHAINS[name]
    assert code(_chain(name)) == "select"
    assert code(head + part * (number * 2 + 20) + tail) in ("query-deep", "query-operators")


def test_at_the_ceilings_an_engine_survives_with_the_stack_that_everybody_has() -> None:
    asked = "import sys; from pyoxigraph import Store; next(iter(Store().query(sys.stdin.read())), None)"
    for name in CHAINS:
        done = subprocess.run(
            [sys.executable, "-c", asked], input=_chain(name).encode(), capture_output=True, check=False
        )
        assert done.returncode in (0, 1), f"{name}: {done.stderr.decode()}"


def _chain(name: str) -> str:
    head, part, tail, number = CHAINS[name]
    return head + part * number + (tail * number if name == "braces" else tail)


def test_the_size_is_counted_in_bytes() -> None:
    assert code("ASK {} #" + "è" * 6, Ceilings(size=20)) == "ask"
    assert code("ASK {} #" + "è" * 7, Ceilings(size=20)) == "query-long"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("?a<?b", "variable operator variable"),
        ("?a <a:b>", "variable iri"),
        ("<a b>", "operator word word operator"),
        ("1<2", "number operator number"),
        ("<\\u0061:b>", "iri"),
        ("a:b\\#c 'a\\'#' #x", "name string"),
        ("'''a'b''' ''", "string string"),
        ('"a"@it-IT "1"^^x:y', "string tag string mark name"),
        ("1.5e3.a:b.c.", "number mark name mark"),
        ("_:a.b-c %", "name odd"),
    ],
)
def test_tokens_are_those_of_the_grammar(text: str, kinds: str) -> None:
    assert " ".join(kind for kind, _ in tokens(text)) == kinds


GAPS = st.sampled_from(["", "", " ", "\n", "#\n", "#>\n", "#'''\n", '#"""\n', "#{\r", "#\\u000A\n", "\t"])
TERMS = st.sampled_from(
    [
        "?x",
        "$y",
        "ex:a",
        ":b",
        "<a:b>",
        "<a:b#c>",
        "<a:it's>",
        "1",
        "1.5",
        ".5e3",
        "true",
        '"a"',
        "'a'",
        "'''a'b'''",
        '"""a"b"""',
        "''",
        '"a"@en',
        '"a"^^ex:x',
        "[]",
        "()",
        "ex:",
        "ex:a.b",
        "port:x",
        "ex:%41",
        "ex:\\#a",
        "ex:a\\'",
        '"\\u0022"',
        '"\\\\"',
        '"a\\"b"',
        "service:x",
        "ex:service",
        "?service",
        "ex:a.b.",
        '"#"',
        "-1",
        "<a:\\u0062>",
    ]
)
VERBS = st.sampled_from(["a", "?p", "ex:p", "<a:p>", "a*", "ex:p?", "^a", "!a", "(a|ex:b)+", "service:p"])
SIGNS = st.sampled_from(["<", ">", "=", "!=", "<=", "+", "*", "&&", "||", "/", "-"])
NAMED = st.sampled_from(["<http://127.0.0.1:1/>", "ex:a", "?x", ":a", "service:a"])
CALLS = st.sampled_from(
    [
        "SERVICE",
        "service",
        "SERVICESILENT",
        "\\u0053ERVICE",
        "trueSERVICE",
        "1SERVICE",
        ".SERVICE",
        "ex:a.b.SERVICE",
        "port:SERVICE",
        '"a"SERVICE',
        "?x.SERVICE",
        "[]SERVICE",
    ]
)
EXPRESSIONS: st.SearchStrategy[str] = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        st.tuples(inner, GAPS, SIGNS, GAPS, inner).map("".join),
        inner.map(lambda one: f"({one})"),
        inner.map(lambda one: f"STR({one})"),
    ),
    max_leaves=4,
)
TRIPLES = st.tuples(TERMS, st.just(" "), VERBS, st.just(" "), TERMS).map("".join)
ELEMENTS = st.one_of(
    TRIPLES,
    TRIPLES,
    EXPRESSIONS.map(lambda one: f"FILTER({one})"),
    EXPRESSIONS.map(lambda one: f"BIND({one} AS ?z)"),
    st.tuples(TERMS, TERMS).map(lambda two: f"VALUES ?v {{{two[0]} {two[1]}}}"),
)
AROUND = st.sampled_from(["OPTIONAL ", "MINUS ", "", "GRAPH service:g", "FILTER NOT EXISTS"])
#: What only an attacker writes.
TRICKS = st.one_of(
    st.tuples(CALLS, GAPS, NAMED, GAPS, st.just("{}")).map("".join),
    st.sampled_from(["'''", '"""', '#"', "<", '"', "\\", "{", "}", ")", "'''\\q"]),
)


def _groups(elements: st.SearchStrategy[str], dots: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def written(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        one = st.tuples(
            st.one_of(
                elements,
                st.tuples(AROUND, inner).map("".join),
            ),
            GAPS,
            dots,
        ).map("".join)
        return st.lists(one, min_size=1, max_size=3).map(lambda parts: "{" + "".join(parts) + "}")

    return st.recursive(st.just("{}"), written, max_leaves=3)


@settings(max_examples=150)
@given(_groups(ELEMENTS, st.sampled_from([" . ", "\n.\n"])))
def test_what_rdflib_reads_without_service_is_let_through(group: str) -> None:
    text = f"{PREFIXES}SELECT * {group}"
    try:
        parseQuery(text)
    except Exception:  # no query for rdflib, whatever it raises
        return
    assert code(text) == "select"


@settings(max_examples=200)
@given(_groups(st.one_of(ELEMENTS, TRICKS, TRICKS), st.sampled_from(["", "", " . ", ";"])))
def test_what_oxigraph_takes_for_service_is_refused(group: str) -> None:
    text = f"{PREFIXES}SELECT * {group}"
    if _is_service_for_oxigraph(text):
        assert code(text) == "query-service"


@pytest.mark.parametrize("name", DISGUISES)
def test_a_disguise_is_really_service_for_some_engine(name: str) -> None:
    text = next(attack.text for attack in ATTACKS if attack.name == f"service-{name}")
    if "escape" in name:
        assert "ServiceGraphPattern" in repr(parseQuery(text))
    else:
        assert _is_service_for_oxigraph(text)


def _is_service_for_oxigraph(text: str) -> bool:
    return _parses(text) and not _parses(re.sub("service", _spoilt, text, flags=re.IGNORECASE))


def _spoilt(match: re.Match[str]) -> str:
    return match[0][0] + "x" + match[0][2:]


def _parses(text: str) -> bool:
    try:
        Store().query(text)
    except SyntaxError:
        return False
    except (OSError, RuntimeError, ValueError):
        return True
    return True
