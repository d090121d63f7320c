"""What the query page shows: questions by subject, formats, the terms of the ontology. It looks nothing up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pyoxigraph import NamedNode, Quad

from pdz_graph import terms
from pdz_graph.answers import Graph, Rows, Truth
from pdz_graph.answers.forms import FORMS
from pdz_graph.catalogue import Question
from pdz_graph.errors import Text
from pdz_graph.parameters import DAY, DAY_LOOKED_AT, LANGUAGE, TEXT, Param
from pdz_graph.terms import OWL, TYPE
from pdz_graph.web.page import said

#: The formats in which each form of question can be answered, by name, those of people first.
BY_FORM: Final[Mapping[str, tuple[str, ...]]] = {
    form: tuple(name for name in said.FORMATS if answers in FORMS[name].serves)
    for form, answers in (("select", Rows), ("ask", Truth), ("construct", Graph))
}
#: The prefixes that complete a query, and shorten what an answer shows.
PREFIXES: Final[Mapping[str, str]] = terms.PREFIXES | {
    "accordo": terms.ACCORDO.iri,
    "grafo": terms.GRAFO.iri,
    "vocabolario": terms.VOCABOLARIO.iri,
}


@dataclass(frozen=True)
class Words:
    """The classes and the properties of an ontology, as full IRIs, sorted."""

    classes: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()


def words_of(ontology: Iterable[Quad]) -> Words:
    """Return the terms that an ontology declares as classes and as properties."""
    classes, properties = set(), set()
    for quad in ontology:
        if quad.predicate == TYPE and isinstance(quad.subject, NamedNode):
            if quad.object == OWL["Class"]:
                classes.add(quad.subject.value)
            elif quad.object in (OWL["ObjectProperty"], OWL["DatatypeProperty"]):
                properties.add(quad.subject.value)
    return Words(tuple(sorted(classes)), tuple(sorted(properties)))


@dataclass(frozen=True)
class Sheet:
    """What a page shows: the name of the accordo and the day that is looked at, the questions, and what completes them.

    ``codes`` are, for each class of things that a parameter may be, their codes; ``day`` is None where it is not known.
    """

    title: Text
    version: str
    questions: Sequence[Question] = ()
    day: date | None = None
    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)
    words: Words = Words()

    def groups(self) -> Iterator[tuple[Text, list[Question]]]:
        """Yield each subject with its questions: a question stands once, under the first of its tags."""
        found: dict[str, list[Question]] = {tag: [] for tag in said.SUBJECTS}
        for question in self.questions:
            found.setdefault(question.tags[0], []).append(question)
        yield from ((said.SUBJECTS.get(tag, Text(tag, tag)), group) for tag, group in found.items() if group)

    def question(self, name: str) -> Question | None:
        """Return the question with that name, else the first of the page, None where it has none."""
        named = (question for question in self.questions if question.name == name)
        return next(named, None) or next((group[0] for _, group in self.groups()), None)

    def listed(self) -> list[str]:
        """Return the classes whose codes some question of the page asks for, sorted."""
        return sorted(
            {param.of for question in self.questions for param in question.params if self.codes.get(param.of)}
        )

    def value(self, param: Param) -> str:
        """Return the value that a field shows at first: the day that is looked at, else the example of the question."""
        return self.day.isoformat() if self.day and _is_day(param) else param.shown

    def text(self, question: Question, lang: str) -> str:
        """Return a question as it stands in the editor: what it asks in place of its header, then the query.

        Names are asked in the language of the page, and the day is the one that is looked at.
        """
        text = "\n".join(line for line in question.text.splitlines() if not line.startswith("#+")).strip("\n")
        for param in question.params:
            if is_language(param):
                text = param.put(f'"{lang}"', text)
            elif self.day and _is_day(param):
                text = param.put(f'"{self.day.isoformat()}"^^xsd:date', text)
        return f"# {question.summary.say(lang)}\n\n{text}\n"


def is_language(param: Param) -> bool:
    """Tell whether a parameter is the language of names, which the page knows."""
    return param.name == LANGUAGE and param.kind == TEXT


def _is_day(param: Param) -> bool:
    return param.name == DAY_LOOKED_AT and param.kind == DAY
