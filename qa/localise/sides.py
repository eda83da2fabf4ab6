"""The words of one side of many pairs, and the tables of what each has with each word of the other side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

from qa.embed import Rows, Words

Indexes = npt.NDArray[np.int64]
_Values = TypeVar("_Values", bound=npt.NDArray[Any])


@dataclass(frozen=True)
class Side:
    """One side of n pairs: the words of pair i are ``starts[i]`` to ``starts[i + 1]``, at least one.

    A word that comes again is kept once.  Of the distinct words, ``directions`` float32 [d, dim] are the
    vectors at unit length, ``lengths`` [d] what was taken off; ``usual`` [d, 2], ``traits`` [d, 4] and
    ``forms`` [d]: see :class:`qa.embed.Words`.  ``which`` [w] says which of them each word is.
    """

    directions: Rows
    lengths: Rows
    usual: Rows
    traits: Rows
    forms: Indexes
    which: Indexes
    starts: Indexes

    @classmethod
    def of(cls, words: Words, rows: Indexes, starts: Indexes) -> Side:
        """The side that consists of the words at ``rows`` of ``words``."""
        lengths = np.sqrt(np.einsum("ij,ij->i", words.vectors, words.vectors))
        scale = np.where(lengths == 0, 1, lengths).astype(np.float32)
        return cls(
            words.vectors / scale[:, None],
            lengths,
            words.usual,
            words.traits,
            words.forms,
            words.which[rows],
            starts,
        )

    @cached_property
    def counts(self) -> Indexes:
        """Words of each pair."""
        return np.diff(self.starts)

    @cached_property
    def weights(self) -> Rows:
        """The length of each word's vector: how much it means to the space."""
        return self.lengths[self.which]

    @cached_property
    def pairs(self) -> list[slice]:
        """Where the words of each pair stand."""
        return [slice(*bounds) for bounds in pairwise(self.starts.tolist())]

    @cached_property
    def words(self) -> list[Rows]:
        """The directions of the words of each pair, float32 [words of the pair, dim]."""
        return [self.directions.take(self.which[rows], axis=0) for rows in self.pairs]

    def rows(self, chosen: Indexes) -> Indexes:
        """Where the words of the ``chosen`` pairs stand."""
        return np.concatenate([np.arange(self.starts[n], self.starts[n + 1]) for n in chosen.tolist()])

    def only(self, chosen: Indexes) -> Side:
        """The same side of the ``chosen`` pairs alone, at least one."""
        starts = np.concatenate([[0], np.cumsum(self.counts[chosen])])
        distinct, which = np.unique(self.which[self.rows(chosen)], return_inverse=True)
        return Side(
            self.directions[distinct],
            self.lengths[distinct],
            self.usual[distinct],
            self.traits[distinct],
            self.forms[distinct],
            which,
            starts,
        )

    def sums(self, values: Rows) -> Rows:
        """Per pair, the sum of what each word has."""
        return np.asarray(np.add.reduceat(values, self.starts[:-1]), np.float32)

    def means(self, values: Rows) -> Rows:
        """Per pair, the mean of what each word has."""
        return np.asarray(self.sums(values) / self.counts.astype(np.float32), np.float32)

    def spread(self, values: _Values) -> _Values:
        """What each pair has, for each of its words."""
        return cast(_Values, np.repeat(values, self.counts, axis=0))

    def times(self, rows: Rows, weights: Rows) -> Rows:
        """``rows`` [w, k] @ ``weights`` [k, m], pair by pair.

        BLAS sums in another order where the number of rows is another: so a pair has the same result in any
        company.
        """
        result = np.zeros((len(rows), weights.shape[1]), np.float32)
        for pair in self.pairs:
            np.matmul(rows[pair], weights, out=result[pair])
        return result


@dataclass(frozen=True, slots=True)
class Peaks:
    """Of each row of tables the highest value, the first column that has it, and the second highest value.

    Where there is no second column, 0: none comes near.
    """

    highest: Rows
    second: Rows
    columns: Indexes


class Tables:
    """Room for a table a pair, all in one flat array, one after another and row by row.

    A table has a row for each word of its pair on one side, and a column for each on the other.
    """

    def __init__(self, here: Side, there: Side) -> None:
        self._shapes = list(zip(here.counts.tolist(), there.counts.tolist(), strict=True))
        self._widths: Indexes = here.spread(there.counts)
        ends = np.cumsum(self._widths)
        self._begins: Indexes = ends - self._widths
        self.size = int(ends[-1])

    def split(self, flat: Rows) -> Iterator[Rows]:
        """The tables [rows, columns] of ``flat``, to be read or written."""
        at = 0
        for rows, columns in self._shapes:
            yield flat[at : at + rows * columns].reshape(rows, columns)
            at += rows * columns

    def turned(self, flat: Rows) -> Rows:
        """Every table on its side: rows become columns.  The result fits the tables of the other side."""
        result = np.empty_like(flat)
        at = 0
        for table in self.split(flat):
            rows, columns = table.shape
            result[at : at + rows * columns].reshape(columns, rows)[:] = table.T
            at += rows * columns
        return result

    def highest(self, flat: Rows) -> Rows:
        """The highest value of each row."""
        return np.asarray(np.maximum.reduceat(flat, self._begins), np.float32)

    def sums(self, flat: Rows) -> Rows:
        """The sum of each row."""
        return np.asarray(np.add.reduceat(flat, self._begins), np.float32)

    def peaks(self, flat: Rows) -> Peaks:
        """The peaks of ``flat``."""
        highest = self.highest(flat)
        places = np.flatnonzero(flat == self.spread(highest))
        places = places[np.searchsorted(places, self._begins)]
        others = flat.copy()
        others[places] = -np.inf
        second = np.where(self._widths > 1, self.highest(others), np.float32(0))
        return Peaks(highest, second, places - self._begins)

    def spread(self, values: Rows) -> Rows:
        """What each row has, for each of its columns."""
        return np.repeat(values, self._widths)
