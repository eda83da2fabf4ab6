from __future__ import annotations

import pytest

from qa.function_words import function_words
from qa.judge.echoes import echo_of_characters, echo_of_words, runs
from qa.judge.tokens import Tokens


@pytest.mark.parametrize(
    ("language", "text", "echo"),
    [
        ("fr", "Le marché ferme tôt, ferme tôt.", "ferme tôt, ferme tôt"),
        ("de", "Der Pegel stieg um 3,5 %, stieg um 3,5 %.", "stieg um 3,5 %, stieg um 3,5 %"),
        ("es", "una larga sequía de largas sequías", "larga sequía de largas sequías"),
        (
            "sv",
            "Han sade att tåget stod stilla – tåget stod stilla.",
            "tåget stod stilla – tåget stod stilla",
        ),
    ],
)
def test_echo_of_words(language: str, text: str, echo: str) -> None:
    found = echo_of_words(Tokens(text), function_words(language))
    assert found is not None
    assert text[found.start : found.end] == echo


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "ni dans le port ni dans le bourg"),  # a frame of two things
        ("de", "Er stieg um 3 Prozent, sie stieg um 4 Prozent."),  # two figures
        ("it", "Il treno parte. Il treno parte domani."),  # two sentences
        ("es", "la tasa interna (tasa interna)"),  # what an abbreviation means
        ("nl", "een huis en een tuin"),  # small words only
        ("pl", "nowy most łączy stary brzeg i nowy port, a także nowy most"),  # far apart
    ],
)
def test_no_echo_of_words(language: str, text: str) -> None:
    assert echo_of_words(Tokens(text), function_words(language)) is None


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("列车停止运行，停止运行。", "停止运行，停止运行"),
        ("列車は夕方まで止まる、夕方まで止まる。", "夕方まで止まる、夕方まで止まる"),
    ],
)
def test_echo_of_characters(text: str, echo: str) -> None:
    found = echo_of_characters(text)
    assert found is not None
    assert text[found.start : found.end] == echo


@pytest.mark.parametrize(
    "text", ["列车停止运行。停止运行的还有渡轮。", "第3号列车和第5号列车", "ロッカールームのロッカールーム"]
)
def test_no_echo_of_characters(text: str) -> None:
    assert echo_of_characters(text) is None


def test_runs() -> None:
    assert list(runs("abcab", 5)) == [(0, 3, 2), (1, 4, 1)]
    assert list(runs("aaa", 5)) == [(0, 1, 1), (1, 2, 1)]
    assert list(runs("abca", 2)) == []
