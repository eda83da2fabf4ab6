"""Aligned passages -> which words the other side does not support."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from qa.embed import Encoded, Rows, Words
from qa.localise.features import Indexes, Side
from qa.localise.options import LocaliseOptions
from qa.localise.prior import adapt
from qa.localise.words import Doubter, Localised, WordDoubts
from qa.records import Alignment, Segment, Word
from qa.spans import Span

_PAIRS_AT_ONCE = 64


def localise(
    alignments: Sequence[Alignment],
    translation: tuple[Sequence[Segment], Encoded],
    source: tuple[Sequence[Segment], Encoded],
    doubter: Doubter,
    options: LocaliseOptions,
) -> Iterator[Localised]:
    """One :class:`Localised` an alignment, in order; empty where a side is absent or has no word."""
    for at in range(0, len(alignments), _PAIRS_AT_ONCE):
        some = alignments[at : at + _PAIRS_AT_ONCE]
        here = _place([alignment.translation for alignment in some], *translation)
        there = _place([alignment.source for alignment in some], *source)
        usable = np.flatnonzero((np.diff(here.starts) > 0) & (np.diff(there.starts) > 0)).tolist()
        found = [Localised()] * len(some)
        if usable:
            here, there = here.only(usable), there.only(usable)
            doubts = doubter(here.side, there.side)
            for number, localised in zip(usable, _localised(here, there, doubts, options.floor), strict=True):
                found[number] = localised
        yield from found


def passages(words: Words, texts: Sequence[str], chosen: Sequence[int]) -> Side:
    """The words of the ``chosen`` texts as one side of as many pairs; each must have a word."""
    rows = np.concatenate([np.arange(words.starts[n], words.starts[n + 1]) for n in chosen])
    owners = np.repeat(chosen, np.diff(words.starts)[chosen]).tolist()
    offsets = words.offsets[rows].tolist()
    written = [texts[owner][start:end] for owner, (start, end) in zip(owners, offsets, strict=True)]
    return Side.of(words.vectors[rows], words.usual[rows], written, _starts(np.diff(words.starts)[chosen]))


@dataclass(frozen=True, slots=True)
class _Place:
    """The words of consecutive passages: their vectors, their writing, and int64 [w, 2] where they stand."""

    words: Words
    written: Sequence[str]
    spans: Indexes
    starts: Indexes

    def only(self, chosen: Sequence[int]) -> _Place:
        """The same without the passages that are not chosen."""
        if len(chosen) + 1 == len(self.starts):
            return self
        rows = np.concatenate([np.arange(self.starts[n], self.starts[n + 1]) for n in chosen])
        words = Words(
            self.words.vectors[rows], self.words.offsets[rows], self.words.starts, self.words.usual[rows]
        )
        written = [self.written[row] for row in rows.tolist()]
        return _Place(words, written, self.spans[rows], _starts(np.diff(self.starts)[chosen]))

    @property
    def side(self) -> Side:
        """What a doubter takes."""
        return Side.of(self.words.vectors, self.words.usual, self.written, self.starts)


def _place(groups: Sequence[tuple[int, ...]], segments: Sequence[Segment], encoded: Encoded) -> _Place:
    """The words of passages; within a document passages follow one another, so their words do too."""
    indexes = [index for group in groups for index in group]
    first, last = (indexes[0], indexes[-1] + 1) if indexes else (0, 0)
    words = encoded.words(first, last)
    counts = np.diff(words.starts)
    own = segments[first:last]
    prose = [segment.prose for segment in own]
    owners = np.repeat(np.arange(len(own)), counts)
    offsets = words.offsets.astype(np.int64)
    written = [prose[n][start:end] for n, (start, end) in zip(owners.tolist(), offsets.tolist(), strict=True)]
    shifts = np.array([segment.span.start for segment in own], np.int64)
    per_passage = [
        int(counts[group[0] - first : group[-1] + 1 - first].sum()) if group else 0 for group in groups
    ]
    return _Place(words, written, offsets + shifts[owners][:, None], _starts(per_passage))


def _localised(
    here: _Place, there: _Place, doubts: tuple[WordDoubts, WordDoubts], floor: float
) -> Iterator[Localised]:
    own = _doubtful(here, there, doubts[0], floor)
    other = _doubtful(there, here, doubts[1], floor)
    counts, other_counts = np.diff(here.starts), np.diff(there.starts)
    summaries = np.column_stack(
        [
            *_pooled(here, doubts[0]),
            *_pooled(there, doubts[1]),
            np.log(counts / other_counts),
            np.minimum(counts, other_counts),
        ]
    ).tolist()
    for n, summary in enumerate(summaries):
        yield Localised(own[n], other[n], tuple(summary), int(counts[n]))


def _doubtful(here: _Place, there: _Place, doubts: WordDoubts, floor: float) -> list[tuple[Word, ...]]:
    """By passage, the words with some doubt and the match of each."""
    found: list[list[Word]] = [[] for _ in range(len(here.starts) - 1)]
    rows = np.flatnonzero(doubts.doubt >= floor)
    owners = np.searchsorted(here.starts, rows, side="right") - 1
    matches = there.starts[owners] + doubts.best[rows]
    for owner, place, doubt, match in zip(
        owners.tolist(),
        here.spans[rows].tolist(),
        doubts.doubt[rows].tolist(),
        there.spans[matches].tolist(),
        strict=True,
    ):
        found[owner].append(Word(Span(*place), round(doubt, 4), Span(*match)))
    return [tuple(words) for words in found]


def _pooled(place: _Place, doubts: WordDoubts) -> tuple[Rows, Rows]:
    """By passage, the mean doubt by weight of the words, and the highest."""
    weights = np.sqrt(np.einsum("ij,ij->i", place.words.vectors, place.words.vectors)) + 1e-6
    begins = place.starts[:-1]
    mean = np.add.reduceat(weights * doubts.doubt, begins) / np.add.reduceat(weights, begins)
    return np.asarray(mean, np.float32), np.maximum.reduceat(doubts.doubt, begins)


def _starts(counts: Sequence[int] | Indexes) -> Indexes:
    return np.concatenate([[0], np.cumsum(np.asarray(counts, np.int64))])


__all__ = ["LocaliseOptions", "Localised", "adapt", "localise", "passages"]
