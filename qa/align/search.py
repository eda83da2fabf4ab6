"""The path of highest total gain through windows of the grid of places in two documents.

A place (i, j) is the end of the first ``i`` source and the first ``j`` translation segments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LONGEST = 3
SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))
MOVES = (*SHAPES, (1, 0), (0, 1))
_OMISSION, _ADDITION = len(SHAPES), len(SHAPES) + 1

UNIT = 10_000
"""Gains are whole multiples of 1 / UNIT: sums are exact, so that equal paths tie wherever they are summed."""
_HEIGHT = 64
_MARGIN = 32
"""How far from the path of the groups the best path may run, in segments."""


@dataclass(frozen=True, slots=True)
class Window:
    """The places with ``first < i <= last`` and ``low <= j <= high``."""

    first: int
    last: int
    low: int
    high: int

    @property
    def shape(self) -> tuple[int, int]:
        """How many ``i`` and how many ``j``."""
        return self.last - self.first, self.high - self.low + 1


@dataclass(frozen=True, slots=True)
class Step:
    """A move of the path, the place where it ends, and its gain in units."""

    source_end: int
    translation_end: int
    move: int
    gain: float


@dataclass(frozen=True, slots=True)
class _Searched:
    """The best last move to every place of a window, and what that move gains."""

    window: Window
    moves: npt.NDArray[np.uint8]
    gains: npt.NDArray[np.float32]


def windows(height: int, width: int, near: Sequence[tuple[int, int]] | None) -> list[Window]:
    """Windows from the first row to the last: around the places ``near``, or over the whole grid."""
    rows, columns = np.array([(0, 0), *near]).T if near else (np.zeros(1), np.zeros(1))
    result = []
    for first in range(0, height, _HEIGHT):
        last = min(first + _HEIGHT, height)
        low, high = 0, width
        if near is not None and first > 0:
            low = max(int(columns[np.searchsorted(rows, first) - 1]) - _MARGIN, 0)
        if near is not None and last < height:
            high = min(int(columns[np.searchsorted(rows, last, side="right")]) + _MARGIN, width)
        result.append(Window(first, last, low, high))
    return result


def best_path(
    searched: Sequence[Window], gains: Callable[[Window], npt.NDArray[np.float32]], width: int
) -> list[Step]:
    """The steps from the first place to the last of the grid, which is ``width`` columns wide.

    ``gains`` tells what each of ``SHAPES`` gains that ends at the places of a window, in units.
    """
    results: list[_Searched] = []
    edge, low = np.full((LONGEST, width + 1), -np.inf), 0
    edge[-1] = 0
    for window in searched:
        height, columns = window.shape
        totals = np.full((LONGEST + height, LONGEST + columns), -np.inf)
        known = edge[:, window.low - low :][:, :columns]
        totals[:LONGEST, LONGEST : LONGEST + known.shape[1]] = known
        results.append(_search(totals, gains(window), window))
        edge, low = totals[-LONGEST:, LONGEST:], window.low
    return list(_backwards(results, width))[::-1]


def _search(totals: npt.NDArray[np.float64], gains: npt.NDArray[np.float32], window: Window) -> _Searched:
    """Fill ``totals``, whose first three rows and columns lie before the window."""
    stride = totals.shape[1]
    origins = np.array([[(LONGEST - a) * stride + LONGEST - b] for a, b in SHAPES]) + np.arange(
        gains.shape[2]
    )
    flat = totals.reshape(-1)
    candidates = np.empty(gains.shape)
    for row in range(len(totals) - LONGEST):
        candidate = candidates[:, row]
        np.add(flat[row * stride :].take(origins), gains[:, row], out=candidate)
        best = np.maximum(candidate.max(axis=0), totals[row + LONGEST - 1, LONGEST:])
        # An addition gains nothing: the best so far in the row stays the best.
        np.maximum.accumulate(best, out=totals[row + LONGEST, LONGEST:])
    found = totals[LONGEST:, LONGEST:]
    moves = np.where(found == totals[LONGEST - 1 : -1, LONGEST:], np.uint8(_OMISSION), np.uint8(_ADDITION))
    gained = np.zeros(found.shape, np.float32)
    for move in reversed(range(len(SHAPES))):
        best_move = candidates[move] == found
        np.copyto(moves, move, where=best_move)
        np.copyto(gained, gains[move], where=best_move)
    return _Searched(window, moves, gained)


def _backwards(results: list[_Searched], width: int) -> Iterator[Step]:
    i, j = results[-1].window.last if results else 0, width
    for result in reversed(results):
        while i > result.window.first:
            row, column = i - result.window.first - 1, j - result.window.low
            move = int(result.moves[row, column])
            yield Step(i, j, move, float(result.gains[row, column]))
            i, j = i - MOVES[move][0], j - MOVES[move][1]
    for end in range(j, 0, -1):
        yield Step(0, end, _ADDITION, 0.0)
