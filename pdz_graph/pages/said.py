"""What the frame of every page says, in both languages; each part of the site says the rest in a module of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pdz_graph.errors import Text

YES: Final = Text("sì", "yes")
NO: Final = Text("no", "no")
SKIP: Final = Text("Vai al contenuto", "Skip to the content")
MENU: Final = Text("Parti del sito", "Parts of the site")
TRAIL: Final = Text("Dove siamo", "Where we are")
FRONT: Final = Text("Inizio", "Home")
SEARCH: Final = Text("Cerca", "Search")
DATA: Final = Text("Tutti i dati di questa pagina", "All the data of this page")
SAID: Final = Text("Che cosa se ne dice", "What is said of it")
LEADS: Final = Text("Che cosa vi porta", "What leads to it")
ADDRESS: Final = Text("Indirizzo stabile", "Stable address")
ALSO_AS: Final = Text("Gli stessi dati come", "The same data as")
AS_OF: Final = Text("Com'è il", "As it is on")
EXAMPLE: Final = Text("Dati di esempio, inventati.", "Example data, invented.")
INTERNAL: Final = Text(
    "Edizione interna, con tutti i nomi: solo per l'ufficio.",
    "Internal edition, with every name: for the office alone.",
)
FOOT: Final = Text("Su questo sito", "About this site")

#: The menu: the path of each page and how it is called.
SECTIONS: Final[Mapping[str, Text]] = {
    "index": FRONT,
    "articoli": Text("Articoli", "Articles"),
    "norme": Text("Norme", "Norms"),
    "organi": Text("Organi", "Organs"),
    "enti": Text("Enti", "Bodies"),
    "territorio": Text("Territorio", "Territory"),
    "designazioni": Text("Chi nomina chi", "Who appoints whom"),
    "scadenze": Text("Scadenze", "Deadlines"),
    "fondo": Text("Fondo", "Fund"),
    "rilievi": Text("Rilievi", "Findings"),
    "domande": Text("Domande", "Questions"),
    "dati": Text("Dati", "Data"),
}
#: What stands at the foot of every page.
NOTES: Final[Mapping[str, Text]] = {
    "progetto": Text("Che cos'è", "What it is"),
    "anomalie": Text("Anomalie del testo", "Anomalies of the text"),
    "letture": Text("Letture", "Readings"),
    "cambiamenti": Text("Cambiamenti", "Changes"),
    "vocabolari": Text("Parole e vocabolari", "Words and vocabularies"),
    "licenza": Text("Licenza", "Licence"),
    "privacy": Text("Persone e privacy", "People and privacy"),
    "accessibilita": Text("Accessibilità", "Accessibility"),
}
#: How the forms of the data are called.
FORMS: Final[Mapping[str, str]] = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}
#: Their media types.
TYPES: Final[Mapping[str, str]] = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
