"""What is said, in both languages, of rows that contradict themselves, another row or the accordo. Words only."""

from __future__ import annotations

from pdz_graph.errors import Place, Text
from pdz_graph.tables.known import Entry

#: A message and its remedy.
Said = tuple[Text, Text]


def spoken(place: Place | None) -> Text:
    """Return how a message names a place."""
    if place is None:
        return Text("nell'accordo", "in the accordo")
    sheet = f" [{place.sheet}]" if place.sheet else ""
    if place.row is None:
        return Text(f"in {place.file}{sheet}", f"in {place.file}{sheet}")
    return Text(f"alla riga {place.row} di {place.file}{sheet}", f"at row {place.row} of {place.file}{sheet}")


def shown(entry: Entry) -> str:
    """Return how a message names a thing: its code and its first name."""
    return f"{entry.code} ({entry.names[0]})" if entry.names else entry.code


def code_twice(code: str, other: Entry) -> Said:
    """A code that another row, file or the accordo already declares."""
    where = spoken(other.place)
    return (
        Text(
            f"Il codice «{code}» c'è già {where.it} (come «{other.code}»).",
            f'The code "{code}" is already {where.en} (as "{other.code}").',
        ),
        Text(
            "Un codice vale per una riga sola: cambiarne uno, o togliere la riga.",
            "A code is for one row only: change one, or take the row away.",
        ),
    )


def code_of_another(other: Entry) -> Said:
    """A code that is already of a thing of another kind, with which a cell would confuse it."""
    where = spoken(other.place)
    return (
        Text(
            f"Il codice «{other.code}» è già di {shown(other)}, {where.it}: in una cella i due si confonderebbero.",
            f'The code "{other.code}" is already of {shown(other)}, {where.en}: a cell would confuse the two.',
        ),
        Text("Dare un altro codice a questa riga.", "Give another code to this row."),
    )


def code_unfit(code: str) -> Said:
    """A code of which no IRI can be made."""
    return (
        Text(f"«{code}» non può fare da codice.", f'"{code}" cannot be a code.'),
        Text(
            "Lettere e cifre, divise da - _ o punto: atto-2013-01.",
            "Letters and digits, divided by - _ or a dot: atto-2013-01.",
        ),
    )


def code_taken(entry: Entry, name: str) -> Said:
    """A row whose code is of a thing of the accordo by another name."""
    return (
        Text(
            f"Il codice «{entry.code}» nell'accordo è di {shown(entry)}, non di «{name}».",
            f'The code "{entry.code}" is of {shown(entry)} in the accordo, not of "{name}".',
        ),
        Text("Usare un altro codice, o togliere la riga: non occorre.", "Use another code, or take the row away."),
    )


def body_differs(entry: Entry, found: str, known: str) -> Said:
    """A row that says of a body something else than the accordo."""
    return (
        Text(
            f"Per {shown(entry)} l'accordo dice «{known}», la riga «{found}».",
            f'Of {shown(entry)} the accordo says "{known}", the row "{found}".',
        ),
        Text(
            f"Scrivere «{known}», o togliere la riga: gli enti dell'accordo non ne hanno bisogno.",
            f'Write "{known}", or take the row away: bodies of the accordo need none.',
        ),
    )


def second_code(entry: Entry, other: Entry) -> Said:
    """A row that gives a new code to a body of the accordo."""
    return (
        Text(
            f"«{entry.code}» sarebbe un secondo codice di {shown(other)}, che l'accordo conosce già.",
            f'"{entry.code}" would be a second code of {shown(other)}, which the accordo already knows.',
        ),
        Text(
            f"Usare il codice «{other.code}» e togliere la riga.", f'Use the code "{other.code}" and take the row away.'
        ),
    )


def namesake(other: Entry) -> Said:
    """A person who has the name of a person of the accordo, under another code."""
    return (
        Text(
            f"Ha lo stesso nome di {shown(other)} dell'accordo: è letta come un'altra persona.",
            f"Has the same name as {shown(other)} of the accordo: read as another person.",
        ),
        Text(f"Se è la stessa, usare il codice «{other.code}».", f'If it is the same, use the code "{other.code}".'),
    )


def guessed(text: str, entry: Entry) -> Said:
    """A name that was not known and was read as the closest one."""
    return (
        Text(f"«{text}» è letto come {shown(entry)}.", f'"{text}" is read as {shown(entry)}.'),
        Text(
            f"Se è giusto non occorre nulla; per togliere il dubbio scrivere «{entry.code}».",
            f'If this is right nothing is needed; to leave no doubt write "{entry.code}".',
        ),
    )


def one_only(text: str) -> Said:
    """Several values in a cell that holds one."""
    return (
        Text(f"La cella ha più valori: «{text}».", f'The cell has several values: "{text}".'),
        Text("Si ammette un valore solo: scrivere una riga per ciascuno.", "One value is admitted: write a row each."),
    )


def reversed_interval(first: str, begins: str, last: str, ends: str) -> Said:
    """A row whose last day comes before its first."""
    return (
        Text(
            f"La fine ({last} {ends}) viene prima dell'inizio ({first} {begins}).",
            f"The end ({last} {ends}) comes before the beginning ({first} {begins}).",
        ),
        Text(
            f"Correggere uno dei due giorni; {last} è l'ultimo giorno compreso, vuoto se dura ancora.",
            f"Mend one of the two days; {last} is the last day, included, empty while it lasts.",
        ),
    )


def row_twice(identity: tuple[str, ...], other: Place) -> Said:
    """A row that another row, or file, already says: whatever names it is the same."""
    where, columns = spoken(other), ", ".join(identity)
    return (
        Text(
            f"La riga ripete quella {where.it} ({columns} uguali).",
            f"The row repeats the one {where.en} (same {columns}).",
        ),
        Text("Tenerne una sola, o correggere ciò che le distingue.", "Keep one only, or mend what tells them apart."),
    )


def fact_closed(closed: str, last: str) -> Said:
    """A row that ends, on another day, what in the accordo is already ended."""
    return (
        Text(
            f"Nell'accordo finisce il {closed}, nella riga il {last}.",
            f"In the accordo it ends on {closed}, in the row on {last}.",
        ),
        Text(f"Scrivere {closed}, o togliere la riga.", f"Write {closed}, or take the row away."),
    )
