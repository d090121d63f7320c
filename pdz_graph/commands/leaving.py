"""The help pages of the commands by which data leave the office: what is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pdz_graph.commands.chapters import Chapter
from pdz_graph.errors import Text
from pdz_graph.terms import EXAMPLE

COMMANDS: Final[Mapping[str, Chapter]] = {
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
    "service": Text(
        "L'indirizzo di un «pdz serve» che risponde alle domande delle pagine.",
        "The address of a “pdz serve” that answers the questions of the pages.",
    ),
}
