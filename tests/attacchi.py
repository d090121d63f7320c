"""Attacks on a SPARQL endpoint, each with its name, as data: for the guard, for the pool, for the web server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

#: Where a listener of the test stands, in the text of an attack that tries to reach it.
LISTENER: Final = "http://127.0.0.1:1/"
EX: Final = "http://esempio.org/"
#: The query that somebody else asks all the while, and how many rows it has.
CHEAP: Final = f"SELECT ?o WHERE {{ <{EX}nodo/1> <{EX}p> ?o }}"
NODES: Final = 3000
#: Outcomes of the pool for a query that asks too much: each leaves the pool as it was.
STOPPED: Final = frozenset(("late", "memory", "died"))
ANY: Final = STOPPED | {"answered", "refused", "failed"}


@dataclass(frozen=True)
class Attack:
    """A query with bad intentions: what the guard says of it (a code, "" when it lets it through), and what the pool
    may answer to whoever got it past the guard."""

    name: str
    text: str
    guard: str = ""
    outcomes: frozenset[str] = ANY


def target(path: Path) -> None:
    """Make a store on disk: a ring of nodes, each with a label, in a named graph."""
    store = Store(str(path))
    graph, p, label = NamedNode(f"{EX}grafo"), NamedNode(f"{EX}p"), NamedNode(f"{EX}etichetta")
    nodes = [NamedNode(f"{EX}nodo/{number}") for number in range(NODES)]
    quads = [Quad(node, p, nodes[(number + 1) % NODES], graph) for number, node in enumerate(nodes)]
    quads += [Quad(node, label, Literal(f"Nodo {number}"), graph) for number, node in enumerate(nodes)]
    store.bulk_extend(quads)
    store.flush()


def _where(pattern: str) -> str:
    return f"SELECT * WHERE {{ {pattern} }}"


_S: Final = f"SERVICE <{LISTENER}>"
_PREFIXES: Final = f"PREFIX : <{LISTENER}> PREFIX ex: <{LISTENER}> PREFIX port: <http://a:> "
#: SERVICE in every disguise that some engine sees through.
DISGUISES: Final = {
    "plain": f"{_S} {{ ?s ?p ?o }}",
    "lower": f"service<{LISTENER}>{{}}",
    "mixed": f"SeRvIcE SiLeNt <{LISTENER}> {{}}",
    "variable": f"VALUES ?x {{ <{LISTENER}> }} SERVICE ?x {{}}",
    "nested": f"{{ {{ OPTIONAL {{ {{ SELECT * {{ {_S} {{}} }} }} }} }} }}",
    "exists": f"?s ?p ?o FILTER EXISTS {{ {_S} {{}} }}",
    "not-exists": f"?s ?p ?o FILTER (1 = 2 || NOT EXISTS {{ {_S} {{}} }})",
    "minus": f"?s ?p ?o MINUS {{ ?s ?p ?o . {_S} {{}} }}",
    "union": f"{{}} UNION {{ {_S} {{}} }}",
    "graph": f"GRAPH ?g {{ {_S} {{}} }}",
    "comments": f"SERVICE#SERVICE\n#}}\r<{LISTENER}>#{{\n{{}}",
    "after-comment": f"#\r{_S} {{}}",
    "escape": f"\\u0053ERVICE <{LISTENER}> {{}}",
    "long-escape": f"S\\U00000045RVIC\\u0065 <{LISTENER}> {{}}",
    "escaped-quote": f'?s ?p "\\u0022 . {_S} {{}} #"\n',
    "no-border": f"SERVICESILENT<{LISTENER}>{{}}",
    "behind-a-truth": f"?s ?p trueSERVICE<{LISTENER}>{{}}",
    "behind-a-number": f"?s ?p 1SERVICE<{LISTENER}>{{}}",
    "behind-a-dotted-name": f"?s ?p ex:a.b.SERVICE<{LISTENER}>{{}}",
    "behind-a-port": f"?s ?p port:SERVICE<{LISTENER}>{{}}",
    "behind-a-type": f'?s ?p "a"^^port:SERVICE<{LISTENER}>{{}}',
    "as-a-prefix": "SERVICE:a{}",
    "as-part-of-a-prefix": "?s ?p ?o SERVICEex:a{}",
    "as-an-iri": f"FILTER(1<2)SERVICE#>\n<{LISTENER}>{{}}",
    "behind-a-false-iri": f'FILTER(1<2)#>"""\n{_S}{{}}#"""\n',
    "behind-a-false-string": f"VALUES ?x {{'''a' }}{_S}{{}}#\\q'''\n",
    "behind-a-surrogate": f"VALUES ?x {{'''a' }}{_S}{{}}#\\uD800'''\n",
}  # fmt: skip
#: What looks like SERVICE and is none.
FALSE_FRIENDS: Final = {
    "string": 'SELECT * { ?s ?p "SERVICE <http://a/> { }" }',
    "long-string": "SELECT * { ?s ?p '''\nSERVICE <http://a/> { ''' }",
    "escaped-string": 'SELECT * { ?s ?p "a\\" } SERVICE <http://a/> { }" }',
    "comment": "SELECT * { ?s ?p ?o # SERVICE <http://a/> { }\n}",
    "iri": "SELECT * { ?s <http://a/SERVICE> <http://a/service#service> }",
    "graph": "PREFIX service: <http://a/service#> SELECT * { GRAPH service:service { ?s ?p ?o } }",
    "from": "PREFIX service: <http://a/service#> SELECT * FROM service:a FROM NAMED service:b { ?s ?p ?o }",
    "prefix": "PREFIX service: <http://a/service#> SELECT * { service:a service:service service:b . { ?s ?p ?o } }",
    "variable": "SELECT ?service { ?s ?p ?service { ?service ?p ?service } OPTIONAL { ?service ?p ?o } }",
    "name": "PREFIX e: <http://a/> SELECT * { ?s e:service ?v OPTIONAL { ?s e:SERVICE ?w } }",
    "tag": 'SELECT * { ?s ?p "a"@service { ?s ?p ?o } }',
}
UPDATES: Final = {
    "insert-data": f"INSERT DATA {{ <{EX}a> <{EX}p> 1 }}",
    "delete-where": "DELETE WHERE { ?s ?p ?o }",
    "prologue": f"# c\nBASE <{EX}>\nPREFIX a: <b>\ninsert {{ a:b a:c 1 }} WHERE {{}}",
    "load-http": f"LOAD <{LISTENER}>",
    "load-file": "LOAD <file:///etc/passwd>",
    "clear": "CLEAR ALL",
    "drop": "DROP SILENT GRAPH <a:b>",
    "create": "CREATE GRAPH <a:b>",
    "copy": "COPY DEFAULT TO <a:b>",
    "with": "WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
}


def _long(name: str, head: str, part: str, tail: str, number: int) -> Attack:
    return Attack(f"long-{name}", head + part * number + tail, "query-long")


def _parsers() -> Iterator[Attack]:
    """Yield what breaks parsers that call themselves: many of them kill Oxigraph, in whose stack there is no guard."""
    expression, group = "SELECT * { ?s ?p ?o FILTER(", "SELECT * { ?s ?p ?o "
    yield Attack("nested-braces", "SELECT * " + "{" * 3000 + "}" * 3000, "query-deep")
    yield Attack("nested-brackets", expression + "(" * 6000 + "1" + ")" * 6000 + ")}", "query-deep")
    yield Attack("nested-lists", group + "(" * 3000 + "1" + ")" * 3000 + " ?p ?o }", "query-deep")
    yield Attack("nested-blank-nodes", group + "[ a " * 2000 + "1" + "]" * 2000 + "}", "query-deep")
    yield Attack("nested-exists", "SELECT * {" + "FILTER EXISTS{" * 1000 + "}" * 1001, "query-deep")
    yield Attack("nested-selects", "SELECT * {" + "{SELECT * {" * 1000 + "}}" * 1000 + "}", "query-deep")
    yield Attack("nested-in-a-false-iri", "SELECT * {FILTER(1<2" + ")#>'''\n" + "{" * 3000 + "}" * 3000, "query-deep")
    yield Attack("nots", expression + "!" * 10_000 + "1)}", "query-operators")
    yield Attack("sums", expression + "1" + "+1" * 7000 + ")}", "query-operators")
    yield Attack("ors", expression + "1" + "||1" * 5000 + ")}", "query-operators")
    yield Attack("unions", group + "{}" + "UNION{}" * 2000 + "}", "query-operators")
    yield Attack("optionals", group + "OPTIONAL{}" * 1500 + "}", "query-operators")
    yield Attack("orders", group + "} ORDER BY " + "(1)" * 5000, "query-operators")
    yield _long("braces", "SELECT * ", "{", "", 100_000)
    yield _long("sums", expression + "1", "+1", ")}", 10_000)
    yield _long("unions", group + "{}", "UNION{}", "}", 10_000)
    yield _long("comment", "ASK {} #", "è", "", 10_000)


def _bombs() -> Iterator[Attack]:
    """Yield what is short, well formed, and never ends, or takes all the memory, or says too much."""
    numbers = " ".join(map(str, range(1000)))
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
    yield Attack("cross-product", _count("?a ?b ?c . ?d ?e ?f . ?g ?h ?i"), "", STOPPED)
    yield Attack("cross-product-unsorted", _where("?a ?b ?c . ?d ?e ?f") + " ORDER BY ?z", "", STOPPED)
    yield Attack("values", _count(" ".join(f"VALUES ?x{n} {{ {numbers} }}" for n in range(4))), "", STOPPED)
    yield Attack("string-doubling", _where(f'BIND("0123456789" AS ?x0) {doubled}'), "", STOPPED)
    yield Attack("replacement", _where(_replaced()), "", STOPPED)
    yield Attack("path-both-ways", _count(f"?s (<{EX}p>|^<{EX}p>)* ?o"), "", STOPPED)
    yield Attack("path-in-path", _count(f"?s ((<{EX}p>*)*)* ?o"), "", STOPPED)
    yield Attack("path-of-paths", _count(f"?s (<{EX}p>/<{EX}p>*)+/!<{EX}q> ?o"), "", STOPPED)
    yield Attack("many-patterns", _where("?a ?b ?c . " * 300), "", ANY)
    yield Attack("groups-by-row", "SELECT (GROUP_CONCAT(?c) AS ?x) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a", "", STOPPED)
    yield Attack("regex", f'SELECT * {{ ?s ?p ?o FILTER REGEX("{"a" * 5000}b", "^(a+)+$") }}', "", ANY)
    yield Attack("huge-rows", _where("?a ?b ?c . ?d ?e ?f"), "", frozenset(("answered", "late")))
    yield Attack("huge-graph", "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }", "", frozenset(("answered", "late")))


def _count(pattern: str) -> str:
    return f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"


def _replaced() -> str:
    parts = " ".join(f'BIND(REPLACE(?x{n}, ".", ?x{n}) AS ?x{n + 1})' for n in range(6))
    return f'BIND("0123456789" AS ?x0) {parts}'


def _outside() -> Iterator[Attack]:
    """Yield what would go out, or into files: a graph that is none of the dataset is empty, and nothing more."""
    nothing = frozenset(("answered",))
    for name, iri in {"http": LISTENER, "file": "file:///etc/passwd", "ftp": "ftp://127.0.0.1:1/"}.items():
        yield Attack(f"from-{name}", f"SELECT * FROM <{iri}> WHERE {{ ?s ?p ?o }}", "", nothing)
        yield Attack(f"from-named-{name}", f"SELECT * FROM NAMED <{iri}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", "", nothing)


#: Every attack by query.
ATTACKS: Final = (
    *(Attack(f"service-{name}", _PREFIXES + _where(text), "query-service") for name, text in DISGUISES.items()),
    *(Attack(f"update-{name}", text, "query-update", frozenset(("refused",))) for name, text in UPDATES.items()),
    *_parsers(),
    *_bombs(),
    *_outside(),
)
