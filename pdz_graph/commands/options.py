"""The arguments and options that commands share, and the judgement that they ask for."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as hour
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdz_graph import words
from pdz_graph.errors import Text, UsageError

if TYPE_CHECKING:
    from pdz_graph.agreement import Agreement
    from pdz_graph.judgement import Judgement
    from pdz_graph.store.folder import Folder


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
Register = Annotated[Path | None, typer.Option("--register", metavar="DIR", parser=path_of)]
Readings = Annotated[list[str] | None, typer.Option("--reading", metavar="R")]
Engine = Annotated[str, typer.Option("--engine", metavar="fast|reference|both")]
Lang = Annotated[str | None, typer.Option("--lang", metavar="it|en")]
Output = Annotated[Path | None, typer.Option("--output", metavar="FILE", parser=path_of)]


@dataclass(frozen=True)
class Question:
    """What is asked of an agreement: which one, from which sources or else from which register and as known when, which
    day and readings, by which engine.
    """

    sources: tuple[Path, ...] = ()
    accordo: str | None = None
    as_of: date | None = None
    readings: tuple[str, ...] = ()
    engine: str = "fast"
    lang: str | None = None
    folder: Folder | None = None
    known_at: datetime | None = None
    named: tuple[str, ...] = ()

    @property
    def again(self) -> str:
        """What to type after another command to ask it of the same agreement, register, days, readings and language."""
        parts = [str(source) for source in self.sources]
        parts += self.named
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
    register: Path | None = None,
    known_at: str | None = None,
) -> Question:
    """Return what was asked (``lang`` is None unless it was too); refuse what does not exist or does not go together.

    Without sources the register is asked, where there is one: see ``folder``.
    """
    from pdz_graph.engines import ENGINES

    day = day_of(as_of) if as_of is not None else None
    words.admitted("--engine", engine, ENGINES)
    if sources and register:
        raise _either()
    found = None if sources else folder(register)
    when = instant(known_at) if known_at is not None else None
    if when and not found:
        raise _no_history(bool(sources))
    named: tuple[str, ...] = ("--register", str(register)) if register else ()
    named += ("--known-at", known_at) if known_at else ()
    return Question(tuple(sources or ()), accordo, day, tuple(readings or ()), engine, lang, found, when, named)


def folder(named: Path | None) -> Folder | None:
    """Return the register that an option or PDZ_REGISTER names, else the one around; None when there is none."""
    from pdz_graph.store.folder import Folder

    asked = named or (Path(os.environ["PDZ_REGISTER"]) if os.environ.get("PDZ_REGISTER") else None)
    return Folder.find(asked, Path.cwd())


def instant(text: str) -> datetime:
    """Return the instant that ``--known-at`` writes: 2026-11-25T10:30, with or without a zone (else the system's).

    A day alone is its last instant: what the register knew when the day was over.
    """
    try:
        return _moment(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(
            "known-at",
            Text(f"--known-at: «{text}» non è un istante.", f"--known-at: “{text}” is no instant."),
            Text("Scriverlo così: 2026-11-25, o 2026-11-25T10:30.", "Write it so: 2026-11-25, or 2026-11-25T10:30."),
        ) from None


def _moment(text: str) -> datetime:
    """Return the moment that a text writes, a day as its end; raises ValueError when it writes none."""
    from pdz_graph.tables.cells import Unreadable, day

    for read in (day, date.fromisoformat):
        with suppress(Unreadable, ValueError):
            return datetime.combine(read(text), hour.max)
    return datetime.fromisoformat(text)


def day_of(text: str, option: str = "--as-of") -> date:
    """Return the day that an option writes as 2013-06-30 or 30/06/2013; refuse anything else."""
    from pdz_graph.tables.cells import Unreadable, day

    try:
        return day(text)
    except Unreadable as error:
        sentence = Text(f"{option}: {error.message.it}", f"{option}: {error.message.en}")
        raise UsageError(error.code, sentence, error.remedy) from None


def opened(asked: Question) -> Agreement:
    """Open the agreement that is asked about."""
    from pdz_graph.agreement import Agreement

    return Agreement.open(asked.accordo or (asked.folder.accordo if asked.folder else None))


def judged(agreement: Agreement, asked: Question, today: date, lang: str) -> Judgement:
    """Judge the agreement; who waits at a terminal for a slow engine sees that something moves."""
    with _patience(asked.engine, lang):
        if asked.folder:
            from pdz_graph.office import Office

            office = Office(asked.folder, agreement)
            return office.judge(asked.as_of, asked.readings, asked.engine, today=today, known_at=asked.known_at)
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


def _either() -> UsageError:
    return UsageError(
        "source-or-register",
        Text("Si giudica una fonte o un registro, non tutti e due.", "A source is judged or a register, not both."),
        Text(
            "Togliere --register, o chiedere con «pdz what-if FONTE» che cosa verrebbe dalla fonte nel registro.",
            "Leave --register out, or ask by “pdz what-if SOURCE” what would come of the source in the register.",
        ),
    )


def _no_history(of_sources: bool) -> UsageError:
    where = (
        Text("una fonte non ha storia", "a source has no history")
        if of_sources
        else Text("qui non c'è un registro", "there is no register here")
    )
    return UsageError(
        "known-at",
        Text(
            f"--known-at chiede che cosa il registro sapeva in passato, e {where.it}.",
            f"--known-at asks what the register knew in the past, and {where.en}.",
        ),
        Text(
            "Indicare un registro con --register; per un giorno passato, con ciò che si sa ora, usare --as-of.",
            "Name a register with --register; for a day in the past, with what is known now, use --as-of.",
        ),
    )
