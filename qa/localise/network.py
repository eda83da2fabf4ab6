"""The word-doubt network: how probable it is that the other side lacks a word.

Attend, compare, look at the neighbours (after Parikh et al. 2016, "A Decomposable Attention Model"): each
word is set beside what it attends to on the other side, and what comes of its neighbours and of the whole
passage is added before the decision.  Made of a few small matrices, so that numpy runs it at tens of
thousands of words a second.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from qa.embed import Rows
from qa.localise.features import Side, measure
from qa.localise.words import WordDoubts

NETWORK = "doubt.safetensors"


class DoubtNetwork:
    """See :class:`qa.localise.words.Doubter`; ``tensors`` as :mod:`training.doubt` exports them."""

    def __init__(self, tensors: dict[str, Rows]) -> None:
        self._tensors = tensors

    @classmethod
    def load(cls, folder: Path) -> DoubtNetwork:
        """Read the network beside the weights of the embedding (digests are verified there)."""
        from safetensors.numpy import load_file

        return cls(load_file(folder / NETWORK))

    @property
    def trained_share(self) -> float:
        """See :class:`qa.localise.words.Doubter`."""
        return float(self._tensors["share"][0])

    def __call__(self, translation: Side, source: Side) -> tuple[WordDoubts, WordDoubts]:
        """See :class:`qa.localise.words.Doubter`."""
        measured = measure(translation, source)
        here, there = (side.directions @ self._tensors["project"] for side in (translation, source))
        learnt, plain = self._tensors["sharpness"]
        toward, back = np.empty_like(here), np.empty_like(there)
        for n, similar in enumerate(measured.similar):
            left = slice(translation.starts[n], translation.starts[n + 1])
            right = slice(source.starts[n], source.starts[n + 1])
            attention = learnt * (here[left] @ there[right].T) + plain * similar
            toward[left] = _softmax(attention) @ there[right]
            back[right] = _softmax(attention.T) @ here[left]
        return (
            WordDoubts(
                self._decide("translation", translation, here, toward, measured.features[0]), measured.best[0]
            ),
            WordDoubts(self._decide("source", source, there, back, measured.features[1]), measured.best[1]),
        )

    def _decide(self, name: str, side: Side, own: Rows, context: Rows, features: Rows) -> Rows:
        tensors = self._tensors
        scaled = (features - tensors[f"{name}.mean"]) / tensors[f"{name}.deviation"]
        compared = np.concatenate([own, context, own * context, np.abs(own - context), scaled], axis=1)
        hidden = np.maximum(
            compared @ tensors[f"{name}.compare.weight"].T + tensors[f"{name}.compare.bias"], 0
        )
        around = _with_neighbours(hidden, side)
        hidden = np.maximum(around @ tensors[f"{name}.combine.weight"].T + tensors[f"{name}.combine.bias"], 0)
        logits = hidden @ tensors[f"{name}.decide.weight"][0] + tensors[f"{name}.decide.bias"][0]
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)


def _softmax(rows: Rows) -> Rows:
    powers = np.exp(rows - rows.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True), np.float32)


def _with_neighbours(hidden: Rows, side: Side) -> Rows:
    """Each word beside the one before, the one after and the mean of its passage."""
    before, after = np.zeros_like(hidden), np.zeros_like(hidden)
    before[1:], after[:-1] = hidden[:-1], hidden[1:]
    before[side.starts[:-1]] = 0
    after[side.starts[1:] - 1] = 0
    return np.concatenate([before, hidden, after, side.spread(side.means(hidden))], axis=1)
