"""What falls due as iCalendar (RFC 5545): a whole day for each thing due, and the same bytes for the same dues."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from pdz_graph.agenda import said
from pdz_graph.agenda.dues import Due
from pdz_graph.errors import Text
from pdz_graph.linked.addresses import Addresses

#: How long before its day a calendar tells of what is still to come.
WARNING: Final = timedelta(days=30)
_PRODUCT: Final = "-//pdz_graph//pdz deadlines//{}"


def written(dues: Iterable[Due], lang: str, base: str, name: Text) -> bytes:
    """Return a calendar: see ``agenda.calendar``."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT.format(lang.upper()))
    calendar.add("calscale", "GREGORIAN")
    for known_as in ("name", "x-wr-calname"):
        calendar.add(known_as, name.say(lang))
    for due in dues:
        calendar.add_component(_event(due, lang, Addresses(base)))
    return bytes(calendar.to_ical())


def _event(due: Due, lang: str, addresses: Addresses) -> Event:
    event = Event()
    spoken = {"language": lang}
    event.add("uid", addresses.iri(due.iri))
    event.add("dtstamp", datetime.combine(due.seen, time.min, UTC))
    event.add("dtstart", due.due)
    event.add("dtend", due.due + timedelta(days=1))
    event.add("summary", said.summary(due, lang), spoken)
    event.add("description", said.description(due, lang), spoken)
    event.add("categories", categories(due, lang))
    event.add("status", status(due))
    event.add("transp", "TRANSPARENT")
    event.add("url", addresses.iri(due.norm_iri))
    if due.state == "to-come":
        event.add_component(_alarm(due, lang))
    return event


def _alarm(due: Due, lang: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -WARNING)
    alarm.add("description", said.summary(due, lang))
    return alarm


def categories(due: Due, lang: str) -> list[str]:
    """Return what a thing due is filed under: its kind, its article, who has to act, and that it is indicative."""
    kind = said.DEADLINES if due.kind == "deadline" else said.RHYTHMS
    filed = [kind.say(lang), said.article(due, lang), *(bearer.label.say(lang) for bearer in due.bearers)]
    return filed if due.binding else [*filed, said.INDICATIVE.say(lang)]


def status(due: Due) -> str:
    """Return the status that a calendar knows: what is void is cancelled, what is indicative tentative."""
    if due.state == "void":
        return "CANCELLED"
    return "CONFIRMED" if due.binding else "TENTATIVE"
