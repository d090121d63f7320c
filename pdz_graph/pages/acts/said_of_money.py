"""What the pages of the money say, in both languages."""

from __future__ import annotations

from typing import Final

from pdz_graph.errors import Text

FUND: Final = Text("Fondo", "Fund")
FUND_LEDE: Final = Text(
    "Il denaro dell'accordo: quanto è stato messo, da quale fonte e da quale ente, e quanto costano le azioni.",
    "The money of the agreement: how much was put in, from which source and by which body, and what the actions cost.",
)
SOURCE: Final = Text("Fonte", "Source")
LEVEL: Final = Text("Livello", "Level")
BODY: Final = Text("Ente", "Body")
ACT: Final = Text("Atto", "Act")
CONTRACT: Final = Text("Contratto", "Contract")
YEAR_OF: Final = Text("L'anno", "The year")
AMOUNT: Final = Text("Importo", "Amount")
SUM_COUNT: Final = (Text("somma", "sum"), Text("somme", "sums"))
TOTAL: Final = Text("Totale", "Total")
BY_SOURCE: Final = Text("Da dove viene, anno per anno", "Where it comes from, year by year")
BY_BODY: Final = Text("Chi lo mette, anno per anno", "Who puts it in, year by year")
BY_LEVEL: Final = Text("Le azioni per livello, anno per anno", "The actions by level, year by year")
ALLOTMENTS: Final = Text("Le somme, una per una", "The sums, one by one")
ACTIONS: Final = Text("Le azioni, una per una", "The actions, one by one")
ACTION: Final = Text("Azione", "Action")
MISSING: Final = Text("Che cosa manca", "What is missing")
MISSING_NONE: Final = Text("A ciò che è registrato non manca nulla.", "Nothing is missing from what is recorded.")
NO_SUM: Final = Text("Senza importo", "Without an amount")
NO_ACT: Final = Text("Somme senza l'atto che le stanzia", "Sums without the act that allots them")
NO_CONTRACT: Final = Text("Azioni senza contratto", "Actions without a contract")
NO_SOURCE: Final = Text("Somme senza fonte", "Sums without a source")
NO_LEVEL: Final = Text("Azioni senza livello", "Actions without a level")
NO_YEAR: Final = Text("Senza anno", "Without a year")
NO_MONEY: Final = Text("Anni per i quali non è registrata nessuna somma", "Years for which no sum is recorded")
COMPLETE_MONEY: Final = Text(
    "Il registro dichiara di conoscere tutte le somme:", "The register states that it knows all the sums:"
)
NOT_COMPLETE_MONEY: Final = Text(
    "Il registro non dichiara di conoscere tutte le somme: altre possono esserci, e i totali sono di ciò che è "
    "registrato.",
    "The register does not state that it knows all the sums: there may be others, and totals are of what is recorded.",
)
NONE_RECORDED: Final = Text("Non è registrata nessuna somma.", "No sum is recorded.")
SAME_YEAR: Final = Text("Dello stesso anno, allo stesso titolo", "Of the same year and sort")
ACTS_OF_YEAR: Final = Text("Gli atti dell'anno", "The acts of the year")
ALLOTTED: Final = Text("Stanziato", "Allotted")
SPENT: Final = Text("Azioni", "Actions")
PICTURE: Final = Text("Le somme in figura", "The sums in a picture")
