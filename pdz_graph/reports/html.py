"""A verdict as one page for the browser and for paper: both languages, no script, nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pdz_graph import words
from pdz_graph.errors import Text
from pdz_graph.reports import outline, values
from pdz_graph.reports.outline import Breach, Scene
from pdz_graph.verdict import STATUSES, Verdict

_HEADS: Final = {"expected": words.EXPECTED, "found": words.FOUND, "since": words.SINCE}


def verdict_report(verdict: Verdict, scene: Scene, lang: str) -> str:
    """Return the page; ``lang`` is the language that it shows first."""
    folder = Path(__file__).parent
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    chapters = outline.chapters(verdict, scene.labels)
    return environment.get_template("report.html.j2").render(
        anchors=_anchors(chapters),
        both=both,
        chapters=chapters,
        columns=outline.columns,
        heads=_HEADS,
        label=lambda norm: outline.norm_label(verdict, norm, scene.labels),
        lang=lang,
        outline=outline,
        scene=scene,
        sections=outline.sections(verdict),
        statuses=STATUSES,
        values=values,
        verdict=verdict,
        words=words,
    )


def both(say: Callable[..., str], *arguments: object) -> Text:
    """Return what ``say`` says in each language (it takes the language last)."""
    return Text(say(*arguments, "it"), say(*arguments, "en"))


def _anchors(chapters: tuple[outline.Chapter, ...]) -> dict[str, Breach]:
    """Return for each norm that has findings the first block about it: the one that bears the norm's anchor."""
    first: dict[str, Breach] = {}
    for chapter in chapters:
        for breach in chapter.breaches:
            first.setdefault(breach.norm, breach)
    return first
