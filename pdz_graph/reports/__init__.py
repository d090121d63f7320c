"""A verdict as text, JSON, Turtle, HTML or CSV: the same bytes for the same verdict. Nothing here judges."""

from __future__ import annotations

from datetime import date
from typing import Final

from pdz_graph import words
from pdz_graph.errors import Problem
from pdz_graph.reports.outline import Scene
from pdz_graph.reports.values import Labels
from pdz_graph.verdict import Verdict

#: The forms of a report, by the name that ``--format`` takes.
FORMATS: Final = ("text", "json", "ttl", "html", "csv")
#: Those that show how the register was read; who writes the others tells it apart.
SHOWING_NOTICES: Final = ("text", "html")


def render(
    verdict: Verdict,
    form: str,
    lang: str,
    *,
    labels: Labels | None = None,
    notices: tuple[Problem, ...] = (),
    today: date | None = None,
    again: str = "",
    register: tuple[str, int] | None = None,
    width: int = 100,
    colour: bool = False,
) -> str:
    """Return the report of a verdict, ending in a new line.

    ``form`` is one of FORMATS (UsageError otherwise); ``labels`` names the IRIs of the findings, ``today`` tells why a
    day that nobody asked for was chosen, ``again`` is what follows a command to ask of the same register and day;
    ``register`` is the folder of the register of an office that was judged, and its last change then; ``width``
    (columns) and ``colour`` concern text alone.
    """
    scene = Scene(labels or {}, notices, today, again, register)
    match words.admitted("--format", form, FORMATS):
        case "json":
            from pdz_graph.reports import as_json

            return as_json.verdict_report(verdict, register)
        case "ttl":
            from pdz_graph.reports import ttl

            return ttl.verdict_report(verdict)
        case "html":
            from pdz_graph.reports import html

            return html.verdict_report(verdict, scene, lang)
        case "csv":
            from pdz_graph.reports import as_csv

            return as_csv.verdict_report(verdict, lang)
        case _:
            from pdz_graph.reports import text

            return text.verdict_report(verdict, scene, lang, width, colour)
