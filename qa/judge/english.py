"""An English passage as the lexica look at it; read once, however many rules ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from qa.judge.wording import WORD

REMEMBERED = 512
"""Passages of which is kept what was found in them: of an article, from the questions to the rules."""


@dataclass(frozen=True, slots=True)
class English:
    """A text in lower case, and its words; nothing of a text whose letters that would move."""

    lower: str
    words: frozenset[str]


_NOTHING = English("", frozenset())


@lru_cache(REMEMBERED)
def english(text: str) -> English:
    """What the lexica look at in ``text``."""
    lower = text.lower()
    return English(lower, frozenset(WORD.findall(lower))) if len(lower) == len(text) else _NOTHING
