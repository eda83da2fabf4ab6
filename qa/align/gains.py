"""What two passages gain by being aligned.

The vector of joined segments is the sum of theirs, so the similarities of all shapes come from one
product of matrices, and everything else about a passage is a number of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.align.search import LONGEST, SHAPES, UNIT, Window

Rows = npt.NDArray[np.float32]
_Integers = Sequence[int] | npt.NDArray[np.integer[Any]]
_Sums = npt.NDArray[np.float64]

_SHORT = 5
"""Characters added to every length: between headings, a few more or less mean nothing."""
_FEW = 3
"""Unrelated segments added to every mean: in a short document much of it is the true counterpart."""
_MOST_USUAL = 0.9
_ELSEWHERE = 0.5
"""How much of the gain of any pair is left to segments at different places of their paragraphs: only their
place pairs the unrelated.  Not none, as a translation may have paragraphs of its own."""


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """What an alignment weighs; a similarity is 1 for the same and 0 for no more than usual."""

    length_weight: float = 0.15
    """Loss for a passage e times as long, or as short, as its counterpart lets expect."""
    block_weight: float = 0.1
    """Loss for each end of a paragraph within a passage."""
    pair_gain: float = 0.08
    """What a pair of single segments gains however little they have in common; half of it where one
    begins or ends its paragraph and the other does not."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two documents, as its segments.

    ``vectors`` float32 [n, dim] are not of unit length: the sum of two stands for the two joined.  With a
    model that gives unit rows, weight them by length or its square root.  ``lengths`` [n] are in
    characters.  ``blocks`` [n] number the paragraph of each segment.

    Raises:
        ValueError: vectors, lengths and blocks are not equally many.
    """

    vectors: Rows
    lengths: _Integers
    blocks: _Integers | None = None

    def __post_init__(self) -> None:
        counts = [len(part) for part in (self.vectors, self.lengths, self.blocks) if part is not None]
        if len(set(counts)) > 1:
            raise ValueError(f"vectors, lengths and blocks are not equally many: {counts}")

    def __len__(self) -> int:
        return len(self.vectors)

    def grouped(self, size: int) -> Side:
        """Every ``size`` segments as one."""
        every = np.asarray(self.lengths, np.int64)
        vectors, lengths = self.vectors[::size].copy(), every[::size].copy()
        for follower in range(1, size):
            more = self.vectors[follower::size]
            vectors[: len(more)] += more
            lengths[: len(more)] += every[follower::size]
        return Side(vectors, lengths)

    def mean_direction(self) -> Rows:
        """float32 [dim]: its product with a unit row is the usual similarity to a segment of this side."""
        norms = np.sqrt(np.einsum("ij,ij->i", self.vectors, self.vectors))
        return np.asarray(_inverse(norms) @ self.vectors / (len(self) + _FEW), np.float32)


@dataclass(frozen=True, slots=True)
class Passages:
    """All passages of one to three segments of a side: ``numbers[size - 1, end]``.

    A passage that would begin before the document has numbers without a meaning, and no path to reach it.
    """

    rows: Rows
    places: npt.NDArray[np.int8]
    """[end]: whether the last segment begins its paragraph, and twice whether it ends it."""
    scales: Rows
    """What turns a product of sums into a similarity divided by the two margins."""
    margins: Rows
    lengths: Rows
    losses: Rows

    @classmethod
    def of(cls, side: Side, usual: Rows, options: AlignOptions) -> Passages:
        """The passages of ``side``; ``usual`` is the mean direction of the other side."""
        inverse = _inverse(np.sqrt(np.maximum(_joined_squares(side.vectors), 0)))
        similarity = _joined(_padded(side.vectors @ usual)) * inverse
        margins = 1 / np.sqrt(1 - np.clip(similarity, 0, _MOST_USUAL))
        lengths = _padded(side.lengths)
        sizes = np.log(_joined(lengths) + _SHORT)
        if len(side):
            # Against what is typical of its own side, so that no ratio between two scripts is needed.
            sizes -= np.log(lengths[LONGEST:] + _SHORT).mean()
        crossings = np.zeros_like(inverse)
        places = np.zeros(len(side) + 1, np.int8)
        if side.blocks is not None and len(side):
            begins = np.diff(np.asarray(side.blocks), prepend=side.blocks[0]) != 0
            crossings[1:] = _joined(_padded(begins))[:-1]
            begins[0] = True
            places[1:] = begins + 2 * np.append(begins[1:], True)
        numbers = (
            inverse * margins,
            margins,
            options.length_weight * sizes,
            options.block_weight * crossings,
        )
        return cls(side.vectors, places, *(number.astype(np.float32) for number in numbers))


def gains(source: Passages, translation: Passages, window: Window, options: AlignOptions) -> Rows:
    """float32 [shape, rows, columns]: what the passages gain that end at the places of ``window``.

    The similarity is the cosine c taken as 1 - (1 - c) / margin, and the margin is the geometric mean of
    1 - (mean cosine with the other document) of both: a model whose cosines are all high, and a passage
    that resembles everything, have no advantage.
    """
    height, width = window.shape
    ends = slice(window.first + 1, window.last + 1), slice(window.low, window.high + 1)
    reach = LONGEST - 1
    dots = (
        _stretch(source.rows, window.first - reach, window.last)
        @ _stretch(translation.rows, window.low - LONGEST, window.high).T
    )
    wide = [dots[:, reach:]]
    for back in range(1, LONGEST):
        wide.append(wide[-1] + dots[:, reach - back : reach - back + width])
    result = np.empty((len(SHAPES), height, width), np.float32)
    for gain, (size, other) in zip(result, SHAPES, strict=True):
        x, y = (size - 1, ends[0]), (other - 1, ends[1])
        gain[:] = wide[other - 1][reach:]
        for back in range(1, size):
            gain += wide[other - 1][reach - back : reach - back + height]
        gain *= np.outer(source.scales[x], translation.scales[y])
        gain -= np.outer(source.margins[x], translation.margins[y])
        gain -= np.abs(np.subtract.outer(source.lengths[x], translation.lengths[y]))
        gain += np.subtract.outer(1 - source.losses[x], translation.losses[y])
    # Slightly more for the less bad, so that the order of even the worst pairs is told.
    least = options.pair_gain * (1 + result[0] / 8)
    least[np.not_equal.outer(source.places[ends[0]], translation.places[ends[1]])] *= _ELSEWHERE
    np.maximum(result[0], least, out=result[0])
    return np.rint(result * UNIT, out=result)


def _inverse(norms: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """1 / norm, and 0 for a vector without a direction."""
    return np.asarray(np.divide(1, norms, out=np.zeros_like(norms), where=norms > 1e-6))


def _joined_squares(rows: Rows) -> _Sums:
    """The squared norms of the sums of one to three neighbours, without summing vectors."""
    squares, next_, after_next = (
        _padded(
            np.einsum("ij,ij->i", rows[back:], rows[: max(len(rows) - back, 0)]),
            LONGEST + min(back, len(rows)),
        )
        for back in range(LONGEST)
    )
    joined = _joined(squares)
    joined[1:] += 2 * _joined(next_)[:-1]
    joined[2] += 2 * after_next[LONGEST - 1 :]
    return joined


def _joined(values: _Sums) -> _Sums:
    """[size - 1, end]: sums over passages, from padded values of single segments."""
    return np.cumsum([values[LONGEST - 1 - back : len(values) - back] for back in range(LONGEST)], axis=0)


def _padded(values: npt.ArrayLike, zeros: int = LONGEST) -> _Sums:
    return np.concatenate([np.zeros(zeros), values])


def _stretch(rows: Rows, first: int, last: int) -> Rows:
    """Rows ``first`` to ``last`` (excluded), zeros where they would be before the document."""
    if first >= 0:
        return rows[first:last]
    return np.concatenate([np.zeros((-first, rows.shape[1]), np.float32), rows[:last]])
