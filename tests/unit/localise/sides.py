"""Sides of pairs made of random vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.localise.features import Side

WRITTEN = ("Bridge", "tower", "7", ",", "…", "Ärger", "a", "漢")


def side(counts: Sequence[int], seed: int, dimensions: int = 12) -> Side:
    """A side of pairs with ``counts`` words each; one word in seven is all zeros."""
    random = np.random.default_rng(seed)
    words = sum(counts)
    vectors = random.normal(size=(words, dimensions)) * random.uniform(0.1, 3, (words, 1))
    vectors[3::7] = 0
    usual = random.uniform(0.1, 0.6, (words, 2)).astype(np.float32)
    written = [WRITTEN[n] for n in random.integers(len(WRITTEN), size=words)]
    return Side.of(vectors.astype(np.float32), usual, written, np.cumsum([0, *counts]))


def only(whole: Side, pairs: Sequence[int]) -> Side:
    """Some of the pairs."""
    rows = np.concatenate([np.arange(whole.starts[n], whole.starts[n + 1]) for n in pairs])
    written = [whole.written[row] for row in rows]
    starts = np.cumsum([0, *whole.counts[list(pairs)]])
    return Side(whole.directions[rows], whole.lengths[rows], whole.usual[rows], written, starts)
