"""What the help pages say of the register of an office: a chapter for each command, a line for each option."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pdz_graph.errors import Text


@dataclass(frozen=True)
class Chapter:
    """What the page of one command says: in a line, at length, by examples."""

    summary: Text
    details: Text
    examples: tuple[str, ...]


_REGISTER = Text(
    "Lavora sul registro della cartella in cui si è, o su quello di --register, o di PDZ_REGISTER.",
    "It works on the register of the folder one is in, or on that of --register, or of PDZ_REGISTER.",
)

COMMANDS: Final[Mapping[str, Chapter]] = {
    "deadlines": Chapter(
        Text("Dice che cosa scade, per chi, e com'è andata.", "Say what falls due, for whom, and how it fared."),
        Text(
            "Ogni scadenza della validità, anno per anno, e i mesi in cui un organo si riunisce: entro quale giorno,"
            " chi deve agire, come sta nel giorno di --as-of. Fatto in ritardo non è mancato; ciò che il testo indica"
            " senza imporre è detto indicativo. Con --format ics è un calendario (RFC 5545). Stato d'uscita 0 comunque"
            " sia andata. Senza FONTE vale il registro della cartella in cui si è (o di --register, o di"
            " PDZ_REGISTER), o se non c'è l'accordo da solo.",
            "Every deadline of the validity, year by year, and the months in which a body is to meet: by which day,"
            " who has to act, how it stands on the day of --as-of. Done late is not missed; what the text indicates"
            " and does not impose is said to be indicative. With --format ics it is a calendar (RFC 5545). Exit status"
            " 0 however it fared. Without SOURCE the register of the folder one is in counts (or of --register, or of"
            " PDZ_REGISTER), or if there is none the agreement alone.",
        ),
        (
            "pdz deadlines registro/ --as-of 2013-06-30",
            "pdz deadlines --bearer ads --year 2014",
            "pdz deadlines registro/ --format ics --output scadenze.ics",
        ),
    ),
    "verify": Chapter(
        Text("Ripete un giudizio dalla sua ricevuta.", "Repeat a judgement from its receipt."),
        Text(
            "Dice se è uguale, o che cosa è diverso: ontologia, norme, vincoli, fatti, rapporto. Una ricevuta di file"
            " vuole gli stessi file, una di un registro quel registro. Stato d'uscita 1 se qualcosa è diverso.",
            "Says whether it is the same, or what differs: ontology, norms, shapes, facts, report. A receipt of files"
            " wants the same files, one of a register that register. Exit status 1 if anything differs.",
        ),
        ("pdz verify ricevuta.json registro/",),
    ),
    "init": Chapter(
        Text("Crea un registro vuoto.", "Make an empty register."),
        Text(
            "In DIR, o nella cartella in cui si è. Con --endpoint il registro sta in un servizio SPARQL 1.1, e nella"
            " cartella solo i suoi indirizzi; utente e password si mettono in PDZ_ENDPOINT_USER e"
            " PDZ_ENDPOINT_PASSWORD (o PDZ_ENDPOINT_TOKEN), o nel netrc.",
            "In DIR, or in the folder one is in. With --endpoint the register is kept behind a SPARQL 1.1 service, and"
            " the folder only has its addresses; user and password go in PDZ_ENDPOINT_USER and PDZ_ENDPOINT_PASSWORD"
            " (or PDZ_ENDPOINT_TOKEN), or in the netrc.",
        ),
        ("pdz init ufficio", "pdz init ufficio --accordo cremasco-2012-2014"),
    ),
    "template": Chapter(
        Text("Scrive un foglio di lavoro da riempire.", "Write a workbook to fill in."),
        Text(
            "Un foglio per ogni tabella: le colonne spiegate nelle note, elenchi a tendina con i codici dell'accordo,"
            " giorni e importi già formattati.",
            "A sheet for each table: columns explained in notes, drop-down lists with the codes of the accordo, days"
            " and amounts formatted.",
        ),
        ("pdz template registro.xlsx",),
    ),
    "record": Chapter(
        Text("Registra una fonte, se le norme lo ammettono.", "Record a source, if the norms admit it."),
        Text(
            "Mostra le righe nuove, cambiate, finite; giudica il registro come diventerebbe; registra tutto o nulla."
            " Una fonte aggiunge: righe nuove, celle che erano vuote. Con --whole è tutto il registro, e le sue righe"
            " prendono il posto di quelle registrate. Stato d'uscita 1 se è rifiutato. " + _REGISTER.it,
            "It shows the rows that are new, changed, ended; judges the register as it would become; records all or"
            " nothing. A source adds: new rows, cells that were empty. With --whole it is the whole register, and its"
            " rows take the place of those recorded. Exit status 1 if it is refused. " + _REGISTER.en,
        ),
        (
            "pdz record registro.xlsx --register ufficio",
            "pdz record registro.xlsx --register ufficio --dry-run",
            "pdz record registro.xlsx --register ufficio --whole --policy report --by anna",
        ),
    ),
    "what-if": Chapter(
        Text("Dice che cosa ne verrebbe, senza registrare.", "Say what would come of it, recording nothing."),
        Text(
            "Che cosa nasce, si risolve o resta se si registrasse una fonte, o se un incarico finisse: --end con il"
            " nome che il rapporto gli dà, --on con l'ultimo giorno. " + _REGISTER.it,
            "What would be new, solved or left if a source were recorded, or if a term ended: --end with the name that"
            " the report gives it, --on with its last day. " + _REGISTER.en,
        ),
        ("pdz what-if registro.xlsx --register ufficio",),
    ),
    "who-may": Chapter(
        Text("Elenca chi può sedere in un seggio.", "List who may hold a seat."),
        Text(
            "Da un giorno: chi può, chi non può e quale norma lo dice, di chi non si sa abbastanza. " + _REGISTER.it,
            "From a day on: who may, who may not and which norm says so, of whom not enough is known. " + _REGISTER.en,
        ),
        ("pdz who-may udp-cooperazione --on 2013-06-30 --register ufficio",),
    ),
    "waive": Chapter(
        Text("Tollera un rilievo fino a un giorno.", "Put up with a finding until a day."),
        Text(
            "Per un motivo e con un atto. Il rilievo resta nel rapporto, come derogato; torna il giorno dopo. COSA è"
            " l'IRI che il rapporto dà a ciò che viola la norma, o la sua ultima parte. " + _REGISTER.it,
            "For a reason and by an act. The finding stays in the report, as waived; it comes back the day after."
            " SUBJECT is the IRI that the report gives to what breaks the norm, or the last part of it. "
            + _REGISTER.en,
        ),
        (
            "pdz waive art-06-competenza PO13 --reason 'ratifica in corso' --act 'nota 12/2013' --until 2013-09-30"
            " --register ufficio --as-of 2013-06-30",
        ),
    ),
    "status": Chapter(
        Text("Dice a che punto è il registro.", "Say where the register stands."),
        Text(
            "L'accordo, l'ultimo cambiamento, quante righe, quali deroghe. " + _REGISTER.it,
            "The accordo, the last change, how many rows, which waivers. " + _REGISTER.en,
        ),
        ("pdz status --register ufficio",),
    ),
    "log": Chapter(
        Text("Elenca i cambiamenti del registro.", "List the changes of the register."),
        Text(
            "Dall'ultimo: quando, chi, quante violazioni prima e dopo, da quali fonti. " + _REGISTER.it,
            "From the last: when, who, how many violations before and after, from which sources. " + _REGISTER.en,
        ),
        ("pdz log --register ufficio",),
    ),
    "show": Chapter(
        Text("Mostra un cambiamento.", "Show a change."),
        Text(
            "Chi, quando, da quali fonti, quali righe e quali rilievi. " + _REGISTER.it,
            "Who, when, from which sources, which rows and which findings. " + _REGISTER.en,
        ),
        ("pdz show 1 --register ufficio",),
    ),
    "undo": Chapter(
        Text("Toglie un cambiamento con il suo contrario.", "Take a change back by its inverse."),
        Text(
            "È un cambiamento nuovo, giudicato come gli altri: la storia resta. Si rifiuta se un cambiamento"
            " successivo ha toccato le stesse cose. " + _REGISTER.it,
            "It is a new change, judged like any other: the history stays. It is refused if a later change has touched"
            " the same things. " + _REGISTER.en,
        ),
        ("pdz undo 1 --register ufficio --policy report",),
    ),
    "export": Chapter(
        Text("Scrive il registro come RDF, tabelle o foglio.", "Write the register as RDF, tables or workbook."),
        Text(
            "Com'è, o com'era noto allora (--known-at); con --history anche i suoi cambiamenti (solo RDF). Le tabelle"
            " csv vanno in una cartella, xlsx in un file: --output. " + _REGISTER.it,
            "As it is, or as it was known then (--known-at); with --history its changes too (RDF only). The csv tables"
            " go to a folder, xlsx to a file: --output. " + _REGISTER.en,
        ),
        ("pdz export --register ufficio", "pdz export --register ufficio --format csv --output tabelle"),
    ),
    "query": Chapter(
        Text("Fa una domanda ai dati.", "Ask the data a question."),
        Text(
            "Senza DOMANDA elenca il catalogo. Una DOMANDA è il nome di una del catalogo, un file .rq, o una domanda in"
            " SPARQL 1.1 («-» la legge da chi la passa). Vede tutto ciò che si sa dell'accordo e della FONTE, o del"
            " registro, nel giorno di --as-of: ciò che viene dopo è lasciato fuori, ciò che segue dalle regole e i"
            " rilievi ci sono. Con --endpoint la fa a un servizio SPARQL. Le forme csv, tsv, json, xml, ttl, nt, jsonld"
            " e rdf sono quelle del W3C; csv-excel e xlsx si aprono in un foglio, e nessun testo vi diventa formula.",
            "Without QUESTION it lists the catalogue. A QUESTION is the name of one in the catalogue, a .rq file, or a"
            " query in SPARQL 1.1 (“-” reads what is piped in). It sees all that is known of the agreement and of"
            " SOURCE, or of the register, on the day of --as-of: what comes later is left out, what follows by rule and"
            " the findings are there. With --endpoint it is asked of a SPARQL service. The forms csv, tsv, json,"
            " xml, ttl, nt, jsonld and rdf are those of the W3C; csv-excel and xlsx open in a spreadsheet, and no text"
            " becomes a formula there.",
        ),
        (
            "pdz query",
            "pdz query chi-siede registro/ --param organo=udp --as-of 2013-06-30",
            "pdz query 'SELECT ?firma ?giorno { ?firma a pdz:Firma ; pdz:data ?giorno } ORDER BY ?firma'",
        ),
    ),
    "graphs": Chapter(
        Text("Scrive tutto ciò che una domanda vede.", "Write all that a question sees."),
        Text(
            "Ontologia, accordo, registro, ciò che ne segue, rilievi e storia, ciascuno nel suo grafo, come N-Quads o"
            " TriG: da caricare in un proprio archivio RDF, o dietro a un servizio per «pdz serve --endpoint».",
            "Ontology, agreement, register, what follows, findings and history, each in its graph, as N-Quads or TriG:"
            " to be loaded into an RDF store of one's own, or behind an endpoint for “pdz serve --endpoint”.",
        ),
        ("pdz graphs registro/ --as-of 2013-06-30 --output grafi.nq",),
    ),
    "serve": Chapter(
        Text("Mette a disposizione le domande sul web.", "Put the questions on the web."),
        Text(
            "Risponde a SPARQL 1.1 (/sparql), alle domande del catalogo (/queries) e con una pagina (/), finché non"
            " gli si dice di smettere. Serve la FONTE, o il registro della cartella in cui si è (o di --register), e lo"
            " segue quando cambia; con --endpoint sta davanti a un altro servizio. Le impostazioni: un file TOML"
            " (--config), poi le variabili PDZ_SERVE_*, poi le opzioni; l'elenco è in docs/servizio.md.",
            "It answers SPARQL 1.1 (/sparql), the questions of the catalogue (/queries) and with a page (/), until it"
            " is told to stop. It serves the SOURCE, or the register of the folder one is in (or of --register), and"
            " follows it as it changes; with --endpoint it stands before another service. Settings: a TOML file"
            " (--config), then the variables PDZ_SERVE_*, then the options; docs/servizio.md lists them.",
        ),
        (
            "pdz serve registro/ --as-of 2013-06-30",
            "pdz serve --register ufficio --host 0.0.0.0 --port 8080",
            "pdz serve --config servizio.toml",
        ),
    ),
}

PARAMETERS: Final[Mapping[str, Text]] = {
    "register": Text("La cartella del registro.", "The folder of the register."),
    "where": Text("La cartella; altrimenti quella in cui si è.", "The folder; otherwise the one you are in."),
    "endpoint": Text("L'indirizzo per interrogare il servizio SPARQL.", "The address to query the SPARQL service."),
    "update_endpoint": Text("Quello per cambiarlo, se è un altro.", "The one to change it, if it is another."),
    "profile": Text("Che servizio è.", "Which service it is."),
    "auth": Text("Come si entra.", "How one is let in."),
    "file": Text("Il foglio di lavoro da scrivere: un file .xlsx nuovo.", "The workbook to write: a new .xlsx file."),
    "policy": Text(
        "no-new rifiuta le violazioni nuove, strict ogni violazione, report nulla.",
        "no-new refuses new violations, strict any violation, report none.",
    ),
    "whole": Text("Le fonti sono tutto il registro, per le tabelle che hanno.", "The sources are the whole register."),
    "dry_run": Text("Prova soltanto: non registra nulla.", "Only try: record nothing."),
    "by": Text("Chi registra; altrimenti PDZ_AGENT, o l'utente.", "Who records; otherwise PDZ_AGENT, or the user."),
    "message": Text("Perché, in una riga: resta nella storia.", "Why, in a line: it stays in the history."),
    "number": Text(
        "Il numero del cambiamento, come lo scrive «pdz log».", "The number of the change, as in “pdz log”."
    ),
    "end": Text("L'incarico che finirebbe.", "The term that would end."),
    "on": Text("Il giorno.", "The day."),
    "seat": Text("Il codice di un seggio.", "The code of a seat."),
    "subject": Text("Ciò che viola la norma.", "What breaks the norm."),
    "reason": Text("Perché si tollera.", "Why it is put up with."),
    "act": Text("Con quale atto.", "By which act."),
    "until": Text("L'ultimo giorno della deroga.", "The last day of the waiver."),
    "asked": Text(
        "Il nome di una domanda del catalogo, un file .rq, o SPARQL.",
        "The name of a question of the catalogue, an .rq file, or SPARQL.",
    ),
    "param": Text(
        "Il valore di un parametro; tante volte quanti sono.", "The value of a parameter; as many times as needed."
    ),
    "show": Text(
        "Scrive la domanda in SPARQL, con i valori al loro posto.",
        "Write the query in SPARQL, with its values in place.",
    ),
    "bearer": Text(
        "Solo ciò che deve fare chi ha questo codice: un organo, un ente.",
        "Only what somebody of this code has to do: an organ, a body.",
    ),
    "year": Text("Solo ciò che scade in quell'anno.", "Only what falls due in that year."),
    "receipt": Text("Il file della ricevuta.", "The file of the receipt."),
    "host": Text("L'indirizzo su cui ascoltare.", "The address on which to listen."),
    "port": Text("La porta; 0 è una libera.", "The port; 0 is a free one."),
    "config": Text("Il file delle impostazioni, in TOML.", "The file of the settings, in TOML."),
    "history": Text("Anche i cambiamenti, ciascuno nei suoi grafi.", "The changes too, each in its graphs."),
}
