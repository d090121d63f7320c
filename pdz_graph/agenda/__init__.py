"""What falls due, for whom and when: as rows and as calendars. It judges nothing."""

from __future__ import annotations

from collections.abc import Iterable

from pdz_graph.agenda.dues import Bearer, Due, agenda, bearers, of_bearer
from pdz_graph.agenda.said import title
from pdz_graph.errors import Text
from pdz_graph.terms import BASE

__all__ = ["Bearer", "Due", "agenda", "bearers", "calendar", "of_bearer", "title"]


def calendar(dues: Iterable[Due], lang: str, base: str = BASE, name: Text | None = None) -> bytes:
    """Return a calendar of things due (iCalendar, RFC 5545) in a language, called ``name``, in the order of ``dues``.

    Each is a whole day, the last good one, known by the IRI of the deadline under ``base`` for ever; its URL is the
    IRI of the norm. The time stamp is the midnight (UTC) of the day that was judged: no clock is asked. What is to come
    warns thirty days before. Without anything due the calendar is empty.
    """
    from pdz_graph.agenda.feed import written  # the library takes longer to load than a table to be drawn

    return written(dues, lang, base, name or Text("pdz", "pdz"))
