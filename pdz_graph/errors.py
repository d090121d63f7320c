"""The errors of the project: each carries a code, a sentence and a remedy, and never a traceback to the user."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """Where something was found: a file or sheet, and inside it a row (header is row 1), a column name or a line.

    ``row`` and ``line`` count from 1; whatever is unknown is None and is left out when shown.
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    line: int | None = None


@dataclass(frozen=True)
class Text:
    """One thing said in the two languages of the project."""

    it: str
    en: str

    def say(self, lang: str) -> str:
        """Return the wording in ``lang`` ("it" or "en"; anything else is read as English)."""
        return self.it if lang == "it" else self.en


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an input: where, what was found, what is admitted or what to do."""

    code: str
    place: Place
    message: Text
    remedy: Text


class PdzError(Exception):
    """Root of the tree; ``status`` is the exit status of the command that meets it (2 unusable input, 3 engine)."""

    status = 2

    def __init__(self, code: str, sentence: Text, remedy: Text) -> None:
        super().__init__(sentence.en)
        self.code = code
        self.sentence = sentence
        self.remedy = remedy


class UsageError(PdzError):
    """The command was asked for something that does not exist or cannot be asked."""


class InputError(PdzError):
    """An input is unusable; carries every problem found, not only the first, sorted by place.

    ``stopped`` tells that there were so many that the reading went no further.
    """

    def __init__(
        self, code: str, sentence: Text, remedy: Text, problems: Sequence[Problem] = (), stopped: bool = False
    ) -> None:
        super().__init__(code, sentence, remedy)
        self.problems, self.stopped = tuple(problems), stopped


class EngineError(PdzError):
    """An engine failed, or two engines disagree."""

    status = 3


class StoreError(PdzError):
    """A store cannot be opened, read or written, or somebody else is writing; nothing was half done."""

    status = 3
