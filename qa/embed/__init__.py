"""Texts to vectors.  Everything below the protocols here is one way of doing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of consecutive texts: the smallest units that can be flagged.

    A word that comes again is there once.  ``vectors`` float32 [d, dim] are those of the distinct words, not
    of unit length: a text points where the sum of its words does.  ``usual`` float32 [d, 2]: mean and
    deviation of the highest cosine that a word like this finds on the other side of sound translations;
    :data:`UNKNOWN_USUAL` where a model does not say.  ``traits`` float32 [d, 4] and ``forms`` int64 [d]: see
    :mod:`qa.embed.writing`.

    Of the words in order, ``which`` int64 [w] is the distinct word, and ``offsets`` int32 [w, 2] where it
    stands, in code points of its own text.  ``starts`` int64 [n + 1]: text ``i`` has the words ``starts[i]``
    to ``starts[i + 1]``.
    """

    vectors: Rows
    usual: Rows
    traits: Rows
    forms: npt.NDArray[np.int64]
    which: npt.NDArray[np.int64]
    offsets: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]


UNKNOWN_USUAL = (0.5, 0.25)


class Encoded(Protocol):
    """Texts that went through a model."""

    @property
    def sums(self) -> Rows:
        """float32 [n, dim], not of unit length: joining texts adds their sums (exactly or nearly)."""

    def words(self, first: int, last: int) -> Words:
        """The words of the texts ``first`` to ``last`` (excluded)."""


class Embedder(Protocol):
    """A model that puts texts of all its languages into one space.  Safe to share between threads."""

    def __hash__(self) -> int:
        """What was embedded once may be kept by the model that did it."""

    @property
    def identity(self) -> str:
        """Name and digest, for the signature of a report."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Embed ``texts``; what comes out for one never depends on the others of the call."""


def unit(rows: Rows) -> Rows:
    """The rows scaled to length 1; a row of zeros stays as it is."""
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    return np.asarray(rows / np.where(lengths == 0, 1, lengths), np.float32)
