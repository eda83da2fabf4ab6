"""What a doubter is: the words of aligned passages in, a doubt for each word out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from qa.embed import Rows
from qa.localise.features import Indexes, Side
from qa.records import Word


@dataclass(frozen=True, slots=True)
class WordDoubts:
    """For the words of one side of many pairs, how doubtful each is and what it was matched with.

    ``doubt`` float32 [w] in [0, 1]; ``best`` [w] is the index of each word's match within its pair.
    """

    doubt: Rows
    best: Indexes


class Doubter(Protocol):
    """What turns the words of pairs into doubts: trained for the embedded model, fitted for any other."""

    @property
    def trained_share(self) -> float:
        """The share of unsupported words among those that the doubts were fitted to."""

    def __call__(self, translation: Side, source: Side) -> tuple[WordDoubts, WordDoubts]:
        """Doubts for both sides of the same pairs; every passage must have a word."""


@dataclass(frozen=True, slots=True)
class Localised:
    """The doubtful words of an alignment in both documents, and what the doubts of all its words come to.

    ``summary`` holds, for translation and source, the mean doubt by weight and the highest; then the
    logarithm of the ratio of their words, and the number of words of the shorter side.  ``count`` is how many
    words the translation has.
    """

    translation: tuple[Word, ...] = ()
    source: tuple[Word, ...] = ()
    summary: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    count: int = 0
