"""Stretches of Latin words, and whether they stand there on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.judge.tokens import Tokens

# What may stand between the words of a phrase in running text, and in text of another script.
GAP = re.compile(r"[ \u00a0\-‑'’]{1,2}")
_WIDE_GAP = re.compile(r"[ \u00a0\-‑'’\d.,]{1,8}")
_REACH = 100
_IN_BRACKETS = re.compile(r"[(\[（「『《][^()\[\]（）「」『』《》]*$")
_QUOTE_BEFORE = re.compile(r"[\"'“”„«»‘’‚‹›(\[][ \u00a0\u202f]?$")
_QUOTE_AFTER = re.compile(r"[.,!?…]?[ \u00a0\u202f]?[\"'“”«»‘’‹›)\]]")
_ADDRESS_BEFORE = re.compile(r"[@#/\\_.&\d]$")
_ADDRESS_INSIDE = re.compile(r"\w\.\w")
_ADDRESS_AFTER = re.compile(r"[@/\\_&\d]|\.\w|://")


def latin_stretches(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """First and last index of the stretches of unaccented Latin words."""
    first: int | None = None
    for index, word in enumerate(tokens.words):
        if not word.isascii():
            first = None
            continue
        if first is None:
            first = index
        last = index + 1 == len(tokens)
        if last or not tokens.words[index + 1].isascii() or not _WIDE_GAP.fullmatch(tokens.between(index)):
            yield first, index
            first = None


def without_names(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """The stretch without capitalised words at its edges."""
    while first < last and not tokens.words[first].islower():
        first += 1
    while last > first and not tokens.words[last].islower():
        last -= 1
    return first, last


def is_in_brackets(tokens: Tokens, first: int) -> bool:
    """Whether the stretch stands in brackets, as the original beside its translation."""
    start = tokens.starts[first]
    return bool(_IN_BRACKETS.search(tokens.text, max(0, start - _REACH), start))


def is_cited(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the stretch stands in quotation marks, or is one hyphenated word: kept on purpose."""
    start, end = tokens.starts[first], tokens.ends[last]
    before = _QUOTE_BEFORE.search(tokens.text, max(0, start - 2), start)
    if before and _QUOTE_AFTER.match(tokens.text, end):
        return True
    return last > first and all(tokens.between(index) in "-‑" for index in range(first, last))


def is_address(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the stretch is part of an address, a path, a tag or a name with digits."""
    start, end = tokens.starts[first], tokens.ends[last]
    return bool(
        _ADDRESS_BEFORE.search(tokens.text, max(0, start - 1), start)
        or _ADDRESS_AFTER.match(tokens.text, end)
        or _ADDRESS_INSIDE.search(tokens.text, start, end)
    )


def has_name_beside(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the stretch goes on with a capital, as in the middle of a title."""
    return (first > 0 and tokens.words[first - 1][0].isupper()) or (
        last + 1 < len(tokens) and tokens.words[last + 1][0].isupper()
    )
