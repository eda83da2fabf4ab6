"""The contextual tagger: source and translation read together, a doubt for every word of both.

What compares words one by one cannot see that "hawks" are no hawkers in a sentence about a central bank.
This is a small transformer over the words of both sides, with no vocabulary of its own: a word enters as its
gloss, the mean of what the English words near it in the static space are to an English encoder, with its
measures from :mod:`qa.localise.features`.  In the end each word, read in context, is set beside what it
attends to on the other side.  Trained by :mod:`training.contextual`; numpy only.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.embed import Rows
from qa.localise.features import measure
from qa.localise.sides import Side
from qa.localise.transformer import Guide, Layer, Linear
from qa.localise.words import WordDoubts
from qa.transformer import Norm, softmax

_FAR = 6.0
"""Deviations beyond which a feature says no more."""
_WORDS_AT_ONCE = 64
_SIDES = (1, 0)
"""The tagger reads the source first; everything around it has the translation first."""


class ContextualTagger:
    """See :class:`qa.localise.words.Doubter`; ``tensors`` as :mod:`training.contextual` exports them."""

    def __init__(self, tensors: dict[str, Rows]) -> None:
        self._share = float(tensors["share"][0])
        self._glossary = _Glossary.of(tensors)
        self._entry = _Entry.of(tensors)
        count = len({name.split(".")[1] for name in tensors if name.startswith("layers.")})
        self._layers = [Layer.of(tensors, f"layers.{number}") for number in range(count)]
        self._deciders = [_Decider.of(tensors, side) for side in _SIDES]

    @classmethod
    def load(cls, file: Path) -> ContextualTagger:
        """Read the tagger in ``file`` (whoever calls this has verified its digest)."""
        from safetensors.numpy import load_file

        return cls(restored(load_file(file)))

    @property
    def trained_share(self) -> float:
        """See :class:`qa.localise.words.Doubter`."""
        return self._share

    def __call__(self, translation: Side, source: Side) -> tuple[WordDoubts, WordDoubts]:
        """See :class:`qa.localise.words.Doubter`."""
        sides = (translation, source)
        measured = measure(translation, source)
        glosses = [self._glossary.look_up(side.directions) for side in sides]
        doubts = [np.empty(len(side.which), np.float32) for side in sides]
        # One pair at a time: no padding, and none has another result for the company it is in.
        for pair, cosines in enumerate(measured.tables[0].split(measured.cosines[0])):
            places = [side.pairs[pair] for side in sides]
            here, there = (
                _Words(gloss.take(side.which[place], axis=0), self._entry.scaled(features[place]))
                for gloss, side, features, place in zip(
                    glosses, sides, measured.features, places, strict=True
                )
            )
            logits = self._logits(here, there, cosines)
            for doubt, place, some in zip(doubts, places, logits, strict=True):
                doubt[place] = 1 / (1 + np.exp(-np.clip(some, -30, 30)))
        return WordDoubts(doubts[0], measured.best[0]), WordDoubts(doubts[1], measured.best[1])

    def _logits(self, translation: _Words, source: _Words, cosines: Rows) -> tuple[Rows, Rows]:
        """For the words of both sides of a pair; ``cosines`` [translation, source] are those of the words."""
        hidden = self._entry.rows(source, translation)
        guide = Guide.of(cosines.T)
        for layer in self._layers:
            hidden = layer(hidden, guide)
        there, here = hidden[1 : len(source.glosses) + 1], hidden[len(source.glosses) + 2 :]
        return (
            self._deciders[0](here, there, cosines, translation.features),
            self._deciders[1](there, here, cosines.T, source.features),
        )


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one side of a pair: ``glosses`` [w, width] and scaled ``features`` [w, k]."""

    glosses: Rows
    features: Rows


@dataclass(frozen=True, slots=True)
class _Glossary:
    """``keys`` [dim, k] are English words in the static space, ``values`` [k, width] in the encoder.

    ``direction`` [dim, width] adds what the place in the static space says besides.
    """

    keys: Rows
    values: Rows
    sharpness: Rows
    direction: Rows

    @classmethod
    def of(cls, tensors: dict[str, Rows]) -> _Glossary:
        """As exported."""
        keys, direction = (np.ascontiguousarray(tensors[name].T) for name in ("keys", "direction.weight"))
        return cls(keys, tensors["values"], tensors["sharpness"], direction)

    def look_up(self, directions: Rows) -> Rows:
        """The gloss of each word [d, dim]: the mean of ``values`` by softmax of its cosine with the keys.

        In pieces of one size, since BLAS sums in another order where the number of rows is another.
        """
        result = np.empty((len(directions), self.values.shape[1]), np.float32)
        piece = np.zeros((_WORDS_AT_ONCE, directions.shape[1]), np.float32)
        for at in range(0, len(directions), _WORDS_AT_ONCE):
            some = directions[at : at + _WORDS_AT_ONCE]
            piece[: len(some)] = some
            glosses = softmax(piece @ self.keys * self.sharpness) @ self.values + piece @ self.direction
            result[at : at + len(some)] = glosses[: len(some)]
        return result


@dataclass(frozen=True, slots=True)
class _Entry:
    """How words become rows of the encoder: with their features, their place and a mark for each side."""

    mean: Rows
    deviation: Rows
    measured: Rows
    begin: Rows
    sides: Rows
    places: Rows
    norm: Norm

    @classmethod
    def of(cls, tensors: dict[str, Rows]) -> _Entry:
        """As exported."""
        return cls(
            tensors["mean"],
            tensors["deviation"],
            np.ascontiguousarray(tensors["measured.weight"].T),
            tensors["begin"],
            tensors["sides"],
            tensors["places.weight"],
            Norm.of(tensors, "entered"),
        )

    def scaled(self, features: Rows) -> Rows:
        """Features [w, k] in deviations from their mean."""
        return np.asarray(np.clip((features - self.mean) / self.deviation, -_FAR, _FAR), np.float32)

    def rows(self, source: _Words, translation: _Words) -> Rows:
        """A mark and the words of the source, a mark and the words of the translation."""
        parts = []
        for side, words in enumerate((source, translation)):
            own = np.concatenate([self.begin[side][None], words.glosses + words.features @ self.measured])
            places = np.minimum(np.arange(len(own)), len(self.places) - 1)
            parts.append(own + self.places[places] + self.sides[side])
        return self.norm(np.concatenate(parts))


@dataclass(frozen=True, slots=True)
class _Decider:
    """What one side makes of its words and of those they attend to (Parikh et al. 2016)."""

    alone: Linear
    plain: Linear
    project: Linear
    sharpness: Rows
    compare: Linear
    decide: Rows

    @classmethod
    def of(cls, tensors: dict[str, Rows], side: int) -> _Decider:
        """As exported, for the side that the tagger has at ``side``."""
        alone, plain = Linear.of(tensors, "decide"), Linear.of(tensors, "weigh")
        compare = Linear.of(tensors, "comparison.compare")
        compared = tensors["comparison.decide"].shape[1]
        part = slice(side * compared, (side + 1) * compared)
        return cls(
            Linear(alone.weight[:, side], alone.bias[side]),
            Linear(plain.weight[:, side], plain.bias[side]),
            Linear.of(tensors, "comparison.project"),
            tensors["comparison.sharpness"],
            Linear(np.ascontiguousarray(compare.weight[:, part]), compare.bias[part]),
            tensors["comparison.decide"][side],
        )

    def __call__(self, here: Rows, there: Rows, cosines: Rows, features: Rows) -> Rows:
        """Logits [w] of the words here; ``cosines`` [w, v] are theirs with the words there."""
        own, other = self.project(here), self.project(there)
        learnt, plain = self.sharpness
        attention = learnt * np.float32(own.shape[1] ** -0.5) * (own @ other.T) + plain * cosines
        beside = softmax(attention) @ other
        compared = np.concatenate([own, beside, own * beside, np.abs(own - beside), features], axis=1)
        result = np.maximum(self.compare(compared), 0) @ self.decide
        return np.asarray(result + self.alone(here) + self.plain(features), np.float32)


def restored(tensors: dict[str, npt.NDArray[Any]]) -> dict[str, Rows]:
    """int8 matrices times their factors by row, as float32; what is no such matrix is as it was."""
    return {
        name: np.asarray(
            tensor * tensors[f"{name}.factors"][:, None] if tensor.dtype == np.int8 else tensor, np.float32
        )
        for name, tensor in tensors.items()
        if not name.endswith(".factors")
    }
