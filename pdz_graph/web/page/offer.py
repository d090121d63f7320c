"""What the query page offers: questions by subject, formats, the terms of the ontology. It looks nothing up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from pdz_graph.errors import Text

#: The formats in which each form of question can be answered, the plainest first.
ROWS: Final = ("table", "csv", "csv-excel", "xlsx", "tsv", "json", "xml", "md")
GRAPH: Final = ("table", "ttl", "nt", "jsonld", "rdf", "md")
TRUTH: Final = ("table", "json", "xml", "md")
BY_FORM: Final[Mapping[str, tuple[str, ...]]] = {"select": ROWS, "ask": TRUTH, "construct": GRAPH}


class Parameter(Protocol):
    """A parameter of a question, as far as the page knows it."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def about(self) -> Text: ...
    @property
    def test(self) -> str: ...


class Question(Protocol):
    """A question of the catalogue, as far as the page knows it."""

    @property
    def name(self) -> str: ...
    @property
    def summary(self) -> Text: ...
    @property
    def description(self) -> Text: ...
    @property
    def tags(self) -> Sequence[str]: ...
    @property
    def params(self) -> Sequence[Parameter]: ...
    @property
    def form(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class Offer:
    """What a page shows: the name of the accordo, its questions, and the words that complete a query.

    ``prefixes`` are namespaces by prefix; ``classes`` and ``properties`` are full IRIs.
    """

    title: Text
    version: str
    questions: Sequence[Question] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)
    classes: Sequence[str] = ()
    properties: Sequence[str] = ()

    def groups(self) -> Iterator[tuple[str, list[Question]]]:
        """Yield each subject with its questions: a question stands once, under the first of its tags."""
        found: dict[str, list[Question]] = {}
        for question in self.questions:
            found.setdefault(question.tags[0] if question.tags else "", []).append(question)
        yield from sorted(found.items())

    def question(self, name: str) -> Question | None:
        """Return the question with that name, None if there is none."""
        return next((question for question in self.questions if question.name == name), None)
