"""The shapes are checked before any data: the real ones are clean, and each deliberate breakage is refused by name."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from grafo import ACCORDO_ID, CASA, accordo, column, shapes

from pdz_graph.errors import Problem
from pdz_graph.house import House
from pdz_graph.selects import tokens
from pdz_graph.shapecheck import check_shapes
from pdz_graph.shapefaults import FAULTS

#: These breakages show where what was linked stands, or in every file that was using what changed.
ELSEWHERE = {"orphan", "shared"}
#: A breakage: a file, what is replaced (once), what replaces it, and the code of the problem.
BREAKAGES = [
    ("adesione.ttl", "sh:targetClass", "sh:tagetClass", "word-not-admitted"),
    ("adesione.ttl", "sh:targetClass", "sh:shape", "word-not-admitted"),
    ("adesione.ttl", "sh:message\n", "sh:messsage\n", "word-not-admitted"),
    ("adesione.ttl", "sh:message\n", "sh:messsage\n", "languages"),
    ("registro-valori.ttl", "sh:datatype xsd:date", "sh:dataType xsd:date", "word-not-admitted"),
    ("registro-valori.ttl", "xsd:date ;", "xsd:Date ;", "word-not-admitted"),
    ("registro-valori.ttl", "sh:minCount 1", "sh:minCount 2", "number"),
    ("registro-valori.ttl", "    sh:minCount 1 ;\n", "", "empty"),
    ("registro-valori.ttl", "    sh:path pdz:al ;\n", "", "not-one"),
    ("registro-valori.ttl", "sh:path pdz:al ;", "sh:path pdz:fine ;", "term-undeclared"),
    (
        "registro-valori.ttl",
        "shapes:registro-al\n    a sh:PropertyShape",
        "shapes:registro-al\n    a sh:NodeShape",
        "orphan",
    ),
    ("registro.ttl", "shapes:registro-istat ,", "shapes:registro-ista ,", "shape-unknown"),
    ("registro.ttl", "shapes:registro-istat ,", "", "orphan"),
    ("registro.ttl", "sh:targetClass pdz:Ente", "sh:targetClass pdz:Enti", "term-undeclared"),
    ("registro.ttl", "pdz:tipo ;", "pdz:tipi ;", "term-undeclared"),
    (
        "registro.ttl",
        "sh:targetClass pdz:Ente ;",
        "sh:targetClass pdz:Ente ; sh:deactivated true ;",
        "word-not-admitted",
    ),
    (
        "registro.ttl",
        "        shapes:registro-istat ,\n",
        "        [ sh:path pdz:istat ; sh:maxCount 1 ] ,\n",
        "blank-node",
    ),
    ("registro-concetti.ttl", "vocabolario/fonte>", "vocabolario/fonti>", "concept-undeclared"),
    ("prefissi.ttl", '"https://w3id.org/pdz/onto#"', '"https://w3id.org/pdz/onto/"', "name-of-accordo"),
    (
        "adesione.ttl",
        "pdz:NormaDiAdesione ;\n    pdz:considera",
        "pdz:NormaDiAdesioni ;\n    pdz:considera",
        "term-undeclared",
    ),
    ("adesione.ttl", '@it , "Form and time of adhesions"@en', "@it", "languages"),
    ("adesione.ttl", "L'adesione non ha un giorno.\"@it", "L'adesione non ha un giorno.\"@en", "languages"),
    ("adesione.ttl", "Registrare il giorno in cui l'adesione è stata firmata.", " ", "languages"),
    ("adesione.ttl", "L'adesione non ha un giorno.", "Contro l'art. 4, manca il giorno.", "article"),
    ("adesione.ttl", "# Adesione: ", "# Articolo 4: ", "article"),
    ("adesione.ttl", "    pdz:considera shapes:adesione-considera ;\n", "", "no-selection"),
    ("adesione.ttl", "    pdz:considera shapes:adesione-considera ;\n", "", "orphan"),
    ("adesione.ttl", "shapes:adesione-senza-data , ", "", "orphan"),
    ("adesione.ttl", "sh:sparql shapes:adesione-di-firmatario ,", "sh:sparql shapes:fonte-di-altri ,", "shared"),
    ("adesione.ttl", "shapes:adesione-senza-data\n    a sh:SPARQLConstraint ;", "shapes:adesione-senza-data", "class"),
    ("adesione.ttl", "a sh:SPARQLConstraint ;", "a sh:SPARQLConstraint , sh:PropertyShape ;", "class"),
    (
        "adesione.ttl",
        "a sh:SPARQLConstraint ;\n    sh:prefixes <https://w3id.org/pdz/shapes> ;",
        "a sh:SPARQLConstraint ;",
        "not-one",
    ),
    ("adesione.ttl", "a sh:NodeShape ;", "a sh:NodeShape ; sh:targetClass pdz:NormaDiFonte ;", "not-one"),
    (
        "adesione.ttl",
        "sh:prefixes <https://w3id.org/pdz/shapes>",
        "sh:prefixes <https://w3id.org/pdz/forme>",
        "name-of-accordo",
    ),
    (
        "adesione.ttl",
        "FILTER NOT EXISTS { ?value pdz:dal ?giorno }",
        "FILTER NOT EXISTS { ?value pdz:dall ?giorno }",
        "term-undeclared",
    ),
    ("adesione.ttl", "pdz:elenco elenco:adesioni", "pdz:elenco elenco:adesione", "concept-undeclared"),
    ("adesione.ttl", "pdz:elenco elenco:adesioni", "pdz:elenco elenchi:adesioni", "select-syntax"),
    (
        "adesione.ttl",
        "FILTER NOT EXISTS { ?value pdz:dal ?giorno }",
        "FILTER NOT EXISTS { ?value pdz:dal ?giorno",
        "select-syntax",
    ),
    (
        "adesione.ttl",
        "FILTER NOT EXISTS { ?value pdz:dal ?giorno }",
        "MINUS { ?value pdz:dal ?giorno }",
        "select-forbidden",
    ),
    ("adesione.ttl", "BIND (elenco:adesioni AS ?value)", "VALUES ?value { elenco:adesioni }", "select-forbidden"),
    ("adesione.ttl", "?value a pdz:Adesione .", "?value a pdz:Adesione . BIND (now() AS ?oggi)", "select-forbidden"),
    ("adesione.ttl", "SELECT $this ?value ?found ?since", "SELECT $this ?found ?since", "select-projection"),
    ("adesione.ttl", "SELECT $this ?value ?found ?since", "SELECT *", "select-projection"),
    (
        "compatibilita.ttl",
        "SELECT $this ?value (SUM(?importo) AS ?found)",
        "SELECT ?value (SUM(?importo) AS ?found)",
        "select-projection",
    ),
    ("adesione.ttl", "WHERE {", "{", "select-opening"),
    ("adesione.ttl", "WHERE {", "where {", "select-opening"),
    ("livello.ttl", "?livello) > 1)", "?livello) > 2)", "number"),
    ("adesione.ttl", "FILTER (?expected != ?found)", "FILTER (?expected != ?trovato)", "variable-unbound"),
    ("adesione.ttl", "(?expected != ?found)", '("2014-03-31"^^<urn:date> != ?found)', "number"),
    ("adesione.ttl", "?accordo a pdz:Accordo ;", "<https://w3id.org/pdz/accordo/x> a pdz:Accordo ;", "name-of-accordo"),
    ("adesione.ttl", "shapes:adesione\n", "shapes:adesione ;\n", "shape-syntax"),
]


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A copy of the shapes beside the project's own ontology and data."""
    for name in ("ontology", "data"):
        (tmp_path / name).symlink_to(CASA.root / name, target_is_directory=True)
    shutil.copytree(CASA.root / "shapes", tmp_path / "shapes")
    return House(tmp_path)


def broken(house: House, file: str, old: str, new: str) -> tuple[Problem, ...]:
    path = house.root / "shapes" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return check_shapes(house)


def test_the_shapes_are_sound() -> None:
    assert check_shapes(CASA) == ()


@pytest.mark.parametrize(("file", "old", "new", "code"), BREAKAGES)
def test_a_breakage_is_refused_in_its_file_at_its_line(house: House, file: str, old: str, new: str, code: str) -> None:
    before = (house.root / "shapes" / file).read_text(encoding="utf-8")
    problems = broken(house, file, old, new)
    mine = [problem for problem in problems if problem.code == code]
    assert mine, [problem.code for problem in problems]
    if code in ELSEWHERE or file == "prefissi.ttl":
        return
    line = before.count("\n", 0, before.index(old)) + 1
    block = before.count("\n", 0, max(before.rfind("\n\n", 0, before.index(old) + 1), 0)) + 1
    places = [problem.place for problem in mine]
    assert any(Path(place.file).name == file and block <= (place.line or 0) <= line + 1 for place in places), places


@pytest.mark.parametrize(("file", "old", "new", "code"), BREAKAGES[:3])
def test_a_problem_speaks_both_languages_and_names_what_it_found(
    house: House, file: str, old: str, new: str, code: str
) -> None:
    (problem, *_) = [one for one in broken(house, file, old, new) if one.code == code]
    assert new.strip() in problem.message.it
    assert new.strip() in problem.message.en
    assert problem.message.it != problem.message.en
    assert "Perhaps: sh:" in problem.remedy.en or new == "sh:shape"


def test_every_code_is_met_by_some_breakage_and_is_put_in_both_languages() -> None:
    assert {code for *_, code in BREAKAGES} == set(FAULTS)
    assert all(text.it and text.en and text.it != text.en for texts in FAULTS.values() for text in texts)


def test_a_fault_in_a_query_is_told_at_its_line(house: House) -> None:
    path = house.root / "shapes" / "adesione.ttl"
    (problem,) = broken(house, path.name, "FILTER NOT EXISTS { ?value pdz:dal", "FILTER NOT EXISTS { ?value pdz:dall")
    line = path.read_text(encoding="utf-8").splitlines()[(problem.place.line or 0) - 1]
    assert "pdz:dall" in line


def test_without_the_list_no_word_is_admitted(house: House) -> None:
    (house.root / "shapes" / "parole-ammesse.txt").unlink()
    assert {problem.code for problem in check_shapes(house)} >= {"class", "word-not-admitted"}


def test_every_word_admitted_is_used() -> None:
    listed = (CASA.root / "shapes" / "parole-ammesse.txt").read_text(encoding="utf-8")
    words = {line for line in listed.splitlines() if line and not line.startswith(("#", "["))}
    written = "\n".join(path.read_text(encoding="utf-8") for path in CASA.shape_files())
    used = set(re.findall(r"\b[a-z]+:[A-Za-z]+", written)) | {"rdf:type", "rdf:nil"}
    assert words <= used


def test_every_kind_of_norm_that_is_judged_has_a_norm() -> None:
    targets = column(shapes(), "SELECT DISTINCT ?class WHERE { ?shape sh:targetClass ?class ; sh:sparql ?constraint }")
    norms = set(column(accordo(), "SELECT DISTINCT ?class WHERE { ?norm a pdz:Norma , ?class }"))
    assert [target for target in targets if target not in norms] == []
    assert ACCORDO_ID in CASA.accordi()


def test_the_tokens_of_a_query_are_told_apart() -> None:
    query = 'SELECT $this (1 AS ?x) # VALUES\nWHERE { ?a pdz:b/^tipo-atto:c_d "MINUS 2" . FILTER (?a <= 0.5 && !?b) }'
    assert [(token.kind, token.text) for token in tokens(query) if token.kind not in ("mark", "word")] == [
        ("variable", "$this"), ("number", "1"), ("variable", "?x"), ("variable", "?a"), ("name", "pdz:b"),
        ("name", "tipo-atto:c_d"), ("string", '"MINUS 2"'), ("variable", "?a"), ("number", "0.5"), ("variable", "?b"),
    ]  # fmt: skip
