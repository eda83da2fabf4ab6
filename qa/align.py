"""Two sequences of segments to alignments: which passage of the translation renders which of the source.

A monotone path of highest total gain.  What a pair of passages gains is their similarity over what is
usual between these two documents (the margin of Thompson and Koehn 2019, "Vecalign"), less a little for
unlikely lengths.  A segment left alone gains nothing, and a pair of single segments always gains
something: a garbled translation in its place stays a pair, while a segment too many has no partner to
spare and is left out where that costs the least.  Joined segments must gain by being joined.

The vector of joined segments is the sum of theirs, so all shapes come from one product of matrices.  Long
documents are aligned in groups of segments first, and then only near that path: time and memory grow
with the length of the documents, not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.records import Alignment

_Floats = npt.NDArray[np.floating]
_Ends = npt.NDArray[np.int64]

_SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))
_MOVES = (*_SHAPES, (1, 0), (0, 1))
_OMISSION, _ADDITION = 6, 7
_LONGEST = 3

_UNIT = 10_000
"""Gains are whole multiples of 1 / _UNIT: sums are exact, and ties are ties on every machine."""
_EXACT_CELLS = 250_000
_GROUP = 4
_BLOCK = 64
_REACH = 32


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """What an alignment weighs; similarity counts 1 for the same and 0 for no more than usual."""

    length_weight: float = 0.2
    """Loss for a passage e times as long, or as short, as its counterpart lets expect."""
    block_weight: float = 0.1
    """Loss for each paragraph boundary that a passage reaches across."""
    pair_gain: float = 0.005
    """What a pair of single segments gains however little they have in common."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two documents, as its segments.

    ``vectors`` float32 [n, dim] are not of unit length: the sum of two stands for the two joined.  With a
    model that only gives unit rows, weight them by length.  ``lengths`` [n] are in characters.  ``blocks``
    [n] number the paragraph of each segment.
    """

    vectors: npt.NDArray[np.float32]
    lengths: Sequence[int] | npt.NDArray[np.integer]
    blocks: Sequence[int] | npt.NDArray[np.integer] | None = None

    def __post_init__(self) -> None:
        counts = {len(self.vectors), len(self.lengths), len(self.vectors if self.blocks is None else self.blocks)}
        if len(counts) > 1:
            raise ValueError(f"vectors, lengths and blocks are not of one number: {sorted(counts)}")

    def __len__(self) -> int:
        return len(self.vectors)

    def grouped(self) -> Side:
        """Every four segments as one."""
        starts = np.arange(0, len(self), _GROUP)
        return Side(np.add.reduceat(self.vectors, starts), np.add.reduceat(np.asarray(self.lengths), starts))


@dataclass(frozen=True, slots=True)
class _Passages:
    """The passages of one to three segments of a side, by their end: ``x[size - 1][end]``.

    ``rows`` [n + 3, dim] has three rows of zeros first; passages that would begin before the document are
    numbers without a meaning, which no path can reach.
    """

    rows: npt.NDArray[np.float32]
    scales: _Floats
    margins: _Floats
    lengths: _Floats
    losses: _Floats


@dataclass(frozen=True, slots=True)
class _Block:
    """The cells of the band that are searched at a time: ends ``first + 1`` to ``last`` by ``low`` to ``high``."""

    first: int
    last: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _Searched:
    block: _Block
    moves: npt.NDArray[np.uint8]
    gains: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Step:
    """A move of the path, and where it ends."""

    source_end: int
    translation_end: int
    move: int
    gain: float


def align(source: Side, translation: Side, options: AlignOptions | None = None) -> tuple[Alignment, ...]:
    """The alignments of two documents in order, every segment in exactly one.

    ``cost`` is 0 for passages that mean the same, about 1 for unrelated ones, and 1 for an omission or an
    addition.
    """
    options = options or AlignOptions()
    levels = [(source, translation)]
    while len(levels[-1][0]) * len(levels[-1][1]) > _EXACT_CELLS:
        levels.append((levels[-1][0].grouped(), levels[-1][1].grouped()))
    steps: list[_Step] = []
    for level in reversed(levels):
        blocks = _band(len(level[0]), len(level[1]), steps)
        steps = _best_path(_prepare(level[0], level[1], options), blocks, options)
    return tuple(_alignment(step) for step in steps)


def _alignment(step: _Step) -> Alignment:
    source_size, translation_size = _MOVES[step.move]
    return Alignment(
        tuple(range(step.source_end - source_size, step.source_end)),
        tuple(range(step.translation_end - translation_size, step.translation_end)),
        round(1 - step.gain / _UNIT, 4),
    )


def _band(height: int, width: int, coarse: list[_Step]) -> list[_Block]:
    """Blocks that cover the surroundings of a path through groups; all cells where there is none."""
    blocks = []
    rows = np.array([0, *(step.source_end for step in coarse)]) * _GROUP
    columns = np.array([0, *(step.translation_end for step in coarse)]) * _GROUP
    for first in range(0, max(height, 1), _BLOCK):
        last = min(first + _BLOCK, height)
        before = max(np.searchsorted(rows, first) - 1, 0)
        after = min(np.searchsorted(rows, last, side="right"), len(rows) - 1)
        low = int(columns[before]) - _REACH if first and coarse else 0
        high = int(columns[after]) + _REACH if last < height and coarse else width
        blocks.append(_Block(first, last, max(low, 0), min(high, width)))
    return blocks


def _prepare(source: Side, translation: Side, options: AlignOptions) -> tuple[_Passages, _Passages]:
    if not len(source) or not len(translation):
        ratio = 1.0
    else:
        ratio = (np.median(translation.lengths) + 1) / (np.median(source.lengths) + 1)
    return (
        _passages(source, _mean_direction(translation), float(ratio), options),
        _passages(translation, _mean_direction(source), 1.0, options),
    )


def _mean_direction(side: Side) -> npt.NDArray[np.float32]:
    """The mean of the unit vectors, drawn towards zero where there are few: a true counterpart is among them."""
    norms = np.sqrt(np.einsum("ij,ij->i", side.vectors, side.vectors))
    weights = np.divide(1, norms, out=np.zeros_like(norms), where=norms > 0)
    return np.asarray(weights @ side.vectors / (len(side) + 3), np.float32)


def _passages(side: Side, usual: npt.NDArray[np.float32], ratio: float, options: AlignOptions) -> _Passages:
    rows = np.zeros((len(side) + _LONGEST, side.vectors.shape[1]), np.float32)
    rows[_LONGEST:] = side.vectors
    lengths = np.zeros(len(rows))
    lengths[_LONGEST:] = side.lengths
    borders = np.zeros(len(rows))
    if side.blocks is not None:
        borders[_LONGEST + 1 :] = np.diff(np.asarray(side.blocks)) != 0
    squares = np.einsum("ij,ij->i", rows, rows)
    once, twice = np.zeros_like(squares), np.zeros_like(squares)
    np.einsum("ij,ij->i", rows[1:], rows[:-1], out=once[1:])
    np.einsum("ij,ij->i", rows[2:], rows[:-2], out=twice[2:])

    def joined(values: _Floats) -> _Floats:
        single = [values[_LONGEST - 1 - back : len(values) - back] for back in range(_LONGEST)]
        return np.cumsum(single, axis=0)

    inner = np.zeros((_LONGEST, len(side) + 1))
    inner[1:] = joined(once)[:-1]
    inner[2] += twice[_LONGEST - 1 :]
    norms = np.sqrt(np.maximum(joined(squares) + 2 * inner, 0))
    inverse = np.divide(1, norms, out=np.zeros_like(norms), where=norms > 1e-6)
    margins = 1 / np.sqrt(1 - np.clip(joined(rows @ usual) * inverse, 0, 0.9))
    crossed = np.zeros_like(inner)
    crossed[1:] = joined(borders)[:-1] * options.block_weight
    expected = options.length_weight * np.log(joined(lengths) * ratio + 5)
    return _Passages(rows, *(np.asarray(x, np.float32) for x in (inverse * margins, margins, expected, crossed)))


def _gains(source: _Passages, translation: _Passages, block: _Block, options: AlignOptions) -> _Floats:
    """float32 [shape, rows, columns]: what each passage pair gains that ends in a cell of the block."""
    height, width = block.last - block.first, block.high - block.low + 1
    ends, others = slice(block.first + 1, block.last + 1), slice(block.low, block.high + 1)
    dots = source.rows[block.first + 1 : block.last + 3] @ translation.rows[block.low : block.high + 3].T
    gains = np.empty((len(_SHAPES), height, width), np.float32)
    wide = {size: sum(dots[:, 2 - back : 2 - back + width] for back in range(size)) for size in (1, 2, 3)}
    for gain, (size, other) in zip(gains, _SHAPES, strict=True):
        tall = sum(wide[other][2 - back : 2 - back + height] for back in range(size))
        x, y = (size - 1, ends), (other - 1, others)
        np.multiply(tall, np.outer(source.scales[x], translation.scales[y]), out=gain)
        gain -= np.outer(source.margins[x], translation.margins[y])
        gain -= np.abs(np.subtract.outer(source.lengths[x], translation.lengths[y]))
        gain += np.subtract.outer(1 - source.losses[x], translation.losses[y])
    np.maximum(gains[0], options.pair_gain * (1 + gains[0] / 4), out=gains[0])
    return np.rint(gains * _UNIT, out=gains)


def _best_path(
    sides: tuple[_Passages, _Passages], blocks: list[_Block], options: AlignOptions
) -> list[_Step]:
    searched: list[_Searched] = []
    edge = np.full((_LONGEST, blocks[0].high + 1), -np.inf)
    edge[-1] = 0
    low = 0
    for block in blocks:
        totals = np.full((_LONGEST + block.last - block.first, _LONGEST + block.high - block.low + 1), -np.inf)
        shared = edge[:, block.low - low : block.high - low + 1]
        totals[:_LONGEST, _LONGEST : _LONGEST + shared.shape[1]] = shared
        searched.append(_search(totals, _gains(*sides, block, options), block))
        edge, low = totals[-_LONGEST:, _LONGEST:], block.low
    return list(_walk(searched))[::-1]


def _search(totals: _Floats, gains: _Floats, block: _Block) -> _Searched:
    """Fill ``totals`` below its first three rows with the best total gain of a path to each cell."""
    width = gains.shape[2]
    stride = totals.shape[1]
    origins = np.array([[(_LONGEST - a) * stride + _LONGEST - b] for a, b in _SHAPES]) + np.arange(width)
    flat = totals.reshape(-1)
    candidates = np.empty(gains.shape)
    for row in range(gains.shape[1]):
        candidate = candidates[:, row]
        np.add(flat[row * stride :].take(origins), gains[:, row], out=candidate)
        best = candidate.max(axis=0)
        np.maximum(best, totals[row + _LONGEST - 1, _LONGEST:], out=best)
        np.maximum.accumulate(best, out=totals[row + _LONGEST, _LONGEST:])
    found = totals[_LONGEST:, _LONGEST:]
    moves = np.full(found.shape, _ADDITION, np.uint8)
    np.copyto(moves, _OMISSION, where=found == totals[_LONGEST - 1 : -1, _LONGEST:])
    chosen = np.zeros(found.shape, np.float32)
    for move in reversed(range(len(_SHAPES))):
        reached = candidates[move] == found
        np.copyto(moves, move, where=reached)
        np.copyto(chosen, gains[move], where=reached)
    return _Searched(block, moves, chosen)


def _walk(searched: list[_Searched]) -> Iterator[_Step]:
    """The path from its end to its beginning."""
    i, j = searched[-1].block.last, searched[-1].block.high
    for part in reversed(searched):
        while i > part.block.first:
            row, column = i - part.block.first - 1, j - part.block.low
            move = int(part.moves[row, column])
            yield _Step(i, j, move, float(part.gains[row, column]))
            i, j = i - _MOVES[move][0], j - _MOVES[move][1]
    for end in range(j, 0, -1):
        yield _Step(0, end, _ADDITION, 0.0)
