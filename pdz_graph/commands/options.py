"""The arguments and options that commands share, and the judgement that they ask for."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdz_graph import words
from pdz_graph.errors import Text, UsageError

if TYPE_CHECKING:
    from pdz_graph.agreement import Agreement, Judgement


def path_of(text: str) -> Path:
    """Return a path as it was typed; an empty one, which would stand for the working folder, is refused."""
    if not text:
        raise UsageError(
            "path-empty",
            Text("Il nome di un file o di una cartella è vuoto.", "The name of a file or folder is empty."),
            Text("Scrivere il nome; la cartella di lavoro è «.».", "Write the name; the working folder is “.”."),
        )
    return Path(text)


Sources = Annotated[list[Path] | None, typer.Argument(metavar="[SOURCE ...]", show_default=False, parser=path_of)]
NormCode = Annotated[str, typer.Argument(metavar="NORM", show_default=False)]
Accordo = Annotated[str | None, typer.Option("--accordo", metavar="ID")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DAY")]
KnownAt = Annotated[str | None, typer.Option("--known-at", metavar="T")]
Readings = Annotated[list[str] | None, typer.Option("--reading", metavar="R")]
Engine = Annotated[str, typer.Option("--engine", metavar="fast|reference|both")]
Lang = Annotated[str | None, typer.Option("--lang", metavar="it|en")]
Output = Annotated[Path | None, typer.Option("--output", metavar="FILE", parser=path_of)]


@dataclass(frozen=True)
class Question:
    """What is asked of an agreement: which one, what registers, which day and readings, by which engine."""

    sources: tuple[Path, ...] = ()
    accordo: str | None = None
    as_of: date | None = None
    readings: tuple[str, ...] = ()
    engine: str = "fast"
    lang: str | None = None

    @property
    def again(self) -> str:
        """What to type after another command to ask it of the same agreement, registers, day, readings and language."""
        parts = [str(source) for source in self.sources]
        parts += ["--accordo", self.accordo] if self.accordo else []
        parts += ["--as-of", self.as_of.isoformat()] if self.as_of else []
        parts += [part for reading in self.readings for part in ("--reading", reading)]
        parts += ["--lang", self.lang] if self.lang else []
        return f" {shlex.join(parts)}" if parts else ""


def question(
    sources: Sequence[Path] | None,
    accordo: str | None,
    as_of: str | None,
    readings: Sequence[str] | None,
    *,
    engine: str = "fast",
    lang: str | None = None,
) -> Question:
    """Return what was asked (``lang`` is None unless it was too); refuse a day or an engine that does not exist."""
    from pdz_graph.agreement import ENGINES

    day = day_of(as_of) if as_of is not None else None
    words.admitted("--engine", engine, ENGINES)
    return Question(tuple(sources or ()), accordo, day, tuple(readings or ()), engine, lang)


def day_of(text: str) -> date:
    """Return the day that ``--as-of`` writes as 2013-06-30 or 30/06/2013; refuse anything else."""
    from pdz_graph.tables.cells import Unreadable, day

    try:
        return day(text)
    except Unreadable as error:
        sentence = Text(f"--as-of: {error.message.it}", f"--as-of: {error.message.en}")
        raise UsageError(error.code, sentence, error.remedy) from None


def opened(asked: Question) -> Agreement:
    """Open the agreement that is asked about."""
    from pdz_graph.agreement import Agreement

    return Agreement.open(asked.accordo)


def judged(agreement: Agreement, asked: Question, today: date, lang: str) -> Judgement:
    """Judge the agreement; who waits at a terminal for a slow engine sees that something moves."""
    with _patience(asked.engine, lang):
        return agreement.judge(asked.sources, asked.as_of, asked.readings, asked.engine, today=today)


@contextmanager
def _patience(engine: str, lang: str) -> Iterator[None]:
    if engine == "fast" or sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(words.WORKING.say(lang), total=None)
        yield


def spoken(lang: str | None) -> str:
    """Return the language of the answer."""
    return words.language(lang, os.environ)
