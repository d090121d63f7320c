"""The help pages: what each command and each option is for, in both languages, laid out for a terminal."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pdz_graph import words
from pdz_graph.commands import chapters, leaving
from pdz_graph.commands.chapters import Chapter
from pdz_graph.errors import Text


@dataclass(frozen=True)
class Entry:
    """One argument or option as it is typed ("--as-of DAY") and the name of its parameter ("as_of")."""

    typed: str
    name: str
    is_option: bool


_STATUSES: Final = Text(
    "Stato d'uscita: 0 nessuna violazione, 1 violazioni, 2 dati o comando inutilizzabili, 3 guasto del programma.",
    "Exit status: 0 no violation, 1 violations, 2 unusable input or command, 3 failure of the program.",
)

COMMANDS: Final[Mapping[str, Chapter]] = {
    **chapters.COMMANDS,
    **leaving.COMMANDS,
    "pdz": Chapter(
        Text("Un accordo di programma che si giudica da sé.", "A programme agreement that judges itself."),
        Text(
            "Le norme dell'accordo e il registro di ciò che è accaduto sono dati: pdz dice, per ogni giorno, quali"
            " norme reggono, quali sono violate, da che cosa, e che cosa fare.",
            "The norms of the agreement and the register of what happened are data: pdz says, for any day, which"
            " norms hold, which are broken, by what, and what to do.",
        ),
        ("pdz validate registro/ --as-of 30/06/2013", "pdz norms --article 7", "pdz explain art-07-1-componenti"),
    ),
    "validate": Chapter(
        Text("Giudica un accordo in un giorno.", "Judge an agreement on a day."),
        Text(
            "Senza FONTE giudica il registro della cartella in cui si è (o di --register, o di PDZ_REGISTER), o se non"
            " c'è l'accordo da solo. Senza --as-of il giorno è oggi, o l'ultimo di validità se è passato: il rapporto"
            " dice quale. " + _STATUSES.it,
            "Without SOURCE it judges the register of the folder one is in (or of --register, or of PDZ_REGISTER), or"
            " if there is none the agreement alone. Without --as-of the day is today, or the last day of validity if"
            " that is past: the report says which. " + _STATUSES.en,
        ),
        (
            "pdz validate registro/ --as-of 2013-06-30",
            "pdz validate registro.xlsx --format html --output esito.html",
            "pdz validate registro/ --reading per-data --format json",
        ),
    ),
    "norms": Chapter(
        Text("Elenca le norme, e come stanno.", "List the norms, and how they stand."),
        Text(
            "Con FONTE, nel registro di un ufficio, con --as-of o uno degli esiti in --status sono anche giudicate.",
            "With SOURCE, in the register of an office, with --as-of or a verdict in --status, they are judged too.",
        ),
        ("pdz norms --article 9", "pdz norms --kind TERM", "pdz norms --status unknown registro/"),
    ),
    "explain": Chapter(
        Text("Spiega una norma e il suo esito.", "Explain a norm and its verdict."),
        Text(
            "Che cosa dice, dove, a chi; con quali parametri; che cosa ha guardato, che cosa la viola, che cosa non si"
            " può sapere e, se è un termine, come sta ogni anno.",
            "What it says, where, to whom; with which parameters; what it looked at, what breaks it, what cannot be"
            " known and, if it is a deadline, how each year stands.",
        ),
        ("pdz explain art-13-piano-operativo registro/ --as-of 30/06/2013",),
    ),
    "check-shapes": Chapter(
        Text("Controlla i vincoli prima dei dati.", "Check the shapes before the data."),
        Text(
            "Un vincolo scritto male non trova nulla e tace: qui si vede. Stato d'uscita 1 se c'è da correggere.",
            "A misspelt shape finds nothing and stays silent: here it shows. Exit status 1 if anything needs mending.",
        ),
        ("pdz check-shapes",),
    ),
}

PARAMETERS: Final[Mapping[str, Text]] = {
    **chapters.PARAMETERS,
    **leaving.PARAMETERS,
    "sources": Text(
        "Il registro: una cartella di tabelle CSV, un file XLSX, o file RDF.",
        "The register: a folder of CSV tables, an XLSX file, or RDF files.",
    ),
    "norm": Text(
        "Il codice di una norma, come lo scrive «pdz norms».", "The code of a norm, as “pdz norms” writes it."
    ),
    "accordo": Text("Quale accordo, se ce n'è più d'uno.", "Which agreement, if there is more than one."),
    "as_of": Text("Il giorno: 2013-06-30 o 30/06/2013.", "The day: 2013-06-30 or 30/06/2013."),
    "known_at": Text(
        "Ciò che il registro sapeva allora: 2026-11-25 (la sera), o 2026-11-25T10:30.",
        "What the register knew then: 2026-11-25 (in the evening), or 2026-11-25T10:30.",
    ),
    "reading": Text(
        "Quale lettura usare dove il testo si contraddice: il codice, o questione=codice; una per ogni questione.",
        "Which reading to use where the text contradicts itself: its code, or question=code; one for each question.",
    ),
    "engine": Text(
        "fast giudica in un attimo, reference con gli strumenti comuni, both confronta i due.",
        "fast judges in no time, reference by the common tools, both compares the two.",
    ),
    "form": Text("La forma della risposta.", "The form of the answer."),
    "lang": Text("La lingua; altrimenti quella del sistema.", "The language; otherwise the system's."),
    "output": Text(
        "Il file da scrivere, tutto o niente; «-» è l'uscita normale.",
        "The file to write, whole or not at all; “-” is the standard output.",
    ),
    "article": Text("Solo le norme di un articolo.", "Only the norms of one article."),
    "kind": Text(
        "Solo un genere (COMP, TERM, ...) o un tipo (NormaDiComposizione, ...).",
        "Only one genus (COMP, TERM, ...) or kind (NormaDiComposizione, ...).",
    ),
    "status": Text("Solo le norme che stanno così.", "Only the norms that stand so."),
    "version": Text("Scrive la versione.", "Write the version."),
    "help": Text("Scrive questa pagina.", "Write this page."),
}


def page(command: str, usage: str, entries: Sequence[Entry], commands: Iterable[str], lang: str) -> str:
    """Return the help page of a command ("pdz" is the whole), wrapped to the terminal."""
    width = min(max(shutil.get_terminal_size((100, 24)).columns, 50), 100)
    chapter = COMMANDS[command]
    lines = [f"{words.USAGE.say(lang)}: {words.typed(usage, lang)}", ""]
    for text in (chapter.summary, chapter.details):
        lines += [*textwrap.wrap(text.say(lang), width, initial_indent="  ", subsequent_indent="  "), ""]
    summaries = [(name, COMMANDS[name].summary) for name in commands]
    arguments = [(entry.typed, PARAMETERS[entry.name]) for entry in entries if not entry.is_option]
    options = [(entry.typed, PARAMETERS[entry.name]) for entry in entries if entry.is_option]
    for title, rows in ((words.COMMANDS, summaries), (words.ARGUMENTS, arguments), (words.OPTIONS, options)):
        lines += _section(title, rows, width, lang)
    lines += [f"{words.EXAMPLES.say(lang)}:", *(f"  {example}" for example in chapter.examples)]
    return "\n".join(lines)


def _section(title: Text, rows: Sequence[tuple[str, Text]], width: int, lang: str) -> Iterator[str]:
    if not rows:
        return
    yield f"{title.say(lang)}:"
    rows = [(words.typed(typed, lang), text) for typed, text in rows]
    margin = min(max(len(typed) for typed, _ in rows) + 4, 34)
    for typed, text in rows:
        first = f"  {typed}  ".ljust(margin)
        if len(first) > margin:
            yield first.rstrip()
            first = " " * margin
        yield from textwrap.wrap(text.say(lang), width, initial_indent=first, subsequent_indent=" " * margin)
    yield ""
