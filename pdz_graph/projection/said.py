"""What the public register says in the place of a name, and what is told of a leak, in both languages."""

from __future__ import annotations

from typing import Final

from pdz_graph.errors import Text

ON_BEHALF: Final = Text("in rappresentanza di", "representative of")
SOMEBODY: Final = Text("Una persona", "One")
ERASED: Final = Text("Una persona cancellata,", "One erased person,")
IN_SEAT: Final = Text("nel seggio", "in the seat")
IN_OFFICE: Final = Text("che ricopre la carica", "in the office")
NOTED: Final = Text("Una persona del registro", "One person of the register")


def label(erased: bool, how: Text | None, what: Text | None) -> Text:
    """Return what a person who is not named is called: by seat, office or body, or by nothing at all."""
    if how is None or what is None:
        return Text("Una persona cancellata", "One erased person") if erased else NOTED
    italian = ERASED.it if erased else SOMEBODY.it
    english = ERASED.en if erased else SOMEBODY.en if how is ON_BEHALF else "One person"
    mark = " " if how is ON_BEHALF else ": "
    return Text(f"{italian} {how.it}{mark}{what.it}", f"{english} {how.en}{mark}{what.en}")


def change(number: int) -> Text:
    """Return what a change of the register is called where nobody is named."""
    return Text(f"Cambiamento {number} del registro", f"Change {number} of the register")
