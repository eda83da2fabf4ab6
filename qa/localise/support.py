"""Word doubts for any embedding model: a logistic regression over what can be measured in every space."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qa.embed import Rows
from qa.localise.features import measure
from qa.localise.sides import Side
from qa.localise.words import WordDoubts


@dataclass(frozen=True, slots=True)
class SupportDoubter:
    """See :class:`qa.localise.words.Doubter`; :mod:`qa.calibrate` fits the weights, one a feature.

    Words are measured alike on both sides, so what tells an unsupported one is taken to be the same.
    """

    weights: tuple[float, ...]
    bias: float
    trained_share: float

    def __call__(self, translation: Side, source: Side) -> tuple[WordDoubts, WordDoubts]:
        """See :class:`qa.localise.words.Doubter`."""
        measured = measure(translation, source)
        here, there = (
            WordDoubts(self._doubt(features), best)
            for features, best in zip(measured.features, measured.best, strict=True)
        )
        return here, there

    def _doubt(self, features: Rows) -> Rows:
        logits = features @ np.array(self.weights, np.float32) + np.float32(self.bias)
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)
