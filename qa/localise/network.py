"""The word-doubt network: how probable it is that the other side lacks a word.

Attend, compare, look at the neighbours (after Parikh et al. 2016, "A Decomposable Attention Model"): each
word is set beside what it attends to on the other side, and what comes of its neighbours and of the whole
passage is added before the decision.  Made of a few small matrices, so that numpy runs it at tens of
thousands of words a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qa.embed import Rows
from qa.localise.features import measure
from qa.localise.sides import Side, Tables
from qa.localise.words import WordDoubts

NETWORK = "doubt.safetensors"


class DoubtNetwork:
    """See :class:`qa.localise.words.Doubter`; ``tensors`` as :mod:`training.doubt` exports them."""

    def __init__(self, tensors: dict[str, Rows]) -> None:
        self._share, self._project = tensors["share"], tensors["project"]
        self._learnt, self._plain = tensors["sharpness"]
        self._heads = _Head.of(tensors, "translation"), _Head.of(tensors, "source")

    @classmethod
    def load(cls, folder: Path) -> DoubtNetwork:
        """Read the network beside the weights of the embedding (digests are verified there)."""
        from safetensors.numpy import load_file

        return cls(load_file(folder / NETWORK))

    @property
    def trained_share(self) -> float:
        """See :class:`qa.localise.words.Doubter`."""
        return float(self._share[0])

    def __call__(self, translation: Side, source: Side) -> tuple[WordDoubts, WordDoubts]:
        """See :class:`qa.localise.words.Doubter`."""
        sides = (translation, source)
        measured = measure(translation, source)
        tables = measured.tables
        own = [self._projected(side) for side in sides]
        attention = np.zeros(tables[0].size, np.float32)
        for table, left, right in zip(
            tables[0].split(attention), translation.pairs, source.pairs, strict=True
        ):
            np.matmul(own[0][left], own[1][right].T, out=table)
        attention *= self._learnt
        attention += self._plain * measured.cosines[0]
        attentions = attention, tables[0].turned(attention)
        here, there = (
            WordDoubts(
                self._heads[side].doubts(
                    sides[side],
                    own[side],
                    _attended(attentions[side], tables[side], sides[side], sides[1 - side], own[1 - side]),
                    measured.features[side],
                ),
                measured.best[side],
            )
            for side in (0, 1)
        )
        return here, there

    def _projected(self, side: Side) -> Rows:
        result = np.zeros((len(side.which), self._project.shape[1]), np.float32)
        for words, pair in zip(side.words, side.pairs, strict=True):
            np.matmul(words, self._project, out=result[pair])
        return result


def _attended(attention: Rows, tables: Tables, here: Side, there: Side, rows: Rows) -> Rows:
    """What the words here attend to: by softmax of ``attention``, the mean of the ``rows`` of those there."""
    powers = np.exp(attention - tables.spread(tables.highest(attention)))
    result = np.zeros((len(here.which), rows.shape[1]), np.float32)
    for table, own, other in zip(tables.split(powers), here.pairs, there.pairs, strict=True):
        np.matmul(table, rows[other], out=result[own])
    result /= tables.sums(powers)[:, None]
    return result


@dataclass(frozen=True, slots=True)
class _Head:
    """What one side does with its words; the scaling of the features is part of the weights.

    ``compare`` [4 projected + features, compared]; ``combine`` [compared, 3 combined] makes what a word gives
    to the next one, to itself and to the one before; ``whole`` [compared, combined] is for the mean of the
    passage.
    """

    compare: Rows
    compare_bias: Rows
    combine: Rows
    whole: Rows
    combine_bias: Rows
    decide: Rows
    decide_bias: np.float32

    @classmethod
    def of(cls, tensors: dict[str, Rows], name: str) -> _Head:
        """The head of the side ``name``."""
        own = {key.removeprefix(f"{name}."): tensor for key, tensor in tensors.items()}
        compare, features = own["compare.weight"].T.copy(), len(own["mean"])
        compare[-features:] /= own["deviation"][:, None]
        before, middle, after, whole = np.split(own["combine.weight"].T, 4)
        return cls(
            compare,
            own["compare.bias"] - own["mean"] @ compare[-features:],
            np.concatenate([before, middle, after], axis=1),
            np.ascontiguousarray(whole),
            own["combine.bias"],
            own["decide.weight"][0],
            own["decide.bias"][0],
        )

    def doubts(self, side: Side, own: Rows, context: Rows, features: Rows) -> Rows:
        """Doubts [w] from the projected words, what they attend to [w, projected], and their features."""
        compared = np.concatenate([own, context, own * context, np.abs(own - context), features], axis=1)
        hidden = side.times(compared, self.compare)
        hidden += self.compare_bias
        np.maximum(hidden, 0, out=hidden)
        around = self._around(side, hidden)
        np.maximum(around, 0, out=around)
        logits = np.einsum("ij,j->i", around, self.decide) + self.decide_bias
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)

    def _around(self, side: Side, hidden: Rows) -> Rows:
        """Each word with the one before, the one after and the mean of its passage."""
        parts = side.times(hidden, self.combine)
        width = len(self.combine_bias)
        to_next, result, to_previous = (parts[:, at : at + width] for at in (0, width, 2 * width))
        to_next[side.starts[1:] - 1] = 0
        to_previous[side.starts[:-1]] = 0
        result = result + self.combine_bias
        result[1:] += to_next[:-1]
        result[:-1] += to_previous[1:]
        means = np.empty((len(side.counts), hidden.shape[1]), np.float32)
        for mean, pair in zip(means, side.pairs, strict=True):
            np.add.reduce(hidden[pair], axis=0, out=mean)
        means /= side.counts[:, None]
        return result + side.spread((means[:, None] @ self.whole)[:, 0])
