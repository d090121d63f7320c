"""The questions of the catalogue, asked once for a site: with the values of their files, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pdz_graph.answers import Answered, Graph, Rows
from pdz_graph.answers.forms import FORMS, write
from pdz_graph.catalogue import Question, codes_of
from pdz_graph.dataset import Dataset
from pdz_graph.errors import UsageError
from pdz_graph.pages.scene import Scene
from pdz_graph.words import LANGUAGES

#: The form of the file that holds the whole of an answer, by what it is.
_FILES: Final = {Graph: "ttl", Rows: "csv"}


def answers(questions: Mapping[str, Question], dataset: Dataset) -> dict[str, Mapping[str, Answered]]:
    """Return what each question answers in each language, by name; where the value of its file is a thing that is not
    known here, the first that is known takes its place. Questions that none can be put to are left out."""
    codes = codes_of(questions.values(), dataset.ask)
    found: dict[str, Mapping[str, Answered]] = {}
    for name, question in questions.items():
        values = chosen(question, codes)
        if values is not None:
            completed = ((lang, question.completed(values, dataset.day, lang)) for lang in LANGUAGES)
            found[name] = {lang: dataset.ask(question.bound(said, codes)) for lang, said in completed}
    return found


def chosen(question: Question, codes: Mapping[str, Mapping[str, object]]) -> dict[str, str] | None:
    """Return the values for the parameters whose own is not known here; None where a class has nothing to offer."""
    values = {}
    for param in question.params:
        try:
            param.kept(codes)  # type: ignore[arg-type]
        except UsageError:
            if not codes.get(param.of):
                return None
            values[param.name] = min(codes[param.of])
    return values


def file_of(scene: Scene, name: str) -> tuple[str, bytes] | None:
    """Return the file with the whole answer to a question, in Italian; None where there is none."""
    answered = answer_of(scene, name, LANGUAGES[0])
    form = FORMS[_FILES[type(answered)]] if type(answered) in _FILES else None
    return (f"domande/{name}.{form.extension}", write(answered, form)) if form and answered else None


def answer_of(scene: Scene, name: str, lang: str) -> Answered | None:
    """Return what a question answers in a language, None where it was not asked."""
    found = scene.answers.get(name)
    return found.get(lang) if isinstance(found, Mapping) else found
