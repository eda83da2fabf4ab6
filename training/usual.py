"""How much support a token's words find in sound translations: mean and deviation for each token.

A word says nothing by being poorly supported if words like it always are (particles, rare words that the
space hardly knows); it says much if its like is always found on the other side.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from qa.embed.static import StaticEmbedder
from qa.localise import passages
from qa.localise.features import FEATURES, measure
from training.corpus import Pair

_SUPPORT = FEATURES.index("support")
# How many words of the average token stand in for those that a rare token lacks.
_PRIOR = 4.0


def usual_support(
    pairs: Iterable[list[Pair]], embedder: StaticEmbedder, vocabulary: int
) -> npt.NDArray[np.float16]:
    """float16 [vocabulary, 2] over batches of sound pairs, both sides counted."""
    totals = np.zeros((vocabulary, 3))
    for some in pairs:
        encoded = [embedder.encode([getattr(pair, side) for pair in some]) for side in ("other", "english")]
        words = [side.words(0, len(some)) for side in encoded]
        usable = [n for n in range(len(some)) if all(side.starts[n] < side.starts[n + 1] for side in words)]
        measured = measure(*(passages(words[side], usable) for side in (0, 1)))
        for side in (0, 1):
            support = measured.features[side][:, _SUPPORT].astype(np.float64)
            ids, owners = encoded[side].tokens(usable)
            values = support[owners]
            for column, weights in enumerate((np.ones_like(values), values, values**2)):
                totals[:, column] += np.bincount(ids, weights, vocabulary)
    average = totals.sum(0) / totals[:, 0].sum()
    smooth = totals + _PRIOR * average
    mean = smooth[:, 1] / smooth[:, 0]
    deviation = np.sqrt(np.maximum(smooth[:, 2] / smooth[:, 0] - mean**2, 1e-4))
    return np.column_stack([mean, deviation]).astype(np.float16)
