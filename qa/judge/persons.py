"""First and last names side by side in a source passage, told by how they are written."""

from __future__ import annotations

from collections.abc import Container, Iterator

from qa.judge.lexicon import load
from qa.judge.namesakes import first_names, is_headline
from qa.judge.tokens import Tokens
from qa.judge.vocabulary import is_english
from qa.languages import SOURCE_LANGUAGE

TITLES = frozenset(["Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Dame", "Professor", "Prof"])
_FIRST, _LAST = 3, 5
"""Letters of a first name that no list has, and of the last name behind it: shorter ones, like the
syllables of Chinese and Korean names, are respelled in many ways."""
LEAST = 4
"""Letters of a last name behind a known first name or a title."""
_BETWEEN = frozenset(" .\u00a0\u202f")


def persons(tokens: Tokens, known: Container[str] = ()) -> Iterator[tuple[int, int]]:
    """Where a first name or a title stands with a last name that is not ``known``: no headline, capitals."""
    words = tokens.words
    for index, last in enumerate(words[1:]):
        if (
            last[0].isupper()
            and words[index][0].isupper()
            and last not in known
            and _are_names(tokens, index)
        ):
            yield index, index + 1


def side_by_side(tokens: Tokens, index: int) -> bool:
    """Whether only a space or an abbreviation's stop is between a word and the next one."""
    return _BETWEEN.issuperset(tokens.between(index))


def _are_names(tokens: Tokens, index: int) -> bool:
    first, last = tokens.words[index : index + 2]
    least = LEAST if first in first_names() else _LAST
    if len(last) < least or last.isupper() or _is_word(last.lower()) or not side_by_side(tokens, index):
        return False
    if first in first_names():
        return True
    is_name = len(first) >= _FIRST and first[1:].islower() and not _is_word(first.lower())
    return is_name and not is_headline(tokens.words)


def _is_word(lower: str) -> bool:
    """Whether English also writes a word without a capital, or it is a weekday or month."""
    return is_english(lower) or bool(load(SOURCE_LANGUAGE).senses(lower))
