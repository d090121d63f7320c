"""What happened, in the order of days: what a register tells, how norms turned, what was recorded. It hides nobody.

Whoever publishes hands over the register as it is published: names are taken from it, and from nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from pyoxigraph import Literal

from pdz_graph import words
from pdz_graph.agreement import Agreement
from pdz_graph.errors import Text
from pdz_graph.facts import Term, Triple, as_day
from pdz_graph.labels import Labels
from pdz_graph.ledger import Change, node_of
from pdz_graph.snapshot import Snapshot
from pdz_graph.terms import PDZ, TYPE, of_accordo
from pdz_graph.timeline.turns import Moment, Turn, changes

#: The kinds of happening, in the order in which those of one day are told.
KINDS: Final[Mapping[str, Text]] = {
    "act": Text("Atto", "Act"),
    "meeting": Text("Incontro", "Meeting"),
    "adhesion": Text("Adesione", "Adhesion"),
    "withdrawal": Text("Fine di un'adesione", "End of an adhesion"),
    "term-begun": Text("Incarico iniziato", "Term begun"),
    "term-ended": Text("Incarico finito", "Term ended"),
    "allotment": Text("Somme stanziate", "Money allotted"),
    "verdict": Text("Cambio di esito", "Change of verdict"),
    "record": Text("Cambiamento del registro", "Change of the register"),
}
#: What happens on a day that a thing of some class tells: the class, the property that holds the day, the kind.
_DAYS: Final = (
    ("Atto", "data", "act"),
    ("Incontro", "data", "meeting"),
    ("Adesione", "dal", "adhesion"),
    ("Adesione", "al", "withdrawal"),
    ("Incarico", "dal", "term-begun"),
    ("Incarico", "al", "term-ended"),
)
_ORDER = tuple(KINDS)
_ABSENT = Text("non in vigore", "not in force")
_SUMS = (Text("somma", "sum"), Text("somme", "sums"))
_VIOLATIONS = words.SEVERITY_COUNT["violation"]


@dataclass(frozen=True)
class Happening:
    """Something that happened on a day: its kind (one of KINDS), what is called what, and the IRI of the thing.

    ``status`` is the one that a norm has since ("verdict" alone, None where it is not in force); ``instant`` (UTC) is
    when a change was recorded ("record" alone), and then the day is that of the instant.
    """

    day: date
    kind: str
    label: Text
    iri: str
    status: str | None = None
    instant: datetime | None = None

    @property
    def name(self) -> Text:
        """The name of its kind."""
        return KINDS[self.kind]


def happenings(
    agreement: Agreement,
    register: Iterable[Triple],
    snapshot: Snapshot,
    moments: Sequence[Moment] = (),
    recorded: Iterable[Change] = (),
) -> tuple[Happening, ...]:
    """Return what happened up to the day of a snapshot (included): by day, by kind in the order of KINDS, by IRI.

    ``register`` is the one that the snapshot was taken of, as whoever reads may see it; ``moments`` are a timeline of
    it; of the changes ``recorded`` nothing is told but number, instant and count of violations, neither who made them
    nor why. A last day is a closed end: what ended did so on it. Money is told of on the day of the act that allots it;
    without an act, or of an act without a day, it has none and is left out.
    """
    said = tuple(register)
    labels = agreement.labels_with(said, snapshot)
    told = _Told(said, snapshot)
    found = [*_of_days(told, labels, snapshot.day), *_money(told, labels), *_verdicts(agreement, moments)]
    found += [_recorded(agreement.id, change) for change in recorded]
    return tuple(sorted(found, key=lambda one: (one.day, _ORDER.index(one.kind), one.iri, str(one.instant))))


class _Told:
    """What a register says of each thing up to a day, by property."""

    def __init__(self, register: Iterable[Triple], snapshot: Snapshot) -> None:
        self.said: dict[Term, dict[Term, list[Term]]] = {}
        for subject, predicate, value in register:
            if subject not in snapshot.gone and value not in snapshot.gone:
                self.said.setdefault(subject, {}).setdefault(predicate, []).append(value)

    def of(self, kind: str) -> Iterator[Term]:
        """Yield the things that are said to be of a class."""
        return (node for node, said in self.said.items() if PDZ[kind] in said.get(TYPE, ()))

    def day(self, node: Term, name: str) -> date | None:
        """Return the day that a thing has by a property, None where it has none."""
        values = self.said.get(node, {}).get(PDZ[name], ())
        return next((day for value in values if isinstance(value, Literal) and (day := as_day(value))), None)


def _of_days(told: _Told, labels: Labels, today: date) -> Iterator[Happening]:
    for kind, name, happening in _DAYS:
        for node in told.of(kind):
            day = told.day(node, name)
            if day is not None and day <= today:
                yield Happening(day, happening, labels.of(node), node.value)


def _money(told: _Told, labels: Labels) -> Iterator[Happening]:
    """Yield what each act allots, all its sums together."""
    by_act: defaultdict[Term, list[Decimal]] = defaultdict(list)
    for node in told.of("Stanziamento"):
        for act in told.said[node].get(PDZ["atto"], ()):
            by_act[act] += [amount for value in told.said[node].get(PDZ["importo"], ()) for amount in _amount(value)]
    for act, amounts in by_act.items():
        day = told.day(act, "data")
        if day is not None and amounts:
            name, total = labels.of(act), sum(amounts, Decimal())
            it, en = (
                f"{words.say_amount(total, lang)} ({words.counted(len(amounts), _SUMS, lang)}), {name.say(lang)}"
                for lang in words.LANGUAGES
            )
            yield Happening(day, "allotment", Text(it, en), act.value)


def _amount(value: Term) -> Iterator[Decimal]:
    try:
        yield Decimal(value.value)
    except InvalidOperation:
        return


def _verdicts(agreement: Agreement, moments: Sequence[Moment]) -> Iterator[Happening]:
    for step in changes(moments):
        for turn in step.turns:
            node = of_accordo(agreement.id, "norma", turn.norm)
            name = agreement.labels.of(node)
            it, en = (f"{name.say(lang)}: {_turned(turn, lang)}" for lang in words.LANGUAGES)
            yield Happening(step.day, "verdict", Text(it, en), node.value, turn.after)


def _turned(turn: Turn, lang: str) -> str:
    before, after = (words.STATUS[one] if one else _ABSENT for one in (turn.before, turn.after))
    return f"{before.say(lang)} → {after.say(lang)}"


def _recorded(accordo: str, change: Change) -> Happening:
    it, en = (
        f"{KINDS['record'].say(lang)} {change.number}: {change.before} → "
        f"{words.counted(change.after, _VIOLATIONS, lang)}"
        for lang in words.LANGUAGES
    )
    instant = change.instant.astimezone(UTC)
    return Happening(
        instant.date(), "record", Text(it, en), node_of(accordo, change.number).value, None, change.instant
    )
