"""What the notes say of people, in both languages: who is named, and that everybody can read."""

from __future__ import annotations

from typing import Final

from pdz_graph.errors import Text
from pdz_graph.pages.acts.said_of_notes import Part

PRIVACY_LEDE: Final = Text(
    "Qui si nomina chi ha un incarico politico, finché lo ha. Gli altri sono posti occupati: «una persona in "
    "rappresentanza di».",
    "Those who hold a political office are named here, while they hold it. The others are seats that are filled: "
    "“one representative of”.",
)
PRIVACY_PARTS: Final = (
    Part(
        Text("Chi è nominato, e perché", "Who is named, and why"),
        (),
        (
            Text(
                "Chi ha una carica politica (come un sindaco o un assessore), nei giorni in cui la ha: chi governa "
                "un ente pubblico risponde in pubblico di ciò che decide.",
                "Whoever holds a political office (such as a mayor or a councillor), on the days on which they hold "
                "it: whoever governs a public body answers in public for what they decide.",
            ),
            Text("Chi ha firmato l'accordo: è un atto pubblico.", "Whoever signed the agreement: it is a public act."),
            Text(
                "Chi ha acconsentito, se il registro dice da quando.",
                "Whoever consented, if the register says since when.",
            ),
            Text(
                "Nessun altro: tecnici, funzionari e rappresentanti di associazioni compaiono come posto occupato, "
                "senza nome.",
                "Nobody else: technicians, officials and representatives of associations appear as a seat that is "
                "filled, without a name.",
            ),
        ),
        (("persone", Text("Le persone nominate", "The people named")),),
    ),
    Part(
        Text("Chiedere la cancellazione", "Ask for erasure"),
        (
            Text(
                "Ci si rivolge al titolare dei dati, indicato qui sotto, che è il titolare del trattamento: può "
                "rettificare un nome, o cancellarlo (Regolamento UE 2016/679, articoli 16 e 17). Di una persona "
                "cancellata resta una traccia senza nome, perché i conti tornino; il suo indirizzo risponde che la "
                "pagina è stata tolta.",
                "Write to the holder of the data, named below, who is the controller: it can correct a name, or "
                "erase it (Regulation EU 2016/679, articles 16 and 17). Of a person who was erased a trace without a "
                "name remains, so that the counts are right; the address answers that the page was removed.",
            ),
        ),
    ),
    Part(
        Text("Chi legge", "Whoever reads"),
        (
            Text(
                "Questo sito non usa cookie, non conta chi lo visita, non carica nulla da altri siti e non manda a "
                "nessuno ciò che vi si cerca: la ricerca avviene nel proprio browser.",
                "This site uses no cookies, counts no visitors, loads nothing from other sites and sends to nobody "
                "what is searched: the search happens in one's own browser.",
            ),
        ),
    ),
)
ACCESS_LEDE: Final = Text(
    "Queste pagine vogliono essere usate da tutti: con la tastiera, con un lettore di schermo, con caratteri grandi, "
    "da un telefono, senza script, stampate.",
    "These pages are meant for everybody: with the keyboard, with a screen reader, with large letters, from a "
    "telephone, without scripts, in print.",
)
ACCESS_PARTS: Final = (
    Part(
        Text("Che cosa è stato controllato", "What was checked"),
        (
            Text(
                "Ogni tipo di pagina è controllato a ogni cambiamento del programma, nelle due lingue:",
                "Each kind of page is checked at each change of the program, in both languages:",
            ),
        ),
        (
            Text(
                "con axe-core in un browser vero, a 360 e a 1280 pixel di larghezza, sulle regole WCAG 2.2 di "
                "livello A e AA che un programma può controllare: nessun errore grave;",
                "with axe-core in a real browser, at 360 and 1280 pixels of width, by the rules of WCAG 2.2 level A "
                "and AA that a program can check: no serious error;",
            ),
            Text("HTML valido;", "valid HTML;"),
            Text(
                "nulla esce di lato su uno schermo stretto; le tabelle larghe scorrono da sole, anche con la tastiera;",
                "nothing runs off the side of a narrow screen; wide tables scroll by themselves, by the keyboard too;",
            ),
            Text(
                "tutto si legge anche senza script; ogni figura ha accanto gli stessi dati come testo o tabella;",
                "all can be read without scripts; each picture has the same data beside it as text or table;",
            ),
            Text(
                "il contrasto, con i colori chiari e con quelli scuri.", "contrast, in light colours and in dark ones."
            ),
        ),
    ),
    Part(
        Text("Che cosa non è stato controllato", "What was not checked"),
        (
            Text(
                "Nessuna prova è stata fatta con persone che usano tecnologie assistive: un programma vede solo una "
                "parte degli ostacoli.",
                "No trial was made with people who use assistive technologies: a program sees only some of the "
                "obstacles.",
            ),
        ),
    ),
    Part(
        Text("Segnalare un ostacolo", "Report an obstacle"),
        (
            Text(
                "Ci si rivolge al titolare dei dati, indicando la pagina e che cosa non si riesce a fare.",
                "Write to the holder of the data, naming the page and what cannot be done.",
            ),
        ),
    ),
)
