"""Texts to vectors.  Everything below the protocols here is one way of doing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of consecutive texts.

    ``vectors`` float32 [t, dim] (not of unit length: a text points where the sum of its tokens does),
    ``offsets`` int32 [t, 2] in code points of each token's own text, ``starts`` int64 [n + 1]: text ``i``
    has the tokens ``starts[i]`` to ``starts[i + 1]``.
    """

    vectors: Rows
    offsets: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]


class Encoded(Protocol):
    """Texts that went through a model."""

    @property
    def rows(self) -> Rows:
        """float32 [n, dim], each of unit length, or all zeros for a text without a known token."""

    def tokens(self, first: int, last: int) -> Tokens:
        """The tokens of the texts ``first`` to ``last`` (excluded)."""


class Embedder(Protocol):
    """A model that puts texts of all its languages into one space.  Safe to share between threads."""

    @property
    def identity(self) -> str:
        """Name and digest, for the signature of a report."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Embed ``texts``; a row never depends on the other texts of the call."""
