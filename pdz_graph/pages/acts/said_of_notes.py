"""What the notes on the site say, in both languages: what it is, whose, under which licence, about whom, for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pdz_graph.errors import Text

PROJECT: Final = Text("Che cos'è questo sito", "What this site is")
LICENCE: Final = Text("Licenza", "Licence")
PRIVACY: Final = Text("Persone e privacy", "People and privacy")
ACCESS: Final = Text("Accessibilità", "Accessibility")
DATA: Final = Text("Dati", "Data")
MISSING: Final = Text("Qui non c'è nulla", "Nothing is here")
MISSING_WHY: Final = Text(
    "All'indirizzo richiesto non c'è, e non risulta ci sia stata, alcuna pagina.",
    "At the address asked for there is no page, and as far as is known there never was.",
)
GONE: Final = Text("Tolta", "Removed")
GONE_WHY: Final = Text(
    "Ciò che stava a questo indirizzo è stato cancellato e non tornerà. Al suo posto resta una traccia senza nome, "
    "perché i conti tornino.",
    "What stood at this address has been erased and will not come back. A trace without a name remains in its place, "
    "so that the counts are right.",
)
WHERE_NOW: Final = Text("Dove andare", "Where to go")
HOLDER: Final = Text("Titolare", "Rights holder")
PUBLISHER: Final = Text("Editore", "Publisher")
CONTACT: Final = Text("A chi scrivere", "Whom to write to")
LICENCE_OF_DATA: Final = Text("Licenza dei dati", "Licence of the data")
LICENCE_UNSAID: Final = Text("I dati non dicono con quale licenza.", "The data do not say under which licence.")
DECLARED: Final = Text("Che cosa dicono i dati", "What the data say")
NO_CONTACT: Final = Text(
    "I dati non danno un indirizzo: ci si rivolge all'ente titolare per le sue vie ordinarie.",
    "The data give no address: write to the body that holds the data by its ordinary means.",
)
DUMPS: Final = Text("Tutto, in un file", "Everything, in one file")
DATA_LEDE: Final = Text(
    "Tutto ciò che si legge qui si può scaricare, riusare e verificare.",
    "All that is read here can be downloaded, reused and checked.",
)
SOURCES: Final = Text("Da dove vengono", "Where they come from")
TABLES: Final = Text("Tabelle", "Tables")
TABLES_LEDE: Final = Text(
    "Le tabelle si aprono con un foglio di calcolo; sono in UTF-8, con la virgola fra le colonne.",
    "The tables open in a spreadsheet; they are in UTF-8, with commas between columns.",
)
CHECK: Final = Text("Verificare", "Check")
CHECK_LEDE: Final = Text(
    "Di ogni file si dà l'impronta: chi scarica può vedere che nulla è cambiato per strada.",
    "The digest of each file is given: whoever downloads can see that nothing changed on the way.",
)
FILES: Final = Text("Elenco dei file con le impronte", "List of the files with their digests")
SUMS: Final = Text("Le sole impronte, per sha256sum", "The digests alone, for sha256sum")
ONE_BY_ONE: Final = Text("Una cosa alla volta", "One thing at a time")
ONE_BY_ONE_LEDE: Final = Text(
    "In fondo a ogni pagina ci sono gli stessi dati come Turtle, JSON-LD, N-Triples e RDF/XML.",
    "At the foot of each page are the same data as Turtle, JSON-LD, N-Triples and RDF/XML.",
)
CONTEXT: Final = Text("Il contesto JSON-LD", "The JSON-LD context")
CATALOGUE: Final = Text("La scheda per i cataloghi di dati aperti (DCAT-AP_IT)", "The record for open data catalogues")
VOID: Final = Text("La descrizione della raccolta (VoID)", "The description of the data set (VoID)")
SITEMAP: Final = Text("L'elenco delle pagine per i motori di ricerca", "The list of the pages for search engines")
FEEDS: Final = Text("Restare al passo", "Keep up")
SERVICE: Final = Text("Interrogare", "Ask")
SERVICE_HERE: Final = Text("Il servizio SPARQL", "The SPARQL service")
NO_SERVICE: Final = Text(
    "Questo sito è fatto di soli file. Per porre domande sui dati: le domande già pronte, o il programma pdz con "
    "questi stessi file.",
    "This site is made of files only. To ask questions of the data: the ready-made questions, or the program pdz "
    "with these same files.",
)
QUESTIONS: Final = Text("Domande già pronte", "Ready-made questions")


@dataclass(frozen=True)
class Part:
    """A part of a note: its heading, its paragraphs, the items of its list, and the pages to which it leads."""

    heading: Text
    paragraphs: tuple[Text, ...]
    items: tuple[Text, ...] = ()
    doors: tuple[tuple[str, Text], ...] = ()


PROJECT_LEDE: Final = Text(
    "Un accordo di programma è un contratto pubblico. Qui è scritto come dati: che cosa chiede, a chi, entro quando; "
    "che cosa è accaduto; e quindi che cosa è rispettato e che cosa no.",
    "A programme agreement is a public contract. Here it is written as data: what it asks for, of whom, by when; "
    "what has happened; and hence what is kept and what is not.",
)
PROJECT_PARTS: Final = (
    Part(
        Text("Come si arriva a un esito", "How a verdict is reached"),
        (
            Text(
                "Da ogni articolo si ricavano le norme, una per ciascuna cosa che il testo dispone. L'ufficio tiene "
                "un registro di ciò che accade: adesioni, nomine, incontri, atti, denaro. Per ogni norma che i dati "
                "possono giudicare il programma guarda, nel giorno considerato, ciò che la norma riguarda, e dice "
                "che cosa ha guardato, che cosa non va, e che cosa vi porrebbe rimedio.",
                "From each article the norms are drawn, one for each thing that the text lays down. The office keeps "
                "a register of what happens: adhesions, appointments, meetings, acts, money. For each norm that data "
                "can judge the program looks, on the day considered, at what the norm is about, and tells what it "
                "looked at, what is wrong, and what would mend it.",
            ),
        ),
    ),
    Part(
        Text("I quattro esiti", "The four verdicts"),
        (),
        (
            Text(
                "Rispettata: nulla la viola e nulla resta ignoto.",
                "Satisfied: nothing breaks it and nothing is left unknown.",
            ),
            Text("Violata: almeno una cosa la viola.", "Violated: one thing at least breaks it."),
            Text(
                "Ignota: nulla la viola, ma il registro non dice abbastanza. Ciò che manca vale come violazione solo "
                "dove il registro dichiara di essere completo.",
                "Unknown: nothing breaks it, but the register does not say enough. What is absent counts as a "
                "violation only where the register states that it is complete.",
            ),
            Text(
                "Non applicabile: quel giorno non c'è nulla da giudicare.",
                "Not applicable: there is nothing to judge on that day.",
            ),
        ),
        (("norme", Text("Tutte le norme", "All the norms")),),
    ),
    Part(
        Text("Che cosa non è", "What it is not"),
        (
            Text(
                "Non è l'atto, e non lo sostituisce: le norme sono dette con parole nostre, e fa fede il testo "
                "firmato. Un esito è ciò che segue dai dati registrati, non una decisione di un giudice o di "
                "un'autorità.",
                "It is not the act, and does not take its place: norms are told in our own words, and the signed "
                "text is what counts. A verdict is what follows from the data recorded, not the decision of a court "
                "or an authority.",
            ),
        ),
        (),
        (
            ("anomalie", Text("Dove il testo è incerto", "Where the text is uncertain")),
            ("letture", Text("Come lo si è letto", "How it was read")),
        ),
    ),
    Part(
        Text("Chi lo fa", "Who makes it"),
        (
            Text(
                "I dati sono dell'ente titolare, che tiene il registro. Il sito è prodotto da pdz_graph, un "
                "programma libero: chi vuole può rifare da sé, dagli stessi dati, ogni esito che qui si legge.",
                "The data are those of the body that holds them and keeps the register. The site is made by "
                "pdz_graph, a free program: whoever wishes can work out again, from the same data, every verdict "
                "that is read here.",
            ),
        ),
        (),
        (("dati", Text("Scaricare i dati", "Download the data")), ("licenza", LICENCE)),
    ),
)
LICENCE_LEDE: Final = Text(
    "I dati si possono riusare, anche per fini commerciali, alle condizioni della loro licenza.",
    "The data may be reused, also commercially, on the terms of their licence.",
)
LICENCE_PARTS: Final = (
    Part(
        Text("Citare", "Cite"),
        (
            Text(
                "Chi riusa i dati cita il titolare, il titolo della raccolta, il giorno considerato e l'indirizzo "
                "stabile della cosa: sta in fondo alla sua pagina.",
                "Whoever reuses the data cites the holder, the title of the data set, the day considered and the "
                "stable address of the thing: it is at the foot of its page.",
            ),
        ),
    ),
    Part(
        Text("Il programma", "The program"),
        (
            Text(
                "Il programma pdz_graph che produce queste pagine è software libero, con licenza EUPL-1.2.",
                "The program pdz_graph that makes these pages is free software, under the EUPL-1.2.",
            ),
        ),
    ),
)
