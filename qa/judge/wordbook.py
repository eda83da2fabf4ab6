"""Tables that say of many words to which languages they are strange, packed so that they load at once.

A table is a sorted array of the CRC-32 of its words, and for each the number of its kind: the languages to
which the word is strange, as bits, once where it stands alone and once where it stands beside another.  Of
words that a table does not list, one in twenty thousand has the digest of one that it does.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "lexica"


@dataclass(frozen=True, slots=True)
class Stranger:
    """A word that a language does not have: the language that has it, and whether it is enough alone."""

    home: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Wordbook:
    """``words`` and their ``kinds``; of each kind the bits of ``languages`` and the index of its home."""

    languages: tuple[str, ...]
    words: NDArray[np.uint32]
    kinds: NDArray[np.uint16]
    alone: NDArray[np.uint64]
    beside: NDArray[np.uint64]
    homes: NDArray[np.uint8]

    def __contains__(self, word: str) -> bool:
        """Whether it lists a lower-case word."""
        at = int(np.searchsorted(self.words, np.uint32(digest(word))))
        return at < len(self.words) and int(self.words[at]) == digest(word)

    def strangers(self, words: Collection[str], language: str) -> dict[str, Stranger]:
        """Those of the lower-case ``words`` that are strange to ``language``."""
        if not words or language not in self.languages:
            return {}
        some = sorted(words)
        digests = np.fromiter((digest(word) for word in some), np.uint32, len(some))
        at = np.minimum(np.searchsorted(self.words, digests), len(self.words) - 1)
        bit = np.uint64(1 << self.languages.index(language))
        strange = (self.words[at] == digests) & (self.beside[self.kinds[at]] & bit > 0)
        found = {}
        for index in np.flatnonzero(strange):
            kind = self.kinds[at[index]]
            home = self.languages[self.homes[kind]]
            found[some[index]] = Stranger(home, bool(self.alone[kind] & bit))
        return found


def digest(word: str) -> int:
    """What a table knows a word by."""
    return crc32(word.encode())


@cache
def load(name: str) -> Wordbook:
    """The table in ``lexica`` that ``training/word_lists.py`` wrote under this name."""
    from safetensors import safe_open

    with safe_open(FOLDER / f"{name}.safetensors", framework="np") as file:
        arrays = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
        return Wordbook(tuple(file.metadata()["languages"].split()), **arrays)
