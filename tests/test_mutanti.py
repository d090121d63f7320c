"""The breaking of shapes on purpose is itself held: what is changed, what is left, and what the list excuses."""

from __future__ import annotations

from mutazioni import mutations
from pyoxigraph import Store

QUERY = """
  SELECT $this ?value (MAX(?giorno) AS ?since)
  WHERE {
    $this pdz:disciplina|pdz:disciplinaInsieme ?seggio .
    { ?value a pdz:InVigore ; pdz:seggio ?seggio } UNION { ?value pdz:nellOrgano ?seggio ; pdz:stessaAggregazione true }
    OPTIONAL { ?value pdz:dal ?giorno }
    BIND (IF(?giorno > ?altro, ?giorno, ?altro) AS ?dopo)
    FILTER (?giorno <= ?dopo || !BOUND(?dopo) || EXISTS { ?elenco a pdz:Completezza , pdz:InVigore })
  }
  GROUP BY $this ?value
  HAVING (COUNT(DISTINCT ?giorno) > 1)
"""
CHANGES = [
    "senza «FILTER (?giorno <= ?dopo || !BOUND(?dopo) || EXISTS { ?elenco a pdz:Completezza , pdz:InVigore })»",
    "senza «OPTIONAL { ?value pdz:dal ?giorno }»",
    "senza «BIND (IF(?giorno > ?altro, ?giorno, ?altro) AS ?dopo)»",
    "senza «{ ?value a pdz:InVigore ; pdz:seggio ?seggio } UNION»",
    "senza «UNION { ?value pdz:nellOrgano ?seggio ; pdz:stessaAggregazione true }»",
    "senza «HAVING (COUNT(DISTINCT ?giorno) > 1)»",
    "senza «$this pdz:disciplina|pdz:disciplinaInsieme ?seggio»",
    "«$this pdz:disciplina|pdz:disciplinaInsieme» diventa «pdz:disciplinaInsieme»",
    "«$this pdz:disciplina|pdz:disciplinaInsieme» diventa «pdz:disciplina»",
    "senza «?value a pdz:InVigore»",
    "senza «?value pdz:seggio ?seggio»",
    "senza «?value pdz:nellOrgano ?seggio»",
    "senza «?value pdz:stessaAggregazione true»",
    "senza «?value pdz:dal ?giorno»",
    "senza «?elenco a pdz:Completezza»",
    "senza «?elenco a pdz:InVigore»",
    "«EXISTS { ?elenco a pdz:Completezza , pdz:InVigore }» diventa «NOT EXISTS»",
    "«?giorno <= ?dopo || !BOUND(?dopo) || EXISTS { ?elenco a pdz:Completezza , pdz:InVigore }»: <= diventa <",
    "«?giorno <= ?dopo || !BOUND(?dopo) || EXISTS { ?elenco a pdz:Completezza , pdz:InVigore }»: senza !",
    "«?giorno <= ?dopo || !BOUND(?dopo) || EXISTS { ?elenco a pdz:Completezza , pdz:InVigore }»: senza «?giorno <= ?dopo»",  # noqa: E501
    "«?giorno <= ?dopo || !BOUND(?dopo) || EXISTS { ?elenco a pdz:Completezza , pdz:InVigore }»: senza «!BOUND(?dopo)»",
    "«?giorno <= ?dopo || !BOUND(?dopo) || EXISTS { ?elenco a pdz:Completezza , pdz:InVigore }»:"
    " senza «EXISTS { ?elenco a pdz:Completezza , pdz:InVigore }»",
    "«COUNT(DISTINCT ?giorno) > 1»: > diventa >=",
    "«MAX(?giorno)» diventa MIN",
    "«{ ?value pdz:dal ?giorno»: pdz:dal diventa pdz:al",
    "«pdz:stessaAggregazione true» diventa false",
    "«COUNT(DISTINCT ?giorno)»: senza DISTINCT",
]


def test_a_query_is_weakened_in_each_of_its_parts() -> None:
    found = [mutation.name for mutation in mutations(QUERY, {"pdz:dal": "pdz:al"}, {})]
    assert sorted(found) == sorted(CHANGES)


def test_every_mutant_can_be_asked_and_differs_from_the_query_in_one_place() -> None:
    prologue = "PREFIX pdz: <https://w3id.org/pdz/onto#>\n"
    for mutation in mutations(QUERY, {"pdz:dal": "pdz:al"}, {}):
        Store().query(prologue + mutation.query)
        assert mutation.query.split() != QUERY.split()
    by_name = {mutation.name: mutation.query for mutation in mutations(QUERY, {}, {})}
    assert "HAVING" not in by_name["senza «HAVING (COUNT(DISTINCT ?giorno) > 1)»"]
    assert "?value pdz:seggio ?seggio ." in by_name["senza «?value a pdz:InVigore»"]


def test_a_class_that_a_property_gives_is_not_taken_away() -> None:
    names = [mutation.name for mutation in mutations(QUERY, {}, {"pdz:seggio": {"pdz:InVigore"}})]
    assert "senza «?value a pdz:InVigore»" not in names
    assert "senza «?elenco a pdz:InVigore»" in names


def test_the_same_change_in_two_places_has_two_names() -> None:
    twice = QUERY.replace("FILTER", "OPTIONAL { ?value pdz:dal ?giorno } FILTER", 1)
    names = [mutation.name for mutation in mutations(twice, {}, {})]
    assert len(names) == len(set(names))
    assert "senza «OPTIONAL { ?value pdz:dal ?giorno }» (2)" in names
