"""Aligned passages -> which words the other side does not support."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from qa.embed import Encoded, Rows, Words
from qa.localise.features import FEATURES, Side, traits
from qa.records import Alignment, Segment, Word
from qa.spans import Span

_PAIRS_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class WordDoubts:
    """For the words of one side: ``doubt`` float32 [w] in [0, 1] and ``best`` [w], the match of each."""

    doubt: Rows
    best: npt.NDArray[np.intp]


class Doubter(Protocol):
    """What turns the words of a pair into doubts: trained for the embedded model, fitted for any other."""

    def __call__(self, pairs: Sequence[tuple[Side, Side]]) -> list[tuple[WordDoubts, WordDoubts]]:
        """Doubts for (translation, source) pairs; every side must have a word."""


@dataclass(frozen=True, slots=True)
class Localised:
    """The doubtful words of an alignment in both documents, and what the doubts of all its words come to.

    ``summary`` holds, for translation and source, the mean doubt by weight and the highest; then the
    logarithm of the ratio of their words, and the number of words of the shorter side.
    """

    translation: tuple[Word, ...] = ()
    source: tuple[Word, ...] = ()
    summary: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class LocaliseOptions:
    """``floor``: words with less doubt are not handed on."""

    floor: float = 0.05


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
        sides = [
            _sides([getattr(alignment, name) for alignment in some], *texts)
            for name, texts in (("translation", translation), ("source", source))
        ]
        usable = [n for n in range(len(some)) if sides[0][n][0].words and sides[1][n][0].words]
        doubts = dict(zip(usable, doubter([(sides[0][n][0], sides[1][n][0]) for n in usable]), strict=True))
        for n in range(len(some)):
            yield _localised(sides[0][n], sides[1][n], doubts[n], options) if n in doubts else Localised()


_Place = tuple[Side, npt.NDArray[np.int64]]
"""The words of one passage and where they stand: int64 [w, 2] in the document."""


def _sides(groups: Sequence[tuple[int, ...]], segments: Sequence[Segment], encoded: Encoded) -> list[_Place]:
    """The words of passages; within a document passages follow one another, so their words do too."""
    filled = [group for group in groups if group]
    if not filled:
        return [
            (Side(np.zeros((0, 1), np.float32), (), traits(())), np.zeros((0, 2), np.int64)) for _ in groups
        ]
    first = filled[0][0]
    words = encoded.words(first, filled[-1][-1] + 1)
    result = []
    for group in groups:
        begin, end = (
            (words.starts[group[0] - first], words.starts[group[-1] + 1 - first]) if group else (0, 0)
        )
        result.append(_side(words, int(begin), int(end), first, segments))
    return result


def _side(words: Words, begin: int, end: int, first: int, segments: Sequence[Segment]) -> _Place:
    owner = np.searchsorted(words.starts, np.arange(begin, end), side="right") - 1 + first
    offsets = words.offsets[begin:end].tolist()
    written, places = [], []
    for number, (start, stop) in zip(owner.tolist(), offsets, strict=True):
        segment = segments[number]
        written.append(segment.prose[start:stop])
        places.append((segment.span.start + start, segment.span.start + stop))
    texts = tuple(written)
    return Side(words.vectors[begin:end], texts, traits(texts)), np.array(places, np.int64).reshape(-1, 2)


def _localised(
    translation: _Place, source: _Place, doubts: tuple[WordDoubts, WordDoubts], options: LocaliseOptions
) -> Localised:
    here, there = doubts
    return Localised(
        _doubtful(translation, here, source, options.floor),
        _doubtful(source, there, translation, options.floor),
        (
            *_pooled(translation[0], here.doubt),
            *_pooled(source[0], there.doubt),
            float(np.log(len(translation[0].words) / len(source[0].words))),
            float(min(len(translation[0].words), len(source[0].words))),
        ),
    )


def _doubtful(side: _Place, doubts: WordDoubts, other: _Place, floor: float) -> tuple[Word, ...]:
    return tuple(
        Word(
            Span(*side[1][n].tolist()),
            round(float(doubts.doubt[n]), 4),
            Span(*other[1][doubts.best[n]].tolist()),
        )
        for n in np.flatnonzero(doubts.doubt >= floor)
    )


def _pooled(side: Side, doubt: Rows) -> tuple[float, float]:
    weights = np.sqrt(np.einsum("ij,ij->i", side.vectors, side.vectors))
    return float(weights @ doubt) / (float(weights.sum()) or 1.0), float(doubt.max())


__all__ = ["FEATURES", "Doubter", "LocaliseOptions", "Localised", "Side", "WordDoubts", "localise"]
