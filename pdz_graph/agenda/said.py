"""The words of the agenda, in Italian and in English: how a thing due is told in a calendar or a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pdz_graph import words
from pdz_graph.agenda.dues import Bearer, Due
from pdz_graph.errors import Text
from pdz_graph.words import say_day

DEADLINES: Final = Text("Scadenze", "Deadlines")
RHYTHMS: Final = Text("Cadenze mensili", "Monthly rhythms")
INDICATIVE: Final = Text("indicativa", "indicative")
ADVISED: Final = Text(
    "il testo la indica e non la impone: mancarla non è una violazione",
    "the text indicates it and does not impose it: to miss it is no breach",
)
#: How a month went of those in which a body is to meet; the other states are said as a deadline's.
MONTH_STATE: Final[Mapping[str, Text]] = {
    **words.DEADLINE_STATE,
    "to-come": Text("non ancora finito", "not over yet"),
    "done": Text("l'incontro c'è stato", "the meeting took place"),
    "missed": Text("passato senza incontro", "gone by without a meeting"),
    "unknown": Text("passato, e non si sa", "gone by, and not known"),
}
_MONTH: Final = Text("Mese", "Month")


def title(accordo: Text, bearer: Bearer | None = None) -> Text:
    """Return the name of a calendar: of all the deadlines of an accordo, or of those of one bearer."""
    whose = bearer.label if bearer else accordo
    return Text(f"{DEADLINES.it}: {whose.it}", f"{DEADLINES.en}: {whose.en}")


def period(due: Due, lang: str) -> str:
    """Return what a thing due is about: the year of a deadline, "marzo 2013" of a month."""
    return str(due.year) if due.kind == "deadline" else f"{words.MONTHS[lang][due.due.month - 1]} {due.due.year}"


def state(due: Due, lang: str) -> str:
    """Return how a thing due stands, in words: "fatto in ritardo (12 giorni dopo)" is never "mancata"."""
    said = (words.DEADLINE_STATE if due.kind == "deadline" else MONTH_STATE)[due.state].say(lang)
    return f"{said} ({words.counted(due.days_late, words.DAYS_LATER, lang)})" if due.days_late else said


def summary(due: Due, lang: str) -> str:
    """Return a thing due in a line, as a calendar shows it; what is indicative says so first."""
    told = f"{due.label.say(lang)} ({period(due, lang)})"
    told += "" if due.state == "to-come" else f": {state(due, lang)}"
    return told if due.binding else f"[{INDICATIVE.say(lang)}] {told}"


def article(due: Due, lang: str) -> str:
    """Return where the norm stands: "Art. 13", or the name of a part that is no article."""
    if due.article[:1].isdigit():
        return f"{words.ARTICLE_SHORT.say(lang)} {due.article}"
    return due.article[:1].upper() + due.article[1:]


def modality(due: Due, lang: str) -> str:
    """Return how the norm speaks, and that it does not bind where it does not."""
    said = due.modality_label.say(lang)
    return said if due.binding else f"{said}, {INDICATIVE.say(lang)} ({ADVISED.say(lang)})"


def description(due: Due, lang: str) -> str:
    """Return all that is known of a thing due, a line each."""
    day, seen = say_day(due.due, lang), say_day(due.seen, lang)
    about = (words.YEAR if due.kind == "deadline" else _MONTH).say(lang)
    lines = [f"{article(due, lang)}. {words.BY.say(lang)}: {day}. {about}: {period(due, lang)}."]
    lines.append(f"{words.STATE.say(lang)} ({seen}): {state(due, lang)}.")
    lines.append(f"{words.BEARER.say(lang)}: {names(due.bearers, lang)}.")
    lines.append(f"{words.MODALITY.say(lang)}: {modality(due, lang)}.")
    if due.finding:
        lines.append(due.finding.message.say(lang))
        lines.append(f"{words.REMEDY.say(lang)}: {due.finding.remedy.say(lang)}")
        if due.finding.depends_on:
            lines.append(f"{words.DEPENDS_ON.say(lang)}: {', '.join(due.finding.depends_on)}.")
        if due.finding.waiver:
            lines.append(f"{words.WAIVED.say(lang)} {say_day(due.finding.waiver.until, lang)}.")
    return "\n".join(lines)


def names(bearers: Sequence[Bearer], lang: str) -> str:
    """Return the names of bearers, in their order."""
    return "; ".join(bearer.label.say(lang) for bearer in bearers)
