"""``pdz explain``: one norm, what it says and how it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from pdz_graph import words
from pdz_graph.cards import lists_of
from pdz_graph.commands import options
from pdz_graph.commands.answer import Answer, checked_output, colour, width
from pdz_graph.reports.entries import Explained
from pdz_graph.reports.explanation import FORMATS, render
from pdz_graph.reports.outline import Scene
from pdz_graph.terms import concept

Form = Annotated[str, typer.Option("--format", metavar="text|json")]


def explain(
    *,
    norm: options.NormCode,
    sources: options.Sources = None,
    accordo: options.Accordo = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    register: options.Register = None,
    reading: options.Readings = None,
    form: Form = "text",
    lang: options.Lang = None,
    output: options.Output = None,
) -> Answer:
    """Explain a norm; a norm that no data can judge is explained without a verdict."""
    spoken = options.spoken(lang)
    words.admitted("--format", form, FORMATS)
    asked = options.question(sources, accordo, as_of, reading, register=register, known_at=known_at)
    file = checked_output(output, asked.sources)
    agreement = options.opened(asked)
    card = agreement.card(norm)
    today = date.today()
    if card.judged:
        judgement = options.judged(agreement, asked, today, spoken)
        explained = Explained(card, judgement.verdict, judgement.deadlines(card.id))
        unknown = [thing.id for thing in explained.ruling.unknown] if explained.ruling else []
        explained = replace(explained, lists=lists_of(agreement.quads, unknown))
        scene = Scene(judgement.labels, judgement.notices, today, register=judgement.register)
    else:
        genera = [concept("genere", code) for code in card.genera]
        labels = {genus.value: agreement.labels.of(genus) for genus in genera}
        explained, scene = Explained(card), Scene(labels, (), today)
    text = render(explained, scene, form, spoken, width=width(), colour=colour(file))
    return Answer(text, 0, file, "", spoken, scene.notices)
