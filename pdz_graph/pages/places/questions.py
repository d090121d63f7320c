"""The questions of the catalogue: by subject, and each with what it answers as it stands and how to ask it anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from pdz_graph.answers import Answered, Graph, Rows, Truth
from pdz_graph.answers.forms import forms_for
from pdz_graph.catalogue import Question
from pdz_graph.errors import Text
from pdz_graph.facts import Term
from pdz_graph.linked.book import Book
from pdz_graph.pages.page import Page
from pdz_graph.pages.phrase import Door, Phrase, Told
from pdz_graph.pages.places import said_words
from pdz_graph.pages.places.asked import answer_of, chosen, file_of
from pdz_graph.pages.places.reading import by_name
from pdz_graph.pages.places.sheet import Sheet, leaf, section, sections, table
from pdz_graph.pages.scene import Scene
from pdz_graph.parameters import DAY_LOOKED_AT, LANGUAGE, RESOURCE, Param
from pdz_graph.terms import NOTATION, PDZ
from pdz_graph.words import FORMATS, LANGUAGES, SUBJECTS

#: How many rows of an answer a page shows, and how many things of a class its form lists.
_ROWS, _LISTED = 200, 300
_TEMPLATE = "places/question.html.j2"
_ANSWERS: Final = {"select": Rows, "ask": Truth, "construct": Graph}


@dataclass(frozen=True)
class Field:
    """A field of a form: its name, what it is about, how it is filled in, its value, what may be chosen."""

    name: str
    about: Text
    kind: str
    value: str
    choices: tuple[tuple[str, NamedNode], ...]


@dataclass(frozen=True)
class Answer:
    """An answer as a page shows it: names of columns and rows, how many there are, whether there are more."""

    names: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    number: int
    truth: Text | None = None


def listed(scene: Scene) -> Iterator[Page]:
    """Yield the page of the catalogue, then the page of each question."""
    questions = scene.agreement.commons.questions
    groups: dict[str, list[Question]] = {tag: [] for tag in SUBJECTS}
    for question in questions.values():
        groups.setdefault(question.tags[0] if question.tags else "", []).append(question)
    parts = []
    for tag, some in groups.items():
        rows = [(Door(f"domande/{one.name}", one.summary), _size(scene, one)) for one in some]
        name = SUBJECTS.get(tag, Text(tag, tag))
        parts.append(section(f"tema-{tag}", name, table(name, (said_words.QUESTION, said_words.ANSWER), rows)))
    lede = Phrase(said_words.QUESTIONS_LEDE, {"n": len(questions)})
    yield leaf("domande", said_words.QUESTIONS, Sheet((lede, said_words.QUESTIONS_HOW), sections=sections(*parts)))
    for question in questions.values():
        yield _page(scene, question)


def _size(scene: Scene, question: Question) -> Told:
    answered = answer_of(scene, question.name, LANGUAGES[0])
    if answered is None:
        return None
    if isinstance(answered, Truth):
        return said_words.YES if answered.value else said_words.NO
    word = said_words.ROWS if isinstance(answered, Rows) else said_words.TRIPLES
    return Phrase(word, {"n": len(answered)})


def _page(scene: Scene, question: Question) -> Page:
    fields = tuple(_field(scene, question, param) for param in question.params if param.name != LANGUAGE)
    file = file_of(scene, question.name)
    shown = {
        "texts": said_words,
        "question": question,
        "fields": fields,
        "lingua": any(param.name == LANGUAGE for param in question.params),
        "answers": {lang: _answer(scene.book, answer_of(scene, question.name, lang)) for lang in LANGUAGES},
        "file": file[0] if file else "",
        "forms": [(form.name, FORMATS[form.name]) for form in forms_for(_ANSWERS[question.form])],
        "command": _command(question),
        "at_most": _ROWS,
        "query": _bare(scene.addresses.text(question.text)),
    }
    trail = (("domande", said_words.QUESTIONS),)
    path = f"domande/{question.name}"
    return Page(path, question.summary, _TEMPLATE, shown, "domande", trail, (), question.description)


def _field(scene: Scene, question: Question, param: Param) -> Field:
    book = scene.book
    value = scene.day.isoformat() if param.name == DAY_LOOKED_AT else param.shown
    choices: tuple[tuple[str, NamedNode], ...] = ()
    if param.kind == RESOURCE and param.of:
        nodes = by_name(book, book.of_kind(PDZ[param.of]))[:_LISTED]
        choices = tuple((book.value(node, NOTATION) or node.value.rpartition("/")[2], node) for node in nodes)
        if value not in {code for code, _ in choices}:
            codes = {param.of: dict(choices)}
            value = (chosen(question, codes) or {}).get(param.name, value)
    return Field(param.name, param.about, param.kind, value, choices)


def _bare(text: str) -> str:
    """Return the query without the header, which the page tells."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip()


def _command(question: Question) -> str:
    params = "".join(
        f" --param {param.name}={param.shown}"
        for param in question.params
        if param.name not in (LANGUAGE, DAY_LOOKED_AT)
    )
    return f"pdz query {question.name}{params}"


def _answer(book: Book, answered: Answered | None) -> Answer | None:
    if answered is None:
        return None
    if isinstance(answered, Truth):
        return Answer((), (), 1, said_words.YES if answered.value else said_words.NO)
    if isinstance(answered, Graph):
        ordered = sorted(answered.triples, key=lambda triple: tuple(map(str, triple)))
        return Answer(("s", "p", "o"), tuple(ordered[:_ROWS]), len(answered))
    rows = answered.rows[:_ROWS]
    kept = _telling(book, rows, len(answered.names))
    names = tuple(answered.names[place].replace("_", " ") for place in kept)
    return Answer(names, tuple(tuple(row[place] for place in kept) for row in rows), len(answered))


def _telling(book: Book, rows: Sequence[Sequence[Term | None]], width: int) -> list[int]:
    """Return the columns that tell something: a name beside the thing that has it only repeats what the link says."""
    linked = [place for place in range(width) if any(isinstance(row[place], NamedNode) for row in rows)]
    named = [[_names(book, row[place]) for place in linked] for row in rows]

    def repeats(place: int) -> bool:
        return any(
            all(_says(row[place]) in names[other] for row, names in zip(rows, named, strict=True))
            for other in range(len(linked))
            if linked[other] != place
        )

    return [place for place in range(width) if place in linked or not rows or not repeats(place)]


def _names(book: Book, term: Term | None) -> tuple[str, ...]:
    if not isinstance(term, NamedNode):
        return ("",)
    label = book.label(term)
    return ("", label.it, label.en)


def _says(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""


def files(scene: Scene) -> Iterator[tuple[str, bytes]]:
    """Yield the whole answer of each question as a file, by its place from the base."""
    for name in scene.agreement.commons.questions:
        found = file_of(scene, name)
        if found:
            yield found
