"""The help pages of the commands by which data leave the office: asked, written out, published, served."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pdz_graph.commands.chapters import Chapter
from pdz_graph.errors import Text
from pdz_graph.terms import EXAMPLE

COMMANDS: Final[Mapping[str, Chapter]] = {
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
            " TriG: da caricare in un proprio archivio RDF, o dietro a un servizio per «pdz serve --endpoint». Con"
            " --public come chiunque può leggerli: nomina soltanto chi ha una carica politica o vi acconsente, e se"
            " qualcosa nominasse altri non scrive nulla.",
            "Ontology, agreement, register, what follows, findings and history, each in its graph, as N-Quads or TriG:"
            " to be loaded into an RDF store of one's own, or behind an endpoint for “pdz serve --endpoint”. With"
            " --public as everybody may read them: only holders of a political office and those who consent are named,"
            " and if anything named others nothing is written.",
        ),
        (
            "pdz graphs registro/ --as-of 2013-06-30 --output grafi.nq",
            "pdz graphs registro/ --as-of 2013-06-30 --public --output pubblici.nq",
        ),
    ),
    "serve": Chapter(
        Text("Mette a disposizione le domande sul web.", "Put the questions on the web."),
        Text(
            "Serve le pagine e i documenti di ogni cosa, a ciascuno nella forma che vuole (HTML, Turtle, JSON-LD,"
            " N-Triples, RDF/XML), e risponde a SPARQL 1.1 (/sparql), alle domande del catalogo (/queries) e con una"
            " pagina (/query), finché non gli si dice di smettere. Serve la FONTE, o il registro della cartella in cui"
            " si è (o di --register), e lo segue quando cambia; con --endpoint sta davanti a un altro servizio. Nomina"
            " soltanto chi ha una carica politica o vi acconsente, e se qualcosa nominasse altri non parte; --internal"
            " serve il registro intero, solo dietro la porta dell'ufficio. Le impostazioni: un file TOML (--config),"
            " poi le variabili PDZ_SERVE_*, poi le opzioni; l'elenco è in docs/servizio.md.",
            "It serves pages and the documents of each thing, to everybody in the form they want (HTML, Turtle,"
            " JSON-LD, N-Triples, RDF/XML), and answers SPARQL 1.1 (/sparql), the questions of the catalogue (/queries)"
            " and with a page (/query), until it is told to stop. It serves the SOURCE, or the register of the folder"
            " one is in (or of --register), and follows it as it changes; with --endpoint it stands before another"
            " service. It names only holders of a political office and those who consent, and does not start if"
            " anything named others; --internal serves the whole register, only behind the office's own door. Settings:"
            " a TOML file (--config), then the variables PDZ_SERVE_*, then the options; docs/servizio.md lists them.",
        ),
        (
            "pdz serve registro/ --as-of 2013-06-30",
            "pdz serve --register ufficio --host 0.0.0.0 --port 8080",
            "pdz serve --config servizio.toml",
        ),
    ),
    "publish": Chapter(
        Text("Scrive un sito che non ha bisogno di un server.", "Write a site that needs no server."),
        Text(
            "Una pagina in italiano e in inglese per ogni cosa (organi, seggi, enti, norme, atti, rilievi), gli stessi"
            " dati come RDF, e tutto insieme da scaricare: in USCITA, che prende il posto del sito di prima solo quando"
            " è intero. Nomina soltanto chi ha una carica politica o vi acconsente; se qualcosa nominasse altri non"
            " scrive nulla. --internal scrive il registro intero: solo per l'ufficio.",
            "A page in Italian and in English for each thing (organs, seats, bodies, norms, acts, findings), the same"
            " data as RDF, and all together to be downloaded: in OUT, which takes the place of the site before only"
            " when it is whole. It names only holders of a political office and those who consent; if anything"
            " named others it writes nothing. --internal writes the register whole: only for the office.",
        ),
        (
            "pdz publish sito registro/ --as-of 2013-06-30",
            f"pdz publish sito --register ufficio --base {EXAMPLE}",
        ),
    ),
}

PARAMETERS: Final[Mapping[str, Text]] = {
    "out": Text("La cartella del sito.", "The folder of the site."),
    "base": Text(
        "L'inizio degli indirizzi delle cose dell'accordo; altrimenti w3id.org/pdz.",
        "The beginning of the addresses of what is of the agreement; otherwise w3id.org/pdz.",
    ),
    "address": Text(
        "Dove starà il sito, per le regole di w3id.org; altrimenti dove cominciano gli indirizzi.",
        "Where the site will stand, for the rules of w3id.org; otherwise where the addresses begin.",
    ),
    "service": Text(
        "L'indirizzo di un «pdz serve» che risponde alle domande delle pagine.",
        "The address of a “pdz serve” that answers the questions of the pages.",
    ),
}
