"""A Marian transformer in numpy, run by forced decoding: how probable each piece of a given translation is.

The network is that of Vaswani et al. (2017) as Marian has it (Junczys-Dowmunt et al. 2018): norms behind the
sums, sinusoids for places, the table of pieces used again for the output.  Many pairs go through a layer at
once, so that its weights are spread once; attention stays within a pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.embed import Rows
from qa.transformer import Norm, softmax
from qa.translate.quantised import ROWS_AT_ONCE, Bytes, Matrix, by_block, matrix, times

Pieces = npt.NDArray[np.int64]
Bounds = Sequence[tuple[int, int]]
"""Where the rows of each text begin and end among those of all."""

LONGEST = 256
"""Pieces that a text may have."""
LIKELY = np.float32(-4.0)
"""Logarithm of the probability from which a piece counts as expected."""
_ALIGNING = (2, 3)
"""Layers from the end whose looks at the source come nearest to a word alignment (Garg et al. 2019)."""
_HEADS = 8
_NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Forced:
    """Logarithms of probabilities, of one pair whose translation has n pieces.

    ``given`` float32 [n] of its pieces, ``best`` [n] of what was most probable there; ``likely``, sorted, are
    the pieces that were at least :data:`LIKELY` in any place.  ``looks`` [n, m] is how much each
    of the m pieces of the source was looked at.
    """

    given: Rows
    best: Rows
    likely: Pieces
    looks: Rows


class Marian:
    """``tensors`` as :mod:`training.translation` exports them."""

    def __init__(self, tensors: dict[str, npt.NDArray[Any]]) -> None:
        self._source, self._target = (_Table.of(tensors, side) for side in ("source", "target"))
        self._bias = np.asarray(tensors["target.bias"], np.float32)
        count = len({name.split(".")[1] for name in tensors if name.startswith("encoder.")})
        self._encoder = [_EncoderLayer.of(tensors, f"encoder.{number}") for number in range(count)]
        count = len({name.split(".")[1] for name in tensors if name.startswith("decoder.")})
        self._decoder = [_DecoderLayer.of(tensors, f"decoder.{number}") for number in range(count)]

    def forced(self, sources: Sequence[Pieces], targets: Sequence[Pieces], begin: int) -> list[Forced]:
        """For each pair of texts, what was probable at each piece of the target, knowing those before it.

        ``begin`` is the piece that stands before the first; every text ends with that of the end.
        """
        there, here = _bounds(sources), _bounds(targets)
        memory = self._source(sources)
        for encoder in self._encoder:
            memory = encoder(memory, there)
        hidden = self._target([np.concatenate([[begin], target[:-1]]) for target in targets])
        seen = [
            np.zeros((len(target), len(source)), np.float32)
            for target, source in zip(targets, sources, strict=True)
        ]
        for number, decoder in enumerate(self._decoder):
            aligning = len(self._decoder) - number in _ALIGNING
            hidden = decoder(hidden, here, memory, there, seen if aligning else None)
        given, best, rows, pieces = self._probable(hidden, np.concatenate(targets), begin)
        return [
            Forced(
                given[start:end],
                best[start:end],
                np.unique(pieces[slice(*np.searchsorted(rows, (start, end)))]),
                looks,
            )
            for (start, end), looks in zip(here, seen, strict=True)
        ]

    def _probable(self, hidden: Rows, pieces: Pieces, begin: int) -> tuple[Rows, Rows, Pieces, Pieces]:
        """For all rows, see :class:`Forced`; of what was likely, the rows in order and the pieces."""
        output = self._target.pieces.spread()

        def block(at: int) -> tuple[Rows, Rows, Pieces, Pieces]:
            logs = times(hidden[at : at + ROWS_AT_ONCE], output)
            logs += self._bias
            logs[:, begin] = _NEVER
            logs -= logs.max(1, keepdims=True)
            totals = np.log(np.exp(logs).sum(1))
            given = logs[np.arange(len(logs)), pieces[at : at + len(logs)]] - totals
            rows, likely = np.nonzero(logs > (LIKELY + totals)[:, None])
            return given, -totals, rows + at, likely

        # A page of all pieces for all rows would take more memory than the model.
        given, best, rows, likely = zip(*by_block(block, len(hidden)), strict=True)
        return np.concatenate(given), np.concatenate(best), np.concatenate(rows), np.concatenate(likely)


@dataclass(frozen=True, slots=True)
class _Table:
    """The vectors of the pieces of one language, and of the places."""

    pieces: Bytes
    places: Rows

    @classmethod
    def of(cls, tensors: dict[str, npt.NDArray[Any]], side: str) -> _Table:
        pieces = Bytes(tensors[f"{side}.weight"], tensors[f"{side}.factors"])
        return cls(pieces, _sinusoids(LONGEST + 1, pieces.values.shape[1]))

    def __call__(self, texts: Sequence[Pieces]) -> Rows:
        rows = self.pieces.rows(np.concatenate(texts))
        rows *= np.float32(rows.shape[1] ** 0.5)
        for (start, end), text in zip(_bounds(texts), texts, strict=True):
            rows[start:end] += self.places[: len(text)]
        return rows


@dataclass(frozen=True, slots=True)
class _Linear:
    weight: Matrix
    bias: Rows

    @classmethod
    def of(cls, tensors: dict[str, npt.NDArray[Any]], name: str) -> _Linear:
        return cls(matrix(tensors, name), tensors[f"{name}.bias"])

    def __call__(self, rows: Rows) -> Rows:
        result = times(rows, self.weight.spread())
        result += self.bias
        return result


@dataclass(frozen=True, slots=True)
class _Attention:
    """Rows look at rows of the same pair, and add what they see."""

    query: _Linear
    key: _Linear
    value: _Linear
    mix: _Linear
    norm: Norm

    @classmethod
    def of(cls, tensors: dict[str, npt.NDArray[Any]], name: str) -> _Attention:
        query, key, value, mix = (
            _Linear.of(tensors, f"{name}.{part}") for part in ("query", "key", "value", "mix")
        )
        return cls(query, key, value, mix, Norm.of(tensors, f"{name}.norm"))

    def __call__(
        self,
        rows: Rows,
        here: Bounds,
        memory: Rows,
        there: Bounds,
        *,
        forward: bool = False,
        seen: Sequence[Rows] | None = None,
    ) -> Rows:
        """With ``forward`` a row sees only those before it and itself.

        To each pair's table in ``seen`` [own, other] is added how much of what.
        """
        query, key, value = self.query(rows), self.key(memory), self.value(memory)
        query *= np.float32((rows.shape[1] // _HEADS) ** -0.5)
        mixed = np.empty_like(rows)
        for pair, (own, other) in enumerate(zip(here, there, strict=True)):
            heads, keys, values = (
                some[slice(*place)].reshape(place[1] - place[0], _HEADS, -1)
                for some, place in ((query, own), (key, other), (value, other))
            )
            powers = heads.transpose(1, 0, 2) @ keys.transpose(1, 2, 0)
            if forward:
                powers += np.triu(np.full(powers.shape[1:], _NEVER, np.float32), 1)
            looks = softmax(powers)
            if seen is not None:
                seen[pair][:] += looks.mean(0)
            mixed[slice(*own)] = (
                (looks @ values.transpose(1, 0, 2)).transpose(1, 0, 2).reshape(own[1] - own[0], -1)
            )
        return self.norm(rows + self.mix(mixed))


@dataclass(frozen=True, slots=True)
class _Thought:
    """Each row by itself."""

    widen: _Linear
    narrow: _Linear
    norm: Norm

    @classmethod
    def of(cls, tensors: dict[str, npt.NDArray[Any]], name: str) -> _Thought:
        return cls(
            _Linear.of(tensors, f"{name}.widen"),
            _Linear.of(tensors, f"{name}.narrow"),
            Norm.of(tensors, f"{name}.norm"),
        )

    def __call__(self, rows: Rows) -> Rows:
        inner = self.widen(rows)
        # x * sigmoid(x), "swish"
        gate = np.exp(-inner)
        gate += 1
        inner /= gate
        return self.norm(rows + self.narrow(inner))


@dataclass(frozen=True, slots=True)
class _EncoderLayer:
    own: _Attention
    thought: _Thought

    @classmethod
    def of(cls, tensors: dict[str, npt.NDArray[Any]], name: str) -> _EncoderLayer:
        return cls(_Attention.of(tensors, f"{name}.own"), _Thought.of(tensors, f"{name}.thought"))

    def __call__(self, rows: Rows, bounds: Bounds) -> Rows:
        return self.thought(self.own(rows, bounds, rows, bounds))


@dataclass(frozen=True, slots=True)
class _DecoderLayer:
    own: _Attention
    across: _Attention
    thought: _Thought

    @classmethod
    def of(cls, tensors: dict[str, npt.NDArray[Any]], name: str) -> _DecoderLayer:
        return cls(
            _Attention.of(tensors, f"{name}.own"),
            _Attention.of(tensors, f"{name}.across"),
            _Thought.of(tensors, f"{name}.thought"),
        )

    def __call__(
        self, rows: Rows, here: Bounds, memory: Rows, there: Bounds, seen: Sequence[Rows] | None
    ) -> Rows:
        rows = self.own(rows, here, rows, here, forward=True)
        return self.thought(self.across(rows, here, memory, there, seen=seen))


def _bounds(texts: Sequence[Pieces]) -> Bounds:
    return list(pairwise(np.cumsum([0, *map(len, texts)]).tolist()))


def _sinusoids(count: int, width: int) -> Rows:
    """Marian has all sines first, then all cosines."""
    angles = np.arange(count)[:, None] / np.power(10_000, np.arange(0, width, 2) / width)
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1).astype(np.float32)
