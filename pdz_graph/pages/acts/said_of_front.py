"""What the front page, the page of the accordo and the one of what happened say, in both languages."""

from __future__ import annotations

from typing import Final

from pdz_graph.errors import Text

CHANGES: Final = Text("Cambiamenti", "Changes")
CHANGES_LEDE: Final = Text(
    "Che cosa è accaduto, mese per mese, e quali norme hanno cambiato esito.",
    "What happened, month by month, and which norms changed verdict.",
)
INDEX_SUMMARY: Final = Text(
    "Un accordo di programma come dati: che cosa dice, chi vi siede, che cosa è rispettato e che cosa no.",
    "A programme agreement as data: what it says, who sits in it, what is kept and what is not.",
)
KINDS: Final = Text("Tipo", "Kind")
FEED: Final = Text("Ricevere i cambiamenti (Atom)", "Receive the changes (Atom)")
FEED_LEDE: Final = Text(
    "Chi usa un lettore di notizie può farsi avvisare di ciò che cambia.",
    "Whoever uses a news reader can be told of what changes.",
)
NO_CHANGES: Final = Text("Non è registrato ancora nulla.", "Nothing is recorded yet.")
WHAT_IT_IS: Final = Text("Che cos'è questo accordo", "What this agreement is")
SIGNED_BY: Final = Text("Chi l'ha firmato", "Who signed it")
SIGNED_ON: Final = Text("Firmato il", "Signed on")
VALIDITY: Final = Text("Vale", "It holds")
VALID_FROM: Final = Text("dal", "from")
VALID_TO: Final = Text("al", "to")
COMUNE_COUNT: Final = (Text("comune", "comune"), Text("comuni", "comuni"))
STATE_TODAY: Final = Text("Come sta", "How it stands")
BAR: Final = Text("Le norme secondo il loro esito", "The norms by their verdict")
GRAVEST: Final = Text("Che cosa non va, a cominciare dal più grave", "What is wrong, the gravest first")
ALL_FINDINGS: Final = Text("Tutti i rilievi", "All the findings")
NEXT: Final = Text("Che cosa scade", "What falls due")
NEXT_NONE: Final = Text("Non scade più nulla.", "Nothing more falls due.")
LATELY: Final = Text("Che cosa è cambiato", "What changed")
ALL_CHANGES: Final = Text("Tutti i cambiamenti", "All the changes")
GO: Final = Text("Da dove cominciare", "Where to begin")
DISTRICT: Final = Text("Ambito", "District")
LEAD: Final = Text("Ente capofila", "Lead body")
ORGANS: Final = Text("Organi", "Organs")
ANNEX: Final = Text("Allegati", "Annexes")
ADHERENTS: Final = Text("Enti che hanno aderito dopo", "Bodies that adhered later")
OTHERS: Final = Text("Altri enti", "Other bodies")
COMUNI: Final = Text("Comuni", "Comuni")
#: Where to go from the front page: who, what for, and which pages.
CARDS: Final[tuple[tuple[Text, Text, tuple[tuple[str, Text], ...]], ...]] = (
    (
        Text("Per chi abita qui", "For whoever lives here"),
        Text(
            "Chi decide, chi vi rappresenta e che cosa vi è stato promesso.",
            "Who decides, who represents you and what you were promised.",
        ),
        (
            ("territorio", Text("Il territorio e i comuni", "The territory and the comuni")),
            ("organi", Text("Chi siede negli organi", "Who sits in the organs")),
            ("norme", Text("Che cosa chiede l'accordo", "What the agreement asks for")),
        ),
    ),
    (
        Text("Per chi fa informazione", "For journalists"),
        Text(
            "Che cosa non è rispettato, da quando, e come lo si può verificare.",
            "What is not kept, since when, and how to check it.",
        ),
        (
            ("rilievi", Text("Che cosa non va", "What is wrong")),
            ("fondo", Text("Il denaro", "The money")),
            ("cambiamenti", Text("Che cosa è cambiato", "What changed")),
        ),
    ),
    (
        Text("Per chi studia", "For researchers"),
        Text(
            "Tutto è dati aperti: si interroga, si scarica e si cita.",
            "Everything is open data: query it, download it, cite it.",
        ),
        (
            ("domande", Text("Domande già pronte", "Ready-made questions")),
            ("dati", Text("Scaricare i dati", "Download the data")),
            ("anomalie", Text("Dove il testo è incerto", "Where the text is uncertain")),
        ),
    ),
    (
        Text("Per chi lavora negli uffici", "For those who work in the offices"),
        Text(
            "Che cosa scade, chi deve agire e che cosa porre a rimedio.",
            "What falls due, who has to act and what to mend.",
        ),
        (
            ("scadenze", Text("Le scadenze e i calendari", "The deadlines and the calendars")),
            ("rilievi", Text("Che cosa correggere", "What to correct")),
            ("designazioni", Text("Chi nomina chi", "Who appoints whom")),
        ),
    ),
)
