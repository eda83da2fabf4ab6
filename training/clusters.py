"""Which pairs speak of the same things: batches of such pairs are harder to tell apart, and teach more.

English sentences are grouped by spherical k-means (Dhillon and Modha 2001) over what a table of token vectors
makes of them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from qa.embed import unit
from training.encoded import EncodedPairs

Vectors = npt.NDArray[np.float32]
Clusters = Mapping[str, npt.NDArray[np.int32]]
"""By language, the number of the cluster of each pair."""

_SAMPLE = 60_000
_ROUNDS = 8
_AT_ONCE = 20_000


def clusters(corpus: Mapping[str, EncodedPairs], vectors: Vectors, count: int, seed: int) -> Clusters:
    """Group all pairs into ``count`` clusters by their English side; ``vectors`` [V, dim] are of tokens."""
    if count == 1:
        return {language: np.zeros(len(pairs), np.int32) for language, pairs in corpus.items()}
    centres = _centres(corpus, vectors, count, np.random.default_rng(seed))
    return {
        language: np.concatenate(
            [
                (_english(pairs, vectors, rows) @ centres.T).argmax(1).astype(np.int32)
                for rows in _pieces(np.arange(len(pairs)))
            ]
        )
        for language, pairs in corpus.items()
    }


def _centres(
    corpus: Mapping[str, EncodedPairs], vectors: Vectors, count: int, random: np.random.Generator
) -> Vectors:
    total = sum(map(len, corpus.values()))
    shares = {language: -(-_SAMPLE * len(pairs) // total) for language, pairs in sorted(corpus.items())}
    sample = np.concatenate(
        [
            _english(corpus[language], vectors, np.sort(random.choice(len(corpus[language]), share)))
            for language, share in shares.items()
        ]
    )
    centres = sample[random.choice(len(sample), min(count, len(sample)), replace=False)]
    for _ in range(_ROUNDS):
        nearest = np.concatenate(
            [(sample[rows] @ centres.T).argmax(1) for rows in _pieces(np.arange(len(sample)))]
        )
        order = np.argsort(nearest, kind="stable")
        kept, starts = np.unique(nearest[order], return_index=True)
        # An empty cluster stays where it is.
        centres[kept] = unit(np.add.reduceat(sample[order], starts, axis=0))
    return centres


def _pieces(rows: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
    return np.array_split(rows, len(rows) // _AT_ONCE + 1)


def _english(pairs: EncodedPairs, vectors: Vectors, rows: npt.NDArray[np.int64]) -> Vectors:
    """Unit vectors [n, dim] of the English sides of ``rows``."""
    ids, counts = pairs.bags(rows, 0)
    starts = np.concatenate([[0], np.cumsum(counts)])
    texts = csr_matrix((np.ones(len(ids), np.float32), ids, starts), shape=(len(rows), len(vectors)))
    return unit(texts @ vectors)
