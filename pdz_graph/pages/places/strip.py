"""What lasted, as bars over the validity of an accordo: where each begins and ends, in hundredths of the width."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.pages.phrase import Told, days
from pdz_graph.pages.places.reading import accordo_days, began, day_of
from pdz_graph.pages.places.sheet import Picture
from pdz_graph.pages.scene import Scene

_TEMPLATE = "places/strip.html.j2"


@dataclass(frozen=True)
class Bar:
    """Something that lasted: ``start`` and ``width`` are per cent of the whole; ``before`` and ``after`` tell that it
    began before, or goes on after, what is drawn."""

    name: Told
    days: Told
    start: str
    width: str
    before: bool
    after: bool
    now: bool


@dataclass(frozen=True)
class Strip:
    """Bars over the days from ``first`` to ``last``; ``ticks`` are years and where each begins, ``mark`` the day."""

    caption: Text
    first: date
    last: date
    ticks: tuple[tuple[str, str], ...]
    mark: str
    bars: tuple[Bar, ...]


def strip(scene: Scene, caption: Text, lasting: Iterable[tuple[NamedNode, Told]]) -> Picture | None:
    """Return the picture of things that last, each with how it is called; None where none has a first day, or the
    accordo does not say how long it is valid."""
    first, last = accordo_days(scene)
    known = [(node, name, start) for node, name in lasting if (start := began(scene.book, node))]
    if not (first and last) or not known:
        return None
    span = (last - first).days + 1

    def place(day: date) -> float:
        return min(100.0, max(0.0, 100 * (day - first).days / span))

    bars = []
    for node, name, start in known:
        end = day_of(scene.book, node, "al")
        left, right = place(start), place(date.fromordinal(min(end, last).toordinal() + 1)) if end else 100.0
        now = start <= scene.day and (end is None or scene.day <= end)
        width = max(right - left, 0.6)
        bars.append(
            Bar(name, days(start, end), _said(left), _said(width), start < first, end is None or end > last, now)
        )
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    ticks = tuple((str(day.year), _said(place(day))) for day in years)
    drawn = Strip(caption, first, last, ticks, _said(place(scene.day)), tuple(bars))
    return Picture(_TEMPLATE, {"strip": drawn})


def _said(number: float) -> str:
    """Return a number as an attribute writes it: the same on every machine."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
