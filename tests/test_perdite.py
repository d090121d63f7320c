"""What must not be published stops the publication, and nothing of it is in any byte of what is published."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from comando import Pdz, process, register
from grafo import CASA
from marcato import DAY, ERASED_CODE, Marked, found, letters, marked, named_on, recorded, tables
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store
from servente import CSV, JSON, Server, serving
from situazioni import cremasco

from pdz_graph.errors import InputError, Problem, UsageError
from pdz_graph.facts import Term, Triple, triples_of
from pdz_graph.house import House
from pdz_graph.projection import Projected, check, project
from pdz_graph.projection.edition import Opened, Wanted, opened
from pdz_graph.store.dump import as_n_quads
from pdz_graph.store.folder import Folder
from pdz_graph.terms import GRAFO, LABEL, NOTATION, PDZ, PERSONA, SH, SHAPES, TYPE, of_accordo
from pdz_graph.web.builder import build
from pdz_graph.web.building import published
from pdz_graph.web.publication import Order

ON = ("--as-of", DAY.isoformat())
ACCORDO = cremasco().id
ANNA = PERSONA["rossi-anna"]
DOCUMENT, WAIVER = of_accordo(ACCORDO, "adesione", "prova"), of_accordo(ACCORDO, "deroga", "prova")
STANDING = of_accordo(ACCORDO, "rappresentanza", "prova")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    return marked(tmp_path_factory.mktemp("marcato"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    return recorded(tmp_path_factory.mktemp("registrato"))


@pytest.fixture(scope="module")
def public(office: Marked) -> Opened:
    return opened(Wanted(folder=Folder.read(office.folder), as_of=DAY), DAY)


# Nothing of it is in any byte.


def test_no_mark_is_in_what_is_published_and_every_politician_is(public: Opened, office: Marked) -> None:
    data = as_n_quads(public.dataset.graphs).encode()
    assert found(data, office.marks) == []
    assert found(data, office.named) == list(office.named)
    names = "\n".join(text for name in public.judgement.labels for text in (name, public.judgement.labels[name].it))
    assert found(names.encode(), office.marks) == []
    assert found("\n".join(map(str, public.quads)).encode(), office.marks) == []
    assert public.judgement.notices == public.dataset.notices == ()
    assert (public.judgement.folder, public.judgement.sources) == ("", ())


def test_the_whole_register_has_them_all(office: Marked) -> None:
    whole = opened(Wanted(folder=Folder.read(office.folder), as_of=DAY, public=False), DAY)
    data = as_n_quads(whole.dataset.graphs).encode()
    assert found(data, office.marks) == list(office.marks)
    assert (whole.projected, whole.gone) == (None, frozenset())


def test_of_the_history_only_days_and_sizes_are_told(public: Opened) -> None:
    assert GRAFO[f"{ACCORDO}/storia"] not in public.dataset.graphs
    story = public.dataset.graphs[GRAFO[f"{ACCORDO}/provenienza"]]
    assert {predicate for _, predicate, _ in story} == {
        TYPE, LABEL, NamedNode("http://www.w3.org/ns/prov#endedAtTime"),
        PDZ["affermazioniAggiunte"], PDZ["affermazioniTolte"],
    }  # fmt: skip
    told = {value.value for subject, predicate, value in story if predicate == PDZ["affermazioniTolte"]}
    assert told == {"0", "1"}
    assert (public.change, str(public.instant)) == (2, "2026-01-08 10:00:00+00:00")


def test_an_erased_person_leaves_a_tombstone(public: Opened) -> None:
    assert public.gone == {PERSONA[ERASED_CODE].value}
    tombs = {quad.subject for quad in public.quads if quad.object == PDZ["PersonaCancellata"]}
    assert tombs == {of_accordo(ACCORDO, "rappresentanza", "tlts-confessioni-caritas-esempio-2013-01-10")}
    reserved = {quad.subject for quad in public.quads if quad.object == PDZ["PersonaRiservata"]}
    assert len(reserved) == len(tables()["persone"]) + 1 - len(named_on(tables()))


def test_graphs_are_written_as_everybody_may_read_them(pdz: Pdz, source: Marked, tmp_path: Path) -> None:
    said = pdz("graphs", source.folder, *ON, "--public", "--output", tmp_path / "pubblici.nq")
    assert (said.status, said.out) == (0, "")
    data = (tmp_path / "pubblici.nq").read_bytes()
    assert (found(data, source.marks), found(data, source.named)) == ([], list(source.named))
    assert found(pdz("graphs", source.folder, *ON).out.encode(), source.marks) == list(source.marks)
    assert process("graphs", source.folder, *ON, "--public").stdout.encode() == data


# A leak stops it, and says where.


@cache
def projected() -> Projected:
    """Return a small public register: of Anna Rossi, who represents a cooperative, and of two others."""
    seat, body = of_accordo(ACCORDO, "seggio", "udp-cooperazione"), PDZ["Incarico"]
    quads = [
        Quad(ANNA, TYPE, PDZ["Persona"]),
        Quad(ANNA, LABEL, Literal("Anna Rossi")),
        Quad(ANNA, NOTATION, Literal("k-rossi")),
        Quad(PERSONA["x-9"], LABEL, Literal("Niccolò D'Aragona Pérez")),
        Quad(PERSONA["tecnico-asl"], LABEL, Literal("Ada Crema")),
        Quad(of_accordo(ACCORDO, "incarico", "i"), TYPE, body),
        Quad(of_accordo(ACCORDO, "incarico", "i"), PDZ["persona"], ANNA),
        Quad(of_accordo(ACCORDO, "incarico", "i"), PDZ["seggio"], seat),
    ]
    return project(cremasco(), quads, DAY)


def leaks(*more: Triple) -> tuple[Problem, ...]:
    """Return the leaks of the small public register with more statements."""
    triples = triples_of(projected().quads)
    try:
        check({GRAFO[f"{ACCORDO}/registro"]: [*triples, *more]}, projected(), CASA)
    except InputError as error:
        return error.problems
    return ()


def text(value: str) -> Triple:
    return (DOCUMENT, PDZ["documento"], Literal(value))


REFUSED: Mapping[str, tuple[Triple, ...]] = {
    "pubblicazione-testo-nome": (
        *map(text, ("delibera di Anna Rossi", "ROSSI ANNA, prot. 3", "Rossi dott.ssa Anna", "nota di anna-rossi")),
        *map(text, ("niccolo d'aragona perez", "Pérez D’Aragona Niccolò", "verbale_AnnaRossi.pdf", "RossiAnna")),
        text("secondo k-rossi"),
        (of_accordo(ACCORDO, "atto", "nomina-anna-rossi"), PDZ["anno"], Literal("2013")),
        (of_accordo(ACCORDO, "atto", "verbale-annarossi"), PDZ["anno"], Literal("2013")),
        (DOCUMENT, PDZ["documento"], Literal("a Rossi Anna", language="it")),
        (DOCUMENT, NamedNode("https://example.org/Anna%20Rossi"), Literal("x")),
    ),
    "pubblicazione-posta": (
        *map(text, ("scrivere a info@esempio.it", "<tizio.caio+1@posta.esempio.org>")),
        (DOCUMENT, NamedNode("http://xmlns.com/foaf/0.1/mbox"), NamedNode("mailto:tizio@esempio.it")),
    ),
    "pubblicazione-telefono": tuple(
        map(text, ("tel. 0373 123456", "+39 0373 1234567", "chiamare 333-1234567", "(3331234567)", "cell 347 123 4567"))
    ),
    "pubblicazione-codice-fiscale": tuple(map(text, ("RSSNNA70A41D142X", "c.f. rssnna70a41d142x;"))),
    "pubblicazione-iban": tuple(
        map(text, ("IT60X0542811101000000123456", "IBAN IT60 X054 2811 1010 0000 0123 456", "DE89370400440532013000"))
    ),
    "pubblicazione-nominata-senza-titolo": (
        (PERSONA["neri-ugo"], TYPE, PDZ["Persona"]),
        (PERSONA["belli-marco"], TYPE, PDZ["Persona"]),
    ),
    "pubblicazione-riservata": (
        (of_accordo(ACCORDO, "rappresentanza", "persona"), NOTATION, Literal("p")),
        (of_accordo(ACCORDO, "rappresentanza", "persona"), PDZ["cancellata"], Literal("p")),
    ),
    "pubblicazione-riservata-nome": (
        (of_accordo(ACCORDO, "rappresentanza", "persona"), LABEL, Literal("Un altro nome", language="it")),
        (STANDING, TYPE, PDZ["PersonaRiservata"]),
    ),
}


@pytest.mark.parametrize(
    ("shape", "statement"),
    [(shape, statement) for shape, some in REFUSED.items() for statement in some],
    ids=lambda value: value if isinstance(value, str) else str(value[2]),
)
def test_a_leak_is_told_with_the_statement_in_which_it_is(shape: str, statement: Triple) -> None:
    problems = leaks(statement)
    assert {problem.code for problem in problems} == {shape}
    (problem,) = problems
    assert str(statement[0]) in problem.message.it
    assert problem.message.it != problem.message.en
    assert problem.remedy.it != problem.remedy.en


def test_each_shape_of_leaks_is_tried() -> None:
    quads = tuple(CASA.leaks())
    asked = {q.object for q in quads if q.predicate in (SH["property"], SH["sparql"])}
    asked |= {q.subject for q in quads if q.predicate == SH["closed"]}
    assert {SHAPES.name(one) for one in asked} == set(REFUSED)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fine",
    [
        *("delibera del CdA 3/2012", "prot. 12345/2013", "prot. 0012345 del 2013-04-01", "P.IVA 01234567890"),
        *("Anna Bianchi e Ugo Rossi", "Annarella Rossini", "Ada, del comune di Crema", "il tecnico ASL", "x-9"),
        *("art. 3, commi 1 e 2; 1.234,56 euro", "CIG 1234567890", "@comune", "Rossi, e poi ancora Anna", "019035"),
    ],
)
def test_what_is_no_leak_is_let_through(fine: str) -> None:
    assert leaks(text(fine)) == ()


def test_what_the_accordo_says_is_public_already() -> None:
    there: dict[NamedNode, list[tuple[Term, NamedNode, Term]]] = {
        GRAFO[f"{ACCORDO}/accordo"]: [(DOCUMENT, PDZ["detto"], Literal("Anna Rossi, anna@esempio.it"))]
    }
    check(there, projected(), CASA)  # type: ignore[arg-type]
    assert leaks() == ()


def test_a_signer_is_named_in_the_signature_alone() -> None:
    signature, signer = of_accordo(ACCORDO, "firma", "prova"), PERSONA["belli-marco"]
    signed = ((signer, TYPE, PDZ["Persona"]), (signature, TYPE, PDZ["Firma"]), (signature, PDZ["persona"], signer))
    assert leaks(*signed) == ()
    for more in (
        (of_accordo(ACCORDO, "incontro", "i"), PDZ["presente"], signer),
        (of_accordo(ACCORDO, "designazione", "d"), PDZ["elettore"], signer),
    ):
        assert [one.code for one in leaks(*signed, more)] == ["pubblicazione-nominata-senza-titolo"]


def test_a_name_that_somebody_who_is_named_has_too_is_no_leak(tmp_path: Path) -> None:
    people = "codice,nome\nrossi-1,Anna Rossi\nrossi-2,Rossi Anna\n"
    offices = "persona,carica,ente,dal,al\nrossi-1,sindaco,comune-crema,2012-04-01,\n"
    seats = "seggio,persona,dal\nudp-coordinatore,rossi-2,2012-05-02\n"
    folder = register(tmp_path / "r", persone=people, cariche=offices, incarichi=seats)
    given = opened(Wanted(sources=(folder,), as_of=DAY), DAY).projected
    assert given is not None
    assert given.hidden == ("rossi-2",)


def test_every_leak_is_told_and_nothing_is_written(pdz: Pdz, tmp_path: Path) -> None:
    every = tables()
    number = next(n for n, row in enumerate(every["persone"]) if row["codice"] not in named_on(every))
    texts = (f"Nota di Zoqcognome{letters(number)} Zoqnome{letters(number)}", "tel. 0373 123456")
    rows = [{"ente": "coop-girasole", "data": f"2013-01-0{n}", "documento": text} for n, text in enumerate(texts, 1)]
    folder = marked(tmp_path, {"adesioni": rows}).folder
    said = pdz("graphs", folder, *ON, "--public", "--output", tmp_path / "fuori")
    assert (said.status, said.out, (tmp_path / "fuori").exists()) == (2, "", False)
    assert "would tell what it must not (2)" in said.err
    for row, (name, text) in enumerate(zip(("testo-nome", "telefono"), texts, strict=True), len(every["adesioni"]) + 2):
        assert f"[pubblicazione-{name}]" in said.err
        assert text in said.err
        assert f"adesioni.csv, row {row}" in said.err
    with pytest.raises(InputError) as met:
        asyncio.run(build(Order(sources=(str(folder),), as_of=ON[1]), tmp_path / "uno", DAY))
    assert met.value.code == "leak"
    assert not (tmp_path / "uno").exists()
    internal = Order(sources=(str(folder),), as_of=ON[1], internal=True)
    assert published(internal, tmp_path / "due", date(2026, 1, 1)).gone == frozenset()


def test_nothing_is_published_unseen(tmp_path: Path) -> None:
    (tmp_path / "ontology").symlink_to(CASA.root / "ontology", target_is_directory=True)
    (tmp_path / "shapes").mkdir()
    with pytest.raises(UsageError) as met:
        check({}, replace(projected()), House(tmp_path))
    assert met.value.code == "leak-shapes"


# The server.


@pytest.fixture(scope="module")
def server(office: Marked, tmp_path_factory: pytest.TempPathFactory) -> object:
    folder = tmp_path_factory.mktemp("servito")
    with serving(folder, "--register", office.folder, *ON, public=True, workers=2) as running:
        yield running


def test_the_server_names_nobody_else_without_being_asked(server: Server, office: Marked) -> None:
    everything = server.query("SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o", accept=CSV)
    names = server.query("SELECT ?nome { ?p a pdz:Persona ; rdfs:label ?nome }", accept=JSON)
    pages = [server.get(path) for path in ("/query", "/queries", "/openapi.json", "/health", "/metrics", "/sparql")]
    log = server.log.read_bytes()
    for said in (everything, names, *pages):
        assert said.status == 200
        assert found(said.body, office.marks) == []
    assert found(log, office.marks) == []
    assert found(names.body, office.named) == list(office.named)


def test_the_server_is_told_who_was_erased_and_serves_it_nowhere(office: Marked, tmp_path: Path) -> None:
    order = Order(register=str(office.folder), as_of=ON[1])
    edition = asyncio.run(build(order, tmp_path / "uno", DAY))
    assert edition.gone == {f"persona/{ERASED_CODE}"}
    served = Store.read_only(str(tmp_path / "uno")).dump(format=RdfFormat.N_QUADS)
    assert found(served or b"", office.marks) == []
    assert found(served or b"", office.named) == list(office.named)
    site = [path for path in (tmp_path / "uno.site").rglob("*") if path.is_file()]
    assert len(site) > 5_000
    assert [path.name for path in site if found(path.read_bytes(), office.marks)] == []
