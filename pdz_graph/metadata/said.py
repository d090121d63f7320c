"""The words by which the data are offered: names of graphs, of dumps, of tables and of their columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from pdz_graph.errors import Text
from pdz_graph.words import say_day

CATALOGUE: Final = Text("Catalogo dei dati aperti", "Catalogue of open data")
SERVICE: Final = Text("Servizio SPARQL", "SPARQL service")
PERIOD: Final = Text("Validità dell'accordo secondo la lettura usata", "Validity of the agreement by the reading used")
CONTACT: Final = Text("A chi scrivere dei dati", "Whom to write to about the data")
ORIGIN: Final = Text("Provenienza dei dati", "Origin of the data")
MAKING: Final = Text("Come è nata questa raccolta di dati", "How this data set came to be")
PROGRAM: Final = "pdz_graph"
THEMES: Final = Text("Temi dei dati", "Data themes")
LANGUAGES: Final[Mapping[str, Text]] = {"ITA": Text("italiano", "Italian"), "ENG": Text("inglese", "English")}
CHANGES: Final = Text("Che cosa è accaduto", "What happened")

#: The graphs of a publication, by the end of their names.
GRAPHS: Final[Mapping[str, Text]] = {
    "ontologia": Text("Grafo dell'ontologia e dei vocabolari", "Graph of the ontology and the vocabularies"),
    "allineamenti": Text(
        "Grafo degli allineamenti ad altri vocabolari", "Graph of the alignments with other vocabularies"
    ),
    "accordo": Text(
        "Grafo dell'accordo: testo, organi, seggi, norme", "Graph of the accordo: text, organs, seats, norms"
    ),
    "registro": Text("Grafo del registro pubblico", "Graph of the public register"),
    "rilevazione": Text("Grafo di ciò che il giorno aggiunge", "Graph of what the day adds"),
    "inferenze": Text("Grafo di ciò che ne segue", "Graph of what follows"),
    "rilievi": Text("Grafo degli esiti e dei rilievi", "Graph of outcomes and findings"),
    "catalogo": Text("Grafo del catalogo", "Graph of the catalogue"),
    "nomi": Text("Grafo dei nomi composti", "Graph of the names put together"),
}


def provenance(version: str, day: date, change: int | None, digest: str) -> Text:
    """Return how a data set came to be: made by which program, of what, on which day, after which change."""
    after = Text(f", dopo il cambiamento {change}", f", after change {change}") if change is not None else Text("", "")
    return Text(
        f"Prodotta da pdz_graph {version} a partire dal registro pubblico{after.it} (SHA-256 del suo grafo canonico: "
        f"{digest}), giudicato il giorno {say_day(day, 'it')}.",
        f"Made by pdz_graph {version} from the public register{after.en} (SHA-256 of its canonical graph: {digest}), "
        f"judged on {say_day(day, 'en')}.",
    )


TRIG: Final = Text("Tutti i grafi, in TriG", "All the graphs, as TriG")
N_QUADS: Final = Text("Tutti i grafi, in N-Quads", "All the graphs, as N-Quads")
WORKBOOK: Final = Text("Tutte le tabelle, in un foglio di calcolo", "All the tables, in one workbook")
TABLES: Final = Text("Le tabelle e le loro colonne, descritte (CSVW)", "The tables and their columns, described (CSVW)")
ABOUT_GRAPHS: Final = Text(
    "Un grafo per ciascuno: ontologia, accordo, registro pubblico, ciò che il giorno aggiunge, ciò che ne segue, esiti "
    "e rilievi, catalogo.",
    "A graph for each: ontology, accordo, public register, what the day adds, what follows, outcomes and findings, "
    "catalogue.",
)
ABOUT_WORKBOOK: Final = Text("Un foglio per tabella, in XLSX.", "A sheet for each table, as XLSX.")
ABOUT_TABLES: Final = Text(
    "Che cosa contengono le colonne di ogni tabella CSV, quali righe rimandano a quali, che cosa significano in RDF.",
    "What the columns of each CSV table hold, which rows point to which, what they mean in RDF.",
)
ABOUT_TABLE: Final = Text(
    "Una riga per cosa, CSV in UTF-8 con intestazione; le colonne sono descritte in csv-metadata.json.",
    "A row for each thing, CSV in UTF-8 with a header; the columns are described in csv-metadata.json.",
)
HOW_TO_CHECK: Final = Text(
    "Nella cartella del sito: sha256sum --check dati/SHA256SUMS. L'impronta dei grafi è quella dei loro N-Quads "
    "canonici (RDFC-1.0), che sono il file .nq.",
    "In the folder of the site: sha256sum --check dati/SHA256SUMS. The digest of the graphs is that of their canonical "
    "N-Quads (RDFC-1.0), which are the file .nq.",
)
