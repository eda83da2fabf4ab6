"""The words by which a language says that something is not so; they stand in ``lexica/negations.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from qa.judge.case import Side
from qa.judge.tables import read_table
from qa.spans import Span

_NEAR = 40
"""Letters from a word within which a negation may be meant for it."""


def is_negated(side: Side, word: Span) -> bool:
    """Whether a word of a passage has a negation near it; in a language without a list, always."""
    pattern = _pattern(side.language)
    before = side.text(Span(max(0, word.start - _NEAR), word.start))
    after = side.text(Span(word.end, word.end + _NEAR))
    return pattern is None or any(pattern.search(text.lower()) for text in (before, after))


def is_negation(side: Side, word: Span) -> bool:
    """Whether a word of a passage is itself one of the listed words, as a whole."""
    return side.text(word).lower() in _words().get(side.language, "").replace("*", "").split()


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    words = _words().get(language)
    return re.compile("|".join(map(_expression, words.split()))) if words else None


@cache
def _words() -> Mapping[str, str]:
    return read_table("negations")


def _expression(word: str) -> str:
    begin = "" if word.startswith("*") else r"(?<!\w)"
    end = "" if word.endswith("*") else r"(?!\w)"
    return begin + re.escape(word.strip("*")) + end
