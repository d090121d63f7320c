"""Deadlines, months and years spelled out over the validity of an accordo; never whether anything was done in time."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from pyoxigraph import Literal, NamedNode

from pdz_graph.facts import Node, Properties, Triple, day_literal, first_text
from pdz_graph.terms import NOTATION, PDZ, TYPE, XSD, concept, of_accordo


def expand(norms: Mapping[Node, Properties], accordo: str, day: date, start: date, end: date) -> Iterator[Triple]:
    """Yield a pdz:Scadenza per norm and year of the validity [start, end], and a pdz:Periodo per whole month over.

    A deadline is pdz:entro the last day of its month; it has passed from the day after. It is void (stato:nulla) when
    that day lies outside the validity, to come (stato:futura) up to and including the day, else past (stato:scaduta).
    """
    clock = (day, start, end)
    for norm, properties in norms.items():
        kinds = properties.get(TYPE, [])
        name = first_text(properties, NOTATION)
        if PDZ["NormaDiScadenza"] in kinds:
            month = int(first_text(properties, PDZ["mese"]))
            later = int(first_text(properties, PDZ["annoSuccessivo"]) == "true")
            for year in range(start.year, end.year + 1):
                node = of_accordo(accordo, "scadenza", f"{name}-{year}")
                yield from _deadline(node, norm, year, last_of(year + later, month), clock)
        if PDZ["NormaDiFrequenza"] in kinds:
            for first, last in _whole_months(*clock):
                node = of_accordo(accordo, "periodo", f"{name}-{first:%Y-%m}")
                yield from _lasting(node, "Periodo", first, last)
                yield (node, PDZ["norma"], norm)
                yield (node, PDZ["dopo"], day_literal(last + timedelta(days=1)))


def years(accordo: str, day: date, start: date, end: date) -> Iterator[Triple]:
    """Yield a pdz:Esercizio for what lies in [start, end] of each year and has gone by, ``day`` included."""
    for year in range(start.year, end.year + 1):
        first, last = max(start, date(year, 1, 1)), min(end, day, date(year, 12, 31))
        if first <= last:
            node = of_accordo(accordo, "esercizio", str(year))
            yield from _lasting(node, "Esercizio", first, last)
            yield (node, PDZ["anno"], _year(year))


def _deadline(node: NamedNode, norm: Node, year: int, due: date, clock: tuple[date, date, date]) -> Iterator[Triple]:
    day, start, end = clock
    state = "nulla" if not start <= due <= end else "futura" if day <= due else "scaduta"
    yield (node, TYPE, PDZ["Scadenza"])
    yield (node, PDZ["norma"], norm)
    yield (node, PDZ["anno"], _year(year))
    yield (node, PDZ["dal"], day_literal(max(start, a_year_before(due))))
    yield (node, PDZ["entro"], day_literal(due))
    yield (node, PDZ["statoTemporale"], concept("stato", state))
    if state == "scaduta":
        yield (node, PDZ["dopo"], day_literal(due + timedelta(days=1)))


def _lasting(node: NamedNode, kind: str, first: date, last: date) -> Iterator[Triple]:
    yield (node, TYPE, PDZ[kind])
    yield (node, PDZ["dal"], day_literal(first))
    yield (node, PDZ["al"], day_literal(last))


def _whole_months(day: date, start: date, end: date) -> Iterator[tuple[date, date]]:
    """Yield first and last day of every whole month of [start, end] that is over before ``day``."""
    for first in months(start, end):
        last = last_of(first.year, first.month)
        if last <= end and last < day:
            yield first, last


def _year(year: int) -> Literal:
    return Literal(str(year), datatype=XSD["integer"])


def last_of(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def a_year_before(day: date) -> date:
    """Return the same day of the year before (28 February for the 29th)."""
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))


def months(start: date, end: date) -> Iterator[date]:
    """Yield the first day of every month that begins within [start, end]."""
    first = start if start.day == 1 else last_of(start.year, start.month).replace(day=1)
    year, month = first.year, first.month
    if first < start:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    while date(year, month, 1) <= end:
        yield date(year, month, 1)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
