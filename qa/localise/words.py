"""What a doubter is: the words of aligned passages in, a doubt for each word out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from qa.embed import Rows
from qa.localise.features import Indexes, Side


@dataclass(frozen=True, slots=True)
class WordDoubts:
    """For the words of one side of many pairs, how doubtful each is and what it was matched with.

    ``doubt`` float32 [w] in [0, 1]; ``best`` [w] is the index of each word's match within its pair.
    """

    doubt: Rows
    best: Indexes


class Doubter(Protocol):
    """What turns the words of pairs into doubts: trained for the embedded model, fitted for any other."""

    def __call__(self, translation: Side, source: Side) -> tuple[WordDoubts, WordDoubts]:
        """Doubts for both sides of the same pairs; every passage must have a word."""
