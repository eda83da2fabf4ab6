"""Matrices of few bits: kept small in memory as in the file, and spread out only while they are used."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from qa.embed import Rows

Result = TypeVar("Result")

GROUP = 32
"""Weights of a row that share one factor where they have four bits."""
ROWS_AT_ONCE = 128
"""Rows that go through a matrix together."""


class Matrix(Protocol):
    """A matrix [out, in] that is not kept as floats."""

    def spread(self) -> Rows:
        """As float32 [out, in]."""


@dataclass(frozen=True, slots=True)
class Bytes:
    """int8 [out, in] with one factor a row, float16 [out]."""

    values: npt.NDArray[np.int8]
    factors: npt.NDArray[np.float16]

    def spread(self) -> Rows:
        """As float32 [out, in]."""
        return np.multiply(self.values, self.factors[:, None], dtype=np.float32)

    def rows(self, chosen: npt.NDArray[np.int64]) -> Rows:
        """The chosen rows as float32 [n, in]."""
        return np.multiply(self.values[chosen], self.factors[chosen, None], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Nibbles:
    """Four bits a weight, two in a byte [out, in / 2]; factors float16 [out, in / GROUP].

    A byte holds weight ``n`` of the first half of its row below and that of the second half above, each from
    0 to 15 for -8 to 7: halves are spread in one go.
    """

    pairs: npt.NDArray[np.uint8]
    factors: npt.NDArray[np.float16]

    def spread(self) -> Rows:
        """As float32 [out, in]."""
        count, half = self.pairs.shape
        result = np.empty((count, 2 * half), np.float32)
        result[:, :half] = self.pairs & 15
        result[:, half:] = self.pairs >> 4
        result -= 8
        groups = result.reshape(count, -1, GROUP)
        groups *= self.factors[:, :, None]
        return result


def matrix(tensors: dict[str, npt.NDArray[Any]], name: str) -> Bytes | Nibbles:
    """The matrix of this name, as its numbers say."""
    values, factors = tensors[f"{name}.weight"], tensors[f"{name}.factors"]
    return Bytes(values, factors) if values.dtype == np.int8 else Nibbles(values, factors)


def times(rows: Rows, weight: Rows) -> Rows:
    """``rows`` [n, in] times the transpose of ``weight`` [out, in].

    In blocks of one size: BLAS sums in another order for another shape, and no row shall have another result
    for the company it is in.
    """
    result = np.zeros((len(rows), len(weight)), np.float32)
    turned = weight.T

    def fill(at: int) -> None:
        some = rows[at : at + ROWS_AT_ONCE]
        if len(some) == ROWS_AT_ONCE:
            np.matmul(some, turned, out=result[at : at + ROWS_AT_ONCE])
        else:
            block = np.zeros((ROWS_AT_ONCE, rows.shape[1]), np.float32)
            block[: len(some)] = some
            result[at:] = (block @ turned)[: len(some)]

    by_block(fill, len(rows))
    return result


def by_block(work: Callable[[int], Result], rows: int) -> list[Result]:
    """What ``work`` makes of each block of rows, told where it begins; in order.

    A block is worked on by one thread whatever their number, so its numbers are the same.
    """
    starts = range(0, rows, ROWS_AT_ONCE)
    pool = _pool() if len(starts) > 1 else None
    return list(map(work, starts) if pool is None else pool.map(work, starts))


@cache
def _pool() -> ThreadPoolExecutor | None:
    """Threads where the command line told BLAS to have one; who asks for one with OMP_NUM_THREADS has one."""
    one = os.environ.get("OPENBLAS_NUM_THREADS") == "1" and "OMP_NUM_THREADS" not in os.environ
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return ThreadPoolExecutor(count, "qa-translate") if one and count > 1 else None


if hasattr(os, "register_at_fork"):
    # A child has none of its parent's threads and would wait for them.
    os.register_at_fork(after_in_child=_pool.cache_clear)
