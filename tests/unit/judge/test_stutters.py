from __future__ import annotations

import pytest

from qa.function_words import function_words
from qa.judge.stutters import doubled_characters, doubled_word, kindred_words, name_around_word
from qa.judge.tokens import Tokens


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("nl", "De brug is is dicht.", True),
        ("de", "Das Kind, das das Brot holte", False),
        ("tr", "yavaş yavaş", False),
        ("es", "Duran Duran", False),
    ],
)
def test_doubled_word(language: str, text: str, found: bool) -> None:
    assert (doubled_word(Tokens(text), language) is not None) == found


def test_name_around_word() -> None:
    assert name_around_word(Tokens("der Hafen am Hafen")) is None
    assert name_around_word(Tokens("das Becker Forum Becker")) is not None


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "the planet of planets", True),
        ("de", "eine Mahnung und mahnende Mahnungen", False),  # "mahnende" is another beginning
        ("de", "eine Hoffnung der hoffnungsvollen Hoffnungen", True),
        ("fr", "les ouvrières et les ouvriers", False),
        ("de", "Schülerinnen und Schüler", False),
    ],
)
def test_kindred_words(language: str, text: str, found: bool) -> None:
    assert (kindred_words(Tokens(text), language, function_words(language)) is not None) == found


@pytest.mark.parametrize(
    ("text", "found"), [("他们发言人发言人说", True), ("天天向上", False), ("中学中学生", False)]
)
def test_doubled_characters(text: str, found: bool) -> None:
    assert (doubled_characters(text) is not None) == found
