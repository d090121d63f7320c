"""What the pages of words, graphs, problems and questions say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pdz_graph.errors import Text
from pdz_graph.pages.phrase import Phrase

# The words of the data.
ALIGNMENTS: Final = Text("Come stanno a quelle di altri", "How they stand to those of others")
ANNOTATION_PROPERTIES: Final = Text("Annotazioni", "Annotations")
AS_WHAT: Final = Text("come", "as")
CLASS: Final = Text("classe", "class")
CLASSES: Final = Text("Classi", "Classes")
CODE: Final = Text("codice", "code")
CONCEPT: Final = Text("voce", "concept")
CONCEPT_LEDE: Final = Text("Una voce di un vocabolario.", "A concept of a vocabulary.")
CONCEPTS: Final = Text("Voci", "Concepts")
CONSTRAINTS: Final = Text("Vincoli", "Constraints")
DATATYPE_PROPERTIES: Final = Text("Proprietà che dicono un valore", "Properties that say a value")
DOMAIN: Final = Text("di che cosa si dice", "of what it is said")
GRAPH: Final = Text("grafo", "graph")
GRAPH_HOLDS: Final = Text("Di che cosa è fatto", "What it is made of")
GRAPH_LEDE: Final = Text("Una parte dei dati, con un nome suo.", "A part of the data, with a name of its own.")
GRAPH_NAME: Final = Text("nome del grafo", "name of the graph")
GRAPH_SIZE: Final = Text("Affermazioni: {n}.", "Statements: {n}.")
GRAPHS: Final = Text("Grafi", "Graphs")
GRAVITY: Final = Text("gravità", "gravity")
HOW_MANY: Final = Text("quante", "how many")
KIND_JUDGES: Final = Text("Giudica le norme della classe: {class}.", "It judges the norms of the class: {class}.")
KINDS_OF_NORM: Final = Text("I tipi di norma", "The kinds of norm")
LICENCE: Final = Text("licenza", "licence")
MEANING: Final = Text("che cosa vuol dire", "what it means")
NAME: Final = Text("nome", "name")
NORMS_OF_KIND: Final = Text("Norme di questo tipo: {n}", "Norms of this kind: {n}")
OBJECT_PROPERTIES: Final = Text("Proprietà che portano a una cosa", "Properties that lead to a thing")
OF_WHAT: Final = Text("di che cosa", "of what")
ONTOLOGY: Final = Text("Parole", "Words")
ONTOLOGY_LEDE: Final = Text("Le parole di cui i dati sono fatti.", "The words that the data are made of.")
OTHER_WORD: Final = Text("parola di altri", "word of others")
PROPERTY: Final = Text("proprietà", "property")
RANGE: Final = Text("a che cosa porta", "what it leads to")
REGISTER_RULES: Final = Text("Che cosa un registro deve dire", "What a register has to say")
RELATION: Final = Text("come sta", "how it stands")
REMEDY: Final = Text("rimedio", "remedy")
RULE: Final = Text("regola", "rule")
SHAPES: Final = Text("Come si giudica: i tipi di norma", "How norms are judged: their kinds")
SHAPES_LEDE: Final = Text(
    "Ogni tipo di norma è una forma SHACL: dice che cosa si guarda, che cosa la viola e come si rimedia.",
    "Each kind of norm is a SHACL shape: it tells what is looked at, what breaks it and how that is mended.",
)
SHAPES_HOW: Final = Text(
    "Le forme non contengono numeri, nomi o articoli di un accordo: quelli sono nelle norme.",
    "The shapes hold no number, name or article of an agreement: those are in the norms.",
)
STATEMENTS: Final = Text("affermazioni", "statements")
THINGS: Final = Text("{n} cose", "{n} things")
USED_BY: Final = Text("Dove si usa", "Where it is used")
USES: Final = Text("usi", "uses")
VERSION: Final = Text("versione", "version")
VOCABULARIES: Final = Text("Vocabolari", "Vocabularies")
VOCABULARY: Final = Text("vocabolario", "vocabulary")
VOCABULARY_LEDE: Final = Text(
    "Un vocabolario: i codici che il registro usa.", "A vocabulary: the codes that the register uses."
)
WHAT: Final = Text("che cos'è", "what it is")
WHO_USES: Final = Text("di che cosa", "of what")
WORD: Final = Text("parola", "word")
WORDS: Final = Text("Parole e vocabolari", "Words and vocabularies")
WORDS_LEDE: Final = Text(
    "Le parole con cui i dati parlano, una per una: che cosa vogliono dire, e come stanno a quelle che altri usano.",
    "The words in which the data speak, one by one: what they mean, and how they stand to those that others use.",
)
#: What each graph holds, by the end of its name.
GRAPHS_SAID: Final[Mapping[str, Text]] = {
    "ontologia": Text(
        "Le parole dell'ontologia e le voci dei vocabolari.", "The words of the ontology and the concepts."
    ),
    "allineamenti": Text("Come queste parole stanno a quelle di altri.", "How these words stand to those of others."),
    "forme": Text("Le forme che giudicano: i tipi di norma.", "The shapes that judge: the kinds of norm."),
    "catalogo": Text(
        "La scheda di questi dati, come i cataloghi la vogliono.", "The record of these data, for catalogues."
    ),
    "accordo": Text("Il testo, le norme, gli organi e i seggi.", "The text, the norms, the organs and the seats."),
    "registro": Text("Ciò che è accaduto, come il registro lo dice.", "What happened, as the register says it."),
    "rilevazione": Text("Ciò che il giorno aggiunge: che cosa è in vigore.", "What the day adds: what is in force."),
    "inferenze": Text("Ciò che ne segue per l'ontologia.", "What follows from it by the ontology."),
    "rilievi": Text("Il verdetto, gli esiti e i rilievi del giorno.", "The verdict, outcomes and findings of the day."),
    "nomi": Text("Il nome di ciò che altrimenti non ne ha.", "The name of what otherwise has none."),
}

# The questions.
ANSWER: Final = Text("risposta", "answer")
ANSWER_NOW: Final = Text("La risposta, così com'è", "The answer as it stands")
ASK: Final = Text("Chiedi", "Ask")
ASK_IT: Final = Text("Chiederla", "Ask it")
ASKING: Final = Text("Sto chiedendo...", "Asking...")
EMPTY_ANSWER: Final = Text("Nessuna riga risponde a questa domanda.", "No row answers this question.")
FAILED: Final = Text("Nessuna risposta. Riprovare fra poco.", "No answer. Try again soon.")
FORM: Final = Text("Risposta come", "Answer as")
HERE: Final = Text("qui:", "here:")
N_ROWS: Final = Text("{n} righe", "{n} rows")
NO: Final = Text("no", "no")
NO_SERVICE: Final = Text(
    "Questo sito non risponde a domande nuove. Chi ha i dati e il programma la chiede così, con i valori che vuole:",
    "This site answers no new questions. Whoever has the data and the program asks it like this, with any values:",
)
NOT_ASKED: Final = Text(
    "Qui la domanda non ha una risposta pronta: vuole un valore che questo accordo non ha.",
    "The question has no answer ready here: it wants a value that this agreement does not have.",
)
ONE_ROW: Final = Text("1 riga", "1 row")
QUESTION: Final = Text("domanda", "question")
QUESTIONS: Final = Text("Domande", "Questions")
QUESTIONS_LEDE: Final = Text(
    "{n} domande pronte sui dati dell'accordo, con le risposte.",
    "{n} ready-made questions about the agreement, with answers.",
)
QUESTIONS_HOW: Final = Text(
    "Ognuna è scritta anche in SPARQL: si può copiare e cambiare.",
    "Each is also written in SPARQL, to be copied and changed.",
)
ROWS_NOW: Final = Text("Le righe della risposta", "The rows of the answer")
ROWS_OF_ANSWER: Final = Text("Le righe della risposta nuova", "The rows of the new answer")
ROWS: Final = Text("righe: {n}", "rows: {n}")
SPARQL: Final = Text("La domanda in SPARQL", "The question in SPARQL")
SPARQL_HOW: Final = Text(
    "I valori stanno nelle righe VALUES: così com'è, gira in ogni strumento.",
    "The values stand in the VALUES lines: as it is, it runs in any tool.",
)
TRIPLES: Final = Text("affermazioni: {n}", "statements: {n}")
WHOLE_ANSWER: Final = Text("Tutta la risposta", "The whole answer")
YES: Final = Text("sì", "yes")
_ALL_ROWS: Final = Text("Righe: {n}.", "Rows: {n}.")
_FIRST_ROWS: Final = Text("Righe: {n}; qui le prime {most}.", "Rows: {n}; here the first {most}.")


def said_rows(number: int, most: int) -> Phrase:
    """Return how many rows an answer has, and whether only the first are shown."""
    return Phrase(_FIRST_ROWS if number > most else _ALL_ROWS, {"n": number, "most": most})


# The problems.
HTTP_STATUS: Final = Text("stato HTTP", "HTTP status")
PROBLEM_TYPE: Final = Text("tipo del problema", "type of the problem")
PROBLEMS_TITLE: Final = Text("Problemi che il servizio dice", "Problems that the service tells")
PROBLEMS_LEDE: Final = Text(
    "Se non può rispondere, il servizio lo dice con un documento (RFC 9457): il suo tipo è l'indirizzo di una pagina.",
    "Where it cannot answer, the service says so by a document (RFC 9457) whose type is the address of a page.",
)
#: Each code with the status of HTTP with which it comes, and what it means.
PROBLEMS: Final[Mapping[str, tuple[int, Text]]] = {
    "address-long": (414, Text("L'indirizzo è troppo lungo.", "The address is too long.")),
    "being-made": (
        503,
        Text("Le pagine si stanno facendo: riprovare fra poco.", "The pages are being made: try again soon."),
    ),
    "body-large": (413, Text("Ciò che è stato mandato è troppo grande.", "What was sent is too large.")),
    "body-slow": (
        408,
        Text("Ciò che è stato mandato non è arrivato in tempo.", "What was sent did not arrive in time."),
    ),
    "busy": (503, Text("Troppe domande insieme: riprovare fra poco.", "Too many questions at once: try again soon.")),
    "content-type": (415, Text("Un tipo di contenuto che non è ammesso.", "A type of content that is not admitted.")),
    "defect": (500, Text("Il servizio ha un difetto.", "The service has a defect.")),
    "encoding": (400, Text("Il testo non è UTF-8.", "The text is not UTF-8.")),
    "endpoint": (502, Text("Il servizio che sta dietro non risponde.", "The service behind does not answer.")),
    "gone": (410, Text("Ciò che c'era è stato cancellato.", "What was there has been erased.")),
    "graph-iri": (400, Text("Il nome di un grafo non è un IRI.", "The name of a graph is no IRI.")),
    "headers-large": (431, Text("Le intestazioni sono troppo grandi.", "The header fields are too large.")),
    "method": (405, Text("Questo indirizzo non ha quel metodo.", "This address does not have that method.")),
    "no-http": (400, Text("Ciò che è stato mandato non è HTTP.", "What was sent is no HTTP.")),
    "not-acceptable": (406, Text("Nessuna forma è tra quelle chieste.", "No form is among those asked for.")),
    "not-found": (404, Text("A quell'indirizzo non c'è nulla.", "Nothing is at that address.")),
    "param-later": (
        400,
        Text("Il giorno chiesto viene dopo quello dei dati.", "The day asked for is after that of the data."),
    ),
    "param-missing": (400, Text("Manca un parametro della domanda.", "A parameter of the question is missing.")),
    "param-twice": (400, Text("Un parametro è scritto due volte.", "A parameter is given twice.")),
    "param-unknown": (400, Text("La domanda non ha quel parametro.", "The question does not have that parameter.")),
    "param-value": (400, Text("Un parametro non può avere quel valore.", "A parameter cannot have that value.")),
    "parameters-many": (400, Text("I parametri sono troppi.", "There are too many parameters.")),
    "query-backend": (
        400,
        Text("Il servizio che sta dietro non accetta la domanda.", "The service behind refuses the query."),
    ),
    "query-deep": (400, Text("La domanda ha troppe parentesi una nell'altra.", "The query is nested too deep.")),
    "query-died": (503, Text("La domanda ha fermato chi la valutava.", "The query stopped whoever evaluated it.")),
    "query-form": (400, Text("Il testo non è una domanda.", "The text is no query.")),
    "query-graph": (400, Text("Il nome di un grafo non è un IRI.", "The name of a graph is no IRI.")),
    "query-late": (503, Text("La domanda ha superato il tempo.", "The query took too long.")),
    "query-long": (400, Text("La domanda è troppo lunga.", "The query is too long.")),
    "query-memory": (503, Text("La domanda ha superato la memoria.", "The query took too much memory.")),
    "query-one": (400, Text("Ci vuole una domanda, e una sola.", "One query is wanted, and only one.")),
    "query-operators": (400, Text("La domanda ha troppi operatori.", "The query has too many operators.")),
    "query-refused": (400, Text("La domanda non è ammessa.", "The query is not admitted.")),
    "query-service": (400, Text("SERVICE non è ammesso.", "SERVICE is not admitted.")),
    "query-syntax": (400, Text("La domanda non è SPARQL 1.1.", "The query is no SPARQL 1.1.")),
    "query-unfit": (400, Text("La risposta non ha la forma chiesta.", "The answer does not have the form asked for.")),
    "query-unknown": (
        400,
        Text("La domanda chiede ciò che qui non c'è.", "The query asks for what is not known here."),
    ),
    "query-update": (400, Text("Qui non si cambia nulla.", "Nothing can be changed here.")),
    "rate": (429, Text("Troppe richieste in poco tempo.", "Too many requests in a short time.")),
    "update": (403, Text("Qui non si cambia nulla.", "Nothing can be changed here.")),
}
