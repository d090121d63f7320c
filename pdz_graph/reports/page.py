"""A page of text: parts laid one under another, wrapped to a width, with colour only where somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text as Line

#: A line or a table; "" is an empty line.
Part = RenderableType

#: Under this width words are broken anyway, and a page only gets longer.
NARROWEST = 30


class Whole(Line):
    """A line that stays one line, however long."""


class Page:
    """Gathers parts and gives them back as one string that ends in a new line, without blanks at the end of lines."""

    def __init__(self, width: int, colour: bool) -> None:
        self.sheet = StringIO()
        self.console = Console(
            file=self.sheet,
            width=max(width, NARROWEST),
            force_terminal=colour,
            color_system="standard" if colour else None,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def add(self, *parts: Part) -> None:
        """Lay parts one under another."""
        for part in parts:
            self.console.print(part, soft_wrap=isinstance(part, Whole))

    def text(self) -> str:
        """Return the page."""
        lines = self.sheet.getvalue().split("\n")
        return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def heading(said: str) -> Iterator[Part]:
    """Yield an empty line, a heading and the line under it."""
    yield ""
    yield Line(said, style="bold")
    yield Line("-" * min(len(said), 60), style="dim")


def indented(line: Line, columns: int = 2) -> Padding:
    """Return a line set in from the margin, and so the lines it wraps to."""
    return Padding(line, (0, 0, 0, columns))


def whole(said: str, columns: int = 2) -> Whole:
    """Return a line that is never wrapped, because it is there to be copied."""
    return Whole(" " * columns + said, style="bold")
