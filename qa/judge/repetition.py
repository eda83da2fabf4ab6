"""fluency/repetition: a word or phrase said twice where the source says it once."""

from __future__ import annotations

from collections.abc import Iterator

from qa.function_words import function_words
from qa.judge.case import Case
from qa.judge.echoes import Echo, echo_of_characters, echo_of_words, runs
from qa.judge.stutters import doubled_characters, doubled_word, kindred_words, name_around_word
from qa.judge.tokens import Tokens
from qa.languages import LANGUAGES, SOURCE_LANGUAGE
from qa.records import ErrorSpan, Severity

RULE = "fluency/repetition"

# A source that says something twice makes its translator do so: from at most as many words before as the
# translation, and these more for each word that it says again; a small one ("no fear, no favour") from four.
_SLACK, _SMALL_REACH = 2, 4
_REACH, _SMALL = 12, 3
# How far from the place of the echo, as a share of the passage, the source may do so.
_PLACE = 0.35


def check(case: Case) -> Iterator[ErrorSpan]:
    """Look for what the translation says twice in a row, and ask whether the source does so."""
    language = case.facts.language
    if language in LANGUAGES and not LANGUAGES[language].spaced:
        echo = _in_characters(case.translation.passage.text)
    else:
        echo = _in_words(case.translation.tokens, language)
    if echo is None:
        return
    text = case.translation.passage.text
    place = (echo.start + echo.end) / 2 / len(text)
    if _source_repeats(case.source.tokens, echo, place):
        return
    yield ErrorSpan(
        case.translation.span(echo.start, echo.end),
        RULE,
        Severity.MAJOR,
        echo.confidence,
        f"“{text[echo.start : echo.end]}” repeats what the source says once",
    )


def _in_characters(text: str) -> Echo | None:
    return doubled_characters(text) or echo_of_characters(text)


def _in_words(tokens: Tokens, language: str) -> Echo | None:
    """The longest of what is found: a stutter often stands inside an echo."""
    own = function_words(language)
    found = (
        echo_of_words(tokens, own),
        doubled_word(tokens, language),
        name_around_word(tokens),
        kindred_words(tokens, language, own),
    )
    return max(filter(None, found), key=lambda echo: echo.end - echo.start, default=None)


def _source_repeats(tokens: Tokens, echo: Echo, place: float) -> bool:
    """Whether the source says something twice near ``place``, a share of the passage from 0 to 1."""
    small = function_words(SOURCE_LANGUAGE)
    stems = [_stem(word) for word in tokens.lower]
    for first, second, length in runs(stems, _REACH):
        words = [word for word in tokens.lower[second : second + length] if word not in small]
        if (length > 1 and words) or any(len(word) > _SMALL for word in words):
            reach = echo.words + length * _SLACK
        else:
            reach = _SMALL_REACH if words else 1
        if second - first <= reach and abs((first + second) / 2 / len(stems) - place) <= _PLACE:
            return True
    return False


def _stem(word: str) -> str:
    """What an English word shares with its other forms: its first five letters, or four of five."""
    return word[: min(5, len(word) - 1)] if len(word) > 4 else word
