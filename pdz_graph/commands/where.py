"""Where a question is asked, and which: of an agreement and a register on a day, or of an endpoint as it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pdz_graph.commands import options
from pdz_graph.commands.answer import STANDARD
from pdz_graph.errors import Problem, Text, UsageError

if TYPE_CHECKING:
    from pdz_graph.answers import Answered
    from pdz_graph.catalogue import Question
    from pdz_graph.dataset import Dataset
    from pdz_graph.house import House

#: The largest question that is read from a file, in bytes.
_LARGEST: Final = 1_000_000
_SUFFIXES: Final = (".rq", ".sparql")


@dataclass(frozen=True)
class Where:
    """Whom to ask, the day that is looked at, and the guesses made while reading a register."""

    ask: Callable[[str], Answered]
    day: date
    notices: tuple[Problem, ...] = ()


def graphs_of(asked: options.Question, today: date, *, public: bool = False) -> Dataset:
    """Return the graphs of an agreement with what was named, sources or a register; else of the agreement alone.

    Where they are ``public`` nobody is named who may not be, and a leak is an InputError; the guesses made while
    reading are for whoever asked.
    """
    from pdz_graph.projection.edition import Wanted, opened

    wanted = Wanted(
        sources=asked.sources,
        folder=asked.folder,
        accordo=asked.accordo,
        as_of=asked.as_of,
        readings=asked.readings,
        known_at=asked.known_at,
        public=public,
    )
    found = opened(wanted, today)
    return replace(found.dataset, notices=found.notices)


def here(asked: options.Question, today: date) -> Where:
    """Return the graphs of what was named as somewhere to ask."""
    found = graphs_of(asked, today)
    return Where(found.ask, found.day, found.notices)


def there(address: str, auth: str, today: date) -> Where:
    """Return an endpoint; the day that it looks at is the one that its data say, else today."""
    from pdz_graph.asking.there import ask_there, day_there
    from pdz_graph.store.endpoint import Endpoint

    endpoint = Endpoint(address, address, auth=auth)

    def ask(text: str) -> Answered:
        return ask_there(endpoint, text)

    return Where(ask, day_there(ask, today))


def question_of(house: House, asked: str) -> tuple[Question, bool]:
    """Return the question that was typed, and whether it is of the catalogue: a name of it, a file, «-» for what is
    piped in, or a query."""
    from pdz_graph.catalogue import Question, find, question_in, read

    questions = read(house)
    path = Path(asked) if asked and "\n" not in asked and len(asked) < 1000 else None
    if asked in questions:
        return questions[asked], True
    if asked == STANDARD:
        return question_in("-", sys.stdin.read(_LARGEST)), False
    if path and (path.suffix in _SUFFIXES or path.is_file()):
        return question_in(path.stem, _text(path)), False
    if "{" in asked:
        return Question("", Text("", ""), Text("", ""), (), (), asked), False
    return find(questions, asked), True


def _text(path: Path) -> str:
    from pdz_graph.files import reason

    try:
        data = path.read_bytes()[: _LARGEST + 1]
        if len(data) > _LARGEST:
            raise _unread(path, Text("è troppo grande", "it is too large"))
        return data.decode("utf-8-sig")
    except OSError as error:
        raise _unread(path, reason(error)) from error
    except UnicodeDecodeError as error:
        raise _unread(path, Text("non è testo in UTF-8", "it is no text in UTF-8")) from error


def _unread(path: Path, why: Text) -> UsageError:
    return UsageError(
        "question-file",
        Text(f"«{path}» non si può leggere: {why.it}.", f"“{path}” cannot be read: {why.en}."),
        Text("Controllare il nome; il catalogo: pdz query.", "Check the name; the catalogue: pdz query."),
    )


def check_alone(**given: object) -> None:
    """Refuse what does not go with an endpoint, which looks at one day and holds one register."""
    wrong = [name for name, value in given.items() if value]
    if wrong:
        listed = ", ".join("SOURCE" if name == "sources" else f"--{name.replace('_', '-')}" for name in wrong)
        raise UsageError(
            "endpoint-alone",
            Text(f"Con --endpoint non va {listed}.", f"{listed} does not go with --endpoint."),
            Text(
                "Un servizio risponde di ciò che contiene: toglierlo, o togliere --endpoint.",
                "An endpoint answers of what it holds: leave that out, or --endpoint.",
            ),
        )
