"""The words of the interface, in Italian and in English; the words of the norms are data and never stand here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from pdz_graph.errors import Text, UsageError

#: The languages of the interface; the second is spoken where nothing asks for the first.
LANGUAGES: Final = ("it", "en")

MONTHS: Final[Mapping[str, Sequence[str]]] = {
    "it": (
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
        "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip

YES: Final = Text("sì", "yes")
NO: Final = Text("no", "no")
AND: Final = Text("e", "and")
WAIVED: Final = Text("In deroga fino al", "Waived until")
WAIVED_COUNT: Final = (Text("in deroga", "waived"), Text("in deroga", "waived"))
IDLE: Final = Text("Deroghe che non servono a nulla", "Waivers that fit nothing")

STATUS: Final[Mapping[str, Text]] = {
    "satisfied": Text("rispettata", "satisfied"),
    "violated": Text("violata", "violated"),
    "unknown": Text("ignota", "unknown"),
    "not_applicable": Text("non applicabile", "not applicable"),
    "judged": Text("si giudica", "judged"),
    "not-judged": Text("non si giudica", "not judged"),
}
STATUS_MEANING: Final[Mapping[str, Text]] = {
    "satisfied": Text("nulla la viola e nulla resta ignoto", "nothing breaks it and nothing is left unknown"),
    "violated": Text("almeno una cosa la viola", "one thing at least breaks it"),
    "unknown": Text("il registro non dice abbastanza", "the register does not say enough"),
    "not_applicable": Text("quel giorno non c'è nulla da giudicare", "there is nothing to judge on that day"),
}
STATUS_COUNT: Final[Mapping[str, tuple[Text, Text]]] = {
    "satisfied": (Text("rispettata", "satisfied"), Text("rispettate", "satisfied")),
    "violated": (Text("violata", "violated"), Text("violate", "violated")),
    "unknown": (Text("ignota", "unknown"), Text("ignote", "unknown")),
    "not_applicable": (Text("non applicabile", "not applicable"), Text("non applicabili", "not applicable")),
}
SEVERITY: Final[Mapping[str, Text]] = {
    "violation": Text("violazione", "violation"),
    "warning": Text("avviso", "warning"),
    "info": Text("nota", "note"),
}
SEVERITY_COUNT: Final[Mapping[str, tuple[Text, Text]]] = {
    "violation": (SEVERITY["violation"], Text("violazioni", "violations")),
    "warning": (SEVERITY["warning"], Text("avvisi", "warnings")),
    "info": (SEVERITY["info"], Text("note", "notes")),
}

REGISTER: Final = Text("Registro", "Register")
AFTER_CHANGE: Final = Text("dopo il cambiamento", "after change")
NO_CHANGE: Final = Text("senza ancora un cambiamento", "without a change yet")
JUDGED_ON: Final = Text("Giorno considerato", "Day considered")
DAY_ASKED: Final = Text("il giorno richiesto", "the day asked for")
DAY_TODAY: Final = Text("oggi: nessun giorno è stato richiesto", "today: no day was asked for")
DAY_LAST: Final = Text(
    "l'ultimo giorno di validità, già passato: nessun giorno è stato richiesto",
    "the last day of validity, already past: no day was asked for",
)
DAY_DEFAULT: Final = Text("nessun giorno è stato richiesto", "no day was asked for")
SIGNED: Final = Text("L'accordo è stato firmato il", "The agreement was signed on")
TOO_EARLY: Final = Text("prima di quel giorno nessuna norma si applica", "before that day no norm applies")
KNOWN_AT: Final = Text("Il registro com'era noto", "The register as known")
READINGS: Final = Text("Letture scelte", "Readings chosen")
CONFORMS: Final = Text("Nessuna violazione", "No violation")
BREACHES: Final = Text("Non conforme", "Does not conform")
UNKNOWN_ONE: Final = Text("norma ignota", "norm unknown")
UNKNOWN_MANY: Final = Text("norme ignote", "norms unknown")
NORMS_ONE: Final = Text("norma giudicata", "norm judged")
NORMS_MANY: Final = Text("norme giudicate", "norms judged")
ARTICLE: Final = Text("Articolo", "Article")
ARTICLE_SHORT: Final = Text("Art.", "Art.")
REMEDY: Final = Text("Rimedio", "Remedy")
DEPENDS_ON: Final = Text("Dipende da come si legge", "Depends on the reading of")
WHO: Final = Text("Chi o che cosa", "Who or what")
EXPECTED: Final = Text("Atteso", "Expected")
FOUND: Final = Text("Trovato", "Found")
SINCE: Final = Text("Dal", "Since")
FINDINGS: Final = Text("Rilievi", "Findings")
NO_FINDINGS: Final = Text("Nessun rilievo.", "Nothing found.")
SUMMARY: Final = Text("In sintesi", "In short")
NOTICES: Final = Text("Come è stato letto il registro", "How the register was read")
NOTICE: Final = Text("Nota di lettura", "Note on reading")
LEARN_MORE: Final = Text("Per saperne di più", "To learn more")
LEARN_NORM: Final = Text(
    "che cosa dice una norma, che cosa ha guardato e che cosa manca",
    "what a norm says, what it looked at and what is missing",
)
LEARN_UNKNOWN: Final = Text("le norme che non si possono giudicare, per mancanza di dati", "the norms lacking data")

NORM: Final = Text("Norma", "Norm")
NORM_ONE: Final = Text("norma", "norm")
NORM_MANY: Final = Text("norme", "norms")
ALL_NORMS: Final = Text("Tutte le norme giudicate", "All the norms judged")
VERDICT: Final = Text("Esito", "Verdict")
CHECKED: Final = Text("Guardate", "Looked at")
LOOKED_AT: Final = Text("Che cosa ha guardato", "What it looked at")
UNKNOWN_THINGS: Final = Text("Che cosa non si può sapere", "What cannot be known")
LET_KNOW: Final = Text(
    "scrivere nel registro ciò che si sa; se un elenco è completo, dirlo nella tabella completezza",
    "write in the register what is known; if a list is complete, say so in the table completezza",
)
NOTHING: Final = Text("nulla", "nothing")
THING_ONE: Final = Text("cosa", "thing")
THING_MANY: Final = Text("cose", "things")
PLACE: Final = Text("Dove", "Where")
GENUS: Final = Text("Genere", "Genus")
KINDS: Final = Text("Tipo", "Kind")
MODALITY: Final = Text("Modalità", "Modality")
BEARER: Final = Text("A chi si rivolge", "Bearer")
COUNTERPART: Final = Text("Verso chi", "Counterpart")
PARAMETERS: Final = Text("Parametri", "Parameters")
SHAPES: Final = Text("Vincoli", "Constraints")
REASON: Final = Text("Perché non si giudica", "Why it is not judged")
NOT_IN_FORCE: Final = Text("Quel giorno la norma non era in vigore.", "The norm was not in force on that day.")
YEAR: Final = Text("Anno", "Year")
BY: Final = Text("Entro", "By")
STATE: Final = Text("Stato", "State")
OUTCOME: Final[Mapping[str, Text]] = {
    **SEVERITY,
    "satisfied": Text("a posto", "in order"),
    "unknown": Text("non si sa", "not known"),
}
DEADLINES: Final = Text("Scadenze, anno per anno", "Deadlines, year by year")
DEADLINE_STATE: Final[Mapping[str, Text]] = {
    "void": Text("nulla: cade fuori dalla validità", "void: it falls outside the validity"),
    "to-come": Text("non ancora passata", "not yet due"),
    "done": Text("fatto in tempo", "done in time"),
    "late": Text("fatto in ritardo", "done late"),
    "missed": Text("mancata", "missed"),
    "unknown": Text("passata, e non si sa", "past, and not known"),
}
DAYS: Final = (Text("giorno", "day"), Text("giorni", "days"))
DAYS_LATER: Final = (Text("giorno dopo", "day later"), Text("giorni dopo", "days later"))
NO_NORMS: Final = Text("Nessuna norma risponde a questa domanda.", "No norm answers this question.")

ERROR: Final = Text("Errore", "Error")
FILE: Final = Text("file", "file")
SHEET: Final = Text("foglio", "sheet")
ROW: Final = Text("riga", "row")
COLUMN: Final = Text("colonna", "column")
LINE: Final = Text("linea", "line")
PROBLEM_ONE: Final = Text("problema", "problem")
PROBLEM_MANY: Final = Text("problemi", "problems")
UNEXPECTED: Final = Text(
    "Il programma si è fermato per un difetto suo, non dei dati.",
    "The program stopped because of a defect of its own, not of the data.",
)
UNEXPECTED_REMEDY: Final = Text(
    "Ripetere con PDZ_DEBUG=1 davanti al comando e inviare quello che stampa a chi cura il progetto.",
    "Repeat with PDZ_DEBUG=1 before the command and send what it prints to those who keep the project.",
)
INTERRUPTED: Final = Text(
    "Interrotto. Se stava registrando: «pdz log» dice se il cambiamento c'è; o c'è intero, o non c'è.",
    "Interrupted. If it was recording, “pdz log” tells whether the change is there: it is whole, or not at all.",
)
WRITTEN: Final = Text("Scritto", "Wrote")
WORKING: Final = Text("Giudizio in corso", "Judging")
SHAPES_SOUND: Final = Text("I vincoli sono ben formati.", "The shapes are well formed.")

USAGE: Final = Text("Uso", "Usage")
COMMANDS: Final = Text("Comandi", "Commands")
ARGUMENTS: Final = Text("Argomenti", "Arguments")
OPTIONS: Final = Text("Opzioni", "Options")
EXAMPLES: Final = Text("Esempi", "Examples")
#: What stands, in a help page, for something that whoever types chooses.
PLACEHOLDERS: Final[Mapping[str, str]] = {
    "SOURCE": "FONTE",
    "CODE": "CODICE",
    "NORM": "NORMA",
    "DAY": "GIORNO",
    "KIND": "TIPO",
    "COMMAND": "COMANDO",
    "OPTION": "OPZIONE",
    "CHANGE": "CAMBIAMENTO",
    "SEAT": "SEGGIO",
    "SUBJECT": "COSA",
    "NAME": "NOME",
    "TEXT": "TESTO",
}

LANGUAGE: Final = Text("Lingua", "Language")
LANGUAGE_NAMES: Final[Mapping[str, str]] = {"it": "Italiano", "en": "English"}
SHOW: Final = Text("Mostra", "Show")
SKIP: Final = Text("Vai ai rilievi", "Skip to the findings")

#: The subjects of the questions by their tags, in the order in which pages have them.
SUBJECTS: Final[Mapping[str, Text]] = {
    "firme": Text("firme", "signatures"),
    "enti": Text("enti", "bodies"),
    "organi": Text("organi", "organs"),
    "persone": Text("persone", "people"),
    "norme": Text("norme", "norms"),
    "scadenze": Text("scadenze", "deadlines"),
    "incontri": Text("incontri", "meetings"),
    "denaro": Text("denaro", "money"),
    "rilievi": Text("rilievi", "findings"),
    "testo": Text("testo", "text"),
    "storia": Text("storia", "history"),
    "rete": Text("rete", "network"),
}
#: How the formats of an answer are called, in the order in which they are offered.
FORMATS: Final[Mapping[str, Text]] = {
    "table": Text("tabella", "table"),
    "csv": Text("CSV", "CSV"),
    "xlsx": Text("foglio di calcolo (XLSX)", "spreadsheet (XLSX)"),
    "csv-excel": Text("CSV per fogli di calcolo", "CSV for spreadsheets"),
    "tsv": Text("TSV", "TSV"),
    "json": Text("JSON", "JSON"),
    "xml": Text("XML", "XML"),
    "md": Text("Markdown", "Markdown"),
    "ttl": Text("Turtle", "Turtle"),
    "nt": Text("N-Triples", "N-Triples"),
    "jsonld": Text("JSON-LD", "JSON-LD"),
    "rdf": Text("RDF/XML", "RDF/XML"),
}


def counted(number: int, forms: tuple[Text, Text], lang: str) -> str:
    """Return "1 violazione" or "3 violazioni": ``forms`` are the singular and the plural."""
    return f"{number} {forms[number != 1].say(lang)}"


def typed(usage: str, lang: str) -> str:
    """Return what a help page shows of an option or an argument, with its placeholders in ``lang``."""
    if lang != "it":
        return usage
    return re.sub("[A-Z]{2,}", lambda found: PLACEHOLDERS.get(found[0], found[0]), usage)


def series(parts: Sequence[str], lang: str) -> str:
    """Join parts as a sentence does: "a, b e c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {AND.say(lang)} {parts[-1]}"


def language(asked: str | None, environ: Mapping[str, str]) -> str:
    """Return the language asked for, else Italian where the locale is Italian, else English.

    Refuses (UsageError) a language that is not spoken here.
    """
    if asked is None:
        locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
        return "it" if locale.lower().startswith("it") else "en"
    return admitted("--lang", asked, LANGUAGES)


def admitted(option: str, value: str, values: Sequence[str]) -> str:
    """Return ``value`` when the option admits it; else raise the UsageError that lists what it admits."""
    if value in values:
        return value
    listed = ", ".join(values)
    raise UsageError(
        "option-value",
        Text(f"{option} non ammette «{value}».", f"{option} does not admit “{value}”."),
        Text(f"Valori ammessi: {listed}.", f"Admitted values: {listed}."),
    )


def closest(typed: str, known: Iterable[str]) -> Text:
    """Return the hint at what may have been meant, to stand before a remedy; empty where nothing is like it."""
    from difflib import get_close_matches

    near = ", ".join(get_close_matches(typed, sorted(known), n=3, cutoff=0.4))
    return Text(f"Forse: {near}. ", f"Perhaps: {near}. ") if near else Text("", "")


def say_day(day: date, lang: str) -> str:
    """Return a day in words: "1° aprile 2012", "1 April 2012"."""
    number = "1°" if day.day == 1 and lang == "it" else str(day.day)
    return f"{number} {MONTHS[lang][day.month - 1]} {day.year}"


def say_amount(amount: Decimal, lang: str) -> str:
    """Return an amount of euro, at least to the cent: "1.234,50 €", "€1,234.50"."""
    places = max(2, -int(amount.normalize().as_tuple().exponent)) if amount.is_finite() else 2
    number = f"{amount:,.{places}f}"
    return f"{number.translate(str.maketrans(',.', '.,'))}\u00a0€" if lang == "it" else f"€{number}"
