"""Who is meant by a code or a name: exactly after normalisation, or the closest, told as a guess; never in silence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from typing import TypeVar

from pdz_graph.errors import Text
from pdz_graph.tables.cells import Unreadable
from pdz_graph.tables.faults import shown
from pdz_graph.tables.known import Entry
from pdz_graph.tables.schema import TABLES

Key = TypeVar("Key")

#: How alike (0 to 1, as difflib counts) a name must be to be guessed; and by how much it must beat the second.
ALIKE, AHEAD = 0.85, 0.06
#: How alike a name must be to be offered in a remedy, how many are offered, and how many codes are listed in full.
NEAR, OFFERED, LISTED = 0.5, 4, 40
#: Beyond so many names, and after so many pairs of characters, nothing is compared any more: a hostile table would
#: take hours. To compare with a name costs as much as so many pairs, however short it is.
MOST_NAMES, MOST_PAIRS, LEAST_PAIRS = 2_000, 200_000_000, 200
#: The kind of thing whose name may be guessed: bodies. Who holds an office, a seat or a kind never is.
GUESSED = "ente"

_PREFIX = re.compile(r"^(?:comune|citta|municipio|amministrazione comunale) (?:di|d) ")


@dataclass(frozen=True)
class Match:
    """The thing that a reference means, and whether it was guessed."""

    entry: Entry
    guessed: bool


@lru_cache(maxsize=20_000)
def words(name: str) -> str:
    """Return ``name`` in lower case, without accents, with one space for each hyphen, apostrophe or other mark."""
    if not name.isascii():
        name = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def key(name: str) -> str:
    """Return what two spellings of one name have in common: their letters and digits, in order."""
    return words(name).replace(" ", "")


def bag(name: str) -> tuple[str, ...]:
    """Return the words of ``name`` in alphabetical order: a person's name and surname come in either."""
    return tuple(sorted(words(name).split()))


def _spellings(entry: Entry, text: bool = True) -> set[str]:
    """Return the words by which an entry is known: code, names, and for a body its name without "Comune di".

    With ``text``, also as the text of the accordo writes it.
    """
    every = {words(name) for name in (entry.code, *entry.names, *(entry.spellings if text else ()))}
    if entry.kind == GUESSED:
        every |= {_PREFIX.sub("", name) for name in every}
    return every - {""}


class Index:
    """The things that references of a register may mean, found by code or by name."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._kinds: dict[str, list[Entry]] = {}
        for entry in entries:
            self._kinds.setdefault(entry.kind, []).append(entry)
        self._codes: dict[str, Mapping[str, list[Entry]]] = {}
        self._keys: dict[str, Mapping[str, list[Entry]]] = {}
        self._own: dict[str, Mapping[str, list[Entry]]] = {}
        self._bags: Mapping[tuple[str, ...], list[Entry]] | None = None
        self._matches: dict[tuple[str, tuple[str, ...], bool], Match | Unreadable] = {}
        self._pairs = 0

    def of_kind(self, kind: str) -> list[Entry]:
        """Return the things of one kind."""
        return self._kinds.get(kind, [])

    def coded(self, code: str, kind: str) -> Entry | None:
        """Return the thing of ``kind`` whose code is exactly ``code``."""
        return next(iter(self._by_code(kind).get(code, ())), None)

    def named(self, name: str, kind: str) -> list[Entry]:
        """Return the things of ``kind`` in the accordo that go by ``name``, after normalisation."""
        if kind not in self._own:
            own = (entry for entry in self.of_kind(kind) if entry.place is None)
            self._own[kind] = _keyed(own)
        spelt = {key(name), key(_PREFIX.sub("", words(name)))}
        found = {entry.iri.value: entry for one in sorted(spelt) for entry in self._own[kind].get(one, ())}
        return list(found.values())

    def find(self, text: str, kinds: tuple[str, ...], many: bool = False) -> Match:
        """Return what ``text`` means among the things of ``kinds``; raise Unreadable when nothing, or several.

        ``many`` tells that the cell may hold several values.
        """
        found = self._matches.get((text, kinds, many))
        if found is None:
            try:
                found = self._find(text, kinds, many)
            except Unreadable as fault:
                found = fault.with_traceback(None)  # a trace would keep alive all that was compared
            self._matches[text, kinds, many] = found
        if isinstance(found, Unreadable):
            raise found.with_traceback(None)
        return found

    def _find(self, text: str, kinds: tuple[str, ...], many: bool) -> Match:
        coded = [entry for kind in kinds for entry in self._by_code(kind).get(text, ())]
        if coded:
            return Match(_only(text, coded), False)
        spelt = words(text)
        for spelling in dict.fromkeys((spelt, _PREFIX.sub("", spelt))):
            same = [entry for kind in kinds for entry in self._by_key(kind).get(spelling.replace(" ", ""), ())]
            if same:
                found = _only(text, _own_persons_first(same))
                return Match(found, spelling not in _spellings(found, text=False))
        candidates = [entry for kind in kinds for entry in self.of_kind(kind)]
        if "persona" in kinds:
            turned = self._by_bag().get(bag(text), [])
            if turned:
                return Match(_only(text, _own_persons_first(turned)), True)
        if not self._may_compare(text, candidates):
            raise _unknown(text, kinds, candidates, [], many)
        return Match(_guess(text, kinds, candidates, many), True)

    def _may_compare(self, text: str, candidates: list[Entry]) -> bool:
        """Tell whether a name may be compared with all the candidates, and count what it costs."""
        if len(candidates) > MOST_NAMES:
            return False
        letters = sum(len(name) for entry in candidates for name in (*entry.names, *entry.spellings))
        self._pairs += len(text) * letters + LEAST_PAIRS * len(candidates)
        return self._pairs <= MOST_PAIRS

    def _by_code(self, kind: str) -> Mapping[str, list[Entry]]:
        if kind not in self._codes:
            self._codes[kind] = _grouped((entry.code, entry) for entry in self.of_kind(kind))
        return self._codes[kind]

    def _by_key(self, kind: str) -> Mapping[str, list[Entry]]:
        if kind not in self._keys:
            self._keys[kind] = _keyed(self.of_kind(kind))
        return self._keys[kind]

    def _by_bag(self) -> Mapping[tuple[str, ...], list[Entry]]:
        if self._bags is None:
            persons = self.of_kind("persona")
            self._bags = _grouped((bag(name), entry) for entry in persons for name in entry.names)
        return self._bags


def _grouped(pairs: Iterable[tuple[Key, Entry]]) -> dict[Key, list[Entry]]:
    groups: dict[Key, list[Entry]] = {}
    for name, entry in pairs:
        groups.setdefault(name, []).append(entry)
    return groups


def _keyed(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    return _grouped((one.replace(" ", ""), entry) for entry in entries for one in _spellings(entry))


def _own_persons_first(entries: list[Entry]) -> list[Entry]:
    """Leave out persons of the accordo where the register has one of its own by the same name."""
    own = [entry for entry in entries if entry.kind != "persona" or entry.place]
    return own or entries


def _only(text: str, entries: list[Entry]) -> Entry:
    several = {entry.iri.value: entry for entry in entries}
    if len(several) == 1:
        return entries[0]
    raise _ambiguous(text, nsmallest(LISTED, several.values(), key=lambda entry: entry.iri.value))


def _guess(text: str, kinds: tuple[str, ...], candidates: list[Entry], many: bool) -> Entry:
    """Return the body that ``text`` misspells or shortens; raise Unreadable when none, or two, are near enough."""
    spelt = _PREFIX.sub("", words(text))
    if not spelt:
        raise _unknown(text, kinds, candidates, [], many)
    begun = [one for one in candidates if len(spelt) > 3 and any(n.startswith(spelt + " ") for n in _spellings(one))]
    if len(begun) == 1 and begun[0].kind == GUESSED:
        return begun[0]
    if len(begun) > 1:
        raise _ambiguous(text, begun)
    ranked = sorted(((-_likeness(spelt, entry), entry.code, entry) for entry in candidates), key=lambda one: one[:2])
    near = [entry for likeness, _, entry in ranked if -likeness >= NEAR]
    best, second = (-ranked[0][0], -ranked[1][0]) if len(ranked) > 1 else (-ranked[0][0] if ranked else 0.0, 0.0)
    if best < ALIKE or ranked[0][2].kind != GUESSED:
        raise _unknown(text, kinds, candidates, near, many)
    if best - second < AHEAD:
        raise _ambiguous(text, [entry for likeness, _, entry in ranked if best + likeness < AHEAD])
    return near[0]


def _likeness(spelt: str, entry: Entry) -> float:
    """Return how alike a name and an entry are, 0 to 1; two numbers that differ are never alike."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=spelt, autojunk=False)
    best = 0.0
    for name in _spellings(entry):
        if re.findall("[0-9]+", name) != re.findall("[0-9]+", spelt):
            continue
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
            best = max(best, matcher.ratio())
    return best


def _shown(entries: Iterable[Entry]) -> str:
    return ", ".join(map(shown, entries))


def _ambiguous(text: str, entries: list[Entry]) -> Unreadable:
    shown = _shown(entries[:LISTED])
    return Unreadable(
        "reference-ambiguous",
        Text(f"«{text}» può dire più cose: {shown}.", f'"{text}" may mean several things: {shown}.'),
        Text("Scrivere il codice di una sola.", "Write the code of one of them."),
    )


def _unknown(text: str, kinds: tuple[str, ...], candidates: list[Entry], near: list[Entry], many: bool) -> Unreadable:
    it, en = [], []
    if near:
        it.append(f"Forse: {_shown(near[:OFFERED])}.")
        en.append(f"Perhaps: {_shown(near[:OFFERED])}.")
    if "," in text and many:
        it.append("Più valori si dividono con «;».")
        en.append('Several values are divided by ";".')
    listed = _few(kinds, candidates)
    if listed:
        codes = ", ".join(sorted(entry.code for entry in listed))
        whole = len(listed) == len(candidates)
        it.append(f"{'Ammessi' if whole else 'Tra gli ammessi'}: {codes}.")
        en.append(f"{'Admitted' if whole else 'Among those admitted'}: {codes}.")
    tables = ", ".join(table.name for table in TABLES if table.coded and table.family in kinds)
    if tables:
        it.append(f"Vale un codice o un nome dell'accordo, o di una riga di: {tables}.")
        en.append(f"A code or name of the accordo will do, or of a row of: {tables}.")
    message = Text(f"«{text}» non è noto.", f'"{text}" is not known.')
    return Unreadable("reference-unknown", message, Text(" ".join(it), " ".join(en)))


def _few(kinds: tuple[str, ...], candidates: list[Entry]) -> list[Entry]:
    """Return the candidates of the kinds that have few, the fewest first, as long as they can be listed."""
    listed: list[Entry] = []
    for some in sorted(([one for one in candidates if one.kind == kind] for kind in kinds), key=len):
        if len(listed) + len(some) > LISTED:
            break
        listed += some
    return listed
