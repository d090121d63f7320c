"""The interface speaks two languages, and says values as people say them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from verdetti import CREMA, LABELS

from pdz_graph import words
from pdz_graph.errors import Text
from pdz_graph.reports.values import plain, say_article, say_value
from pdz_graph.terms import ENTE
from pdz_graph.verdict import Value
from pdz_graph.words import say_amount, say_day


@pytest.mark.parametrize(
    ("value", "it", "en"),
    [
        (None, "", ""),
        (True, "sì", "yes"),
        (2013, "2013", "2013"),
        (Decimal("1234567.5"), "1.234.567,50\u00a0€", "€1,234,567.50"),
        (Decimal("0.125"), "0,125\u00a0€", "€0.125"),
        (Decimal("1E+3"), "1.000,00\u00a0€", "€1,000.00"),
        (date(2014, 3, 1), "1° marzo 2014", "1 March 2014"),
        (CREMA, "Comune di Crema", "Comune of Crema"),
        (ENTE["comune-pandino"].value, "comune-pandino", "comune-pandino"),
        (f"{CREMA} ; {ENTE['asl-cremona'].value}", "Comune di Crema, asl-cremona", "Comune of Crema, asl-cremona"),
        ("un testo: con due punti", "un testo: con due punti", "un testo: con due punti"),
    ],
)
def test_values_are_said_as_people_say_them(value: Value, it: str, en: str) -> None:
    assert (say_value(value, LABELS, "it"), say_value(value, LABELS, "en")) == (it, en)


def test_small_words() -> None:
    assert say_day(date(2012, 4, 1), "it") == "1° aprile 2012"
    assert say_amount(Decimal(-5), "it") == "-5,00\u00a0€"
    assert (say_article("7", "en"), say_article("firme", "it")) == ("Art. 7", "Firme")
    assert plain("a\x00b\tc") == "a\ufffdb\tc"
    assert words.series(["a", "b", "c"], "it") == "a, b e c"


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({"LANG": "it_IT.UTF-8"}, "it"),
        ({"LC_ALL": "C", "LANG": "it_IT.UTF-8"}, "en"),
        ({"LC_MESSAGES": "it_CH", "LANG": "de_CH"}, "it"),
        ({"LC_ALL": "", "LANG": "it"}, "it"),
        ({}, "en"),
    ],
)
def test_the_language_follows_the_locale(environ: dict[str, str], lang: str) -> None:
    assert words.language(None, environ) == lang
    assert words.language("it", environ) == "it"


def test_every_word_is_in_both_languages() -> None:
    texts = [value for value in vars(words).values() if isinstance(value, Text)]
    assert len(texts) > 50
    assert all(text.it and text.en for text in texts)
