"""First the quick network, then the contextual tagger for the pairs that the quick one does not clear."""

from __future__ import annotations

import numpy as np

from qa.localise.sides import Side
from qa.localise.words import Doubter, WordDoubts


class Cascade:
    """See :class:`qa.localise.words.Doubter`.

    A pair is clear if ``quick`` doubts no word of either side by as much as ``clear``; its doubts stay as
    they are.  All other pairs are read by ``thorough``.  With 0 nothing is clear.
    """

    def __init__(self, quick: Doubter, thorough: Doubter, clear: float) -> None:
        self._quick, self._thorough, self._clear = quick, thorough, clear

    @property
    def trained_share(self) -> float:
        """See :class:`qa.localise.words.Doubter`: that of the tagger, which decides what is doubtful."""
        return self._thorough.trained_share

    def __call__(self, translation: Side, source: Side) -> tuple[WordDoubts, WordDoubts]:
        """See :class:`qa.localise.words.Doubter`."""
        sides = (translation, source)
        found = self._quick(translation, source)
        peaks = [
            np.maximum.reduceat(some.doubt, side.starts[:-1]) for side, some in zip(sides, found, strict=True)
        ]
        unclear = np.flatnonzero(np.maximum(*peaks) >= self._clear)
        if not len(unclear):
            return found
        if len(unclear) == len(peaks[0]):
            return self._thorough(translation, source)
        read = self._thorough(*(side.only(unclear) for side in sides))
        for side, before, after in zip(sides, found, read, strict=True):
            rows = side.rows(unclear)
            before.doubt[rows], before.best[rows] = after.doubt, after.best
        return found
