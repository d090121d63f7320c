"""The questions of the catalogue: a file each, read with its parameters, and given values; nothing is asked here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode

from pdz_graph import words
from pdz_graph.answers import Answered, Rows
from pdz_graph.errors import Text, UsageError
from pdz_graph.guard import form_of
from pdz_graph.house import House
from pdz_graph.parameters import DAY_LOOKED_AT, LANGUAGE, Codes, Param, day_of, param_of
from pdz_graph.terms import NOTATION, PDZ, TYPE

#: How a line of the header begins.
_MARK: Final = "#+"


@dataclass(frozen=True)
class Question:
    """A question: its name (that of its file), what it asks and how to read the answer, its tags, its parameters.

    ``text`` is the whole file: as it is, it runs in any tool, with the values that stand in it.
    """

    name: str
    summary: Text
    description: Text
    tags: tuple[str, ...]
    params: tuple[Param, ...]
    text: str

    @cached_property
    def form(self) -> str:
        """Which form of query it is: "select", "construct" or "ask"."""
        return form_of(self.text)

    def bound(self, values: Mapping[str, str], codes: Codes) -> str:
        """Return the query with values in the place of those of the file; a parameter without one keeps its own.

        ``codes`` are the things by code (or full IRI) of each class. Raises UsageError for an unknown parameter, and
        for a value that is not of its kind, with what is admitted.
        """
        known = {param.name: param for param in self.params}
        for name in values:
            if name not in known:
                raise self._unknown(name)
        text = self.text
        for param in self.params:
            value = values.get(param.name)
            term = param.kept(codes) if value is None else param.term(value, codes)
            text = param.put(term, text)
        return text

    def completed(self, values: Mapping[str, str], day: date, lang: str) -> dict[str, str]:
        """Return values with those that go without saying: ``giorno`` is the day of the snapshot, ``lingua`` who asks.

        Raises UsageError for a ``giorno`` after ``day``: what began after it the snapshot does not hold.
        """
        said = dict(values)
        names = {param.name for param in self.params}
        if LANGUAGE in names:
            said.setdefault(LANGUAGE, lang)
        if DAY_LOOKED_AT in names:
            asked = day_of(said.setdefault(DAY_LOOKED_AT, day.isoformat()))
            if asked and asked > day:
                raise _too_late(asked, day)
        return said

    def examples(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return the parameters for which the value of the file stands in, each with that value."""
        return {param.name: param.shown for param in self.params if param.name not in values}

    def _unknown(self, name: str) -> UsageError:
        listed = ", ".join(param.name for param in self.params) or "-"
        return UsageError(
            "param-unknown",
            Text(f"{self.name} non ha il parametro «{name}».", f"{self.name} has no parameter “{name}”."),
            Text(f"I suoi parametri: {listed}.", f"Its parameters: {listed}."),
        )


def read(house: House) -> dict[str, Question]:
    """Return the questions of a house by name, sorted; raises ValueError for a file that is not in the style."""
    return {path.stem: read_question(path) for path in house.questions()}


def read_question(path: Path) -> Question:
    """Read one file of the catalogue: a header in YAML, whose lines begin with ``#+``, then a query."""
    return _question(path.stem, path.read_text(encoding="utf-8"))


def question_in(name: str, text: str) -> Question:
    """Return a query of anybody as a question; with a header like those of the catalogue it has parameters too.

    Raises UsageError where there is a header that is not understood.
    """
    if not text.startswith(_MARK):
        return Question(name, Text("", ""), Text("", ""), (), (), text)
    import yaml

    try:
        return _question(name, text)
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            "question-header",
            Text(
                "L'intestazione della domanda (#+) non si capisce.", "The header of the query (#+) is not understood."
            ),
            Text(
                "Scriverla come quelle del catalogo, o toglierla.", "Write it like those of the catalogue, or drop it."
            ),
        ) from error


def _question(name: str, text: str) -> Question:
    import yaml

    header = "\n".join(line.removeprefix(_MARK)[1:] for line in text.splitlines() if line.startswith(_MARK))
    said: dict[str, Any] = yaml.load(header, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    params = tuple(_params(name, said.get("params") or {}, text))
    summary, description = Text(**said["summary"]), Text(**said["description"])
    return Question(name, summary, description, tuple(said["tags"]), params, text)


def _params(name: str, said: Mapping[str, Mapping[str, str]], text: str) -> Iterator[Param]:
    for param, about in said.items():
        try:
            yield param_of(param, Text(about["it"], about["en"]), about.get("of", ""), text)
        except (KeyError, TypeError) as error:
            raise ValueError(f"{name}: the parameter {param} wants it, en and a VALUES line") from error


def find(questions: Mapping[str, Question], name: str) -> Question:
    """Return a question by its name; raises UsageError for an unknown one, with those that are close."""
    if name in questions:
        return questions[name]
    near = words.closest(name, questions)
    raise UsageError(
        "question-unknown",
        Text(f"Nel catalogo non c'è «{name}».", f"The catalogue has no “{name}”."),
        Text(f"{near.it}L'elenco: pdz query.", f"{near.en}The list: pdz query."),
    )


def codes_of(questions: Iterable[Question], ask: Callable[[str], Answered]) -> dict[str, dict[str, NamedNode]]:
    """Return, by asking, the things that the parameters of questions may be: for each class, by code, or by the end of
    the IRI of what has none."""
    classes = sorted({param.of for question in questions for param in question.params if param.of})
    found: dict[str, dict[str, NamedNode]] = {}
    for name in classes:
        rows = ask(f"SELECT ?x ?code WHERE {{ ?x {TYPE} {PDZ[name]} OPTIONAL {{ ?x {NOTATION} ?code }} }}")
        assert isinstance(rows, Rows)
        nodes = ((node, code) for node, code in rows.rows if isinstance(node, NamedNode))
        found[name] = {code.value if code else node.value.rpartition("/")[2]: node for node, code in nodes}
    return found


def _too_late(asked: date, day: date) -> UsageError:
    return UsageError(
        "param-later",
        Text(
            f"Il giorno chiesto ({asked}) viene dopo quello a cui si guarda ({day}).",
            f"The day asked for ({asked}) comes after the one that is looked at ({day}).",
        ),
        Text(
            "Ciò che comincia dopo non è compreso: chiedere quel giorno con --as-of.",
            "What begins later is not included: ask for that day with --as-of.",
        ),
    )
