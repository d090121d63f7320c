"""What the search says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pdz_graph.errors import Text
from pdz_graph.terms import OWL, SH, SKOS

SEARCH: Final = Text("Cerca", "Search")
LEDE: Final = Text(
    "Si cerca fra tutto ciò che è pubblicato: norme, articoli, enti, persone, incontri, atti, parole.",
    "The search goes through all that is published: norms, articles, bodies, people, meetings, acts, words.",
)
INPUT: Final = Text("Che cosa si cerca", "What to look for")
HINT: Final = Text(
    "Bastano le prime lettere; un errore di battitura è perdonato. Con le frecce si scorrono i risultati.",
    "The first letters will do; a slip of the keys is forgiven. The arrow keys go through the results.",
)
RESULTS: Final = Text("Risultati", "Results")
LISTS: Final = Text("Tutto, in ordine alfabetico", "Everything, in alphabetical order")
PAGES: Final = Text("Le pagine del sito", "The pages of the site")
LIST: Final = Text("Elenco", "List")
LETTERS: Final = Text("Lettere", "Letters")
OTHER: Final = Text("0-9", "0-9")
#: What the script says: ``{n}`` is a number, ``{asked}`` what was looked for.
SCRIPT: Final[Mapping[str, Text]] = {
    "none": Text("Nessun risultato per «{asked}».", "No result for “{asked}”."),
    "one": Text("1 risultato", "1 result"),
    "many": Text("{n} risultati", "{n} results"),
    "first": Text("i primi {n} di {all} risultati", "the first {n} of {all} results"),
    "failed": Text(
        "La ricerca non può leggere il suo indice da qui: restano gli elenchi qui sotto.",
        "The search cannot read its index from here: the lists below remain.",
    ),
}
#: How the families of things are called whose classes the ontology does not name.
FAMILIES: Final[Mapping[object, Text]] = {
    SKOS["Concept"]: Text("voce di vocabolario", "entry of a vocabulary"),
    SKOS["ConceptScheme"]: Text("vocabolario", "vocabulary"),
    SH["ValidationResult"]: Text("rilievo", "finding"),
    OWL["Class"]: Text("parola dell'ontologia", "word of the ontology"),
    OWL["ObjectProperty"]: Text("parola dell'ontologia", "word of the ontology"),
    OWL["DatatypeProperty"]: Text("parola dell'ontologia", "word of the ontology"),
    OWL["AnnotationProperty"]: Text("parola dell'ontologia", "word of the ontology"),
}
#: Those of things of no class, by their name.
NAMES: Final[Mapping[str, Text]] = {
    "grafo": Text("grafo dei dati", "graph of the data"),
    "problema": Text("problema del servizio", "problem of the service"),
    "shapes": Text("forma di controllo", "shape of a check"),
}
PAGE: Final = Text("pagina", "page")
ELSE: Final = Text("altro", "other")
