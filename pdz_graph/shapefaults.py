"""The words for each fault of a shape, in both languages, each with its remedy. It looks for none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pdz_graph.errors import Text

#: The codes: what is wrong, to which what was found is added, and what to do.
FAULTS: Final[dict[str, tuple[Text, Text]]] = {
    "shape-syntax": (
        Text("Il Turtle è scritto male", "The Turtle is broken"),
        Text("Correggere il file in questo punto.", "Mend the file at this point."),
    ),
    "word-not-admitted": (
        Text(
            "Parola che qui non è ammessa, e che nessun motore leggerebbe",
            "Word not admitted here, which no engine would read",
        ),
        Text(
            "Correggerla, o aggiungerla a shapes/parole-ammesse.txt.",
            "Correct it, or add it to shapes/parole-ammesse.txt.",
        ),
    ),
    "term-undeclared": (
        Text("L'ontologia non ha questa parola", "The ontology does not have this word"),
        Text("Correggerla, o dichiararla in ontology/.", "Correct it, or declare it in ontology/."),
    ),
    "concept-undeclared": (
        Text("Nessun vocabolario ha questo concetto", "No vocabulary has this concept"),
        Text("Correggerlo, o dichiararlo in data/vocabolari/.", "Correct it, or declare it in data/vocabolari/."),
    ),
    "shape-unknown": (
        Text("Rimanda a una forma che non c'è", "It points to a shape that does not exist"),
        Text("Correggere il nome, o scrivere la forma.", "Correct the name, or write the shape."),
    ),
    "name-of-accordo": (
        Text(
            "Una forma non nomina accordi, enti, persone o cose d'altri",
            "A shape names no accordo, body, person or foreign thing",
        ),
        Text("Farne un parametro della norma, nei dati.", "Make it a parameter of the norm, in data."),
    ),
    "article": (
        Text("Una forma non cita articoli", "A shape cites no article"),
        Text("L'articolo sta nella norma (dct:source).", "The article is in the norm (dct:source)."),
    ),
    "number": (
        Text("Una forma non contiene numeri, tranne 0 e 1", "A shape holds no number but 0 and 1"),
        Text("Farne un parametro della norma, nei dati.", "Make it a parameter of the norm, in data."),
    ),
    "blank-node": (
        Text(
            "Una risorsa senza nome, che nessun rilievo può nominare",
            "A resource without a name, which no finding can name",
        ),
        Text("Darle un nome: shapes:….", "Give it a name: shapes:…."),
    ),
    "class": (
        Text(
            "Non è di una e una sola delle classi ammesse, in shapes:",
            "It is not of one admitted class only, in shapes:",
        ),
        Text("Scriverne la classe e darle un nome in shapes:.", "Write its class and give it a name in shapes:."),
    ),
    "not-one": (
        Text("Una proprietà manca, o ha più di un valore", "A property is missing, or has more than one value"),
        Text("Scriverla una volta.", "Write it once."),
    ),
    "languages": (
        Text(
            "Un testo non è una volta in italiano e una in inglese",
            "A text is not once in Italian and once in English",
        ),
        Text("Scriverlo con @it e con @en.", "Write it with @it and with @en."),
    ),
    "orphan": (
        Text("Nessuna forma la usa: non controlla nulla", "No shape uses it: it checks nothing"),
        Text("Collegarla a una forma, o toglierla.", "Link it to a shape, or remove it."),
    ),
    "shared": (
        Text("La usano due forme: un rilievo non direbbe quale", "Two shapes use it: a finding would not say which"),
        Text("Scriverne una per ciascuna.", "Write one for each."),
    ),
    "empty": (
        Text("Non chiede nulla: non controlla nulla", "It asks nothing: it checks nothing"),
        Text("Scrivere che cosa chiede, o toglierla.", "Write what it asks, or remove it."),
    ),
    "no-selection": (
        Text("Il tipo di norma non dice che cosa guarda", "The kind of norm does not say what it looks at"),
        Text(
            "Aggiungere pdz:considera: senza, chi passa non si distingue.",
            "Add pdz:considera: without it what passes cannot be told.",
        ),
    ),
    "select-syntax": (
        Text("La SELECT è scritta male", "The SELECT is broken"),
        Text("Correggere la SELECT in questo punto.", "Mend the SELECT at this point."),
    ),
    "select-projection": (
        Text("La SELECT non rende ciò che deve", "The SELECT does not return what it must"),
        Text(
            "Nominare $this in ogni SELECT, e ?value nella prima; mai *.",
            "Name $this in every SELECT, and ?value in the first; never *.",
        ),
    ),
    "select-opening": (
        Text("Il bersaglio non ha dove entrare", "The target has nowhere to enter"),
        Text("Aprire la prima SELECT con «WHERE {».", "Open the first SELECT with “WHERE {”."),
    ),
    "select-forbidden": (
        Text(
            "Parola che divide i motori, guarda l'orologio o tira a sorte",
            "Word that divides the engines, reads the clock or draws lots",
        ),
        Text(
            "Usare FILTER NOT EXISTS, UNION e BIND; il giorno è nei dati.",
            "Use FILTER NOT EXISTS, UNION and BIND; the day is in the data.",
        ),
    ),
    "variable-unbound": (
        Text(
            "Una variabile letta e mai legata: il filtro tace",
            "A variable that is read and never bound: the filter is silent",
        ),
        Text("Correggere il nome della variabile.", "Correct the name of the variable."),
    ),
}


def said(code: str, found: str, near: Iterable[str] = ()) -> tuple[Text, Text]:
    """Return the message of a fault, with what was found, and its remedy, with the words that look like it."""
    message, remedy = FAULTS[code]
    close = ", ".join(near)
    return (
        Text(f"{message.it}: {found}.", f"{message.en}: {found}."),
        Text(
            remedy.it + (f" Forse: {close}." if close else ""),
            remedy.en + (f" Perhaps: {close}." if close else ""),
        ),
    )
