"""The catalogue: each question in the style, with the answers that are kept, the same in every engine."""

from __future__ import annotations

import re

import pytest
from domande import ANSWERS, FILES, cases, kept, questions, scene, written

EACH = pytest.mark.parametrize("name", list(questions()))
EVERY = pytest.mark.parametrize(("name", "of"), list(cases()))
#: The words of SPARQL, which the style writes in upper case.
WORDS = re.compile(
    r"\b(select|construct|ask|where|values|optional|filter|union|bind|order by|group by|having|distinct|prefix|as|"
    r"not exists|exists|minus|count|sum|min|max|bound|lang|coalesce|if|graph|limit)\b(?! *[:}])"
)


@EACH
def test_a_question_is_written_in_the_style(name: str) -> None:
    question = questions()[name]
    header, _, query = question.text.partition("\n\n")
    assert all(line.startswith("#+ ") for line in header.splitlines())
    assert question.summary.it.endswith("?")
    assert question.summary.en.endswith("?")
    assert question.description.it
    assert question.description.en
    assert question.tags
    assert len(query.splitlines()) <= 70
    bare = re.sub(r'"[^"]*"|<[^>]*>|#.*', "", query)
    assert not WORDS.search(bare), WORDS.search(bare)
    assert "SELECT *" not in query
    assert "SERVICE" not in query
    assert question.form == "construct" or "\nORDER BY " in query
    assert "\t" not in query
    declared = re.findall(r"^PREFIX +([\w-]*): +<", query, re.MULTILINE)
    assert declared == sorted(declared)
    assert set(declared) == set(
        re.findall(r"(?<![\w?<:/-])([a-z][\w-]*):[\w]", re.sub(r"^PREFIX.*", "", bare, flags=re.MULTILINE))
    )


def test_a_name_is_the_question_and_no_answer_is_left_over() -> None:
    assert {kept(*case) for case in cases()} == set(ANSWERS.iterdir())


@EVERY
def test_the_answer_is_the_one_that_is_kept(name: str, of: str) -> None:
    assert written(scene(of).ask(questions()[name].text)).decode() == kept(name, of).read_text(encoding="utf-8")


@EACH
def test_some_scene_answers_something(name: str) -> None:
    assert any(len(kept(one, of).read_bytes().splitlines()) > 1 for one, of in cases() if one == name)


@pytest.mark.parametrize("name", [*FILES, "ufficio"])
def test_no_statement_is_in_two_graphs(name: str) -> None:
    statements = [triple for graph in scene(name).graphs.values() for triple in set(graph)]
    assert len(statements) == len(set(statements))
