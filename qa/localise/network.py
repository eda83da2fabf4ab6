"""The word-doubt network: how probable it is that the other side lacks a word.

Attend, compare, look at the neighbours (after Parikh et al. 2016, "A Decomposable Attention Model"): each
word is set beside what it attends to on the other side, and what comes of its neighbours and of the whole
passage is added before the decision.  Made of a few small matrices, so that numpy runs it at tens of
thousands of words a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.embed import Rows, unit
from qa.localise import WordDoubts
from qa.localise.features import Side, cosines, measure

NETWORK = "doubt.safetensors"


class DoubtNetwork:
    """``tensors`` as :mod:`training.doubt` exports them; ``translation.*`` and ``source.*`` differ."""

    def __init__(self, tensors: dict[str, Rows]) -> None:
        self._tensors = tensors

    @classmethod
    def load(cls, folder: Path) -> DoubtNetwork:
        """Read the network beside the weights of the embedding (digests are verified there)."""
        from safetensors.numpy import load_file

        return cls(load_file(folder / NETWORK))

    def __call__(self, pairs: Sequence[tuple[Side, Side]]) -> list[tuple[WordDoubts, WordDoubts]]:
        """Doubts for (translation, source) pairs; every side must have a word."""
        if not pairs:
            return []
        projected = [
            unit(np.concatenate([pair[side].vectors for pair in pairs])) @ self._tensors["project"]
            for side in (0, 1)
        ]
        starts = [
            np.concatenate([[0], np.cumsum([len(pair[side].words) for pair in pairs])]) for side in (0, 1)
        ]
        contexts: tuple[list[Rows], list[Rows]] = ([], [])
        features: tuple[list[Rows], list[Rows]] = ([], [])
        matches: tuple[list[npt.NDArray[np.intp]], list[npt.NDArray[np.intp]]] = ([], [])
        for number, (translation, source) in enumerate(pairs):
            here, there = (
                projected[side][starts[side][number] : starts[side][number + 1]] for side in (0, 1)
            )
            similar = cosines(translation, source)
            attention = self._attention(here, there, similar)
            contexts[0].append(_softmax(attention) @ there)
            contexts[1].append(_softmax(attention.T) @ here)
            for side, measured in enumerate(
                (measure(translation, source, similar), measure(source, translation, similar.T))
            ):
                features[side].append(measured[0])
                matches[side].append(measured[1])
        doubts = [
            self._decide(
                name,
                projected[side],
                np.concatenate(contexts[side]),
                np.concatenate(features[side]),
                starts[side],
            )
            for side, name in enumerate(("translation", "source"))
        ]
        split = [np.split(doubts[side], starts[side][1:-1]) for side in (0, 1)]
        return [
            (WordDoubts(split[0][n], matches[0][n]), WordDoubts(split[1][n], matches[1][n]))
            for n in range(len(pairs))
        ]

    def _attention(self, here: Rows, there: Rows, similar: Rows) -> Rows:
        learnt, plain = self._tensors["sharpness"]
        return np.asarray(learnt * (here @ there.T) + plain * similar, np.float32)

    def _decide(
        self, side: str, own: Rows, context: Rows, features: Rows, starts: npt.NDArray[np.int64]
    ) -> Rows:
        tensors = self._tensors
        scaled = (features - tensors[f"{side}.mean"]) / tensors[f"{side}.deviation"]
        compared = np.concatenate([own, context, own * context, np.abs(own - context), scaled], axis=1)
        hidden = np.maximum(
            compared @ tensors[f"{side}.compare.weight"].T + tensors[f"{side}.compare.bias"], 0
        )
        around = _with_neighbours(hidden, starts)
        hidden = np.maximum(around @ tensors[f"{side}.combine.weight"].T + tensors[f"{side}.combine.bias"], 0)
        logits = hidden @ tensors[f"{side}.decide.weight"][0] + tensors[f"{side}.decide.bias"][0]
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)


def _softmax(rows: Rows) -> Rows:
    powers = np.exp(rows - rows.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True), np.float32)


def _with_neighbours(hidden: Rows, starts: npt.NDArray[np.int64]) -> Rows:
    """Each word beside the one before, the one after and the mean of its passage."""
    before, after = np.zeros_like(hidden), np.zeros_like(hidden)
    before[1:], after[:-1] = hidden[:-1], hidden[1:]
    before[starts[:-1]] = 0
    after[starts[1:] - 1] = 0
    counts = np.diff(starts)
    mean = np.add.reduceat(hidden, starts[:-1], axis=0) / counts[:, None]
    return np.concatenate([before, hidden, after, np.repeat(mean.astype(np.float32), counts, axis=0)], axis=1)
