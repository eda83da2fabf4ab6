"""What is known of single words, whatever stands around them.

The lists are counted by ``training/word_lists.py``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from string import ascii_lowercase

_REMEMBERED = 1 << 15
_LEXICA = Path(__file__).parent / "lexica"


@cache
def common_words() -> frozenset[str]:
    """English words also written without a capital: titles, institutions, what languages translate."""
    return frozenset(word for word, _ in _rows("common.txt"))


@cache
def english_words(language: str) -> frozenset[str]:
    """English words that a language of the Latin script does not have, and its translators do not keep."""
    return frozenset(word for word, codes in _rows("english.tsv") if language not in codes.split())


@lru_cache(_REMEMBERED)
def users_of(word: str) -> tuple[str, ...]:
    """The languages of the Latin script that use a lower-case word, if it is common in any."""
    lines = _lines("latin.tsv")
    at = bisect_left(lines, f"{word}\t")
    found, _, codes = lines[at].partition("\t") if at < len(lines) else ("", "", "")
    return tuple(codes.split()) if found == word else ()


@lru_cache(_REMEMBERED)
def is_foreign(word: str, language: str) -> bool:
    """Whether a language of the Latin script does not use a lower-case word, or not all of its letters.

    Of languages that are not known well, nothing is said to be foreign.
    """
    own = _letters(language)
    users = users_of(word) if own else ()
    return bool(own) and (not own.issuperset(word) or (bool(users) and language not in users))


@cache
def _letters(language: str) -> frozenset[str]:
    known = dict(_rows("letters.tsv"))
    return frozenset(ascii_lowercase + "'’" + known[language]) if language in known else frozenset()


def _rows(name: str) -> Iterator[tuple[str, str]]:
    for line in _lines(name):
        key, _, rest = line.partition("\t")
        yield key, rest


@cache
def _lines(name: str) -> list[str]:
    """The lines of a list, sorted as they stand."""
    return [line for line in (_LEXICA / name).read_text("utf-8").splitlines() if line and line[0] != "#"]
