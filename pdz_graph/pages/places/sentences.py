"""The sentences of the pages of organs, bodies, people and places, in both languages, with gaps for what data say."""

from __future__ import annotations

from typing import Final

from pdz_graph.errors import Text

ORGANS_LEDE: Final = Text(
    "Gli organi dell'accordo sono {n}. Ecco chi vi siede il {day}.",
    "The agreement has {n} organs. This is who sits in them on {day}.",
)
ORGANS_HOW: Final = Text(
    "Un posto è vuoto se il registro dichiara di sapere tutto di un organo e non vi ha nessuno; altrimenti non si sa.",
    "A place is empty where the register declares that it knows all of an organ and has nobody; else it is not known.",
)
ORGAN_WHOLE: Final = Text("Seggi: {seats}. Incarichi in corso: {people}.", "Seats: {seats}. Terms running: {people}.")
ORGAN_SHORT: Final = Text(
    "Seggi: {seats}. Incarichi in corso: {people}. Mancano {n} titolari.",
    "Seats: {seats}. Terms running: {people}. {n} holders are missing.",
)
ORGAN_SHORT_ONE: Final = Text(
    "Seggi: {seats}. Incarichi in corso: {people}. Manca un titolare.",
    "Seats: {seats}. Terms running: {people}. One holder is missing.",
)
ORGAN_DOUBTFUL: Final = Text(
    "Seggi: {seats}. Incarichi in corso: {people}. Di {m} posti il registro non dice nulla.",
    "Seats: {seats}. Terms running: {people}. Of {m} places the register says nothing.",
)
ORGAN_BOTH: Final = Text(
    "Seggi: {seats}. Incarichi in corso: {people}. Mancano {n} titolari; di {m} posti il registro non dice nulla.",
    "Seats: {seats}. Terms running: {people}. {n} holders are missing; of {m} places the register says nothing.",
)
SEATS_APART_ARE: Final = Text(
    "Compiti che il testo affida a qualcuno senza farne il componente di un organo.",
    "Duties that the text entrusts to somebody who is not thereby the member of an organ.",
)
SEAT_LEDE: Final = Text("Un seggio ({organ}) con {count}.", "A seat ({organ}) with {count}.")
SEAT_LEDE_APART: Final = Text("Un seggio fuori dagli organi, con {count}.", "A seat outside the organs, with {count}.")
SEAT_NOW: Final = Text("{badge} Il {day} i titolari sono {n}.", "{badge} On {day} its holders are {n}.")
REQUIREMENT_LEDE: Final = Text(
    "Che cosa una norma o un seggio chiedono: chi, con quale carica, per conto di chi.",
    "What a norm or a seat asks for: who, in which office, on behalf of whom.",
)
STRIP_MARK: Final = Text(
    "La linea scura segna il giorno a cui si guarda:", "The dark line marks the day that is looked at:"
)
MEETINGS_LEDE: Final = Text("Gli incontri registrati fino al {day}: {n}.", "The meetings recorded until {day}: {n}.")
NO_MEETINGS: Final = Text("Fino al {day} il registro non ha incontri.", "Until {day} the register has no meetings.")
MEETING_LEDE: Final = Text("Un incontro di: {organ}, {day}.", "A meeting of: {organ}, {day}.")
ACTS_LEDE: Final = Text("Gli atti registrati fino al {day}: {n}.", "The acts recorded until {day}: {n}.")
NO_ACTS: Final = Text("Fino al {day} il registro non ha atti.", "Until {day} the register has no acts.")
ACT_LEDE: Final = Text("Un atto dell'accordo: {kind}.", "An act of the agreement: {kind}.")
PEOPLE_LEDE: Final = Text(
    "Le persone nominate dall'accordo e dal registro, e che cosa sono il {day}: {n}.",
    "The people named by the agreement and the register, and what they are on {day}: {n}.",
)
PEOPLE_WHY: Final = Text(
    "Di ognuna si tiene il nome e l'ufficio, nient'altro.",
    "Of each only the name and the office are kept, nothing else.",
)
PERSON_LEDE: Final = Text(
    "Una persona nominata dall'accordo o dal registro.", "A person named by the agreement or the register."
)
RESERVED_LEDE: Final = Text(
    "Una persona che ha una parte nell'accordo e di cui qui non si dice il nome.",
    "A person who has a part in the agreement and is not named here.",
)
PERSON_NOW: Final = Text("Il {day}: seggi {n}, cariche {m}.", "On {day}: seats {n}, offices {m}.")
WAS_PRESENT: Final = Text("è tra i presenti di: {list}", "was present at: {list}")
CONVENED: Final = Text("ha convocato: {list}", "convened: {list}")
WAS_INVITED: Final = Text("è tra gli invitati di: {list}", "was invited to: {list}")
SIGNED_LETTERS: Final = Text("ha firmato la lettera di: {list}", "signed the letter of: {list}")
GOT_LETTERS: Final = Text("ha avuto la lettera di: {list}", "got the letter of: {list}")
DESIGNATED: Final = Text("ha designato: {list}", "designated: {list}")
VOTED: Final = Text("ha preso parte a: {list}", "took part in: {list}")
BODIES_LEDE: Final = Text(
    "Gli enti che hanno una parte nell'accordo: {n}, di cui {m} firmatari.",
    "The bodies that have a part in the agreement: {n}, of which {m} are signatories.",
)
BODIES_HOW: Final = Text(
    "Per tipo: chi ha firmato, chi ha aderito dopo, quanti siedono per conto di ciascuno.",
    "By kind: who signed, who adhered later, how many sit on behalf of each.",
)
BODY_SIGNED: Final = Text(
    "{kind}: è tra i firmatari dell'accordo.", "{kind}: it is among the signatories of the agreement."
)
BODY_ADHERES: Final = Text("{kind}: ha aderito all'accordo.", "{kind}: it adhered to the agreement.")
BODY_LEDE: Final = Text("{kind}: ha una parte nell'accordo.", "{kind}: it has a part in the agreement.")
TERRITORY_LEDE: Final = Text(
    "Il territorio dell'accordo: {n} comuni in {m} sub-ambiti, {people} abitanti.",
    "The territory of the agreement: {n} comuni in {m} sub-ambiti, {people} inhabitants.",
)
TERRITORY_HOW: Final = Text(
    "Ogni sub-ambito raccoglie dei comuni attorno a uno che fa da referente.",
    "Each sub-ambito gathers comuni around one that is their referente.",
)
MAP_NOTE: Final = Text(
    "Ogni punto è un comune, grande secondo gli abitanti. Le celle non sono confini: dicono il comune più vicino.",
    "Each point is a comune, sized by its inhabitants. The cells are no boundaries: they tell which comune is nearest.",
)
MAP_NARROW: Final = Text("I numeri sono quelli delle tabelle.", "The numbers are those of the tables.")
SMALL_MAP_NOTE: Final = Text(
    "In evidenza il comune; le celle non sono i confini.", "The comune stands out; the cells are no boundaries."
)
AREA_LEDE: Final = Text(
    "Un sub-ambito di {n} comuni e {people} abitanti.", "A sub-ambito of {n} comuni and {people} inhabitants."
)
AREA_LEDE_BARE: Final = Text("Un sub-ambito; comuni: {n}.", "A sub-ambito; comuni: {n}.")
DISTRICT_LEDE: Final = Text(
    "Un ambito distrettuale: {n} comuni in {m} sub-ambiti.", "A district: {n} comuni in {m} sub-ambiti."
)
DISTRICT_BARE: Final = Text(
    "Un ambito distrettuale vicino, che il testo nomina.", "A district nearby, named by the text."
)
NETWORK_LEDE: Final = Text(
    "Chi nomina chi: {n} seggi, e {m} tra enti, organi e tipi di ente che vi designano.",
    "Who appoints whom: {n} seats, and {m} bodies, organs and kinds of body that designate to them.",
)
NETWORK_HOW: Final = Text(
    "Il disegno dice ciò che vuole il testo; le tabelle anche chi ha nominato finora, secondo il registro.",
    "The drawing says what the text wants; the tables also who appointed so far, by the register.",
)
LAYERS_NOTE: Final = Text(
    "Da sinistra: chi nomina (tratteggiato chi è solo rappresentato), il seggio, l'organo. Lo dicono anche le tabelle.",
    "From the left: who appoints (dashed whoever is only represented), the seat, the organ. The tables say it too.",
)
NETWORK_KEYS: Final = Text(
    "Frecce: da un nodo all'altro. Invio: apre la sua pagina. + e −: più vicino, più lontano. 0: tutto.",
    "Arrows: from node to node. Enter: opens its page. + and −: nearer, farther. 0: all of it.",
)
AS_COLUMNS: Final = Text("Disegno a colonne", "Drawing in columns")
AS_NETWORK: Final = Text("Rete che si muove", "Moving network")
ZOOM_ALL: Final = Text("Tutto", "All")
ZOOM_IN: Final = Text("Più vicino", "Nearer")
ZOOM_OUT: Final = Text("Più lontano", "Farther")

# Records.
ADESIONE: Final = Text("{ente} aderisce all'accordo.", "{ente} adheres to the agreement.")
APPARTENENZA: Final = Text("{membro} fa parte di: {aggregazione}.", "{membro} belongs to: {aggregazione}.")
CARICA: Final = Text("{persona} ha una carica: {carica}, {ente}.", "{persona} holds an office: {carica}, {ente}.")
COMPLETEZZA: Final = Text(
    "Il registro dichiara di sapere tutto di: {elenco}. Ciò che non vi si trova non c'è; senza, non si saprebbe.",
    "The register declares that it knows all of: {elenco}. What it does not have is absent; else one would not know.",
)
DESIGNAZIONE: Final = Text(
    "{designante} designa {persona} al seggio: {seggio}.", "{designante} designates {persona} to the seat: {seggio}."
)
FIRMA: Final = Text("{persona} firma l'accordo per {ente}.", "{persona} signs the agreement for {ente}.")
INCARICO: Final = Text("{persona} tiene un seggio: {seggio}.", "{persona} holds a seat: {seggio}.")
REFERENZA: Final = Text("{ente} è referente di: {aggregazione}.", "{ente} is the referente of: {aggregazione}.")
SUBENTRO: Final = Text("{ente} subentra a {membro}.", "{ente} takes over from {membro}.")
