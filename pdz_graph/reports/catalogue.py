"""The norms of an agreement as a list: text by article, JSON or CSV. Which norms are listed is chosen elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from pdz_graph import words
from pdz_graph.cards import NormCard
from pdz_graph.reports.as_json import Json, dump, text_entry
from pdz_graph.reports.entries import Entry
from pdz_graph.verdict import Verdict

FORMATS: Final = ("text", "json", "csv")

#: The columns of the table.
COLUMNS: Final = (
    "norm", "article", "place", "label", "description", "genera", "kinds", "modality", "bearer", "counterpart",
    "judged", "status", "checked",
)  # fmt: skip


def render(
    accordo: str,
    entries: Sequence[Entry],
    verdict: Verdict | None,
    form: str,
    lang: str,
    *,
    today: date | None = None,
    width: int = 100,
    colour: bool = False,
) -> str:
    """Return the list, ending in a new line; ``verdict`` is None when nobody asked for a judgement."""
    match words.admitted("--format", form, FORMATS):
        case "json":
            return _as_json(accordo, entries, verdict)
        case "csv":
            from pdz_graph.reports.as_csv import table

            return table(COLUMNS, (_row(entry, lang) for entry in entries))
        case _:
            from pdz_graph.reports.listing import listing

            return listing(entries, verdict, lang, today=today, width=width, colour=colour)


def _as_json(accordo: str, entries: Sequence[Entry], verdict: Verdict | None) -> str:
    return dump(
        {
            "accordo": accordo,
            "as_of": verdict.as_of.isoformat() if verdict else None,
            "readings": dict(sorted(verdict.readings.items())) if verdict else {},
            "norms": [card_entry(entry.card) | _ruling(entry) for entry in entries],
        }
    )


def card_entry(card: NormCard) -> Json:
    """Return a norm in JSON, without its parameters."""
    return {
        "norm": card.id,
        "article": card.article,
        "place": text_entry(card.place),
        "label": text_entry(card.label),
        "description": text_entry(card.description),
        "genera": list(card.genera),
        "kinds": list(card.kinds),
        "modality": text_entry(card.modality),
        "bearer": text_entry(card.bearer),
        "counterpart": text_entry(card.counterpart) if card.counterpart else None,
        "judged": card.judged,
        "reason": text_entry(card.reason) if card.reason else None,
    }


def _ruling(entry: Entry) -> Json:
    ruling = entry.ruling
    return {"status": ruling.status if ruling else None, "checked": ruling.checked if ruling else None}


def _row(entry: Entry, lang: str) -> Json:
    card, ruling = entry.card, entry.ruling
    return {
        "norm": card.id,
        "article": card.article,
        "place": card.place.say(lang),
        "label": card.label.say(lang),
        "description": card.description.say(lang),
        "genera": ";".join(card.genera),
        "kinds": ";".join(card.kinds),
        "modality": card.modality.say(lang),
        "bearer": card.bearer.say(lang),
        "counterpart": card.counterpart.say(lang) if card.counterpart else None,
        "judged": card.judged,
        "status": ruling.status if ruling else None,
        "checked": ruling.checked if ruling else None,
    }
