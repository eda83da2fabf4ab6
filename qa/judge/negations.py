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
    pattern = broad_pattern(side.language)
    before = side.text(Span(max(0, word.start - _NEAR), word.start))
    after = side.text(Span(word.end, word.end + _NEAR))
    return pattern is None or any(pattern.search(text.lower()) for text in (before, after))


def is_negation(side: Side, word: Span) -> bool:
    """Whether a word of a passage is itself one of the listed words, as a whole."""
    return side.text(word).lower() in _words().get(side.language, "").replace("*", "").split()


@cache
def broad_pattern(language: str) -> re.Pattern[str] | None:
    """What finds the listed words of a language in lower-case text; ``None`` where it has no list."""
    words = _words().get(language)
    return any_of(words) if words else None


def any_of(words: str) -> re.Pattern[str]:
    """What finds any of the words or phrases in lower-case text.

    A ``*`` leaves an end open, ``_`` is a space and ``…`` up to three words.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for word in words.split():
        ends = ("" if word.startswith("*") else r"(?<!\w)", "" if word.endswith("*") else r"(?!\w)")
        found.setdefault(ends, []).append(_expression(word.strip("*")))
    # Words with like ends stand together: what is before and behind them is looked at once for all.
    return re.compile("|".join(f"{begin}(?:{'|'.join(some)}){end}" for (begin, end), some in found.items()))


@cache
def _words() -> Mapping[str, str]:
    return read_table("negations")


def _expression(word: str) -> str:
    letters = re.escape(word).replace("_", r"\s+").replace("'", "['’]")
    return letters.replace("…", r"(?:\w+[\s'’]+){1,3}?")
