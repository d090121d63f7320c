"""Every IRI of ours in the public graph leads to statements about it: on disk, by nginx, and live, in every form."""

from __future__ import annotations

import pytest
from altri_lettori import OXIGRAPH, by_jena, by_oxigraph, by_rdflib, digest, jena_is_here
from grafo import CASA
from pubblicato import Published
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, parse
from quanto import tried
from servente import Said, typed
from viandante import walk

from pdz_graph.facts import Triple
from pdz_graph.linked import served
from pdz_graph.linked.addresses import Addresses
from pdz_graph.terms import BASE

#: Of how many documents one is read by rdflib, which is slow.
READ = tried(40, 1)
#: The documents that have all that is said of what has no name; others repeat what leads to their own thing.
WORDS = ("onto", "shapes")
EVERY_IRI = f"""
SELECT DISTINCT ?x WHERE {{
  {{ ?x ?p ?o }} UNION {{ ?s ?x ?o }} UNION {{ ?s ?p ?x }} UNION {{ GRAPH ?x {{ ?s ?p ?o }} }}
  FILTER(isIRI(?x) && STRSTARTS(STR(?x), "{BASE}"))
}} ORDER BY ?x
"""
MEDIA = {form.end: form.media for form in served.FORMS}


@pytest.fixture(scope="module")
def iris(published: Published) -> list[NamedNode]:
    """Every IRI of ours that the endpoint of the server knows, or the dump of its site."""
    rows = published.server.query(EVERY_IRI).json["results"]["bindings"]
    (dump,) = (published.site / "dati").glob("*.nq")
    quads = parse(path=str(dump), format=RdfFormat.N_QUADS)
    terms = {term for quad in quads for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)}
    found = {NamedNode(row["x"]["value"]) for row in rows} | {one for one in terms if Addresses().ours(one)}
    assert len(found) > len(rows) > 1500
    return sorted(found, key=str)


@pytest.fixture(scope="module")
def paths(iris: list[NamedNode]) -> list[str]:
    """The paths of their documents: what comes after a hash is in the document of what is before it."""
    return sorted({iri.value.removeprefix(BASE).partition("#")[0] for iri in iris})


@pytest.fixture(scope="module")
def context(published: Published) -> bytes:
    return (published.site / "context.jsonld").read_bytes()


@pytest.fixture(scope="module")
def said(published: Published, paths: list[str]) -> dict[str, list[Triple]]:
    """What each document says, in N-Triples on disk."""
    return {path: by_oxigraph((published.site / f"{path}.nt").read_bytes(), "nt", b"") for path in paths}


def test_every_iri_has_a_document_with_a_statement_about_it(
    iris: list[NamedNode], said: dict[str, list[Triple]]
) -> None:
    told = {path: {term for one, _, other in triples for term in (one, other)} for path, triples in said.items()}
    assert [iri for iri in iris if iri not in told[iri.value.removeprefix(BASE).partition("#")[0]]] == []


def test_every_document_says_the_same_in_every_form(
    published: Published, said: dict[str, list[Triple]], context: bytes
) -> None:
    for number, (path, triples) in enumerate(said.items()):
        for form in OXIGRAPH:
            document = (published.site / f"{path}.{form}").read_bytes()
            assert _same(by_oxigraph(document, form, context), triples), f"{path}.{form}"
            if number % READ == 0:
                assert _same(by_rdflib(document, form, context), triples), f"{path}.{form}"
    if jena_is_here():
        plain = [path for path, triples in said.items() if not _has_blank(triples)]
        for form in ("ttl", "rdf"):
            read = by_jena([published.site / f"{path}.{form}" for path in plain])
            assert set(read) == {triple for path in plain for triple in said[path]}


def _has_blank(triples: list[Triple]) -> bool:
    return any(isinstance(term, BlankNode) for triple in triples for term in triple)


def _same(one: list[Triple], other: list[Triple]) -> bool:
    return digest(one) == digest(other) if _has_blank(other) else set(one) == set(other)


def test_the_documents_together_are_the_public_graph(published: Published, paths: list[str]) -> None:
    (dump,) = (published.site / "dati").glob("*.nq")
    known, union = Store(), Store()
    known.bulk_extend(Quad(*_triple(quad)) for quad in parse(path=str(dump), format=RdfFormat.N_QUADS))
    for path in paths:
        quads = parse((published.site / f"{path}.nt").read_bytes(), RdfFormat.N_TRIPLES, rename_blank_nodes=True)
        union.extend(quad for quad in quads if path in WORDS or not _blank(quad))
    said, mine = ({quad for quad in store if not _blank(quad)} for store in (union, known))
    ours = Addresses().ours
    assert said <= mine
    assert [quad for quad in mine - said if ours(quad.subject) or ours(quad.object)] == []
    assert digest(_triple(quad) for quad in union if _blank(quad)) == digest(
        _triple(quad) for quad in known if _blank(quad)
    )


def _blank(quad: Quad) -> bool:
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


def _triple(quad: Quad) -> Triple:
    return quad.subject, quad.predicate, quad.object  # type: ignore[return-value]


def test_what_the_document_shows_of_things_is_answered(published: Published) -> None:
    page = (CASA.root / "docs" / "servizio.md").read_text(encoding="utf-8")
    shown = [line for line in page.splitlines() if line.startswith("curl ") and "/ente/" in line]
    assert len(shown) >= 2
    for line in shown:
        assert "csc" in typed(line, published.server), line


@pytest.mark.parametrize("where", ["live", "nginx"])
def test_every_iri_leads_to_its_document(
    where: str, published: Published, paths: list[str], request: pytest.FixtureRequest
) -> None:
    address = published.server.address if where == "live" else request.getfixturevalue("nginx")
    asked = [(path, form) for path in paths for form in MEDIA]
    answers = walk([(f"{address}/{path}", MEDIA[form]) for path, form in asked])
    wrong = [one for one, said in zip(asked, answers, strict=True) if not _led(*one, said, published)]
    assert wrong == []


def _led(path: str, form: str, said: list[Said], published: Published) -> bool:
    """Tell whether a thing led by a 303 to the document that was asked for, whole and of its type."""
    if [one.status for one in said] != [303, 200]:
        return False
    sent, document = said
    end = f"en.{form}" if form == "html" else form
    return (
        {"Accept", "Accept-Language"} <= set(map(str.strip, sent.headers["vary"].split(",")))
        and sent.headers["location"].rpartition("/")[2] == f"{path.rpartition('/')[2]}.{end}"
        and sent.headers["link"].count('rel="alternate"') == 6
        and document.type == MEDIA[form]
        and f'<{BASE}{path}>; rel="describes"' in document.headers["link"]
        and document.body == (published.site / f"{path}.{end}").read_bytes()
    )
