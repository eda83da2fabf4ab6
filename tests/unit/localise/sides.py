"""Sides of pairs made of random vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qa.embed import Words, writing
from qa.localise.sides import Side

WRITTEN = ("Bridge", "tower", "7", ",", "…", "Ärger", "a", "漢")


def side(counts: Sequence[int], seed: int, dimensions: int = 12) -> Side:
    """A side of pairs with ``counts`` words each; one word in seven is all zeros."""
    random = np.random.default_rng(seed)
    words = sum(counts)
    vectors = random.normal(size=(words, dimensions)) * random.uniform(0.1, 3, (words, 1))
    vectors[3::7] = 0
    usual = random.uniform(0.1, 0.6, (words, 2)).astype(np.float32)
    return made(vectors.astype(np.float32), usual, writings(words, seed), counts)


def writings(words: int, seed: int) -> list[str]:
    """How the words of :func:`side` are written."""
    return [WRITTEN[n] for n in np.random.default_rng([seed, words]).integers(len(WRITTEN), size=words)]


def made(vectors: np.ndarray, usual: np.ndarray, written: Sequence[str], counts: Sequence[int]) -> Side:
    """A side of which every word is distinct."""
    every = np.arange(len(vectors))
    starts = np.cumsum([0, *counts])
    offsets = np.zeros((len(vectors), 2), np.int32)
    return Side.of(Words(vectors, usual, *writing.of(written), every, offsets, starts), every, starts)


def only(whole: Side, pairs: Sequence[int]) -> Side:
    """Some of the pairs."""
    which = np.concatenate([whole.which[whole.starts[n] : whole.starts[n + 1]] for n in pairs])
    starts = np.cumsum([0, *whole.counts[list(pairs)]])
    return replace(whole, which=which, starts=starts)
