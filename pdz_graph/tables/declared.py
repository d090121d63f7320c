"""The things that the rows of a register declare with a code of their own, so that other rows may refer to them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import NamedNode

from pdz_graph.errors import Problem
from pdz_graph.tables import faults
from pdz_graph.tables.grid import Record
from pdz_graph.tables.known import Entry
from pdz_graph.tables.names import Index, words
from pdz_graph.tables.notes import Notes
from pdz_graph.tables.schema import confusable
from pdz_graph.terms import ENTE, PERSONA, Vocabulary, of_accordo

#: Kinds whose rows may repeat what the accordo already knows, and that live outside any one accordo.
SHARED: dict[str, Vocabulary] = {"ente": ENTE, "persona": PERSONA}

_SAFE = re.compile("[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*")
_LONGEST_NAME = 150


def slug(text: str) -> str:
    """Return ``text`` as it stands in an IRI: itself if letters, digits and single - _ . suffice, else made of them."""
    if _SAFE.fullmatch(text):
        return text
    return "-".join(re.findall("[a-z0-9]+", words(text)))


def local_name(parts: Iterable[str]) -> str:
    """Return the local name made of ``parts``, without the empty ones; a long one ends in its digest."""
    whole = "-".join(part for part in map(slug, parts) if part)
    if len(whole) <= _LONGEST_NAME:
        return whole
    from pdz_graph.files import digest

    return f"{whole[:_LONGEST_NAME]}-{digest(whole.encode())[:8]}"


def iri_of(accordo: str, family: str, name: str) -> NamedNode:
    """Return the IRI of a resource of a register: of a body or a person, or else of the accordo."""
    return SHARED[family][name] if family in SHARED else of_accordo(accordo, family, name)


def declared(records: Iterable[Record], known: Index, accordo: str, notes: Notes) -> list[Entry]:
    """Return the entries that the rows with a code declare beyond the known ones.

    A code twice, in two rows or in a row and in the accordo, is a problem that names both places, and so is a code of
    a thing of another kind that may stand in the same cells; bodies and persons of the accordo may be repeated by a row
    (whether it agrees is judged when the row is read).
    """
    mine: dict[NamedNode, Entry] = {}
    coded: dict[tuple[str, str], Entry] = {}
    for record in records:
        code = record.cells.get("codice")
        if not record.table.coded or code is None:
            continue
        kind, place = record.table.family, record.at("codice")
        if not slug(code):
            notes.disputed.add(code)
            notes.problem(Problem("code-form", place, *faults.code_unfit(code)))
            continue
        old = known.coded(code, kind)
        silent = {column.name for column in record.table.withheld(record.cells)}
        names = tuple(record.cells[one] for one in ("nome",) if one in record.cells and one not in silent)
        entry = Entry(old.iri if old else iri_of(accordo, kind, slug(code)), code, kind, names, place=record.place)
        if entry.iri in mine:
            notes.problem(Problem("code-twice", place, *faults.code_twice(code, mine[entry.iri])))
        elif old and (old.place or kind not in SHARED):
            notes.problem(Problem("code-twice", place, *faults.code_twice(code, old)))
        else:
            mine[entry.iri] = entry
            others = (known.coded(code, other) or coded.get((code, other)) for other in sorted(confusable(kind)))
            clash = None if old else next(filter(None, others), None)
            if clash:
                notes.disputed.add(code)
                notes.problem(Problem("code-other", place, *faults.code_of_another(clash)))
            coded[code, kind] = entry
    return [entry for entry in mine.values() if not known.coded(entry.code, entry.kind)]
