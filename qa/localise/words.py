"""What a doubter is: the words of aligned passages in, a doubt for each word out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from qa.embed import Rows
from qa.localise.sides import Indexes, Side
from qa.questions import Answers
from qa.records import Word
from qa.spans import Span

Numbers = npt.NDArray[np.float64]


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
class DoubtfulWords:
    """The doubtful words of one side of a document, in order.

    ``owners`` [k] are the alignments they stand in, ``spans`` [k, 2] and ``counterparts`` [k, 2] their places
    and those of their matches in the documents, ``doubts`` [k] rounded to what is worth printing.
    """

    owners: Indexes
    spans: Indexes
    counterparts: Indexes
    doubts: Numbers

    @classmethod
    def joined(cls, parts: Sequence[DoubtfulWords]) -> DoubtfulWords:
        """Several one after the other."""
        return cls(
            np.concatenate([np.zeros(0, np.int64), *(part.owners for part in parts)]),
            np.concatenate([np.zeros((0, 2), np.int64), *(part.spans for part in parts)]),
            np.concatenate([np.zeros((0, 2), np.int64), *(part.counterparts for part in parts)]),
            np.concatenate([np.zeros(0), *(part.doubts for part in parts)]),
        )

    def only(self, chosen: npt.NDArray[np.bool_]) -> DoubtfulWords:
        """Those that are chosen [k]."""
        return DoubtfulWords(
            self.owners[chosen], self.spans[chosen], self.counterparts[chosen], self.doubts[chosen]
        )

    def records(self, alignments: int, least: float) -> list[tuple[Word, ...]]:
        """By alignment, the words with a doubt of at least ``least``."""
        found: list[list[Word]] = [[] for _ in range(alignments)]
        rows = np.flatnonzero(self.doubts >= least)
        columns = (self.owners, self.spans, self.doubts, self.counterparts)
        for owner, span, doubt, match in zip(*(some[rows].tolist() for some in columns), strict=True):
            found[owner].append(Word(Span(*span), doubt, Span(*match)))
        return [tuple(words) for words in found]


@dataclass(frozen=True, slots=True)
class Localised:
    """The doubtful words of n alignments in both documents, and what the doubts of all their words come to.

    ``summaries`` [n, 6] holds, for translation and source, the mean doubt by weight and the highest; then the
    logarithm of the ratio of their words, and the number of words of the shorter side: zeros where a side is
    absent or has no word.  ``counts`` [n] is how many words the translation has, or 0 with such a one.
    ``answers`` [n] are those to what the rules asked.
    """

    translation: DoubtfulWords
    source: DoubtfulWords
    summaries: Numbers
    counts: Indexes
    answers: tuple[Answers, ...]

    def above(self, floor: float) -> Localised:
        """Without the words of both sides that have less doubt than ``floor``."""
        translation, source = (side.only(side.doubts >= floor) for side in (self.translation, self.source))
        return replace(self, translation=translation, source=source)
