"""What the writing of a word alone tells, in numbers that can be kept for each word that was ever seen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

_Integers = npt.NDArray[np.integer[Any]]

_CAPITAL, _DIGIT, _SYMBOL = 1, 2, 4
_REMEMBERED = 1 << 14


@lru_cache(_REMEMBERED)
def look(word: str) -> int:
    """Whether it begins with a capital, begins with a digit, has neither letter nor digit: a bit each."""
    return (
        (_CAPITAL if word[:1].isupper() else 0)
        | (_DIGIT if word[:1].isdigit() else 0)
        | (0 if any(map(str.isalnum, word)) else _SYMBOL)
    )


@lru_cache(_REMEMBERED)
def form(word: str) -> int:
    """A number of 64 bits that words have in common, but for the case of their letters, and no others."""
    # Not hash(): it takes the bytes in memory, so that 景 and "of" have the same.
    digest = blake2b(word.casefold().encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def traits(lengths: _Integers, looks: _Integers) -> npt.NDArray[np.float32]:
    """float32 [w, 4]: the logarithm of the number of characters, then the bits of :func:`look` as 0 or 1."""
    result = np.empty((len(lengths), 4), np.float32)
    result[:, 0] = np.log(lengths)
    for column, bit in enumerate((_CAPITAL, _DIGIT, _SYMBOL), start=1):
        result[:, column] = looks & bit != 0
    return result


def of(words: Sequence[str]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """The traits and the forms of words that are not kept."""
    lengths, looks, forms = (np.array([*map(one, words)], np.int64) for one in (len, look, form))
    return traits(lengths, looks), forms
