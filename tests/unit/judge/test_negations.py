from __future__ import annotations

import pytest

from qa.judge.case import Side
from qa.judge.negations import is_negated, is_negation
from qa.languages import LANGUAGES
from qa.records import Passage
from qa.spans import Span


def side(text: str, language: str) -> Side:
    return Side(Passage(Span(5, 5 + len(text)), text), language)


def negated(text: str, word: str, language: str) -> bool:
    return is_negated(side(text, language), Span(0, len(word)).shift(5 + text.index(word)))


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "It wasn’t cheap", "cheap"),
        ("fr", "ce n’est pas cher", "cher"),
        ("cs", "nebyl levný", "levný"),
        ("tr", "ucuz değildi", "ucuz"),
        ("zh", "并不便宜", "便宜"),
    ],
)
def test_a_negation_near_a_word_counts(language: str, text: str, word: str) -> None:
    assert negated(text, word, language)
    assert not negated(word, word, language)


def test_a_negation_far_away_does_not() -> None:
    assert not negated(f"not {'so ' * 20}cheap", "cheap", "en")


def test_a_word_that_only_begins_like_one_is_none() -> None:
    assert not negated("die Note gut", "gut", "de")
    assert is_negation(side("nein nicht", "de"), Span(10, 15))
    assert not is_negation(side("refuser", "fr"), Span(5, 12))


def test_every_language_has_a_list() -> None:
    assert not [code for code in LANGUAGES if negated("a", "a", code)]
