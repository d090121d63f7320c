"""One norm explained: what it says, and what a judgement found of it; as text for people or as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pdz_graph import words
from pdz_graph.reports.as_json import Json, dump, finding_entry, text_entry, thing_entry
from pdz_graph.reports.catalogue import card_entry
from pdz_graph.reports.entries import Explained
from pdz_graph.reports.outline import Scene
from pdz_graph.states import DeadlineState
from pdz_graph.verdict import Thing

FORMATS: Final = ("text", "json")


def render(explained: Explained, scene: Scene, form: str, lang: str, *, width: int = 100, colour: bool = False) -> str:
    """Return the explanation, ending in a new line."""
    if words.admitted("--format", form, FORMATS) == "json":
        return _as_json(explained)
    from pdz_graph.reports.prose import explanation

    return explanation(explained, scene, lang, width, colour)


def _as_json(explained: Explained) -> str:
    card = explained.card
    parameters: list[Json] = [{"name": text_entry(name), "value": text_entry(value)} for name, value in card.parameters]
    return dump(
        card_entry(card) | {"parameters": parameters, "shapes": list(card.shapes), "verdict": _verdict_entry(explained)}
    )


def _verdict_entry(explained: Explained) -> Json | None:
    verdict, ruling = explained.verdict, explained.ruling
    if verdict is None:
        return None
    return {
        "accordo": verdict.accordo,
        "as_of": verdict.as_of.isoformat(),
        "readings": dict(sorted(verdict.readings.items())),
        "status": ruling.status if ruling else None,
        "checked": ruling.checked if ruling else None,
        "looked_at": list(_things(ruling.looked_at if ruling else (), explained)),
        "unknown": [thing_entry(thing) for thing in (ruling.unknown if ruling else ())],
        "deadlines": [_deadline(deadline) for deadline in explained.deadlines],
        "findings": [finding_entry(finding) for finding in explained.findings],
    }


def _things(things: Sequence[Thing], explained: Explained) -> Iterator[Json]:
    for thing in things:
        yield thing_entry(thing) | {"outcome": explained.outcome(thing.id)}


def _deadline(deadline: DeadlineState) -> Json:
    return {
        "year": deadline.year,
        "by": deadline.due.isoformat(),
        "state": deadline.state,
        "days_late": deadline.days_late,
    }
