"""What the query page says, in both languages. It never says anything of an accordo: that comes with the data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pdz_graph import words
from pdz_graph.errors import Text

TITLE: Final = Text("Domande all'accordo", "Questions to the agreement")
WHAT: Final = Text(
    "Questo accordo di programma è scritto come dati: le sue norme, gli organi, chi vi siede e ciò che è accaduto.",
    "This accordo di programma is written as data: its norms, its organs, who sits in them and what has happened.",
)
HOW: Final = Text(
    "Si sceglie una domanda già pronta, oppure se ne scrive una in SPARQL.",
    "Choose a ready-made question, or write one in SPARQL.",
)
SKIP_ASK: Final = Text("Vai all'editor", "Skip to the editor")
SKIP_QUESTIONS: Final = Text("Vai alle domande pronte", "Skip to the ready-made questions")
WRITE: Final = Text("Scrivere una domanda", "Write a question")
QUERY: Final = Text("La domanda, in SPARQL", "The question, in SPARQL")
KEYS: Final = Text("Ctrl+Invio chiede, Ctrl+Spazio completa.", "Ctrl+Enter asks, Ctrl+Space completes.")
FORMAT: Final = Text("Risposta come", "Answer as")
ASK: Final = Text("Chiedi", "Ask")
STOP: Final = Text("Ferma", "Stop")
ANSWER: Final = Text("La risposta", "The answer")
READY: Final = Text("Domande pronte", "Ready-made questions")
FIND: Final = Text("Cerca fra le domande", "Search the questions")
NONE_FOUND: Final = Text("Nessuna domanda con queste parole.", "No question has these words.")
NO_QUESTIONS: Final = Text("Non ci sono domande pronte.", "There are no ready-made questions.")
EDIT: Final = Text("Apri nell'editor", "Open in the editor")
ADDRESS: Final = Text("Indirizzo", "Address")
YES: Final = Text("vero", "true")
NO: Final = Text("falso", "false")
LANGUAGE: Final = Text("Lingua", "Language")
ON: Final = Text("com'è il", "as it is on")
DOCUMENTED: Final = Text("Le domande come API (OpenAPI)", "The questions as an API (OpenAPI)")
PROTOCOL: Final = Text("Descrizione del servizio SPARQL", "Description of the SPARQL service")
LICENCES: Final = Text("Licenze dell'editor", "Licences of the editor")

#: The subjects of the questions and how the formats are called: see ``words``.
SUBJECTS: Final = words.SUBJECTS
FORMATS: Final = words.FORMATS
#: What the script says: it finds them in the page, in the language of the page.
SCRIPT: Final[Mapping[str, Text]] = {
    "asking": Text("Sto chiedendo...", "Asking..."),
    "row": Text("1 riga", "1 row"),
    "rows": Text("{n} righe", "{n} rows"),
    "answered": Text("Risposta ricevuta", "Answered"),
    "seconds": Text("in {n} s", "in {n} s"),
    "stopped": Text("Fermata: nessuna risposta.", "Stopped: no answer."),
    "failed": Text("Nessuna risposta.", "No answer."),
    "lost": Text("Il servizio non risponde. Riprovare fra poco.", "The service does not answer. Try again soon."),
    "cut": Text("La risposta è incompleta: è stato raggiunto un limite.", "The answer is cut: a limit was reached."),
    "empty": Text("Nessuna riga risponde a questa domanda.", "No row answers this question."),
    "filled": Text("La domanda è nell'editor.", "The question is in the editor."),
}
#: What the editor's own parts say in English, and here in Italian.
EDITOR: Final[Mapping[str, str]] = {
    "Table": "Tabella",
    "Response": "Testo",
    "Boolean": "Sì o no",
    "Simple view": "Vista semplice",
    "Ellipse": "Accorcia",
    "Filter query results": "Filtra la risposta",
    "Page size: ": "Righe per pagina: ",
    "Page size:": "Righe per pagina:",
    "All": "Tutte",
    "Show all": "Mostra tutto",
    "Download result": "Scarica la risposta",
    "No data available in table": "Nessuna riga risponde a questa domanda",
    "No matching records found": "Nessuna riga con queste parole",
    "True": "Vero",
    "False": "Falso",
}
