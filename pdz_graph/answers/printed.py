"""Answers to be read: a table for a terminal, and one in Markdown; what could act on a terminal or a page is inert."""

from __future__ import annotations

import io
import re

from pdz_graph.answers import Answered, Truth
from pdz_graph.answers.plain import rows_of, shown
from pdz_graph.errors import Text

_NOTHING = Text("Nessuna riga.", "No rows.")
_YES, _NO = Text("Sì.", "Yes."), Text("No.", "No.")
_CUT = Text("La risposta è troncata: ce n'era ancora.", "The answer is cut: there was more.")
#: What Markdown, or HTML within it, would take as its own.
_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")
#: The narrowest column of a table, in characters, and the widest table that is not squeezed to the width asked.
_NARROW, _PAPER = 12, 100


def table(answered: Answered, lang: str, width: int = _PAPER) -> str:
    """Return an answer as a table with rules between its lines, at most ``width`` columns wide if that can be."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Line

    if isinstance(answered, Truth):
        return f"{(_YES if answered.value else _NO).say(lang)}\n"
    rows = rows_of(answered)
    if not rows.rows:
        return f"{_NOTHING.say(lang)}\n"
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in rows.names:
        grid.add_column(Line(name.replace("_", " ")), overflow="fold")
    for row in rows.rows:
        grid.add_row(*(Line(shown(term)) for term in row))
    paper = io.StringIO()
    widest = max(width, _NARROW * len(rows.names))
    Console(file=paper, width=widest, color_system=None, force_terminal=False).print(grid)
    said = "".join(f"{line.rstrip()}\n" for line in paper.getvalue().splitlines() if line.strip())
    return f"{said}{_CUT.say(lang)}\n" if rows.cut else said


def markdown(answered: Answered, lang: str) -> str:
    """Return an answer as a table of GitHub Flavored Markdown, where every mark of a value stands for itself."""
    if isinstance(answered, Truth):
        return table(answered, lang)
    rows = rows_of(answered)
    lines = [list(rows.names), ["---"] * len(rows.names)]
    lines += [[_MARKS.sub(r"\\\1", shown(term)) for term in row] for row in rows.rows]
    said = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
    return f"{said}\n{_CUT.say(lang)}\n" if rows.cut else said
