"""Word doubts for any embedding model: a logistic regression over what can be measured in every space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa.embed import Rows
from qa.localise import WordDoubts
from qa.localise.features import Side, cosines, measure


@dataclass(frozen=True, slots=True)
class Weights:
    """One side: ``weights`` float [len(features.FEATURES)] and ``bias``."""

    weights: tuple[float, ...]
    bias: float

    def doubt(self, features: Rows) -> Rows:
        """float32 [w] in [0, 1]."""
        logits = features @ np.array(self.weights, np.float32) + np.float32(self.bias)
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)


@dataclass(frozen=True, slots=True)
class SupportDoubter:
    """See :class:`qa.localise.Doubter`; :mod:`qa.calibrate` fits it."""

    translation: Weights
    source: Weights

    def __call__(self, pairs: Sequence[tuple[Side, Side]]) -> list[tuple[WordDoubts, WordDoubts]]:
        """Doubts for (translation, source) pairs; every side must have a word."""
        result = []
        for translation, source in pairs:
            similar = cosines(translation, source)
            here, best = measure(translation, source, similar)
            there, best_back = measure(source, translation, similar.T)
            result.append(
                (
                    WordDoubts(self.translation.doubt(here), best),
                    WordDoubts(self.source.doubt(there), best_back),
                )
            )
        return result
