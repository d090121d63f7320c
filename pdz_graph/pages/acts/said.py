"""What the pages of the agreement say, in both languages. Nothing of an accordo stands here: data bring that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pdz_graph import words
from pdz_graph.errors import Text

ARTICLES: Final = Text("Articoli", "Articles")
ARTICLES_LEDE: Final = Text(
    "L'accordo parte per parte, e le norme che se ne ricavano. Le parole dell'atto non sono riportate: ogni parte ha "
    "il suo titolo e, con parole nostre, ciò di cui tratta.",
    "The agreement part by part, and the norms drawn from it. The words of the act are not reproduced: each part has "
    "its heading and, in our own words, what it deals with.",
)
NORMS: Final = Text("Norme", "Norms")
NORMS_LEDE: Final = Text(
    "Una norma è una cosa sola che l'accordo chiede, vieta, permette o stabilisce. Qui ci sono tutte, articolo per "
    "articolo, ciascuna con il suo esito nel giorno considerato.",
    "A norm is one thing that the agreement asks for, forbids, allows or lays down. Here are all of them, article by "
    "article, each with its verdict on the day considered.",
)
FINDINGS: Final = Text("Rilievi", "Findings")
FINDINGS_LEDE: Final = Text(
    "Un rilievo è una cosa precisa che non va: quale norma viola, chi o che cosa riguarda, da quando, e che cosa vi "
    "porrebbe rimedio.",
    "A finding is one precise thing that is wrong: which norm it breaks, who or what it is about, since when, and "
    "what would mend it.",
)
DEADLINES: Final = Text("Scadenze", "Deadlines")
DEADLINES_LEDE: Final = Text(
    "Che cosa va fatto, entro quando e da chi, anno per anno. Fatto in ritardo non vuol dire mancato; ciò che il "
    "testo indica soltanto, senza imporlo, è segnato come indicativo.",
    "What has to be done, by when and by whom, year by year. Done late is not missed; what the text only indicates, "
    "without imposing it, is marked as indicative.",
)
ANOMALIES: Final = Text("Anomalie del testo", "Anomalies of the text")
ANOMALIES_LEDE: Final = Text(
    "Dove il testo si contraddice, tace o sbaglia: che cosa dice, e come lo si è letto. Nulla è corretto in silenzio.",
    "Where the text contradicts itself, is silent or wrong: what it says, and how it was read. Nothing is corrected "
    "in silence.",
)
READINGS: Final = Text("Letture", "Readings")
READINGS_LEDE: Final = Text(
    "Dove il testo ammette due modi di intenderlo, ciascuno è una lettura. Una è adottata, e si dice perché; "
    "dell'altra si può vedere che cosa cambierebbe.",
    "Where the text can be understood in two ways, each is a reading. One is adopted, and why is told; of the other "
    "one can see what would change.",
)
PLACE: Final = Text("Dove sta nel testo", "Where it stands in the text")
MODALITY: Final = Text("Come si esprime", "How it speaks")
BEARER: Final = Text("Chi deve rispettarla", "Who has to keep it")
COUNTERPART: Final = Text("Verso chi", "Towards whom")
GENUS: Final = Text("Di che cosa tratta", "What it deals with")
KIND: Final = Text("Tipo di norma", "Kind of norm")
PARAMETERS: Final = Text("Che cosa stabilisce, in particolare", "What it lays down, in particular")
PARAMETERS_OF: Final = Text("Ciò che vale per", "What holds for")
SHAPES: Final = Text("Come lo si controlla", "How it is checked")
SHAPES_LEDE: Final = Text(
    "Il programma cerca se accade una di queste cose; ciascun controllo è descritto per intero.",
    "The program looks whether one of these things happens; each check is described in full.",
)
ALSO_DATA: Final = Text("Il controllo", "The check")
STANDING: Final[Mapping[str, Text]] = {
    **words.STATUS,
    "not-in-force": Text("non in vigore", "not in force"),
}
STANDING_COUNT: Final[Mapping[str, tuple[Text, Text]]] = {
    **words.STATUS_COUNT,
    "not-judged": (Text("che non si giudica", "not judged"), Text("che non si giudicano", "not judged")),
    "not-in-force": (Text("non in vigore", "not in force"), Text("non in vigore", "not in force")),
}
STANDING_MEANING: Final[Mapping[str, Text]] = {
    **words.STATUS_MEANING,
    "not-judged": Text("nessun registro può dire se è rispettata", "no register can tell whether it is kept"),
    "not-in-force": Text("quel giorno non valeva", "it did not hold on that day"),
}
EVERY: Final = Text("tutto", "everything")
VERDICT: Final = Text("L'esito", "The verdict")
VERDICT_OF: Final = Text("Il verdetto del", "The verdict of")
ON_DAY: Final = Text("Nel giorno considerato", "On the day considered")
WHY_NOT: Final = Text("Perché non si giudica", "Why it is not judged")
LOOKED: Final = Text("Che cosa è stato guardato", "What was looked at")
LOOKED_NOTHING: Final = Text("Quel giorno non c'era nulla da guardare.", "There was nothing to look at on that day.")
OUTCOME: Final = Text("Com'è andata", "How it fared")
UNKNOWN: Final = Text("Che cosa non si può sapere", "What cannot be known")
COMPLETE: Final = Text("Elenchi da dichiarare completi", "Lists to be stated complete")
NOTHING_FOUND: Final = Text("Nessun rilievo.", "Nothing was found.")
READING_OF: Final = Text("Come si legge il testo", "How the text is read")
DEPENDS: Final = Text(
    "L'esito dipende da come si legge il testo. Le letture possibili:",
    "The verdict depends on how the text is read. The possible readings:",
)
ADOPTED: Final = Text("adottata", "adopted")
NOT_ADOPTED: Final = Text("non adottata", "not adopted")
USED: Final = Text("usata in queste pagine", "used in these pages")
HISTORY: Final = Text("L'esito nel tempo", "The verdict over time")
HISTORY_LEDE: Final = Text(
    "L'esito è stato calcolato nel giorno della firma, alla fine di ogni mese e nel giorno considerato; tra un "
    "giorno e l'altro la norma può essere cambiata in qualunque momento.",
    "The verdict was worked out on the day of the signature, at the end of each month and on the day considered; "
    "between one day and the next the norm may have turned at any moment.",
)
STRIP: Final = Text("La striscia dei giorni", "The strip of the days")
FROM: Final = Text("Dal", "From")
TO: Final = Text("Al", "To")
WAIVERS: Final = Text("Deroghe", "Waivers")
WAIVER_IDLE: Final = Text("non serve a nulla: nulla di ciò che copre è stato trovato", "it fits nothing that was found")
NORM: Final = Text("Norma", "Norm")
ARTICLE: Final = Text("Articolo", "Article")
STATE: Final = Text("Esito", "Verdict")
BY_STANDING: Final = Text("Le norme per esito", "The norms by verdict")
FILTER: Final = Text("Mostra", "Show")
FILTER_TEXT: Final = Text("Contiene le parole", "Holds the words")
SHOWN: Final = Text("{n} su {all}", "{n} of {all}")
SHOW_NOTHING: Final = Text("Nulla corrisponde.", "Nothing fits.")
ABOUT: Final = Text("Di che cosa tratta", "What it deals with")
PARTS: Final = Text("Le sue parti", "Its parts")
DRAWN: Final = Text("Le norme che se ne ricavano", "The norms drawn from it")
DRAWN_NONE: Final = Text("Nessuna norma se ne ricava.", "No norm is drawn from it.")
WITHOUT: Final = Text("Perché non ha norme", "Why it has no norm")
CITED: Final = Text("Gli atti che cita", "The acts that it cites")
ALSO_HERE: Final = Text("Che altro viene da qui", "What else comes from here")
BEFORE: Final = Text("Prima", "Before")
AFTER: Final = Text("Dopo", "After")
AROUND: Final = Text("Parti vicine", "Parts nearby")
NOT_THE_WORDS: Final = Text(
    "Questa è la struttura del testo, non il testo: ciò che vi si legge è detto con parole nostre.",
    "This is the structure of the text, not the text: what stands there is told in our own words.",
)
NORM_COUNT: Final = (words.NORM_ONE, words.NORM_MANY)
FINDING_COUNT: Final = (Text("rilievo", "finding"), Text("rilievi", "findings"))
THING_COUNT: Final = (words.THING_ONE, words.THING_MANY)
GRAVITY: Final[Mapping[str, Text]] = {**words.SEVERITY, "waived": Text("in deroga", "waived")}
GRAVITY_HEADING: Final[Mapping[str, Text]] = {
    "violation": Text("Violazioni", "Violations"),
    "warning": Text("Avvisi", "Warnings"),
    "info": Text("Note", "Notes"),
    "waived": Text("In deroga", "Waived"),
}
GRAVITY_MEANING: Final[Mapping[str, Text]] = {
    "violation": Text("ciò che l'accordo impone, e non è rispettato", "what the agreement imposes, and is not kept"),
    "warning": Text("ciò che merita attenzione, e non basta a violare", "what deserves attention"),
    "info": Text("ciò che è bene sapere", "what is good to know"),
    "waived": Text(
        "ciò che non va, e che per un certo tempo si è deciso di tollerare",
        "what is wrong, and that somebody decided to put up with for a time",
    ),
}
SHOW_THINGS: Final = Text("Vedi tutto", "See all")
REMEDY: Final = Text("Che cosa vi porrebbe rimedio", "What would mend it")
SUBJECT: Final = Text("Chi o che cosa riguarda", "Who or what it is about")
EXPECTED: Final = Text("Ci si aspettava", "Expected")
FOUND: Final = Text("Si è trovato", "Found")
SINCE: Final = Text("Da quando", "Since when")
GRAVITY_NAME: Final = Text("Gravità", "Gravity")
SAME: Final = Text("Altri rilievi dello stesso controllo", "Other findings of the same check")
WHOLE_VERDICT: Final = Text("Il verdetto intero di quel giorno", "The whole verdict of that day")
JUDGED_NORMS: Final = Text("Le norme giudicate", "The norms judged")
BY_READING: Final = Text("Secondo la lettura", "By the reading")
BY_THE_READING: Final = Text("secondo la lettura", "by the reading")
NO_SUM_THEN: Final = Text("nessuna", "none")
DAYS_LEFT: Final = (Text("fra {n} giorno", "in {n} day"), Text("fra {n} giorni", "in {n} days"))
TODAY: Final = Text("oggi", "today")
DAY: Final = Text("Giorno", "Day")
MONTH_STATE: Final[Mapping[str, Text]] = {
    "done": Text("l'incontro c'è stato", "the meeting took place"),
    "missed": Text("passato senza incontro", "gone by without a meeting"),
    "unknown": Text("passato, e non si sa", "gone by, and not known"),
}
INDICATIVE: Final = Text("indicativa", "indicative")
INDICATIVE_MEANING: Final = Text(
    "Il testo la indica e non la impone: mancarla non è una violazione.",
    "The text indicates it and does not impose it: to miss it is no breach.",
)
WHAT: Final = Text("Che cosa", "What")
BY_DAY: Final = Text("Entro", "By")
WHO: Final = Text("Chi", "Who")
HOW: Final = Text("Com'è andata", "How it stands")
RHYTHMS: Final = Text("Ogni mese", "Every month")
DEADLINES_IN: Final = Text("Scadenze del", "Deadlines of")
NO_DEADLINES: Final = Text("Non ci sono scadenze.", "There are no deadlines.")
YEARS: Final = Text("Gli anni", "The years")
CALENDARS: Final = Text("Le scadenze nel proprio calendario", "The deadlines in one's own calendar")
CALENDARS_LEDE: Final = Text(
    "Ogni calendario è un file (iCalendar) che i programmi di posta e i telefoni sanno leggere e tenere aggiornato.",
    "Each calendar is a file (iCalendar) that mail programs and telephones can read and keep up to date.",
)
ALL_DEADLINES: Final = Text("Tutte le scadenze", "All the deadlines")
OVERDUE: Final = Text("In ritardo, mancate o che non si sa", "Late, missed or not known")
OTHER_YEARS: Final = Text("La stessa cosa, le altre volte", "The same thing, the other times")
MEETINGS: Final = Text("Gli incontri di quei giorni", "The meetings of those days")
YEAR: Final = Text("Anno", "Year")
NOT_SAID: Final = Text("non detto", "not said")
QUOTES: Final = Text("Che cosa dice il testo", "What the text says")
READ_AS: Final = Text("Come si è letto", "How it was read")
WHERE: Final = Text("Dove", "Where")
GRAVITY_OF_ANOMALY: Final[Mapping[str, Text]] = {
    "A": Text("Cambiano un giudizio", "They change a judgement"),
    "B": Text("Lasciano incerto un nome o un rinvio", "They leave a name or a reference in doubt"),
    "C": Text("Solo di forma", "Only a matter of form"),
}
ANOMALY_COUNT: Final = (Text("anomalia", "anomaly"), Text("anomalie", "anomalies"))
NORMS_THERE: Final = Text("Le norme dello stesso luogo", "The norms of the same place")
QUESTION: Final = Text("La domanda", "The question")
REASON: Final = Text("Perché", "Why")
VALID: Final = Text("L'accordo varrebbe", "The agreement would hold")
OTHER_READINGS: Final = Text("Come altro lo si può leggere", "How else it can be read")
HANGS: Final = Text("Norme il cui esito ne dipende", "Norms whose verdict depends on it")
CITED_KIND: Final = Text("Che atto è", "Which act it is")
NUMBER: Final = Text("Numero", "Number")
CITED_ARTICLES: Final = Text("Articoli citati", "Articles cited")
CITED_IN: Final = Text("Dove è citato", "Where it is cited")
OTHER_CITED: Final = Text("Gli altri atti citati", "The other acts cited")
CITED_WHAT: Final = Text(
    "È un atto che il testo dell'accordo cita.", "It is an act that the text of the agreement cites."
)
OUTCOME_PAGE: Final = Text("l'esito per intero", "the whole outcome")
SIGNATURE: Final = Text("firma", "signature")
